import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openEngine } from '../../../src/events/engines/duckdb/engine.ts';
import type { Engine } from '../../../src/events/engines/engine.ts';
import { CONSTRUCTS, REQUESTS } from './conformance.ts';
import { constructsLake } from './constructs-lake.ts';

/** How each engine opens a lake for reading. A new one is a line here. */
const ENGINES: Record<string, (lake: string) => Promise<Engine>> = {
  duckdb: (lake) => openEngine(lake),
};

for (const [name, open] of Object.entries(ENGINES)) {
  test(`${name} understands every construct that is asked with`, async (t) => {
    const folder = await constructsLake(t);
    const engine = await open(folder);
    t.after(() => engine.close());
    for (const { what, sql, rows } of CONSTRUCTS) {
      await t.test(what, async () => assert.deepEqual(await engine.query(sql(engine.dialect)), rows));
    }
    await t.test('a column that no part has is null, and no error', async () => {
      const sql = 'SELECT count(cs_host) AS hosts, count(*) AS n FROM requests';
      assert.deepEqual(await engine.query(sql), [{ hosts: 0, n: REQUESTS.length }]);
    });
    await t.test('what it says it can keep, it keeps until it is forgotten', async () => {
      if (!engine.can.keeps) return assert.rejects(engine.keep('kept', 'SELECT 1 AS one'), TypeError);
      await engine.keep('kept', 'SELECT line FROM flows WHERE dst_port = 22');
      assert.deepEqual(await engine.query('SELECT count(*) AS n FROM kept'), [{ n: 2 }]);
      await engine.forget('kept');
      await assert.rejects(engine.query('SELECT count(*) AS n FROM kept'));
    });
  });
}
