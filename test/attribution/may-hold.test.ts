import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { mayHold } from '../../src/attribution/may-hold.ts';
import { Ranges } from '../../src/attribution/ranges.ts';
import type { History } from '../../src/attribution/history.ts';
import { parseAddress } from '../../src/net/address.ts';
import { formatPrefix, parsePrefix } from '../../src/net/prefix.ts';

const published = '2026-11-01T00:00:00Z';
const at = Date.parse(published) / 1000;

/** One list that names the prefixes, each with a service of its own. */
function listOf(prefixes: readonly string[]): History {
  return {
    provider: 'own-list',
    list: 'own-list',
    versions: [
      { published, sha256: '', bytes: 0, source: 'own.csv', imported: published, rows: 0, rejected: 0 },
    ],
    rows: prefixes.map((prefix) => ({ prefix, service: prefix, valid_from: published, valid_to: null })),
  };
}

// Few first parts, so that addresses and prefixes meet.
const octet = fc.constantFrom(0, 3, 10, 198, 255);
const group = fc.constantFrom(0, 0xffff, 0x2600, 0x2a04, 7);
const v4 = fc.tuple(octet, octet, octet, octet).map((parts) => parts.join('.'));
const v6 = fc
  .array(group, { minLength: 8, maxLength: 8 })
  .map((parts) => parts.map((part) => part.toString(16)).join(':'));
const prefix = fc
  .oneof(
    fc.tuple(v4, fc.integer({ min: 0, max: 32 })),
    fc.tuple(v6, fc.integer({ min: 0, max: 128 })),
    fc.tuple(
      v4.map((text) => `::ffff:${text}`),
      fc.integer({ min: 96, max: 128 }),
    ),
  )
  .map(([text, bits]) => formatPrefix(parsePrefix(`${text}/${bits}`)!));

test('an answer is the same, whether all published prefixes are made ready or those alone that may hold the address', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(prefix, { maxLength: 30 }),
      fc.array(fc.oneof(v4, v6), { minLength: 1, maxLength: 3 }),
      (prefixes, texts) => {
        const addresses = texts.map((text) => parseAddress(text)!);
        const all = new Ranges([listOf(prefixes)]);
        const few = new Ranges([listOf(prefixes.filter(mayHold(addresses)))]);
        for (const address of addresses) {
          assert.deepEqual(few.source(address, at), all.source(address, at), address.text);
        }
      },
    ),
  );
});

test('of a long list a few lines are made ready for one address', () => {
  const may = mayHold([parseAddress('3.80.0.1')!]);
  assert.deepEqual(
    ['3.80.0.0/12', '52.44.0.0/15', '2600:1f18::/36', '0.0.0.0/0', '::/0', '3.0.0.0/8'].filter(may),
    ['3.80.0.0/12', '0.0.0.0/0', '::/0', '3.0.0.0/8'],
  );
});
