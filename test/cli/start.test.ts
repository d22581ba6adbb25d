import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { ROOT, temporary } from '../support.ts';

// How long a start takes depends on the machine; how much is loaded does not. What loads what is seen of the modules
// themselves; the program that is put together of them is looked at in `suites/package/`.
const MODULES = `import { run } from ${JSON.stringify(pathToFileURL(join(ROOT, 'dist', 'src', 'cli', 'main.js')).href)};
await run(process.argv.slice(2));`;

/** What a thread loaded: our own modules, and the packages of others. */
interface Loaded {
  own: string[];
  packages: string[];
}

function loadedIn(urls: readonly string[]): Loaded {
  const packages = urls.flatMap((url) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? []);
  return {
    own: urls.filter((url) => url.includes('/dist/src/')),
    packages: [...new Set(packages)].sort(),
  };
}

/** Runs the command in a folder of its own; Node notes for each thread which files it ran. */
async function threadsOf(t: TestContext, argv: readonly string[], log = ''): Promise<Loaded[]> {
  const folder = await temporary(t);
  const notes = join(folder, 'notes');
  if (log !== '') await writeFile(join(folder, 'flows.log'), log);
  const { PATH = '', SystemRoot = '' } = process.env;
  const env = {
    PATH,
    SystemRoot,
    HOME: folder,
    ABUSEDESK_HOME: join(folder, 'home'),
    NODE_V8_COVERAGE: notes,
  };
  // `who` ends with 2 where no ranges are known; what it loads is the same.
  const program = join(folder, 'start.mjs');
  await writeFile(program, MODULES);
  await promisify(execFile)(process.execPath, [program, ...argv], { cwd: folder, env }).catch(
    (error: unknown) => {
      if (!(error instanceof Error) || !('code' in error) || error.code !== 2) throw error;
    },
  );
  const texts = await Promise.all((await readdir(notes)).map((name) => readFile(join(notes, name), 'utf8')));
  return texts.map((text) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Node's own format
    const { result } = JSON.parse(text) as { result: { url: string }[] };
    return loadedIn(result.map(({ url }) => url));
  });
}

/** @param most modules of ours; when it is passed, see first whether the new ones can be loaded where they are needed */
function assertFew({ own }: Loaded, most: number): void {
  assert.ok(own.length <= most, `${own.length} modules, at most ${most}:\n${own.join('\n')}`);
}

test('the help waits for no command and for no library but the one that reads the command line', async (t) => {
  const [main, ...others] = await threadsOf(t, ['--help']);
  assert.ok(main !== undefined);
  assert.deepEqual(others, []);
  assert.deepEqual(main.packages, ['commander']);
  assertFew(main, 20);
});

test('whose an address is waits for no reader of logs, letters or reports', async (t) => {
  const [main, ...others] = await threadsOf(t, ['who', '3.80.0.1']);
  assert.ok(main !== undefined);
  assert.deepEqual(others, []);
  assert.deepEqual(main.packages, ['commander', 'zod']);
  const rooms = ['evidence', 'events', 'findings', 'hosts', 'letters', 'notices', 'report'];
  assert.deepEqual(
    main.own.filter((url) => rooms.some((room) => url.includes(`/dist/src/${room}/`))),
    [],
  );
  assertFew(main, 120);
});

const FLOWS = `version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status
2 123456789012 eni-0123456789abcdef0 10.0.0.7 198.51.100.9 40000 443 6 10 8000 1700000000 1700000060 ACCEPT OK
`;

test('a thread that reads a log loads its format and no library; what no file here needs nobody loads', async (t) => {
  const threads = await threadsOf(
    t,
    ['investigate', 'flows.log', '--case', 'c', '--ours', '10.0.0.0/8'],
    FLOWS,
  );
  const isReader = ({ own }: Loaded): boolean => own.some((url) => url.endsWith('/events/ingest/worker.js'));
  const readers = threads.filter(isReader);
  const [main, ...others] = threads.filter((one) => !isReader(one));
  assert.ok(main !== undefined && readers.length > 0, `${threads.length} threads`);
  assert.deepEqual(others, []);
  for (const reader of readers) {
    assert.deepEqual(reader.packages, []);
    const families = reader.own.flatMap((url) => /\/dist\/src\/formats\/([a-z\d-]+)\//.exec(url)?.[1] ?? []);
    assert.deepEqual([...new Set(families)].sort(), ['text', 'vpc-flow']);
    assertFew(reader, 70);
  }
  // No settings, no mail to check, no database of routes.
  for (const unneeded of ['yaml', 'mailauth']) {
    assert.ok(!main.packages.includes(unneeded), `${unneeded} of ${main.packages.join(', ')}`);
  }
});
