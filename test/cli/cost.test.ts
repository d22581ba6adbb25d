import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { main } from '../../src/cli/main.ts';
import { world } from '../attribution/world.ts';
import type { Written } from '../attribution/world.ts';
import { ROOT, temporary } from '../support.ts';

async function runner(t: TestContext): Promise<(...argv: string[]) => Promise<Written & { code: number }>> {
  const home = await temporary(t);
  return async (...argv) => {
    const { effects, written } = world(home, { cwd: () => home });
    const code = await main(argv, new AbortController().signal, effects);
    return { ...written, code };
  };
}

test('a gigabit a second for a day costs 960.70 and 486.00 USD, and the terminal says so', async (t) => {
  const run = await runner(t);
  const { code, stdout } = await run('cost', '--bytes', '10800GB', '--region', 'us-east-1', '--nat');
  assert.equal(code, 0);
  assert.match(stdout, /^1446\.70 USD/);
  // The first tier is full, 460 GB fall into the next.
  assert.match(stdout, / 10240 GB  +0\.09 USD\/GB  +921\.60 USD\n/);
  assert.match(stdout, / 460 GB  +0\.085 USD\/GB  +39\.10 USD\n/);
  assert.match(stdout, / 10800 GB  +0\.045 USD\/GB  +486\.00 USD\n/);
});

test('1.9 TiB that were sent in 2017 are priced with the gigabyte that was free then', async (t) => {
  const run = await runner(t);
  const argv = ['cost', '--bytes', '1.9TiB', '--region', 'ap-northeast-2', '--month', '2017-11', '--json'];
  const { stdout } = await run(...argv);
  const cost = JSON.parse(stdout);
  assert.equal(cost.schema, 'abusedesk.cost/1');
  assert.equal(cost.egress_bytes, 2_089_072_092_774);
  // (2,089.072 GB - 1 GB) x 0.126 USD.
  assert.equal(cost.usd, 263.1);
  assert.equal(cost.days, undefined);
});

test('the bill of a case is told by day, in any language', async (t) => {
  const run = await runner(t);
  const shown = await run(
    'investigate',
    join(ROOT, 'examples', 'tomcat-dos'),
    '--case',
    'tomcat.case',
    '--json',
  );
  assert.equal(shown.code, 0, shown.stderr);
  const document = JSON.parse(shown.stdout);
  const bill = document.cost ?? document.host?.cost;
  const json = JSON.parse((await run('cost', 'tomcat.case', '--json')).stdout);
  assert.deepEqual(json, { schema: 'abusedesk.cost/1', ...bill });
  for (const lang of ['en', 'ja', 'ko', 'zh', 'ru']) {
    const { code, stdout } = await run('cost', 'tomcat.case', '--lang', lang);
    assert.equal(code, 0);
    assert.ok(stdout.includes(`${bill.usd.toFixed(2)} USD`), stdout);
  }
});

test('a case without a bill, and what is no size, say what to do', async (t) => {
  const run = await runner(t);
  const opened = await run(
    'investigate',
    join(ROOT, 'examples', 'nat-port-scan'),
    '--case',
    'nat.case',
    '--quiet',
  );
  assert.equal(opened.code, 0, opened.stderr);
  const none = await run('cost', 'nat.case');
  assert.equal(none.code, 2);
  assert.match(none.stderr, /no bill/);
  for (const argv of [
    [],
    ['--bytes', 'much'],
    ['--bytes', '-1'],
    ['--bytes', '1e9'],
    ['--bytes', '9999999PiB'],
    ['--bytes', '1GB', '--month', '2026-13'],
    ['--bytes', '1GB', '--region', '$(id)'],
    ['nat.case', '--bytes', '1GB'],
  ]) {
    const { code, stderr, stdout } = await run('cost', ...argv);
    assert.equal(code, 2, argv.join(' '));
    assert.equal(stdout, '');
    assert.match(stderr, /cannot be|give a case/, argv.join(' '));
  }
});
