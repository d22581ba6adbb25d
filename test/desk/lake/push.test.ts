import assert from 'node:assert/strict';
import { appendFile, mkdir, readdir, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { nodeEffects } from '../../../src/base/effects.ts';
import { openCase } from '../../../src/cases/store.ts';
import { main } from '../../../src/cli/main.ts';
import { DuckDBInstance } from '../../../src/events/engines/duckdb/driver.ts';
import { openLake } from '../../../src/events/engines/duckdb/lake.ts';
import { writeRows } from '../../../src/events/engines/duckdb/rows.ts';
import { LAKE_TABLES } from '../../../src/events/schema.ts';
import { parsePrefix } from '../../../src/net/prefix.ts';
import { world } from '../../attribution/world.ts';
import { emptyDocument } from '../../cases/world.ts';
import { temporary } from '../../support.ts';

const TIMES = [
  '2026-03-01T00:00:00Z',
  '2026-03-01T23:59:59.999999Z',
  '2026-03-02T00:00:00Z',
  '2026-03-04T12:00:00.5Z',
  null,
];

/** A case whose flows are of three days, and one of them of none; with a login and addresses. */
async function smallCase(t: TestContext): Promise<string> {
  const dir = join(await temporary(t), 'small.case');
  const folder = await openCase(dir, nodeEffects(1));
  const lake = await folder.newLake();
  await writeRows(
    lake,
    'flows',
    TIMES.map((ts_start, line) => ({
      evidence: 0,
      line: line + 1,
      ts_start,
      src: '10.0.0.9',
      dst: line === 1 ? '2001:db8::7' : '198.51.100.7',
      protocol: 6,
      bytes: 9_007_199_254_740_991,
    })),
  );
  await writeRows(lake, 'logins', [
    {
      evidence: 1,
      line: 1,
      ts: TIMES[0]!,
      c_ip: '198.51.100.7',
      service: 'sshd',
      username: "o'brien\n-- ",
      ok: 0,
    },
  ]);
  const open = await openLake(lake);
  await open.deriveAddresses(
    [parsePrefix('10.0.0.0/8')].flatMap((block) => block ?? []),
    nodeEffects(1),
  );
  await open.close();
  await folder.publish(emptyDocument());
  await folder.close();
  return dir;
}

interface Pushed {
  code: number;
  stdout: string;
  stderr: string;
}

async function push(t: TestContext, ...argv: string[]): Promise<Pushed> {
  const { effects, written } = world(await temporary(t));
  const code = await main(['lake', 'push', ...argv], new AbortController().signal, effects);
  return { code, stdout: written.stdout, stderr: written.stderr };
}

interface Printed {
  schema: string;
  location: string;
  put: number;
  tables: { table: string; rows: string; files: number; bytes: string }[];
  statements: string[];
}

async function pushed(t: TestContext, ...argv: string[]): Promise<Printed & { folder: string }> {
  const { code, stdout, stderr } = await push(t, ...argv, '--json');
  assert.equal(code, 0, stderr);
  const printed: Printed = JSON.parse(stdout);
  return { ...printed, folder: fileURLToPath(printed.location) };
}

async function rowsOf(sql: string): Promise<unknown[][]> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowsJson();
  } finally {
    connection.closeSync();
  }
}

test('a lake lies by table and day, with every row and column, and the time to the microsecond', async (t) => {
  const dir = await smallCase(t);
  const place = join(await temporary(t), 'lakes');
  const { schema, put, tables, folder } = await pushed(t, dir, place);
  assert.equal(schema, 'abusedesk.lake-push/1');
  const filled = new Map<string, [rows: string, files: number]>([
    ['flows', ['5', 4]],
    ['logins', ['1', 1]],
    ['addresses', ['3', 1]],
  ]);
  assert.deepEqual(
    tables.map(({ table, rows, files }) => [table, rows, files]),
    LAKE_TABLES.map((table) => [table, ...(filled.get(table) ?? ['0', 1])]),
  );
  assert.equal(put, 4 + LAKE_TABLES.length - 1);
  assert.deepEqual((await readdir(join(folder, 'flows'))).sort(), [
    'part_day=2026-03-01',
    'part_day=2026-03-02',
    'part_day=2026-03-04',
    'part_day=__HIVE_DEFAULT_PARTITION__',
  ]);
  const columns = 'evidence, line, ts_start, src, dst, protocol, bytes, http_path';
  const there = `read_parquet('${folder}/flows/*/*.parquet', hive_partitioning = true, hive_types_autocast = false)`;
  assert.deepEqual(
    await rowsOf(`SELECT ${columns} FROM ${there} ORDER BY line`),
    await rowsOf(
      `SELECT ${columns.replace('http_path', 'NULL')} FROM read_parquet('${dir}/lake/flows/*.parquet') ORDER BY line`,
    ),
  );
  assert.deepEqual(await rowsOf(`SELECT line FROM ${there} WHERE part_day = '2026-03-01' ORDER BY line`), [
    ['1'],
    ['2'],
  ]);
  assert.deepEqual(await rowsOf(`SELECT username FROM read_parquet('${folder}/logins/*/*.parquet')`), [
    ["o'brien\n-- "],
  ]);
});

test('run again it puts nothing, and after it broke off what is missing or half', async (t) => {
  const dir = await smallCase(t);
  const place = join(await temporary(t), 'lakes');
  const first = await pushed(t, dir, place);
  const again = await pushed(t, dir, place);
  assert.deepEqual({ ...again, put: first.put }, first);
  assert.equal(again.put, 0);
  const flows = join(first.folder, 'flows', 'part_day=2026-03-02');
  const [part = ''] = await readdir(flows);
  await truncate(join(flows, part), 10);
  await rm(join(first.folder, 'logins'), { recursive: true });
  // What a copy leaves that is killed.
  await writeFile(join(flows, `${part}.part`), 'PAR1');
  assert.equal((await pushed(t, dir, place)).put, 2);
  assert.equal((await pushed(t, dir, place)).put, 0);
});

test('the lake of another run lies beside the earlier one', async (t) => {
  const dir = await smallCase(t);
  const place = join(await temporary(t), 'lakes');
  const first = await pushed(t, dir, place);
  const folder = await openCase(dir, nodeEffects(1));
  const lake = await folder.newLake();
  await writeRows(lake, 'flows', [
    { evidence: 0, line: 1, ts_start: TIMES[0]!, src: '10.0.0.9', dst: '198.51.100.7' },
  ]);
  await folder.publish(emptyDocument());
  await folder.close();
  const second = await pushed(t, dir, place);
  assert.notEqual(second.folder, first.folder);
  assert.equal(dirname(second.folder), dirname(first.folder));
  assert.deepEqual(
    second.tables.map(({ rows }) => rows).filter((rows) => rows !== '0'),
    ['1'],
  );
  assert.deepEqual(await rowsOf(`SELECT count(*) FROM read_parquet('${first.folder}/flows/*/*.parquet')`), [
    ['5'],
  ]);
});

test('what else lies in the folder of the lake is named and left', async (t) => {
  const dir = await smallCase(t);
  const place = join(await temporary(t), 'lakes');
  const { folder } = await pushed(t, dir, place);
  const strange = join(folder, 'flows', 'part_day=2026-03-02', 'other.parquet');
  await appendFile(strange, 'PAR1');
  const { code, stderr } = await push(t, dir, place);
  assert.equal(code, 2);
  assert.match(stderr, /something else lies among the files of the lake/);
  assert.match(stderr, /other\.parquet/);
  assert.equal((await stat(strange)).size, 4);
  await rm(strange);
  await symlink('/etc', join(folder, 'flows', 'link'));
  const linked = await push(t, dir, place);
  assert.equal(linked.code, 2);
  assert.match(linked.stderr, /no file/);
});

test('the tables of Trino and of Athena are over what was put, and nothing in them is from evidence', async (t) => {
  const dir = await smallCase(t);
  const place = join(await temporary(t), 'lakes');
  const trino = await pushed(
    t,
    dir,
    place,
    '--as',
    's3://bucket/lakes/',
    '--catalog',
    'hive',
    '--schema',
    'desk',
  );
  const flows = trino.statements.filter(
    (statement) => statement.includes('"flows"') || statement.includes("'flows'"),
  );
  assert.match(
    flows[0]!,
    /^CREATE TABLE "hive"\."desk"\."flows" \(\n {2}"evidence" integer,\n {2}"line" bigint,\n {2}"ts_start" timestamp\(6\),/,
  );
  assert.match(flows[0]!, /"part_day" varchar\n\) WITH \(/);
  assert.match(flows[0]!, new RegExp(`external_location = 's3://bucket/lakes/[^']*/flows'`));
  assert.equal(flows[1], `CALL "hive".system.sync_partition_metadata('desk', 'flows', 'FULL')`);
  // Tables without rows are there, without days.
  const requests = trino.statements.find((statement) => statement.includes('"requests"'))!;
  assert.doesNotMatch(requests, /part_day/);
  const athena = await pushed(
    t,
    dir,
    place,
    '--as',
    's3://bucket/lakes',
    '--for',
    'athena',
    '--schema',
    'desk',
  );
  const [table = '', repair] = athena.statements;
  assert.match(table, /^CREATE EXTERNAL TABLE `desk`\.`flows` \(\n {2}`evidence` int,/);
  assert.match(
    table,
    /PARTITIONED BY \(`part_day` string\)\nSTORED AS PARQUET\nLOCATION 's3:\/\/bucket\/lakes\/[^']*\/flows\/'$/,
  );
  assert.equal(repair, 'MSCK REPAIR TABLE `desk`.`flows`');
  const { stdout } = await push(t, dir, place, '--quiet');
  assert.equal(stdout.split(';\n').length - 1, trino.statements.length);
});

test('what cannot be a place, a name or a case is refused before anything is written', async (t) => {
  const dir = await smallCase(t);
  const place = join(await temporary(t), 'lakes');
  const refused: [string[], RegExp][] = [
    [[dir, 'gs://bucket/lakes'], /cannot be put to 'gs:/],
    [[dir, 's3://UPPER/lakes'], /cannot be put to 's3:/],
    [[dir, 's3://bucket/a b'], /cannot be put to/],
    [[dir, place, '--schema', "x'; DROP"], /--schema cannot be/],
    [[dir, place, '--catalog', 'A'], /--catalog cannot be/],
    [[dirname(dir), place], /no case|not finished/],
  ];
  for (const [argv, why] of refused) {
    const { code, stderr } = await push(t, ...argv);
    assert.equal(code, 2, stderr);
    assert.match(stderr, why);
  }
  await assert.rejects(stat(place));
  // A file in the folder's place.
  await mkdir(dirname(place), { recursive: true });
  await writeFile(place, '');
  const { code, stderr } = await push(t, dir, place);
  assert.equal(code, 2, stderr);
});
