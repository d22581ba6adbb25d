import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a measured step took. */
export interface Measure {
  seconds: number;
  /** Seconds of all processors together. */
  cpu?: number;
  /** Largest resident memory, bytes. */
  rss?: number;
  detail?: Record<string, number>;
}

/** Runs a program and times it; undefined if it is not installed. */
export async function timeProgram(command: string, args: readonly string[]): Promise<Measure | undefined> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('error', (error) =>
      'code' in error && error.code === 'ENOENT' ? resolve(undefined) : reject(error),
    );
    child.once('exit', (code) =>
      code === 0
        ? resolve({ seconds: (performance.now() - began) / 1000 })
        : reject(new Error(`${command} ended with ${code}`)),
    );
  });
}

/** Seconds by the clock, and of the processors. */
export interface Took {
  wall: number;
  cpu: number;
}

/**
 * Runs a program without its output, and has the shell say how long it took, with all that it started.
 * @param before words that start the shell: \`ip netns exec NAME\`
 * @throws Error when it fails
 */
export function took(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
  before: readonly string[] = [],
  good: readonly number[] = [0],
): Took {
  const shell = ['bash', '-c', 'TIMEFORMAT="%R %U %S"; time "$@" >/dev/null', 'x', ...argv];
  const [program = '', ...words] = [...before, ...shell];
  const { status, stderr } = spawnSync(program, words, { env, encoding: 'utf8' });
  const said = stderr.trim().split('\n');
  const [wall = NaN, user = NaN, system = NaN] = (said.at(-1) ?? '').split(' ').map(Number);
  if (!good.includes(status ?? -1) || Number.isNaN(system)) {
    throw new Error(`${argv.join(' ')}: ${stderr.slice(0, 500)}`);
  }
  return { wall, cpu: user + system };
}

/** The one in the middle: half are less, half are more. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Runs a step of a benchmark file in a process of its own, so that memory and caches are its own too. */
export async function inOwnProcess(moduleUrl: string, args: readonly string[]): Promise<Measure> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [fileURLToPath(moduleUrl), ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code !== 0) reject(new Error(`${args.join(' ')} ended with ${code}`));
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the step is in the same file and prints a Measure
      else resolve(JSON.parse(output) as Measure);
    });
  });
}

/** Times a step in this process. */
export async function timed(step: () => Promise<Record<string, number> | void>): Promise<Measure> {
  const cpu = process.cpuUsage();
  const began = performance.now();
  const detail = await step();
  const seconds = (performance.now() - began) / 1000;
  const used = process.cpuUsage(cpu);
  return {
    seconds,
    cpu: (used.user + used.system) / 1e6,
    rss: process.resourceUsage().maxRSS * 1024,
    ...(detail && { detail }),
  };
}

/** The fastest of some rounds of each step: a machine that is busy for a while is so for all of them. */
export async function inRounds(
  steps: readonly (readonly [string, () => Promise<Measure | undefined>])[],
  rounds: number,
): Promise<Map<string, Measure | undefined>> {
  const results = new Map<string, Measure | undefined>();
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of steps) {
      if (round > 0 && results.get(name) === undefined) continue;
      const measure = await run();
      const least = results.get(name);
      if (least === undefined || measure === undefined || measure.seconds < least.seconds)
        results.set(name, measure);
    }
  }
  return results;
}

/** The steps whose first word `--skip` does not name. */
export function wantedSteps<T extends readonly [string, ...unknown[]]>(steps: readonly T[]): readonly T[] {
  const skipped = new Set((option('skip') ?? '').split(','));
  return steps.filter(([name]) => !skipped.has(name.split(/[ ,:]/)[0] ?? ''));
}

/** Prints columns, numbers to the right. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const all = [head, ...rows];
  const widths = head.map((_, c) => Math.max(...all.map((row) => (row[c] ?? '').length)));
  for (const row of all) {
    const cells = row.map((cell, c) =>
      c === 0 ? cell.padEnd(widths[c] ?? 0) : cell.padStart(widths[c] ?? 0),
    );
    console.log(cells.join('  ').trimEnd());
  }
}

/** Steps of a comparison as rows: name, seconds, megabytes a second, and how it compares with one of them. */
export function comparisonRows(
  results: ReadonlyMap<string, Measure | undefined>,
  bytes: number,
  reference: Measure | undefined,
): string[][] {
  return [...results].map(([name, measure]) => {
    if (measure === undefined) return [name, 'not installed'];
    const { seconds, cpu, rss } = measure;
    return [
      name,
      seconds.toFixed(2),
      (bytes / 1e6 / seconds).toFixed(0),
      cpu?.toFixed(1) ?? '',
      rss === undefined ? '' : (rss / 1e6).toFixed(0),
      reference === undefined ? '' : (seconds / reference.seconds).toFixed(2),
    ];
  });
}

export const COMPARISON_HEAD = ['', 'seconds', 'MB/s', 'CPU s', 'peak MB', 'time against ours'];

/** Runs with an empty folder that goes at the end, whatever happens. */
export async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'abusedesk-bench-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Value of `--name value` in the arguments. */
export function option(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
}

/** Number of `--name 0.5` in the arguments, above 0. */
export function numberOption(name: string, otherwise: number): number {
  const text = option(name);
  const value = text === undefined ? otherwise : Number(text);
  if (!(value > 0)) throw new Error(`--${name} ${text}: a number above 0 is wanted`);
  return value;
}

/** Values of `--name a,b` in the arguments, each one of those that are known. */
export function listOption<T extends string>(name: string, known: readonly T[]): readonly T[] {
  const words = option(name)?.split(',');
  if (words === undefined) return known;
  return words.map((word) => {
    const found = known.find((one) => one === word);
    if (found === undefined) throw new Error(`--${name} ${word}: known are ${known.join(', ')}`);
    return found;
  });
}
