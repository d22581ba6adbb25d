import assert from 'node:assert/strict';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { nodeEffects } from '../../../src/base/effects.ts';
import { digestOf, programDigest } from '../../../src/desk/unchanged/program.ts';
import { temporary } from '../../support.ts';

test('a program is another when a file of it, its name, or a package has changed', async (t) => {
  const folder = await temporary(t);
  const root = join(folder, 'dist');
  const packages = join(folder, 'package.json');
  await mkdir(join(root, 'formats'), { recursive: true });
  await writeFile(packages, '{"version":"1.0.0"}');
  await writeFile(join(root, 'main.js'), 'one');
  await writeFile(join(root, 'formats', 'kernel.wasm'), 'two');
  await writeFile(join(root, 'main.d.ts'), 'types');
  const digest = (): Promise<string> => digestOf(root, packages, nodeEffects(1));
  const seen = [await digest()];
  assert.equal(await digest(), seen[0]);
  // What does not run is no matter.
  await writeFile(join(root, 'main.d.ts'), 'other types');
  assert.equal(await digest(), seen[0]);
  const changes = [
    () => writeFile(join(root, 'main.js'), 'eno'),
    () => writeFile(join(root, 'formats', 'kernel.wasm'), 'owt'),
    () => rename(join(root, 'main.js'), join(root, 'start.js')),
    () => writeFile(join(root, 'more.js'), ''),
    () => writeFile(packages, '{"version":"1.0.1"}'),
  ];
  for (const change of changes) {
    await change();
    const now = await digest();
    assert.ok(!seen.includes(now));
    seen.push(now);
  }
});

test('the digest of this program is found, once', async () => {
  const effects = nodeEffects(1);
  assert.match(await programDigest(effects), /^[0-9a-f]{64}$/);
  assert.equal(await programDigest(effects), await programDigest(effects));
});
