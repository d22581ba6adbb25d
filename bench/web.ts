/**
 * How fast web logs become a lake, beside other ways in the same run. The counts are checked against what the
 * generator wrote.
 *
 *   node dist/bench/web.js [--format iis,combined,vhost] [--mb 1000] [--runs 2] [--skip lnav,GoAccess]
 *   node dist/bench/web.js --format combined --input access.log    the same over a log that is there already
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '../src/events/engines/duckdb/driver.ts';
import { openEngine } from '../src/events/engines/duckdb/engine.ts';
import { sqlText } from '../src/events/engines/duckdb/quote.ts';
import { generateWeb } from './generate/web.ts';
import type { WebLogKind, WebTruth } from './generate/web.ts';
import {
  checkCounts,
  describePhases,
  describeWork,
  OURS,
  ownStep,
  THREADS,
  toCase,
  toLake,
  WHOLE,
} from './lake.ts';
import {
  COMPARISON_HEAD,
  comparisonRows,
  inFolder,
  inRounds,
  listOption,
  numberOption,
  option,
  printTable,
  timed,
  timeProgram,
  wantedSteps,
} from './measure.ts';
import type { Measure } from './measure.ts';

const KINDS = ['iis', 'combined', 'vhost'] as const;
const READ_CSV = 'DuckDB COPY (read_csv) TO Parquet';

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
  const engine = await openEngine(join(folder, 'lake'), { threads: THREADS });
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

/** The client's place in a line, and what other programs call the format. */
const PEERS: Record<WebLogKind, { client: number; goaccess: string; lnav: string }> = {
  iis: { client: 9, goaccess: 'W3C', lnav: 'w3c_log' },
  combined: { client: 1, goaccess: 'COMBINED', lnav: 'access_log' },
  vhost: { client: 2, goaccess: 'VCOMBINED', lnav: 'access_log' },
};

function stepsOf(
  kind: WebLogKind,
  log: string,
  folder: string,
): [string, () => Promise<Measure | undefined>][] {
  const own = (step: string): Promise<Measure> => ownStep(import.meta.url, step, { log, folder });
  const { client, goaccess, lnav } = PEERS[kind];
  const count = `{ n[$${client}]++ } END { for (a in n) c++; print c }`;
  return [
    ['wc -l', () => timeProgram('wc', ['-l', log])],
    ['mawk, requests by client', () => timeProgram('mawk', [count, log])],
    ['gawk, requests by client', () => timeProgram('gawk', [count, log])],
    ['ripgrep, lines with a 404', () => timeProgram('rg', ['--no-config', '-c', ' 404 ', log])],
    [READ_CSV, () => own('duckdb')],
    [OURS, () => own('ours')],
    [WHOLE, () => own('whole')],
    [
      'lnav, requests by client',
      () => timeProgram('lnav', ['-n', '-c', `;SELECT c_ip, count(*) FROM ${lnav} GROUP BY 1`, log]),
    ],
    [
      'GoAccess to JSON',
      () =>
        timeProgram('goaccess', [
          log,
          '--no-progress',
          '--log-format',
          goaccess,
          '-o',
          join(folder, 'goaccess.json'),
        ]),
    ],
  ];
}

/** How many records a way of reading did not count; empty: it does not say. */
function lost(measure: Measure | undefined, records: number): string {
  const rows = measure?.detail?.['parsed'] ?? measure?.detail?.['rows'];
  return rows === undefined ? '' : String(records - rows);
}

/** Runs all ways over a log and prints what they took. @returns what ours counted */
async function race(
  kind: WebLogKind,
  log: string,
  folder: string,
  runs: number,
): Promise<Measure | undefined> {
  const results = await inRounds(wantedSteps(stepsOf(kind, log, folder)), runs);
  const reference = results.get(OURS);
  const { size } = await stat(log);
  const rows = comparisonRows(results, size, reference);
  const records = (reference?.detail?.['read'] ?? 0) - (reference?.detail?.['skipped'] ?? 0);
  for (const [row, measure] of [...results.values()].entries())
    if (measure !== undefined) rows[row]?.push(lost(measure, records));
  printTable([...COMPARISON_HEAD, 'records lost'], rows);
  if (reference !== undefined) console.log(describeWork(reference));
  const whole = results.get(WHOLE);
  if (whole !== undefined) console.log(describePhases(whole));
  return reference;
}

async function compare(kind: WebLogKind, megabytes: number, runs: number): Promise<void> {
  await inFolder(async (folder) => {
    const log = join(folder, `${kind}.log`);
    const truth = generateWeb(kind, log, megabytes * 1e6);
    const changes = kind === 'iis' ? `, the field list changes ${truth.changes} times` : '';
    console.log(`\n${kind}: ${megabytes} MB, ${truth.parsed} records${changes}, ${THREADS} threads`);
    const { lines, parsed, rejected, skipped } = truth;
    checkCounts(await race(kind, log, folder, runs), { read: lines, parsed, rejected, skipped });
    await questions(folder, truth);
  });
}

async function runStep(step: string): Promise<Measure> {
  const [log, folder] = [option('log') ?? '', option('folder') ?? ''];
  if (step === 'ours') return toLake([log], folder);
  return step === 'whole' ? toCase([log], folder) : duckdb(log, folder);
}

const step = option('step');
if (step === undefined) {
  const megabytes = numberOption('mb', 1000);
  const runs = numberOption('runs', 2);
  const input = option('input');
  for (const kind of listOption('format', KINDS)) {
    if (input === undefined) await compare(kind, megabytes, runs);
    else await inFolder(async (folder) => void (await race(kind, input, folder, runs)));
  }
} else {
  console.log(JSON.stringify(await runStep(step)));
}
