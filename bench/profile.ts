/**
 * Which questions a case spends its time on: processor seconds and seconds by the clock of each, with who asked it, and
 * the most memory the process held meanwhile.
 *
 *   node dist/bench/profile.js [--format v2,v2-ordinary,v5,v5-ordinary,combined,iis] [--mb 100] [--most 25]
 *   node dist/bench/profile.js --input FILE    the same over evidence that is there already
 */
import { join } from 'node:path';
import { Connection } from '../src/events/engines/duckdb/connection.ts';
import { generateFlows } from './generate/flows.ts';
import { generateWeb } from './generate/web.ts';
import { describePhases, ownStep, toCase, toLake } from './lake.ts';
import { inFolder, listOption, numberOption, option, printTable } from './measure.ts';
import type { Measure } from './measure.ts';

const FORMATS = ['v2', 'v2-ordinary', 'v5', 'v5-ordinary', 'combined', 'iis'] as const;
type Format = (typeof FORMATS)[number];

/** An ordinary flow log: some thousand addresses knock again and again. */
const ORDINARY = 20_000;
/** Beginnings of questions in the list are cut here. */
const SHOWN = 70;

interface Spent {
  times: number;
  cpu: number;
  wall: number;
  /** Most bytes resident while it was asked, looked at every `LOOK_MS`. */
  peak: number;
  sql: string;
}

const LOOK_MS = 20;

/** Who asked: the first two frames outside the engine and the steps of questions. */
function caller(): string {
  const frames = (new Error().stack ?? '').split('\n').slice(1);
  const names = frames.flatMap((frame) => {
    const found = /at (?:async )?(\S+) \(?.*\/src\/(\S+?)\.[jt]s:(\d+)/.exec(frame);
    return found === null || /events\/engines|findings\/sql\//.test(found[2] ?? '')
      ? []
      : [`${found[2]?.split('/').at(-1)}:${found[3]} ${found[1]}`];
  });
  return names.slice(0, 2).join(' < ');
}

/** Has every question counted. The questions of a case are asked one after the other, so that the process's time is theirs. */
function countQuestions(): Map<string, Spent> {
  const spent = new Map<string, Spent>();
  // oxlint-disable-next-line typescript/unbound-method -- it is called with its connection below
  const run = Connection.prototype.run;
  Connection.prototype.run = async function counted(this: Connection, sql: string) {
    const [, table = ''] = /^CREATE (?:OR REPLACE )?(?:TEMP )?TABLE "?(\w+)/.exec(sql) ?? [];
    const who = `${caller()} ${table}`.trim();
    const before = process.cpuUsage();
    const began = performance.now();
    let peak = 0;
    const look = (): void => {
      peak = Math.max(peak, process.memoryUsage.rss());
    };
    const looking = setInterval(look, LOOK_MS);
    try {
      return await run.call(this, sql);
    } finally {
      look();
      clearInterval(looking);
      const { user, system } = process.cpuUsage(before);
      const known = spent.get(who) ?? { times: 0, cpu: 0, wall: 0, peak: 0, sql };
      known.times++;
      known.cpu += (user + system) / 1e6;
      known.wall += (performance.now() - began) / 1000;
      known.peak = Math.max(known.peak, peak);
      spent.set(who, known);
    }
  };
  return spent;
}

async function made(format: Format, folder: string, megabytes: number): Promise<string> {
  const log = join(folder, `${format}.log`);
  if (format === 'combined' || format === 'iis') generateWeb(format, log, megabytes * 1e6);
  else
    await generateFlows(log, megabytes, format.startsWith('v2') ? 'v2' : 'v5', {
      strangers: format.endsWith('ordinary') ? ORDINARY : 0,
    });
  return log;
}

function printSpent(spent: ReadonlyMap<string, Spent>, most: number): void {
  const all = [...spent].toSorted(([, a], [, b]) => b.cpu - a.cpu);
  const sum = (name: 'cpu' | 'wall' | 'times'): number =>
    all.reduce((total, [, one]) => total + one[name], 0);
  const rows = all
    .slice(0, most)
    .map(([who, { times, cpu, wall, peak, sql }]) => [
      who,
      String(times),
      cpu.toFixed(2),
      wall.toFixed(2),
      (peak / 1e6).toFixed(0),
      sql.replace(/\s+/g, ' ').slice(0, SHOWN),
    ]);
  printTable(
    ['who asked', 'times', 'CPU s', 'seconds', 'peak MB', ''],
    [...rows, ['all questions', String(sum('times')), sum('cpu').toFixed(2), sum('wall').toFixed(2), '', '']],
  );
}

/** A measure, and what each question took. */
interface Profile extends Measure {
  spent: [string, Spent][];
}

async function whole(log: string, folder: string): Promise<Profile> {
  const spent = countQuestions();
  const measure = await toCase([log], folder);
  return { ...measure, spent: [...spent] };
}

async function profile(name: string, log: string, folder: string): Promise<void> {
  const lake = await ownStep(import.meta.url, 'lake', { log, folder });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the step is in this file
  const all = (await ownStep(import.meta.url, 'whole', { log, folder })) as Profile;
  const ratio = (all.seconds / lake.seconds).toFixed(2);
  console.log(
    `\n${name}: lake ${lake.seconds.toFixed(2)} s (CPU ${lake.cpu?.toFixed(1)}), whole ${all.seconds.toFixed(2)} s (CPU ${all.cpu?.toFixed(1)}), ${ratio} times; peak ${((all.rss ?? 0) / 1e6).toFixed(0)} MB`,
  );
  console.log(describePhases(all));
  printSpent(new Map(all.spent), numberOption('most', 25));
}

const step = option('step');
if (step === 'lake') console.log(JSON.stringify(await toLake([option('log') ?? ''], option('folder') ?? '')));
else if (step === 'whole')
  console.log(JSON.stringify(await whole(option('log') ?? '', option('folder') ?? '')));
else {
  const input = option('input');
  if (input !== undefined) await inFolder((folder) => profile(input, input, folder));
  else
    for (const format of listOption('format', FORMATS))
      await inFolder(async (folder) =>
        profile(format, await made(format, folder, numberOption('mb', 100)), folder),
      );
}
