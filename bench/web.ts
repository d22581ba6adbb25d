// Web logs into the lake, beside other ways, in one run: `node dist/bench/web.js [--mb 1000]`.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { nodeEffects } from '../src/effects.ts';
import { openLake } from '../src/events/engines/duckdb.ts';
import { ingest } from '../src/events/ingest/ingest.ts';
import { survey } from '../src/evidence/survey.ts';
import { generateWeb } from './generate/web.ts';
import type { WebLogKind, WebTruth } from './generate/web.ts';
import { option, peer, printResults, timed, withPeak } from './harness.ts';
import type { Result } from './harness.ts';

const OURS = 'abusedesk: log to lake, end to end';

/** Questions over the lake, each to be answered in under a second. */
const QUESTIONS = [
  ['requests by status', 'SELECT sc_status, count(*) AS n FROM requests GROUP BY sc_status ORDER BY n DESC'],
  ['busiest clients', 'SELECT c_ip, count(*) AS n FROM requests GROUP BY c_ip ORDER BY n DESC LIMIT 20'],
  [
    'failures by user and day',
    "SELECT cs_username, strftime(ts, '%Y-%m-%d') AS day, count(*) AS n FROM requests WHERE sc_status = 401 GROUP BY ALL ORDER BY n DESC LIMIT 20",
  ],
  ['exact number of clients', 'SELECT count(DISTINCT c_ip) AS n FROM requests'],
] as const;

/** DuckDB's own reader, as a person would call it: spaces, `#` as comment. What it loses, it does not say. */
async function readCsv(kind: WebLogKind, path: string, truth: WebTruth, threads: number): Promise<Result> {
  const what = `DuckDB read_csv → Parquet, ${threads} threads`;
  const instance = await DuckDBInstance.create(':memory:', { threads: String(threads) });
  const connection = await instance.connect();
  const comment = kind === 'iis' ? ", comment='#'" : '';
  const source = `read_csv('${path}', delim=' ', quote='"', escape='\\', header=false, all_varchar=true, null_padding=true, ignore_errors=true, parallel=false${comment})`;
  try {
    const { seconds } = await timed(() =>
      connection.run(`COPY (SELECT * FROM ${source}) TO '${path}.parquet' (COMPRESSION zstd)`),
    );
    const reader = await connection.runAndReadAll(`SELECT count(*) FROM '${path}.parquet'`);
    const rows = Number(reader.getRows()[0]?.[0]);
    return {
      what,
      seconds,
      bytes: truth.bytes,
      note: `${truth.records - rows} of ${truth.records} records lost`,
    };
  } catch (error) {
    return { what, note: `failed: ${String(error).split('\n')[0]?.slice(0, 90)}` };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function questions(lake: string): Promise<Result[]> {
  const engine = await openLake(lake, { threads: availableParallelism() });
  const results: Result[] = [];
  for (const [what, sql] of QUESTIONS) {
    const { seconds, value } = await timed(() => engine.query(sql));
    results.push({ what: `  question: ${what}`, seconds, note: `${value.length} rows` });
  }
  await engine.close();
  return results;
}

/** Every record must be a row, and every status as often as it was written. */
async function check(lake: string, truth: WebTruth): Promise<string> {
  const engine = await openLake(lake);
  const rows = await engine.query('SELECT sc_status, count(*) AS n FROM requests GROUP BY sc_status');
  await engine.close();
  const right = rows.every((row) => truth.byStatus.get(Number(row['sc_status'])) === row['n']);
  return right && rows.length === truth.byStatus.size ? 'counts right' : 'COUNTS WRONG';
}

async function ours(folder: string, path: string, truth: WebTruth): Promise<Result[]> {
  const effects = nodeEffects(availableParallelism());
  const { found } = await survey([path], join(folder, 'scratch'), {}, effects);
  const lake = join(folder, 'lake');
  let phases = '';
  const work = () =>
    ingest(
      found,
      lake,
      {
        read: {},
        onTiming: ({ parse, write }) => {
          phases = `parse ${(parse / 1000).toFixed(1)} s and write ${(write / 1000).toFixed(1)} s, summed over the workers`;
        },
      },
      effects,
    );
  const { value, seconds } = await timed(() => withPeak(work));
  const parsed = value.value[0]?.parsed ?? 0;
  const verdict =
    parsed === truth.records ? await check(lake, truth) : `COUNTS WRONG: ${parsed} of ${truth.records}`;
  const memory = `${(value.peak / 2 ** 20).toFixed(0)} MiB resident`;
  return [
    { what: OURS, seconds, bytes: truth.bytes, note: `${verdict}, ${memory}` },
    { what: '  of this', note: phases },
    ...(await questions(lake)),
  ];
}

async function run(kind: WebLogKind, folder: string, megabytes: number): Promise<void> {
  const path = join(folder, `${kind}.log`);
  const truth = generateWeb(kind, path, megabytes * 1e6);
  const bytes = statSync(path).size;
  const field = kind === 'iis' ? '$9' : '$1';
  const count = `{ n[${field}]++ } END { print length(n) }`;
  // Ours first: what another reader leaves in this process's memory is not ours.
  const own = await ours(folder, path, truth);
  const results: Result[] = [
    peer('wc -l', bytes, 'wc', ['-l', path]),
    peer('mawk, group by one field', bytes, 'mawk', [count, path]),
    peer('gawk, group by one field', bytes, 'gawk', [count, path]),
    await readCsv(kind, path, truth, availableParallelism()),
    ...own,
    peer('lnav, SQL group by', bytes, 'lnav', [
      '-n',
      '-c',
      ';SELECT c_ip, count(*) FROM access_log GROUP BY 1',
      path,
    ]),
    peer('GoAccess → JSON', bytes, 'goaccess', [
      path,
      '--log-format',
      kind === 'iis' ? 'W3C' : 'COMBINED',
      '-o',
      `${path}.json`,
    ]),
  ];
  const changes = kind === 'iis' ? `, the field list changes ${truth.changes} times` : '';
  printResults(`${kind}: ${(bytes / 1e6).toFixed(0)} MB, ${truth.records} records${changes}`, results, OURS);
  rmSync(path);
}

const folder = mkdtempSync(join(tmpdir(), 'abusedesk-bench-'));
try {
  for (const kind of ['iis', 'combined'] as const) await run(kind, folder, option('mb', 1000));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
