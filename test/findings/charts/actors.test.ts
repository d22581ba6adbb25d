import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Row } from '../../../src/events/engines/engine.ts';
import { actorTimeline } from '../../../src/findings/charts/tables/actors.ts';
import { sensorInbound } from '../../../src/findings/detectors/sensor-alerts/reported.ts';
import { eventContext } from '../support/lake.ts';

const alert = (second: number, more: Row): Row => ({
  ts: `2026-11-21T22:10:${String(second).padStart(2, '0')}Z`,
  sensor: 'modsecurity',
  rule: '933150',
  severity: 'CRITICAL',
  kind: 'verdict',
  ...more,
});

const ROWS = [
  alert(40, { src: '203.0.113.9', outcome: 'passed' }),
  alert(30, { src: '203.0.113.7', sensor: 'fail2ban', rule: 'sshd', kind: 'ban', outcome: 'blocked' }),
  alert(10, { src: '203.0.113.7', outcome: 'blocked' }),
  alert(20, { src: '203.0.113.7', outcome: 'blocked', rule: `'; DROP TABLE alerts; --` }),
  alert(5, { src: '198.51.100.20', kind: 'event', rule: 'file not found' }),
];

test('each accused has his deeds in the order in which they began, and nobody else is in it', async (t) => {
  const context = await eventContext(t, 'alerts', ROWS);
  const findings = await sensorInbound.detect(context);
  const [table] = await actorTimeline(context, findings, []);
  assert.deepEqual(
    table?.rows.map((row) => [row[0], row[3], row[4], row[5], row[6], row[7]]),
    [
      [
        '203.0.113.7',
        'alerts',
        'verdict_blocked',
        `'; DROP TABLE alerts; --, 933150`,
        2,
        '2026-11-21T22:10:10Z',
      ],
      ['203.0.113.7', 'alerts', 'ban_blocked', 'sshd', 1, '2026-11-21T22:10:30Z'],
      ['203.0.113.9', 'alerts', 'verdict_passed', '933150', 1, '2026-11-21T22:10:40Z'],
    ],
  );
  const rows = await context.engine.query(table?.lines?.sql ?? '');
  assert.equal(rows.length, 4, 'each row leads to its lines');
});

test('addresses of a group stand together, and too many of them are counted in the title', async (t) => {
  const context = await eventContext(t, 'alerts', ROWS);
  const [table] = await actorTimeline(context, [], ['203.0.113.7', '203.0.113.9']);
  assert.deepEqual(
    table?.rows.map(([who, , addresses, , outcome]) => [who, addresses, outcome]),
    [
      ['', 1, 'verdict_blocked'],
      ['', 1, 'ban_blocked'],
      ['', 1, 'verdict_passed'],
    ],
  );
  const findings = await sensorInbound.detect(context);
  const many = Array.from({ length: 20_001 }, (_, i) => `198.18.${i >> 8}.${i & 255}`);
  const [named] = await actorTimeline(context, findings, many);
  assert.deepEqual(named?.message.params, { left: 20_001 });
});

test('where nobody outside is accused there is no timeline', async (t) => {
  const context = await eventContext(t, 'alerts', ROWS.slice(-1));
  assert.deepEqual(await actorTimeline(context, await sensorInbound.detect(context), []), []);
  assert.deepEqual(await actorTimeline(await eventContext(t, 'alerts', []), [], ['203.0.113.7']), []);
});
