import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CLOUDFRONT } from '../../../src/formats/cloudfront/cloudfront.ts';
import { CLOUDFRONT_JSON } from '../../../src/formats/cloudfront/cloudfront-json.ts';
import { IIS_W3C } from '../../../src/formats/w3c/iis-w3c.ts';
import { FORMATS } from '../../../src/formats/index.ts';
import { recognise } from '../../../src/evidence/recognise.ts';
import { fixtureOf, rowOf } from '../cloud-support.ts';
import { headOf, parseAll, reasonsOf } from '../memory-sink.ts';

const log = fixtureOf(CLOUDFRONT, 'E2EXAMPLE.log');
const { rows, rejects, skipped } = parseAll(CLOUDFRONT, log);

test('CloudFront: the viewer, the host it asked for, the path as sent, the agent decoded', () => {
  assert.deepEqual(rowOf(rows, 3), {
    line: 3,
    ts: '2026-03-02T10:00:01Z',
    c_ip: '203.0.113.9',
    c_port: 11040,
    s_computername: 'FRA56-P4',
    cs_host: 'www.example.com',
    cs_method: 'GET',
    cs_uri_stem: '/view/my/file.html',
    cs_version: 'HTTP/2.0',
    sc_status: 200,
    sc_bytes: 1180,
    cs_bytes: 23,
    time_taken: 1,
    user_agent: 'Mozilla/4.0 (compatible; MSIE 5.0b1; Mac_PowerPC)',
  });
});

test('CloudFront: texts of old logs are decoded twice, a query never; status 000 is none', () => {
  const row = rowOf(rows, 4);
  assert.equal(row['user_agent'], 'python-requests x');
  assert.equal(row['cs_uri_query'], 'a=1%20b');
  assert.equal(row['x_forwarded_for'], '198.51.100.7, 203.0.113.9');
  assert.equal(row['sc_status'], undefined);
  assert.equal(row['time_taken'], 1235);
});

test('CloudFront: the field list may change in mid-file, as in joined files', () => {
  assert.equal(skipped['directive'], 4);
  assert.deepEqual(rowOf(rows, 11), {
    line: 11,
    ts: '2026-03-02T10:30:00Z',
    c_ip: '198.51.100.8',
    s_computername: 'ICN54-C1',
    cs_host: 'd222222abcdef8.cloudfront.net',
    cs_method: 'GET',
    cs_uri_stem: '/late',
    sc_status: 404,
  });
  for (const size of [1, 40, 500, 1500]) {
    assert.deepEqual(parseAll(CLOUDFRONT, log, size).rows, rows, `in blocks of ${size} bytes`);
  }
});

test('CloudFront: what is broken is rejected with its reason', () => {
  assert.deepEqual(reasonsOf(rejects), [
    [6, "time cannot be '25:00:00'"],
    [7, '29 values, #Fields names 33'],
    [8, "c-ip cannot be 'unknown'"],
  ]);
  const headless = parseAll(CLOUDFRONT, '2026-03-02\t10:00:01\tFRA\n');
  assert.deepEqual(reasonsOf(headless.rejects), [[1, 'no #Fields line before it']]);
});

test('CloudFront JSON: the fields chosen, under their own names, times in milliseconds', () => {
  const json = parseAll(CLOUDFRONT_JSON, fixtureOf(CLOUDFRONT_JSON, 'v2.json'));
  assert.deepEqual(rowOf(json.rows, 1), {
    line: 1,
    ts: '2026-03-02T10:00:01.234000Z',
    c_ip: '203.0.113.9',
    s_sitename: 'E2EXAMPLE',
    s_computername: 'FRA56-P4',
    cs_host: 'd111111abcdef8.cloudfront.net',
    cs_method: 'GET',
    cs_uri_stem: '/cart',
    sc_status: 200,
    sc_bytes: 1180,
    time_taken: 250,
    user_agent: 'Mozilla/5.0 (X11)',
  });
  assert.equal(rowOf(json.rows, 2)['cs_host'], 'www.example.com');
  assert.deepEqual(reasonsOf(json.rejects), [
    [3, "c-ip cannot be 'nowhere'"],
    [4, 'no date and time'],
    [5, 'not valid JSON'],
    [6, 'not a JSON object'],
  ]);
});

test('CloudFront: what grep leaves of a log, without #Fields, is read by the standard order, and says so', () => {
  const records = log.toString().split('\n').slice(2, 5);
  const plain = Buffer.from(`${records.join('\n')}\n`);
  assert.equal(recognise(headOf(plain), FORMATS).format, CLOUDFRONT);
  const read = parseAll(CLOUDFRONT, plain);
  assert.deepEqual(
    read.rows.map((row) => [row['c_ip'], row['cs_host'], row['c_port']]),
    rows.slice(0, 3).map((row) => [row['c_ip'], row['cs_host'], row['c_port']]),
  );
  assert.deepEqual(read.notes, ['no #Fields line: read by the standard order of the fields']);
  const old = records.map((record) => record.split('\t').slice(0, 24).join('\t')).join('\n');
  assert.equal(parseAll(CLOUDFRONT, old).parsed, 3);
  assert.equal(CLOUDFRONT.recognise(headOf(Buffer.from('2026-03-02\t10:00:01\tFRA56-P4\t1\n'))), undefined);
});

test('a log of CloudFront is not taken for one of IIS, nor the other way round', () => {
  const iis = '#Software: Microsoft Internet Information Services 10.0\n#Fields: date time c-ip cs-method\n';
  assert.equal(CLOUDFRONT.recognise(headOf(Buffer.from(iis))), undefined);
  assert.equal(IIS_W3C.recognise(headOf(log)), undefined);
  assert.equal(CLOUDFRONT_JSON.recognise(headOf(Buffer.from('{"date":"2026-03-02","c-ip":"x"}'))), undefined);
});
