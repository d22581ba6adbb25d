import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import { VPC_FLOW_PARQUET } from '../../../src/formats/vpc-flow/vpc-flow-parquet.ts';
import { fixture } from '../../support.ts';

const FILE = fixture('formats', 'vpc-flow-parquet', 'v5-hourly.parquet');

/** Runs the format's SQL as the lake does, in a time zone that is not UTC. */
async function query(sql: string): Promise<Record<string, unknown>[]> {
  const connection = await (await DuckDBInstance.create()).connect();
  await connection.run("SET TimeZone = 'Asia/Seoul'");
  const result = await connection.run(sql);
  return result.getRowObjectsJson();
}

async function mapped(): Promise<ReturnType<typeof VPC_FLOW_PARQUET.map>> {
  const columns = await query(`DESCRIBE SELECT * FROM '${FILE}'`);
  return VPC_FLOW_PARQUET.map(columns.map((column) => String(column['column_name'])));
}

test('flow logs in Parquet are mapped to the columns of the lake, times in UTC', async () => {
  const { select, skips } = await mapped();
  const list = Object.entries(select).map(([name, sql]) => `CAST(${sql} AS VARCHAR) AS ${name}`);
  const kept = skips.map(({ where }) => `(${where}) IS NOT TRUE`).join(' AND ');
  const rows = await query(`SELECT ${list.join(', ')} FROM '${FILE}' WHERE ${kept}`);
  assert.equal(rows.length, 2);
  assert.deepEqual(rows[0], {
    account: '123456789012',
    interface: 'eni-0aaaaaaaaaaaaaaa1',
    src: '10.10.3.17',
    dst: '198.51.100.7',
    src_port: '40001',
    dst_port: '22',
    protocol: '6',
    packets: '1',
    bytes: '44',
    ts_start: '2021-03-02 10:00:01',
    ts_end: '2021-03-02 10:01:00',
    action: 'ACCEPT',
    vpc: 'vpc-0abc1234def567890',
    tcp_flags: '2',
    pkt_src: '10.10.3.17',
    pkt_dst: '198.51.100.7',
    direction: 'egress',
    traffic_path: '8',
  });
  assert.equal(rows[1]?.['src'], '2001:db8::17');
  assert.equal(rows[1]?.['direction'], null);
});

test('records without traffic, lost records and records without addresses are skipped, each with its reason', async () => {
  const { skips } = await mapped();
  const cases = skips.map(({ where }, index) => `WHEN ${where} THEN ${index}`).join(' ');
  const rows = await query(`SELECT CASE ${cases} END AS reason FROM '${FILE}' ORDER BY start`);
  const reasons = rows.map((row) => (row['reason'] === null ? 'kept' : skips[Number(row['reason'])]?.reason));
  assert.deepEqual(
    reasons.map((reason) => reason?.split(':')[0]),
    ['kept', 'kept', 'NODATA', 'SKIPDATA', 'no source or destination address'],
  );
});

test('Parquet of something else is refused with what is missing', () => {
  assert.throws(
    () => VPC_FLOW_PARQUET.map(['id', 'name']),
    /no column srcaddr, dstaddr, start \(it has id, name\)/,
  );
});

test('a column name with quotes in it does not leave its quotes', () => {
  const { select } = VPC_FLOW_PARQUET.map(['srcaddr', 'dstaddr', 'start', 'by"tes']);
  assert.equal(select['bytes'], undefined);
  const odd = VPC_FLOW_PARQUET.map(['src addr', 'dstaddr', 'start']);
  assert.ok(odd.select['src']?.includes('"src addr"'));
});
