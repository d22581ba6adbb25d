import { cp, mkdir, mkdtemp, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import type { TestContext } from 'node:test';
import type { Effects } from '../../../src/base/ports.ts';
import { investigate } from '../../../src/desk/investigation.ts';
import type { InvestigatedCase, InvestigationOptions } from '../../../src/desk/investigation.ts';
import type { CaseDocument } from '../../../src/model/case.ts';
import { settingsSchema } from '../../../src/settings/settings.ts';
import type { Settings } from '../../../src/settings/settings.ts';
import { world } from '../../attribution/world.ts';
import { remove, temporary } from '../../support.ts';

/** Seconds since 1970 of the first record: 2018-03-06 10:00 UTC, two hours before the world's clock. */
const BEGIN = 1_520_330_400;
const HOUR = 3600;

/** One host tries port 22 of 300 others, which do not answer. */
export function scan(host = '10.0.0.5'): string {
  const lines = Array.from(
    { length: 300 },
    (_, n) =>
      `2 123456789012 eni-0a1b2c3d ${host} 198.51.${100 + (n >> 8)}.${n & 255} ${40_000 + n} 22 6 1 40 ${BEGIN + n} ${BEGIN + n + 30} ACCEPT OK\n`,
  );
  return lines.join('');
}

/** Lines of syslog, which have no year. */
const AUTH = Array.from(
  { length: 5 },
  (_, n) =>
    `Mar  6 10:00:0${n} web sshd[100]: Failed password for root from 203.0.113.9 port 4000${n} ssh2\n`,
).join('');

/** What a run is to be like, beside the usual. */
interface Run extends Partial<Pick<InvestigationOptions, 'anew' | 'paths' | 'program' | 'signal'>> {
  folder?: string;
  settings?: Partial<Settings>;
  effects?: Partial<Effects>;
}

/** Evidence, a home, a case that was run once, and runs over them. */
export interface Scene {
  home: string;
  evidence: string;
  /** The case that is run again and again. */
  folder: string;
  /** What the first run of it came to. */
  first: InvestigatedCase;
  run: (how?: Run) => Promise<InvestigatedCase>;
  /** The same into a case that has never been. */
  fresh: (how?: Run) => Promise<CaseDocument>;
}

/** Runs in a home: `evidence/` in it is read. */
function runsIn(home: string): Scene['run'] {
  return ({ folder = join(home, 'case'), settings, paths = ['evidence'], effects: changes, ...how } = {}) => {
    const { effects } = world(home, { cwd: () => home, ...changes });
    const all = settingsSchema.parse({ letters: ['en'], ...settings });
    return investigate({ paths, folder, settings: all, ...how }, effects);
  };
}

/** A home in which the case was run once; each scene is a copy of it. */
const template = (async () => {
  const home = await mkdtemp(join(tmpdir(), 'abusedesk-test-'));
  after(() => remove(home));
  const evidence = join(home, 'evidence');
  await mkdir(evidence);
  await writeFile(join(evidence, 'flows.log'), scan());
  await writeFile(join(evidence, 'auth.log'), AUTH);
  for (const name of ['flows.log', 'auth.log'])
    await utimes(join(evidence, name), BEGIN + HOUR, BEGIN + HOUR);
  return { home, first: await runsIn(home)() };
})();

export async function scene(t: TestContext): Promise<Scene> {
  const { home: made, first } = await template;
  const home = await temporary(t);
  await cp(made, home, { recursive: true, preserveTimestamps: true });
  const run = runsIn(home);
  let cases = 0;
  return {
    home,
    evidence: join(home, 'evidence'),
    folder: join(home, 'case'),
    first,
    run,
    fresh: async (how) => (await run({ ...how, folder: join(home, `fresh-${(cases += 1)}`) })).document,
  };
}

/** A case without what differs between any two runs: its name, its times, its journal, the hash of its page. */
export function lasting({ outputs, timeline, ...document }: CaseDocument): unknown {
  const { id: _id, opened: _opened, journal: _journal, ...rest } = document;
  const { 'report.html': page, 'lake/run.json': mark, ...others } = outputs ?? {};
  // The moment at which the case was opened is in the timeline.
  const events = timeline.filter(({ message }) => message.key !== 'timeOpened');
  return {
    ...rest,
    outputs: { ...others, page: page !== undefined, mark: mark !== undefined },
    timeline: events,
  };
}
