import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { CLOUDTRAIL_CSV } from '../../../src/formats/cloudtrail/cloudtrail-csv.ts';
import { NFDUMP_TEXT } from '../../../src/formats/nfdump/nfdump-text.ts';
import { fixture } from '../../support.ts';
import { parseDocument } from '../../evidence/evidence-support.ts';
import { parseAll, reasonsOf } from '../memory-sink.ts';
import type { Parsed } from '../memory-sink.ts';

test('the event history that the console downloads: calls are alerts, a console login has no outcome', () => {
  const content = readFileSync(fixture('formats', 'cloudtrail-csv', 'event_history.csv'));
  const { rows, rejects, skipped } = parseDocument(CLOUDTRAIL_CSV, content);
  assert.deepEqual(rows, [
    {
      line: 2,
      ts: '2026-03-02T10:00:01Z',
      src: '203.0.113.9',
      sensor: 'cloudtrail',
      rule: 'RunInstances',
      message: 'ec2.amazonaws.com; by alice; key AKIAIOSFODNN7EXAMPLE; eu-central-1',
      resources: 'i-0123456789abcdef0 subnet-1',
      kind: 'event',
      outcome: 'passed',
    },
    {
      table: 'logins',
      line: 3,
      ts: '2026-03-02T10:00:02Z',
      c_ip: '203.0.113.9',
      service: 'aws-console',
      username: 'root',
      detail: 'signin.amazonaws.com; by root; us-east-1',
    },
    {
      line: 4,
      ts: '2026-03-02T10:00:03Z',
      src: '203.0.113.9',
      sensor: 'cloudtrail',
      rule: 'ListBuckets',
      severity: 'failed',
      message: 's3.amazonaws.com; by alice; key AKIAIOSFODNN7EXAMPLE; eu-central-1; error AccessDenied',
      kind: 'event',
      outcome: 'blocked',
    },
  ]);
  assert.deepEqual(skipped, { header: 1 });
  assert.deepEqual(reasonsOf(rejects), [
    [5, "eventTime cannot be 'yesterday'"],
    [6, '3 columns, the header names 12'],
  ]);
});

function flows(name: string, zone?: string): Parsed {
  const content = readFileSync(fixture('formats', 'nfdump-text', name));
  return parseAll(NFDUMP_TEXT, content, 97, zone === undefined ? {} : { zone });
}

test('flows as nfdump prints them are read, and what it rounded is said', () => {
  const { rows, rejects, skipped, notes } = flows('line.txt', 'Asia/Tokyo');
  assert.deepEqual(
    rows.map((row) => [
      row['ts_start'],
      row['ts_end'],
      row['protocol'],
      row['dst_port'],
      row['packets'],
      row['bytes'],
    ]),
    [
      ['2026-03-02T01:00:01.186000Z', '2026-03-02T01:00:01.386000Z', 6, 22, 2, 180],
      ['2026-03-02T01:00:02Z', '2026-03-02T01:05:02Z', 17, 5353, 1_500_000, 294_200_000],
      ['2026-03-02T01:00:03Z', '2026-03-02T01:00:03Z', 1, undefined, 1, 84],
    ],
  );
  assert.deepEqual(rejects, []);
  assert.deepEqual(skipped, { 'headers and totals of nfdump': 5 });
  assert.match(notes.join('\n'), /rounded by nfdump: nfdump -o csv/);
});

test('nfdump -o long has flags; addresses that it shortened, and records of both directions, are rejected', () => {
  const { rows, rejects } = flows('long.txt');
  assert.deepEqual(
    rows.map((row) => [row['src'], row['src_port'], row['tcp_flags']]),
    [
      ['203.0.113.9', 47_047, 2],
      ['2001:db8::9', 47_047, 27],
    ],
  );
  assert.deepEqual(
    rejects.map(({ line, reason }) => [line, /-6$|both directions/.test(reason)]),
    [
      [4, true],
      [5, true],
    ],
  );
});
