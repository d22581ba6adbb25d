import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { importFile } from '../../src/attribution/import.ts';
import { Ranges, sourceOfText } from '../../src/attribution/ranges.ts';
import { UserError } from '../../src/base/errors.ts';
import type { History } from '../../src/attribution/history.ts';
import { WORDS } from '../../src/cases/translations.ts';
import { LANGS } from '../../src/language/lang.ts';
import { render } from '../../src/language/render.ts';
import { isPacked, messageOf } from '../../src/model/reason.ts';
import { fixture } from '../support.ts';
import { mmdb } from './mmdb.ts';
import { ipRanges } from './world.ts';

const IMPORTED = '2026-11-20T12:00:00Z';

function folded(text: string | Uint8Array, name = 'x', before: readonly History[] = []): History[] {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  return importFile(before, bytes, { source: name, imported: IMPORTED }).histories;
}

function providers(histories: readonly History[], addresses: readonly string[]): unknown[] {
  const ranges = new Ranges(histories);
  return addresses.map((address) => {
    const { provider, services, list } = sourceOfText(ranges, address, Date.parse(IMPORTED) / 1000);
    return [provider, services?.join(), list];
  });
}

const HETZNER = ['hetzner', 'AS24940', 'routes'];

test('a table of routes tells the clouds that publish no list, in each of the usual orders of columns', () => {
  const tables = [
    '5.9.0.0/16 24940\n8.8.8.0/24 AS15169\n2a01:4f8::/32\tAS24940\n',
    '5.9.0.0\t16\t24940\n8.8.8.0\t24\t15169\n2a01:4f8::\t32\t24940\n',
    '% a dump of RIS\n\n24940\t5.9.0.0/16\t385\n15169\t8.8.8.0/24\t390\n{24940,64496}\t2a01:4f8::/32\t12\n',
    'prefixes below\n5.9.0.0/16,24940\n'.slice('prefixes below\n'.length) + '2a01:4f8::/32,24940_64496,x\n',
  ];
  for (const table of tables) {
    const histories = folded(table);
    assert.deepEqual(providers(histories, ['5.9.1.1', '2a01:4f8::1']), [HETZNER, HETZNER], table);
    assert.deepEqual(providers(histories, ['8.8.8.8']), [[null, undefined, undefined]]);
  }
});

test('of a table of routes each line is counted: taken, rejected, or of nobody who is told by it', () => {
  const text = '5.9.0.0/16 24940\n8.8.8.0/24 15169\n0.0.0.0/0 24940\nnonsense\n5.9.0.0/16 24940\n';
  const { imported } = importFile([], Buffer.from(`5.9.0.0/16 24940\n`.repeat(60) + text), {
    source: 'x',
    imported: IMPORTED,
  });
  assert.deepEqual([imported.version.rows, imported.repeated, imported.version.rejected], [1, 61, 2]);
  assert.equal(imported.passed, 1);
});

/** Whatever files the clouds' tests have, and lists of one's own, routes and a database. */
const LISTS: readonly (readonly [name: string, bytes: Buffer])[] = [
  ...readdirSync(fixture('clouds'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.startsWith('input.'))
    .map((entry): [string, Buffer] => {
      const path = join(entry.parentPath, entry.name);
      return [path, readFileSync(path)];
    }),
  ['routes', Buffer.from('8.8.8.0/24 15169\n5.9.0.0/33 24940\n')],
  ['own', Buffer.from('prefix,provider\n198.51.100.0/24,Acme\n')],
  ['asn.mmdb', mmdb([['5.9.0.0/16', 24_940]])],
];

test('whatever is wrong with a list, why it was not taken is a message that every language has words for', () => {
  let refused = 0;
  const keys = new Set<string>();
  const changes = (bytes: Buffer): Buffer[] => {
    const text = bytes.toString('latin1');
    return [
      bytes.subarray(0, bytes.length / 2),
      Buffer.from(text.replaceAll(/\d{4}-\d\d/g, 'x'), 'latin1'),
      Buffer.from(text.replaceAll(/\d/g, 'x'), 'latin1'),
      Buffer.from(text.replaceAll(/[\d.:a-f]+\/\d+/g, '"'), 'latin1'),
      Buffer.from(text.replaceAll('[', '{"a":[').replaceAll(']', ']}'), 'latin1'),
      Buffer.from(text.replaceAll('24940', '15169'), 'latin1'),
      Buffer.concat([Buffer.alloc(9000), bytes.subarray(bytes.length / 3)]),
    ];
  };
  for (const [name, bytes] of LISTS) {
    for (const changed of changes(bytes)) {
      try {
        importFile([], changed, { source: name, imported: IMPORTED });
      } catch (error) {
        assert.ok(error instanceof UserError, `${name}: ${String(error)}`);
        assert.ok(error.reason !== undefined && isPacked(error.reason), `${name}: ${error.message}`);
        const message = messageOf(error.reason);
        for (const lang of LANGS) assert.ok(render(message, WORDS[lang]) !== '', `${name}: ${message.key}`);
        keys.add(message.key);
        refused++;
      }
    }
  }
  assert.ok(refused > 40, `only ${refused} were refused`);
  assert.deepEqual(
    ['givenNoCloud', 'listEmpty', 'listNoJson', 'listShape', 'listUnknown'].filter((key) => !keys.has(key)),
    [],
    [...keys].join(', '),
  );
});

test('a database that is cut, damaged or of something else says so in the language of the reader', () => {
  const whole = mmdb([['5.9.0.0/16', 24_940]]);
  const marker = whole.lastIndexOf(Buffer.from('abcdef', 'hex'));
  const key = (bytes: Buffer): string => {
    try {
      importFile([], bytes, { source: 'x.mmdb', imported: IMPORTED });
      return 'taken';
    } catch (error) {
      return error instanceof UserError ? messageOf(error.reason ?? '').key : String(error);
    }
  };
  // Without the name of the field, its networks name nothing.
  const nameless = Buffer.from(
    whole.toString('latin1').replaceAll('system_number', 'system_digits'),
    'latin1',
  );
  assert.deepEqual([whole, whole.subarray(0, marker + 16), whole.subarray(marker), nameless].map(key), [
    'taken',
    'givenMmdbUnread',
    'givenMmdbDamaged',
    'givenMmdbNoAsn',
  ]);
});

test('a table in which no cloud stands says whom it was looked through for', () => {
  assert.throws(
    () => folded('8.8.8.0/24 15169\n'),
    (error: unknown) => error instanceof UserError && /AS24940 \(hetzner\)/.test(error.hint ?? ''),
  );
});

test("a list of one's own names prefixes that no published history reaches", () => {
  const text = 'prefix,provider,service,region\n198.51.100.0/24,Acme Hosting,VPS,eu\n52.44.1.0/24 , aws\n';
  const histories = folded(
    text,
    'lists/Old Logs.csv',
    folded(ipRanges('2026-11-19T00:00:00Z', [['52.44.0.0/15', 'EC2', 'us-east-1']])),
  );
  assert.deepEqual(providers(histories, ['198.51.100.7', '52.44.1.9', '52.44.2.9']), [
    ['Acme Hosting', 'VPS', 'own-old-logs'],
    ['aws', 'EC2,aws', 'own-old-logs'],
    ['aws', 'EC2', 'aws'],
  ]);
});

test("a line of one's own list that names no prefix or nobody is counted with its reason", () => {
  const { imported } = importFile(
    [],
    Buffer.from(
      '203.0.113.0/24 office\n# none\nx office\n203.0.113.9\n0.0.0.0/0 all\n198.51.100.0/24 a b c d\n',
    ),
    {
      source: 'offices.txt',
      imported: IMPORTED,
    },
  );
  assert.equal(imported.version.rows, 1);
  assert.deepEqual(
    imported.rejects.map(({ where }) => where),
    ['line 3', 'line 4', 'line 5', 'line 6'],
  );
});

test('a MaxMind database of autonomous systems is read as a table of routes, dated by when it was built', () => {
  const file = mmdb([
    ['5.9.0.0/16', 24940],
    ['8.8.8.0/24', 15169],
    ['2a01:4f8::/32', 24940],
  ]);
  const { histories, imported } = importFile([], file, { source: 'GeoLite2-ASN.mmdb', imported: IMPORTED });
  assert.equal(imported.version.published, '2026-11-01T00:00:00Z');
  assert.equal(imported.passed, 1);
  assert.deepEqual(providers(histories, ['5.9.255.1', '2a01:4f8::1', '5.10.0.1']), [
    HETZNER,
    HETZNER,
    [null, undefined, undefined],
  ]);
});

test('a damaged or cut database, or one of places, is refused with the reason', () => {
  const file = mmdb([['5.9.0.0/16', 24940]]);
  for (let cut = 0; cut < file.length - 1; cut += 5) {
    assert.throws(() => folded(file.subarray(0, cut)), UserError);
    // From behind, the metadata stay: the tree is cut.
    try {
      folded(file.subarray(cut + 1));
    } catch (error) {
      assert.ok(error instanceof UserError, String(error));
    }
  }
});

test('a database that says it has more nodes than bytes, or was built at no time, is refused at once', () => {
  for (const lies of [{ nodes: 0xffff_fff0 }, { nodes: 100_000 }, { built: 9_000_000_000_000 }])
    assert.throws(() => folded(mmdb([['5.9.0.0/16', 24940]], lies)), UserError, JSON.stringify(lies));
});

test('a list without a time is dated by its name, and else says what its date is taken from', () => {
  const azure =
    '{"changeNumber":1,"cloud":"Public","values":[{"name":"AzureCloud","properties":{"region":"","addressPrefixes":["4.156.0.0/15"]}}]}';
  const dated = (source: string, more: object = {}): unknown[] => {
    const { imported } = importFile([], Buffer.from(azure), { source, imported: IMPORTED, ...more });
    return [imported.version.published, imported.version.dated];
  };
  assert.deepEqual(dated('old/ServiceTags_Public_20260817.json'), ['2026-08-17T00:00:00Z', 'name']);
  assert.deepEqual(dated('2018-03-05/tags-2019_02_31.json', { written: '2026-01-02T03:04:05.678Z' }), [
    '2026-01-02T03:04:05Z',
    'file',
  ]);
  assert.deepEqual(
    dated('a.json', { changed: 'Mon, 17 Aug 2026 10:00:00 GMT', written: '2020-01-01T00:00:00Z' }),
    ['2026-08-17T10:00:00Z', 'server'],
  );
  assert.deepEqual(dated('ServiceTags_Public_20260817.json', { published: '2026-08-18T00:00:00.000Z' }), [
    '2026-08-18T00:00:00Z',
    'given',
  ]);
  assert.deepEqual(dated('a.json'), [IMPORTED, 'fetched']);
});

test('whatever the bytes, a list is read or refused calmly, and its lines add up', () => {
  const texts = fc.array(
    fc.oneof(
      fc.string(),
      fc.constantFrom('5.9.0.0/16 24940', '5.9.0.0/16 x', '1.2.3.0\t24\t24940', ',,,', 'prefix provider'),
    ),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 200 }),
        texts.map((lines) => Buffer.from(lines.join('\n'))),
      ),
      (bytes) => {
        try {
          const { imported } = importFile([], bytes, { source: 'x', imported: IMPORTED });
          assert.equal(imported.version.rows + imported.repeated + imported.version.rejected, imported.read);
        } catch (error) {
          assert.ok(error instanceof UserError, String(error));
        }
      },
    ),
  );
});
