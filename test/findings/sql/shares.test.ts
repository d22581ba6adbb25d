import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import * as fc from 'fast-check';
import { openEngine } from '../../../src/events/engines/duckdb/engine.ts';
import { OutOfMemory } from '../../../src/events/engines/engine.ts';
import type { Engine, Row } from '../../../src/events/engines/engine.ts';
import { beacon } from '../../../src/findings/detectors/malware-traffic/beacon.ts';
import { inShares } from '../../../src/findings/sql/shares.ts';
import type { Share } from '../../../src/findings/sql/shares.ts';
import { fixture, temporary } from '../../support.ts';
import { eventContext } from '../support/lake.ts';

/** The same engine, but what is asked for as a whole, or in the first shares, needs more memory than there is. */
function small(engine: Engine, fits: (sql: string) => boolean, asked: string[] = []): Engine {
  return {
    dialect: engine.dialect,
    can: engine.can,
    tables: () => engine.tables(),
    query: (sql) => {
      asked.push(sql);
      return fits(sql) ? engine.query(sql) : Promise.reject(new OutOfMemory('needs more'));
    },
    ask: (sql) => engine.ask(sql),
    keep: (name, sql) => engine.keep(name, sql),
    forget: (name) => engine.forget(name),
    close: () => engine.close(),
  };
}

async function opened(t: TestContext, memory = '600MB'): Promise<Engine> {
  const engine = await openEngine(await temporary(t), { memory, threads: 1 });
  t.after(() => engine.close());
  return engine;
}

function sorted(rows: readonly Row[]): string[] {
  return rows.map((row) => JSON.stringify(row)).toSorted();
}

test('shares come to the same as one piece, whatever is grouped', async (t) => {
  const engine = await opened(t);
  const value = fc.option(fc.constantFrom('10.0.0.1', '198.51.100.7', '2001:db8::1', '', "a'b"), {
    nil: null,
  });
  const rows = fc.array(fc.record({ key: value, other: value, n: fc.integer({ min: -9, max: 9 }) }), {
    minLength: 1,
    maxLength: 40,
  });
  await fc.assert(
    fc.asyncProperty(rows, fc.constantFrom('% 8 =', '% 64 ='), async (given, fits) => {
      const text = (cell: string | null): string =>
        cell === null ? 'CAST(NULL AS VARCHAR)' : engine.dialect.text(cell);
      const values = given.map(({ key, other, n }) => `(${text(key)}, ${text(other)}, ${n})`).join(', ');
      const sql = (share: Share): string =>
        `SELECT k, other, count(*) AS n, sum(n) AS sum FROM (VALUES ${values}) AS given (k, other, n)
WHERE ${['true', ...share('k')].join(' AND ')} GROUP BY k, other`;
      const divided = await inShares(
        small(engine, (asked) => asked.includes(fits)),
        sql,
      );
      assert.deepEqual(sorted(divided), sorted(await inShares(engine, sql)));
    }),
    { seed: 11, numRuns: 30 },
  );
});

test('a question that DuckDB has no memory for as a whole is answered in shares', async (t) => {
  const engine = await opened(t, '60MB');
  // Lists are not spilled to disk.
  const sql = (share: Share): string =>
    `SELECT k, len(list(n)) AS n FROM (SELECT range % 1000 AS k, range AS n FROM range(8000000))
WHERE ${['true', ...share('k')].join(' AND ')} GROUP BY k`;
  await assert.rejects(engine.query(sql(() => [])), OutOfMemory);
  const rows = await inShares(engine, sql);
  assert.equal(rows.length, 1000);
  assert.ok(rows.every(({ n }) => n === 8000));
});

test('what does not even fit in the smallest shares is an error, and so is any other failure at once', async (t) => {
  const engine = await opened(t);
  const asked: string[] = [];
  const never = small(engine, () => false, asked);
  await assert.rejects(
    inShares(never, (share) => `SELECT 1 AS one WHERE ${share('1').join('') || 'true'}`),
    OutOfMemory,
  );
  assert.equal(asked.length, 3, 'as a whole, and the first of 8 and of 64');

  asked.length = 0;
  await assert.rejects(
    inShares(
      small(engine, () => true, asked),
      () => 'SELECT wrong',
    ),
    /wrong/,
  );
  assert.equal(asked.length, 1);
});

test('an engine that divides its work itself is asked once', async (t) => {
  const engine = await opened(t);
  const asked: string[] = [];
  const { share, ...dialect } = engine.dialect;
  assert.ok(share);
  const whole = { ...small(engine, () => false, asked), dialect };
  await assert.rejects(
    inShares(whole, () => 'SELECT 1 AS one'),
    OutOfMemory,
  );
  assert.equal(asked.length, 1);
});

test('beacons that are searched for in shares are those that are found in one piece', async (t) => {
  const text = await readFile(fixture('findings', 'beacon', 'positive.jsonl'), 'utf8');
  const rows = text
    .trim()
    .split('\n')
    .map((line): Row => JSON.parse(line));
  const context = await eventContext(t, 'flows', rows);
  const whole = await beacon.detect(context);
  assert.ok(whole.length > 0);
  const engine = small(context.engine, (sql) => !sql.startsWith('WITH often') || sql.includes('% 8 ='));
  assert.deepEqual(await beacon.detect({ ...context, engine }), whole);
});
