import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { fit } from '../../src/net/prefix-fit.ts';
import { addressCount, intersect, PrefixFinder, sameAddresses, subtract } from '../../src/net/prefix-set.ts';
import { collapse, formatPrefix, parsePrefix } from '../../src/net/prefix.ts';
import type { Prefix } from '../../src/net/prefix.ts';
import { takesLinearTime } from '../support.ts';

const prefixes = (...texts: string[]): Prefix[] => texts.map((text) => parsePrefix(text)!);
const texts = (list: readonly Prefix[]): string[] => list.map(formatPrefix);

/** Prefixes of 256 neighbouring addresses of a family, so that each address can be tried. */
const few = fc.array(
  fc
    .tuple(fc.constantFrom('198.51.100.', '2001:db8::'), fc.nat(255), fc.nat(8))
    .map(([base, host, bits]) =>
      parsePrefix(
        base.includes(':') ? `${base}${host.toString(16)}/${128 - bits}` : `${base}${host}/${32 - bits}`,
      )!,
    ),
  { maxLength: 40 },
);

/** `4:256` and the like of every address that is held. */
function held(list: readonly Prefix[]): Set<string> {
  const all = new Set<string>();
  for (const { family, first, last } of list) {
    for (let at = first; at <= last; at++) all.add(`${family}:${at}`);
  }
  return all;
}

test('what is kept is taken out exactly', () => {
  fc.assert(
    fc.property(few, few, (blocked, kept) => {
      const rest = subtract(blocked, kept);
      const without = held(kept);
      assert.deepEqual(held(rest), new Set([...held(blocked)].filter((address) => !without.has(address))));
      assert.deepEqual(collapse(rest), rest);
    }),
  );
});

test('one address taken out of a /8 leaves 24 prefixes', () => {
  const rest = subtract(prefixes('10.0.0.0/8'), prefixes('10.1.2.3'));
  assert.equal(rest.length, 24);
  assert.equal(addressCount(rest, 4), 2n ** 24n - 1n);
});

test('an IPv6 prefix takes nothing out of IPv4', () => {
  assert.deepEqual(texts(subtract(prefixes('0.0.0.0/0'), prefixes('::/0'))), ['0.0.0.0/0']);
});

test('the parts that two lists share are found', () => {
  fc.assert(
    fc.property(few, few, (a, b) => {
      const other = held(b);
      assert.deepEqual(held(intersect(a, b)), new Set([...held(a)].filter((address) => other.has(address))));
      assert.equal(sameAddresses(a, [...a, ...intersect(a, b)]), true);
    }),
  );
});

test('a set says which of its prefixes holds an address, and whether it shares one', () => {
  fc.assert(
    fc.property(few, few, (list, asked) => {
      const finder = new PrefixFinder(list);
      const all = held(list);
      for (const prefix of asked) {
        const inside = [...held([prefix])].map((address) => all.has(address));
        assert.equal(finder.touches(prefix), inside.includes(true));
        if (prefix.first === prefix.last) assert.equal(finder.holding(prefix) !== undefined, inside[0]);
      }
    }),
  );
});

test('a list made to fit holds all that was asked for, nothing that is kept, and counts what it holds beside', () => {
  fc.assert(
    fc.property(few, few, fc.integer({ min: 1, max: 20 }), fc.boolean(), (blocked, kept, entries, each) => {
      const wanted = subtract(blocked, kept);
      const made = fit(wanted, kept, { entries, per: each ? 'family' : 'list' });
      if (made === undefined) {
        assert.ok(wanted.length > entries);
        return;
      }
      assert.ok(made.used <= (each ? 2 * entries : entries));
      assert.deepEqual(subtract(wanted, made.prefixes), []);
      assert.deepEqual(intersect(made.prefixes, kept), []);
      assert.equal(BigInt(held(made.prefixes).size - held(wanted).size), made.over[4] + made.over[6]);
    }),
  );
});

test('what fits stays as it is', () => {
  const made = fit(prefixes('192.0.2.0/25', '198.51.100.0/24'), [], { entries: 2, per: 'list' })!;
  assert.deepEqual(texts(made.prefixes), ['192.0.2.0/25', '198.51.100.0/24']);
  assert.deepEqual([made.exact, made.used, made.over, made.overPercent[4]], [2, 2, { 4: 0n, 6: 0n }, 0]);
});

test('the cheapest neighbours are joined first', () => {
  const list = prefixes('10.0.0.0/24', '10.0.2.0/24', '172.16.0.0/24', '172.31.0.0/24');
  const made = fit(list, [], { entries: 3, per: 'list' })!;
  assert.deepEqual(texts(made.prefixes), ['10.0.0.0/22', '172.16.0.0/24', '172.31.0.0/24']);
  assert.equal(made.over[4], 512n);
  assert.equal(made.overPercent[4], 50);
});

test('a list that only fits by covering what is kept is refused', () => {
  const list = prefixes('10.0.0.0/24', '10.0.2.0/24');
  assert.equal(fit(list, prefixes('10.0.1.7'), { entries: 1, per: 'list' }), undefined);
});

test('all addresses become two halves where a list takes no /0', () => {
  const made = fit(prefixes('0.0.0.0/0', '::/0'), [], undefined)!;
  assert.deepEqual(texts(made.prefixes), ['0.0.0.0/1', '128.0.0.0/1', '::/1', '8000::/1']);
});

test('ten times the prefixes are made to fit in ten times the time', async () => {
  // A fixed sequence (Lehmer, MINSTD), so that each run does the same.
  let seed = 1;
  const next = (): number => (seed = (seed * 48_271) % 2_147_483_647);
  const list = Array.from({ length: 10_000 }, () =>
    parsePrefix(`${next() % 224}.${next() % 256}.${next() % 256}.0/${16 + (next() % 9)}`)!,
  );
  await takesLinearTime(list.length, (size) => {
    const made = fit(list.slice(0, size), prefixes('10.0.0.1'), { entries: 1000, per: 'list' })!;
    assert.ok(made.used <= 1000);
  });
});
