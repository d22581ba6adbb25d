import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leftOut } from '../../src/complaints/left-out.ts';
import type { Finding } from '../../src/model/finding.ts';

function finding(changes: Partial<Finding>): Finding {
  return {
    id: 'x|y',
    type: 'login_attack',
    detector: 'x',
    subject: { address: '203.0.113.9' },
    direction: 'inbound',
    targets: { hosts: 1, ports: [22], sample: [] },
    from: '2026-03-02T10:00:00Z',
    to: '2026-03-02T11:00:00Z',
    numbers: {},
    confidence: 0.95,
    severity: 'high',
    message: { key: 'quoted', params: { text: 'x' } },
    rule_message: { key: 'quoted', params: { text: 'x' } },
    sql: '',
    lines: [],
    ...changes,
  };
}

const reasonsOf = (...findings: Finding[]): string[] => leftOut(findings).left.map(({ key }) => key);

test('backscatter and floods are complained about to nobody: who sends there is a victim, or forged', () => {
  const backscatter = finding({ type: 'backscatter', severity: 'low', subject: {} });
  const flood = finding({ type: 'ddos', detector: 'syn-flood', subject: {}, numbers: { sources: 8000 } });
  assert.deepEqual(leftOut([backscatter, flood]).accused, []);
  assert.deepEqual(reasonsOf(backscatter, flood), ['leftBackscatter', 'leftFlood']);
});

test('what hosts of ours did is counted, and not complained about', () => {
  const scan = finding({ type: 'port_scan', direction: 'outbound' });
  const inside = finding({ type: 'login_attack', direction: 'internal' });
  assert.deepEqual(leftOut([scan, inside]).left, [{ key: 'leftOwn', params: { count: 2 } }]);
});

test('a flood of UDP is complained about to nobody: its senders may write any address', () => {
  const flood = finding({ type: 'ddos', detector: 'inbound-flood', subject: {}, numbers: { sources: 1 } });
  assert.deepEqual(leftOut([flood]), {
    accused: [],
    left: [{ key: 'leftVolume', params: { sources: 1 } }],
  });
});

test('servers that answered in our name are victims of him who asked them, and named as that', () => {
  const reflected = finding({
    type: 'ddos',
    detector: 'reflection-victim',
    subject: {},
    numbers: { sources: 90 },
  });
  assert.deepEqual(leftOut([reflected]), {
    accused: [],
    left: [{ key: 'leftReflection', params: { sources: 90 } }],
  });
});

test('pings, scans that many share, and crawlers are counted, each with its reason', () => {
  const pings = finding({ type: 'reconnaissance', detector: 'inbound-icmp-sweep', severity: 'low' });
  const shared = finding({ type: 'port_scan', detector: 'inbound-scan-distributed', subject: {} });
  const crawler = finding({ type: 'scraping', detector: 'web-scraping' });
  assert.deepEqual(leftOut([pings, pings, shared, crawler]), {
    accused: [],
    left: [
      { key: 'leftPings', params: { count: 2 } },
      { key: 'leftTogether', params: { count: 1 } },
      { key: 'leftTerms', params: { count: 1 } },
    ],
  });
});

test('scanners, attackers of web sites and who probes them are accused; a scanner of whom the tests disagree is not', () => {
  const scan = finding({ type: 'port_scan', detector: 'inbound-scan', severity: 'low' });
  const attack = finding({ type: 'web_attack', detector: 'web-attack', severity: 'low' });
  const probing = finding({ type: 'reconnaissance', detector: 'web-probing', severity: 'low' });
  assert.deepEqual(leftOut([scan, attack, probing]).accused, [scan, attack, probing]);
  const weak = finding({ type: 'port_scan', detector: 'inbound-scan', confidence: 0.64 });
  assert.deepEqual(leftOut([weak]), {
    accused: [],
    left: [{ key: 'leftWeak', params: { who: '203.0.113.9' } }],
  });
});

test('what flows and sensors say once more of somebody whom the log of the service shows is no second complaint', () => {
  const log = finding({ detector: 'login-attack' });
  const flows = finding({ detector: 'inbound-brute-force', severity: 'low' });
  const ban = finding({ detector: 'sensor-inbound' });
  const other = finding({
    detector: 'inbound-brute-force',
    subject: { address: '203.0.113.10' },
    severity: 'low',
  });
  assert.deepEqual(leftOut([flows, log, ban, other]), {
    accused: [log, other],
    left: [{ key: 'leftCovered', params: { count: 2 } }],
  });
});

test('of alerts that nobody calls grave, and of those that XARF has no type for, nobody is accused', () => {
  const mild = finding({ type: 'web_attack', detector: 'sensor-inbound', confidence: 0.4, severity: 'low' });
  const other = finding({ type: 'other', detector: 'sensor-inbound' });
  assert.deepEqual(reasonsOf(mild, other), ['leftWeak', 'leftNoType']);
  assert.deepEqual(leftOut([mild, other]).accused, []);
});

test('research scanners and crawlers are no attackers, whatever the rule is called that found them', () => {
  const noise = {
    kind: 'research',
    by: 'published',
    message: { key: 'quoted', params: { text: 'x' } },
  } as const;
  const scan = finding({ type: 'port_scan', detector: 'inbound-scan', noise });
  const probing = finding({ type: 'reconnaissance', detector: 'web-probing', noise, confidence: 0.2 });
  assert.deepEqual(leftOut([scan, probing]), {
    accused: [],
    left: [{ key: 'leftNoise', params: { count: 2 } }],
  });
});

test('who guesses by flow records alone may still be the owner who mistyped', () => {
  const guessing = finding({ detector: 'inbound-brute-force', severity: 'low' });
  const entered = finding({
    type: 'credential_exposure',
    detector: 'login-credentials-worked',
    confidence: 0.7,
  });
  assert.deepEqual(leftOut([guessing, entered]), {
    accused: [guessing],
    left: [{ key: 'leftUnsure', params: { who: '203.0.113.9' } }],
  });
});

test('an owner who may have mistyped is spared, and one whose address attacked is not', () => {
  const entered = finding({ type: 'credential_exposure', confidence: 0.7 });
  assert.deepEqual(reasonsOf(entered), ['leftUnsure']);
  const attack = finding({});
  assert.deepEqual(leftOut([entered, attack]), { accused: [entered, attack], left: [] });
  const device = finding({ severity: 'low' });
  assert.deepEqual(reasonsOf(entered, device), ['leftUnsure', 'leftDevice']);
});
