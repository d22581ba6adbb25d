import assert from 'node:assert/strict';
import { test } from 'node:test';
import { VPC_FLOW_PARQUET } from '../../../src/formats/vpc-flow/vpc-flow-parquet.ts';

test('Parquet of something else is refused with what is missing', () => {
  assert.throws(
    () => VPC_FLOW_PARQUET.map(['id', 'name']),
    /vpcMissingColumns.*srcaddr, dstaddr, start.*id, name/,
  );
});

test('columns are known by the names of the fields, with underscores or blanks, and no others are taken', () => {
  const { columns } = VPC_FLOW_PARQUET.map([
    'src addr',
    'srcaddr',
    'dstaddr',
    'start',
    'by"tes',
    'pkt_srcaddr',
  ]);
  assert.equal(columns['dst'], 'dstaddr');
  assert.equal(columns['pkt_src'], 'pkt_srcaddr');
  assert.equal(columns['bytes'], undefined);
});
