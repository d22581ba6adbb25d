import assert from 'node:assert/strict';
import { test } from 'node:test';
import { thisHost } from '../../src/actions/host.ts';
import { nodeEffects } from '../../src/base/effects.ts';

const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

test('a firewall program that is not installed is said at once, and nothing waits for it any longer', async () => {
  const host = thisHost(nodeEffects(1));
  const before = timers();
  await assert.rejects(
    host.run(['no-such-firewall-program', 'list']),
    /the program no-such-firewall-program is not installed/,
  );
  assert.equal(timers(), before);
});

test('a program is run with its arguments as they are, in the C locale, and its output is given back', async () => {
  const host = thisHost(nodeEffects(1));
  const said = 'process.stdout.write([...process.argv.slice(1), process.env.LC_ALL].join("|"))';
  const ran = await host.run([process.execPath, '-e', said, '--', '$(id)', '; id', '`id`']);
  assert.deepEqual(ran, { code: 0, stdout: '$(id)|; id|`id`|C', stderr: '' });
});
