import { PASTED } from '../../src/notices/authenticity.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clockOf } from '../../src/cases/clock.ts';
import { timelineOf } from '../../src/cases/timeline.ts';
import type { Claim } from '../../src/model/claim.ts';
import type { Finding } from '../../src/model/finding.ts';
import { quoted } from '../../src/model/message.ts';
import { english } from '../english.ts';

const HOUR = 3_600_000;

const NOW = new Date('2026-11-21T20:00:00Z');

function claim(changes: Partial<Claim>): Claim {
  return {
    source: 'aws',
    type: 'port_scan',
    accounts: [],
    instances: [],
    interfaces: [],
    addresses: [],
    regions: [],
    flows: [],
    actions_taken: [],
    stage: 'first',
    authenticity: { verdict: 'unproven', message: PASTED.message },
    ...changes,
  };
}

test('a deadline that has passed is overdue', () => {
  const clock = clockOf([claim({ deadline: '2026-11-21T17:55:00Z' })], NOW);
  assert.equal(clock.left_ms, -125 * 60_000);
});

test('a notice that states no deadline gets none', () => {
  const clock = clockOf([claim({ received: '2026-11-21T19:00:00Z' })], NOW);
  assert.deepEqual(clock, {});
});

test('of several open notices the earliest deadline counts', () => {
  const clock = clockOf(
    [
      claim({ reference: '1', deadline: '2026-11-23T00:00:00Z' }),
      claim({ reference: '2', deadline: '2026-11-22T00:00:00Z' }),
    ],
    NOW,
  );
  assert.equal(clock.claim, 1);
  assert.equal(clock.left_ms, 4 * HOUR);
});

test('a reminder in the same matter replaces the first deadline', () => {
  const first = { reference: '1', received: '2026-11-19T00:00:00Z', deadline: '2026-11-20T00:00:00Z' };
  const reminder = { reference: '1', received: '2026-11-21T10:00:00Z', deadline: '2026-11-22T10:00:00Z' };
  assert.equal(clockOf([claim(reminder), claim(first)], NOW).claim, 0);
  assert.equal(clockOf([claim(first), claim(reminder)], NOW).left_ms, 14 * HOUR);
});

test('a forged notice does not start the clock', () => {
  const forged = { verdict: 'forged', message: PASTED.message } as const;
  const clock = clockOf([claim({ deadline: '2026-11-21T21:00:00Z', authenticity: forged })], NOW);
  assert.equal(clock.deadline, undefined);
});

const SCAN: Finding = {
  id: 'port-scan-horizontal/10.10.3.17/1',
  type: 'port_scan',
  detector: 'port-scan-horizontal',
  subject: { address: '10.10.3.17' },
  direction: 'outbound',
  targets: { hosts: 1203, ports: [22], sample: [] },
  from: '2026-11-20T14:31:00Z',
  to: '2026-11-20T15:02:00Z',
  numbers: {},
  confidence: 0.97,
  severity: 'high',
  message: quoted('10.10.3.17 opened TCP 22 on 1,203 hosts.'),
  rule_message: quoted(''),
  sql: '',
  lines: [],
};

test('the timeline tells claim, finding, receipt and deadline in the order of their times', () => {
  const entries = timelineOf(
    '2026-11-21T08:00:00Z',
    [
      claim({
        reference: '42',
        window: { from: '2026-11-20T14:40:00Z' },
        received: '2026-11-21T02:00:00Z',
        deadline: '2026-11-22T02:00:00Z',
      }),
    ],
    [SCAN],
  );
  assert.deepEqual(
    entries.map(({ at, kind }) => `${at.slice(5, 16)} ${kind}`),
    [
      '11-20T14:31 finding',
      '11-20T14:40 claim',
      '11-20T15:02 finding',
      '11-21T02:00 claim',
      '11-21T08:00 case',
      '11-22T02:00 deadline',
    ],
  );
  assert.equal(english(entries[0]?.message), english(SCAN.message));
});

test('What was seen until the log ends has no end, for it may go on behind it', () => {
  const ends = (logsEnd: string) =>
    timelineOf('2026-11-21T08:00:00Z', [], [SCAN], logsEnd).map(({ message }) => message.key);
  assert.ok(ends('2026-11-20T15:02:30Z').includes('timeLogEnds'));
  assert.ok(ends('2026-11-20T18:00:00Z').includes('timeFindingEnds'));
});
