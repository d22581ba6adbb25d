import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { parseAddress } from '../../src/net/address.ts';
import { addressOfNumber, formatPrefix, numberOf, parsePrefix } from '../../src/net/prefix.ts';
import type { History } from '../../src/attribution/history.ts';
import { importFile } from '../../src/attribution/import.ts';
import { Ranges, sourceOfText } from '../../src/attribution/ranges.ts';
import { PrefixTable } from '../../src/attribution/segments.ts';
import { ipRanges } from './world.ts';
import type { Line } from './world.ts';

function seconds(instant: string): number {
  return Date.parse(instant) / 1000;
}

function rangesOf(versions: Record<string, readonly Line[]>): Ranges {
  let histories: History[] = [];
  for (const [published, lines] of Object.entries(versions)) {
    const origin = { source: 'test', imported: published };
    ({ histories } = importFile(histories, ipRanges(published, lines), origin));
  }
  return new Ranges(histories);
}

const V2018: readonly Line[] = [
  ['52.44.0.0/15', 'AMAZON', 'us-east-1'],
  ['52.44.0.0/15', 'EC2', 'us-east-1'],
  ['15.177.0.0/16', 'AMAZON', 'GLOBAL'],
  ['15.177.0.0/18', 'ROUTE53_HEALTHCHECKS', 'us-west-2', 'us-west-2-lax-1'],
  ['2600:1f18::/33', 'AMAZON', 'us-east-1'],
  ['2600:1f18:1::/48', 'EC2', 'us-east-1'],
];

test('an address has all services that publish it, and its longest prefix', () => {
  const ranges = rangesOf({ '2018-03-05T19:48:10Z': V2018 });
  const at = seconds('2018-03-06T00:00:00Z');
  assert.deepEqual(sourceOfText(ranges, '52.45.133.113', at), {
    address: '52.45.133.113',
    provider: 'aws',
    list: 'aws',
    services: ['AMAZON', 'EC2'],
    region: 'us-east-1',
    prefix: '52.44.0.0/15',
    as_of: '2018-03-05T19:48:10Z',
  });
  assert.deepEqual(sourceOfText(ranges, '15.177.1.1', at), {
    address: '15.177.1.1',
    provider: 'aws',
    list: 'aws',
    services: ['AMAZON', 'ROUTE53_HEALTHCHECKS'],
    region: 'us-west-2',
    border_group: 'us-west-2-lax-1',
    prefix: '15.177.0.0/18',
    as_of: '2018-03-05T19:48:10Z',
  });
  assert.equal(sourceOfText(ranges, '15.177.64.0', at).prefix, '15.177.0.0/16');
  assert.deepEqual(sourceOfText(ranges, '2600:1f18:1::9', at).services, ['AMAZON', 'EC2']);
  assert.deepEqual(sourceOfText(ranges, '2600:1f18:2::9', at).services, ['AMAZON']);
});

test('an address in none of the lists says which were asked; a private one says that it is private', () => {
  const ranges = rangesOf({ '2018-03-05T19:48:10Z': V2018 });
  const at = seconds('2018-03-06T00:00:00Z');
  const { asked, not_loaded, ...source } = sourceOfText(ranges, '8.8.8.8', at);
  assert.deepEqual(source, { address: '8.8.8.8', provider: null });
  // That nobody publishes it is known of one list only.
  assert.deepEqual(asked, ['aws']);
  assert.ok(not_loaded?.includes('google') === true && not_loaded.includes('hetzner'));
  assert.equal(sourceOfText(ranges, '10.0.0.1', at).note, 'private address (RFC 1918)');
  assert.equal(sourceOfText(ranges, 'x', at).note, 'not an IP address');
  assert.equal(sourceOfText(ranges, '2600:1f18:8000::', at).provider, null);
});

test('without any ranges every address is unknown', () => {
  const ranges = new Ranges([]);
  assert.equal(ranges.known, false);
  const note = 'no provider ranges are known';
  assert.deepEqual(sourceOfText(ranges, '52.44.1.9', 0), { address: '52.44.1.9', provider: null, note });
});

test('the answer comes from the version in force at the time asked for', () => {
  const ranges = rangesOf({
    '2018-03-01T00:00:00Z': [['52.44.0.0/15', 'AMAZON', 'us-east-1']],
    '2018-03-05T00:00:00Z': [['52.44.0.0/15', 'EC2', 'us-west-2']],
    '2018-03-06T00:00:00Z': [['54.0.0.0/15', 'EC2', 'us-west-2']],
  });
  const asked = (instant: string): unknown[] => {
    const { provider, services, note } = sourceOfText(ranges, '52.44.1.9', seconds(instant));
    return [provider, services?.join(), note];
  };
  assert.deepEqual(asked('2018-03-01T00:00:00Z'), ['aws', 'AMAZON', undefined]);
  assert.deepEqual(asked('2018-03-04T23:59:59Z'), ['aws', 'AMAZON', undefined]);
  assert.deepEqual(asked('2018-03-05T00:00:00Z'), ['aws', 'EC2', undefined]);
  assert.deepEqual(asked('2018-03-06T00:00:00Z'), [null, undefined, undefined]);
  const note = 'the nearest known ranges were published 28 days after the time asked for';
  assert.deepEqual(asked('2018-02-01T00:00:00Z'), ['aws', 'AMAZON', note]);
});

test('in a gap between known versions the nearer one answers and the distance is said', () => {
  const ranges = rangesOf({
    '2018-01-01T00:00:00Z': [['52.44.0.0/15', 'OLD', 'us-east-1']],
    '2018-05-01T00:00:00Z': [['52.44.0.0/15', 'NEW', 'us-east-1']],
  });
  const asked = (instant: string): string[] => {
    const { services, note } = sourceOfText(ranges, '52.44.1.9', seconds(instant));
    return [services?.join() ?? '', note ?? ''];
  };
  assert.deepEqual(asked('2018-01-06T00:00:00Z'), ['OLD', '']);
  const drift = '; over 30 days 3 % of its addresses change their labels, 0.04 % are new, 0.02 % go';
  const old = `the nearest known ranges were published 31 days before the time asked for${drift}`;
  assert.deepEqual(asked('2018-02-01T00:00:00Z'), ['OLD', old]);
  const later = `the nearest known ranges were published 30 days after the time asked for${drift}`;
  assert.deepEqual(asked('2018-04-01T00:00:00Z'), ['NEW', later]);
  assert.deepEqual(asked('2018-05-01T00:00:00Z'), ['NEW', '']);
});

test('where two providers publish an address, the longer prefix says whose it is', () => {
  const row = { valid_from: '2018-03-01T00:00:00Z', valid_to: null };
  const version = { sha256: '', bytes: 0, source: '', imported: '', rows: 1, rejected: 0 };
  const ranges = new Ranges([
    {
      provider: 'aws',
      list: 'aws',
      versions: [
        { ...version, published: '2018-03-01T00:00:00Z' },
        { ...version, published: '2018-03-03T00:00:00Z' },
      ],
      rows: [{ ...row, prefix: '52.44.0.0/15', service: 'EC2', valid_to: '2018-03-03T00:00:00Z' }],
    },
    {
      provider: 'other',
      list: 'other',
      versions: [{ ...version, published: '2018-03-02T00:00:00Z' }],
      rows: [{ ...row, prefix: '52.44.1.0/24', service: 'CDN', valid_from: '2018-03-02T00:00:00Z' }],
    },
  ]);
  const asked = (address: string, day: string): unknown[] => {
    const { provider, services, as_of } = sourceOfText(ranges, address, seconds(`2018-03-${day}T12:00:00Z`));
    return [provider, services?.join(), as_of?.slice(8, 10)];
  };
  assert.deepEqual(asked('52.44.1.9', '02'), ['other', 'CDN', '02']);
  assert.deepEqual(asked('52.44.2.9', '02'), ['aws', 'EC2', '01']);
  assert.deepEqual(asked('52.44.2.9', '03'), [null, undefined, undefined]);
  assert.deepEqual(asked('52.44.1.9', '03'), ['other', 'CDN', '02']);
});

test('the table finds the same prefix as trying them all', () => {
  const v4 = fc
    .tuple(fc.integer({ min: 0, max: 0xffff_ffff }), fc.integer({ min: 0, max: 32 }))
    .map(([value, length]) => `${addressOfNumber(0xffff_0000_0000n + BigInt(value)).text}/${length}`);
  const v6 = fc
    .tuple(fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }), fc.integer({ min: 0, max: 128 }))
    .map(([value, length]) => `${addressOfNumber(value).text}/${length}`);
  const list = fc.array(
    fc.oneof(v4, v6, fc.constantFrom('::/0', '0.0.0.0/0', '255.255.255.255', '10.0.0.0/9')),
    {
      maxLength: 12,
    },
  );
  fc.assert(
    fc.property(list, (texts) => {
      const parsed = texts.map((text) => parsePrefix(text)).filter((prefix) => prefix !== undefined);
      const seen = new Set<string>();
      const prefixes = parsed.filter(
        (p) => !seen.has(`${p.first}/${p.last}`) && seen.add(`${p.first}/${p.last}`),
      );
      const table = new PrefixTable(prefixes.map(formatPrefix));
      const segments = table.segments();
      const edges = prefixes.flatMap(({ first, last }) => [first, last, first - 1n, last + 1n]);
      for (const edge of [...edges, 0n, numberOf(parseAddress('52.44.1.9') ?? assert.fail())]) {
        if (edge < 0n || edge >> 128n !== 0n) continue;
        const address = addressOfNumber(edge);
        // A block of IPv6 around where IPv4 is written in IPv6 holds no address of IPv4.
        const holding = prefixes.filter(
          ({ family, first, last }) => family === address.family && first <= edge && edge <= last,
        );
        const sizes = holding.map((prefix) => prefix.last - prefix.first);
        const longest = holding.find((p) => sizes.every((size) => p.last - p.first <= size));
        const found = table.of(address);
        assert.equal(prefixes[found], longest, address.text);
        const segment = segments.starts.findLastIndex((start) => start <= edge);
        assert.equal(segments.inner[segment], found, `${address.text} in the table of both families`);
        const around = prefixes[table.around(found)];
        const next = holding.filter((prefix) => prefix !== longest);
        assert.ok(next.every((prefix) => prefix.last - prefix.first >= around!.last - around!.first));
        assert.equal(around === undefined, next.length === 0);
      }
    }),
    { numRuns: 300 },
  );
});
