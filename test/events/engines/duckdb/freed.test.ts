import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openEngine } from '../../../../src/events/engines/duckdb/engine.ts';
import { FreedMemory } from '../../../../src/events/engines/duckdb/freed.ts';
import { OutOfMemory } from '../../../../src/events/engines/engine.ts';
import { temporary } from '../../../support.ts';

/** DuckDB keeps what it freed where nothing has it given back: well over 100 MB after this. */
const LARGE =
  'SELECT count(*) AS n FROM (SELECT range % 3000000 AS k, sum(range) AS s FROM range(6000000) GROUP BY 1)';
const LEFT = 60_000_000;

test('what a question held is given back to the system before the next one is asked', async (t) => {
  const engine = await openEngine(await temporary(t), { threads: 2 });
  t.after(() => engine.close());
  await engine.query('SELECT 1 AS one');
  const before = process.memoryUsage.rss();
  await engine.query(LARGE);
  const peak = process.resourceUsage().maxRSS * 1024;
  assert.ok(peak - before > 1.5 * LEFT, `${peak - before} bytes are too few to show anything`);
  await engine.query('SELECT 1 AS one');
  const after = process.memoryUsage.rss();
  assert.ok(after - before < LEFT, `${after - before} bytes stayed`);
});

test('answers and failures of questions pass through, and nothing is left open', async () => {
  const freed = new FreedMemory();
  assert.equal(await freed.around(() => Promise.resolve(7)), 7);
  await assert.rejects(
    freed.around(() => Promise.reject(new OutOfMemory('needs more'))),
    OutOfMemory,
  );
  freed.close();
});
