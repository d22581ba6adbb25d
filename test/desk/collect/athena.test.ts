import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import * as fc from 'fast-check';
import { partitionsOf } from '../../../src/clouds/aws/collect/flow-logs/athena/partitions.ts';
import { windowQuery } from '../../../src/clouds/aws/collect/flow-logs/athena/query.ts';
import { readsLog, tableOf } from '../../../src/clouds/aws/collect/flow-logs/athena/table.ts';
import { athenaPrice } from '../../../src/clouds/aws/collect/flow-logs/prices.ts';
import { athenaOf, database, json } from './athena.ts';
import type { Column, Table } from './athena.ts';
import { refusal, startAws } from './aws-server.ts';
import type { Answer, Answers } from './aws-server.ts';
import { KEY, line, place, QUESTION, withFlowLog, xml } from './flow-log-account.ts';

const BUCKET = { logDestinationType: 's3', logDestination: 'arn:aws:s3:::logs/team' };
const LOCATION = 's3://logs/team/AWSLogs/123456789012/vpcflowlogs/eu-central-1';
const of = (Type: string, ...names: string[]): Column[] => names.map((Name) => ({ Name, Type }));

/** The columns of AWS's own statement for flow logs in the default format. */
const COLUMNS: Column[] = [
  ...of('int', 'version'),
  ...of('string', 'account_id', 'interface_id', 'srcaddr', 'dstaddr'),
  ...of('int', 'srcport', 'dstport'),
  ...of('bigint', 'protocol', 'packets', 'bytes', 'start', 'end'),
  ...of('string', 'action', 'log_status'),
];

const day = (at: number): string => new Date(at * 1000).toISOString().slice(0, 10).replaceAll('-', '/');
/** A row of the table: a record, and its day. */
const rowOf = (at: number): (string | number | null)[] => [...line(at).split(' '), day(at)];

/** A table as AWS's documentation makes it with projected partitions. */
const projected = (rows: Table['rows']): Table => ({
  name: 'vpc_flow_logs',
  columns: COLUMNS,
  partitions: of('string', 'day'),
  properties: {
    'projection.enabled': 'true',
    'projection.day.type': 'date',
    'projection.day.format': 'yyyy/MM/dd',
    'storage.location.template': `${LOCATION}/\${day}`,
    location: LOCATION,
  },
  rows,
});

/** A bucket that lists one file of so many bytes for each folder that is asked for. */
const bucket = (bytes: number): { answers: Answers; listed: string[] } => {
  const listed: string[] = [];
  const list = (asked: { params: URLSearchParams }): Answer => {
    const prefix = asked.params.get('prefix') ?? '';
    listed.push(prefix);
    const contents = `<Contents>${xml({ Key: `${prefix}x.log.gz`, Size: String(bytes) })}</Contents>`;
    return { body: `<ListBucketResult>${xml({ IsTruncated: 'false' })}${contents}</ListBucketResult>` };
  };
  return { answers: { 's3:GET': list }, listed };
};

/** Records of three days; those of the half hour in question are among them. */
const RECORDS = Array.from({ length: 600 }, (_, i) => rowOf(KEY.from - 86_400 + i * 300));
const WITHIN = RECORDS.filter((row) => Number(row[11]) >= KEY.from && Number(row[10]) <= KEY.to).length;

/** An AWS whose table has these records. */
async function recorded(
  t: TestContext,
): Promise<Pick<ReturnType<typeof athenaOf>, 'executions'> & { whole: Answers }> {
  const table = projected(RECORDS);
  const { answers, executions } = athenaOf([table], await database(t, [table]));
  return { whole: withFlowLog(BUCKET, { ...answers, ...bucket(1000).answers }), executions };
}
const ATHENA = [...QUESTION, '--athena', 'logs.vpc_flow_logs'];

test('a table of flow logs is asked for the window alone, its price is said before, and the answer is evidence', async (t) => {
  const table = projected(RECORDS);
  const sql = await database(t, [table]);
  const { answers, executions } = athenaOf([table], sql, 4);
  const s3 = bucket(3e12);
  const aws = await startAws(t, withFlowLog(BUCKET, { ...answers, ...s3.answers }));
  const { folder, run } = await place(t);
  const refused = await run(ATHENA);
  assert.equal(refused.code, 3, refused.stderr);
  assert.match(
    refused.stderr,
    /logs\.vpc_flow_logs \(fl-0a1b2c3d4e5f60718\): 1 to fetch or ask, .*about 15\.00 USD/,
  );
  assert.equal(executions.length, 0);
  const { code, stderr } = await run([...ATHENA, '--yes']);
  assert.equal(code, 0, stderr);
  // The day's folder alone is listed for the price, and no file is fetched.
  assert.deepEqual(
    s3.listed,
    Array.from({ length: 2 }, () => 'team/AWSLogs/123456789012/vpcflowlogs/eu-central-1/2026/11/20/'),
  );
  const [execution] = executions;
  assert.match(execution?.text ?? '', /"day" = '2026\/11\/20'/);
  const file = join(folder, 'evidence/eu-central-1/athena-fl-0a1b2c3d4e5f60718.csv');
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  assert.equal(lines[0], COLUMNS.map(({ Name }) => `"${Name}"`).join(','));
  assert.equal(lines.length - 1, WITHIN);
  const manifest = JSON.parse(await readFile(join(folder, 'evidence/collection.json'), 'utf8'));
  const kept = manifest.calls.find(({ call }: { call: string }) => call === 'athena:StartQueryExecution');
  assert.deepEqual([kept.state, kept.things, kept.bytes], ['kept', WITHIN, 4242]);
  assert.equal(manifest.queries[0].text, execution?.text);
  const before = aws.asked.length;
  assert.equal((await run([...ATHENA, '--yes'])).code, 0);
  assert.deepEqual(aws.calls().slice(before), []);
  // And without the table, the files are not fetched a second time.
  assert.equal((await run()).code, 0);
  assert.deepEqual(aws.calls().slice(before), []);
  const read = await run(['investigate', 'evidence', '--json']);
  assert.equal(read.code, 0, read.stderr);
  const { evidence }: { evidence: { path: string; format: string; parsed: number; rejected: number }[] } =
    JSON.parse(read.stdout);
  const own = evidence.find(({ path }) => path.endsWith('.csv'));
  assert.deepEqual([own?.format, own?.parsed, own?.rejected], ['vpc-flow-csv', WITHIN, 0]);
});

test('a table that nobody names is found by where the flow log goes', async (t) => {
  const table = projected(RECORDS);
  const other = { ...projected([]), name: 'others', properties: { location: 's3://logs/others/AWSLogs/' } };
  const { answers, executions } = athenaOf([other, table], await database(t, [other, table]));
  await startAws(t, withFlowLog(BUCKET, { ...answers, ...bucket(1000).answers }));
  const { run } = await place(t);
  const { code, stderr } = await run([...QUESTION, '--athena']);
  assert.equal(code, 0, stderr);
  assert.equal(executions.length, 1, stderr);
  assert.match(executions[0]?.text ?? '', /FROM "logs"\."vpc_flow_logs"/);
});

test('of two tables that read the flow log one is to be named, and a database without one is said', async (t) => {
  const tables = [projected([]), { ...projected([]), name: 'copy' }];
  const { answers, executions } = athenaOf(tables, await database(t, tables));
  await startAws(t, withFlowLog(BUCKET, { ...answers, ...bucket(1000).answers }));
  const { run } = await place(t);
  const many = await run([...QUESTION, '--athena', 'logs']);
  assert.match(many.stdout, /logs\.vpc_flow_logs.*logs\.copy.*--athena DATABASE\.TABLE/);
  const none = await run([...QUESTION, '--athena', 'default']);
  assert.match(none.stdout, /no table of Athena reads arn:aws:s3:::logs\/team/);
  assert.equal(executions.length, 0);
});

test('whoever ends the run in the middle leaves no query of Athena running, and the next run asks anew', async (t) => {
  const { whole, executions } = await recorded(t);
  const ended = new AbortController();
  const running: Answers = {
    'athena:GetQueryExecution': () => {
      ended.abort();
      return json({ QueryExecution: { Status: { State: 'RUNNING' } } });
    },
  };
  const aws = await startAws(t, { ...whole, ...running });
  const { run } = await place(t);
  assert.equal((await run(ATHENA, ended.signal)).code, 130);
  assert.equal(aws.calls().at(-1), 'athena:StopQueryExecution');
  assert.equal(executions[0]?.stopped, true);
  aws.answer(whole);
  assert.equal((await run(ATHENA)).code, 0);
  assert.equal(executions.length, 2);
});

test('a run that was killed after it had begun a query goes on with that query, and pays once', async (t) => {
  const { whole, executions } = await recorded(t);
  // The connection breaks with the first question about its state: as for a run that is killed then.
  const aws = await startAws(t, {
    ...whole,
    'athena:GetQueryExecution': refusal('InternalServerException', 'no', 500),
  });
  const { run } = await place(t);
  assert.equal((await run(ATHENA)).code, 2);
  assert.equal(executions.length, 1);
  aws.answer(whole);
  const { code, stderr } = await run(ATHENA);
  assert.equal(code, 0, stderr);
  assert.equal(executions.length, 1);
  assert.ok(!aws.calls().includes('athena:StartQueryExecution'), aws.calls().join(' '));
});

test('a query whose beginning nobody has heard of is begun with the same token, so that AWS runs it once', async (t) => {
  const { whole, executions } = await recorded(t);
  const lost: Answers = {
    'athena:StartQueryExecution': async (asked) => {
      await whole['athena:StartQueryExecution']?.(asked);
      return refusal('InternalServerException', 'no', 500)(asked);
    },
  };
  const aws = await startAws(t, { ...whole, ...lost });
  const { run } = await place(t);
  assert.equal((await run(ATHENA)).code, 2);
  aws.answer(whole);
  assert.equal((await run(ATHENA)).code, 0);
  assert.equal(executions.length, 1);
});

for (const [what, code, message, expected] of [
  ['no place for answers', 'InvalidRequestException', 'No output location provided.', /--athena-output/],
  ['no permission', 'AccessDeniedException', 'no', /athena:StartQueryExecution/],
  [
    'no permission for the catalogue',
    'InvalidRequestException',
    'User: arn:aws:iam::123456789012:user/a is not authorized to perform: glue:GetTable on resource: x',
    /glue:GetTable/,
  ],
] as const) {
  test(`Athena refuses a query (${what}): it is said, and the rest is kept`, async (t) => {
    const table = projected([]);
    const { answers } = athenaOf([table], await database(t, [table]));
    const refused = { 'athena:StartQueryExecution': refusal(code, message) };
    await startAws(t, withFlowLog(BUCKET, { ...answers, ...bucket(1000).answers, ...refused }));
    const { run } = await place(t);
    const { code: exit, stderr } = await run(ATHENA);
    assert.equal(exit, 2);
    assert.match(stderr, expected);
  });
}

test('a query that Athena ends with an error is said in its words, and asked again the next time', async (t) => {
  const { whole, executions } = await recorded(t);
  const failed: Answers = {
    'athena:GetQueryExecution': () =>
      json({ QueryExecution: { Status: { State: 'FAILED', StateChangeReason: 'HIVE_BAD_DATA: field 4' } } }),
  };
  const aws = await startAws(t, { ...whole, ...failed });
  const { folder, run } = await place(t);
  const told = await run(ATHENA);
  assert.equal(told.code, 2);
  assert.match(told.stdout, /HIVE_BAD_DATA: field 4/);
  const manifest = await readFile(join(folder, 'evidence/collection.json'), 'utf8');
  assert.match(manifest, /HIVE_BAD_DATA: field 4/);
  aws.answer(whole);
  assert.equal((await run(ATHENA)).code, 0);
  assert.equal(executions.length, 2);
});

test('an answer that is not there any more is asked for anew the next time', async (t) => {
  const { whole, executions } = await recorded(t);
  const lost = { 'athena:GetQueryResults': refusal('InvalidRequestException', 'Could not find results') };
  const aws = await startAws(t, { ...whole, ...lost });
  const { run } = await place(t);
  assert.equal((await run(ATHENA)).code, 2);
  aws.answer(whole);
  assert.equal((await run(ATHENA)).code, 0);
  assert.equal(executions.length, 2);
});

for (const [option, value] of [
  ['--athena', 'logs.flows;DROP'],
  ['--athena', 'a.b.c'],
  ['--athena-output', 'https://example.com/'],
  ['--athena-workgroup', 'a b'],
] as const) {
  test(`${option} '${value}' is refused before anything is asked`, async (t) => {
    const aws = await startAws(t);
    const { run } = await place(t);
    const { code, stderr } = await run([...(option === '--athena' ? QUESTION : ATHENA), option, value]);
    assert.equal(code, 2);
    assert.match(stderr, /cannot be/);
    assert.deepEqual(aws.calls(), []);
  });
}

/** The ways in which tables of flow logs are partitioned; a moment's values in each. */
const SCHEMES: readonly {
  what: string;
  partitions: Column[];
  properties?: Record<string, string>;
  hourly: boolean;
  values: (iso: string) => (string | number)[];
}[] = [
  {
    what: 'a day of a projection',
    partitions: of('string', 'accid', 'region', 'day'),
    properties: { 'projection.day.format': 'yyyy/MM/dd' },
    hourly: false,
    values: (iso) => ['123456789012', 'eu-central-1', iso.slice(0, 10).replaceAll('-', '/')],
  },
  {
    what: 'a date and an hour of a projection',
    partitions: of('string', 'region', 'date', 'hour'),
    properties: {
      'projection.date.format': 'yyyy/MM/dd',
      'projection.hour.type': 'integer',
      'projection.hour.digits': '2',
    },
    hourly: true,
    values: (iso) => ['eu-central-1', iso.slice(0, 10).replaceAll('-', '/'), iso.slice(11, 13)],
  },
  {
    what: 'a date that was added by hand',
    partitions: of('date', 'date'),
    hourly: false,
    values: (iso) => [iso.slice(0, 10)],
  },
  {
    what: 'folders as Hive has them',
    partitions: of('string', 'aws-account-id', 'aws-service', 'aws-region', 'year', 'month', 'day', 'hour'),
    hourly: true,
    values: (iso) => [
      '123456789012',
      'vpcflowlogs',
      'eu-central-1',
      iso.slice(0, 4),
      iso.slice(5, 7),
      iso.slice(8, 10),
      iso.slice(11, 13),
    ],
  },
  {
    what: 'numbers',
    partitions: [...of('string', 'region', 'year'), ...of('int', 'month', 'day', 'hour')],
    hourly: true,
    values: (iso) => [
      'eu-central-1',
      iso.slice(0, 4),
      Number(iso.slice(5, 7)),
      Number(iso.slice(8, 10)),
      Number(iso.slice(11, 13)),
    ],
  },
  {
    what: 'a moment of a projection with its hour',
    partitions: of('string', 'datehour'),
    properties: { 'projection.datehour.format': 'yyyy/MM/dd/HH' },
    hourly: true,
    values: (iso) => [iso.slice(0, 13).replace('T', '/').replaceAll('-', '/')],
  },
];

for (const { what, partitions, properties = {}, hourly, values } of SCHEMES) {
  test(`partitions of a table (${what}): those of the window are read, and no other`, async (t) => {
    const from = Date.parse('2026-12-29T00:00:00Z') / 1000;
    const hours = Array.from({ length: 24 * 6 }, (_, i) => from + i * 3600);
    const iso = (at: number): string => new Date(at * 1000).toISOString();
    const table: Table = {
      name: 'flows',
      columns: COLUMNS,
      partitions,
      properties,
      rows: hours.map((at) => [...line(at).split(' '), ...values(iso(at))]),
    };
    const sql = await database(t, [table]);
    const described = tableOf('logs', {
      Name: 'flows',
      Columns: COLUMNS,
      PartitionKeys: partitions,
      Parameters: properties,
    });
    assert.ok(described);
    const whose = { account: '123456789012', region: 'eu-central-1' };
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 24 * 3600 * 4 }),
        fc.integer({ min: 0, max: 40 * 3600 }),
        async (start, length) => {
          const files = { ...whose, from: from + start, to: from + start + length };
          const bounds = partitionsOf(described, files);
          assert.ok(bounds);
          assert.equal(bounds.hourly, hourly);
          const { condition } = bounds;
          const result = await sql.runAndReadAll(
            `SELECT "start" FROM logs.flows WHERE ${condition} ORDER BY 1`,
          );
          const step = hourly ? 3600 : 86_400;
          const expected = hours.filter(
            (at) => Math.floor(at / step) * step <= files.to && Math.floor(at / step + 1) * step > files.from,
          );
          assert.deepEqual(
            result.getRows().map(([at]) => Number(at)),
            expected,
            condition,
          );
        },
      ),
      { numRuns: 30 },
    );
  });
}

test('a table whose partitions tell no days, or without times, is not asked', () => {
  const span = { from: KEY.from, to: KEY.to };
  const files = { account: '1', region: 'eu-central-1', ...span };
  const query = (partitions: Column[], columns: Column[]): string => {
    const table = tableOf('logs', { Name: 'flows', Columns: columns, PartitionKeys: partitions });
    const asked = table === undefined ? 'no table' : windowQuery(table, span, files);
    return typeof asked === 'string' ? asked : asked.sql;
  };
  assert.match(query([], COLUMNS), /athenaUnbounded/);
  assert.match(query(of('string', 'region'), COLUMNS), /athenaUnbounded/);
  assert.match(query(of('string', 'year', 'month'), COLUMNS), /athenaUnbounded/);
  assert.match(query(of('string', 'day'), of('string', 'message')), /athenaNoTimes/);
  // Texts are numbers where they hold some.
  const texts = query(of('date', 'date'), of('string', 'srcaddr', 'start', 'end'));
  assert.match(texts, /TRY_CAST\("end" AS bigint\) >= 1795183200/);
});

test('names of the catalogue that hold quotation marks are no table of flow logs', () => {
  for (const Name of ['a"; DROP TABLE x; --', "b'", 'c d', '']) {
    assert.equal(tableOf('logs', { Name, Columns: COLUMNS }), undefined, Name);
    assert.equal(tableOf('logs', { Name: 'flows', Columns: of('string', Name) }), undefined, Name);
  }
});

test('a table reads a flow log where its place is in the flow log’s folder', () => {
  const log = { id: 'fl-1', destination: 'arn:aws:s3:::logs/team' };
  const at = (properties: Record<string, string>): boolean =>
    readsLog({ database: 'logs', name: 'flows', columns: [], partitions: [], properties }, log);
  assert.equal(at({ location: 's3://logs/team/AWSLogs/123456789012/vpcflowlogs/' }), true);
  assert.equal(
    at({ 'storage.location.template': 's3://logs/team/AWSLogs/${accid}/vpcflowlogs/${day}' }),
    true,
  );
  assert.equal(at({ location: 's3://logs/team-b/AWSLogs/' }), false);
  assert.equal(at({ location: 's3://other/team/AWSLogs/' }), false);
});

test('Athena costs five dollars a terabyte, and a query as if it read ten megabytes', () => {
  assert.equal(athenaPrice(2e12), 10);
  assert.equal(athenaPrice(0), 0.00005);
});
