/**
 * Whether two builds of the program come to the same: makes a case of every example and of generated logs with either, and
 * compares `case.json` but for the case's number, the clock and the text of SQL. Fails where they differ.
 *
 *   node dist/bench/same.js --other /path/to/another/dist [--mb 20] [--only nat-port-scan,v2,guilty]
 */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { nodeEffects as Effects } from '../src/base/effects.ts';
import type { investigate as Investigate } from '../src/desk/investigation.ts';
import type { settingsSchema as Schema } from '../src/settings/settings.ts';
import { generateFlows } from './generate/flows.ts';
import { generateGuilty } from './generate/guilty.ts';
import { generateWeb } from './generate/web.ts';
import { THREADS } from './lake.ts';
import { inFolder, inOwnProcess, numberOption, option } from './measure.ts';

const EXAMPLES = resolve(import.meta.dirname, '../../examples');
/** Differences of one case that are printed. */
const SHOWN = 12;

/** The evidence, by name: the examples' folders, and a way to make each of the others. */
function evidence(megabytes: number): [name: string, make: (folder: string) => Promise<string>][] {
  const examples = readdirSync(EXAMPLES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const flows = (version: 'v2' | 'v5', strangers: number) => async (folder: string) => {
    await generateFlows(join(folder, 'flows.log'), megabytes, version, { strangers });
    return join(folder, 'flows.log');
  };
  const web = (kind: 'iis' | 'combined' | 'vhost') => (folder: string) => {
    generateWeb(kind, join(folder, `${kind}.log`), megabytes * 1e6);
    return Promise.resolve(join(folder, `${kind}.log`));
  };
  return [
    ...examples.map(({ name }): [string, () => Promise<string>] => [
      name,
      () => Promise.resolve(join(EXAMPLES, name)),
    ]),
    ['v2', flows('v2', 0)],
    ['v2-ordinary', flows('v2', 20_000)],
    ['v5', flows('v5', 0)],
    ['v5-ordinary', flows('v5', 20_000)],
    ['iis', web('iis')],
    ['combined', web('combined')],
    ['vhost', web('vhost')],
    [
      'guilty',
      (folder) => {
        generateGuilty(join(folder, 'flows.log'), { records: 250_000, guilty: 60 });
        return Promise.resolve(join(folder, 'flows.log'));
      },
    ],
  ];
}

/** Makes a case with one build, in a process of its own. */
async function makeCase(dist: string, path: string, folder: string): Promise<void> {
  const load = async (file: string): Promise<Record<string, unknown>> =>
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what a module exports
    (await import(pathToFileURL(join(dist, 'src', file)).href)) as Record<string, unknown>;
  /* oxlint-disable typescript/no-unsafe-type-assertion -- the same modules of another build */
  const investigate = (await load('desk/investigation.js'))['investigate'] as typeof Investigate;
  const settingsSchema = (await load('settings/settings.js'))['settingsSchema'] as typeof Schema;
  const nodeEffects = (await load('base/effects.js'))['nodeEffects'] as typeof Effects;
  /* oxlint-enable typescript/no-unsafe-type-assertion */
  await investigate({ paths: [path], folder, settings: settingsSchema.parse({}) }, nodeEffects(THREADS));
}

/** What of a case may differ: when it was made, how it was asked, and checksums of what says so too. */
const APART = new Set(['sql', 'opened', 'updated', 'outputs', 'journal']);

/** Everything that a case says, as paths with their values. */
function said(value: unknown, path: string, into: Map<string, string>): Map<string, string> {
  if (Array.isArray(value)) {
    into.set(`${path}.length`, String(value.length));
    for (const [i, one] of value.entries()) said(one, `${path}[${i}]`, into);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, one] of Object.entries(value)) if (!APART.has(name)) said(one, `${path}.${name}`, into);
  } else into.set(path, JSON.stringify(value));
  return into;
}

/** A case's number is in its letters as well, and the days since it was opened are in what is next. */
async function readCase(folder: string): Promise<Map<string, string>> {
  const text = await readFile(join(folder, 'case.json'), 'utf8');
  const id = /"id": ?"([^"]+)"/.exec(text)?.[1];
  const opened = /"opened": ?"([^"]+)"/.exec(text)?.[1];
  let plain = text;
  for (const [word, stands] of [
    [id, 'ID'],
    [opened, 'OPENED'],
    [opened?.slice(0, 10), 'DAY'],
  ] as const)
    if (word !== undefined) plain = plain.replaceAll(word, stands);
  return said(JSON.parse(plain), '', new Map());
}

function differences(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): string[] {
  return [...new Set([...a.keys(), ...b.keys()])]
    .filter((path) => a.get(path) !== b.get(path))
    .map((path) => `  ${path}: ${a.get(path) ?? 'nothing'} | ${b.get(path) ?? 'nothing'}`);
}

async function compare(
  other: string,
  megabytes: number,
  only: readonly string[] | undefined,
): Promise<number> {
  let different = 0;
  for (const [name, make] of evidence(megabytes)) {
    if (only !== undefined && !only.includes(name)) continue;
    await inFolder(async (folder) => {
      const path = await make(folder);
      const builds = [resolve(import.meta.dirname, '..'), resolve(other)];
      for (const [i, dist] of builds.entries()) {
        const args = [
          '--step',
          'case',
          '--dist',
          dist,
          '--path',
          path,
          '--folder',
          join(folder, `${i}.case`),
        ];
        await inOwnProcess(import.meta.url, args);
      }
      const [ours, theirs] = [await readCase(join(folder, '0.case')), await readCase(join(folder, '1.case'))];
      const found = differences(ours, theirs);
      console.log(
        `${name}: ${found.length === 0 ? `the same in ${ours.size} places` : `${found.length} differ`}`,
      );
      for (const line of found.slice(0, SHOWN)) console.log(line.slice(0, 300));
      if (found.length > 0) different += 1;
    });
  }
  return different;
}

if (option('step') === 'case') {
  await makeCase(option('dist') ?? '', option('path') ?? '', option('folder') ?? '');
  console.log('{"seconds":0}');
} else {
  const other = option('other');
  if (other === undefined) throw new Error('--other: the dist of another build is wanted');
  const different = await compare(other, numberOption('mb', 20), option('only')?.split(','));
  if (different > 0) process.exitCode = 1;
}
