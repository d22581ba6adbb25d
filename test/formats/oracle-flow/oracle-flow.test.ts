import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ORACLE_FLOW } from '../../../src/formats/oracle-flow/oracle-flow.ts';
import { ORACLE_FLOW_JSON } from '../../../src/formats/oracle-flow/oracle-flow-json.ts';
import { fixtureOf, rowOf } from '../cloud-support.ts';
import { parseDocument } from '../../evidence/evidence-support.ts';
import { parseAll } from '../memory-sink.ts';

const log = parseAll(ORACLE_FLOW, fixtureOf(ORACLE_FLOW, 'connector-hub.log'));

const SENT = {
  line: 1,
  ts_start: '2026-03-02T10:00:01Z',
  ts_end: '2026-03-02T10:01:00Z',
  src: '10.0.0.5',
  dst: '198.51.100.7',
  src_port: 51529,
  dst_port: 22,
  protocol: 6,
  packets: 72,
  bytes: 5184,
  action: 'ACCEPT',
  interface: 'ocid1.vnic.oc1.iad.cccc',
  account: 'ocid1.tenancy.oc1..bbbb',
  subnet: 'ocid1.subnet.oc1.iad.dddd',
};

test('Oracle: a flow is recorded by its VNIC', () => {
  assert.deepEqual(rowOf(log.rows, 1), SENT);
  assert.equal(rowOf(log.rows, 2)['action'], 'REJECT');
});

test('Oracle: where the log names the instance and the network, so do the rows', () => {
  const row = rowOf(log.rows, 5);
  assert.equal(row['instance'], 'ocid1.instance.oc1.iad.hhhh');
  assert.equal(row['vpc'], 'ocid1.vcn.oc1.iad.gggg');
  assert.equal(row['src_port'], undefined);
});

test('Oracle: an interval without traffic is skipped, one whose records were lost is told', () => {
  assert.equal(log.parsed, 3);
  assert.deepEqual(Object.values(log.skipped), [1, 1]);
  assert.ok(
    log.notes.some((note) => note.includes('SKIPDATA')),
    log.notes.join('; '),
  );
});

test('Oracle: the answer of a search and the list of the console give the same rows', () => {
  for (const name of ['search-logs.json', 'explorer.json']) {
    const { rows, parsed } = parseDocument(ORACLE_FLOW_JSON, fixtureOf(ORACLE_FLOW_JSON, name));
    assert.equal(parsed, 2, name);
    assert.deepEqual(rows[0], { ...SENT, region: 'us-ashburn-1' }, name);
  }
});

test('Oracle: events of other logs are skipped, broken ones rejected with the reason', () => {
  const sample: Record<string, unknown> = JSON.parse(ORACLE_FLOW.sample);
  const withData = (data: Record<string, unknown>): string => JSON.stringify({ ...sample, data });
  const result = parseAll(
    ORACLE_FLOW,
    [
      JSON.stringify({ ...sample, type: 'com.oraclecloud.dns.private.resolver' }),
      withData({ sourceAddress: 'evil', destinationAddress: '10.0.0.1' }),
      withData({ sourceAddress: '10.0.0.1', destinationAddress: '10.0.0.2', action: 'MAYBE' }),
      withData({
        sourceAddress: '10.0.0.1',
        destinationAddress: '10.0.0.2',
        startTime: 1772445660,
        endTime: 1772445601,
      }),
      '{"type":"com.oraclecloud.vcn.flowlogs.DataEvent"',
    ].join('\n'),
  );
  assert.equal(result.rows.length, 0);
  assert.deepEqual(result.skipped, { 'an event of another log than the flow log': 1 });
  assert.deepEqual(
    result.rejects.map(({ line, reason }) => [line, reason]),
    [
      [2, 'sourceAddress or destinationAddress is no address'],
      [3, 'action cannot be MAYBE'],
      [4, 'it ends before it begins: the record or its clock is damaged'],
      [5, 'not valid JSON'],
    ],
  );
});
