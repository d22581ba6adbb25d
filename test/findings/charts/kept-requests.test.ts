import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Engine, Row } from '../../../src/events/engines/engine.ts';
import { webTables } from '../../../src/findings/charts/tables/index.ts';
import { sharing } from '../../../src/findings/sql/steps.ts';
import type { Table } from '../../../src/model/pictures.ts';
import { webLake } from '../support/web-lake.ts';
import type { Asked } from '../support/web-lake.ts';

const PATHS = ['/owa/', '/EWS/Exchange.asmx', '/Autodiscover/x.xml', '/shop', '/blog/wp-login.php', '/café'];
const AGENTS = [undefined, '', 'curl/8.4', 'Mozilla/5.0 (X11)', 'MSRPC', 'Müller/1'];
const USERS = [undefined, undefined, 'CORP\\ann', 'bob', ''];
const STATUSES = ['200', '200.0', '302.0', '401.1', '401', '404.0', '500.0', '206'];

/** Requests in which every text meets every other, and nobody is known by one alone. */
function requests(from: (i: number) => string): Asked[] {
  return Array.from({ length: 1500 }, (_, i): Asked => {
    const [user, agent] = [USERS[(i * 7) % 5], AGENTS[(i * 5) % 6]];
    return {
      at: i * 97 + (i % 3),
      from: from(i),
      path: PATHS[(i * 11 + (i % 4)) % 6]!,
      status: STATUSES[(i * 3 + (i % 7)) % 8]!,
      ...(user !== undefined && { user }),
      ...(agent !== undefined && { agent }),
      ...(i % 9 > 0 && { bytes: (i * 613) % 4000 }),
    };
  });
}

/** The same lake without a place to keep rows in: each table reads its requests from the lake. */
function without(engine: Engine): Engine {
  return {
    dialect: engine.dialect,
    can: { keeps: false },
    tables: () => engine.tables(),
    query: (sql) => engine.query(sql),
    ask: (sql, signal) => engine.ask(sql, signal),
    keep: () => Promise.reject(new Error('it cannot keep')),
    forget: () => Promise.reject(new Error('it cannot keep')),
    close: () => engine.close(),
  };
}

/** Rows as the table's own question gives them, in its columns; what a table makes of them afterwards is left out. */
function asked(rows: readonly Row[], columns: readonly string[]): unknown[][] {
  return rows.map((row) => columns.map((column) => (row[column] === '' ? null : (row[column] ?? null))));
}

for (const [what, from] of [
  ['of everybody', (i: number) => `198.51.100.${i % 37}`],
  ['of clouds, beside others', (i: number) => (i % 4 === 0 ? '198.51.100.7' : `52.${i % 3}.0.${i % 29}`)],
] as const) {
  test(`tables ${what} say the same from rows that are kept, from the lake, and by their own SQL`, async (t) => {
    const engine = await webLake(t, requests(from));
    const kept = await sharing(engine, () => webTables(engine));
    const read = await webTables(without(engine));
    assert.ok(kept.length >= 7, kept.map(({ name }) => name).join());
    assert.deepEqual(kept, read);
    const counted = (table: Table): boolean => table.sql !== undefined;
    for (const table of kept.filter(counted)) {
      const columns = table.columns.filter((name) => name !== 'kind');
      const places = columns.map((name) => table.columns.indexOf(name));
      const shown = table.rows.map((row) => places.map((at) => (row[at] === '' ? null : row[at])));
      assert.deepEqual(shown, asked(await engine.query(table.sql!), columns), table.name);
    }
  });
}

test('a log with one text that is too long for a cell is read from the lake, and nothing of it is kept', async (t) => {
  const rows = requests((i) => `198.51.100.${i % 37}`);
  const engine = await webLake(t, [
    ...rows,
    { at: 5, from: '198.51.100.1', path: `/${'x'.repeat(1100)}`, bytes: 9 },
  ]);
  const names: string[] = [];
  const watched: Engine = {
    ...without(engine),
    can: engine.can,
    keep: (name, sql) => {
      names.push(name);
      return engine.keep(name, sql);
    },
    forget: (name) => engine.forget(name),
  };
  const tables = await webTables(watched);
  assert.ok(names.includes('stem_codes') && !names.includes('coded'), names.join());
  const stems = tables
    .find(({ name }) => name === 'volume_by_url')
    ?.rows.map(([stem]) => String(stem).length);
  assert.equal(Math.max(...(stems ?? [])), 1024);
});
