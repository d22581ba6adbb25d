import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OutOfMemory } from '../../src/events/engines/engine.ts';
import type { Engine } from '../../src/events/engines/engine.ts';
import { affordable } from '../../src/findings/affordable.ts';
import { webTables } from '../../src/findings/charts/tables/index.ts';
import { repeat, webLake } from './support/web-lake.ts';

test('a table that needs more memory than there may be is left out and named, and the others stand', async (t) => {
  const engine = await webLake(
    t,
    repeat(3, 60, () => ({ from: '198.51.100.7', path: '/', agent: 'curl/8' })),
  );
  const whole = await webTables(engine);
  const small: Engine = {
    dialect: engine.dialect,
    can: engine.can,
    tables: () => engine.tables(),
    query: (sql) =>
      sql.includes('lag(') ? Promise.reject(new OutOfMemory('needs more')) : engine.query(sql),
    ask: (sql) => engine.ask(sql),
    keep: (name, sql) => engine.keep(name, sql),
    forget: (name) => engine.forget(name),
    close: () => engine.close(),
  };
  const left: string[] = [];
  const rest = await webTables(small, left);
  assert.deepEqual(left, ['rhythm']);
  assert.deepEqual(
    rest.map(({ name }) => name),
    whole.map(({ name }) => name).filter((name) => name !== 'rhythm'),
  );
  await assert.rejects(webTables(small), OutOfMemory);
});

test('any other failure of a question is one of the run', async () => {
  await assert.rejects(
    affordable('x', [], () => Promise.reject(new TypeError('wrong'))),
    TypeError,
  );
});
