/**
 * How fast web logs become a lake, beside other ways in the same run. The counts are checked against what the
 * generator wrote.
 *
 *   node dist/bench/web.js [--mb 1000] [--runs 2]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '../src/events/duckdb.ts';
import { nodeEffects } from '../src/effects.ts';
import { survey } from '../src/evidence/survey.ts';
import { openLake } from '../src/events/engines/duckdb.ts';
import { ingest } from '../src/events/ingest/ingest.ts';
import { sqlText } from '../src/events/sql.ts';
import { generateWeb } from './generate/web.ts';
import type { WebLogKind, WebTruth } from './generate/web.ts';
import { inOwnProcess, inRounds, option, printTable, timed, timeProgram } from './measure.ts';
import type { Measure } from './measure.ts';

const THREADS = 4;
const OURS = 'abusedesk: log to lake';
const READ_CSV = 'DuckDB COPY (read_csv) TO Parquet';

async function ours(log: string, folder: string): Promise<Measure> {
  const effects = nodeEffects(THREADS);
  const { found } = await survey([log], join(folder, 'scratch'), {}, effects);
  return timed(async () => {
    const timing = { parse: 0, write: 0 };
    const onTiming = (spent: typeof timing): void => void Object.assign(timing, spent);
    const [evidence] = await ingest(found, join(folder, 'lake'), { read: {}, onTiming }, effects);
    const { parsed = 0, skipped = 0, rejected = 0 } = evidence ?? {};
    return { parsed, skipped, rejected, parse: timing.parse / 1000, write: timing.write / 1000 };
  });
}

/** DuckDB's own reader as a person would call it for such a log. The lines that it loses it does not name. */
async function duckdb(log: string, folder: string): Promise<Measure> {
  const instance = await DuckDBInstance.create(':memory:', { threads: String(THREADS) });
  const connection = await instance.connect();
  const comment = log.endsWith('iis.log') ? ", comment = '#'" : '';
  const shape = `delim = ' ', quote = '"', escape = '\\', header = false, all_varchar = true`;
  const source = `read_csv(${sqlText(log)}, ${shape}, null_padding = true, ignore_errors = true, parallel = false${comment})`;
  const target = sqlText(join(folder, 'duckdb.parquet'));
  return timed(async () => {
    await connection.run(`COPY (SELECT * FROM ${source}) TO ${target} (FORMAT parquet, COMPRESSION zstd)`);
    const reader = await connection.runAndReadAll(`SELECT count(*) FROM ${target}`);
    return { rows: Number(reader.getRows()[0]?.[0]) };
  });
}

const QUESTIONS: Record<string, string> = {
  'requests by status': 'SELECT sc_status, count(*) AS n FROM requests GROUP BY sc_status',
  'busiest clients': 'SELECT c_ip, count(*) AS n FROM requests GROUP BY c_ip ORDER BY n DESC LIMIT 20',
  'URLs and agents of one network':
    "SELECT cs_uri_stem, user_agent, count(*) AS n FROM requests WHERE c_ip LIKE '52.4%' GROUP BY ALL ORDER BY n DESC LIMIT 20",
  'refused logins by user and day':
    'SELECT cs_username, CAST(ts AS DATE) AS day, count(*) AS n FROM requests WHERE sc_status = 401 GROUP BY ALL ORDER BY n DESC LIMIT 20',
  'exact number of clients': 'SELECT count(DISTINCT c_ip) AS n FROM requests',
};

/** Asks the questions, and checks that each status is in the lake as often as it was written. */
async function questions(folder: string, truth: WebTruth): Promise<void> {
  const engine = await openLake(join(folder, 'lake'), { threads: THREADS });
  const rows: string[][] = [];
  for (const [name, sql] of Object.entries(QUESTIONS)) {
    const { seconds } = await timed(async () => void (await engine.query(sql)));
    rows.push([name, seconds.toFixed(2)]);
  }
  for (const row of await engine.query(QUESTIONS['requests by status'] ?? '')) {
    const [status, n] = [Number(row['sc_status']), row['n']];
    if (truth.byStatus.get(status) !== n)
      throw new Error(`status ${status}: ${n} instead of ${truth.byStatus.get(status)}`);
  }
  await engine.close();
  printTable(['question over the lake', 'seconds'], rows);
}

function rowOf(
  name: string,
  measure: Measure | undefined,
  truth: WebTruth,
  reference: Measure | undefined,
): string[] {
  if (measure === undefined) return [name, 'not installed'];
  const { seconds, cpu, rss, detail = {} } = measure;
  const rows = detail['parsed'] ?? detail['rows'];
  return [
    name,
    seconds.toFixed(2),
    (truth.bytes / 1e6 / seconds).toFixed(0),
    cpu?.toFixed(1) ?? '',
    rss === undefined ? '' : (rss / 1e6).toFixed(0),
    reference === undefined ? '' : (seconds / reference.seconds).toFixed(2),
    rows === undefined ? '' : String(truth.records - rows),
  ];
}

function stepsOf(
  kind: WebLogKind,
  log: string,
  folder: string,
): [string, () => Promise<Measure | undefined>][] {
  const own = (step: string): Promise<Measure> =>
    inOwnProcess(import.meta.url, ['--step', step, '--log', log, '--folder', folder]);
  const count = `{ n[$${kind === 'iis' ? 9 : 1}]++ } END { for (a in n) c++; print c }`;
  const format = kind === 'iis' ? 'W3C' : 'COMBINED';
  const table = kind === 'iis' ? 'w3c_log' : 'access_log';
  return [
    ['wc -l', () => timeProgram('wc', ['-l', log])],
    ['mawk, requests by client', () => timeProgram('mawk', [count, log])],
    ['gawk, requests by client', () => timeProgram('gawk', [count, log])],
    [READ_CSV, () => own('duckdb')],
    [OURS, () => own('ours')],
    [
      'lnav, requests by client',
      () => timeProgram('lnav', ['-n', '-c', `;SELECT c_ip, count(*) FROM ${table} GROUP BY 1`, log]),
    ],
    [
      'GoAccess to JSON',
      () =>
        timeProgram('goaccess', [
          log,
          '--no-progress',
          '--log-format',
          format,
          '-o',
          join(folder, 'goaccess.json'),
        ]),
    ],
  ];
}

async function compare(kind: WebLogKind, megabytes: number, runs: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'abusedesk-bench-'));
  try {
    const log = join(folder, `${kind}.log`);
    const truth = generateWeb(kind, log, megabytes * 1e6);
    const changes = kind === 'iis' ? `, the field list changes ${truth.changes} times` : '';
    console.log(`\n${kind}: ${megabytes} MB, ${truth.records} records${changes}, ${THREADS} threads`);
    const results = await inRounds(stepsOf(kind, log, folder), runs);
    const reference = results.get(OURS);
    printTable(
      ['', 'seconds', 'MB/s', 'CPU s', 'peak MB', 'time against ours', 'records lost'],
      [...results].map(([name, measure]) => rowOf(name, measure, truth, reference)),
    );
    const detail = reference?.detail ?? {};
    if (
      detail['parsed'] !== truth.records ||
      detail['rejected'] !== 0 ||
      detail['skipped'] !== truth.directives
    )
      throw new Error(`the counts are wrong: ${JSON.stringify(detail)} of ${truth.records} records`);
    console.log(
      `  parse and append ${detail['parse']?.toFixed(1)} s, Parquet ${detail['write']?.toFixed(1)} s, summed over ${THREADS} workers`,
    );
    await questions(folder, truth);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const step = option('step');
if (step === undefined) {
  const megabytes = Number(option('mb') ?? 1000);
  const runs = Number(option('runs') ?? 2);
  for (const kind of ['iis', 'combined'] as const) await compare(kind, megabytes, runs);
} else {
  const [log, folder] = [option('log') ?? '', option('folder') ?? ''];
  console.log(JSON.stringify(await (step === 'ours' ? ours(log, folder) : duckdb(log, folder))));
}
