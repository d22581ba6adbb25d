import assert from 'node:assert/strict';
import { isIPv4, isIPv6 } from 'node:net';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { addressTextFromBytes, formatV4, parseAddress, parseV4Bytes } from '../../src/net/address.ts';
import { addressOfNumber, numberOf } from '../../src/net/prefix.ts';

function text(address: string): string | undefined {
  return parseAddress(address)?.text;
}

test('addresses as logs write them get one spelling', () => {
  const spellings: [string, string][] = [
    ['52.44.1.9', '52.44.1.9'],
    [' 52.44.1.9 ', '52.44.1.9'],
    ['2001:0DB8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['::', '::'],
    ['::1', '::1'],
    ['1::', '1::'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['::ffff:0a00:0001', '10.0.0.1'],
    ['64:ff9b::192.0.2.1', '64:ff9b::c000:201'],
    ['fe80::1%3', 'fe80::1'],
  ];
  for (const [given, expected] of spellings) assert.equal(text(given), expected, given);
  assert.equal(parseAddress('fe80::1%eth0')?.zone, 'eth0');
});

test('what programs read differently is no address', () => {
  const wrong = [
    '',
    '010.1.1.1',
    '10.1',
    '10.1.1',
    '2130706433',
    '0x0a.1.1.1',
    '10.1.1.256',
    '10.1.1.1.',
    '.10.1.1.1',
    '10.1.1.1.1',
    '10..1.1',
    '10.1.1.1%3',
    '1::2::3',
    ':::',
    ':1:2:3:4:5:6:7:8',
    '1:2:3:4:5:6:7:8:',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    '12345::',
    '::1.2.3.4.5',
    '1:2:3:4:5:6:7:1.2.3.4',
    'fe80::1%',
    '１０.1.1.1',
    `::${'0'.repeat(200)}1`,
    '10.1.1.1\u0000',
  ];
  for (const given of wrong) assert.equal(text(given), undefined, given);
});

test('every IPv4 number survives being written and read', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), (value) => {
      const bytes = Buffer.from(formatV4(value));
      assert.equal(parseV4Bytes(bytes, 0, bytes.length), value);
    }),
  );
});

test('IPv6 text agrees with how a URL writes the host', () => {
  fc.assert(
    fc.property(fc.ipV6(), (given) => {
      const ours = text(given);
      const theirs = new URL(`http://[${given}]/`).hostname.slice(1, -1);
      assert.ok(ours !== undefined, given);
      if (ours.includes(':')) assert.equal(ours, theirs);
      else assert.match(theirs, /^::ffff:/);
    }),
  );
});

test('any text is an address exactly when Node says so', () => {
  const alphabet = fc.constantFrom(...'0123456789abcdefABCDEF:.%gx/ '.split(''));
  fc.assert(
    fc.property(fc.string({ unit: alphabet, maxLength: 24 }), (given) => {
      const bytes = Buffer.from(given, 'latin1');
      const ours = addressTextFromBytes(bytes, 0, bytes.length);
      if (given.includes('%')) return;
      assert.equal(ours !== undefined, isIPv4(given) || isIPv6(given), given);
    }),
    { numRuns: 2000 },
  );
});

test('the bytes around an address do not matter', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 20 }),
      fc.ipV4(),
      fc.uint8Array({ maxLength: 20 }),
      (before, v4, after) => {
        const bytes = Buffer.concat([before, Buffer.from(v4), after]);
        assert.equal(addressTextFromBytes(bytes, before.length, before.length + v4.length), v4);
      },
    ),
  );
});

test('the key sorts addresses and gives them back', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }), (value) => {
      const address = addressOfNumber(value);
      assert.equal(numberOf(address), value);
      assert.deepEqual(parseAddress(address.text)?.key, address.key);
    }),
  );
});
