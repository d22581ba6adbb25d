import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { parseAddress } from '../../src/net/address.ts';
import { portName } from '../../src/net/ports.ts';
import { printable, printableJson } from '../../src/base/printable.ts';
import { protocolName, protocolNumber } from '../../src/net/protocols.ts';
import { isPublic, specialOf } from '../../src/net/special.ts';

function note(text: string): string | undefined {
  const address = parseAddress(text);
  assert.ok(address, text);
  return specialOf(address)?.note;
}

test('an address that is not ordinary says what it is', () => {
  assert.equal(note('10.10.3.17'), 'private address (RFC 1918)');
  assert.equal(note('172.31.255.255'), 'private address (RFC 1918)');
  assert.equal(note('172.32.0.0'), undefined);
  assert.equal(note('100.64.0.1'), 'shared address behind carrier NAT (RFC 6598)');
  assert.equal(note('169.254.169.254'), 'cloud instance metadata service (link-local, RFC 3927)');
  assert.equal(note('::ffff:127.0.0.1'), 'loopback address of the machine itself (RFC 1122)');
  assert.equal(note('255.255.255.255'), 'limited broadcast address (RFC 919)');
  assert.equal(note('2001:db8::1'), 'documentation address (RFC 3849)');
  assert.equal(note('fd12::1'), 'unique local address (RFC 4193)');
  assert.equal(note('2600:1f18::1'), undefined);
});

test('every line of the registries is a prefix that finds itself', () => {
  const firsts = [
    '0.0.0.0',
    '192.0.0.9',
    '198.19.255.255',
    '2001::',
    '2001:20::',
    '3fff::',
    'ff02::1',
    '64:ff9b::',
  ];
  for (const text of firsts) assert.ok(note(text) !== undefined, text);
  assert.equal(note('192.0.0.9'), 'Port Control Protocol anycast (RFC 7723)');
  assert.equal(note('192.0.0.8'), 'IETF protocol assignment (RFC 6890)');
});

test('only what the internet can reach is public', () => {
  const seen = ['52.44.1.9', '192.168.1.1', '64:ff9b::102:304', '198.18.0.1', '2600::', '224.0.0.1'].map(
    (text) => {
      const address = parseAddress(text);
      assert.ok(address);
      return isPublic(address);
    },
  );
  assert.deepEqual(seen, [true, false, true, false, true, false]);
});

test('protocols are known by number and by name', () => {
  assert.equal(protocolName(6), 'TCP');
  assert.equal(protocolName(58), 'IPv6-ICMP');
  assert.equal(protocolName(253), 'protocol 253');
  assert.equal(protocolNumber('udp'), 17);
  assert.equal(protocolNumber(' ICMPv6 '), 58);
  assert.equal(protocolNumber('17'), 17);
  assert.equal(protocolNumber('256'), undefined);
  assert.equal(protocolNumber('constructor'), undefined);
  for (let number = 0; number < 256; number++) {
    const name = protocolName(number);
    if (!name.startsWith('protocol ')) assert.equal(protocolNumber(name), number);
  }
});

test('ports have the names that people use', () => {
  assert.equal(portName(22), 'SSH');
  assert.equal(portName(49152), undefined);
});

test('nothing that a terminal obeys is left in printable text', () => {
  assert.equal(printable('plain ü 日本 text'), 'plain ü 日本 text');
  assert.equal(printable('a\u001B[31mred\u0007\r\n'), 'a\\x1b[31mred\\x07\\x0d\\x0a');
  assert.equal(printable('exe.\u202Egpj'), 'exe.\\u{202e}gpj');
  assert.equal(printable('\u009B31m'), '\\x9b31m');
  assert.equal(printable('a\u200Bb\uFEFFc'), 'a\\u{200b}b\\u{feff}c');
  assert.equal(printable('\uD800'), '\\u{d800}');
});

test('JSON for a terminal holds the same value and nothing that a terminal obeys', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(undefined, 2), (text, indent) => {
      const written = printableJson({ text: `${text}\u009B31m\u202E\u{E0041}` }, indent);
      assert.deepEqual(JSON.parse(written), { text: `${text}\u009B31m\u202E\u{E0041}` });
      assert.equal(printable(written), written.replaceAll('\n', '\\x0a'));
    }),
  );
});
