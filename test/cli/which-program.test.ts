import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { ROOT, temporary } from '../support.ts';

/** A tree as a build leaves it, of two programs that say which they are. */
async function built(t: TestContext): Promise<{ at: (path: string) => string; said: () => string }> {
  const folder = await temporary(t);
  const at = (path: string): string => join(folder, path);
  const put = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(at(path)), { recursive: true });
    await writeFile(at(path), text);
  };
  const saying = (words: string): string => `export const run = () => console.log(${JSON.stringify(words)});`;
  await mkdir(at('bin'));
  await copyFile(join(ROOT, 'bin', 'abusedesk.js'), at('bin/abusedesk.js'));
  await put('package.json', '{"type":"module"}');
  await put('dist/.tsbuildinfo', '');
  await put('dist/src/kernel/kernel.wasm', '');
  await put('dist/src/cli/main.js', saying('modules'));
  await put('dist/program/cli/main.js', saying('program'));
  const origins = ['.tsbuildinfo', 'src/kernel/kernel.wasm'];
  const made = await Promise.all(
    origins.map(async (path) => [path, (await stat(at(`dist/${path}`))).mtimeMs] as const),
  );
  await put('dist/program/made-from.json', JSON.stringify(Object.fromEntries(made)));
  const said = (): string => {
    const { stdout, stderr } = spawnSync(process.execPath, [at('bin/abusedesk.js')], { encoding: 'utf8' });
    return stdout.trim() + stderr;
  };
  return { at, said };
}

test('after a build the command is the program in few files', async (t) => {
  const { said } = await built(t);
  assert.equal(said(), 'program');
});

test('after TypeScript or the kernel alone were compiled anew, no command runs what was put together before', async (t) => {
  const { at, said } = await built(t);
  for (const origin of ['dist/.tsbuildinfo', 'dist/src/kernel/kernel.wasm']) {
    const { atime, mtime } = await stat(at(origin));
    // Earlier counts as well: somebody may have put an older build back.
    for (const seconds of [60, -60]) {
      await utimes(at(origin), atime, new Date(mtime.getTime() + 1000 * seconds));
      assert.equal(said(), 'modules', `${origin} ${seconds}`);
    }
    await rm(at(origin));
    assert.equal(said(), 'program', `without ${origin}`);
  }
});

test('in the package, which has no modules, the program is run; without both the command says what to do', async (t) => {
  const { at, said } = await built(t);
  await rm(at('dist/src'), { recursive: true });
  await rm(at('dist/.tsbuildinfo'));
  assert.equal(said(), 'program');
  await rm(at('dist/program'), { recursive: true });
  assert.match(said(), /not built yet\.\n {2}Run: npm ci\n/);
});
