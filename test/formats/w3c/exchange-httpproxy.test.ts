import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { EXCHANGE_HTTPPROXY } from '../../../src/formats/w3c/exchange-httpproxy.ts';
import { fixture } from '../../support.ts';
import { accounted, headOf, parseAll, reasonsOf } from '../memory-sink.ts';

const content = readFileSync(fixture('formats', 'exchange-httpproxy', 'HttpProxy_2025101013-1.LOG'));
const parsed = parseAll(EXCHANGE_HTTPPROXY, content);

test('a request that Exchange proxied is a row with the user, the client and the sizes', () => {
  assert.deepEqual(parsed.rows[0], {
    line: 7,
    ts: '2025-10-10T13:00:01.250000Z',
    cs_host: 'mail.example.com',
    cs_uri_stem: '/EWS/Exchange.asmx',
    cs_username: String.raw`CORP\a.user`,
    user_agent: 'python-requests/2.9.1',
    c_ip: '203.0.113.9',
    s_computername: 'MBX01',
    sc_status: 200,
    cs_method: 'POST',
    cs_bytes: 1203,
    sc_bytes: 6400,
    time_taken: 87,
  });
});

test('commas and quotes within a quoted agent are text, also where they look like another record', () => {
  assert.deepEqual(parsed.rows[1], {
    line: 8,
    ts: '2025-10-10T13:00:02Z',
    cs_host: 'mail.example.com',
    cs_uri_stem: '/owa/auth/x.js',
    cs_uri_query: '?a=1,2',
    user_agent: 'Mozilla/5.0 (Windows NT 10.0, "x") 2025-10-10T00:00:00Z,8.8.8.8',
    c_ip: '198.51.100.4',
    s_computername: 'MBX01',
    sc_status: 241,
    cs_method: 'GET',
  });
});

test('a row may end early, its last columns empty', () => {
  assert.equal(parsed.rows[2]?.['c_ip'], 'fe80::1');
  assert.equal(parsed.rows[2]?.['cs_method'], 'GET');
});

test('every line is a row, a header or a reject with its reason', () => {
  assert.equal(parsed.read, 14);
  assert.equal(accounted(parsed), 14);
  assert.deepEqual(parsed.skipped, { header: 2, directive: 4 });
  assert.deepEqual(reasonsOf(parsed.rejects), [
    [10, 'a quote is opened and not closed'],
    [11, "datetime cannot be 'not a time'"],
    [12, 'no time in it'],
    [13, "clientipaddress cannot be 'not-an-address'"],
    [14, '41 cells, the header names 31'],
  ]);
  assert.deepEqual(parsed.notes, ['18 of its 31 columns have no place and are not kept']);
});

test('another build has other columns in another order', () => {
  const other = parseAll(
    EXCHANGE_HTTPPROXY,
    readFileSync(fixture('formats', 'exchange-httpproxy', 'other-build.log')),
  );
  assert.equal(other.rows[0]?.['cs_uri_stem'], '/aspnet_client/shell.aspx');
  assert.equal(other.rows[0]?.['sc_status'], 404);
});

test('the header holds for the blocks behind it', () => {
  for (const size of [1, 300, 700])
    assert.deepEqual(parseAll(EXCHANGE_HTTPPROXY, content, size).rows, parsed.rows);
});

test('a CSV that only begins with DateTime is no Exchange log', () => {
  const csv = Buffer.from('DateTime,Client,Amount\n2025-10-10T13:00:00Z,x,1\n');
  assert.equal(EXCHANGE_HTTPPROXY.recognise(headOf(csv)), undefined);
});

test('no line of Exchange is lost, whatever it holds', () => {
  const piece = fc.constantFrom(
    ',',
    '"',
    '""',
    'x',
    '#',
    '2025-10-10T13:00:00Z',
    '203.0.113.9',
    'DateTime',
    '\0',
  );
  fc.assert(
    fc.property(fc.array(fc.array(piece, { maxLength: 40 }), { maxLength: 12 }), (lines) => {
      const text = lines.map((pieces) => pieces.join('')).join('\n');
      const result = parseAll(EXCHANGE_HTTPPROXY, Buffer.concat([content, Buffer.from(text)]), 50);
      assert.equal(accounted(result), result.read);
    }),
    { numRuns: 200 },
  );
});
