import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { openEngine } from '../../src/events/engines/duckdb/engine.ts';
import { MISSING } from '../../src/tables/rows.ts';
import { PartWriter } from '../../src/events/lake/parts.ts';
import { Sinks } from '../../src/events/lake/sinks.ts';
import { temporary } from '../support.ts';

test('one record can fill several tables, and each row leads back to its file and line', async (t) => {
  const sinks = new Sinks();
  const flows = sinks.begin(['flows', 'logins']);
  flows.int('dst_port').set(22);
  flows.next(1);
  const logins = flows.beside('logins');
  logins.text('username').setText('root');
  logins.next(2);
  logins.text('username').setText('admin');
  logins.next(2);
  assert.deepEqual(sinks.end(3), { flows: 1, logins: 2 });
  sinks.begin(['flows']).next(7);
  assert.deepEqual(sinks.end(4), { flows: 1 });

  const lake = join(await temporary(t), 'lake');
  const writer = new PartWriter(lake, 'a');
  for (const sink of sinks) await writer.write(sink);
  writer.finish();
  const engine = await openEngine(lake);
  t.after(() => engine.close());
  assert.deepEqual(await engine.query('SELECT evidence, line, dst_port FROM flows ORDER BY evidence'), [
    { evidence: 3, line: 1, dst_port: 22 },
    { evidence: 4, line: 7, dst_port: null },
  ]);
  assert.deepEqual(await engine.query('SELECT evidence, line, username FROM logins ORDER BY username'), [
    { evidence: 3, line: 2, username: 'admin' },
    { evidence: 3, line: 2, username: 'root' },
  ]);
});

test('what was set of a broken record is forgotten in every table', () => {
  const sinks = new Sinks();
  const flows = sinks.begin(['flows', 'alerts']);
  flows.int('dst_port').set(22);
  flows.beside('alerts').int('dst_port').set(22);
  flows.undo();
  flows.next(1);
  flows.beside('alerts').next(1);
  for (const sink of sinks) {
    const column = sink.columns.get('dst_port');
    assert.ok(column?.kind === 'int');
    assert.equal(column.items[0], MISSING);
  }
});

test('a table that the format has not named is refused', () => {
  const flows = new Sinks().begin(['flows']);
  assert.throws(() => flows.beside('logins'), /does not say that it fills logins/);
});
