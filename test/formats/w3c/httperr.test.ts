import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { HTTPERR } from '../../../src/formats/w3c/httperr.ts';
import { IIS_W3C } from '../../../src/formats/w3c/iis-w3c.ts';
import { fixture } from '../../support.ts';
import { accounted, headOf, parseAll, reasonsOf } from '../memory-sink.ts';

const content = readFileSync(fixture('formats', 'httperr', 'httperr1.log'));
const parsed = parseAll(HTTPERR, content);
const requests = parsed.rows.filter(({ table }) => table === undefined);
const alerts = parsed.rows.filter(({ table }) => table === 'alerts');

test('HTTPERR and an IIS log are told apart by their fields', () => {
  assert.ok((HTTPERR.recognise(headOf(content))?.confidence ?? 0) > 0.9);
  assert.equal(IIS_W3C.recognise(headOf(content)), undefined);
  const iis = readFileSync(fixture('formats', 'iis-w3c', 'changing-fields.log'));
  assert.equal(HTTPERR.recognise(headOf(iis)), undefined);
});

test('a request that Windows refused is a request with the port of the client', () => {
  assert.deepEqual(requests[0], {
    line: 6,
    ts: '2025-10-10T13:55:36Z',
    c_ip: '203.0.113.9',
    c_port: 52115,
    s_ip: '192.0.2.10',
    s_port: 80,
    cs_version: 'HTTP/1.1',
    cs_method: 'GET',
    cs_uri_stem: '/..%c0%af../winnt/system32/cmd.exe',
    cs_uri_query: '/c+dir',
    sc_status: 400,
  });
});

test('the reason is an alert where it is the doing of the client, and only there', () => {
  assert.deepEqual(alerts[0], {
    table: 'alerts',
    line: 6,
    ts: '2025-10-10T13:55:36Z',
    src: '203.0.113.9',
    src_port: 52115,
    dst: '192.0.2.10',
    dst_port: 80,
    sensor: 'http.sys',
    rule: 'URL',
    message: 'the URL could not be parsed',
    kind: 'event',
    outcome: 'blocked',
  });
  assert.deepEqual(
    alerts.map(({ line, rule }) => [line, rule]),
    [
      [6, 'URL'],
      [8, 'Hostname'],
      [9, 'Timer_HeaderWait'],
      [10, 'URL'],
      [14, 'Verb'],
    ],
  );
});

test('an IPv6 address may name its interface, and an application that was off is no alert', () => {
  const row = requests.find(({ line }) => line === 7);
  assert.equal(row?.['c_ip'], '2001:db8::7');
  assert.equal(row?.['s_sitename'], '1');
  assert.equal(row?.['sc_status'], 503);
});

test('spaces in a URL stay in the URL: what looks like another record in it is none', () => {
  const row = requests.find(({ line }) => line === 10);
  assert.equal(row?.['c_ip'], '198.51.100.4');
  assert.equal(row?.['cs_uri_stem'], '/a b 2025-10-10 13:00:00 8.8.8.8');
});

test('connections without a request are passed over, broken lines are rejected, with the reason', () => {
  assert.equal(parsed.read, 16);
  assert.equal(accounted(parsed), 16);
  assert.deepEqual(parsed.skipped, {
    directive: 5,
    'a connection that ended without a request, by no fault of the client': 1,
    'blank line': 1,
    'NUL bytes': 1,
  });
  assert.deepEqual(reasonsOf(parsed.rejects), [
    [11, "c-port cannot be '99999'"],
    [12, '5 values, #Fields names 13'],
  ]);
});

test('the fields may change in mid-file, also between two blocks', () => {
  for (const size of [1, 60, 200]) assert.deepEqual(parseAll(HTTPERR, content, size).rows, parsed.rows);
  assert.equal(requests.find(({ line }) => line === 14)?.['cs_method'], 'TRACK');
});

test('a record without a time is rejected, not dated', () => {
  const { rejects } = parseAll(HTTPERR, readFileSync(fixture('formats', 'httperr', 'headless-times.log')));
  assert.deepEqual(
    rejects.map(({ reason }) => reason),
    ["date cannot be '2025-02-30'", 'no date or no time in it'],
  );
});

test('no line of HTTPERR is lost, whatever it holds', () => {
  const word = fc.constantFrom(
    '-',
    '1',
    '203.0.113.9',
    'GET',
    'URL',
    '2025-10-10',
    '13:00:00',
    '#Fields:',
    '\0',
    'é',
  );
  fc.assert(
    fc.property(fc.array(fc.array(word, { maxLength: 16 }), { maxLength: 12 }), (lines) => {
      const text = lines.map((words) => words.join(' ')).join('\n');
      const result = parseAll(HTTPERR, Buffer.concat([content, Buffer.from(text)]), 50);
      assert.equal(accounted(result), result.read);
    }),
    { numRuns: 200 },
  );
});

test('records of HTTP/2 and HTTP/3 have the numbers of their streams among their fields', () => {
  const { rows, rejects } = parseAll(
    HTTPERR,
    readFileSync(fixture('formats', 'httperr', 'httperr-streams.log')),
  );
  assert.deepEqual(rejects, []);
  assert.deepEqual(
    rows
      .filter(({ table }) => table === undefined)
      .map((row) => [row['c_ip'], row['cs_version'], row['cs_uri_stem'], row['sc_status']]),
    [
      ['203.0.113.9', 'HTTP/2', '/a', 400],
      ['203.0.113.10', 'HTTP/3', '/c', 503],
    ],
  );
});
