import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { MODSECURITY } from '../../../src/formats/modsecurity/modsecurity.ts';
import { MODSECURITY_JSON } from '../../../src/formats/modsecurity/modsecurity-json.ts';
import { modsecurityMessage } from '../../../src/formats/text/error-lines/modsecurity-line.ts';
import { fixture } from '../../support.ts';
import type { Parsed } from '../memory-sink.ts';
import { accounted, headOf, parseAll, reasonsOf } from '../memory-sink.ts';

function audit(name: string, size = 1 << 20): Parsed {
  return parseAll(MODSECURITY, readFileSync(fixture('formats', 'modsecurity', name)), size);
}

function json(name: string, options: object = {}): Parsed {
  return parseAll(MODSECURITY_JSON, readFileSync(fixture('formats', 'modsecurity-json', name)), 300, options);
}

test('A serial audit log: the request, and an alert for each rule; forged boundaries in bodies are text', () => {
  const { rows, rejects } = audit('serial-v2.log');
  const parties = {
    src: '203.0.113.9',
    src_port: 52114,
    dst: '192.0.2.5',
    dst_port: 443,
    sensor: 'modsecurity',
    kind: 'verdict',
    outcome: 'blocked',
    url: '/login',
    request_id: 'aR5uY6k1xMIAAAEAAAA',
  };
  const ts = '2026-11-21T13:10:03.123456Z';
  assert.deepEqual(rows, [
    {
      table: 'requests',
      line: 4,
      ts,
      c_ip: '203.0.113.9',
      c_port: 52114,
      s_ip: '192.0.2.5',
      s_port: 443,
      sc_status: 403,
      cs_host: 'www.example.org',
      user_agent: 'sqlmap/1.7',
      referer: 'https://www.example.org/',
      x_forwarded_for: '198.51.100.7',
      cs_method: 'POST',
      cs_uri_stem: '/login',
      cs_uri_query: 'next=%2F',
      cs_version: 'HTTP/1.1',
    },
    {
      line: 27,
      ts,
      ...parties,
      rule: '942100',
      severity: 'CRITICAL',
      message: 'SQL injection: SQL Injection Attack',
    },
    {
      line: 28,
      ts,
      ...parties,
      rule: '949110',
      severity: 'CRITICAL',
      message: 'blocked by its score: Inbound Anomaly Score Exceeded (Total Score: 5)',
    },
    {
      table: 'requests',
      line: 42,
      ts: '2026-11-21T13:12:00Z',
      c_ip: '203.0.113.11',
      c_port: 1,
      s_ip: '192.0.2.5',
      s_port: 443,
      cs_method: 'GET',
      cs_uri_stem: '/whole',
      cs_version: 'HTTP/1.1',
    },
  ]);
  assert.deepEqual(reasonsOf(rejects), [
    [39, 'the transaction that begins on line 35 has no end: another one begins here'],
    [46, "outside of a transaction: 'not a transaction'"],
    [47, 'transaction: no time, client and server (part A)'],
  ]);
});

test('An audit log is read the same wherever it is cut', () => {
  for (const name of ['serial-v2.log', 'native-v3.log', 'index.log']) {
    const whole = audit(name);
    assert.equal(accounted(whole), whole.read);
    for (const size of [1, 50, 300]) {
      const cut = audit(name, size);
      assert.deepEqual([cut.rows, cut.rejects, cut.skipped], [whole.rows, whole.rejects, whole.skipped]);
    }
  }
});

test('A transaction that the file does not end is said to be lost, and only that', () => {
  for (const size of [40, 1 << 20]) {
    assert.deepEqual(audit('serial-v2.log', size).notes, [
      'the file ends within the transaction that begins on line 52: it gives no row',
    ]);
    assert.deepEqual(audit('native-v3.log', size).notes, []);
  }
});

test('Version 3 writes its parts in any order, and its rule is the one with file and line', () => {
  const { rows, rejects } = audit('native-v3.log');
  assert.deepEqual(rejects, []);
  assert.deepEqual(
    rows.map(({ line, src, c_ip, rule, message, severity, sc_status }) => [
      line,
      src ?? c_ip,
      rule,
      message,
      severity,
      sc_status,
    ]),
    [
      [7, '203.0.113.9', undefined, undefined, undefined, 200],
      [4, '203.0.113.9', '941110', 'cross-site scripting: XSS Filter', 'CRITICAL', undefined],
    ],
  );
});

test('The index of a concurrent log gives no rows: the transactions stand elsewhere', () => {
  const { rows, skipped } = audit('index.log');
  assert.deepEqual(rows, []);
  assert.equal(Object.keys(skipped).length, 1);
});

test('Version 3 as JSON, with its local time', () => {
  const { rows, rejects } = json('v3.json', { zone: 'Asia/Seoul' });
  assert.deepEqual(
    rows.map(({ ts, c_ip, src, rule, message, severity, cs_uri_stem, sc_status }) => [
      ts,
      c_ip ?? src,
      rule ?? cs_uri_stem,
      message ?? sc_status,
      severity,
    ]),
    [
      ['2026-11-01T13:10:03Z', '203.0.113.9', '/login', 403, undefined],
      ['2026-11-01T13:10:03Z', '203.0.113.9', '942100', 'SQL injection: SQL Injection Attack', 'CRITICAL'],
      ['2026-11-01T13:10:03Z', '203.0.113.9', '10', 'odd', undefined],
    ],
  );
  assert.deepEqual(reasonsOf(rejects), [
    [2, 'no time, client and server (part A)'],
    [3, 'the client is no address'],
    [4, 'not valid JSON'],
    [5, 'no object with a transaction'],
  ]);
});

test('Version 2 as JSON, with its own offset', () => {
  const { rows, rejects } = json('v2.json', { zone: 'Asia/Seoul' });
  assert.deepEqual(rejects, []);
  assert.deepEqual(
    rows.map(({ ts, c_ip, src, rule, message, cs_version }) => [ts, c_ip ?? src, rule, message, cs_version]),
    [
      ['2026-11-22T03:10:03.654321Z', '2001:db8::9', undefined, undefined, 'HTTP/2.0'],
      [
        '2026-11-22T03:10:03.654321Z',
        '2001:db8::9',
        '913100',
        'scanner: Found User-Agent associated with security scanner',
        undefined,
      ],
    ],
  );
});

test('A line of the error log gives rule, class and severity', () => {
  assert.deepEqual(
    modsecurityMessage(
      'ModSecurity: Access denied with code 403 (phase 2). Matched phrase "/etc/" at ARGS:f. [file "/x/REQUEST-930.conf"] [line "1"] [id "930120"] [msg "OS File Access Attempt"] [severity "CRITICAL"] [hostname "www.example.org"] [uri "/"] [unique_id "a"]',
    ),
    {
      rule: '930120',
      message: 'local file inclusion: OS File Access Attempt',
      severity: 'CRITICAL',
      outcome: 'blocked',
      url: '/',
      requestId: 'a',
    },
  );
  assert.equal(modsecurityMessage('ModSecurity for Apache/2.9.7 configured.'), undefined);
});

test('A body of 16 MiB holds its forged transactions; behind that an end was lost', () => {
  const forged =
    '--deadbeef-A--\n[21/Nov/2026:22:10:03 +0900] f 10.1.1.1 1 10.1.1.2 2\n--deadbeef-B--\nGET / HTTP/1.1\n--deadbeef-Z--\n';
  const begin =
    '--1a2b3c4d-A--\n[21/Nov/2026:22:10:03 +0900] a 203.0.113.9 1 192.0.2.5 443\n--1a2b3c4d-B--\nGET / HTTP/1.1\n--1a2b3c4d-C--\n';
  const body = `${'x'.repeat(2 ** 20 - 1)}\n`.repeat(12);
  const { rows } = parseAll(MODSECURITY, `${begin}${body}${forged}--1a2b3c4d-Z--\n`, 1 << 22);
  assert.deepEqual(
    rows.map(({ c_ip }) => c_ip),
    ['203.0.113.9'],
  );
});

test('Other texts with dashes are no audit log', () => {
  const others = [
    '--boundary\n',
    '--1a2b3c4d-A\n',
    'x\n--1a2b3c4d-A--\n',
    '-- \n--1a2b3c4d-A--\nsignature\n',
    '',
  ];
  for (const text of others) assert.equal(MODSECURITY.recognise(headOf(Buffer.from(text))), undefined, text);
});

test('Any order of parts and boundaries is counted, and never throws', () => {
  const part = fc.constantFrom(
    '--1a2b3c4d-A--\n',
    '--1a2b3c4d-B--\n',
    '--1a2b3c4d-C--\n',
    '--1a2b3c4d-Z--\n',
    '--deadbeef-A--\n',
    '--deadbeef-Z--\n',
    'GET / HTTP/1.1\n',
    '[21/Nov/2026:22:10:03 +0900] a 203.0.113.9 1 192.0.2.5 443\n',
    'Message: Warning. [id "1"]\n',
    '\n',
    'x',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 25 }), (parts) => {
      const result = parseAll(MODSECURITY, parts.join(''), 40);
      assert.equal(accounted(result), result.read);
    }),
    { numRuns: 400 },
  );
});
