// What the benchmarks share: timing, peers, a table of results.
import { spawnSync } from 'node:child_process';
import { loadavg } from 'node:os';

/** One line of a benchmark's table. */
export interface Result {
  what: string;
  /** Undefined: it could not be run; `note` says why. */
  seconds?: number;
  bytes?: number;
  /** Counts, rows lost, phases. */
  note?: string;
}

/** `--name value` on the command line. */
export function option(name: string, otherwise: number): number {
  const place = process.argv.indexOf(`--${name}`);
  const value = place < 0 ? otherwise : Number(process.argv[place + 1]);
  if (!Number.isFinite(value) || value <= 0) throw new TypeError(`--${name} needs a number above 0`);
  return value;
}

export async function timed<T>(work: () => Promise<T> | T): Promise<{ value: T; seconds: number }> {
  const start = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - start) / 1000 };
}

/** Runs another program over the same file; named as missing where it is not installed. */
export function peer(what: string, bytes: number, program: string, args: readonly string[]): Result {
  const start = performance.now();
  const run = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  const seconds = (performance.now() - start) / 1000;
  if (run.error !== undefined) return { what, note: `${program} is not installed` };
  if (run.status !== 0) return { what, note: `failed: ${run.stderr.trim().slice(0, 120)}` };
  return { what, seconds, bytes, note: run.stdout.trim().split('\n')[0]?.trim().slice(0, 60) ?? '' };
}

/** Looks at this process's memory while the work runs; resident bytes at most. */
export async function withPeak<T>(work: () => Promise<T>): Promise<{ value: T; peak: number }> {
  let peak = process.memoryUsage.rss();
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  try {
    const value = await work();
    return { value, peak: Math.max(peak, process.memoryUsage.rss()) };
  } finally {
    clearInterval(timer);
  }
}

/** Prints the results, each with its speed and how it compares with the one called `against`. */
export function printResults(title: string, results: readonly Result[], against: string): void {
  const base = results.find(({ what }) => what === against)?.seconds;
  const load = loadavg()[0]?.toFixed(1);
  console.log(`\n${title} (load average ${load})`);
  console.log(`${'what'.padEnd(44)}${'s'.padStart(8)}${'MB/s'.padStart(8)}${'× ours'.padStart(9)}  `);
  for (const { what, seconds, bytes, note } of results) {
    const time = seconds === undefined ? '–' : seconds.toFixed(2);
    const speed = seconds === undefined || bytes === undefined ? '' : (bytes / 1e6 / seconds).toFixed(0);
    const ratio =
      seconds === undefined || bytes === undefined || base === undefined ? '' : (base / seconds).toFixed(2);
    console.log(
      `${what.padEnd(44)}${time.padStart(8)}${speed.padStart(8)}${ratio.padStart(9)}  ${note ?? ''}`.trimEnd(),
    );
  }
}
