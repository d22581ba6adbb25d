import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ALB_ACCESS } from '../../../src/formats/elb/alb-access.ts';
import { ALB_CONNECTION } from '../../../src/formats/elb/alb-connection.ts';
import { ELB_CLASSIC } from '../../../src/formats/elb/elb-classic.ts';
import { FORMATS } from '../../../src/formats/index.ts';
import { NLB_TLS } from '../../../src/formats/elb/nlb-tls.ts';
import { S3_ACCESS } from '../../../src/formats/s3/s3-access.ts';
import { recognise } from '../../../src/evidence/recognise.ts';
import { fixtureOf, rowOf } from '../cloud-support.ts';
import { accounted, headOf, parseAll, reasonsOf } from '../memory-sink.ts';

const alb = parseAll(ALB_ACCESS, fixtureOf(ALB_ACCESS, 'shop.log'));
const classic = parseAll(ELB_CLASSIC, fixtureOf(ELB_CLASSIC, 'classic.log'));
const connections = parseAll(ALB_CONNECTION, fixtureOf(ALB_CONNECTION, 'connections.log'));
const tls = parseAll(NLB_TLS, fixtureOf(NLB_TLS, 'gate.log'));

test('ALB: the client, the target, the host of the URL, bytes and milliseconds', () => {
  assert.deepEqual(rowOf(alb.rows, 1), {
    line: 1,
    ts: '2026-03-02T10:00:01.186641Z',
    c_ip: '203.0.113.9',
    c_port: 46532,
    s_ip: '10.0.1.20',
    s_port: 8080,
    s_sitename: 'app/shop/50dc6c495c0c9188',
    cs_method: 'GET',
    cs_host: 'shop.example.com',
    cs_uri_stem: '/cart',
    cs_uri_query: 'id=7&x=a',
    cs_version: 'HTTP/2.0',
    sc_status: 200,
    cs_bytes: 521,
    sc_bytes: 1180,
    time_taken: 13,
    user_agent: 'Mozilla/5.0 (X11; Linux x86_64)',
  });
});

test('ALB: an IPv6 client stands without brackets before its port', () => {
  const row = rowOf(alb.rows, 2);
  assert.equal(row['c_ip'], '2001:db8::7');
  assert.equal(row['c_port'], 52110);
});

test('ALB: a malformed request without a target is a row with what is known, and no duration', () => {
  assert.deepEqual(rowOf(alb.rows, 3), {
    line: 3,
    ts: '2026-03-02T10:00:03.500000Z',
    c_ip: '198.51.100.77',
    c_port: 40112,
    s_sitename: 'app/shop/50dc6c495c0c9188',
    cs_host: 'shop.example.com',
    sc_status: 400,
    cs_bytes: 0,
    sc_bytes: 272,
  });
});

test('ALB: spaces in a URL, quotes that were escaped', () => {
  const row = rowOf(alb.rows, 4);
  assert.equal(row['cs_host'], '203.0.113.80');
  assert.equal(row['cs_uri_stem'], '/a b/c d.php');
  assert.equal(row['cs_uri_query'], 'q=1 2');
  assert.equal(row['cs_version'], 'HTTP/1.1');
  assert.equal(row['user_agent'], 'evil "quoted" agent');
});

test('ALB: a URL without a path, an IPv6 host, a client that went away', () => {
  const row = rowOf(alb.rows, 6);
  assert.equal(row['cs_host'], '[2001:db8::80]');
  assert.equal(row['cs_uri_stem'], undefined);
  assert.equal(row['sc_status'], undefined);
  assert.equal(row['time_taken'], 601_501);
});

test('ALB: what is broken is rejected with its reason', () => {
  assert.equal(accounted(alb), 13);
  assert.equal(alb.skipped['blank line'], 1);
  assert.deepEqual(reasonsOf(alb.rejects), [
    [8, '7 fields before the request, not 12'],
    [9, "the time cannot be 'yesterday'"],
    [10, "the client is 'not.an.address:40115', not address:port"],
    [11, 'the request is not closed by a quote'],
    [12, 'the user agent is not closed by a quote'],
    [13, "the client is '198.51.100.77:99999', not address:port"],
  ]);
});

test('ALB: fields that are added to the end change nothing', () => {
  const line = fixtureOf(ALB_ACCESS, 'shop.log').toString('latin1').split('\n')[0] ?? '';
  const [row] = parseAll(ALB_ACCESS, `${line} "new field" 17 -\n`).rows;
  assert.deepEqual(row, rowOf(alb.rows, 1));
});

test('Classic: the same columns, durations in microseconds', () => {
  assert.deepEqual(rowOf(classic.rows, 1), {
    line: 1,
    ts: '2026-03-02T10:00:01.945958Z',
    c_ip: '203.0.113.9',
    c_port: 2817,
    s_ip: '10.0.0.1',
    s_port: 80,
    s_sitename: 'shop-classic',
    cs_method: 'GET',
    cs_host: 'www.example.com',
    cs_uri_stem: '/index.php',
    cs_uri_query: 'a=1',
    cs_version: 'HTTP/1.1',
    sc_status: 200,
    cs_bytes: 0,
    sc_bytes: 29,
    time_taken: 2,
    user_agent: 'curl/8.5.0',
  });
});

test('Classic: quotes in an agent that nobody escaped', () => {
  assert.equal(rowOf(classic.rows, 2)['user_agent'], 'a "raw" quote');
});

test('Classic: a connection of a TCP listener is a row without a request', () => {
  assert.deepEqual(rowOf(classic.rows, 3), {
    line: 3,
    ts: '2026-03-02T10:00:03.945958Z',
    c_ip: '2001:db8::9',
    c_port: 2819,
    s_ip: '10.0.0.1',
    s_port: 22,
    s_sitename: 'shop-classic',
    cs_bytes: 82,
    sc_bytes: 305,
    time_taken: 1,
  });
});

test('Classic: logs of before 2014 end with the request; no backend, no duration', () => {
  assert.equal(rowOf(classic.rows, 4)['cs_uri_stem'], '/');
  assert.equal(rowOf(classic.rows, 4)['user_agent'], undefined);
  assert.equal(rowOf(classic.rows, 5)['s_ip'], undefined);
  assert.equal(rowOf(classic.rows, 5)['time_taken'], undefined);
  assert.deepEqual(reasonsOf(classic.rejects), [
    [6, "the bytes received are 'zero', not a number"],
    [7, '15 fields before the request, not 11'],
  ]);
});

test('ALB connections are flows to the listener', () => {
  assert.deepEqual(rowOf(connections.rows, 1), {
    line: 1,
    ts_start: '2026-03-02T10:00:01.514108Z',
    src: '203.0.113.9',
    src_port: 36280,
    dst_port: 443,
    protocol: 6,
    direction: 'ingress',
  });
  assert.equal(rowOf(connections.rows, 4)['dst_port'], 443);
  assert.ok(connections.notes.some((note) => note.includes('without a destination')));
});

test('ALB: a client certificate that was refused is an alert as well', () => {
  assert.deepEqual(rowOf(connections.rows, 2, 'alerts'), {
    table: 'alerts',
    line: 2,
    ts: '2026-03-02T10:00:02Z',
    src: '2001:db8::7',
    src_port: 36281,
    dst_port: 443,
    sensor: 'alb',
    rule: 'ClientCertUntrusted',
    message: 'CN=forged.example.net',
    kind: 'event',
    outcome: 'blocked',
  });
  assert.equal(rowOf(connections.rows, 8, 'alerts')['rule'], 'ClientCertificate');
  assert.equal(connections.rows.filter((row) => row['table'] === 'alerts').length, 2);
});

test('ALB connections: what is broken is rejected with its reason', () => {
  assert.deepEqual(reasonsOf(connections.rejects), [
    [5, "the certificate's subject is not closed by a quote"],
    [6, "the client is '198.51.100.777', not an address"],
    [7, "4 fields before the certificate's subject, not 7"],
  ]);
});

test('NLB: a TLS connection is a flow there and a flow back', () => {
  const [back, there] = tls.rows;
  const common = {
    line: 1,
    ts_start: '2026-03-02T10:00:03Z',
    ts_end: '2026-03-02T10:00:08Z',
    protocol: 6,
    interface: 'net/gate/c6e77e28c25b2234',
  };
  const client = { src: '203.0.113.9', src_port: 51341, dst: '10.0.1.7', dst_port: 443 };
  const answer = { src: '10.0.1.7', src_port: 443, dst: '203.0.113.9', dst_port: 51341 };
  assert.deepEqual(there, { ...common, ...client, bytes: 98, direction: 'ingress' });
  assert.deepEqual(back, { ...common, ...answer, bytes: 246, direction: 'egress' });
});

test('NLB: an old record has no time of opening; its duration gives it, and nothing sent is no flow', () => {
  const rows = tls.rows.filter((row) => row['line'] === 2);
  assert.equal(rows.length, 1);
  assert.equal(rows[0]?.['src'], '2001:db8::7');
  assert.equal(rows[0]?.['ts_start'], '2026-03-02T10:00:06.500000Z');
});

test('NLB: what is broken is rejected and leaves no row, not even the way back', () => {
  assert.deepEqual(reasonsOf(tls.rejects), [
    [7, '8 fields, a record has at least 11'],
    [8, "the client is '203.0.113.9', not address:port"],
    [9, "the bytes received are 'many', not a number"],
    [10, "the time cannot be 'noon'"],
  ]);
  assert.ok(tls.rows.every((row) => Number(row['line']) < 7));
});

test('lines with the path before them, as grep over several files writes them, are read', () => {
  for (const format of [ALB_ACCESS, ALB_CONNECTION, NLB_TLS, ELB_CLASSIC, S3_ACCESS]) {
    const [plain] = parseAll(format, format.sample).rows;
    const grepped = Buffer.from(`logs/2026/123_elb:1.log.gz:${format.sample}\n`.repeat(2));
    assert.equal(recognise(headOf(grepped), FORMATS).format, format);
    assert.deepEqual(parseAll(format, grepped).rows[0], plain, format.name);
  }
});
