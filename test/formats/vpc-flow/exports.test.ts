import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { csvCells, csvRows } from '../../../src/formats/text/csv.ts';
import { FORMATS } from '../../../src/formats/index.ts';
import { jsonElements, jsonValues, listIn, textOf } from '../../../src/formats/text/json-values.ts';
import { vpcField } from '../../../src/formats/vpc-flow/vpc-fields.ts';
import { VPC_FLOW_CSV } from '../../../src/formats/vpc-flow/vpc-flow-csv.ts';
import { VPC_FLOW_JSON } from '../../../src/formats/vpc-flow/vpc-flow-json.ts';
import { recognise } from '../../../src/evidence/recognise.ts';
import { fixture } from '../../support.ts';
import { parseDocument } from '../../evidence/evidence-support.ts';
import type { ParsedDocument } from '../../evidence/evidence-support.ts';
import { headOf, reasonsOf } from '../memory-sink.ts';

async function read(name: string): Promise<ParsedDocument> {
  const format = name.endsWith('.csv') ? VPC_FLOW_CSV : VPC_FLOW_JSON;
  return parseDocument(format, await readFile(fixture('formats', format.name, name)));
}

const FIRST = {
  ts_start: '2021-03-02T10:00:01Z',
  ts_end: '2021-03-02T10:01:00Z',
  interface: 'eni-0aaaaaaaaaaaaaaa1',
  src: '10.10.3.17',
  dst: '198.51.100.7',
  src_port: 40001,
  dst_port: 22,
  protocol: 6,
  packets: 1,
  bytes: 44,
  action: 'ACCEPT',
};

test('Logs Insights results with whole messages are read, each line for itself', async () => {
  const { rows, parsed, skipped, rejects } = await read('insights-message.csv');
  assert.deepEqual(rows[0], { line: 2, account: '123456789012', ...FIRST });
  assert.deepEqual(
    rows.map((row) => row['line']),
    [2, 3],
  );
  assert.equal(parsed, 2);
  assert.equal(skipped['header'], 1);
  assert.equal(
    Object.values(skipped).reduce((sum, count) => sum + count, 0),
    2,
  );
  assert.deepEqual(new Set(rejects.map((reject) => reject.line)), new Set([5, 6]));
  assert.match(rejects.find((reject) => reject.line === 6)?.reason ?? '', /1 columns, the header names 2/);
});

test('the offset of a rejected record leads to its beginning in the file', async () => {
  const bytes = await readFile(fixture('formats', 'vpc-flow-csv', 'insights-message.csv'));
  const { rejects } = parseDocument(VPC_FLOW_CSV, bytes);
  const broken = rejects.find((reject) => reject.line === 5);
  assert.ok(broken);
  assert.ok(bytes.toString('latin1', broken.offset).startsWith('2021-03-02 10:00:04.000,something'));
});

test('Logs Insights results with named fields are read by their names', async () => {
  const { rows, rejects } = await read('insights-fields.csv');
  assert.deepEqual(rows[0], { line: 2, ...FIRST });
  assert.equal(rows[1]?.['dst'], '198.51.100.8');
  assert.equal(rows[1]?.['src_port'], undefined);
  assert.equal(rows[1]?.['action'], 'REJECT');
  assert.deepEqual(reasonsOf(rejects), [[4, 'dstaddr holds spaces']]);
});

test('a result without a start takes the time of its @timestamp and says so', async () => {
  const { rows, notes } = await read('semicolons-no-start.csv');
  assert.deepEqual(rows, [
    { line: 2, ts_start: '2021-03-02T10:00:01Z', src: '10.10.3.17', dst: '198.51.100.7', dst_port: 22 },
  ]);
  assert.match(notes.join(), /@timestamp/);
});

test('what a query has counted is read as counts and never as flow records, in either form', async () => {
  for (const name of ['counted.csv', 'counted.json']) {
    const { rows, rejects, parsed, notes } = await read(name);
    assert.deepEqual(rejects, []);
    assert.equal(parsed, 2);
    assert.deepEqual(
      rows.map(({ line: _line, ...row }) => row),
      [
        ['10.10.3.17', 22, 12_043],
        ['10.10.3.40', 443, 17],
      ].map(([src, dst_port, records]) => ({
        table: 'counts',
        src,
        dst: '10.10.2.68',
        dst_port,
        records,
        measure: 'portsScanned',
      })),
    );
    assert.match(notes.join(), /does not say which span was asked/);
  }
});

test('sums, counts under other names and averages are told apart, and a bad cell costs its row alone', () => {
  const csv = [
    'srcAddr,dstPort,count(*),sum(bytes),sum(packets),count_distinct(dstAddr),avg(bytes)',
    '10.0.0.1,22,12,1000,20,3,83.3',
    '10.0.0.2,70000,1,1,1,1,1',
    '=cmd(),22,1,1,1,1,1',
    '10.0.0.3,22,-5,1,1,1,1',
    '10.0.0.4,22,1e9,1,1,1,1',
    '2001:db8::1,,7,-,2,1,1',
  ].join('\n');
  const { rows, rejects, parsed, skipped, notes } = parseDocument(VPC_FLOW_CSV, Buffer.from(csv));
  assert.deepEqual(rows, [
    {
      table: 'counts',
      line: 2,
      src: '10.0.0.1',
      dst_port: 22,
      records: 12,
      bytes: 1000,
      packets: 20,
      measure: 'count(*)',
    },
  ]);
  assert.equal(rejects.length, 5);
  assert.equal(parsed + rejects.length + (skipped['header'] ?? 0), 7);
  assert.match(notes.join(), /left out: count_distinct\(dstAddr\), avg\(bytes\)/);
  const none = parseDocument(VPC_FLOW_CSV, Buffer.from('srcAddr,dstAddr,avgDuration\n10.0.0.1,10.0.0.2,3\n'));
  assert.deepEqual(none.rows, []);
  assert.match(Object.keys(none.skipped).join(), /a result of counting/);
});

test('Athena results and log events downloaded in the console are read', async () => {
  assert.deepEqual((await read('athena.csv')).rows, [{ line: 2, account: '123456789012', ...FIRST }]);
  const console = await read('console-events.csv');
  assert.deepEqual(
    console.rows.map((row) => [row['line'], row['dst']]),
    [
      [2, '198.51.100.7'],
      [4, '198.51.100.8'],
    ],
  );
});

test('answers of get-query-results and filter-log-events are read, one record a row', async () => {
  const results = await read('query-results.json');
  assert.deepEqual(results.rows, [{ line: 1, account: '123456789012', ...FIRST }]);
  assert.equal(results.rejects[0]?.line, 2);
  assert.match(results.rejects[0]?.reason ?? '', /13 fields/);
  const events = await read('filter-log-events.json');
  assert.equal(events.rows.length, 1);
  assert.equal(Object.values(events.skipped).length, 1);
  assert.match(events.notes.join(), /SKIPDATA/);
});

test('rows of JSON may have different fields, IPv6 too', async () => {
  const { rows } = await read('console-fields.json');
  assert.deepEqual(rows, [
    { line: 1, ...FIRST },
    {
      line: 2,
      ts_start: '2021-03-02T10:00:02Z',
      src: '2001:db8:1234:1a00::17',
      dst: '2001:db8::1',
      dst_port: 22,
    },
  ]);
});

test('JSON that ends early is read up to there', async () => {
  const bytes = await readFile(fixture('formats', 'vpc-flow-json', 'filter-log-events.json'));
  const { rows, rejects } = parseDocument(VPC_FLOW_JSON, bytes.subarray(0, bytes.indexOf('SKIPDATA')));
  assert.equal(rows.length, 1);
  assert.deepEqual(reasonsOf(rejects), [[2, 'the JSON ends early']]);
});

test('a custom format in messages is read with the fields that the user names', () => {
  const message = 'eni-0aaaaaaaaaaaaaaa1 10.10.3.17 198.51.100.7 22 6 44 1614679201 ACCEPT';
  const vpcFields = ['interface-id', 'srcaddr', 'dstaddr', 'dstport', 'protocol', 'bytes', 'start', 'action'];
  const bytes = Buffer.from(JSON.stringify([{ '@message': message }]));
  const { rows } = parseDocument(VPC_FLOW_JSON, bytes, { vpcFields });
  assert.equal(rows[0]?.['dst_port'], 22);
  assert.equal(rows[0]?.['bytes'], 44);
  assert.match(parseDocument(VPC_FLOW_JSON, bytes).rejects[0]?.reason ?? '', /--fields/);
});

test('a CSV of something else, and JSON of something else, are not taken for flow logs', () => {
  for (const text of [
    'a,b,c\n1,2,3\n',
    'timestamp,message\n1,disk full\n',
    '{"message":"hello there"}',
    '[]',
    '{}',
    ',',
  ]) {
    const name = recognise(headOf(Buffer.from(text)), FORMATS).format?.name;
    assert.equal(name, undefined, text);
  }
});

test('the names that Logs Insights gives to the fields of version 11 are understood, in CSV and JSON', () => {
  const csv = parseDocument(
    VPC_FLOW_CSV,
    Buffer.from(
      '@timestamp,interfaceId,srcAddr,dstAddr,startTime,resourceId,nextHopInterfaceType,instanceTag\n' +
        '2026-06-10 10:00:01.000,-,10.0.0.1,198.51.100.7,1781085601,nat-0a9b,regional_nat_gateway,"web one"\n',
    ),
  );
  const json = parseDocument(
    VPC_FLOW_JSON,
    Buffer.from(
      '[{"interfaceId":"-","srcAddr":"10.0.0.1","dstAddr":"198.51.100.7","start":1781085601,"resourceId":"nat-0a9b",' +
        '"nextHopInterfaceType":"regional_nat_gateway","instanceTag":"web%20one"}]',
    ),
  );
  for (const { rows } of [csv, json]) {
    assert.deepEqual(
      [rows[0]?.['resource'], rows[0]?.['next_hop_type'], rows[0]?.['instance_tag']],
      ['nat-0a9b', 'regional_nat_gateway', 'web one'],
    );
  }
});

test('a field has one meaning under each of its names', () => {
  for (const name of ['srcaddr', 'srcAddr', 'src_addr', 'sourceaddress', 'SRCADDR']) {
    assert.equal(vpcField(name), 'srcaddr');
  }
  assert.equal(vpcField('startTime'), 'start');
  assert.equal(vpcField('pkt_srcaddr'), 'pkt-srcaddr');
  for (const name of ['portsScanned', '__proto__', 'constructor', ''])
    assert.equal(vpcField(name), undefined);
});

test('cells come back as they were, whatever they hold', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', 'é', ' ') });
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1 }), (table) => {
      const text = table
        .map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(','))
        .join('\r\n');
      const rows = [...csvRows(Buffer.from(text), ',', (reject) => assert.fail(reject.reason))];
      assert.deepEqual(
        rows.map((row) => row.cells),
        table,
      );
    }),
  );
  assert.deepEqual(csvCells('a,"b""c",,"d"e', ','), ['a', 'b"c', '', 'de']);
});

test('a quote that is never closed costs its line, not the rest of the file', () => {
  const long = 'x,y\n'.repeat(300_000);
  const rejects: number[] = [];
  const rows = [...csvRows(Buffer.from(`a,"b\n${long}`), ',', (reject) => rejects.push(reject.line))];
  assert.deepEqual(rejects, [1]);
  assert.equal(rows.length, 300_000);
  assert.equal(rows.at(-1)?.line, 300_001);
});

test('JSON values are found one after the other, each where it stands', () => {
  const value = fc.jsonValue().filter((json) => typeof json === 'object' && json !== null);
  fc.assert(
    fc.property(fc.array(value), fc.constantFrom('\n', ' ', ',\n', ''), (values, between) => {
      const bytes = Buffer.from(values.map((one) => JSON.stringify(one, null, 1)).join(between));
      assert.deepEqual(
        [...jsonValues(bytes)].map((one) => textOf(bytes, one)),
        values.map((one) => JSON.stringify(one, null, 1)),
      );
    }),
  );
});

test('the elements of a list are found wherever it stands in the document', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.jsonValue(), fc.constantFrom(0, 1), (list, before, indent) => {
      const bytes = Buffer.from(JSON.stringify({ 'a "[': before, results: list, z: [1] }, null, indent));
      const [document] = jsonValues(bytes);
      assert.ok(document);
      const open = listIn(bytes, document, ['results']) ?? -1;
      assert.deepEqual(
        [...jsonElements(bytes, open)].map((one) => JSON.stringify(JSON.parse(textOf(bytes, one)))),
        list.map((one) => JSON.stringify(one)),
      );
    }),
  );
  const cut = Buffer.from('{"results":[{"a":[1]},{"b":2},{"c"');
  const [document] = jsonValues(cut);
  assert.ok(document);
  assert.deepEqual(
    [...jsonElements(cut, listIn(cut, document) ?? -1)].map((one) => [textOf(cut, one), one.closed]),
    [
      ['{"a":[1]}', true],
      ['{"b":2}', true],
      ['{"c"', false],
    ],
  );
});
