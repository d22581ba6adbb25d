import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { parseAddress } from '../../src/net/address.ts';
import { ACCESS_LOG } from '../../src/formats/access-log/access-log.ts';
import { IIS_W3C } from '../../src/formats/w3c/iis-w3c.ts';
import { VPC_FLOW } from '../../src/formats/vpc-flow/vpc-flow.ts';
import { accounted, parseAll } from '../formats/memory-sink.ts';
import type { PlainRow } from '../formats/memory-sink.ts';

/** What a flow record of the default format says, read without the kernel; undefined: it is not one. */
function flowOf(line: string): PlainRow | undefined {
  const words = line.split(' ');
  if (words.length !== 14 || words.includes('') || /[\0-\x1f]/.test(line)) return undefined;
  const row: PlainRow = {};
  const take = (
    place: number,
    name: string,
    read: (word: string) => string | number | undefined,
  ): boolean => {
    const word = words[place]!;
    if (word === '-') return true;
    const value = read(word);
    if (value !== undefined) row[name] = value;
    return value !== undefined;
  };
  const text = (word: string): string | undefined =>
    word.length <= 512 ? Buffer.from(word, 'latin1').toString() : undefined;
  const address = (word: string): string | undefined =>
    word.length <= 64 && !word.startsWith('[') ? parseAddress(word)?.text : undefined;
  const upTo =
    (most: number) =>
    (word: string): number | undefined =>
      /^\d{1,15}$/.test(word) && Number(word) <= most ? Number(word) : undefined;
  const time = (word: string): string | undefined =>
    upTo(4_102_444_799)(word) === undefined || Number(word) < 946_684_800
      ? undefined
      : new Date(Number(word) * 1000).toISOString().replace('.000', '');
  const action = (word: string): string | undefined =>
    word === 'ACCEPT' || word === 'REJECT' ? word : undefined;
  const good =
    take(1, 'account', text) &&
    take(2, 'interface', text) &&
    take(3, 'src', address) &&
    take(4, 'dst', address) &&
    take(5, 'src_port', upTo(65_535)) &&
    take(6, 'dst_port', upTo(65_535)) &&
    take(7, 'protocol', upTo(255)) &&
    take(8, 'packets', upTo(1e15)) &&
    take(9, 'bytes', upTo(1e15)) &&
    take(10, 'ts_start', time) &&
    take(11, 'ts_end', time) &&
    take(12, 'action', action) &&
    words[13] === 'OK';
  return good ? row : undefined;
}

const RECORD =
  '2 123456789012 eni-0a1b2c3d4e5f60718 10.10.3.17 198.51.100.7 40001 22 6 1 44 1614679201 1614679260 ACCEPT OK';
const V6_RECORD =
  '2 123456789012 eni-0a1b2c3d4e5f60718 2001:db8::7 2600:1f18:1:2::3 65535 0 17 999999999999999 0 946684800 4102444799 REJECT OK';

const NAMES = new Set(Object.keys(flowOf(RECORD) ?? {}));

/** The columns that the model knows. */
function known({ line: _line, ...row }: PlainRow): PlainRow {
  return Object.fromEntries(Object.entries(row).filter(([name]) => NAMES.has(name)));
}

const WORDS = ['-', '0', '00', '7', '65535', '65536', '255', '256', '2147483648', '999999999999999'].concat(
  [
    '1000000000000000',
    '12345678',
    '123456789',
    '1234567890123456',
    '00000000000000000000007',
    '-1',
    '+1',
    '1e3',
  ],
  ['0x10', '1.2.3', '1.2.3.4', '01.2.3.4', '1.2.3.256', '1.2.3.4.5', '255.255.255.255', '0.0.0.0', '1..2.3'],
  ['::', '::1', '::ffff:1.2.3.4', '2001:DB8::7', 'fe80::1%eth0', '1.2.3.4%1', '[::1]', 'x'.repeat(600)],
  [
    'ACCEPT',
    'REJECT',
    'ACCEPTS',
    'OK',
    'NODATA',
    'SKIPDATA',
    '946684799',
    '4102444800',
    '\u00e9',
    ':',
    '/',
    '9',
  ],
  ['99999999', '100000000', '1234567/', '12345678:', '7\t', '', ' '],
);

test('a flow record says what it says, whatever stands in its fields', () => {
  const edit = fc.record({ place: fc.nat(13), word: fc.constantFrom(...WORDS) });
  const line = fc
    .tuple(fc.constantFrom(RECORD, V6_RECORD), fc.array(edit, { maxLength: 3 }))
    .map(([record, edits]) => {
      const words = record.split(' ');
      for (const { place, word } of edits) words[place] = word;
      return words.join(' ');
    });
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), fc.boolean(), (lines, ended) => {
      const result = parseAll(VPC_FLOW, `${RECORD}\n${lines.join('\n')}${ended ? '\n' : ''}`);
      const wanted = [RECORD, ...lines].flatMap((text, i) => {
        const row = flowOf(text);
        return row === undefined ? [] : [{ line: i + 1, row }];
      });
      const found = result.rows.map((row) => ({ line: Number(row['line']), row: known(row) }));
      assert.deepEqual(found, wanted);
      assert.equal(accounted(result), result.read);
    }),
    { numRuns: 3000 },
  );
});

/** The address number `i`. */
function dotted(i: number): string {
  return `10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`;
}

test('more addresses than the kernel has room for are read all the same', () => {
  const count = 60_000;
  const lines = Array.from({ length: count }, (_, i) =>
    RECORD.replace('10.10.3.17', dotted(i)).replace('198.51.100.7', dotted(i + 1)),
  );
  const { rows } = parseAll(VPC_FLOW, `${lines.join('\n')}\n`, 1 << 26);
  assert.equal(rows.length, count);
  for (const [i, row] of rows.entries()) {
    assert.equal(row['src'], dotted(i));
    assert.equal(row['dst'], dotted(i + 1));
  }
});

test('more texts than the kernel has room for are read all the same, many short ones and some long', () => {
  const line = (path: string): string =>
    `198.51.100.7 - - [10/Oct/2025:13:55:36 +0900] "GET ${path} HTTP/1.1" 200 5 "-" "curl/8.1"`;
  const short = Array.from({ length: 110_000 }, (_, i) => `/${i}`);
  const long = Array.from({ length: 1200 }, (_, i) => `/${i}${'x'.repeat(8000)}`);
  for (const paths of [short, long]) {
    const { rows } = parseAll(ACCESS_LOG, `${paths.map(line).join('\n')}\n`, 1 << 26);
    assert.deepEqual(
      rows.map((row) => row['cs_uri_stem']),
      paths,
    );
    assert.deepEqual(new Set(rows.map((row) => row['user_agent'])), new Set(['curl/8.1']));
  }
});

test('what the same bytes say in one column, they do not say in another, nor after a new list of fields', () => {
  const text = `#Fields: date time c-ip cs-uri-stem cs(User-Agent) cs-username
2026-07-01 10:00:00 198.51.100.7 a+b a+b a+b
#Fields: date time cs(User-Agent) cs-username cs-uri-stem c-ip
2026-07-01 10:00:01 a+b c a+b 198.51.100.7
#Fields: date time X-Forwarded-For cs-uri-stem c-ip
2026-07-01 10:00:02 1.1.1.1,+2.2.2.2 1.1.1.1,+2.2.2.2 198.51.100.7
`;
  const { rows } = parseAll(IIS_W3C, text);
  assert.deepEqual(
    rows.map(({ line: _line, ts: _ts, c_ip: _ip, ...row }) => row),
    [
      { cs_uri_stem: 'a+b', user_agent: 'a b', cs_username: 'a b' },
      { cs_uri_stem: 'a+b', user_agent: 'a b', cs_username: 'c' },
      { cs_uri_stem: '1.1.1.1,+2.2.2.2', x_forwarded_for: '1.1.1.1, 2.2.2.2' },
    ],
  );
});

test('a list of more fields than the kernel takes is read with care', () => {
  const more = Array.from({ length: 200 }, (_, i) => `x-${i}`);
  const text = `#Fields: date time c-ip ${more.join(' ')}\n2026-07-01 10:00:00 198.51.100.7 ${more.join(' ')}\n`;
  const { rows } = parseAll(IIS_W3C, text);
  assert.deepEqual(rows, [{ line: 2, ts: '2026-07-01T10:00:00Z', c_ip: '198.51.100.7' }]);
});
