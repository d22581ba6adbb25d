import assert from 'node:assert/strict';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { nodeEffects } from '../../../../src/base/effects.ts';
import { deriveAddresses } from '../../../../src/events/engines/duckdb/addresses.ts';
import { Connection } from '../../../../src/events/engines/duckdb/connection.ts';
import { writeRows } from '../../../../src/events/engines/duckdb/rows.ts';
import { OutOfMemory } from '../../../../src/events/engines/engine.ts';
import { parsePrefix } from '../../../../src/net/prefix.ts';
import { temporary } from '../../../support.ts';

const effects = nodeEffects(2);

test('addresses that need more memory than there is are told apart in shares, and are the same', async (t) => {
  const lake = await temporary(t);
  await mkdir(join(lake, 'flows'));
  const rows = Array.from({ length: 5000 }, (_, i) => ({
    src: i % 7 === 0 ? `2001:db8::${(i % 90).toString(16)}` : `10.0.${(i >> 8) & 255}.${i & 255}`,
    dst: `198.51.100.${i % 250}`,
    evidence: 0,
    line: i + 1,
  }));
  await writeRows(lake, 'flows', rows);
  const connection = await Connection.to(lake, {});
  t.after(() => connection.close());
  const local = ['10.0.0.0/8', '2001:db8::/64'].flatMap((text) => parsePrefix(text) ?? []);
  const derived = async (): Promise<unknown> => {
    await deriveAddresses(connection, local, effects);
    await connection.refresh();
    const { rows: answer } = await connection.ask(
      'SELECT * FROM addresses ORDER BY addresses.key',
      undefined,
    );
    const all = [];
    for await (const page of answer) all.push(...page);
    return all;
  };
  const whole = await derived();
  const run = connection.run.bind(connection);
  let refused = 0;
  connection.run = async (sql) => {
    if (sql.includes('distinct_addresses AS') && !sql.includes('hash(')) {
      refused++;
      throw new OutOfMemory('a question over the logs needs more memory than it may have');
    }
    return run(sql);
  };
  assert.deepEqual(await derived(), whole);
  assert.equal(refused, 1);
  assert.ok(Array.isArray(whole) && whole.length > 4000);
  // Nothing is left of the making.
  assert.deepEqual(
    (await readdir(join(lake, 'addresses'))).filter((name) => !name.endsWith('.parquet')),
    [],
  );
});
