import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { nftables } from '../../src/actions/firewalls/nftables/firewall.ts';
import type { Firewall } from '../../src/actions/firewalls/firewall.ts';
import { nodeEffects } from '../../src/base/effects.ts';
import { probe } from '../../src/desk/block/block.ts';
import { deskOf, rule } from '../actions/contract.ts';
import { memoryHost } from '../actions/memory-host.ts';
import { temporary } from '../support.ts';

test('a probe makes exactly one attempt to connect, after the counters were read and before they are read again', async (t) => {
  const seen: string[] = [];
  const server = createServer((socket) => {
    seen.push('connection');
    socket.destroy();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  t.after(() => server.close());
  const bound = server.address();
  assert.ok(typeof bound === 'object' && bound !== null);
  const firewall: Firewall = {
    ...nftables,
    live: {
      read: () => Promise.resolve({ rules: [rule(['127.0.0.0/8'], { direction: 'out' })], dump: '' }),
      changes: () => [],
      counters: () => {
        seen.push('counters');
        return Promise.resolve([{ what: 'to_local', packets: seen.length, bytes: 0 }]);
      },
    },
  };
  const desk = deskOf(firewall, memoryHost(), await temporary(t), nodeEffects(1));
  const arrived = once(server, 'connection');
  const shown = await probe(desk, '127.0.0.1', bound.port);
  await arrived;
  assert.equal(seen[0], 'counters');
  assert.deepEqual(seen.toSorted(), ['connection', 'counters', 'counters']);
  assert.equal(shown.connected, true);
  await assert.rejects(probe(desk, '203.0.113.7', bound.port), { exitCode: 2, message: /is not blocked/ });
  assert.equal(seen.filter((one) => one === 'connection').length, 1);
});
