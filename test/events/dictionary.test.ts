import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { AddressIndex } from '../../src/events/lake/address-index.ts';
import { TextBuffer } from '../../src/events/lake/columns.ts';
import { ByteIndex } from '../../src/events/lake/byte-index.ts';
import { Dictionary } from '../../src/events/lake/dictionary.ts';
import type { Distinct } from '../../src/events/lake/dictionary.ts';
import { addressTextFromBytes, formatV4 } from '../../src/net/address.ts';

function textsOf(distinct: Distinct): string[] {
  return Array.from({ length: distinct.size }, (_, i) => distinct.textOf(i + 1));
}

test('a text has one code, however often it comes', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 12 }), { maxLength: 2000, size: 'max' }), (texts) => {
      const dictionary = new Dictionary();
      const index = new ByteIndex((bytes, start, end) =>
        dictionary.code(Buffer.from(bytes.subarray(start, end)).toString()),
      );
      for (const text of texts) {
        const bytes = Buffer.from(`<${text}>`);
        const code = index.code(bytes, 1, bytes.length - 1);
        assert.equal(dictionary.textOf(code), Buffer.from(text).toString());
      }
      assert.equal(new Set(textsOf(dictionary)).size, dictionary.size);
    }),
    { numRuns: 30 },
  );
});

test('an address has one code, as a number, as text and as IPv4 within IPv6', () => {
  const v4 = fc.integer({ min: 0, max: 0xffff_ffff });
  fc.assert(
    fc.property(
      fc.array(fc.oneof(v4, fc.constantFrom(0, 1, 0xffff_ffff)), { maxLength: 3000, size: 'max' }),
      (values) => {
        const index = new AddressIndex();
        for (const value of values) {
          const text = formatV4(value);
          const code = index.v4(value);
          assert.equal(index.textOf(code), text);
          const mapped = Buffer.from(`::FFFF:${text}`);
          assert.equal(index.bytes(mapped, 0, mapped.length), code);
          assert.equal(index.bytes(Buffer.from(text), 0, text.length), code);
        }
        assert.equal(index.size, new Set(values).size);
        assert.deepEqual(textsOf(index), [...new Set(values)].map(formatV4));
        index.clear();
        assert.equal(index.v4(7), 1);
      },
    ),
    { numRuns: 30 },
  );
});

test('IPv6 comes in its canonical spelling, and what is no address has no code', () => {
  const index = new AddressIndex();
  index.v4(1);
  for (const text of ['2001:DB8::0:1', '2001:db8:0:0:0:0:0:1', '2001:db8::1']) {
    const bytes = Buffer.from(text);
    assert.equal(index.textOf(index.bytes(bytes, 0, bytes.length)), '2001:db8::1');
    assert.equal(addressTextFromBytes(bytes, 0, bytes.length), '2001:db8::1');
  }
  index.v4(2);
  assert.deepEqual(textsOf(index), ['0.0.0.1', '2001:db8::1', '0.0.0.2']);
  for (const text of ['', '-', 'example.org', '1.2.3', '::g', '10.0.0.1 ']) {
    assert.equal(index.bytes(Buffer.from(text), 0, text.length), 0);
  }
});

test('a text stands once in its column, whether decoded, written as it is, or set as a string', () => {
  const plus = (raw: string): string => raw.replaceAll('+', ' ');
  const piece = fc.constantFrom('a', 'b', '+', ' ', '\0', '\u{1F600}', '\uFFFD', Buffer.from([0xff]), 'é');
  const value = fc
    .array(piece, { maxLength: 3 })
    .map((parts) => Buffer.concat(parts.map((part) => Buffer.from(part))));
  const way = fc.constantFrom('plain', 'decoded', 'string');
  fc.assert(
    fc.property(fc.array(fc.tuple(way, value), { maxLength: 200, size: 'max' }), (rows) => {
      const cursor = { row: 0 };
      const column = new TextBuffer(cursor, rows.length + 1);
      const wanted: string[] = [];
      for (const [how, bytes] of rows) {
        const raw = bytes.toString();
        if (how === 'string') column.writer().setText(raw);
        else column.writer(how === 'decoded' ? plus : undefined).setBytes(bytes, 0, bytes.length);
        wanted.push((how === 'decoded' ? plus(raw) : raw).replaceAll('\0', '\uFFFD'));
        cursor.row++;
      }
      assert.deepEqual(
        Array.from(column.items.subarray(0, rows.length), (code) => column.dictionary.textOf(code)),
        wanted,
      );
      assert.equal(new Set(textsOf(column.dictionary)).size, column.dictionary.size);
    }),
    { numRuns: 200 },
  );
});
