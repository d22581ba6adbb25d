import assert from 'node:assert/strict';
import { mkdir, readdir, rename, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { nodeEffects } from '../../src/base/effects.ts';
import { main } from '../../src/cli/main.ts';
import { openCase } from '../../src/cases/store.ts';
import { world } from '../attribution/world.ts';
import type { Written } from '../attribution/world.ts';
import { emptyDocument } from '../cases/world.ts';
import { writeRows } from '../../src/events/engines/duckdb/rows.ts';
import type { Table } from '../../src/model/pictures.ts';
import { temporary } from '../support.ts';

const HUGE = 9_007_199_254_740_993n;

/** A case with three requests, whose agent and path are hostile. */
async function smallCase(t: TestContext, tables: Table[] = []): Promise<string> {
  const dir = join(await temporary(t), 'small.case');
  const folder = await openCase(dir, nodeEffects(1));
  const lake = await folder.newLake();
  await writeRows(
    lake,
    'requests',
    ['=HYPERLINK("http://x")', '\u001b[2J\u202eevil', '@SUM(1)'].map((user_agent, line) => ({
      evidence: 0,
      line: line + 1,
      ts: '2026-03-01T08:00:00.000001Z',
      c_ip: '198.51.100.7',
      sc_status: 200 + line,
      user_agent,
    })),
  );
  await folder.publish({ ...emptyDocument(), tables });
  await folder.close();
  return dir;
}

interface Asked extends Written {
  code: number;
}

async function ask(
  t: TestContext,
  argv: readonly string[],
  changes: Parameters<typeof world>[1] = {},
  signal = new AbortController().signal,
): Promise<Asked> {
  const { effects, written } = world(await temporary(t), changes);
  const code = await main(['query', ...argv], signal, effects);
  return { ...written, code };
}

test('a question is answered as a table, in which nothing of the evidence moves the cursor', async (t) => {
  const dir = await smallCase(t);
  const sql = 'SELECT sc_status, user_agent, cs_host FROM requests ORDER BY line';
  const { code, stdout, stderr } = await ask(t, [dir, sql]);
  assert.equal(code, 0, stderr);
  assert.deepEqual(stdout.split('\n').slice(0, 4), [
    'sc_status  user_agent              cs_host',
    '---------  ----------------------  -------',
    '      200  =HYPERLINK("http://x")',
    String.raw`      201  \x1b[2J\u{202e}evil`,
  ]);
  assert.equal(stderr, '3 rows\n');
});

test('--json loses no digit of a 64-bit number and no microsecond', async (t) => {
  const dir = await smallCase(t);
  const sql = `SELECT CAST(${HUGE} AS BIGINT) AS n, count(*) AS c, CAST(1.50 AS DECIMAL(9,2)) AS d, 1 AS i, 0.5e0 AS f,
    min(ts) AS t, NULL AS z, list(line ORDER BY line) AS l, true AS b FROM requests`;
  const { code, stdout, stderr } = await ask(t, [dir, sql, '--json']);
  assert.equal(code, 0, stderr);
  assert.deepEqual(JSON.parse(stdout), {
    schema: 'abusedesk.query/1',
    columns: [
      { name: 'n', type: 'BIGINT' },
      { name: 'c', type: 'BIGINT' },
      { name: 'd', type: 'DECIMAL(9,2)' },
      { name: 'i', type: 'INTEGER' },
      { name: 'f', type: 'DOUBLE' },
      { name: 't', type: 'TIMESTAMP' },
      { name: 'z', type: 'INTEGER' },
      { name: 'l', type: 'BIGINT[]' },
      { name: 'b', type: 'BOOLEAN' },
    ],
    rows: [[String(HUGE), '3', '1.50', 1, 0.5, '2026-03-01T08:00:00.000001Z', null, ['1', '2', '3'], true]],
  });
});

test('--csv leaves no cell that a spreadsheet would compute, and no number that it would not', async (t) => {
  const dir = await smallCase(t);
  const sql = `SELECT user_agent AS "=a", -5 AS n, '-5' AS t, '-5+1' AS u, '+1' AS v, 'a"b,c' AS q, '＝1' AS w, chr(9) || 'x' AS x
    FROM requests WHERE line <> 2 ORDER BY line`;
  const { code, stdout, stderr } = await ask(t, [dir, sql, '--csv']);
  assert.equal(code, 0, stderr);
  assert.deepEqual(stdout.split('\r\n'), [
    `"'=a",n,t,u,v,q,w,x`,
    `"'=HYPERLINK(""http://x"")",-5,-5,"'-5+1",+1,"a""b,c","'＝1","'\tx"`,
    `"'@SUM(1)",-5,-5,"'-5+1",+1,"a""b,c","'＝1","'\tx"`,
    '',
  ]);
});

test('a question comes on standard input as well', async (t) => {
  const dir = await smallCase(t);
  const sql = "SELECT count(*) AS n\nFROM requests WHERE user_agent LIKE '%it''s%' OR true;\n";
  const { code, stdout } = await ask(t, [dir, '-', '--csv'], { input: sql });
  assert.equal(code, 0);
  assert.equal(stdout, 'n\r\n3\r\n');
});

/** What an attacker would have somebody paste; `@` stands for a place outside the lake, `%` for one in it. */
const REFUSED = [
  'SELECT 1; SELECT 2',
  'SELECT 1; DROP VIEW requests',
  '',
  '-- nothing',
  "COPY requests TO '@/x.csv'",
  "COPY requests TO '%/x.csv'",
  "COPY requests FROM '@/x.csv'",
  "ATTACH '@/x.db'",
  "ATTACH '%/x.db' AS x",
  'INSTALL httpfs',
  'LOAD httpfs',
  'PRAGMA version',
  'PRAGMA database_list',
  "PRAGMA import_database('@')",
  'SET memory_limit = 1',
  'RESET ALL',
  'CALL pragma_version()',
  'CREATE TABLE x AS SELECT 1',
  'INSERT INTO requests SELECT * FROM requests',
  'DELETE FROM requests',
  "EXPORT DATABASE '%/x'",
  "IMPORT DATABASE '%/x'",
  'CHECKPOINT',
  'VACUUM',
  'BEGIN',
  'PREPARE x AS SELECT 1',
  'EXECUTE x',
  'EXPLAIN ANALYZE SELECT 1',
  'WITH x AS (SELECT 1) INSERT INTO requests SELECT * FROM x',
  "SELECT * FROM read_csv('/etc/passwd')",
  "SELECT * FROM read_text('%/../case.json')",
  "SELECT * FROM read_text('%/requests/rows-0.parquet')",
  "SELECT * FROM read_blob('/etc/passwd')",
  "SELECT * FROM read_json('http://127.0.0.1:9/')",
  "SELECT * FROM read_parquet('s3://bucket/key')",
  "SELECT * FROM parquet_metadata('%/requests/rows-0.parquet')",
  "SELECT * FROM glob('/*')",
  "SELECT * FROM sniff_csv('/etc/passwd')",
  "SELECT * FROM '/etc/passwd'",
  "SELECT * FROM '%/requests/rows-0.parquet'",
  'SELECT * FROM "/etc/hosts.csv"',
  "DESCRIBE '/etc/hosts.csv'",
  "SUMMARIZE '%/requests/rows-0.parquet'",
  'SHOW DATABASES',
  "SELECT * FROM query('SELECT 1')",
  "SELECT * FROM query_table('/etc/passwd')",
  "SELECT * FROM json_execute_serialized_sql('{}')",
  "SELECT * FROM enable_logging('QueryLog', storage := 'file', storage_config := {'path': '%/log'})",
  "SELECT * FROM enable_profiling(save_location := '%/profile')",
  'SELECT * FROM duckdb_settings()',
  'SELECT * FROM duckdb_secrets()',
  'SELECT * FROM duckdb_functions()',
  'SELECT * FROM checkpoint()',
  'SELECT * FROM information_schema.tables',
  'SELECT * FROM pg_catalog.pg_class',
  "SELECT getenv('HOME')",
  "SELECT current_setting('temp_directory')",
  "SELECT system.main.current_setting('temp_directory')",
  "SELECT write_log('x')",
  'SELECT (SELECT count(*) FROM glob(c_ip)) FROM requests',
  "SELECT * FROM requests WHERE line IN (FROM read_csv('/etc/passwd'))",
  "WITH x AS (FROM read_text('/etc/passwd')) SELECT count(*) FROM requests",
  "SELECT count(*) FROM requests UNION ALL SELECT count(*) FROM read_text('/etc/passwd')",
  "SELECT 1 /* \0 */ FROM read_text('/etc/passwd')",
  'SELECT * FROM requests LIMIT $1',
];

test('no question reaches out of the lake or changes it', async (t) => {
  const dir = await smallCase(t);
  const list = async (): Promise<string[]> => (await readdir(dir, { recursive: true })).sort();
  const files = await list();
  for (const attack of REFUSED) {
    await t.test(`refused: ${JSON.stringify(attack)}`, async () => {
      const outside = await temporary(t);
      const sql = attack.replaceAll('@', outside).replaceAll('%', join(dir, 'lake'));
      const { code, stdout, stderr } = await ask(t, [dir, '-', '--json'], { input: sql });
      assert.equal(code, 2, `${stdout}${stderr}`);
      assert.equal(stdout, '');
      assert.doesNotMatch(stderr, /bug in abusedesk/);
      assert.deepEqual(await list(), files);
      assert.deepEqual(await readdir(outside), []);
    });
  }
});

const ANSWERED = [
  'FROM requests',
  'VALUES (1)',
  'DESCRIBE requests',
  'SUMMARIZE requests',
  'SHOW TABLES',
  'SELECT * FROM "Requests"',
  'WITH w AS (SELECT c_ip FROM requests) SELECT * FROM W JOIN range(3) r ON true',
  'SELECT unnest([1, 2]), random() < 2',
  "SELECT '; COPY x TO y' AS text -- ; DROP",
  'SELECT * FROM flows UNION ALL BY NAME SELECT * FROM flows',
  `SELECT count(*) FROM requests WHERE line IN (${Array.from({ length: 120_000 }, (_, i) => i).join(',')})`,
];
test('every form of a SELECT is answered', async (t) => {
  const dir = await smallCase(t);
  for (const sql of ANSWERED) {
    const { code, stderr } = await ask(t, [dir, sql, '--json']);
    assert.equal(code, 0, `${sql.slice(0, 200)}: ${stderr}`);
  }
});

test('a wrong question says what is wrong with it, without a stack', async (t) => {
  const dir = await smallCase(t);
  const { code, stderr } = await ask(t, [dir, 'SELECT user_agnt FROM requests']);
  assert.equal(code, 2);
  assert.match(stderr, /Referenced column "user_agnt" not found/);
  assert.match(stderr, /user_agent/);
  assert.doesNotMatch(stderr, /bug|at async/);
});

test('a link in a lake that was handed over is not followed', async (t) => {
  const dir = await smallCase(t);
  await symlink('/etc', join(dir, 'lake', 'requests', 'out'));
  const { code, stderr } = await ask(t, [dir, 'SELECT 1 AS one FROM requests']);
  assert.equal(code, 2);
  assert.match(stderr, /holds something that is no file/);
});

test('a folder that is no case says so', async (t) => {
  const { code, stderr } = await ask(t, [await temporary(t), 'SELECT 1']);
  assert.equal(code, 2);
  assert.match(stderr, /there is no case here/);
});

test('Ctrl-C ends a question that would run for hours, and nothing is left on the disk', async (t) => {
  const dir = await smallCase(t);
  const scratch = await temporary(t);
  const interrupt = new AbortController();
  setTimeout(() => interrupt.abort(), 300);
  const { code } = await ask(
    t,
    [dir, 'SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b'],
    { env: { TMPDIR: scratch, ABUSEDESK_HOME: scratch } },
    interrupt.signal,
  );
  assert.equal(code, 130);
  assert.deepEqual(await readdir(scratch), []);
});

test('a table that the case has not, a row that it has not, and two questions at once are said', async (t) => {
  const dir = await smallCase(t);
  const none = await ask(t, [dir, '--table', 'rotation:1']);
  assert.equal(none.code, 2);
  assert.match(none.stderr, /--table rotation:1: the case has no such table\n  This case has no tables\./);
  for (const argv of [[dir], [dir, 'SELECT 1', '--table', 'rotation']]) {
    const wrong = await ask(t, argv);
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /a question is one SELECT, or --table/);
  }
});

/** A case whose one table counts the requests of `smallCase` by status, and by what may be hostile. */
async function caseWithTable(t: TestContext, lines?: Table['lines']): Promise<string> {
  const table: Table = {
    name: 'agents',
    message: { key: 'tableUsers', params: {} },
    columns: ['user_agent', 'hits'],
    rows: [
      ['\u001b[2J\u202eevil', 1],
      ["' OR '1' = '1", 0],
      [null, 0],
    ],
    sql: 'SELECT user_agent, count(*) AS hits FROM requests GROUP BY user_agent',
    ...(lines && { lines }),
  };
  return smallCase(t, [table]);
}

const BY_AGENT = {
  sql: 'SELECT evidence, line, user_agent FROM requests',
  by: ['user_agent'],
  counted: 'hits',
};

test('the values of a row are values in its question, whatever they hold', async (t) => {
  const dir = await caseWithTable(t, BY_AGENT);
  const rowsOf = async (place: number): Promise<unknown[][]> => {
    const { code, stdout, stderr } = await ask(t, [dir, '--table', `agents:${place}`, '--json']);
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout).rows;
  };
  assert.deepEqual(
    (await rowsOf(1)).map(([, line]) => line),
    ['2'],
  );
  assert.deepEqual(await rowsOf(2), []);
  assert.deepEqual(await rowsOf(3), []);
  const beyond = await ask(t, [dir, '--table', 'agents:4']);
  assert.equal(beyond.code, 2);
  assert.match(beyond.stderr, /the last row of this table is 3/);
});

test('what a case of somebody else calls lines is asked like any question: it reads the lake and nothing else', async (t) => {
  const sql = "SELECT 1 AS evidence, 1 AS line, content AS user_agent FROM read_text('/etc/passwd')";
  const dir = await caseWithTable(t, { ...BY_AGENT, sql });
  const { code, stdout, stderr } = await ask(t, [dir, '--table', 'agents:1']);
  assert.equal(code, 2);
  assert.equal(stdout, '');
  assert.match(stderr, /"read_text" reaches outside the lake/);
});

test('a table of an older version says that it must be made again', async (t) => {
  const { code, stderr } = await ask(t, [await caseWithTable(t), '--table', 'agents:1']);
  assert.equal(code, 2);
  assert.match(stderr, /does not say how it came about\n  The case is of an older version/);
});

test('a folder whose name looks like a column says nothing about the records in it', async (t) => {
  const dir = await smallCase(t);
  const odd = join(dirname(dir), 'c_ip=203.0.113.66');
  await mkdir(odd);
  await rename(dir, join(odd, 'small.case'));
  const asked = await ask(t, [join(odd, 'small.case'), 'SELECT DISTINCT c_ip FROM requests', '--csv']);
  assert.equal(asked.code, 0, asked.stderr);
  assert.equal(asked.stdout, 'c_ip\r\n198.51.100.7\r\n');
});
