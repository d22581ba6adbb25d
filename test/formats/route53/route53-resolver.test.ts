import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ROUTE53_RESOLVER } from '../../../src/formats/route53/route53-resolver.ts';
import { headOf, parseAll, reasonsOf } from '../memory-sink.ts';
import { fixture } from '../../support.ts';

const TEXT = readFileSync(fixture('formats', 'route53-resolver', 'resolver.log'), 'utf8');

test('Route 53: a query is a flow of the host that asked, with the name in lower case and without its last dot', () => {
  const { rows, rejects } = parseAll(ROUTE53_RESOLVER, TEXT);
  assert.deepEqual(rejects, []);
  assert.deepEqual(rows[1], {
    line: 2,
    ts_start: '2026-11-20T10:00:01Z',
    src: '10.0.0.6',
    src_port: 48_702,
    dst_port: 53,
    protocol: 6,
    initiator: 'src',
    dns_query: 'mail.example.org',
    account: '111122223333',
    region: 'us-east-1',
    vpc: 'vpc-0a1b2c3d',
    instance: 'i-0123456789abcdef0',
  });
  assert.equal(rows[2]?.['src'], '2001:db8::5');
});

test('Route 53: lines without a time, a name or an address are rejected, each with its reason', () => {
  const [line = ''] = TEXT.split('\n');
  const broken = [
    line.replace('2026-11-20T10:00:00Z', 'soon'),
    line.replace('www.example.com.', ''),
    line.replace('10.0.0.5', 'resolver'),
    line.slice(0, 80),
  ];
  const { rows, rejects } = parseAll(ROUTE53_RESOLVER, `${[...broken, line].join('\n')}\n`);
  assert.equal(rows.length, 1);
  assert.deepEqual(
    rejects.map(({ line: number }) => number),
    [1, 2, 3, 4],
  );
  assert.equal(new Set(reasonsOf(rejects)).size, 4);
});

test('Route 53: the log is known by its fields, and other JSON is not taken for it', () => {
  assert.ok((ROUTE53_RESOLVER.recognise(headOf(Buffer.from(TEXT)))?.confidence ?? 0) > 0.9);
  assert.equal(
    ROUTE53_RESOLVER.recognise(headOf(Buffer.from('{"query_name":"a","query_timestamp":"b"}\n'))),
    undefined,
  );
});
