import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Row } from '../../../src/events/engines/engine.ts';
import { proposeOurs } from '../../../src/findings/honeypot/proposal.ts';
import { flowContext } from '../support/lake.ts';
import { record } from './pot.ts';

const AGAIN = ['abusedesk', 'investigate', 'logs'];

async function proposed(t: TestContext, flows: readonly Row[], ours: string[] = []) {
  const context = await flowContext(t, flows, { ours });
  return proposeOurs(context.engine, context, AGAIN);
}

const toPot = (pot: string, count: number): Row[] =>
  Array.from({ length: count }, (_, i) =>
    record(`198.18.${i % 200}.${1 + (i % 250)}`, pot, [40_000, 445], { tcp_flags: 2 }),
  );

test('the address that everything points at is proposed with the command that takes it', async (t) => {
  const stray = record('198.51.100.1', '198.51.100.2', [40_000, 80]);
  assert.deepEqual(await proposed(t, [...toPot('203.0.113.7', 39), stray]), {
    key: 'oursProposed',
    params: {
      prefix: '203.0.113.7/32',
      share: 0.975,
      again: { argv: [...AGAIN, '--ours', '203.0.113.7/32'] },
    },
  });
});

test('a network of sensors is proposed where no single address stands in nearly all', async (t) => {
  const flows = ['203.0.113.7', '203.0.113.8', '203.0.113.9'].flatMap((pot) => toPot(pot, 20));
  const message = await proposed(t, flows);
  assert.deepEqual(message?.params, {
    prefix: '203.0.113.0/24',
    share: 1,
    again: { argv: [...AGAIN, '--ours', '203.0.113.0/24'] },
  });
  const six = ['2001:db8::7', '2001:db8::8'].flatMap((pot) =>
    Array.from({ length: 5 }, (_, i) => record(`2001:db8:${i + 1}::1`, pot, [40_000, 22])),
  );
  assert.deepEqual((await proposed(t, six))?.params, {
    prefix: '2001:db8::/64',
    share: 1,
    again: { argv: [...AGAIN, '--ours', '2001:db8::/64'] },
  });
});

test('where nothing stands out it is asked, and nothing proposed', async (t) => {
  const flows = Array.from({ length: 40 }, (_, i) =>
    record(`198.18.${i}.1`, `203.0.${i}.7`, [40_000, 445], { tcp_flags: 2 }),
  );
  assert.equal((await proposed(t, flows))?.key, 'oursUnknown');
});

test('nothing is asked where some are known to be ours, nor of no flows', async (t) => {
  assert.equal(await proposed(t, toPot('10.50.0.10', 20)), undefined);
  assert.equal(await proposed(t, toPot('203.0.113.7', 20), ['203.0.113.0/24']), undefined);
  assert.equal(await proposed(t, []), undefined);
});
