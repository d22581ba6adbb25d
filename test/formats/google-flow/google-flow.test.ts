import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GOOGLE_FLOW } from '../../../src/formats/google-flow/google-flow.ts';
import { GOOGLE_FLOW_JSON } from '../../../src/formats/google-flow/google-flow-json.ts';
import { fixtureOf, rowOf } from '../cloud-support.ts';
import { parseDocument } from '../../evidence/evidence-support.ts';
import { parseAll } from '../memory-sink.ts';

const log = parseAll(GOOGLE_FLOW, fixtureOf(GOOGLE_FLOW, 'vpc_flows_S0.json'));

const SENT = {
  ts_start: '2026-03-02T10:00:01.080000Z',
  ts_end: '2026-03-02T10:00:05.120000Z',
  src: '10.128.0.5',
  dst: '198.51.100.7',
  src_port: 51529,
  dst_port: 22,
  protocol: 6,
  packets: 72,
  bytes: 5184,
  action: 'ACCEPT',
  direction: 'egress',
  interface: 'us-central1-a/web-7',
  instance: 'web-7',
  account: 'shop-1',
  vpc: 'shop',
  subnet: 'web',
  region: 'us-central1',
};

test('Google: a flow is recorded by the machine that reports it', () => {
  assert.deepEqual(rowOf(log.rows, 1), { line: 1, ...SENT });
  const received = rowOf(log.rows, 2);
  assert.equal(received['direction'], 'ingress');
  assert.equal(received['instance'], 'web-7');
});

test('Google: an entry without metadata names nobody; a gateway that reports is named with its kind', () => {
  const bare = rowOf(log.rows, 3);
  assert.equal(bare['interface'], undefined);
  assert.equal(bare['src_port'], undefined);
  const gateway = rowOf(log.rows, 4);
  assert.equal(gateway['interface'], 'vpn-1');
  assert.equal(gateway['interface_type'], 'vpn_tunnel');
  assert.equal(log.notes.length, 2, log.notes.join('; '));
});

test('Google: what Cloud NAT translated is the machine to the gateway, and the public address on', () => {
  const [inward, outward] = log.rows.filter((row) => row['line'] === 6);
  assert.equal(inward?.['src'], '10.128.0.5');
  assert.equal(inward['instance'], 'web-7');
  assert.equal(inward['resource'], 'shop-nat');
  assert.equal(inward['interface'], undefined);
  assert.equal(outward?.['src'], '203.0.113.10');
  assert.equal(outward['src_port'], 1024);
  assert.equal(outward['direction'], 'egress');
  assert.equal(outward['instance'], undefined);
});

test('Google: a connection that Cloud NAT had no port for got no further', () => {
  const dropped = log.rows.filter((row) => row['line'] === 7);
  assert.equal(dropped.length, 1);
  assert.equal(dropped[0]?.['action'], 'REJECT');
  assert.equal(dropped[0]['reject_reason'], 'DROPPED');
});

test('Google: entries of other logs are skipped with that reason', () => {
  assert.deepEqual(log.skipped, { 'a log entry of another kind than flows, NAT and firewall rules': 1 });
  assert.equal(log.parsed, 6);
  assert.deepEqual(log.rejects, []);
});

test('Google: BigQuery, gcloud and Pub/Sub give the same row', () => {
  const bigquery = parseAll(GOOGLE_FLOW, fixtureOf(GOOGLE_FLOW, 'bigquery.json')).rows;
  const gcloud = parseDocument(GOOGLE_FLOW_JSON, fixtureOf(GOOGLE_FLOW_JSON, 'gcloud.json')).rows;
  const pulled = parseDocument(GOOGLE_FLOW_JSON, fixtureOf(GOOGLE_FLOW_JSON, 'pubsub.json')).rows;
  for (const rows of [bigquery, gcloud, pulled]) assert.deepEqual(rows[0], { line: 1, ...SENT });
});

test('Google: a message of Pub/Sub that holds no entry is skipped, an entry without addresses rejected', () => {
  const message = JSON.stringify({ message: { data: Buffer.from('hello').toString('base64') } });
  const empty = JSON.stringify({
    jsonPayload: { reporter: 'SRC', connection: { src_ip: '10.0.0.1' } },
    timestamp: '2026-03-02T10:00:01Z',
  });
  const timeless = JSON.stringify({
    jsonPayload: { reporter: 'SRC', connection: { src_ip: '10.0.0.1', dest_ip: '10.0.0.2' } },
  });
  const result = parseAll(GOOGLE_FLOW, [message, empty, timeless, '{"jsonPayload"', ''].join('\n'));
  assert.equal(result.rows.length, 0);
  assert.equal(Object.values(result.skipped)[0], 1);
  assert.deepEqual(
    result.rejects.map(({ line, reason }) => [line, reason]),
    [
      [2, 'no connection with two addresses'],
      [3, 'no time in start_time'],
      [4, 'not valid JSON'],
    ],
  );
});

test('Google: a machine whose name is written like an entry is a name', () => {
  const name = '"},"connection":{"src_ip":"192.0.2.99","dest_ip":"192.0.2.98"},"x":{"y":"';
  const line = JSON.stringify({
    jsonPayload: {
      reporter: 'SRC',
      connection: { src_ip: '10.0.0.1', dest_ip: '198.51.100.7', protocol: 6 },
      src_instance: { vm_name: name },
    },
    timestamp: '2026-03-02T10:00:01Z',
  });
  const { rows } = parseAll(GOOGLE_FLOW, line);
  assert.deepEqual(
    rows.map((row) => [row['src'], row['instance']]),
    [['10.0.0.1', name]],
  );
});

test('Google: what a firewall rule let through or stopped is a flow of the machine, with the rule', () => {
  const judged = (disposition: string, direction: string): string =>
    JSON.stringify({
      jsonPayload: {
        connection: {
          src_ip: '10.128.0.5',
          src_port: 51529,
          dest_ip: '198.51.100.7',
          dest_port: 22,
          protocol: 6,
        },
        disposition,
        instance: { project_id: 'shop-1', region: 'us-central1', vm_name: 'web-7', zone: 'us-central1-a' },
        rule_details: {
          direction,
          reference: 'network:shop/firewall:no-ssh-out',
          action: 'DENY',
          priority: 900,
        },
        vpc: { project_id: 'shop-1', subnetwork_name: 'web', vpc_name: 'shop' },
      },
      logName: 'projects/shop-1/logs/compute.googleapis.com%2Ffirewall',
      timestamp: '2026-03-02T10:00:01.123Z',
    });
  const lines = [judged('DENIED', 'EGRESS'), judged('ALLOWED', 'EGRESS'), judged('MAYBE', 'EGRESS')];
  const { rows, skipped, rejects } = parseAll(GOOGLE_FLOW, `${lines.join('\n')}\n`);
  assert.deepEqual(
    rows.map((row) => [row['action'], row['reject_reason'], row['instance'], row['direction']]),
    [
      ['REJECT', 'network:shop/firewall:no-ssh-out', 'web-7', 'egress'],
      ['ACCEPT', undefined, 'web-7', 'egress'],
    ],
  );
  assert.deepEqual(
    [rows[0]?.['src'], rows[0]?.['dst_port'], rows[0]?.['bytes']],
    ['10.128.0.5', 22, undefined],
  );
  assert.deepEqual(Object.values(skipped), [1]);
  assert.deepEqual(rejects, []);
});
