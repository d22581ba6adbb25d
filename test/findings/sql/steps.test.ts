import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Engine, Row } from '../../../src/events/engines/engine.ts';
import { askSteps, sharing, sqlOf } from '../../../src/findings/sql/steps.ts';
import type { Step } from '../../../src/findings/sql/steps.ts';
import { attempts, loginContext } from '../support/login-lake.ts';

const STEPS: readonly Step[] = [
  { name: 'guesses', sql: 'SELECT c_ip, ts FROM logins WHERE ok = 0' },
  { name: 'per_client', sql: 'SELECT c_ip, count(*) AS guesses FROM guesses GROUP BY c_ip', few: true },
  { name: 'many', sql: 'SELECT * FROM per_client WHERE guesses > 3' },
  { name: 'unasked', sql: 'SELECT * FROM guesses' },
];

const LOGINS = [
  ...attempts(5, 1, () => ({ from: '203.0.113.9' })),
  ...attempts(2, 1, () => ({ from: '203.0.113.8' })),
];

test('What is kept between questions gives the rows that the SQL in full gives', async (t) => {
  const { engine } = await loginContext(t, LOGINS);
  const select = 'SELECT * FROM many ORDER BY c_ip';
  const asked = await askSteps(engine, STEPS, (ask) => ask(select));
  assert.deepEqual(asked, [{ c_ip: '203.0.113.9', guesses: 5 }] satisfies Row[]);
  assert.deepEqual(await engine.query(sqlOf(STEPS, select)), asked);
});

test('Nothing is kept after the last question, nor after one that fails', async (t) => {
  const { engine } = await loginContext(t, LOGINS);
  await askSteps(engine, STEPS, (ask) => ask('SELECT * FROM many'));
  await assert.rejects(engine.query('SELECT * FROM per_client'), /per_client/);
  await assert.rejects(
    askSteps(engine, STEPS, (ask) => ask('SELECT nothing_of_that_name FROM many')),
    /nothing_of_that_name/,
  );
  await assert.rejects(engine.query('SELECT * FROM per_client'), /per_client/);
});

test('A SELECT carries the steps that it reads, and no others', () => {
  assert.equal(sqlOf(STEPS, 'SELECT 1 AS one'), 'SELECT 1 AS one');
  const sql = sqlOf(STEPS, 'SELECT * FROM many');
  assert.match(sql, /^WITH guesses AS \([^]*per_client AS \([^]*many AS \(/);
  assert.doesNotMatch(sql, /unasked/);
});

/** An engine that notes what it keeps. */
function noting(engine: Engine): { engine: Engine; kept: string[] } {
  const kept: string[] = [];
  const keep = (name: string, sql: string): Promise<void> => {
    kept.push(name);
    return engine.keep(name, sql);
  };
  return {
    kept,
    engine: new Proxy(engine, {
      get: (target, name) => {
        const value: unknown = name === 'keep' ? keep : Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    }),
  };
}

const shared = (least: number): Step[] => [
  { name: 'guesses', few: true, shared: true, sql: `SELECT c_ip FROM logins WHERE ok = 0` },
  {
    name: 'busy',
    few: true,
    shared: true,
    sql: `SELECT c_ip FROM guesses GROUP BY c_ip HAVING count(*) > ${least}`,
  },
];

test('What is shared is made once for all who ask, and is gone when they are done', async (t) => {
  const { engine, kept } = noting((await loginContext(t, LOGINS)).engine);
  const select = 'SELECT * FROM busy ORDER BY c_ip';
  const one = [{ c_ip: '203.0.113.9' }];
  const both = [{ c_ip: '203.0.113.8' }, { c_ip: '203.0.113.9' }];
  await sharing(engine, async () => {
    for (const [least, rows] of [
      [3, one],
      [3, one],
      // Another step of that name is made anew, and so is the first when it is asked for again.
      [1, both],
      [3, one],
    ] as const)
      assert.deepEqual(await askSteps(engine, shared(least), (ask) => ask(select)), rows);
  });
  assert.deepEqual(kept, ['guesses', 'busy', 'busy', 'busy']);
  await assert.rejects(engine.query('SELECT * FROM guesses'), /guesses/);
  await assert.rejects(engine.query('SELECT * FROM busy'), /busy/);
});

test('A step that is made from another one of the same name is another step', async (t) => {
  const { engine, kept } = noting((await loginContext(t, LOGINS)).engine);
  const of = (ok: 0 | 1): Step[] => [
    { name: 'picked', few: true, shared: true, sql: `SELECT c_ip FROM logins WHERE ok = ${ok}` },
    { name: 'clients', few: true, shared: true, sql: 'SELECT DISTINCT c_ip FROM picked' },
  ];
  const counts = await sharing(engine, async () => {
    const found: number[] = [];
    for (const ok of [0, 1, 0] as const)
      found.push((await askSteps(engine, of(ok), (ask) => ask('SELECT * FROM clients'))).length);
    return found;
  });
  assert.deepEqual(counts, [2, 0, 2]);
  assert.deepEqual(kept, ['picked', 'clients', 'picked', 'clients', 'picked', 'clients']);
});

test('What may be few is kept as long as it is', async (t) => {
  const { engine, kept } = noting((await loginContext(t, LOGINS)).engine);
  for (const [few, names] of [
    [6, []],
    [7, ['guesses']],
  ] as const) {
    kept.length = 0;
    const steps: Step[] = [{ name: 'guesses', few, sql: 'SELECT c_ip FROM logins WHERE ok = 0' }];
    const rows = await askSteps(engine, steps, (ask) => ask('SELECT count(*) AS n FROM guesses'));
    assert.deepEqual(rows, [{ n: 7 }]);
    assert.deepEqual(kept, names);
  }
});
