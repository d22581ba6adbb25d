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
  const flood = finding({ type: 'ddos', subject: {}, numbers: { sources: 8000 } });
  assert.deepEqual(leftOut([backscatter, flood]).accused, []);
  assert.deepEqual(reasonsOf(backscatter, flood), ['leftBackscatter', 'leftFlood']);
});

test('what hosts of ours did is counted, and not complained about', () => {
  const scan = finding({ type: 'port_scan', direction: 'outbound' });
  const inside = finding({ type: 'login_attack', direction: 'internal' });
  assert.deepEqual(leftOut([scan, inside]).left, [{ key: 'leftOwn', params: { count: 2 } }]);
});

test('scans from outside are complained about to nobody: their addresses may be forged', () => {
  const scan = finding({ type: 'port_scan', severity: 'low' });
  const pings = finding({ type: 'reconnaissance', severity: 'low' });
  assert.deepEqual(leftOut([scan, pings]), {
    accused: [],
    left: [{ key: 'leftProbes', params: { count: 2 } }],
  });
});

test('of guessing that flows alone show, the service has the log that a complaint needs', () => {
  const guessing = finding({ detector: 'inbound-brute-force', severity: 'low' });
  assert.deepEqual(leftOut([guessing]), {
    accused: [],
    left: [{ key: 'leftFlowsAlone', params: { who: '203.0.113.9' } }],
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
