/**
 * How fast a VPC flow log becomes a lake, beside `wc -l`, `mawk` and DuckDB's own CSV reader in the same run.
 *
 *   node dist/bench/flows.js [--mb 1000] [--runs 2]
 */
import { join } from 'node:path';
import { DuckDBInstance } from '../src/events/engines/duckdb/driver.ts';
import { nodeEffects } from '../src/base/effects.ts';
import { survey } from '../src/evidence/survey.ts';
import { openEngine } from '../src/events/engines/duckdb/engine.ts';
import { sqlText } from '../src/events/engines/duckdb/quote.ts';
import { generateFlows } from './generate/flows.ts';
import type { FlowVersion } from './generate/flows.ts';
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
  numberOption,
  option,
  printTable,
  timed,
  wantedSteps,
  timeProgram,
} from './measure.ts';
import type { Measure } from './measure.ts';

const effects = nodeEffects(THREADS);

/** Reading and hashing alone, without what the worker threads do. */
async function readOnly(log: string, folder: string): Promise<Measure> {
  const { found } = await survey([log], join(folder, 'scratch'), {}, effects);
  return timed(async () => {
    let bytes = 0;
    for (const one of found) for await (const block of one.open().content) bytes += block.length;
    return { bytes };
  });
}

async function duckdb(log: string, folder: string, ordered: boolean): Promise<Measure> {
  const instance = await DuckDBInstance.create(':memory:', { threads: String(THREADS) });
  const connection = await instance.connect();
  await connection.run(`SET preserve_insertion_order = ${ordered}`);
  const source = `read_csv(${sqlText(log)}, delim = ' ', header = true, nullstr = '-')`;
  const target = sqlText(join(folder, 'duckdb.parquet'));
  return timed(async () => {
    await connection.run(`COPY (SELECT * FROM ${source}) TO ${target} (FORMAT parquet, COMPRESSION zstd)`);
  });
}

const QUESTIONS: Record<string, string> = {
  'rows, bytes, first and last': 'SELECT count(*), sum(bytes), min(ts_start), max(ts_end) FROM flows',
  'targets by source and port':
    'SELECT src, dst_port, count(DISTINCT dst) AS targets FROM flows WHERE packets <= 3 GROUP BY ALL ORDER BY targets DESC LIMIT 10',
  'distinct targets': 'SELECT count(DISTINCT dst) FROM flows',
  'bytes by minute of one host': `SELECT time_bucket(INTERVAL '1 minute', ts_start), sum(bytes) FROM flows WHERE src = '10.0.1.37' GROUP BY 1 ORDER BY 1`,
  'lines of one host': `SELECT evidence, line FROM flows WHERE src = '10.0.1.37' ORDER BY ts_start, line LIMIT 20`,
};

async function questions(folder: string): Promise<void> {
  const engine = await openEngine(join(folder, 'lake'), { threads: THREADS });
  const rows: string[][] = [];
  for (const [name, sql] of Object.entries(QUESTIONS)) {
    const { seconds } = await timed(async () => void (await engine.query(sql)));
    rows.push([name, seconds.toFixed(2)]);
  }
  await engine.close();
  printTable(['question over the lake', 'seconds'], rows);
}

/** An ordinary log: some thousand addresses knock again and again. */
const ORDINARY = 20_000;

async function compare(
  version: FlowVersion,
  strangers: number,
  megabytes: number,
  runs: number,
): Promise<void> {
  await inFolder(async (folder) => {
    const log = join(folder, `${version}.log`);
    const made = await generateFlows(log, megabytes, version, { strangers });
    const addresses = strangers === 0 ? 'every third address new' : `${strangers} strangers`;
    console.log(
      `\n${version}, ${addresses}: ${(made.bytes / 1e6).toFixed(0)} MB, ${made.parsed} records, ${THREADS} threads`,
    );
    const own = (step: string): Promise<Measure> => ownStep(import.meta.url, step, { log, folder });
    const sums = '{ n[$4] += $10 } END { for (a in n) c++; print c }';
    const results = await inRounds(
      wantedSteps([
        ['wc -l', () => timeProgram('wc', ['-l', log])],
        ['mawk, bytes by source', () => timeProgram('mawk', [sums, log])],
        ['DuckDB COPY (read_csv) TO Parquet', () => own('duckdb')],
        ['the same, order not kept', () => own('duckdb-unordered')],
        [OURS, () => own('ours')],
        ['  of this: read and hash', () => own('read')],
        [WHOLE, () => own('whole')],
      ]),
      runs,
    );
    const reference = results.get(OURS);
    printTable(COMPARISON_HEAD, comparisonRows(results, made.bytes, reference));
    const { lines, parsed, rejected, skipped } = made;
    checkCounts(reference, { read: lines, parsed, rejected, skipped });
    if (reference !== undefined) console.log(describeWork(reference));
    const whole = results.get(WHOLE);
    if (whole !== undefined) console.log(describePhases(whole));
    await questions(folder);
  });
}

async function runStep(step: string): Promise<Measure> {
  const log = option('log') ?? '';
  const folder = option('folder') ?? '';
  if (step === 'ours') return toLake([log], folder);
  if (step === 'whole') return toCase([log], folder);
  if (step === 'read') return readOnly(log, folder);
  return duckdb(log, folder, step === 'duckdb');
}

const step = option('step');
if (step === undefined) {
  const megabytes = numberOption('mb', 1000);
  const runs = numberOption('runs', 2);
  for (const strangers of [0, ORDINARY]) {
    for (const version of ['v2', 'v5'] as const) await compare(version, strangers, megabytes, runs);
  }
} else {
  console.log(JSON.stringify(await runStep(step)));
}
