/**
 * Does time grow with the input, and not faster? The same kind of evidence in growing sizes, each read once.
 *
 *   node dist/bench/linear.js [--format vpc,iis,combined,vhost,pcap,gz] [--gb 1,2,4] [--runs 1]
 */
import { rm } from 'node:fs/promises';
import { INPUTS, makeInput } from './generate/input.ts';
import type { InputKind } from './generate/input.ts';
import { checkCounts, ownStep, toLake } from './lake.ts';
import { inFolder, inRounds, listOption, numberOption, option, printTable } from './measure.ts';

async function readOnce(kind: InputKind, gigabytes: number, runs: number): Promise<string[]> {
  const cells: string[] = [];
  await inFolder(async (folder) => {
    const { path, bytes, read, parsed } = await makeInput(kind, folder, gigabytes * 1e9);
    const results = await inRounds(
      [['ours', () => ownStep(import.meta.url, 'ours', { log: path, folder })]],
      runs,
    );
    await rm(path);
    const measure = results.get('ours');
    checkCounts(measure, { read, parsed });
    const { seconds = 0, cpu = 0, rss = 0 } = measure ?? {};
    cells.push(
      `${kind}, ${gigabytes} GB`,
      seconds.toFixed(2),
      (bytes / 1e6 / seconds).toFixed(0),
      cpu.toFixed(1),
      (rss / 1e6).toFixed(0),
    );
  });
  return cells;
}

/** A column by size, as a multiple of the first row's. */
function relative(rows: readonly string[][], sizes: readonly number[], row: number, column: number): string {
  const perSize = (at: number): number => Number(rows[at]?.[column]) / (sizes[at] ?? 1);
  return (perSize(row) / perSize(0)).toFixed(2);
}

/** Adds how much longer each took than the first, by the size: 1.00 is linear. */
async function grow(kind: InputKind, sizes: readonly number[], runs: number): Promise<void> {
  const rows: string[][] = [];
  for (const size of sizes) rows.push(await readOnce(kind, size, runs));
  for (const [row, cells] of rows.entries())
    for (const column of [1, 3]) cells.push(relative(rows, sizes, row, column));
  printTable(['', 'seconds', 'MB/s', 'CPU s', 'peak MB', 'seconds a GB', 'CPU s a GB'], rows);
  console.log();
}

if (option('step') === undefined) {
  const sizes = (option('gb') ?? '1,2,4').split(',').map(Number);
  if (!sizes.every((size) => size > 0)) throw new Error('--gb: sizes such as 1,2,4 are wanted');
  console.log('The last two columns are relative to the smallest size: 1.00 is linear.');
  for (const kind of listOption('format', INPUTS)) await grow(kind, sizes, numberOption('runs', 1));
} else {
  console.log(JSON.stringify(await toLake([option('log') ?? ''], option('folder') ?? '')));
}
