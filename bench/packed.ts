/**
 * What unpacking costs beside the programs that packed: processor seconds for the same content.
 *
 *   node dist/bench/packed.js [--kind gzip,zstd,xz,bzip2,lz4] [--mb 200] [--runs 3]
 */
import { open } from 'node:fs/promises';
import { PACKINGS, packingOf } from '../src/evidence/archives/packings/index.ts';
import type { Outcome } from '../src/evidence/archives/gunzip.ts';
import { makeInput } from './generate/input.ts';
import {
  inFolder,
  inOwnProcess,
  listOption,
  median,
  numberOption,
  option,
  printTable,
  timed,
  took,
} from './measure.ts';
import type { Measure } from './measure.ts';

const KINDS = ['gzip', 'zstd', 'xz', 'bzip2', 'lz4'] as const;
const BLOCK_BYTES = 4 * 2 ** 20;

async function* blocksOf(path: string): AsyncGenerator<Uint8Array> {
  const handle = await open(path);
  try {
    const block = Buffer.alloc(BLOCK_BYTES);
    for (;;) {
      const { bytesRead } = await handle.read(block);
      if (bytesRead === 0) return;
      yield block.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

async function unpacked(path: string): Promise<Record<string, number>> {
  let packing;
  for await (const block of blocksOf(path)) {
    packing = packingOf(block);
    break;
  }
  if (packing === undefined) throw new Error(`${path} is not packed`);
  const outcome: Outcome = {};
  let bytes = 0;
  for await (const block of packing.unpack(blocksOf(path), undefined, outcome)) bytes += block.length;
  if (outcome.problem !== undefined) throw new Error(outcome.problem);
  return { bytes };
}

async function compare(
  kind: (typeof KINDS)[number],
  made: { path: string; bytes: number },
): Promise<string[]> {
  const [ending] = PACKINGS.find(({ name }) => name === kind)!.endings;
  const path = `${made.path}${ending}`;
  took(['sh', '-c', `${kind} -c < "$1" > "$2"`, 'x', made.path, path], process.env);
  const theirs: number[] = [];
  const ours: Measure[] = [];
  for (let run = 0; run < numberOption('runs', 3); run += 1) {
    theirs.push(took([kind, '-dc', path], process.env).cpu);
    ours.push(await inOwnProcess(import.meta.url, ['--step', path]));
  }
  if (ours.some(({ detail }) => detail?.['bytes'] !== made.bytes)) throw new Error(`${kind}: other content`);
  const [tool, own] = [median(theirs), median(ours.map(({ cpu = NaN }) => cpu))];
  const speed = (seconds: number): string => (made.bytes / 1e6 / seconds).toFixed(0);
  const peak = Math.max(...ours.map(({ rss = 0 }) => rss)) / 1e6;
  return [kind, speed(tool), speed(own), (tool / own).toFixed(2), peak.toFixed(0)];
}

const step = option('step');
if (step === undefined) {
  await inFolder(async (folder) => {
    const made = await makeInput('vpc', folder, numberOption('mb', 200) * 1e6);
    const rows: string[][] = [];
    for (const kind of listOption('kind', KINDS)) rows.push(await compare(kind, made));
    console.log(
      `${(made.bytes / 1e6).toFixed(0)} MB of flow logs, Node ${process.versions.node}; MB per processor second`,
    );
    printTable(['', 'program -dc', 'ours', 'ours against it', 'peak MB'], rows);
  });
} else console.log(JSON.stringify(await timed(() => unpacked(step))));
