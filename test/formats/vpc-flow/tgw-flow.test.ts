import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FORMATS } from '../../../src/formats/index.ts';
import { TGW_FLOW } from '../../../src/formats/vpc-flow/tgw-flow.ts';
import { VPC_FLOW } from '../../../src/formats/vpc-flow/vpc-flow.ts';
import { VPC_FLOW_PARQUET } from '../../../src/formats/vpc-flow/vpc-flow-parquet.ts';
import { recognise } from '../../../src/evidence/recognise.ts';
import { fixtureOf, rowOf } from '../cloud-support.ts';
import { headOf, parseAll, reasonsOf } from '../memory-sink.ts';

const log = fixtureOf(TGW_FLOW, 's3.log');
const { rows, rejects, skipped, notes } = parseAll(TGW_FLOW, log);

const FIRST = {
  ts_start: '2026-03-02T10:00:01Z',
  ts_end: '2026-03-02T10:01:00Z',
  src: '10.1.3.17',
  dst: '198.51.100.7',
  src_port: 40001,
  dst_port: 22,
  protocol: 6,
  packets: 10,
  bytes: 840,
  interface: 'tgw-attach-0123456789abcdef0',
};

test('TGW: the attachment is the interface, VPC and subnet are those of the source, there is no action', () => {
  assert.deepEqual(rowOf(rows, 2), {
    line: 2,
    ...FIRST,
    tcp_flags: 2,
    direction: 'ingress',
    account: '123456789012',
    vpc: 'vpc-0aaaaaaaaaaaaaaa1',
    subnet: 'subnet-0aaaaaaaaaaaaaaa1',
    region: 'eu-central-1',
  });
  assert.ok(notes.some((note) => note.includes('no ACCEPT or REJECT')));
});

test('TGW: intervals without traffic are skipped, broken records rejected with their reason', () => {
  assert.equal(skipped['NODATA: no traffic in the interval'], 1);
  assert.deepEqual(reasonsOf(rejects), [
    [5, '27 fields, the header names 36'],
    [6, 'dstaddr is "elsewhere", not an address'],
  ]);
  assert.ok(log.toString('latin1', rejects[1]?.offset).includes(' elsewhere '));
});

test('TGW: without a header the records are read in the default format', () => {
  const plainLog = fixtureOf(TGW_FLOW, 'cloudwatch.log');
  const plain = parseAll(TGW_FLOW, plainLog);
  const headed = parseAll(TGW_FLOW, `${log.toString().split('\n', 1)[0]}\n${plainLog.toString()}`);
  assert.equal(plain.rows.length, 2);
  assert.deepEqual(
    plain.rows.map((row) => [row['line'], row['src'], row['interface'], row['direction']]),
    headed.rows.map((row) => [Number(row['line']) - 1, row['src'], row['interface'], row['direction']]),
  );
});

test('TGW: headers may change in mid-file, and a VPC flow log may follow, wherever the blocks are cut', () => {
  const mixed = fixtureOf(TGW_FLOW, 'custom-then-other.log');
  const whole = parseAll(TGW_FLOW, mixed);
  assert.deepEqual(whole.rows, [
    { line: 2, ...FIRST },
    {
      line: 4,
      ts_start: '2026-03-02T10:01:40Z',
      src: '10.1.3.18',
      dst: '198.51.100.8',
      bytes: 99,
      interface: 'tgw-attach-0fedcba9876543210',
    },
    {
      line: 6,
      ts_start: '2026-03-02T10:03:20Z',
      src: '10.1.3.19',
      dst: '198.51.100.9',
      account: '123456789012',
      interface: 'eni-0aaaaaaaaaaaaaaa1',
    },
  ]);
  for (const size of [1, 100, 300]) {
    assert.deepEqual(parseAll(TGW_FLOW, mixed, size).rows, whole.rows, `in blocks of ${size} bytes`);
  }
});

test('TGW: a byte order mark before the header costs nothing', () => {
  const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), log]);
  assert.deepEqual(parseAll(TGW_FLOW, marked).rows, rows);
  assert.ok(TGW_FLOW.recognise(headOf(marked)));
});

test('a VPC flow log is not taken for a transit gateway log, nor the other way round', () => {
  const vpc = 'version account-id interface-id srcaddr dstaddr start end action log-status\n';
  assert.equal(recognise(headOf(Buffer.from(vpc)), FORMATS).format, VPC_FLOW);
  assert.equal(recognise(headOf(log), FORMATS).format, TGW_FLOW);
});

test('TGW: in Parquet the attachment is the interface too', () => {
  const { columns } = VPC_FLOW_PARQUET.map([
    'srcaddr',
    'dstaddr',
    'start',
    'tgw_attachment_id',
    'tgw_src_vpc_id',
  ]);
  assert.equal(columns['interface'], 'tgw_attachment_id');
  assert.equal(columns['vpc'], 'tgw_src_vpc_id');
});
