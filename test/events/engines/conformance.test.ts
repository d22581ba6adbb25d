import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { nodeEffects } from '../../../src/base/effects.ts';
import { openEngine } from '../../../src/events/engines/duckdb/engine.ts';
import { openLake } from '../../../src/events/engines/duckdb/lake.ts';
import { writeRows } from '../../../src/events/engines/duckdb/rows.ts';
import type { Engine } from '../../../src/events/engines/engine.ts';
import { parsePrefix } from '../../../src/net/prefix.ts';
import { temporary } from '../../support.ts';
import { CONSTRUCTS, FLOWS, REQUESTS } from './conformance.ts';

/** How each engine opens a lake for reading. A new one is a line here. */
const ENGINES: Record<string, (lake: string) => Promise<Engine>> = {
  duckdb: (lake) => openEngine(lake),
};

for (const [name, open] of Object.entries(ENGINES)) {
  test(`${name} understands every construct that is asked with`, async (t) => {
    const folder = join(await temporary(t), 'lake');
    await writeRows(folder, 'flows', FLOWS);
    await writeRows(folder, 'requests', REQUESTS);
    const lake = await openLake(folder);
    await lake.deriveAddresses(
      [parsePrefix('10.0.0.0/8')].flatMap((block) => block ?? []),
      nodeEffects(1),
    );
    await lake.close();
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
