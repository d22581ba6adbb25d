import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sqlOfRow } from '../../../src/findings/charts/row-lines.ts';
import { webTables } from '../../../src/findings/charts/tables/index.ts';
import { repeat, webLake } from '../support/web-lake.ts';

/** A text of 8 KiB, like no other. */
const long = (i: number): string => `${i} ${'x'.repeat(8180)}`;

test('of long texts that are all different a table holds what fits, and says how many rows it has of how many', async (t) => {
  const count = 3000;
  const engine = await webLake(
    t,
    repeat(count, 1, (i) => ({ from: '198.51.100.7', path: `/${long(i)}`, agent: long(i) })),
  );
  const tables = await webTables(engine);
  for (const name of ['requests_by_source', 'rhythm', 'clients']) {
    const table = tables.find((one) => one.name === name);
    assert.ok(table !== undefined, name);
    const texts = table.rows.flat().filter((cell) => typeof cell === 'string');
    const characters = texts.reduce((sum, text) => sum + text.length, 0);
    // What kind of client it is is told afterwards, in a word or two.
    assert.ok(characters <= 2.1 * 2 ** 20, `${name}: ${characters} characters`);
    assert.ok(Math.max(...texts.map((text) => text.length)) <= 1024, name);
    assert.ok(table.rows.length > 500, `${name}: ${table.rows.length} rows`);
    assert.equal(table.message.key, 'tableCut', name);
    const params = new Map<string, unknown>(Object.entries(table.message.params));
    assert.deepEqual([params.get('shown'), params.get('rows')], [table.rows.length, count], name);
    const behind = await engine.query(sqlOfRow(table, 0, engine.dialect) ?? '');
    assert.equal(behind.length, 1, `${name}: the request that the first row counts`);
  }
});

test('a table of ordinary texts is complete, however its rows are measured', async (t) => {
  const engine = await webLake(
    t,
    repeat(400, 1, (i) => ({ from: '198.51.100.7', path: `/page/${i}`, agent: `Mozilla/5.0 (${i})` })),
  );
  const tables = await webTables(engine);
  for (const table of tables) assert.notEqual(table.message.key, 'tableCut', table.name);
  assert.equal(tables.find(({ name }) => name === 'requests_by_source')?.rows.length, 400);
});
