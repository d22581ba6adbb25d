import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { openEngine } from '../../src/events/engines/duckdb/engine.ts';
import { writeRows } from '../../src/events/engines/duckdb/rows.ts';
import { effectOf } from '../../src/findings/replay/effect.ts';
import type { Effect } from '../../src/findings/replay/effect.ts';
import { parsePrefix } from '../../src/net/prefix.ts';
import { temporary } from '../support.ts';

const BLOCK = '2026-03-02T12:00:00Z';
const BLOCKED = '198.51.100.7';
const OTHER = '203.0.113.9';

type Line = readonly [address: string, ts: string];

async function seen(
  t: TestContext,
  requests: readonly Line[],
  logins: readonly Line[] = [],
  late?: number,
): Promise<Effect> {
  const lake = join(await temporary(t), 'lake');
  const row = ([c_ip, ts]: Line, i: number): Record<string, string | number> => ({
    evidence: 0,
    line: i + 1,
    ts,
    c_ip,
  });
  if (requests.length > 0) await writeRows(lake, 'requests', requests.map(row));
  if (logins.length > 0) await writeRows(lake, 'logins', logins.map(row));
  const flow = { evidence: 0, line: 1, ts_start: '2026-03-03T00:00:00Z', src: BLOCKED };
  await writeRows(lake, 'flows', [flow]);
  const engine = await openEngine(lake, { threads: 1 });
  t.after(() => engine.close());
  return effectOf(engine, [parsePrefix('198.51.100.0/24')!], BLOCK, late);
}

/** Each hour of the day before the block. */
const HOURS = Array.from({ length: 24 }, (_, hour): Line => {
  return [BLOCKED, `2026-03-01T${String(hour).padStart(2, '0')}:00:00Z`];
});

test('a block has stopped it when they keep still for longer than they ever did, in logs that go on', async (t) => {
  const effect = await seen(t, [
    ...HOURS,
    [BLOCKED, '2026-03-02T11:00:00Z'],
    [OTHER, '2026-03-03T12:00:00Z'],
  ]);
  assert.equal(effect.verdict, 'stopped');
  assert.deepEqual([effect.before, effect.after, effect.until?.slice(0, 19)], [25, 0, '2026-03-03T12:00:00']);
});

test('a block has not stopped it when something came through, a request or a login', async (t) => {
  const through: Line = [BLOCKED, '2026-03-02T18:00:00Z'];
  for (const [requests, logins] of [
    [[...HOURS, through], []],
    [HOURS, [through]],
  ] as const) {
    const effect = await seen(t, requests, logins);
    assert.equal(effect.verdict, 'not_stopped');
    assert.deepEqual([effect.after, effect.sample], [1, [BLOCKED]]);
    assert.match(effect.last ?? '', /^2026-03-02T18:00:00/);
  }
});

test('what was running when the block began is not held against it', async (t) => {
  const running: Line = [BLOCKED, '2026-03-02T12:00:30Z'];
  assert.equal((await seen(t, [...HOURS, running, [OTHER, '2026-03-05T00:00:00Z']])).verdict, 'stopped');
});

test('nobody knows yet while the logs end before the block, or they have paused for as long before', async (t) => {
  const cases: [because: string, lines: Line[]][] = [
    ['logs_end_before', [...HOURS, [OTHER, '2026-03-02T11:59:59Z']]],
    // From the evening before to the block is twelve hours.
    ['pause_as_long', [...HOURS, [BLOCKED, '2026-03-02T11:00:00Z'], [OTHER, '2026-03-02T20:00:00Z']]],
    ['nothing_before', [[OTHER, '2026-03-03T12:00:00Z']]],
  ];
  for (const [because, lines] of cases) {
    const effect = await seen(t, lines);
    assert.deepEqual([effect.verdict, effect.because], ['not_yet_knowable', because]);
  }
  const flows = await seen(t, []);
  assert.deepEqual([flows.verdict, flows.because], ['not_yet_knowable', 'no_requests']);
});

test('logs that end too soon say how far they must reach, and by a second less they do not tell it', async (t) => {
  const at = (seconds: number): string => new Date(Date.parse(BLOCK) + seconds * 1000).toISOString();
  const steady = Array.from({ length: 60 }, (_, i): Line => [BLOCKED, at(-30 * (i + 1))]);
  for (const [late, needed] of [
    [undefined, 61],
    [300, 361],
    [3600, 3661],
  ] as const) {
    const until = (seconds: number) => seen(t, [...steady, [OTHER, at(seconds)]], [], late);
    const early = await until(needed - 1);
    assert.deepEqual(
      [early.verdict, early.because, early.knowable],
      ['not_yet_knowable', 'logs_end_before', at(needed)],
    );
    const enough = await until(needed);
    assert.deepEqual([enough.verdict, enough.knowable], ['stopped', undefined]);
  }
});

test('who had paused for an hour must be away for longer, and until when is said', async (t) => {
  const at = (seconds: number): string => new Date(Date.parse(BLOCK) + seconds * 1000).toISOString();
  const paused: Line[] = [
    [BLOCKED, at(-3700)],
    [BLOCKED, at(-100)],
  ];
  const early = await seen(t, [...paused, [OTHER, at(3600)]]);
  assert.deepEqual([early.because, early.knowable], ['pause_as_long', at(3601)]);
  assert.equal((await seen(t, [...paused, [OTHER, at(3601)]])).verdict, 'stopped');
});
