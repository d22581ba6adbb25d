import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AZURE_NSG_FLOW } from '../../../src/formats/azure-flow/azure-nsg-flow.ts';
import { AZURE_VNET_FLOW } from '../../../src/formats/azure-flow/azure-vnet-flow.ts';
import { parseDocument } from '../../evidence/evidence-support.ts';
import { fixtureOf } from '../cloud-support.ts';
import { accounted } from '../memory-sink.ts';
import type { PlainRow } from '../memory-sink.ts';

const PLACE = { interface: '000D3AF8801A', account: '0a1b2c3d-0000-0000-0000-000000000000' };
const VNET_PLACE = { ...PLACE, vpc: 'shop-vnet', subnet: 'web' };

/** A log of one rule with these tuples. */
function nsgOf(tuples: readonly unknown[]): Buffer {
  const flows = [{ rule: 'r', flows: [{ mac: '00:0D:3A:F8:80:1A', flowTuples: tuples }] }];
  return Buffer.from(JSON.stringify({ records: [{ resourceId: '', properties: { Version: 2, flows } }] }));
}

const ends = (rows: readonly PlainRow[]): unknown[] =>
  rows.map((row) => [row['line'], row['src'], row['dst'], row['packets'], row['state']]);

test('NSG: a connection that began and ended is one flow there, from its beginning to its end', () => {
  const { rows, parsed, skipped, rejects, notes } = parseDocument(
    AZURE_NSG_FLOW,
    fixtureOf(AZURE_NSG_FLOW, 'PT1H.json'),
  );
  assert.deepEqual(rows[0], {
    line: 3,
    ts_start: '2026-03-02T10:00:01Z',
    ts_end: '2026-03-02T10:00:05Z',
    src: '10.1.0.4',
    dst: '198.51.100.7',
    src_port: 51529,
    dst_port: 22,
    protocol: 6,
    packets: 3,
    bytes: 180,
    state: 'unanswered',
    initiator: 'src',
    action: 'ACCEPT',
    direction: 'egress',
    ...PLACE,
  });
  // Two beginnings whose ends follow are no flows of their own.
  assert.deepEqual(skipped, { 'begins or goes on with a flow whose later tuple has its counts': 2 });
  assert.equal(parsed, 5);
  assert.deepEqual(rejects, []);
  assert.equal(notes.length, 1);
});

test('NSG: what goes on is counted both ways, an interval each, and never twice', () => {
  const { rows } = parseDocument(AZURE_NSG_FLOW, fixtureOf(AZURE_NSG_FLOW, 'PT1H.json'));
  const web = rows.filter((row) => row['src_port'] === 443 || row['dst_port'] === 443);
  assert.deepEqual(ends(web), [
    [6, '203.0.113.20', '10.1.0.4', 10, 'answered'],
    [6, '10.1.0.4', '203.0.113.20', 12, 'answered'],
    [7, '203.0.113.20', '10.1.0.4', 2, 'answered'],
  ]);
  assert.deepEqual(
    web.map((row) => [row['ts_start'], row['direction']]),
    [
      ['2026-03-02T10:01:00Z', 'ingress'],
      ['2026-03-02T10:01:00Z', 'egress'],
      ['2026-03-02T10:01:01Z', 'ingress'],
    ],
  );
});

test('NSG: what a rule stopped is a rejected flow with the rule; what only began has no counts', () => {
  const { rows } = parseDocument(AZURE_NSG_FLOW, fixtureOf(AZURE_NSG_FLOW, 'PT1H.json'));
  const denied = rows.find((row) => row['dst_port'] === 23);
  assert.equal(denied?.['action'], 'REJECT');
  assert.equal(denied?.['reject_reason'], 'DefaultRule_DenyAllInBound');
  const open = rows.find((row) => row['dst'] === '198.51.100.8');
  assert.equal(open?.['line'], 2);
  assert.equal(open?.['packets'], undefined);
  assert.equal(open?.['state'], undefined);
});

test('NSG: version 1 has no counts and no states', () => {
  const { rows, parsed } = parseDocument(AZURE_NSG_FLOW, fixtureOf(AZURE_NSG_FLOW, 'version1.json'));
  assert.equal(parsed, 2);
  assert.deepEqual(
    rows.map((row) => [row['action'], row['dst_port'], row['direction'], row['packets']]),
    [
      ['REJECT', 5358, 'ingress', undefined],
      ['ACCEPT', 3389, 'ingress', undefined],
    ],
  );
});

test('VNet: times are milliseconds, any protocol, IPv6, and the subnet that is logged', () => {
  const { rows, parsed, skipped, rejects } = parseDocument(
    AZURE_VNET_FLOW,
    fixtureOf(AZURE_VNET_FLOW, 'PT1H.json'),
  );
  assert.deepEqual(rows[0], {
    line: 2,
    ts_start: '2026-03-02T10:00:01.599000Z',
    ts_end: '2026-03-02T10:00:01.606000Z',
    src: '10.1.0.4',
    dst: '198.51.100.7',
    src_port: 23956,
    dst_port: 443,
    protocol: 6,
    packets: 3,
    bytes: 767,
    state: 'answered',
    initiator: 'src',
    action: 'ACCEPT',
    direction: 'egress',
    ...VNET_PLACE,
  });
  const ping = rows.find((row) => row['protocol'] === 1);
  assert.equal(ping?.['src_port'], undefined);
  const denied = rows.find((row) => row['action'] === 'REJECT');
  assert.equal(denied?.['reject_reason'], 'BlockHighRiskTCPPortsFromInternet');
  assert.equal(rows.at(-1)?.['src'], '2001:db8::5');
  assert.equal(parsed, 4);
  assert.deepEqual(rejects, []);
  assert.deepEqual(skipped, {
    'begins or goes on with a flow whose later tuple has its counts': 1,
    'a record without flow tuples': 1,
  });
});

test('a broken tuple costs itself alone, and says what is wrong with it', () => {
  const good = '1772445601,10.1.0.4,198.51.100.7,51529,22,T,O,A,E,3,180,1,60';
  const broken: [unknown, RegExp][] = [
    ['1772445601,10.1.0.4,198.51.100.7,51529,22,T,O,A,E,3,180,1', /12 fields.*13/],
    ['x,10.1.0.4,198.51.100.7,51529,22,T,O,A,E,3,180,1,60', /time/],
    ['1,10.1.0.4,198.51.100.7,51529,22,T,O,A,E,3,180,1,60', /time/],
    ['1772445601,evil,198.51.100.7,51529,22,T,O,A,E,3,180,1,60', /source cannot be 'evil'/],
    ['1772445601,10.1.0.4,198.51.100.7,51529,70000,T,O,A,E,3,180,1,60', /destination port cannot be '70000'/],
    ['1772445601,10.1.0.4,198.51.100.7,51529,22,X,O,A,E,3,180,1,60', /protocol cannot be 'X'/],
    ['1772445601,10.1.0.4,198.51.100.7,51529,22,T,Z,A,E,3,180,1,60', /direction cannot be 'Z'/],
    ['1772445601,10.1.0.4,198.51.100.7,51529,22,T,O,Q,E,3,180,1,60', /decision cannot be 'Q'/],
    ['1772445601,10.1.0.4,198.51.100.7,51529,22,T,O,A,Q,3,180,1,60', /state cannot be 'Q'/],
    ['1772445601,10.1.0.4,198.51.100.7,51529,22,T,O,A,E,-3,180,1,60', /packets cannot be '-3'/],
    [7, /no text/],
    ['9'.repeat(5000), /400/],
  ];
  for (const [tuple, reason] of broken) {
    const result = parseDocument(AZURE_NSG_FLOW, nsgOf([good, tuple]));
    assert.equal(result.parsed, 1, String(tuple));
    assert.equal(result.rows.length, 2, String(tuple));
    assert.equal(result.rejects[0]?.line, 2);
    assert.match(result.rejects[0]?.reason ?? '', reason);
  }
});

test('a log that is still being written is read up to its last whole record', () => {
  const whole = fixtureOf(AZURE_VNET_FLOW, 'PT1H.json');
  const cut = whole.subarray(0, whole.lastIndexOf('PlatformRule'));
  const result = parseDocument(AZURE_VNET_FLOW, cut);
  assert.equal(result.parsed, 3);
  assert.equal(result.rejects.length, 1);
  assert.match(result.rejects[0]?.reason ?? '', /ends/);
});

test('a rule whose name is written like a record is a name', () => {
  const name =
    '"}]}]}]}},{"properties":{"flows":[{"rule":"x","flows":[{"flowTuples":["1772445601,192.0.2.99,198.51.100.7,1,22,T,O,A,E,3,180,1,60"]}]}]}}';
  const flows = [
    {
      rule: name,
      flows: [{ mac: 'no address', flowTuples: ['1772445601,203.0.113.9,10.1.0.4,1,22,T,I,D,B,,,,'] }],
    },
  ];
  const log = Buffer.from(JSON.stringify({ records: [{ properties: { flows } }] }));
  const { rows } = parseDocument(AZURE_NSG_FLOW, log);
  assert.deepEqual(
    rows.map((row) => [row['src'], row['reject_reason'], row['interface']]),
    [['203.0.113.9', name, undefined]],
  );
});

test('a million flows that never end are held in bounded memory, and each is a row', () => {
  const tuples = Array.from(
    { length: 250_000 },
    (_, at) => `1772445601,10.1.0.4,198.${at >> 16}.${(at >> 8) & 255}.${at & 255},40000,22,T,O,A,B,,,,`,
  );
  const result = parseDocument(AZURE_NSG_FLOW, nsgOf(tuples));
  assert.equal(result.rows.length, tuples.length);
  assert.equal(accounted({ ...result, read: tuples.length }), tuples.length);
  // The oldest is written while the file is read, not at its end.
  assert.equal(result.rows[0]?.['line'], 1);
});
