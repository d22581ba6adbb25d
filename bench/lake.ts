import { join } from 'node:path';
import { nodeEffects } from '../src/effects.ts';
import { survey } from '../src/evidence/survey.ts';
import { ingest } from '../src/events/ingest/ingest.ts';
import { inOwnProcess, numberOption, timed } from './measure.ts';
import type { Measure } from './measure.ts';

export const THREADS = numberOption('threads', 4);

/** What was read, as the manifest counts it, of all files together; `notes` is the number of them. */
const COUNTS = ['read', 'parsed', 'rejected', 'skipped'] as const;

/** Reads files, or a folder of them, to a lake in `folder`, in this process. */
export async function toLake(paths: readonly string[], folder: string): Promise<Measure> {
  const effects = nodeEffects(THREADS);
  const { found } = await survey(paths, join(folder, 'scratch'), {}, effects);
  return timed(async () => {
    const detail: Record<string, number> = { parse: 0, write: 0, notes: 0 };
    const evidence = await ingest(
      found,
      join(folder, 'lake'),
      { read: {}, onTiming: ({ parse, write }) => Object.assign(detail, { parse, write }) },
      effects,
    );
    for (const one of evidence) {
      for (const name of COUNTS) detail[name] = (detail[name] ?? 0) + one[name];
      detail['notes'] = (detail['notes'] ?? 0) + one.notes.length;
    }
    return detail;
  });
}

/** Runs a step of a benchmark file in a process of its own. @param paths its other options, by name */
export function ownStep(
  moduleUrl: string,
  step: string,
  paths: Readonly<Record<string, string>>,
): Promise<Measure> {
  const options = { step, ...paths, threads: String(THREADS) };
  return inOwnProcess(
    moduleUrl,
    Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]),
  );
}

/** Throws if a step's counts are not those of what was made. */
export function checkCounts(measure: Measure | undefined, truth: Record<string, number>): void {
  for (const [name, value] of Object.entries(truth)) {
    const found = measure?.detail?.[name];
    if (found !== value) throw new Error(`${name}: ${found} instead of ${value}`);
  }
}

/** Where the worker threads spent their time. */
export function describeWork({ detail = {} }: Measure): string {
  const seconds = (name: string): string => ((detail[name] ?? 0) / 1000).toFixed(1);
  return `  parse ${seconds('parse')} s, Parquet ${seconds('write')} s, summed over ${THREADS} workers`;
}
