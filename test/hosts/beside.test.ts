import assert from 'node:assert/strict';
import { test } from 'node:test';
import { besideFlows } from '../../src/hosts/traffic/beside.ts';
import type { HostPart } from '../../src/model/host.ts';

type Part = Parameters<typeof besideFlows>[0];

/** One flow, and one process that is named for it. */
function beside(
  flow: Partial<NonNullable<HostPart['traffic']>[number]>,
  sockets: Part['processes'][number]['sockets'],
): unknown {
  const origin = { evidence: 'x', line: 1, by: 'ss' };
  const answer: NonNullable<HostPart['traffic']>[number] = {
    remote: '203.0.113.5',
    ports: [],
    answer: 'process',
    certainty: 'likely',
    message: { key: 'x', params: {} },
    because: [],
    pids: [7],
    lines: [],
    ...flow,
  };
  return besideFlows({
    traffic: [answer],
    processes: [{ pid: 7, name: 'x', sockets, culprit: true, origin }],
  });
}

const tcp = (remote: string, local = '192.0.2.1:4000'): Part['processes'][number]['sockets'][number] => ({
  kind: 'tcp',
  local,
  remote,
  state: 'ESTAB',
  count: 1,
});

test('of a process only the sockets are shown that lead to the flow', () => {
  assert.deepEqual(
    beside({ protocol: 6, ports: [80], from: '2017-12-14T02:02:28Z' }, [
      tcp('203.0.113.5:80'),
      tcp('203.0.113.5:22'),
      tcp('203.0.113.9:80'),
    ]),
    [
      {
        flow: 'TCP 203.0.113.5:80  2017-12-14 02:02:28 UTC',
        sockets: ['tcp 192.0.2.1:4000 → 203.0.113.5:80 ESTAB  7 x'],
      },
    ],
  );
});

test('a masked address and one of IPv6 are held against the socket too', () => {
  assert.deepEqual(beside({ remote: '203.xx.xx.5' }, [tcp('203.0.113.5:80')]), [
    { flow: '203.xx.xx.5', sockets: ['tcp 192.0.2.1:4000 → 203.0.113.5:80 ESTAB  7 x'] },
  ]);
  assert.deepEqual(
    beside({ remote: '2001:db8::5', ports: [443] }, [tcp('[2001:db8::5]:443', '[2001:db8::1]:4000')]),
    [{ flow: '[2001:db8::5]:443', sockets: ['tcp [2001:db8::1]:4000 → [2001:db8::5]:443 ESTAB  7 x'] }],
  );
});

test('a raw socket is shown for its own protocol, or where it writes whole headers', () => {
  const raw = (protocol: number): Part['processes'][number]['sockets'][number] => ({
    kind: 'raw',
    protocol,
    count: 2,
  });
  assert.deepEqual(beside({ protocol: 6 }, [raw(6), raw(1), raw(255)]), [
    { flow: 'TCP 203.0.113.5', sockets: ['2 × raw TCP (6)  7 x', '2 × raw protocol 255 (255)  7 x'] },
  ]);
});
