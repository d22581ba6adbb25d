import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Row } from '../../../src/events/engines/engine.ts';
import { askSteps, sqlOf } from '../../../src/findings/sql/steps.ts';
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
