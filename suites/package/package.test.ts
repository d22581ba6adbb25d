import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as z from 'zod';
import { ROOT, temporary } from '../../test/support.ts';

const MINUTES = 60_000;
const npm = (cwd: string, ...args: string[]): string =>
  execFileSync('npm', args, { cwd, encoding: 'utf8', timeout: 5 * MINUTES });

/** How many files of the program a thread ran, by Node's own note. */
function filesIn(note: string): number {
  const { result } = z
    .object({ result: z.array(z.object({ url: z.string() })) })
    .parse(JSON.parse(readFileSync(note, 'utf8')));
  return result.filter(({ url }) => url.includes('/dist/program/')).length;
}

test('installed from its package, without install scripts, it investigates a folder', async (t) => {
  const folder = await temporary(t);
  const packed = z
    .array(z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) }))
    .parse(JSON.parse(npm(ROOT, 'pack', '--ignore-scripts', '--json', '--pack-destination', folder)));
  const [{ filename, files } = { filename: '', files: [] }] = packed;
  const paths = files.map(({ path }) => path);
  assert.deepEqual(
    paths.filter((path) => /^(?:src|test|suites|bench|node_modules|dist\/(?:src|test))\//.test(path)),
    [],
  );
  for (const path of [
    'dist/sbom.cdx.json',
    'dist/program/LICENSES.txt',
    'schemas/xarf/LICENSE',
    'schemas/xarf/xarf-core.json',
    'schemas/xarf/types/connection-login-attack.json',
  ])
    assert.ok(paths.includes(path), path);
  npm(
    folder,
    'install',
    '--global',
    '--ignore-scripts',
    '--prefix',
    join(folder, 'global'),
    join(folder, filename),
  );
  cpSync(join(ROOT, 'examples', 'nat-port-scan'), join(folder, 'evidence'), { recursive: true });
  const program = join(folder, 'global', 'bin', 'abusedesk');
  const ran = spawnSync(program, ['investigate', 'evidence', '--json'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    timeout: 5 * MINUTES,
    env: { ...process.env, ABUSEDESK_HOME: join(folder, 'home'), NODE_V8_COVERAGE: join(folder, 'notes') },
  });
  assert.equal(ran.status, 0, ran.stderr);
  assert.equal(z.object({ schema: z.string() }).parse(JSON.parse(ran.stdout)).schema, 'abusedesk.case/1');
  assert.ok(existsSync(join(folder, 'evidence.case', 'report.html')));

  // A start takes as long as there are files to load: a thousand modules were put into these.
  const counts = readdirSync(join(folder, 'notes')).map((name) => filesIn(join(folder, 'notes', name)));
  assert.ok(counts.length > 1, `${counts.length} threads`);
  assert.ok(
    counts.every((count) => count > 1 && count < 100),
    `files of the program in each thread: ${counts.join(', ')}`,
  );
});

test('the licence of each package that is put into the program lies beside it', () => {
  const program = join(ROOT, 'dist', 'program');
  const texts = readdirSync(program, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.js'))
    .map((path) => readFileSync(join(program, path), 'utf8'));
  const put = texts.flatMap((text) =>
    [...text.matchAll(/^\/\/ (?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)/gm)].map(([, name]) => name),
  );
  const licences = readFileSync(join(program, 'LICENSES.txt'), 'utf8');
  assert.ok(put.includes('zod'), put.join(' '));
  for (const name of new Set(put)) {
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(join(ROOT, 'node_modules', String(name), 'package.json'), 'utf8')));
    assert.ok(licences.includes(`${name} ${version} (`), name);
  }
});

test('a clone without the development packages says in one sentence what to run', async (t) => {
  const folder = await temporary(t);
  for (const part of ['package.json', 'package-lock.json', '.npmrc', 'scripts', 'bin']) {
    cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  }
  const ci = spawnSync('npm', ['ci', '--omit=dev'], { cwd: folder, encoding: 'utf8', timeout: 5 * MINUTES });
  assert.equal(ci.status, 0, ci.stderr);
  const said = (ci.stdout + ci.stderr).split('\n').filter((line) => line.includes('npm ci'));
  assert.deepEqual(said, ['abusedesk is not built: that takes the development packages, so run: npm ci']);
  const ran = spawnSync(process.execPath, ['bin/abusedesk.js'], { cwd: folder, encoding: 'utf8' });
  assert.equal(ran.status, 2);
  assert.match(ran.stderr, /not built yet\.\n {2}Run: npm ci\n/);
});

test('the list of what it consists of names every package that is installed with it', () => {
  const part = z.object({ name: z.string(), version: z.string() });
  const bom = z
    .object({ bomFormat: z.literal('CycloneDX'), components: z.array(part) })
    .parse(JSON.parse(readFileSync(join(ROOT, 'dist', 'sbom.cdx.json'), 'utf8')));
  const { dependencies } = z
    .object({ dependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
  for (const [name, version] of Object.entries(dependencies)) {
    assert.ok(
      bom.components.some((component) => component.name === name && component.version === version),
      name,
    );
  }
});

test('every package in the lock file has its digest', () => {
  const { packages } = z
    .object({ packages: z.record(z.string(), z.object({ integrity: z.string().optional() })) })
    .parse(JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')));
  const without = Object.entries(packages).filter(
    ([path, { integrity }]) => path !== '' && integrity === undefined,
  );
  assert.deepEqual(without, []);
});
