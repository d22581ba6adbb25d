import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { fixture, ROOT, temporary } from '../support.ts';

test('a stage that imports a later stage fails the lint', async (t) => {
  const folder = await temporary(t);
  cpSync(fixture('lint', 'src'), join(folder, 'src'), { recursive: true });
  mkdirSync(join(folder, 'lint'));
  cpSync(join(ROOT, 'lint', 'stage-order.js'), join(folder, 'lint', 'stage-order.js'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(
    join(folder, '.oxlintrc.json'),
    JSON.stringify({ jsPlugins: ['./lint/stage-order.js'], rules: { 'stages/order': 'error' } }),
  );
  const lint = spawnSync(process.execPath, [join(ROOT, 'node_modules', 'oxlint', 'bin', 'oxlint'), 'src'], {
    cwd: folder,
    encoding: 'utf8',
  });
  assert.notEqual(lint.status, 0, lint.stdout + lint.stderr);
  assert.match(lint.stdout, /'evidence' comes before 'report'/);
});
