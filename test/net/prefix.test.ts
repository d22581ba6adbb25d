import assert from 'node:assert/strict';
import { BlockList } from 'node:net';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { parseAddress } from '../../src/net/address.ts';
import {
  addressOfNumber,
  collapse,
  collapseTexts,
  contains,
  formatPrefix,
  parsePrefix,
  prefixesOfRange,
  sizeOf,
} from '../../src/net/prefix.ts';
import type { Prefix } from '../../src/net/prefix.ts';

function prefix(text: string): Prefix {
  const parsed = parsePrefix(text);
  assert.ok(parsed, text);
  return parsed;
}

function written(prefixes: readonly Prefix[]): string[] {
  return prefixes.map(formatPrefix);
}

test('a prefix is read and written in its canonical form', () => {
  const spellings: [string, string][] = [
    ['52.44.0.0/15', '52.44.0.0/15'],
    ['198.51.100.2/24', '198.51.100.0/24'],
    ['10.10.3.17', '10.10.3.17/32'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['2600:1F18::/33', '2600:1f18::/33'],
    ['::/0', '::/0'],
    ['::ffff:10.0.0.0/104', '10.0.0.0/8'],
  ];
  for (const [given, expected] of spellings) assert.equal(formatPrefix(prefix(given)), expected);
});

test('a prefix with a wrong length or address is refused', () => {
  for (const given of [
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/08',
    '10.0.0/8',
    '::/129',
    '/8',
    '10.0.0.0/8/8',
    'fe80::%1/64',
    '::ffff:10.0.0.0/8',
  ]) {
    assert.equal(parsePrefix(given), undefined, given);
  }
});

test('a prefix holds its first and last address and not their neighbours', () => {
  const block = prefix('52.44.0.0/15');
  const holds = (text: string): boolean => {
    const address = parseAddress(text);
    assert.ok(address);
    return contains(block, address);
  };
  assert.deepEqual(['52.43.255.255', '52.44.0.0', '52.45.255.255', '52.46.0.0'].map(holds), [
    false,
    true,
    true,
    false,
  ]);
  assert.ok(!holds('2600::'));
  assert.ok(contains(block, prefix('52.45.0.0/16')));
  assert.ok(!contains(block, prefix('52.0.0.0/8')));
  assert.equal(sizeOf(block), 131_072n);
});

test('collapsing joins neighbours and drops what is inside', () => {
  const given = [
    '10.0.0.0/25',
    '10.0.0.128/25',
    '10.0.1.0/24',
    '10.0.0.7',
    '2001:db8::/33',
    '2001:db8:8000::/33',
    '10.0.3.0/24',
  ];
  assert.deepEqual(written(collapse(given.map(prefix))), ['10.0.0.0/23', '10.0.3.0/24', '2001:db8::/32']);
  assert.deepEqual(written(collapse([prefix('::/0'), prefix('10.0.0.0/8')])), ['10.0.0.0/8', '::/0']);
});

test('a range becomes the fewest prefixes', () => {
  const first = prefix('10.0.0.1').first;
  assert.deepEqual(written(prefixesOfRange(first, first + 5n)), [
    '10.0.0.1/32',
    '10.0.0.2/31',
    '10.0.0.4/31',
    '10.0.0.6/32',
  ]);
  assert.deepEqual(written(prefixesOfRange(prefix('0.0.0.0/0').first, prefix('0.0.0.0/0').last)), [
    '0.0.0.0/0',
  ]);
  assert.deepEqual(written(prefixesOfRange(0n, (1n << 128n) - 1n)), ['::/0']);
});

test('collapsed prefixes hold exactly the same addresses', () => {
  const small = fc.tuple(fc.integer({ min: 0, max: 1023 }), fc.integer({ min: 22, max: 32 }));
  fc.assert(
    fc.property(fc.array(small, { maxLength: 12 }), (pairs) => {
      const given = pairs.map(([host, length]) => prefix(`10.0.${host >> 8}.${host & 255}/${length}`));
      const collapsed = collapse(given);
      const list = new BlockList();
      for (const block of given) list.addSubnet(addressOfNumber(block.first).text, block.length);
      for (let host = 0; host < 1024; host++) {
        const address = parseAddress(`10.0.${host >> 8}.${host & 255}`);
        assert.ok(address);
        const held = collapsed.filter((block) => contains(block, address)).length;
        assert.equal(held, list.check(address.text) ? 1 : 0);
      }
    }),
    { numRuns: 40 },
  );
});

const group = fc.oneof(fc.constant(0), fc.nat(0xffff));

test('texts collapse as the prefixes that they are, whatever they are spelled like, and others are told of', () => {
  const v4 = fc
    .tuple(fc.constantFrom(0, 10, 128, 255), fc.nat(3), fc.nat(3), fc.nat(255), fc.nat(32))
    .map(([a, b, c, d, length]) => `${a}.${b}.${c}.${d}/${length}`);
  const v6 = fc.tuple(fc.nat(3), fc.nat(128)).map(([part, length]) => `2001:db8:${part}::/${length}`);
  const odd = fc.constantFrom(
    '10.0.0.1',
    '::ffff:10.0.0.0/104',
    '2001:db8::',
    ' 10.1.0.0/16',
    '0.0.0.0/0',
    '::/0',
  );
  const wrong = fc.constantFrom('', '10.0.0/8', '10.0.0.0/33', 'x');
  fc.assert(
    fc.property(fc.array(fc.oneof(v4, v4, v6, odd, wrong), { maxLength: 40 }), (texts) => {
      const unread: string[] = [];
      const made = collapseTexts(texts, (text) => unread.push(text));
      const read = texts.flatMap((text) => parsePrefix(text) ?? []);
      assert.deepEqual(made, collapse(read), texts.join(' '));
      assert.equal(collapse(made), made, 'it is known to be collapsed');
      assert.deepEqual(new Set(unread), new Set(texts.filter((text) => parsePrefix(text) === undefined)));
    }),
    { numRuns: 2000 },
  );
});

test('an IPv6 prefix reads the same in short, in full, in capitals, in brackets and with blanks', () => {
  fc.assert(
    fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), fc.nat(128), (groups, length) => {
      const full = groups.map((one) => one.toString(16).padStart(4, '0')).join(':');
      const read = parsePrefix(`[${full}]/${length}`);
      const short = parseAddress(full)!.text;
      for (const text of [
        `${full}/${length}`,
        `${full.toUpperCase()}/${length}`,
        `${short}/${length}`,
        ` ${full}/${length}`,
      ]) {
        // A mapped address in short is IPv4, whose prefixes have other lengths.
        if (short.includes('.') && text.startsWith(short)) continue;
        assert.deepEqual(parsePrefix(text), read, text);
      }
      if (read !== undefined) assert.deepEqual(parsePrefix(formatPrefix(read)), read);
    }),
  );
});

test('what is no IPv6 prefix is none in the quick form either', () => {
  const refused = [
    '2001:db8::/',
    '2001:db8::/129',
    '2001:db8::/032',
    '2001:db8::/+3',
    '2001:db8:/32',
    '/32',
    '::/0/0',
  ];
  for (const text of [
    ...refused,
    '2001:db8::g/32',
    '2001:db8::1::/64',
    '２001:db8::/32',
    '2001:db8::%1/32',
  ]) {
    assert.equal(parsePrefix(text), undefined, text);
  }
});
