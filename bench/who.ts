// How fast addresses are attributed, beside other ways, in one run: `node dist/bench/who.js [ip-ranges.json]`.
// Without a file the ranges are made: as many as AWS publishes, with its lengths.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

const GREPCIDR = 'grepcidr';
const LOOKUPS = 10_000_000;
const LINES = 1_000_000;
const SLOW = 100_000;
const IN_LAKE = 500_000;
/** How many prefixes of each length AWS published in August 2026, roughly. */
const LENGTHS: readonly (readonly [length: number, count: number])[] = [
  [12, 12],
  [14, 90],
  [16, 330],
  [18, 240],
  [20, 600],
  [22, 1500],
  [24, 3400],
  [28, 1700],
];

function madeRanges(): Buffer {
  let state = 1;
  const next = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0);
  const prefixes = LENGTHS.flatMap(([length, count]) =>
    Array.from({ length: count }, () => {
      const address = ((3 + (next() >>> 26)) * 16_777_216 + (next() >>> 8)) >>> 0;
      return { ip_prefix: `${formatV4(address)}/${length}`, region: 'us-east-1', service: 'EC2' };
    }),
  );
  const file = { syncToken: '1', createDate: '2026-08-22-15-17-05', prefixes, ipv6_prefixes: [] };
  return Buffer.from(JSON.stringify(file));
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
function linesOfFile(folder: string, ranges: Ranges, addresses: readonly string[]): Result {
  const path = join(folder, 'lines.txt');
  writeFileSync(path, `${addresses.join('\n')}\n`);
  return measure('typed-array table, lines of a file', addresses.length, () => {
    const bytes = readFileSync(path);
    let start = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
      ranges.table.ofV4(parseV4Bytes(bytes, start, end));
      start = end + 1;
    }
  });
}

/** Whole answers from bytes to bytes, as `who --file` gives them. */
function answerLines(ranges: Ranges, addresses: readonly string[]): Result {
  const at = 1_787_411_825;
  const bytes = Buffer.from(`${addresses.join('\n')}\n`);
  const lines = new AnswerLines(ranges, at, {
    tail: (label, special) => {
      const { provider, services, region, prefix } = ranges.answer('', label, at, special);
      return provider === null
        ? '-  in none of the lists'
        : [provider, services?.join(', '), region, prefix].join('  ');
    },
    other: (line) => `${line}\n`,
    write: (answers) => void Buffer.from(answers.buffer, answers.byteOffset, answers.length).toString('utf8'),
  });
  return measure('lines of a file to whole answers (who --file)', addresses.length, () => {
    for (let start = 0; start < bytes.length; start += 1 << 18)
      lines.add(bytes.subarray(start, start + (1 << 18)));
    lines.finish();
  });
}

/** grepcidr with the prefixes in a file, over a file of lines; undefined where it is not installed. */
function grepcidr(
  folder: string,
  prefixes: readonly string[],
  addresses: readonly string[],
): Result | undefined {
  const list = join(folder, 'prefixes.txt');
  const lines = join(folder, 'addresses.txt');
  writeFileSync(list, prefixes.join('\n'));
  writeFileSync(lines, `${addresses.join('\n')}\n`);
  const found = spawnSync(GREPCIDR, ['-V'], { stdio: 'ignore' });
  if (found.error !== undefined) return undefined;
  return measure('grepcidr, lines of a file', addresses.length, () => {
    spawnSync(GREPCIDR, ['-c', '-f', list, lines], { stdio: 'ignore' });
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

async function main(folder: string, file: string | undefined): Promise<void> {
  const bytes = file === undefined ? madeRanges() : readFileSync(file);
  const { histories } = importFile([], bytes, { source: file ?? 'made', imported: '2026-08-22T16:00:00Z' });
  const ranges = new Ranges(histories);
  const rows = histories.flatMap((history) => history.rows);
  const prefixes = [...new Set(rows.map(({ prefix }) => prefix))].filter((prefix) => !prefix.includes(':'));
  const values = Uint32Array.from({ length: LOOKUPS }, () => Math.random() * 4_294_967_296);
  const addresses = Array.from(values.subarray(0, LINES), formatV4);
  let hits = 0;
  const results = [
    measure('typed-array table, numbers', LOOKUPS, () => {
      for (const value of values) if (ranges.table.ofV4(value) >= 0) hits++;
    }),
    linesOfFile(folder, ranges, addresses),
    measure('text to whole answer (who)', LINES, () => {
      for (const text of addresses) {
        const address = parseAddress(text);
        if (address !== undefined) ranges.source(address, 1_787_411_825);
      }
    }),
    answerLines(ranges, addresses),
    await inLake(folder, ranges, addresses),
    grepcidr(folder, prefixes, addresses),
    blockList(prefixes, addresses),
  ];
  const base = results.at(-1)?.perSecond ?? 1;
  console.log(
    `${prefixes.length} IPv4 prefixes; ${((100 * hits) / LOOKUPS).toFixed(1)} % of the addresses are in one`,
  );
  for (const result of results) {
    if (result === undefined) {
      console.log('grepcidr: not installed');
      continue;
    }
    const { what, perSecond } = result;
    const ratio = perSecond / base;
    console.log(
      `${what.padEnd(44)} ${(perSecond / 1e6).toFixed(3).padStart(9)} M/s  ${ratio.toFixed(0).padStart(6)} x`,
    );
  }
}

const folder = mkdtempSync(join(tmpdir(), 'abusedesk-bench-'));
try {
  await main(folder, process.argv[2]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
