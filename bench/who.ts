// How fast addresses are attributed, beside other ways, in one run: `node dist/bench/who.js [ip-ranges.json]`.
// Without a file the ranges are made: as many as AWS publishes, with its lengths.
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, readSync, writeFileSync, writeSync } from 'node:fs';
import { BlockList } from 'node:net';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { openLake } from '../src/events/engines/duckdb/lake.ts';
import { writeRows } from '../src/events/engines/duckdb/rows.ts';
import { nodeEffects } from '../src/base/effects.ts';
import { formatV4, parseAddress, parseV4Bytes } from '../src/net/address.ts';
import { AnswerLines } from '../src/attribution/answer-lines.ts';
import { attribute } from '../src/attribution/attribute.ts';
import { importFile } from '../src/attribution/import.ts';
import { Ranges } from '../src/attribution/ranges.ts';
import type { History } from '../src/attribution/history.ts';
import { saveHistory } from '../src/attribution/store.ts';
import { ROOT } from '../test/support.ts';
import { inFolder, inOwnProcess, median, printTable, timed, took } from './measure.ts';
import type { Took } from './measure.ts';
import { madeRanges } from './generate/ranges.ts';

const GREPCIDR = 'grepcidr';
const LOOKUPS = 10_000_000;
const FILE_LINES = LOOKUPS;
/** When the answers are asked for, seconds since 1970: August 2026. */
const AT = 1_787_411_825;
const LINES = 1_000_000;
const SLOW = 100_000;
const IN_LAKE = 500_000;
function writeLines(path: string, values: Uint32Array): void {
  const file = openSync(path, 'w');
  for (let at = 0; at < values.length; at += LINES) {
    const some = Array.from(values.subarray(at, at + LINES), formatV4);
    writeSync(file, `${some.join('\n')}\n`);
  }
  closeSync(file);
}

interface Result {
  what: string;
  perSecond: number;
}

function measure(what: string, count: number, work: () => void): Result {
  const start = performance.now();
  work();
  return { what, perSecond: (count / (performance.now() - start)) * 1000 };
}

function blockList(prefixes: readonly string[], addresses: readonly string[]): Result {
  const list = new BlockList();
  for (const prefix of prefixes) {
    const [network = '', length] = prefix.split('/');
    list.addSubnet(network, Number(length));
  }
  const sample = addresses.slice(0, SLOW);
  return measure('net.BlockList (of Node)', sample.length, () => {
    for (const address of sample) list.check(address);
  });
}

/** What grepcidr does: lines of a file, and whether a prefix holds the address. */
function linesOfFile(ranges: Ranges, lines: string): Result {
  return measure('typed-array table, lines of a file', FILE_LINES, () => {
    const bytes = readFileSync(lines);
    let start = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
      ranges.table.ofV4(parseV4Bytes(bytes, start, end));
      start = end + 1;
    }
  });
}

/** Address to label: what `linesOfFile` does, with the label's text for each line, and without the program around it. */
function labelsOfFile(ranges: Ranges, lines: string): Record<string, number> {
  let written = 0;
  const answers = new AnswerLines(ranges, AT, {
    tail: (found) => (found === undefined ? '-' : `${found.provider} ${found.prefix}`),
    other: () => '',
    write: (bytes) => {
      written += bytes.length;
    },
  });
  const file = openSync(lines, 'r');
  const chunk = Buffer.alloc(1 << 20);
  for (let size = readSync(file, chunk); size > 0; size = readSync(file, chunk)) {
    answers.add(chunk.subarray(0, size));
  }
  answers.finish();
  closeSync(file);
  return { written };
}

/** The step in a process of its own, where nothing else lies in the memory; it is timed from the ready table on. */
async function labelsAlone(list: string, lines: string): Promise<Took> {
  const { seconds, cpu = NaN } = await inOwnProcess(import.meta.url, ['labels', list, lines]);
  return { wall: seconds, cpu };
}

function rangesOf(list: string): { histories: History[]; ranges: Ranges } {
  const origin = { source: list, imported: '2026-08-22T16:00:00Z' };
  const { histories } = importFile([], readFileSync(list), origin);
  return { histories, ranges: new Ranges(histories) };
}

/** Whole answers as `who --file` gives them: the command itself, from its start to its end. */
async function whoFile(folder: string, list: string, lines: string): Promise<() => Took> {
  const effects = nodeEffects(1);
  const home = { ...effects, env: { ...effects.env, ABUSEDESK_HOME: join(folder, 'home') } };
  for (const history of rangesOf(list).histories) await saveHistory(history, home);
  const argv = [process.execPath, join(ROOT, 'bin', 'abusedesk.js'), 'who', '--quiet', '--file', lines];
  return () => took(argv, home.env);
}

/** grepcidr with the prefixes in a file, over a file of lines; undefined where it is not installed. */
function grepcidr(folder: string, prefixes: readonly string[], lines: string): (() => Took) | undefined {
  const list = join(folder, 'prefixes.txt');
  writeFileSync(list, prefixes.join('\n'));
  const found = spawnSync(GREPCIDR, ['-V'], { stdio: 'ignore' });
  if (found.error !== undefined) return undefined;
  return () => took([GREPCIDR, '-f', list, lines], process.env);
}

async function inLake(folder: string, ranges: Ranges, addresses: readonly string[]): Promise<Result> {
  const lake = join(folder, 'lake');
  const distinct = [...new Set(addresses.slice(0, IN_LAKE))];
  const rows = distinct.map((text) => {
    const address = parseAddress(text);
    return { address: text, key: Buffer.from(address?.key ?? []).toString('hex'), family: 4, is_local: 0 };
  });
  await writeRows(lake, 'addresses', rows);
  const effects = nodeEffects(availableParallelism());
  const opened = await openLake(lake, { threads: effects.cpus });
  const start = performance.now();
  await attribute(opened, ranges, effects);
  const seconds = (performance.now() - start) / 1000;
  await opened.close();
  return { what: 'attribution of a lake, Parquet to Parquet', perSecond: distinct.length / seconds };
}

const ROUNDS = 7;

/**
 * Lines of a file, each way in turn, round after round: a computer that is busy for a while is so for all. Said is the
 * median of the rounds' ratios to the first way, by the clock and by the processors' time.
 */
async function compare(
  ways: readonly (readonly [string, (() => Took | Promise<Took>) | undefined])[],
): Promise<void> {
  const all = ways.map((): Took[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, [, run]] of ways.entries()) if (run !== undefined) all[i]!.push(await run());
  }
  const [reference] = all;
  const rows = ways.map(([what], i) => {
    const rounds = all[i]!;
    if (rounds.length === 0) return [what, 'not installed'];
    const middle = (name: keyof Took): string => median(rounds.map((round) => round[name])).toFixed(2);
    const ratio = (name: keyof Took): string =>
      reference?.length === ROUNDS
        ? median(rounds.map((round, at) => reference[at]![name] / round[name])).toFixed(2)
        : '';
    return [what, middle('wall'), middle('cpu'), ratio('wall'), ratio('cpu')];
  });
  console.log(`${FILE_LINES / 1e6} M lines of a file; medians of ${ROUNDS} rounds in turn`);
  printTable(['', 'seconds', 'CPU s', '× grepcidr', '× by CPU'], rows);
}

async function main(folder: string, file: string | undefined): Promise<void> {
  const list = file ?? join(folder, 'made.json');
  if (file === undefined) writeFileSync(list, madeRanges());
  const { histories, ranges } = rangesOf(list);
  const rows = histories.flatMap((history) => history.rows);
  const prefixes = [...new Set(rows.map(({ prefix }) => prefix))].filter((prefix) => !prefix.includes(':'));
  const values = Uint32Array.from({ length: LOOKUPS }, () => Math.random() * 4_294_967_296);
  const addresses = Array.from(values.subarray(0, LINES), formatV4);
  const lines = join(folder, 'lines.txt');
  writeLines(lines, values);
  await compare([
    ['grepcidr', grepcidr(folder, prefixes, lines)],
    ['lines to prefix labels', () => labelsAlone(list, lines)],
    ['lines to whole answers (who --file)', await whoFile(folder, list, lines)],
  ]);
  let hits = 0;
  const results = [
    measure('typed-array table, numbers', LOOKUPS, () => {
      for (const value of values) if (ranges.table.ofV4(value) >= 0) hits++;
    }),
    linesOfFile(ranges, lines),
    measure('text to whole answer (who)', LINES, () => {
      for (const text of addresses) {
        const address = parseAddress(text);
        if (address !== undefined) ranges.source(address, AT);
      }
    }),
    await inLake(folder, ranges, addresses),
    blockList(prefixes, addresses),
  ];
  console.log(
    `${prefixes.length} IPv4 prefixes; ${((100 * hits) / LOOKUPS).toFixed(1)} % of the addresses are in one`,
  );
  for (const { what, perSecond } of results) {
    console.log(`${what.padEnd(46)} ${(perSecond / 1e6).toFixed(3).padStart(9)} M/s`);
  }
}

const [, , first, list = '', lines = ''] = process.argv;
if (first === 'labels') {
  const { ranges } = rangesOf(list);
  console.log(JSON.stringify(await timed(() => Promise.resolve(labelsOfFile(ranges, lines)))));
} else {
  await inFolder((folder) => main(folder, first));
}
