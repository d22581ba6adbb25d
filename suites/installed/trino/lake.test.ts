import assert from 'node:assert/strict';
import { CreateBucketCommand, DeleteObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { TestContext } from 'node:test';
import { main } from '../../../src/cli/main.ts';
import { ROOT, temporary } from '../../../test/support.ts';
import { world } from '../../../test/attribution/world.ts';
import { emptyAws } from '../firewalls/moto.ts';
import { CATALOG, startTrino } from './trino.ts';
import type { Trino } from './trino.ts';

let trino: Trino;
before(async () => {
  trino = await startTrino();
});
after(() => trino.stop());

interface Printed {
  location: string;
  put: number;
  tables: { table: string; rows: string; files: number }[];
  statements: string[];
}

async function command(t: TestContext, ...argv: string[]): Promise<string> {
  const { effects, written } = world(await temporary(t), { fetch: (url, init) => fetch(url, init) });
  const code = await main(argv, new AbortController().signal, effects);
  assert.equal(code, 0, written.stderr);
  return written.stdout;
}

async function exampleCase(t: TestContext): Promise<string> {
  const dir = join(await temporary(t), 'example.case');
  await command(t, 'investigate', join(ROOT, 'examples', 'nat-regional'), '--case', dir, '--quiet');
  return dir;
}

test('what lake push prints makes tables in a real Trino, with every row, by day', async (t) => {
  const dir = await exampleCase(t);
  const printed: Printed = JSON.parse(
    await command(
      t,
      'lake',
      'push',
      dir,
      join(trino.lakes, 'pushed'),
      '--as',
      'local:///pushed',
      '--catalog',
      CATALOG,
      '--schema',
      'desk',
      '--json',
    ),
  );
  const client = trino.client('desk');
  await client.run(`CREATE SCHEMA ${CATALOG}.desk`);
  for (const statement of printed.statements) await client.run(statement);
  for (const { table, rows } of printed.tables) {
    const counted = await client.run(`SELECT count(*) FROM ${table}`);
    assert.equal(String(counted.rows[0]?.[0]), rows, table);
  }
  const here = JSON.parse(
    await command(
      t,
      'query',
      dir,
      "SELECT strftime(ts_start, '%Y-%m-%d'), count(*), sum(bytes), min(ts_start), max(ts_end), count(DISTINCT dst) FROM flows GROUP BY 1 ORDER BY 1",
      '--json',
    ),
  );
  const { rows } = await client.run(
    'SELECT part_day, count(*), sum(bytes), min(ts_start), max(ts_end), count(DISTINCT dst) FROM flows GROUP BY 1 ORDER BY 1',
  );
  const plain = (cells: readonly unknown[]): string[] =>
    cells.map((cell) =>
      String(cell)
        .replace('T', ' ')
        .replace(/(?:\.0+)?Z?$/, ''),
    );
  assert.deepEqual(rows.map(plain), here.rows.map(plain));
  assert.equal(Number((await client.run('SELECT count(*) FROM requests')).rows[0]?.[0]), 0);
});

test('a lake goes into a bucket, and one that broke off is gone on with', async (t) => {
  const dir = await exampleCase(t);
  await emptyAws(t);
  const s3 = new S3Client({ forcePathStyle: true });
  t.after(() => s3.destroy());
  await s3.send(
    new CreateBucketCommand({
      Bucket: 'lakes',
      CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' },
    }),
  );
  const push = async (): Promise<Printed> =>
    JSON.parse(await command(t, 'lake', 'push', dir, 's3://lakes/desk', '--for', 'athena', '--json'));
  const first = await push();
  const files = first.tables.reduce((sum, table) => sum + table.files, 0);
  assert.equal(first.put, files);
  assert.equal((await push()).put, 0);
  const listed = await s3.send(new ListObjectsV2Command({ Bucket: 'lakes' }));
  assert.equal(listed.KeyCount, files);
  const Key = listed.Contents!.find((object) => object.Key!.includes('/flows/'))!.Key!;
  await s3.send(new DeleteObjectCommand({ Bucket: 'lakes', Key }));
  assert.equal((await push()).put, 1);
  assert.ok(first.statements[0]!.includes(`LOCATION '${first.location}/flows/'`));
  const { effects, written } = world(await temporary(t), { fetch: (url, init) => fetch(url, init) });
  const argv = ['lake', 'push', dir, 's3://no-such-bucket/desk'];
  assert.equal(await main(argv, new AbortController().signal, effects), 2);
  assert.match(written.stderr, /listing failed: NoSuchBucket/);
});

test('investigate --engine trino makes the case that it makes without', async (t) => {
  const home = await temporary(t);
  const config = join(home, 'desk.yaml');
  const lakes = join(trino.lakes, 'investigated');
  await writeFile(
    config,
    `trino:\n  url: ${trino.url}\n  user: desk\n  catalog: ${CATALOG}\n  lakes: ${lakes}\n  lakes_seen_as: local:///investigated\n`,
  );
  const evidence = join(ROOT, 'examples', 'nat-regional');
  const made = async (
    name: string,
    ...more: string[]
  ): Promise<{ findings: { id: string; numbers: unknown; lines: unknown }[]; sql: string }> => {
    const json = await command(t, 'investigate', evidence, '--case', join(home, name), '--json', ...more);
    const { findings } = JSON.parse(json);
    return {
      findings: findings.map(({ id, numbers, lines }: { id: string; numbers: unknown; lines: unknown }) => ({
        id,
        numbers,
        lines,
      })),
      sql: findings[0].sql,
    };
  };
  const here = await made('here.case');
  const there = await made('there.case', '--engine', 'trino', '--config', config);
  assert.ok(here.findings.length > 0);
  assert.deepEqual(there.findings, here.findings);
  assert.notEqual(there.sql, here.sql);
  await writeFile(
    config,
    `trino:\n  url: ${trino.url}\n  user: desk\n  catalog: ${CATALOG}\n  lakes: ${lakes}\n  lakes_seen_as: local:///elsewhere\n`,
  );
  const { effects, written } = world(await temporary(t), { fetch: (url, init) => fetch(url, init) });
  const argv = [
    'investigate',
    evidence,
    '--case',
    join(home, 'wrong.case'),
    '--engine',
    'trino',
    '--config',
    config,
  ];
  assert.equal(await main(argv, new AbortController().signal, effects), 2);
  assert.match(written.stderr, /Trino/);
});
