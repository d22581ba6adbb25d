import { ZONE } from '../../src/tables/zones.ts';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { TestContext } from 'node:test';
import { survey } from '../../src/evidence/survey.ts';
import { parseAll } from '../formats/memory-sink.ts';
import type { Parsed } from '../formats/memory-sink.ts';
import { fixture, temporary } from '../support.ts';
import { contentOf, effects, parseDocument, surveyed } from './evidence-support.ts';
import type { EvidenceFile } from '../../src/evidence/evidence-file.ts';

interface Read extends Omit<Parsed, 'read'> {
  format: string;
}

async function readFound(found: EvidenceFile | undefined): Promise<Read> {
  const { text } = await contentOf(found);
  const format = found?.format;
  assert.ok(format?.kind === 'lines' || format?.kind === 'document', found?.recognition?.because);
  const bytes = Buffer.from(text, 'latin1');
  const result =
    format.kind === 'lines' ? parseAll(format, bytes, 97, found?.read) : parseDocument(format, bytes);
  return { ...result, format: format.name };
}

async function read(t: TestContext, ...path: string[]): Promise<Read> {
  const scratch = join(await temporary(t), 'scratch');
  const { found } = await survey([fixture('formats', ...path)], scratch, {}, effects);
  return readFound(found[0]);
}

async function readBytes(t: TestContext, content: string | Uint8Array): Promise<Read> {
  const { found } = await surveyed(t, { 'some.log': content });
  return readFound(found[0]);
}

test('one line of ::1 swallows no other', async (t) => {
  const { format, rows } = await read(t, 'access-log', 'one-ipv6-line.log');
  assert.equal(format, 'access-log');
  assert.deepEqual(
    rows.map((row) => row['c_ip']),
    ['203.0.113.9', '203.0.113.9', '203.0.113.9', '::1'],
  );
});

test('the local times of IIS Advanced Logging are read in the zone that is given, and assumed UTC without one', async (t) => {
  const { rows, rejects } = await read(t, 'iis-w3c', 'advanced-date-local.log');
  assert.deepEqual(
    [rows[0]?.['ts'], rows[0]?.['sc_status'], rejects],
    ['2026-11-18T17:00:00.363000Z', 401, []],
  );
  const scratch = join(await temporary(t), 'scratch');
  const path = fixture('formats', 'iis-w3c', 'advanced-date-local.log');
  const zoned = await survey([path], scratch, { read: () => ({ zone: 'Asia/Tokyo' }) }, effects);
  const [found] = zoned.found;
  assert.equal(found?.format?.zoneIn?.(found.head), undefined);
  assert.equal((await readFound(found)).rows[0]?.['ts'], '2026-11-18T08:00:00.363000Z');
});

test('a W3C log in UTC stays one, whatever zone is given', async (t) => {
  const log =
    '#Fields: date time c-ip cs-method cs-uri-stem sc-status date-local time-local\n2026-11-18 08:00:00 198.51.100.9 GET /owa 401 2026-11-18 17:00:00\n';
  const { found } = await surveyed(t, { 'u_ex.log': log });
  assert.equal(found[0]?.format?.zoneIn?.(found[0].head), ZONE.format);
  assert.equal((await readFound(found[0])).rows[0]?.['ts'], '2026-11-18T08:00:00Z');
});

test('the standard log of Nginx Proxy Manager names the client', async (t) => {
  const { rows } = await read(t, 'log-format', 'nginx-proxy-manager-standard.log');
  const [row] = rows;
  assert.deepEqual(
    [row?.['c_ip'], row?.['cs_method'], row?.['cs_uri_stem'], row?.['sc_status'], row?.['cs_host']],
    ['203.0.113.89', 'GET', '/.env', 404, 'www.example.com'],
  );
});

test('what an ALB puts in the place of a request that it could not read is no request', async (t) => {
  const { rows } = await read(t, 'alb-access', 'malformed-request.log');
  const [row] = rows;
  assert.deepEqual(
    [row?.['c_ip'], row?.['sc_status'], row?.['cs_host'], row?.['cs_method'], row?.['cs_uri_stem']],
    ['203.0.113.67', 400, 'alb-1.us-east-1.elb.amazonaws.com', undefined, undefined],
  );
});

test('events selected by hand with Get-WinEvent are logins', async (t) => {
  const { rows } = await read(t, 'windows-security-csv', 'get-winevent-select.csv');
  assert.deepEqual(
    [rows[0]?.['c_ip'], rows[0]?.['username'], rows[0]?.['ok']],
    ['203.0.113.7', 'administrator', 0],
  );
});

test('a day with one space before it is that day', async (t) => {
  const { rows } = await read(t, 'syslog', 'single-space-day.log');
  assert.deepEqual(
    rows.map((row) => [row['ts'], row['c_ip'], row['username']]),
    [
      ['2026-11-02T15:40:14Z', '203.0.113.160', 'root'],
      ['2026-11-02T15:40:15Z', '203.0.113.160', 'root'],
    ],
  );
});

test('a database of Dionaea is known by its columns, wherever they stand', async (t) => {
  const scratch = join(await temporary(t), 'scratch');
  const path = fixture('formats', 'dionaea-sqlite', 'schema-beyond-64-KiB.sqlite');
  const { found } = await survey([path], scratch, {}, effects);
  assert.equal(found[0]?.format?.name, 'dionaea-sqlite');
});

const flow = (index: number): string =>
  `2 123456789012 eni-0aaaaaaaaaaaaaaa1 10.0.1.5 203.0.113.9 ${40_000 + index} 22 6 1 40 1700185000 1700185060 ACCEPT OK`;

function batch(messages: readonly string[], more: object = {}): string {
  const logEvents = messages.map((message, id) => ({
    id: String(id),
    timestamp: 1_700_185_060_000,
    message,
    ...more,
  }));
  return JSON.stringify({
    messageType: 'DATA_MESSAGE',
    owner: '1',
    logGroup: 'vpc',
    logStream: 's',
    logEvents,
  });
}

const CONTROL = JSON.stringify({
  messageType: 'CONTROL_MESSAGE',
  owner: 'CloudwatchLogs',
  logEvents: [
    { id: '', timestamp: 1, message: 'CWL CONTROL MESSAGE: Checking health of destination Firehose.' },
  ],
});

test('flow logs in batches of a subscription are read, however the batches follow one another', async (t) => {
  const first = batch([flow(1), flow(2)]);
  const second = batch([flow(3)], { extractedFields: { srcaddr: '10.0.1.5' } });
  const ways: Record<string, string | Uint8Array> = {
    'line by line': `${first}\n${second}\n`,
    'nothing between': first + second,
    'a question first': `${CONTROL}${first}${second}`,
    'a question between': `${first}\n${CONTROL}\n${second}`,
    'gzip members': Buffer.concat([first, CONTROL, second].map((one) => gzipSync(one))),
    'with spaces': `${first}${second}`.replaceAll('":', '": '),
  };
  for (const [way, content] of Object.entries(ways)) {
    const { format, rows, rejects } = await readBytes(t, content);
    assert.deepEqual([format, rejects], ['vpc-flow', []], way);
    assert.deepEqual(
      rows.map((row) => [row['src'], row['dst'], row['src_port']]),
      [1, 2, 3].map((index) => ['10.0.1.5', '203.0.113.9', 40_000 + index]),
      way,
    );
  }
});

test('megabytes of batches in one line are as many records as messages', async (t) => {
  const one = batch(Array.from({ length: 200 }, (_, index) => flow(index)));
  const { rows, rejects } = await readBytes(t, one.repeat(60));
  assert.deepEqual([rows.length, rejects], [12_000, []]);
});

test('a message that quotes a batch is one message', async (t) => {
  const quoting = batch([flow(1), `x ${CONTROL} ${batch([flow(9)])}`, flow(2)]);
  const { rows, rejects } = await readBytes(t, `${quoting}\n${batch([flow(3)])}\n`);
  assert.deepEqual([rows.length, rejects.length], [3, 1]);
});
