import assert from 'node:assert/strict';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { command, copyOf, twoRuns } from './cases.ts';
import type { TwoRuns } from './cases.ts';
import { recorder } from './figures.ts';
import { inPiece, sized, spread } from './size.ts';

const note = recorder('handed-over');
/** What stands in every file outside the case, and must stand nowhere else afterwards. */
const CANARY = 'c0ffee-of-somebody-else';
let runs: TwoRuns;

before(async () => {
  runs = await twoRuns();
});
after(() => rmSync(runs.root, { recursive: true, force: true }));

/** Every file and folder below, as relative paths; what links lead to is not below. */
function below(folder: string, above = ''): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${above}${entry.name}`;
    return entry.isDirectory() ? [path].concat(below(join(folder, entry.name), `${path}/`)) : [path];
  });
}

/** All that could be noticed of a change: names, kinds, contents, times. */
function stateOf(folder: string): string[] {
  return below(folder).map((name) => {
    const path = join(folder, name);
    const { mtimeNs, ino, size } = lstatSync(path, { bigint: true });
    const content = statSync(path).isFile() ? readFileSync(path, 'latin1') : '';
    return `${name} ${ino} ${size} ${mtimeNs} ${content}`;
  });
}

/** Places that a case has for a while only, or that no run has made here. */
const PASSING = [
  'scratch',
  'publishing',
  'case.lock',
  'block',
  'block/plan.json',
  'letters/reply-interim.ja.txt',
  'report.html.1.tmp',
  '.lake.unfinished',
];

type Kind = 'a link to what it was, outside' | 'a link to a file of somebody else' | 'a link to a folder';

const KINDS: readonly Kind[] = [
  'a link to what it was, outside',
  'a link to a file of somebody else',
  'a link to a folder',
];

/** Puts a link in place of what the case has there. Everything outside carries the canary. */
function plant(dir: string, outside: string, place: string, kind: Kind): void {
  const [path, away] = [join(dir, place), join(outside, 'moved')];
  mkdirSync(join(outside, 'folder'), { recursive: true });
  writeFileSync(join(outside, 'folder', 'reply-interim.en.txt'), CANARY);
  writeFileSync(join(outside, 'folder', 'plan.json'), `{"x":"${CANARY}"}`);
  writeFileSync(join(outside, 'file'), CANARY);
  mkdirSync(dirname(path), { recursive: true });
  if (kind === 'a link to what it was, outside' && existsSync(path)) {
    cpSync(path, away, { recursive: true });
    if (statSync(away).isDirectory()) writeFileSync(join(away, `${CANARY}.txt`), CANARY);
    rmSync(path, { recursive: true });
    symlinkSync(away, path);
    return;
  }
  rmSync(path, { recursive: true, force: true });
  symlinkSync(join(outside, kind === 'a link to a folder' ? 'folder' : 'file'), path);
}

function commandsOn(dir: string, out: string): string[][] {
  return [
    ['show', dir],
    ['show', dir, '--json'],
    ['query', dir, 'SELECT * FROM requests', '--csv'],
    ['open', dir],
    ['report', dir, '--output', '-'],
    ['report', dir],
    ['letter', 'reply', dir],
    ['letter', 'reply', dir, '--lang', 'ja'],
    ['letter', 'dispute', dir],
    ['complaint', dir, '--config', join(runs.root, 'desk.yaml')],
    ['block', 'plan', dir, '--sink', 'nftables', '--out', out],
    ['block', 'verify', dir, '--sink', 'nftables'],
    ['block', 'schedule', dir, '--sink', 'nftables', '--out', out],
    ['investigate', runs.evidence, '--case', dir],
  ];
}

test('of a case folder that somebody handed over no link is followed: nothing outside is read, moved or removed', async () => {
  const dir = join(runs.root, 'given.case');
  const outside = join(runs.root, 'outside');
  const out = join(runs.root, 'out');
  writeFileSync(
    join(runs.root, 'desk.yaml'),
    'reporter: { org: Example Corp, contact: abuse@example.com, domain: example.com }\n',
  );
  const places = [...new Set([...below(runs.before), ...PASSING])];
  const plans = places.flatMap((place) =>
    KINDS.flatMap((kind) => commandsOn(dir, out).map((argv) => ({ place, kind, argv }))),
  );
  const chosen = inPiece(spread(plans, sized(60, plans.length)));
  const wrong: string[] = [];
  for (const { place, kind, argv } of chosen) {
    for (const folder of [outside, out]) rmSync(folder, { recursive: true, force: true });
    mkdirSync(outside);
    await copyOf(runs.before, dir);
    plant(dir, outside, place, kind);
    const known = stateOf(outside);
    const ran = await command(argv, runs.home);
    const what = `${argv.join(' ')} with ${kind} at ${place}: exit ${ran.code} ${ran.stderr}`;
    const now = stateOf(outside);
    if (now.join('\n') !== known.join('\n')) wrong.push(`changed outside: ${what}`);
    if (![0, 2, 3].includes(ran.code) || /\n {4}at |this is a bug/.test(ran.stderr)) wrong.push(what);
    // What the case was copied to outside is the same bytes: it cannot be told whether they were read there.
    const written = [dir, out].filter(existsSync).flatMap((folder) =>
      below(folder)
        .map((name) => join(folder, name))
        .filter((path) => lstatSync(path).isFile())
        .map((path) => readFileSync(path, 'latin1')),
    );
    if ([ran.stdout, ran.stderr, ...written].some((text) => text.includes(CANARY)))
      wrong.push(`read outside: ${what}`);
  }
  assert.deepEqual(wrong, [], `${wrong.length} of ${chosen.length}`);
  note('links', chosen.length);
});
