import { parentPort, workerData } from 'node:worker_threads';
import type { TableName } from '../../model/evidence.ts';
import type { DocumentFormat, LineFormat } from '../../formats/format.ts';
import { loadFormat } from '../../formats/load.ts';
import { PartWriter } from '../lake/parts.ts';
import { TrustedProxies } from '../lake/proxies.ts';
import { refuseWrongTimes } from '../lake/possible-times.ts';
import { Sinks } from '../lake/sinks.ts';
import { offsetIn } from './lines.ts';
import type { Answer, Task, WorkerSetup } from './messages.ts';
import { CountingTally, noCounts } from '../tally.ts';
import type { Counts } from '../tally.ts';

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the pool is the only one that starts this file
const setup = workerData as WorkerSetup;
const port = parentPort;
if (port === null) throw new Error('worker.ts runs as a worker thread only');

const sinks = new Sinks();
const proxies = new TrustedProxies(setup.trustedProxies);
const writer = new PartWriter(setup.lake, setup.name);

function tablesOf({ table, also = [] }: LineFormat | DocumentFormat): [TableName, ...TableName[]] {
  return [table, ...also];
}

/** A format that loses a line would falsify the manifest, so it is a bug that must show. */
function check(format: LineFormat | DocumentFormat, tally: CountingTally, records: number): void {
  const { name, also } = format;
  const rows = Object.values(tally.counts.rows).reduce((sum, count) => sum + count, 0);
  const { parsed } = tally.counts;
  if (also === undefined ? rows !== parsed : rows < parsed) {
    throw new Error(`format ${name} emitted ${rows} rows and counted ${parsed}`);
  }
  if (tally.total !== records) {
    throw new Error(`format ${name} accounted for ${tally.total} of ${records} lines`);
  }
}

/** What is done with rows of every format: their clients behind proxies, the file they come from. */
function finish(evidence: number, tally: CountingTally): void {
  const requests = proxies.none ? undefined : sinks.made('requests');
  if (requests !== undefined) {
    const { forwarded, malformed } = proxies.settle(requests.sink, requests.from, requests.to);
    tally.remark('evProxied', forwarded);
    tally.remark('evProxiedUnnamed', malformed);
  }
  tally.counts.rows = sinks.end(evidence);
}

async function parseLines(task: Extract<Task, { kind: 'lines' }>): Promise<Counts> {
  const format = await loadFormat(task.format);
  if (format.kind !== 'lines') throw new Error(`format ${task.format} does not read lines`);
  const tally = new CountingTally();
  const { bytes, start, end, line, offset } = task;
  const chunk = { bytes, start, end, line, offset };
  format.parse(chunk, task.state, sinks.begin(tablesOf(format)), tally);
  refuseWrongTimes(sinks, tally, format.also !== undefined, (wanted) => offsetIn(chunk, wanted));
  finish(task.evidence, tally);
  check(format, tally, task.lines);
  return tally.counts;
}

async function parseDocument(task: Extract<Task, { kind: 'document' }>): Promise<Counts> {
  const format = await loadFormat(task.format);
  if (format.kind !== 'document') throw new Error(`format ${task.format} does not read documents`);
  const tally = new CountingTally();
  format.parse(task.bytes, task.read, sinks.begin(tablesOf(format)), tally);
  // Where a record of a document begins only its format knows.
  refuseWrongTimes(sinks, tally, format.also !== undefined, () => 0);
  finish(task.evidence, tally);
  check(format, tally, tally.total);
  return tally.counts;
}

async function readParquet(task: Extract<Task, { kind: 'parquet' }>): Promise<Counts> {
  const format = await loadFormat(task.format);
  if (format.kind !== 'parquet') throw new Error(`format ${task.format} does not read Parquet`);
  // Only such a file needs DuckDB here, which takes as long to load as ten megabytes to read.
  const { copyParquet } = await import('../engines/duckdb/parquet-file.ts');
  return copyParquet(task.file, task.evidence, format, await writer.pathOf(format.table));
}

async function readPackets(task: Extract<Task, { kind: 'packets' }>): Promise<Counts> {
  const format = await loadFormat(task.format);
  if (format.kind !== 'packets') throw new Error(`format ${task.format} does not read packets`);
  const { countPackets } = await import('./count-packets.ts');
  return countPackets(task, format, sinks, writer);
}

async function work(task: Task): Promise<Counts> {
  switch (task.kind) {
    case 'lines':
      return parseLines(task);
    case 'document':
      return parseDocument(task);
    case 'parquet':
      return readParquet(task);
    case 'packets':
      return readPackets(task);
    default:
      return noCounts();
  }
}

async function writeParts(all: boolean): Promise<void> {
  for (const sink of sinks) if (all || sink.full) await writer.write(sink);
}

/**
 * So long a thread that has answered for the last time stays, idle, in milliseconds: code that V8 is still compiling for it
 * is finished by then. Without it Node 20 aborts now and then (`GetForegroundTaskRunner`: the thread is gone for which it compiles).
 */
const LINGER_MS = 300;

async function answer(task: Task): Promise<void> {
  const began = performance.now();
  const last = task.kind === 'finish' || task.kind === 'stop';
  try {
    const counts = await work(task);
    const parsed = performance.now();
    await writeParts(task.kind === 'finish');
    if (task.kind === 'finish') writer.finish();
    if (task.kind === 'stop') writer.stop();
    const timing = { parse: parsed - began, write: performance.now() - parsed };
    const bytes = task.kind === 'lines' ? task.bytes : undefined;
    const reply: Answer = { counts, timing, ...(bytes && { bytes }), ...(last && { last }) };
    port!.postMessage(reply, bytes ? [bytes.buffer] : []);
  } catch (error) {
    const reply: Answer = { failure: error, ...(last && { last }) };
    port!.postMessage(reply, []);
  }
  // Not by closing the port: a thread whose loop runs empty waits for the code that is being compiled for it, which
  // may wait for the thread to collect garbage (Node 20 to 26, nodejs/node#54918). Three of ten short runs hung.
  if (last) setTimeout(() => process.exit(), LINGER_MS);
}

// One task at a time, in the order in which they come.
let queue = Promise.resolve();
port.on('message', (task: Task) => {
  queue = queue.then(() => answer(task));
});
