// oxlint-disable typescript/no-unsafe-type-assertion -- what the program itself wrote, as JSON
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { main } from '../../src/cli/main.ts';
import { TABLES } from '../../src/tables/tables.ts';
import { world } from '../../test/attribution/world.ts';
import { ROOT } from '../../test/support.ts';

export const PROGRAM = join(ROOT, 'bin', 'abusedesk.js');

/** A disk in memory: thousands of writes that are synced. */
const MEMORY = '/dev/shm';

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs one command in this process, a minute later; `start` takes whatever is opened. */
export async function command(argv: readonly string[], home: string): Promise<Ran> {
  const { effects, written } = world(home, {
    // What a kill left in the middle of taking the lock is waited for no longer.
    now: () => new Date(Date.now() + 60_000),
    start: () => Promise.resolve(true),
  });
  const code = await main(argv, new AbortController().signal, effects);
  return { code, ...written };
}

/** Evidence of a run: a notice with this reference, and a web log of so many lines. */
async function evidenceOf(folder: string, reference: string, lines: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  const notice = await readFile(join(ROOT, 'examples', 'nat-port-scan', 'notice.eml'), 'latin1');
  await writeFile(join(folder, 'notice.eml'), notice.replaceAll('27579687149', reference), 'latin1');
  const log = Array.from(
    { length: lines },
    (_, i) =>
      `198.51.100.${i % 250} - - [10/Oct/2025:13:55:${String(i % 60).padStart(2, '0')} +0000] "GET /${i} HTTP/1.1" 200 12 "-" "curl"\n`,
  );
  await writeFile(join(folder, 'access.log'), log.join(''));
}

/** Two runs over different evidence, made by the program itself. */
export interface TwoRuns {
  root: string;
  home: string;
  /** Case folders. */
  before: string;
  after: string;
  /** What the second run reads. */
  evidence: string;
}

const LINES = { before: 20, after: 33 };

export async function twoRuns(): Promise<TwoRuns> {
  const root = await mkdtemp(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'abusedesk-hostile-'));
  const home = join(root, 'home');
  const made = { root, home, before: join(root, 'before.case'), after: join(root, 'after.case') };
  const evidence = join(root, 'evidence');
  await evidenceOf(join(root, 'first'), '11111111111', LINES.before);
  await evidenceOf(evidence, '22222222222', LINES.after);
  for (const [from, to] of [
    [join(root, 'first'), made.before],
    [evidence, made.after],
  ] as const) {
    const { code, stderr } = await command(['investigate', from, '--case', to, '--quiet'], home);
    assert.equal(code, 0, stderr);
  }
  return { ...made, evidence };
}

/** A fresh copy of the first run's case. */
export async function copyOf(folder: string, to: string): Promise<string> {
  await rm(to, { recursive: true, force: true });
  await cp(folder, to, { recursive: true });
  return to;
}

interface Written {
  outputs: Record<string, string>;
  evidence: { path: string; parsed: number }[];
}

function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

function writtenIn(dir: string): Written {
  return JSON.parse(readFileSync(join(dir, 'case.json'), 'utf8')) as Written;
}

/** What is wrong with a folder that should be one run, whole; nothing if it is. */
function flaws(dir: string): string[] {
  const { outputs } = writtenIn(dir);
  const found = Object.entries(outputs).flatMap(([path, hash]) => {
    if (!existsSync(join(dir, path))) return [`${path} is missing`];
    return sha256(join(dir, path)) === hash ? [] : [`${path} is of another run`];
  });
  for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
    if (/\.tmp$|^scratch|^publishing|\.lock$/.test(name)) found.push(`${name} was left behind`);
    if (/\.txt$|\.html$/.test(name) && outputs[name] === undefined) found.push(`${name} is of no run`);
  }
  return found;
}

/** A refusal: for the user to mend, in words. */
function refused({ code, stderr }: Ran): boolean {
  if (code !== 2 && code !== 3) return false;
  assert.match(stderr, /^abusedesk: .{10}/, 'a refusal says why');
  assert.doesNotMatch(stderr, /\n {4}at /, 'no stack');
  return true;
}

type Side = 'before' | 'after' | 'refused';

function sideOf(parsed: number): Side {
  if (parsed === LINES.before) return 'before';
  assert.equal(parsed, LINES.after, 'the number of lines is that of one of the runs');
  return 'after';
}

async function shown(dir: string, home: string): Promise<Side> {
  const ran = await command(['show', dir, '--json'], home);
  if (refused(ran)) return 'refused';
  assert.equal(ran.code, 0, ran.stderr);
  const { evidence } = JSON.parse(ran.stdout) as Written;
  return sideOf(evidence.find(({ path }) => path.endsWith('access.log'))?.parsed ?? 0);
}

async function asked(dir: string, home: string): Promise<Side> {
  const ran = await command(['query', dir, 'SELECT count(*) AS n FROM requests', '--json'], home);
  if (refused(ran)) return 'refused';
  assert.equal(ran.code, 0, ran.stderr);
  return sideOf(Number((JSON.parse(ran.stdout) as { rows: string[][] }).rows[0]?.[0]));
}

async function drawn(dir: string, home: string): Promise<Side> {
  const ran = await command(['report', dir, '--output', '-'], home);
  if (refused(ran)) return 'refused';
  assert.equal(ran.code, 0, ran.stderr);
  return ran.stdout.includes('11111111111') ? 'before' : 'after';
}

/** What `open` opens must be the report that case.json names. */
async function opened(dir: string, home: string): Promise<'refused' | 'named' | 'of another run'> {
  const ran = await command(['open', dir, '--quiet'], home);
  if (refused(ran)) return 'refused';
  assert.equal(ran.code, 0, ran.stderr);
  const named = writtenIn(dir).outputs['report.html'] === sha256(join(dir, 'report.html'));
  return named ? 'named' : 'of another run';
}

/** What the commands that read say of a folder as a fault left it: all that do not refuse must see the same run. */
export async function seen(dir: string, home: string): Promise<Side> {
  const sides = [await shown(dir, home), await asked(dir, home), await drawn(dir, home)].filter(
    (side) => side !== 'refused',
  );
  assert.ok(
    new Set(sides).size <= 1,
    `one command sees the run before, another the run after: ${sides.join(' ')}`,
  );
  assert.notEqual(await opened(dir, home), 'of another run', 'the report is that of case.json');
  return sides[0] ?? 'refused';
}

/** After a command that writes, the folder is one run, whole. @returns which */
export async function mended(dir: string, { home, evidence }: TwoRuns): Promise<Side> {
  const ran = await command(['report', dir, '--quiet'], home);
  if (refused(ran)) {
    const again = await command(['investigate', evidence, '--case', dir, '--quiet'], home);
    assert.equal(again.code, 0, again.stderr);
  } else assert.equal(ran.code, 0, ran.stderr);
  assert.deepEqual(flaws(dir), []);
  return seen(dir, home);
}

/** How many rows of a case have this address in a column for addresses, though nothing but text has it; each is printed. */
export async function leaks(address: string, dir: string, home: string): Promise<number> {
  let count = 0;
  for (const [table, columns] of Object.entries(TABLES)) {
    for (const [column, kind] of Object.entries(columns)) {
      if (kind !== 'address') continue;
      const sql = `SELECT evidence, line FROM ${table} WHERE "${column}" = '${address}'`;
      const asked = await command(['query', dir, sql, '--json'], home);
      if (asked.code === 2 && /no table|does not exist/i.test(asked.stderr)) continue;
      assert.equal(asked.code, 0, asked.stderr);
      const { rows } = JSON.parse(asked.stdout) as { rows: unknown[][] };
      for (const [evidence, line] of rows) {
        count += 1;
        process.stderr.write(`${table}.${column}: file ${String(evidence)}, line ${String(line)}\n`);
      }
    }
  }
  return count;
}
