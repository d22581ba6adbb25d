import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeEffects } from '../../src/base/effects.ts';

const effects = nodeEffects(2);
const NODE = process.execPath;
/** So much is enough for what ends by itself, however slow the machine is. */
const MOST = { seconds: 300, bytes: 1 << 20 };

test('a program is asked without a shell, without input, and with no more of the environment than PATH', async () => {
  process.env['ABUSEDESK_SECRET'] = 'x';
  const text =
    'process.stdin.on("data", () => {}).on("end", () => console.log(JSON.stringify([process.argv[1], Object.keys(process.env).filter((name) => !name.startsWith("__")).sort()])))';
  const { outcome, code, stdout } = await effects.ask([NODE, '-e', text, '$(id); `id`'], MOST);
  assert.deepEqual([outcome, code, JSON.parse(stdout)], ['ended', 0, ['$(id); `id`', ['LC_ALL', 'PATH']]]);
});

test('one that talks without end, or never answers, is ended; what it said until then is kept', async () => {
  const endless = 'const go = () => process.stdout.write("x".repeat(65536), go); go()';
  const loud = await effects.ask([NODE, '-e', endless], { seconds: 300, bytes: 100_000 });
  assert.equal(loud.outcome, 'stopped');
  assert.ok(loud.stdout.length <= 100_000, String(loud.stdout.length));
  const silent = await effects.ask([NODE, '-e', 'setInterval(() => {}, 1000)'], { seconds: 1, bytes: 100 });
  assert.equal(silent.outcome, 'stopped');
});

test('one that is not installed is said to be missing, and one that fails says how', async () => {
  assert.equal((await effects.ask(['abusedesk-no-such-program'], MOST)).outcome, 'missing');
  const failed = await effects.ask([NODE, '-e', 'console.error("no rules"); process.exitCode = 3'], MOST);
  assert.deepEqual(failed, { outcome: 'ended', code: 3, stdout: '', stderr: 'no rules\n' });
});
