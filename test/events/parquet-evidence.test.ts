import { messageOf } from '../../src/model/reason.ts';
import { inEnglish } from '../in-english.ts';
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import { UserError } from '../../src/base/errors.ts';
import { openEngine } from '../../src/events/engines/duckdb/engine.ts';
import { copyParquet } from '../../src/events/engines/duckdb/parquet-file.ts';
import { LOST_REASON } from '../../src/tables/lost.ts';
import { worded } from '../../src/formats/vpc-flow/worded.ts';
import type { Counts } from '../../src/events/tally.ts';
import { VPC_FLOW_PARQUET } from '../../src/formats/vpc-flow/vpc-flow-parquet.ts';
import { tagsNote } from '../../src/tables/tags.ts';
import { fixture, temporary } from '../support.ts';

type Rows = Record<string, unknown>[];

async function sql(text: string): Promise<Rows> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  try {
    // A reader elsewhere must not move the times.
    await connection.run("SET TimeZone = 'Asia/Seoul'");
    return await (await connection.run(text)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Copies a file as an investigation does. */
async function copied(t: TestContext, file: string): Promise<{ counts: Counts; rows: Rows }> {
  const part = join(await temporary(t), 'part.parquet');
  const counts = await copyParquet(file, 7, VPC_FLOW_PARQUET, part);
  return { counts, rows: existsSync(part) ? await sql(`SELECT * FROM '${part}' ORDER BY line`) : [] };
}

/** A file of these records; what is not given is an ordinary flow. */
async function written(t: TestContext, records: Record<string, string>[], types = {}): Promise<string> {
  const usual = {
    srcaddr: "'10.10.3.17'",
    dstaddr: "'198.51.100.7'",
    srcport: '40001',
    dstport: '22',
    protocol: '6',
    packets: 'CAST(1 AS BIGINT)',
    bytes: '44',
    start: 'CAST(1614679201 AS BIGINT)',
    end: 'CAST(1614679260 AS BIGINT)',
    log_status: "'OK'",
    ...types,
  };
  const path = join(await temporary(t), 'flows.parquet');
  const selects = records.map((record) =>
    Object.entries({ ...usual, ...record })
      .map(([name, value]) => `${value} AS "${name.replaceAll('"', '""')}"`)
      .join(', '),
  );
  await sql(
    `COPY (${selects.map((list) => `SELECT ${list}`).join(' UNION ALL ')}) TO '${path}' (FORMAT parquet)`,
  );
  return path;
}

test('flow logs in Parquet become rows, times in UTC; what holds no traffic is skipped with its reason', async (t) => {
  const { counts, rows } = await copied(t, fixture('formats', 'vpc-flow-parquet', 'v5-hourly.parquet'));
  assert.deepEqual([counts.parsed, counts.rejected, counts.skipped], [2, 1, 2]);
  assert.deepEqual(
    counts.rejects.map(({ line, reason }) => [line, messageOf(reason)]),
    [[5, { key: 'cellNoAddress', params: { column: 'src', value: 'nowhere' } }]],
  );
  assert.deepEqual(Object.fromEntries(counts.skips), {
    [worded('vpcNoData')]: 1,
    [LOST_REASON]: 1,
  });
  const [first, second] = rows;
  assert.equal(first?.['ts_start'], '2021-03-02 10:00:01');
  assert.equal(first?.['src'], '10.10.3.17');
  assert.equal(first?.['interface'], 'eni-0aaaaaaaaaaaaaaa1');
  assert.deepEqual([first?.['packets'], first?.['bytes'], first?.['evidence']], ['1', '44', 7]);
  assert.equal(second?.['src'], '2001:db8::17');
  assert.equal(second?.['direction'], null);
});

for (const [what, bad, reason] of [
  ['a source that is no address', { srcaddr: "':'" }, /^src: ':' is no address/],
  ['an address with a zero before a part', { dstaddr: "'198.51.100.007'" }, /^dst: .* is no address/],
  ['a port below zero', { dstport: '-22' }, /^dst_port: '-22' is no whole number from 0 to 65,535/],
  ['a port that no packet has', { srcport: '70000' }, /^src_port/],
  ['more packets than there can be', { packets: '9223372036854775807' }, /^packets: '9223372036854775807'/],
  [
    'a time in another unit than the others',
    { start: '1614679201000' },
    /^ts_start: '1614679201000' is no time/,
  ],
  ['a time beyond 2100', { start: '4102444800' }, /^ts_start/],
  ['an end before its start', { end: '1614679200' }, /^it ends before it begins/],
] as const) {
  test(`${what} costs its own row, with the reason, and no other`, async (t) => {
    const { counts, rows } = await copied(t, await written(t, [{}, bad, {}]));
    assert.deepEqual([counts.parsed, counts.rejected, counts.skipped], [2, 1, 0]);
    assert.deepEqual(
      counts.rejects.map(({ line }) => line),
      [2],
    );
    assert.match(inEnglish(counts.rejects[0]?.reason ?? ''), reason);
    assert.deepEqual(
      rows.map((row) => row['line']),
      ['1', '3'],
    );
  });
}

for (const [unit, factor] of [
  ['milliseconds', '1000'],
  ['microseconds', '1000000'],
  ['nanoseconds', '1000000000'],
] as const) {
  test(`times that count ${unit} are read as such, and it is said`, async (t) => {
    const times = {
      start: `CAST(1614679201 AS BIGINT) * ${factor}`,
      end: `CAST(1614679260 AS BIGINT) * ${factor}`,
    };
    const { counts, rows } = await copied(t, await written(t, [times, times]));
    assert.equal(rows[0]?.['ts_start'], '2021-03-02 10:00:01');
    assert.equal(rows[0]?.['ts_end'], '2021-03-02 10:01:00');
    const notes = [...counts.notes].map((note) => inEnglish(note));
    assert.ok(
      notes.some((note) => note.startsWith(`'start' counts ${unit} since 1970`)),
      notes.join(' | '),
    );
  });
}

test('times that are of a type of times are read in UTC, with their zone or without one', async (t) => {
  for (const start of ["TIMESTAMP '2021-03-02 10:00:01'", "TIMESTAMPTZ '2021-03-02 19:00:01+09:00'"]) {
    const end = start.replace(':01', ':31');
    const { counts, rows } = await copied(t, await written(t, [{ start, end }]));
    assert.equal(
      rows[0]?.['ts_start'],
      '2021-03-02 10:00:01',
      counts.rejects.map((reject) => reject.reason).join(),
    );
  }
});

test('what version 11 says is read from Parquet as well, the encoding of tags taken off', async (t) => {
  const file = await written(
    t,
    [{}, { instance_tag: "'%ff'" }, { instance_tag: "'-'" }, { instance_tag: "'a%00b'" }],
    {
      resource_id: "'nat-0a9b'",
      next_hop_interface_type: "'nat_gateway'",
      instance_tag: "'web%20%E6%97%A5'",
    },
  );
  const { counts, rows } = await copied(t, file);
  assert.deepEqual(
    rows.map((row) => row['instance_tag']),
    ['web 日', '%ff', null, 'a\uFFFDb'],
  );
  assert.deepEqual([rows[0]?.['resource'], rows[0]?.['next_hop_type']], ['nat-0a9b', 'nat_gateway']);
  assert.deepEqual([...counts.notes], [tagsNote(['instance_tag'])]);
});

test('addresses have one spelling, and mapped ones are those of IPv4 that they are', async (t) => {
  const file = await written(t, [{ srcaddr: "'2001:DB8:0:0::0017'" }, { srcaddr: "'::ffff:192.0.2.9'" }]);
  const { rows } = await copied(t, file);
  assert.deepEqual(
    rows.map((row) => row['src']),
    ['2001:db8::17', '192.0.2.9'],
  );
});

test('names of columns with quotes in them do not leave their quotes', async (t) => {
  const odd = { 'x" FROM nowhere; --': '1', 'log"status': "'OK'" };
  const { counts } = await copied(t, await written(t, [odd]));
  assert.deepEqual([counts.parsed, counts.rejected], [1, 0]);
});

test('a file that is no Parquet, or of something else, is one rejected record', async (t) => {
  const other = join(await temporary(t), 'other.parquet');
  await sql(`COPY (SELECT 1 AS id) TO '${other}' (FORMAT parquet)`);
  for (const file of [other, fixture('formats', 'vpc-flow', 'missing.log')]) {
    const { counts } = await copied(t, file);
    assert.deepEqual([counts.parsed, counts.rejected, counts.rejects[0]?.line], [0, 1, 1]);
  }
});

test('a lake of which a part is damaged is refused in words, wherever it is opened', async (t) => {
  const lake = await temporary(t);
  await mkdir(join(lake, 'requests'));
  for (const content of ['', 'x'.repeat(4000), `PAR1${'\0'.repeat(4000)}PAR1`]) {
    await writeFile(join(lake, 'requests', '0-0.parquet'), content);
    await assert.rejects(
      openEngine(lake),
      (error) => error instanceof UserError && /cannot be read/.test(error.message),
    );
  }
});

for (const [what, statement] of [
  ['when its rejects are listed', /^SELECT line, outcome/],
  ['when its rows are written', /^COPY /],
] as const) {
  test(`a Parquet file that holds other records ${what} than when they were counted is one rejected record`, async (t) => {
    const bad = { srcport: '70000' };
    const file = await written(t, [{}, bad, {}]);
    const other = await written(t, [{}, {}, {}]);
    const part = join(await temporary(t), 'part.parquet');
    let changed = 0;
    // What damaged pages do by chance, done at one moment: the file is another one from this statement on.
    const counts = await copyParquet(file, 7, VPC_FLOW_PARQUET, part, async () => {
      const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
      const connection = await instance.connect();
      return {
        connection: {
          run: async (text, ...rest) => {
            if (statement.test(text)) {
              await copyFile(other, file);
              changed += 1;
            }
            return connection.run(text, ...rest);
          },
          stream: (...given) => connection.stream(...given),
          createAppender: (...given) => connection.createAppender(...given),
        },
        close: () => {
          connection.closeSync();
          instance.closeSync();
        },
      };
    });
    assert.equal(changed, 1);
    assert.deepEqual([counts.parsed, counts.rejected, counts.skipped, counts.rows], [0, 1, 0, {}]);
    assert.deepEqual(
      counts.rejects.map(({ line, reason }) => [line, messageOf(reason).key]),
      [[1, 'parquetUnsteady']],
    );
    assert.ok(!existsSync(part), 'nothing of it stays in the lake');
  });
}

test('a name of a folder or a file is no pattern, and says nothing about the records', async (t) => {
  const own = await written(t, [{}, {}]);
  const other = await written(t, [{ srcaddr: "'192.0.2.99'" }]);
  for (const name of [
    '*.parquet',
    '[ab].parquet',
    '?.parquet',
    '{a,b}.parquet',
    'srcaddr=203.0.113.66/x.parquet',
    "it's.parquet",
    '**/b.parquet',
  ]) {
    const folder = await temporary(t);
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await copyFile(other, join(folder, 'a.parquet'));
    await copyFile(other, join(dirname(path), 'b2.parquet'));
    await copyFile(own, path);
    const { counts, rows } = await copied(t, path);
    assert.equal(counts.parsed, 2, name);
    assert.deepEqual([...new Set(rows.map(({ src }) => src))], ['10.10.3.17'], name);
  }
});
