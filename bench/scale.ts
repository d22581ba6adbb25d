/**
 * What a day of flow logs costs an engine that reads the pushed lake and is paid by what it reads: bytes of each column in the parts, and
 * the columns that the questions of an investigation read, by the plans of DuckDB. Nothing is asked of the large lake.
 *
 *   node dist/bench/scale.js [--records 5000000] [--asked-mb 20]
 */
import { createReadStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createGzip } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import { nodeEffects } from '../src/base/effects.ts';
import { investigate } from '../src/desk/investigation.ts';
import { putLake } from '../src/desk/lake/push.ts';
import { Connection } from '../src/events/engines/duckdb/connection.ts';
import { openEngine } from '../src/events/engines/duckdb/engine.ts';
import type { Engine } from '../src/events/engines/engine.ts';
import { LAKE_TABLES } from '../src/events/schema.ts';
import { settingsSchema } from '../src/settings/settings.ts';
import { generateFlows } from './generate/flows.ts';
import { toLake } from './lake.ts';
import { inFolder, numberOption, printTable } from './measure.ts';

/** Addresses of an ordinary log. */
const ORDINARY = 20_000;
/** Bytes of a record of the generated log, about; the log is made by size. */
const RECORD_BYTES = 244;
const MEMORY = '600MB';
/** Amazon Athena pricing, SQL queries, us-east-1, 2026-11: USD for 10^12 bytes scanned. */
const USD_PER_TB = 5;
const TB = 1e12;

const EFFECTS = nodeEffects(2);

/** The questions of an investigation, as an engine gets them that keeps no rows between them. */
async function questionsOf(log: string, folder: string): Promise<string[]> {
  const asked: string[] = [];
  await investigate(
    {
      paths: [log],
      folder: join(folder, 'asked.case'),
      settings: settingsSchema.parse({}),
      engineOver: async (lake): Promise<Engine> => {
        const engine = await openEngine(lake, { threads: 2, memory: MEMORY });
        return {
          dialect: engine.dialect,
          can: { keeps: false },
          tables: () => engine.tables(),
          query(sql) {
            asked.push(sql);
            return engine.query(sql);
          },
          ask: (sql, signal) => engine.ask(sql, signal),
          keep: () => Promise.reject(new TypeError('this engine keeps nothing')),
          forget: () => Promise.resolve(),
          close: () => engine.close(),
        };
      },
    },
    EFFECTS,
  );
  return asked;
}

/** Bytes of each column of a table in its parts, compressed as they lie there. */
async function columnBytes(folder: string, table: string): Promise<Map<string, number>> {
  const connection = await Connection.to(folder, {});
  try {
    const result = await connection.run(
      `SELECT path_in_schema, CAST(sum(total_compressed_size) AS DOUBLE) FROM parquet_metadata('${folder}/${table}/**/*.parquet') GROUP BY 1 ORDER BY 2 DESC`,
    );
    const rows = await result.getRows();
    return new Map(rows.map(([name, bytes]) => [String(name), Number(bytes)]));
  } finally {
    connection.close();
  }
}

interface PlanNode {
  name: string;
  children: PlanNode[];
  extra_info: Record<string, unknown>;
}

/** The scans of Parquet in a plan: the columns that each reads. */
function scansOf(node: PlanNode): string[][] {
  const below = node.children.flatMap(scansOf);
  if (!/PARQUET/.test(node.name)) return below;
  const { Projections: projected = [], Filters: filters = [] } = node.extra_info;
  const texts = [projected, filters].flat().map(String);
  return [texts.flatMap((text) => /^\w+/.exec(text)?.[0] ?? []), ...below];
}

/** A part that is named twice is read twice, as an engine does that writes it into each place. */
const inlined = (sql: string): string =>
  sql.replaceAll(/(\bWITH |, ?|,\n\s*)(\w+) AS \(/g, '$1$2 AS NOT MATERIALIZED (');

async function planOf(connection: DuckDBConnection, sql: string): Promise<string[][]> {
  const result = await connection.run(`EXPLAIN (FORMAT JSON) ${sql}`);
  const [row] = await result.getRows();
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as DuckDB writes plans
  return (JSON.parse(String(row?.[1])) as PlanNode[]).flatMap(scansOf);
}

/** A database over a pushed lake whose plans read what a question names, without shortcuts by statistics or by parts that are alike. */
async function planner(lake: string): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run("SET disabled_optimizers = 'statistics_propagation,common_subplan'");
  for (const table of LAKE_TABLES) {
    await connection.run(
      `CREATE VIEW ${table} AS SELECT * FROM read_parquet('${lake}/${table}/**/*.parquet', hive_partitioning = false)`,
    );
  }
  return connection;
}

function gzipped(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let bytes = 0;
    createReadStream(path)
      .on('error', reject)
      .pipe(createGzip())
      .on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      })
      .on('end', () => resolve(bytes));
  });
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

await inFolder(async (folder) => {
  const small = join(folder, 'small.log');
  const made = await generateFlows(small, numberOption('asked-mb', 20), 'v5', { strangers: ORDINARY });
  const packed = await gzipped(small);
  const questions = await questionsOf(small, folder);

  const log = join(folder, 'large.log');
  const wanted = (numberOption('records', 5_000_000) * RECORD_BYTES) / 1e6;
  const truth = await generateFlows(log, wanted, 'v5', { strangers: ORDINARY });
  const read = await toLake([log], folder);
  const place = join(folder, 'pushed');
  await mkdir(place);
  const began = performance.now();
  const pushed = await putLake(join(folder, 'lake'), 'scale', { location: place, memory: MEMORY }, EFFECTS);
  const putting = (performance.now() - began) / 1000;
  const at = join(place, pushed.below);
  const flows = pushed.tables.find(({ table }) => table === 'flows');
  const bytes = await columnBytes(at, 'flows');
  const all = [...bytes.values()].reduce((sum, one) => sum + one, 0);
  console.log(
    `${truth.parsed} records, log ${megabytes(truth.bytes)} MB (gzip of a smaller one: ${(packed / made.bytes).toFixed(3)} of it); ` +
      `read in ${read.seconds.toFixed(1)} s, pushed in ${putting.toFixed(1)} s: ${flows?.rows} rows, ${flows?.files.length} files, columns ${megabytes(all)} MB\n`,
  );
  printTable(
    ['column', 'bytes a row', 'share'],
    [...bytes].map(([name, one]) => [
      name,
      (one / truth.parsed).toFixed(2),
      `${((100 * one) / all).toFixed(1)} %`,
    ]),
  );

  const connection = await planner(at);
  const costs: { once: number; each: number; scans: number; sql: string }[] = [];
  const without = new Map<string, number>();
  for (const sql of questions) {
    const plans = [await planOf(connection, sql), await planOf(connection, inlined(sql))] as const;
    const bytesOf = (scans: string[][]): number =>
      scans.reduce(
        (sum, columns) =>
          sum + [...new Set(columns)].reduce((part, name) => part + (bytes.get(name) ?? 0), 0),
        0,
      );
    for (const name of plans.flat(2)) if (!bytes.has(name)) without.set(name, (without.get(name) ?? 0) + 1);
    costs.push({ once: bytesOf(plans[0]), each: bytesOf(plans[1]), scans: plans[1].length, sql });
  }
  connection.closeSync();
  const day = (some: number): number => (some / truth.bytes) * TB;
  const sum = (name: 'once' | 'each'): number => costs.reduce((total, one) => total + one[name], 0);
  const reading = costs.filter(({ each }) => each > 0);
  const ordered = reading.toSorted((a, b) => b.each - a.each);
  const usd = (some: number): string => ((day(some) / TB) * USD_PER_TB).toFixed(3);
  console.log(
    `\n${questions.length} questions, ${reading.length} of them read rows; columns that are of no part: ${[...without.keys()].join(', ')}\n`,
  );
  const middle = ordered[Math.floor(ordered.length / 2)];
  printTable(
    ['of a day of 1 TB of text', 'scans', 'GB read', 'USD'],
    [
      ['the whole table, once', '1', (day(all) / 1e9).toFixed(1), usd(all)],
      [
        'the largest question',
        String(ordered[0]?.scans),
        (day(ordered[0]?.each ?? 0) / 1e9).toFixed(1),
        usd(ordered[0]?.each ?? 0),
      ],
      [
        'the one in the middle',
        String(middle?.scans),
        (day(middle?.each ?? 0) / 1e9).toFixed(1),
        usd(middle?.each ?? 0),
      ],
      ['all, a shared part read once', '', (day(sum('once')) / 1e9).toFixed(0), usd(sum('once'))],
      ['all, a part read wherever it is named', '', (day(sum('each')) / 1e9).toFixed(0), usd(sum('each'))],
    ],
  );
  for (const { each, scans, sql } of ordered.slice(0, 8))
    console.log(
      `${(day(each) / 1e9).toFixed(1)} GB, ${scans} scans: ${sql.replace(/\s+/g, ' ').slice(0, 160)}`,
    );
});
