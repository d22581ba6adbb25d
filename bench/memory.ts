/**
 * How much memory reading takes, whatever the input's size: what was made is read as if it were many times as long.
 *
 *   node dist/bench/memory.js [--format vpc,iis,combined,vhost,pcap,gz] [--gb 10] [--made 1]
 */
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeEffects } from '../src/base/effects.ts';
import type { EvidenceFile, FileReading } from '../src/evidence/evidence-file.ts';
import { survey } from '../src/evidence/survey.ts';
import { ingest } from '../src/events/ingest/ingest.ts';
import { INPUTS, makeInput } from './generate/input.ts';
import type { InputKind } from './generate/input.ts';
import { captureContent } from './generate/pcap.ts';
import { checkCounts, THREADS } from './lake.ts';
import { inFolder, inOwnProcess, listOption, numberOption, option, printTable, timed } from './measure.ts';
import type { Measure } from './measure.ts';

const LIMIT = 2 ** 30;
const effects = nodeEffects(THREADS);

/** Evidence with another content than the file's, which gave its beginning. */
function instead(one: EvidenceFile, bytes: number, content: () => AsyncIterable<Uint8Array>): EvidenceFile {
  const open = (): FileReading => ({
    content: content(),
    finished: () => Promise.resolve({ sha256: '0'.repeat(64), problems: [] }),
  });
  return { ...one, bytes, open };
}

/** The same content `times` over, as one file. */
function repeated(one: EvidenceFile, times: number): EvidenceFile {
  return instead(one, one.bytes * times, async function* content() {
    for (let i = 0; i < times; i++) yield* one.open().content;
  });
}

/** A capture goes on in time and has one header, so it is made as it is read. */
function endless(one: EvidenceFile, bytes: number): EvidenceFile {
  return instead(one, bytes, async function* content() {
    yield* captureContent('small', bytes);
  });
}

/** A gzip may have many members: this one is written so. */
async function appended(path: string, times: number): Promise<void> {
  const member = await readFile(path);
  for (let i = 1; i < times; i++) await appendFile(path, member);
}

/** Gigabytes that are made at most; what is longer is read several times over. */
const MOST_MADE = numberOption('made', 1);

/** The step of one format: reads a file that was made `times` over, or a capture of so many bytes. */
async function read(
  kind: InputKind,
  log: string,
  folder: string,
  times: number,
  bytes: number,
): Promise<Measure> {
  const { found } = await survey([log], join(folder, 'scratch'), {}, effects);
  const long = found.map((one) => {
    if (kind === 'pcap') return endless(one, bytes);
    return kind === 'gz' ? one : repeated(one, times);
  });
  return timed(async () => {
    const [evidence] = await ingest(long, join(folder, 'lake'), {}, effects);
    const { parsed = 0, rejected = 0 } = evidence ?? {};
    return { parsed, rejected };
  });
}

/** Makes the evidence and has it read in a process of its own. */
async function measureOne(kind: InputKind, folder: string, bytes: number): Promise<string[]> {
  const times = Math.ceil(bytes / (MOST_MADE * 1e9));
  const { path, parsed } = await makeInput(kind, folder, kind === 'pcap' ? 1e6 : bytes / times);
  if (kind === 'gz') await appended(path, times);
  const given = { step: kind, log: path, folder, times, bytes, threads: THREADS };
  const args = Object.entries(given).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const measure = await inOwnProcess(import.meta.url, args);
  checkCounts(measure, { rejected: 0, ...(kind !== 'pcap' && { parsed: parsed * times }) });
  const { seconds, rss = 0, detail = {} } = measure;
  const over = rss > LIMIT;
  if (over) process.exitCode = 1;
  const verdict = over ? `more than ${(LIMIT / 1e6).toFixed(0)}` : '';
  return [kind, String(detail['parsed']), seconds.toFixed(1), (rss / 1e6).toFixed(0), verdict];
}

async function measureAll(gigabytes: number): Promise<void> {
  const rows: string[][] = [];
  for (const kind of listOption('format', INPUTS)) {
    await inFolder(async (folder) => {
      rows.push(await measureOne(kind, folder, gigabytes * 1e9));
    });
  }
  printTable([`${gigabytes} GB of`, 'records', 'seconds', 'peak MB', ''], rows);
}

const step = option('step');
if (step === undefined) await measureAll(numberOption('gb', 10));
else {
  const kind = INPUTS.find((one) => one === step);
  if (kind === undefined) throw new Error(`no such format: ${step}`);
  const [log = '', folder = ''] = [option('log'), option('folder')];
  console.log(
    JSON.stringify(await read(kind, log, folder, numberOption('times', 1), numberOption('bytes', 1))),
  );
}
