// How fast addresses are attributed, beside other ways, in one run: `node dist/bench/who.js [ip-ranges.json]`.
// Without a file the ranges are made: as many as AWS publishes, with its lengths.
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { BlockList } from 'node:net';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLake } from '../src/events/engines/duckdb/lake.ts';
import { writeRows } from '../src/events/engines/duckdb/rows.ts';
import { nodeEffects } from '../src/base/effects.ts';
import { formatV4, parseAddress, parseV4Bytes } from '../src/net/address.ts';
import { AnswerLines } from '../src/attribution/answer-lines.ts';
import { attribute } from '../src/attribution/attribute.ts';
import { importFile } from '../src/attribution/import.ts';
import { Ranges } from '../src/attribution/ranges.ts';
import type { Label } from '../src/attribution/ranges.ts';
import { saveHistory } from '../src/attribution/store.ts';
import { ROOT } from '../test/support.ts';
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
function labelsOfFile(ranges: Ranges, lines: string): Result {
  const label = (found: Label | undefined): string =>
    found === undefined ? '-' : `${found.provider} ${found.prefix}`;
  return measure('lines of a file to prefix labels', FILE_LINES, () => {
    const answers = new AnswerLines(ranges, AT, { tail: label, other: () => '', write: () => {} });
    const file = openSync(lines, 'r');
    const chunk = Buffer.alloc(1 << 20);
    for (let size = readSync(file, chunk); size > 0; size = readSync(file, chunk)) {
      answers.add(chunk.subarray(0, size));
    }
    answers.finish();
    closeSync(file);
  });
}

/** Whole answers as `who --file` gives them: the command itself, from its start to its end. */
async function whoFile(folder: string, list: string, lines: string): Promise<Result> {
  const effects = nodeEffects(1);
  const home = { ...effects, env: { ...effects.env, ABUSEDESK_HOME: join(folder, 'home') } };
  const { histories } = importFile([], readFileSync(list), {
    source: list,
    imported: '2026-08-22T16:00:00Z',
  });
  for (const history of histories) await saveHistory(history, home);
  const argv = [join(ROOT, 'bin', 'abusedesk.js'), 'who', '--quiet', '--file', lines];
  return measure('lines of a file to whole answers (who --file)', FILE_LINES, () => {
    spawnSync(process.execPath, argv, { stdio: 'ignore', env: home.env });
  });
}

/** grepcidr with the prefixes in a file, over a file of lines; undefined where it is not installed. */
function grepcidr(folder: string, prefixes: readonly string[], lines: string): Result | undefined {
  const list = join(folder, 'prefixes.txt');
  writeFileSync(list, prefixes.join('\n'));
  const found = spawnSync(GREPCIDR, ['-V'], { stdio: 'ignore' });
  if (found.error !== undefined) return undefined;
  return measure('grepcidr, lines of a file', FILE_LINES, () => {
    spawnSync(GREPCIDR, ['-f', list, lines], { stdio: 'ignore' });
  });
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

const ROUNDS = 3;

async function inTurn(
  works: readonly (() => Promise<Result | undefined>)[],
): Promise<(Result | undefined)[]> {
  const best: (Result | undefined)[] = works.map(() => undefined);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, work] of works.entries()) {
      const result = await work();
      if (result !== undefined && result.perSecond > (best[i]?.perSecond ?? 0)) best[i] = result;
    }
  }
  return best;
}

async function main(folder: string, file: string | undefined): Promise<void> {
  const list = file ?? join(folder, 'made.json');
  if (file === undefined) writeFileSync(list, madeRanges());
  const bytes = readFileSync(list);
  const { histories } = importFile([], bytes, { source: file ?? 'made', imported: '2026-08-22T16:00:00Z' });
  const ranges = new Ranges(histories);
  const rows = histories.flatMap((history) => history.rows);
  const prefixes = [...new Set(rows.map(({ prefix }) => prefix))].filter((prefix) => !prefix.includes(':'));
  const values = Uint32Array.from({ length: LOOKUPS }, () => Math.random() * 4_294_967_296);
  const addresses = Array.from(values.subarray(0, LINES), formatV4);
  const lines = join(folder, 'lines.txt');
  writeLines(lines, values);
  // In turn, and the best of each: a computer that is busy for a while is so for all.
  const compared = await inTurn([
    () => Promise.resolve(grepcidr(folder, prefixes, lines)),
    () => Promise.resolve(labelsOfFile(ranges, lines)),
    () => whoFile(folder, list, lines),
  ]);
  const [grep] = compared;
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
    ...compared,
    blockList(prefixes, addresses),
  ];
  const base = grep?.perSecond;
  console.log(
    `${prefixes.length} IPv4 prefixes; ${((100 * hits) / LOOKUPS).toFixed(1)} % of the addresses are in one`,
  );
  for (const result of results) {
    if (result === undefined) {
      console.log('grepcidr: not installed');
      continue;
    }
    const { what, perSecond } = result;
    const ratio = base === undefined ? '' : `  ${(perSecond / base).toFixed(2).padStart(6)} × grepcidr`;
    console.log(`${what.padEnd(46)} ${(perSecond / 1e6).toFixed(3).padStart(9)} M/s${ratio}`);
  }
}

const folder = mkdtempSync(join(tmpdir(), 'abusedesk-bench-'));
try {
  await main(folder, process.argv[2]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
