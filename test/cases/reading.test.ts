import assert from 'node:assert/strict';
import { cp, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { openCase } from '../../src/cases/store.ts';
import { readCase, readLake } from '../../src/cases/reading.ts';
import { askCase } from '../../src/desk/query.ts';
import type { ExactCell } from '../../src/events/engines/engine.ts';
import { writeRows } from '../../src/events/engines/duckdb/rows.ts';
import { temporary } from '../support.ts';
import { emptyDocument, world } from './world.ts';

const ROWS = 300;

/** One run: its lake has rows that all name it, in several parts. */
async function publish(dir: string, run: number): Promise<void> {
  const folder = await openCase(dir, world());
  const lake = await folder.newLake();
  for (let part = 0; part < 3; part += 1) {
    const rows = Array.from({ length: ROWS }, (_, i) => ({ evidence: run, line: part * ROWS + i }));
    await writeRows(lake, 'requests', rows);
  }
  await folder.publish(emptyDocument());
  await folder.close();
}

/** What the case answers, with whatever went wrong. */
async function ask(dir: string, sql: string): Promise<ExactCell[][]> {
  const found: ExactCell[][] = [];
  const sink = { begin() {}, rows: (rows: readonly ExactCell[][]) => void found.push(...rows), end() {} };
  await askCase({ dir, sql, memory: '200MB' }, sink, world());
  return found;
}

test('a case is read while another run holds it', async (t) => {
  const dir = join(await temporary(t), 'a.case');
  await publish(dir, 1);
  const holder = await openCase(dir, world());
  const { document } = await readCase(dir, world());
  assert.equal(document.id, holder.id);
  assert.deepEqual(await ask(dir, 'SELECT count(*) AS n FROM requests'), [[String(3 * ROWS)]]);
  await assert.rejects(openCase(dir, world()), /another run is working on this case/);
  await holder.close();
});

test('whoever asks while runs write the case anew gets the rows of one run, whole', async (t) => {
  const dir = join(await temporary(t), 'a.case');
  await publish(dir, 1);
  const progress = { done: false };
  const writing = (async () => {
    for (let run = 2; run <= 12; run += 1) await publish(dir, run);
    progress.done = true;
  })();
  const seen = new Set<ExactCell>();
  let refused = 0;
  while (!progress.done) {
    try {
      const rows = await ask(dir, 'SELECT evidence, count(*) AS n FROM requests GROUP BY evidence');
      assert.equal(rows.length, 1, JSON.stringify(rows));
      assert.equal(rows[0]?.[1], String(3 * ROWS));
      seen.add(rows[0]?.[0] ?? null);
    } catch (error) {
      // So many runs one upon the other are no accident; then an error says so.
      assert.match(String(error), /another run has written the case anew/);
      refused += 1;
    }
  }
  await writing;
  assert.ok(seen.size > 0, `${refused} times refused and never answered`);
  assert.deepEqual(await ask(dir, 'SELECT DISTINCT evidence FROM requests'), [[12]]);
});

test('rows that may be of two runs are not passed off as those of one', async (t) => {
  const dir = join(await temporary(t), 'a.case');
  await publish(dir, 1);
  const batches: number[] = [];
  const sink = {
    begin() {},
    rows: (rows: readonly ExactCell[][]) => void batches.push(rows.length),
    end: () => void batches.push(-1),
  };
  const aside = join(dir, 'aside');
  const effects = world();
  // More rows than are held back: the first are on their way when the lake goes.
  const sql = 'SELECT a.line FROM requests a, requests b';
  const asked = askCase(
    { dir, sql, memory: '200MB' },
    {
      ...sink,
      begin: () => void rename(join(dir, 'lake'), aside).then(() => mkdir(join(dir, 'lake'))),
    },
    effects,
  );
  await assert.rejects(asked, /the rows may be of two runs/);
  assert.ok(batches.length > 0 && !batches.includes(-1));
});

test('a lake that is away for a moment is waited for, and one that stays away is said to be missing', async (t) => {
  const dir = join(await temporary(t), 'a.case');
  await publish(dir, 1);
  const lake = join(dir, 'lake');
  await rename(lake, `${lake}-before`);
  setTimeout(() => void rename(`${lake}-before`, lake), 200);
  assert.equal((await readLake({ dir }, world())).folder, lake);
  await rename(lake, `${lake}-before`);
  await assert.rejects(readLake({ dir }, world()), /the case has no lake/);
});

test('a case that no run has finished is no case to be read', async (t) => {
  const dir = join(await temporary(t), 'a.case');
  await (await openCase(dir, world())).close();
  await assert.rejects(readCase(dir, world()), /not finished/);
});

test('a case whose new run was not yet moved to its place is refused, and finished by who writes next', async (t) => {
  const dir = join(await temporary(t), 'a.case');
  await publish(dir, 1);
  await publish(dir, 2);
  await mkdir(join(dir, 'publishing'));
  await assert.rejects(readCase(dir, world()), /was cut short/);
  const folder = await openCase(dir, world());
  await folder.close();
  await readCase(dir, world());
});

test('a copy that mixes the lake of one run with the case.json of another is refused by who only reads', async (t) => {
  const dir = join(await temporary(t), 'a.case');
  await publish(dir, 1);
  const lake = join(dir, '..', 'lake');
  await cp(join(dir, 'lake'), lake, { recursive: true });
  await publish(dir, 2);
  await rename(join(dir, 'lake'), join(dir, '..', 'newer'));
  await rename(lake, join(dir, 'lake'));
  await assert.rejects(readCase(dir, world()), /mixes two runs/);
});
