import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { openEngine } from '../../src/events/engines/duckdb/engine.ts';
import { DUCKDB } from '../../src/events/engines/duckdb/dialect.ts';
import { UserError } from '../../src/base/errors.ts';
import { writeRows } from '../../src/events/engines/duckdb/rows.ts';
import { temporary } from '../support.ts';

test('an empty lake answers with empty tables that have their columns', async (t) => {
  const engine = await openEngine(join(await temporary(t), 'lake'));
  t.after(() => engine.close());
  assert.deepEqual(await engine.query('SELECT src, bytes, ts_start FROM flows'), []);
  assert.deepEqual(await engine.query('SELECT provider, as_of FROM attribution'), []);
  assert.deepEqual([...(await engine.tables())], []);
});

test('rows come back as plain cells: numbers, UTC text, null', async (t) => {
  const lake = join(await temporary(t), "it's [a] *lake*?");
  const row = {
    evidence: 3,
    line: 17,
    ts_start: '2024-07-02T00:00:00Z',
    ts_end: '2024-07-02T00:00:59.25Z',
    src: '10.0.1.5',
    bytes: 5_000_000_000,
    src_port: 22,
  };
  await writeRows(lake, 'flows', [row]);
  await writeRows(lake, 'flows', [{ ...row, line: 18, ts_end: '2024-07-02T00:00:59.000007Z' }]);
  const engine = await openEngine(lake);
  t.after(() => engine.close());
  assert.deepEqual(
    await engine.query(
      'SELECT evidence, line, ts_start, ts_end, src, dst, bytes, src_port FROM flows ORDER BY line',
    ),
    [
      { ...row, ts_end: '2024-07-02T00:00:59.250Z', dst: null },
      { ...row, line: 18, ts_end: '2024-07-02T00:00:59.000007Z', dst: null },
    ],
  );
  assert.deepEqual(
    await engine.query(
      `SELECT sum(bytes) AS total, avg(src_port) AS mean, bool_and(src = '10.0.1.5') AS same,
         CAST(1.5 AS DECIMAL(4,1)) AS amount, list(line ORDER BY line) AS lines FROM flows`,
    ),
    [{ total: 10_000_000_000, mean: 22, same: true, amount: 1.5, lines: '[17,18]' }],
  );
  assert.deepEqual([...(await engine.tables())], ['flows']);
});

test('a column that the table lacks is refused', async (t) => {
  await assert.rejects(writeRows(await temporary(t), 'flows', [{ source: 'x' }]), /no column source/);
});

test('SQL cannot leave the lake folder, load an extension or lift its own limits', async (t) => {
  const folder = await temporary(t);
  await writeFile(join(folder, 'secret.csv'), 'a\n1\n');
  const engine = await openEngine(join(folder, 'lake'));
  t.after(() => engine.close());
  for (const sql of [
    `SELECT * FROM read_csv('${join(folder, 'secret.csv')}')`,
    `SELECT * FROM read_csv('${join(folder, 'lake/../secret.csv')}')`,
    `COPY (SELECT 1) TO '${join(folder, 'out.csv')}'`,
    'INSTALL httpfs',
    'LOAD httpfs',
    'SET enable_external_access = true',
    "SET memory_limit = '100GB'",
  ]) {
    await assert.rejects(engine.query(sql), `not refused: ${sql}`);
  }
});

test('the dialect buckets, formats and samples', async (t) => {
  const engine = await openEngine(await temporary(t));
  t.after(() => engine.close());
  const time = DUCKDB.timestamp('2024-07-02T13:07:31.5Z');
  assert.deepEqual(
    await engine.query(
      `SELECT ${DUCKDB.bucket(time, 300)} AS bucket, ${DUCKDB.bucket(time, 7 * 86_400)} AS week,
        ${DUCKDB.epoch(time)} AS epoch, ${DUCKDB.month(time)} AS month, ${DUCKDB.day(time)} AS day`,
    ),
    [
      {
        bucket: '2024-07-02T13:05:00Z',
        week: '2024-06-27T00:00:00Z',
        epoch: Date.UTC(2024, 6, 2, 13, 7, 31, 500) / 1000,
        month: '2024-07',
        day: '2024-07-02',
      },
    ],
  );
  const rows = await engine.query(
    `SELECT ${DUCKDB.sample('v', 2)} AS sample FROM (VALUES ('b'), ('a'), ('b'), ('c'), (NULL)) AS t(v)`,
  );
  assert.deepEqual(JSON.parse(String(rows[0]?.['sample'])), ['a', 'b']);
});

test('text with quotes, NUL, newlines and other scripts survives a literal', async (t) => {
  const engine = await openEngine(await temporary(t));
  t.after(() => engine.close());
  for (const value of ["o'clock", "';--", 'a\0b', '\0', '\n\r\t', '日本\u{1F600}', '\\', '']) {
    assert.deepEqual(await engine.query(`SELECT ${DUCKDB.text(value)} AS v`), [{ v: value }]);
  }
});

test('a time that is not ISO 8601 UTC is refused as a literal', () => {
  assert.throws(() => DUCKDB.timestamp("2024-07-02' OR 1=1"), /not an ISO 8601 UTC time/);
});

test('a question that memory is too small for says what to do', async (t) => {
  const engine = await openEngine(await temporary(t), { memory: '20MB' });
  t.after(() => engine.close());
  await assert.rejects(
    engine.query('SELECT list(range ORDER BY range DESC) AS numbers FROM range(20000000)'),
    (error) => error instanceof UserError && error.hint?.includes('memory: 2GB (now 20MB)') === true,
  );
});
