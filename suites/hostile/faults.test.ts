import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../../test/support.ts';
import { command, copyOf, PROGRAM, twoRuns } from './cases.ts';
import type { Ran, TwoRuns } from './cases.ts';
import { recorder } from './figures.ts';
import { inPiece, sized, spread } from './size.ts';

const note = recorder('faults');
const PATIENCE_MS = 60_000;
let runs: TwoRuns;
/** What every fault is done to: a case, a home and evidence of its own. */
let place: { case: string; home: string; evidence: string };

before(async () => {
  runs = await twoRuns();
  place = {
    case: join(runs.root, 'f.case'),
    home: join(runs.root, 'f.home'),
    evidence: join(runs.root, 'f.evidence'),
  };
});
after(() => rm(runs.root, { recursive: true, force: true }));

async function fresh(): Promise<void> {
  await copyOf(runs.before, place.case);
  await copyOf(runs.evidence, place.evidence);
  await rm(place.home, { recursive: true, force: true });
  await mkdir(place.home);
  writeFileSync(
    join(place.home, DESK),
    'reporter: { org: Example Corp, contact: abuse@example.com, domain: example.com }\n',
  );
}

/** Settings that say who complains. */
const DESK = 'desk.yaml';

/** A list of aliases of which each names the one before ten times. */
function aliases(): string {
  const lines = ['a0: &a0 [x,x,x,x,x,x,x,x,x,x]'];
  for (let i = 1; i < 12; i += 1)
    lines.push(
      `a${i}: &a${i} [${Array(10)
        .fill(`*a${i - 1}`)
        .join(',')}]`,
    );
  return `${lines.join('\n')}\n`;
}

const PIPE = 'a FIFO';
const ENDLESS = 'a file of a terabyte';
/** What may be where a file or folder was expected. */
const KINDS: Readonly<Record<string, (path: string) => void>> = {
  [PIPE]: (path) => void execFileSync('mkfifo', [path]),
  'a device without end': (path) => void execFileSync('mknod', [path, 'c', '1', '5']),
  'a full device': (path) => void execFileSync('mknod', [path, 'c', '1', '7']),
  'a link to a device': (path) => symlinkSync('/dev/zero', path),
  'a link to itself': (path) => symlinkSync(path, path),
  'a link to nothing': (path) => symlinkSync(`${path}.gone`, path),
  'an empty folder': (path) => mkdirSync(path),
  'an empty file': (path) => writeFileSync(path, ''),
  [ENDLESS]: (path) => {
    writeFileSync(path, '');
    truncateSync(path, 2 ** 40);
  },
  'bytes of anything': (path) =>
    writeFileSync(path, Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 37) % 256))),
  'brackets without end': (path) => writeFileSync(path, '['.repeat(200_000)),
  'aliases of aliases': (path) => writeFileSync(path, aliases()),
};

/** Places by what is put into their stead, and the commands that come by there. */
const CASE_FILES = [
  'case.json',
  'journal.jsonl',
  'manifest.json',
  'complaints',
  'report.html',
  'letters',
  'letters/reply-interim.en.txt',
  'lake',
  'lake/run.json',
  'lake/requests',
  'lake/requests/0-0.parquet',
  'lake/addresses/v4.parquet',
  'case.lock',
  'block/plan.json',
  'scratch',
  'publishing',
];

/** Ends before any account is asked, where the folder for the answers is none. */
const COLLECT = [
  'collect',
  'aws',
  '--address=203.0.113.10',
  '--from=2026-11-20T14:00Z',
  '--to=2026-11-20T16:00Z',
  '--region=eu-central-1',
];

interface Plan {
  path: string;
  argv: string[];
}

function plans(): Plan[] {
  const { case: dir, home, evidence } = place;
  const readers = [
    ['show', dir],
    ['cases', dir],
    ['query', dir, 'SELECT count(*) FROM requests'],
    ['open', dir],
    ['cost', dir],
    ['lake', 'push', dir, join(home, 'lakes')],
    ['complaint', 'status', dir],
    ['block', 'verify', dir, '--sink', 'nftables'],
    ['report', dir, '--output', join(home, 'page.html')],
  ];
  const writers = [
    ['report', dir],
    ['letter', 'reply', dir],
    ['letter', 'dispute', dir],
    ['complaint', dir, '--config', join(home, DESK)],
    ['letter', 'extension', dir],
    ['letter', 'not-us', dir],
    ['letter', 'terminated', dir],
    ['letter', 'user', dir],
    ['letter', 'sent', dir, 'letters/reply-interim.en.txt'],
    ['block', 'plan', dir, '--sink', 'nftables'],
    ['block', 'schedule', dir, '--sink', 'nftables', '--out', join(home, 'units')],
    ['investigate', evidence, '--case', dir],
  ];
  const list = CASE_FILES.flatMap((name) =>
    [...readers, ...writers].map((argv) => ({ path: join(dir, name), argv })),
  );
  const config = join(home, 'abusedesk.yaml');
  for (const argv of [
    ['investigate', evidence, '--case', dir],
    ['explain', evidence],
  ]) {
    list.push({ path: config, argv }, { path: join(evidence, 'access.log'), argv });
    list.push({ path: join(evidence, 'notice.eml'), argv }, { path: evidence, argv });
  }
  const given = join(home, 'given');
  for (const argv of [
    ['investigate', given, '--case', join(home, 'new.case')],
    ['investigate', evidence, '--case', given],
    ['investigate', evidence, '--config', given],
    ['explain', given],
    ['notice', given],
    ['who', '--file', given],
    ['ranges', 'import', given],
    ['host', 'inspect', '--paste', given],
    ['host', 'inspect', '--root', given],
    ['intake', '--maildir', given],
    ['intake', '--maildir', evidence, '--cases', given],
    ['ranges', 'notice', given],
    ['cost', given],
    ['cost', 'import', given],
    ['block', 'plan', '--file', given, '--sink', 'nftables'],
    ['show', given],
    ['lake', 'push', given, join(home, 'lakes')],
    ['lake', 'push', dir, given],
    ['cases', given],
    ['letter', 'reply', given],
    ['complaint', given, '--config', join(home, DESK)],
    ['complaint', dir, '--config', given],
    ['letter', 'user', given],
    ['collect', 'aws', '--notice', given, '--out', join(home, 'collected')],
    ['contain', 'plan', dir, '--inventory', given],
    ['contain', 'apply', given],
  ]) {
    list.push({ path: given, argv });
  }
  const below = {
    path: join(evidence, 'others', 'case.json'),
    argv: ['investigate', evidence, '--case', dir],
  };
  list.push(below);
  list.push({ path: join(home, 'ranges'), argv: ['who', '192.0.2.1'] });
  list.push({ path: join(home, 'ranges'), argv: ['ranges', 'status'] });
  list.push({ path: join(home, 'prices', 'aws.json'), argv: ['cost', '--bytes', '1TB'] });
  return list;
}

/** Commands that open no file of the user's: what they print lies in the program, or comes from a firewall or the network. */
const WITHOUT_FILES: ReadonlySet<string> = new Set([
  'formats',
  'completion',
  'host script',
  'ranges update',
  'block sinks',
  'contain policy',
  'block status',
  'block confirm',
  'block undo',
  // The same plan as `block plan`, and then a firewall, which suites/installed has.
  'block apply',
  // These need an account of a cloud; a model of one is in suites/installed.
  'contain verify',
  'contain undo',
]);

/** Finished, or refused in words: never a bug, and never waiting. */
function mendable(what: string, { code, stderr }: Pick<Ran, 'code' | 'stderr'>): void {
  assert.ok(code === 0 || code === 2 || code === 3, `${what}: exit ${code}\n${stderr}`);
  assert.doesNotMatch(stderr, /\n {4}at |this is a bug/, what);
  if (code !== 0) assert.match(stderr, /^abusedesk: .{8}/m, `${what} says why`);
}

/** The names under "Commands:" of a help text; none where a command has no others. */
async function commandsBelow(argv: readonly string[]): Promise<string[]> {
  const { code, stdout } = await command([...argv, '--help'], place.home);
  assert.equal(code, 0, argv.join(' '));
  const [, list = ''] = stdout.split('\nCommands:\n');
  const names = [...list.split('\n\n', 1)[0]!.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name = '']) => name);
  return names.filter((name) => name !== 'help');
}

test('every command that opens a file is tried with what is none', async () => {
  const all: string[] = [];
  for (const name of await commandsBelow([])) {
    const below = await commandsBelow([name]);
    all.push(...(below.length === 0 ? [name] : below.map((one) => `${name} ${one}`)));
  }
  assert.ok(all.includes('investigate') && all.includes('block plan'), all.join(', '));
  const tried = new Set(
    plans().flatMap(({ argv: [first = '', second = ''] }) => [first, `${first} ${second}`]),
  );
  assert.deepEqual(
    all.filter((name) => !tried.has(name) && !WITHOUT_FILES.has(name)),
    [],
  );
});

interface Try extends Plan {
  kind: string;
}

/** Runs each command with something else in the file's place. */
async function tryAll(tries: readonly Try[]): Promise<void> {
  let refusals = 0;
  const wrong: string[] = [];
  for (const { path, argv, kind } of tries) {
    await fresh();
    rmSync(path, { recursive: true, force: true });
    mkdirSync(dirname(path), { recursive: true });
    KINDS[kind]!(path);
    const what = `${argv.join(' ')} with ${kind} at ${path}`;
    const idle = new AbortController();
    const patience = sleep(PATIENCE_MS, undefined, { signal: idle.signal }).catch(() => undefined);
    const ran = await Promise.race([command(argv, place.home), patience]);
    idle.abort();
    try {
      assert.ok(ran !== undefined, `${what} waits`);
      mendable(what, ran);
      if (ran.code !== 0) refusals += 1;
    } catch (error) {
      wrong.push(String(error));
    }
  }
  assert.deepEqual(wrong, [], `${wrong.length} of ${tries.length}`);
  assert.ok(refusals > tries.length / 4, `${refusals} refusals`);
}

test('whatever stands where a file was expected, nothing waits for it, and no stack is printed', async () => {
  const all = plans()
    .flatMap((plan) => Object.keys(KINDS).map((kind) => ({ path: plan.path, argv: plan.argv, kind })))
    // Evidence of a terabyte is read, however long it takes.
    .filter(({ path, kind }) => kind !== ENDLESS || path.startsWith(place.case))
    // A list may come through a pipe, and is waited for.
    .filter(({ argv, kind }) => kind !== PIPE || !argv.includes('--file'));
  const chosen = inPiece(spread(all, sized(40, 600)));
  await tryAll(chosen);
  note('places', chosen.length);
});

test('a pipe is waited for by no command that opens a file', async () => {
  const { home } = place;
  const begun = {
    path: join(home, 'begun', 'collection.json'),
    argv: [...COLLECT, '--out', join(home, 'begun')],
  };
  const outside = [...plans(), begun].filter(
    ({ path, argv }) => !path.startsWith(place.case) && !argv.includes('--file'),
  );
  await tryAll(outside.map(({ path, argv }) => ({ path, argv, kind: PIPE })));
});

/** Runs the program in a shell's surroundings: `$@` is the program with its arguments. */
function shell(script: string, argv: readonly string[], cwd = runs.root): Ran {
  const ran = spawnSync('sh', ['-c', script, 'sh', process.execPath, PROGRAM, ...argv], {
    cwd,
    encoding: 'utf8',
    timeout: PATIENCE_MS,
    killSignal: 'SIGKILL',
    env: { ...process.env, ABUSEDESK_HOME: place.home },
  });
  if (ran.error !== undefined) throw ran.error;
  return { code: ran.status ?? -1, stdout: ran.stdout, stderr: ran.stderr };
}

test('a limit on files, a full output, a folder that can only be read or is gone are said in words', async () => {
  const { case: dir, evidence } = place;
  const investigate = ['investigate', evidence, '--case', dir, '--quiet'];
  const anew = ['investigate', evidence, '--case', join(place.home, 'n.case'), '--quiet'];
  const limits = Array.from({ length: sized(4, 40) }, (_, i) => 1 + i * 3);
  const tried: [script: string, argv: string[], finishes?: true][] = [
    ...limits.flatMap((blocks): [string, string[]][] => [
      [`ulimit -f ${blocks}; exec "$@"`, investigate],
      [`ulimit -f ${blocks}; exec "$@"`, anew],
    ]),
    ['exec "$@" > /dev/full', ['show', dir]],
    ['exec "$@" > /dev/full', ['query', dir, 'SELECT * FROM requests']],
    ['exec "$@" > /dev/full', ['formats']],
    ['exec "$@" > /dev/full 2> /dev/full', ['explain', evidence]],
    ['mkdir gone && cd gone && rmdir ../gone && exec "$@"', ['investigate', 'x']],
    ['mkdir gone && cd gone && rmdir ../gone && exec "$@"', ['show', 'x']],
    [
      `exec unshare -m sh ${join(ROOT, 'suites', 'hostile', 'disks', 'read-only.sh')} ${dir} "$@"`,
      investigate,
    ],
    [
      `exec unshare -m sh ${join(ROOT, 'suites', 'hostile', 'disks', 'read-only.sh')} ${dir} "$@"`,
      ['report', dir],
    ],
    [
      `exec unshare -m sh ${join(ROOT, 'suites', 'hostile', 'disks', 'read-only.sh')} ${dir} "$@"`,
      ['letter', 'reply', dir],
    ],
    [`chmod 500 ${dir} && exec setpriv --reuid=65534 --clear-groups "$@"`, investigate],
    [`exec "$@"`, ['investigate', evidence, '--case', 'x'.repeat(300)]],
    [`exec "$@"`, ['investigate', evidence, '--case', `${'x/'.repeat(3000)}x`]],
    [`exec "$@"`, ['investigate', evidence, '--case', '/dev/null/x']],
    [`exec "$@"`, ['investigate', evidence, '--case', '/proc/x']],
    [`exec "$@"`, ['investigate', 'no\u001b[2Jsuch\nthing']],
    [`exec "$@"`, ['show', '']],
  ];
  let refused = 0;
  const chosen = inPiece(tried);
  for (const [script, argv] of chosen) {
    await fresh();
    const ran = shell(script, argv);
    const what = `${script}: ${argv.join(' ')}`;
    if (script.includes('2> /dev/full')) assert.equal(ran.code, 2, what);
    else mendable(what, ran);
    if (ran.code === 2) refused += 1;
    assert.doesNotMatch(ran.stderr, /\u001b/, what);
  }
  assert.ok(refused >= chosen.length / 2, `${refused} of ${chosen.length} were refused`);
  note('surroundings', chosen.length);
});
