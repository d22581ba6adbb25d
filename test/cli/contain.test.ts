import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { main } from '../../src/cli/main.ts';
import { world } from '../attribution/world.ts';
import { ROOT, temporary } from '../support.ts';

const EXAMPLE = join(ROOT, 'examples', 'nat-port-scan');

test('a plan from a folder of inventory says what each lever does, and cannot be applied', async (t) => {
  const home = await temporary(t);
  const run = async (...argv: string[]) => {
    const { effects, written } = world(home, { cwd: () => home });
    const code = await main(argv, new AbortController().signal, effects);
    return { ...written, code };
  };
  const dir = join(home, 'scan.case');
  assert.equal((await run('investigate', EXAMPLE, '--case', dir, '--quiet')).code, 0);
  const plan = ['contain', 'plan', dir, '--inventory', join(EXAMPLE, 'inventory')];
  const { code, stdout, stderr } = await run(...plan);
  assert.equal(code, 0, stderr);
  assert.match(
    stdout,
    /^What would cut what, for i-0a5306f1eb7c8294d \(web-7, running\), by the files that were given/,
  );
  assert.match(stdout, /a denial in a security group: does not cut/);
  assert.match(stdout, /stopping the instance: cuts/);
  assert.match(stdout, /cannot be applied/);
  const refused = await run(...plan, '--out', join(home, 'plan.json'));
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /a plan made from files cannot be applied/);
});
