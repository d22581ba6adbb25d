import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sqlChosen } from '../../../src/findings/honeypot/chosen.ts';
import { addressOfNumber, contains, parsePrefix, prefixesOfRange } from '../../../src/net/prefix.ts';
import type { Prefix } from '../../../src/net/prefix.ts';
import { parseAddress } from '../../../src/net/address.ts';
import { Chance } from '../../examples/generate/chance.ts';
import { flowContext } from '../support/lake.ts';
import { POT, potOf, record, rowsOf } from './pot.ts';

const prefixesFrom = (...texts: string[]): Prefix[] => texts.flatMap((text) => parsePrefix(text) ?? []);

function choice(prefixes: readonly Prefix[]) {
  return { kind: 'prefixes', prefixes, name: 'some' } as const;
}

function v4(chance: Chance): string {
  return `${chance.between(1, 3)}.${chance.between(0, 9)}.${chance.between(0, 255)}.${chance.between(0, 255)}`;
}

const v6 = (chance: Chance): string => `2001:db8:${chance.hex(1)}::${chance.hex(1)}`;

test('the addresses of thousands of networks, IPv6 among them, are those that each network holds', async (t) => {
  const chance = new Chance(16);
  const addresses = Array.from({ length: 1500 }, () => (chance.happens(0.3) ? v6(chance) : v4(chance)));
  const flows = addresses.map((address) => record(address, POT, [40_000, 22], { tcp_flags: 2 }));
  const { engine } = await flowContext(t, flows);
  const prefixes = prefixesFrom(
    ...Array.from({ length: 3000 }, () => `${v4(chance)}/${chance.between(14, 32)}`),
    ...Array.from({ length: 12 }, () => `${v6(chance)}/${chance.between(44, 128)}`),
    // One beside the other, one within another, the same twice.
    '1.2.0.0/17',
    '1.2.128.0/17',
    '1.2.3.0/24',
    '1.2.3.0/24',
  );
  const rows = await engine.query(sqlChosen(choice(prefixes), engine.dialect));
  const expected = new Set(
    addresses
      .map((address) => parseAddress(address) ?? assert.fail(address))
      .filter((address) => prefixes.some((prefix) => contains(prefix, address)))
      .map(({ text }) => text),
  );
  assert.ok(expected.size > 100 && expected.size < new Set(addresses).size);
  assert.deepEqual(new Set(rows.map((row) => row['address'])), expected);
  assert.equal(rows.length, expected.size);
});

test('both ends of a network belong to it, and their neighbours do not', async (t) => {
  const [prefix] = prefixesFrom('203.0.113.64/26');
  assert.ok(prefix);
  const ends = [prefix.first - 1n, prefix.first, prefix.last, prefix.last + 1n].map(
    (at) => addressOfNumber(at).text,
  );
  const { engine } = await flowContext(
    t,
    ends.map((address) => record(address, POT, [40_000, 22], { tcp_flags: 2 })),
  );
  const rows = await engine.query(sqlChosen(choice([prefix]), engine.dialect));
  assert.deepEqual(rows.map((row) => String(row['address'])).toSorted(), ends.slice(1, 3).toSorted());
  assert.deepEqual(await engine.query(sqlChosen(choice([]), engine.dialect)), []);
  const whole = prefixesOfRange(0n, 2n ** 128n - 1n);
  assert.equal((await engine.query(sqlChosen(choice(whole), engine.dialect))).length >= 0, true);
});

test('a network stands beside the rest, and one that nothing came from is said to be so', async (t) => {
  const flows = [
    ...Array.from({ length: 6 }, (_, i) =>
      record(`203.0.113.${i + 1}`, POT, [40_000, 1080], { tcp_flags: 2 }),
    ),
    ...Array.from({ length: 4 }, (_, i) =>
      record(`198.51.100.${i + 1}`, POT, [40_000, 445], { tcp_flags: 2 }),
    ),
  ];
  const question = { because: 'asked' as const, choice: choice(prefixesFrom('203.0.113.0/24')) };
  const pot = await potOf(t, flows, {}, question);
  assert.deepEqual(rowsOf(pot, 'honeypot_set_days'), [
    {
      day: '2026-03-02',
      set_flows: 6,
      rest_flows: 4,
      flows: 10,
      share_set: 0.6,
      set_sources: 6,
      rest_sources: 4,
    },
  ]);
  assert.deepEqual(
    rowsOf(pot, 'honeypot_set_ports').map(({ port, share_of_set: set, share_of_rest: rest }) => [
      port,
      set,
      rest,
    ]),
    [
      [1080, 1, 0],
      [445, 0, 1],
    ],
  );
  const none = await potOf(t, flows, {}, { ...question, choice: choice(prefixesFrom('192.0.2.0/24')) });
  assert.ok(none.part.statements.some(({ key }) => key === 'potSetNone'));
});
