import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { ACCESS_LOG } from '../../../src/formats/access-log/access-log.ts';
import type { PlainRow } from '../memory-sink.ts';
import { parseAll } from '../memory-sink.ts';

const END = '[01/May/2024:10:00:00 +0000] "GET /private/ HTTP/1.1" 401 0 "-" "Mozilla/5.0"';

function read(starts: readonly string[]): ReturnType<typeof parseAll> {
  return parseAll(ACCESS_LOG, starts.map((start) => `${start} ${END}\n`).join(''));
}

type Said = [client: unknown, port: unknown, host: unknown, user: unknown];

function said(row: PlainRow): Said {
  return [row['c_ip'], row['c_port'], row['cs_host'], row['cs_username']];
}

/** Logs by what comes before the time, and what their lines say; undefined: rejected, with the cure. */
const READ: readonly [string, readonly string[], readonly (Said | undefined)[]][] = [
  [
    'the virtual host first',
    [
      'www.example.com 203.0.113.9 - admin',
      'www.example.com 203.0.113.9 - -',
      'localhost 2001:db8::7 - j doe',
    ],
    [
      ['203.0.113.9', undefined, 'www.example.com', 'admin'],
      ['203.0.113.9', undefined, 'www.example.com', undefined],
      ['2001:db8::7', undefined, 'localhost', 'j doe'],
    ],
  ],
  [
    'the virtual host first, which a sender may set to any address',
    [
      '198.51.100.66 203.0.113.9 - admin',
      'www.example.com 203.0.113.9 - admin',
      '2001:db8::66 203.0.113.9 - -',
    ],
    [
      ['203.0.113.9', undefined, '198.51.100.66', 'admin'],
      ['203.0.113.9', undefined, 'www.example.com', 'admin'],
      ['203.0.113.9', undefined, '2001:db8::66', undefined],
    ],
  ],
  ['two addresses and nothing that tells which is which', ['198.51.100.66 203.0.113.9 - admin'], [undefined]],
  [
    'the virtual host behind the client',
    ['203.0.113.9 www.example.com -', '203.0.113.9 198.51.100.66 -', '203.0.113.9 www.example.com - admin'],
    [
      ['203.0.113.9', undefined, 'www.example.com', undefined],
      ['203.0.113.9', undefined, '198.51.100.66', undefined],
      ['203.0.113.9', undefined, 'www.example.com', 'admin'],
    ],
  ],
  [
    'a request’s number before the user',
    ['www.example.com 203.0.113.9 - 0123456789abcdef0123456789abcdef admin'],
    [['203.0.113.9', undefined, 'www.example.com', 'admin']],
  ],
  [
    'the virtual host with its port, of names and of addresses',
    [
      'www.example.com:443 203.0.113.9 - -',
      '192.0.2.1:443 203.0.113.9 - admin',
      'www.example.com:443 203.0.113.9:4711 - -',
    ],
    [
      ['203.0.113.9', undefined, 'www.example.com', undefined],
      ['203.0.113.9', undefined, '192.0.2.1', 'admin'],
      ['203.0.113.9', 4711, 'www.example.com', undefined],
    ],
  ],
  ['a list of X-Forwarded-For first', ['203.0.113.9, 198.51.100.4 - admin'], [undefined]],
  ['a list without spaces', ['203.0.113.9,198.51.100.4 - admin'], [undefined]],
  ['a list and the peer', ['203.0.113.97, 198.51.100.8 127.0.0.1 - -'], [undefined]],
  ['a list that begins with a word', ['unknown, 198.51.100.8 - -'], [undefined]],
  ['the peer and a list in brackets', ['10.0.2.100 (203.0.113.41, 198.51.100.157) - admin'], [undefined]],
  ['the peer and one address in brackets', ['10.0.2.100 (203.0.113.41) - admin'], [undefined]],
  ['a header and the peer with dashes', ['203.0.113.82 - 172.31.0.100 - -'], [undefined]],
  ['no header, and the peer behind a dash', ['- - 172.31.0.100 - -'], [undefined]],
  [
    'a header that is missing, and the peer',
    ['- 203.0.113.9 - admin'],
    [['203.0.113.9', undefined, undefined, 'admin']],
  ],
  [
    'the client with its port',
    ['203.0.113.9:4711 - -', '[2001:db8::7]:50001 - admin', '2001:db8::7:4711 - -'],
    // The last is an address as much as an address and a port.
    [['203.0.113.9', 4711, undefined, undefined], ['2001:db8::7', 50_001, undefined, 'admin'], undefined],
  ],
  ['a port that is a server’s', ['198.51.100.66:443 - -'], [undefined]],
  [
    'a port that is the same in all lines',
    ['198.51.100.66:8443 - -', '198.51.100.67:8443 - -'],
    [undefined, undefined],
  ],
  [
    'an address in brackets, as Jetty writes it',
    ['[2001:db8:0:0:0:0:0:7] - -'],
    [['2001:db8::7', undefined, undefined, undefined]],
  ],
  ['a name before the address behind a dash', ['www.example.com - 203.0.113.9 - admin'], [undefined]],
  [
    'words that are no client',
    ['Nov 16 00:01:12 web1 nginx: 203.0.113.9 - -', 'web-1 | 203.0.113.9 - -'],
    [undefined, undefined],
  ],
];

for (const [what, starts, expected] of READ) {
  test(`an access log with ${what}: the client is the client, or the line is rejected with the cure`, () => {
    const { rows, rejects } = read(starts);
    const found = starts.map((_start, index) => rows.find(({ line }) => line === index + 1));
    assert.deepEqual(
      found.map((row) => row && said(row)),
      expected,
    );
    for (const { reason } of rejects) assert.match(reason, /--log-format/);
  });
}

test('a client that is a name or none is a row without a client, and the file says which', () => {
  const named = read(['crawl-7.example.net - -']);
  assert.deepEqual([named.rows[0]?.['c_ip'], named.notes.length], [undefined, 1]);
  assert.match(named.notes[0] ?? '', /host names/);
  const none = read(['- - -', 'unix: - -']);
  assert.deepEqual([none.rows.length, none.notes.length], [2, 1]);
  assert.doesNotMatch(none.notes[0] ?? '', /host names/);
});

test('what a sender writes into Host never becomes the client, with spaces in it or without', () => {
  const word = fc.constantFrom('198.51.100.66', '-', 'x', '2001:db8::66', '198.51.100.66:4711', '[', '"');
  const host = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
  const hosts = fc.array(host, { minLength: 1, maxLength: 4 });
  const formats: readonly ((host: string) => string)[] = [
    (name) => `${name} 203.0.113.9 - -`,
    (name) => `${name} 203.0.113.9 - admin`,
    (name) => `203.0.113.9 ${name} - admin`,
    (name) => `${name}:80 203.0.113.9 - -`,
  ];
  fc.assert(
    fc.property(hosts, fc.constantFrom(...formats), (names, format) => {
      const { rows } = read([format('www.example.com'), ...names.map(format)]);
      for (const row of rows)
        assert.ok([undefined, '203.0.113.9'].includes(row['c_ip']?.toString()), JSON.stringify(row));
    }),
    { numRuns: 500 },
  );
});

test('no line that is read lacks its client in silence', () => {
  const word = fc.constantFrom(
    '203.0.113.9',
    '-',
    'www.example.com',
    '2001:db8::7',
    '203.0.113.9:4711',
    'x:80',
    'a,',
    '(b)',
    '',
  );
  const start = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(fc.array(start, { minLength: 1, maxLength: 5 }), (starts) => {
      const { rows, rejects, notes } = read(starts);
      assert.equal(rows.length + rejects.length, starts.length);
      if (rows.some((row) => row['c_ip'] === undefined)) assert.ok(notes.length > 0);
    }),
    { numRuns: 500 },
  );
});
