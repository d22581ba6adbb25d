import { join } from 'node:path';
import { investigate } from '../src/desk/investigation.ts';
import { settingsSchema } from '../src/settings/settings.ts';
import { nodeEffects } from '../src/base/effects.ts';
import { survey } from '../src/evidence/survey.ts';
import { ingest } from '../src/events/ingest/ingest.ts';
import { inOwnProcess, numberOption, timed } from './measure.ts';
import type { Measure } from './measure.ts';

/** What the steps of reading, and of reading and all that follows, are called. */
export const OURS = 'abusedesk: log to lake';
export const WHOLE = 'abusedesk: investigate, to the report';

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
      { onTiming: ({ parse, write }) => Object.assign(detail, { parse, write }) },
      effects,
    );
    for (const one of evidence) {
      for (const name of COUNTS) detail[name] = (detail[name] ?? 0) + one[name];
      detail['notes'] = (detail['notes'] ?? 0) + one.notes.length;
    }
    return detail;
  });
}

/** Seconds of a phase are in the detail under its name and this. */
const PHASE = 'phase: ';

/** Makes a case of files, from the first look at them to the report; tells what each phase took. */
export async function toCase(paths: readonly string[], folder: string): Promise<Measure> {
  const effects = nodeEffects(THREADS);
  return timed(async () => {
    const began: [phase: string, at: number][] = [];
    await investigate(
      {
        paths,
        folder: join(folder, 'whole.case'),
        settings: settingsSchema.parse({}),
        // Round after round into the same case.
        anew: true,
        onPhase: (phase) => began.push([phase, performance.now()]),
      },
      effects,
    );
    began.push(['', performance.now()]);
    const ends = began.slice(1).map(([, at]) => at);
    return Object.fromEntries(
      ends.map((end, i) => [PHASE + began[i]![0], (end - began[i]![1]) / 1000] as const),
    );
  });
}

/** What each phase of a case took, a line each. */
export function describePhases({ detail = {} }: Measure): string {
  return Object.entries(detail)
    .filter(([name]) => name.startsWith(PHASE))
    .map(([name, seconds]) => `  ${name.slice(PHASE.length)}: ${seconds.toFixed(1)} s`)
    .join('\n');
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
