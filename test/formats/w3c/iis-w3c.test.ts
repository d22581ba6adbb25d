import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { IIS_W3C } from '../../../src/formats/w3c/iis-w3c.ts';
import { fixture, takesLinearTime } from '../../support.ts';
import { accounted, headOf, parseAll } from '../memory-sink.ts';
import type { Parsed } from '../memory-sink.ts';

function load(name: string): Buffer {
  return readFileSync(fixture('formats', 'iis-w3c', name));
}

const changing = load('changing-fields.log');

function byLine(parsed: Parsed, line: number): Record<string, string | number> {
  const row = parsed.rows.find((candidate) => candidate['line'] === line);
  assert.ok(row, `line ${line} is a row`);
  return row;
}

test('An IIS log is recognised by its #Fields line, whatever the file is called', () => {
  const recognition = IIS_W3C.recognise(headOf(changing, 'holiday.jpg'));
  assert.ok(recognition !== undefined && recognition.confidence >= 0.5);
  assert.match(recognition.because, /becauseFieldsLine.*15/);
});

test('Other logs with a #Fields line are left to their own formats', () => {
  const cloudfront =
    '#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status\n';
  const httperr =
    '#Software: Microsoft HTTP API 2.0\n#Fields: date time c-ip c-port s-ip s-port cs-version cs-method cs-uri sc-status s-siteid s-reason\n';
  const prose = 'Please look at the #Fields: date time c-ip cs-method cs-uri-stem sc-status line.\n';
  for (const text of [cloudfront, prose, '', '\u0000'.repeat(1000)]) {
    assert.equal(IIS_W3C.recognise(headOf(Buffer.from(text))), undefined, text.slice(0, 40));
  }
  const recognised = IIS_W3C.recognise(headOf(Buffer.from(httperr)));
  assert.equal(recognised, undefined);
});

test('Every line of a log with all the known oddities is a row, a skip or a reject with its reason', () => {
  const parsed = parseAll(IIS_W3C, changing);
  assert.equal(parsed.read, 18);
  assert.equal(accounted(parsed), 18);
  assert.deepEqual(parsed.skipped, { directive: 8, 'blank line': 1 });
  assert.deepEqual(
    parsed.rejects.map(({ line, reason }) => [line, reason]),
    [
      [10, '18 values, #Fields names 15'],
      [11, '14 values, #Fields names 15'],
      [12, "c-ip cannot be 'not-an-address'"],
    ],
  );
  const offset = parsed.rejects[1]?.offset ?? -1;
  assert.equal(changing.toString('latin1', offset, offset + 10), '2018-03-01');
  assert.match(changing.toString('latin1', offset, offset + 60), /\/short/);
});

test('A value is stored as the client sent it: plus signs are spaces, a dash is nothing', () => {
  const row = byLine(parseAll(IIS_W3C, changing), 5);
  assert.equal(row['user_agent'], 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)');
  for (const column of ['cs_uri_query', 'cs_username', 'referer']) assert.equal(row[column], undefined);
  assert.equal(row['ts'], '2018-02-28T23:59:57Z');
});

test('A Windows status beyond 31 bits and an IPv6 address with a zone are read', () => {
  const parsed = parseAll(IIS_W3C, changing);
  assert.equal(byLine(parsed, 6)['sc_win32_status'], 2148074254);
  assert.equal(byLine(parsed, 6)['cs_username'], 'CORP\\a.user');
  const probe = byLine(parsed, 7);
  assert.equal(probe['s_ip'], 'fe80::1');
  assert.equal(probe['c_ip'], '::1');
  assert.equal(probe['cs_method'], 'RPC_IN_DATA');
  assert.equal(probe['cs_uri_query'], 'a%20b+c');
});

test('Raw spaces in a query or a user name are joined where only one reading is possible', () => {
  const parsed = parseAll(IIS_W3C, changing);
  const query = byLine(parsed, 8);
  assert.match(String(query['cs_uri_query']), /\[Microsoft\]\[ODBC SQL Server Driver\].*quotation mark\.$/);
  assert.equal(query['c_ip'], '198.51.100.7');
  const user = byLine(parsed, 9);
  assert.equal(user['cs_username'], 'john q public');
  assert.equal(user['c_ip'], '198.51.100.8');
});

test('A word behind a whole record makes no other record of it', () => {
  const log = `#Fields: date time c-ip cs-uri-stem cs-uri-query sc-status sc-win32-status time-taken cs(User-Agent)
2018-03-01 10:00:00 198.51.100.7 /a - 200 0 15 -
2018-03-01 10:00:00 198.51.100.7 /a - 200 0 15 - more
`;
  const parsed = parseAll(IIS_W3C, Buffer.from(log));
  assert.deepEqual(
    parsed.rows.map((row) => row['sc_status']),
    [200],
  );
  assert.deepEqual(
    parsed.rejects.map(({ line, reason }) => [line, reason]),
    [[3, '10 values, #Fields names 9']],
  );
});

test('A field list that changes in mid-file holds from its line on', () => {
  const row = byLine(parseAll(IIS_W3C, changing), 18);
  assert.deepEqual(row, {
    line: 18,
    ts: '2018-03-01T00:10:01Z',
    c_ip: '198.51.100.23',
    cs_username: 'alice@example.org',
    s_sitename: 'W3SVC1',
    s_computername: 'MAIL-01',
    s_ip: '2001:db8::25',
    s_port: 443,
    cs_method: 'GET',
    cs_uri_stem: '/owa/auth/logon.aspx',
    cs_uri_query: 'url=https%3a%2f%2fmail%2fowa&reason=2',
    sc_status: 200,
    sc_substatus: 0,
    sc_win32_status: 0,
    sc_bytes: 9012,
    cs_bytes: 411,
    time_taken: 46,
    cs_version: 'HTTP/1.1',
    cs_host: 'mail.example.org',
    user_agent: 'Mozilla/5.0 (X11; Linux)',
    referer: 'https://mail.example.org/owa/',
    x_forwarded_for: '192.0.2.1, 10.0.0.3',
  });
});

test('A field that the lake has no place for is named', () => {
  assert.deepEqual(parseAll(IIS_W3C, changing).notes, ['not kept: cs(Cookie)']);
});

test('Advanced Logging: quoted values, doubled quotes, fractions of a second', () => {
  const parsed = parseAll(IIS_W3C, load('advanced.log'));
  assert.deepEqual(parsed.rows, [
    {
      line: 5,
      ts: '2018-03-01T10:00:00.125000Z',
      cs_method: 'GET',
      cs_uri_stem: '/a b',
      cs_uri_query: 'q="x"',
      sc_status: 200,
      c_ip: '198.51.100.7',
      user_agent: 'Mozilla/5.0 (Windows NT 10.0) A+B',
    },
  ]);
  assert.equal(parsed.rejects.length, 1);
});

test('Lines without a date take the day of #Date and move on at midnight, however the file is cut', () => {
  const content = load('undated.log');
  for (const size of [1, 40, 100, 1 << 20]) {
    const parsed = parseAll(IIS_W3C, content, size);
    assert.deepEqual(
      parsed.rows.map((row) => row['ts']),
      [
        '2018-02-28T22:00:01Z',
        '2018-02-28T23:59:59Z',
        '2018-02-28T23:59:58Z',
        '2018-03-01T00:00:01Z',
        '2018-03-01T23:00:00Z',
        '2018-03-02T01:00:00Z',
      ],
    );
    assert.equal(parsed.notes.length, 1);
    assert.match(parsed.notes[0] ?? '', /#Date/);
  }
});

test('Lines before any #Fields line, or without any date, are rejected and say so', () => {
  const early = parseAll(IIS_W3C, '2018-03-01 00:00:00 198.51.100.7 GET / 200\n');
  assert.equal(early.rejects[0]?.reason, 'no #Fields line before it');
  const undated = parseAll(
    IIS_W3C,
    '#Fields: time c-ip cs-method sc-status\n00:00:00 198.51.100.7 GET 200\n',
  );
  assert.match(undated.rejects[0]?.reason ?? '', /^no date/);
  const dashed = parseAll(
    IIS_W3C,
    '#Fields: date time c-ip sc-status\n2018-03-01 00:00:00 198.51.100.7 200\n- 00:00:01 198.51.100.7 200\n2018-03-01 - 198.51.100.7 200\n',
  );
  assert.deepEqual(
    dashed.rejects.map(({ line }) => line),
    [3, 4],
  );
});

test('NUL bytes that a crash leaves, and a byte order mark, cost no line', () => {
  const head = '#Fields: date time c-ip cs-method cs-uri-stem sc-status\r\n';
  const row = '2018-03-01 00:00:00 198.51.100.7 GET / 200\r\n';
  const text = `\u00ef\u00bb\u00bf${head}${row}${'\0'.repeat(50)}${head}${row}${'\0'.repeat(20)}`;
  for (const size of [1, 1 << 20]) {
    const parsed = parseAll(IIS_W3C, text, size);
    assert.equal(parsed.rows.length, 2);
    assert.equal(accounted(parsed), parsed.read);
    assert.deepEqual(parsed.skipped, { directive: 2, 'NUL bytes': 1 });
  }
});

test('A number that its field cannot hold is a reject, never another number', () => {
  const head = '#Fields: date time c-ip s-port sc-status sc-win32-status\n2018-03-01 00:00:00 198.51.100.7';
  for (const [values, reason] of [
    ['70000 200 0', "s-port cannot be '70000'"],
    ['443 4294967496 0', "sc-status cannot be '4294967496'"],
    ['443 200 9999999999999999', "sc-win32-status cannot be '9999999999999999'"],
  ]) {
    assert.equal(parseAll(IIS_W3C, `${head} ${values}\n`).rejects[0]?.reason, reason);
  }
});

test('A value longer than 8 KiB is cut and the file says so', () => {
  const text = `#Fields: date time c-ip cs-uri-stem sc-status\n2018-03-01 00:00:00 198.51.100.7 /${'a'.repeat(9000)} 200\n`;
  const parsed = parseAll(IIS_W3C, text);
  assert.equal(String(parsed.rows[0]?.['cs_uri_stem']).length, 8192);
  assert.ok(parsed.notes.some((note) => note.includes('8,192')));
});

test('However the file is cut into chunks, the rows and the counts are the same', () => {
  const whole = parseAll(IIS_W3C, changing);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: changing.length }), (size) => {
      assert.deepEqual(parseAll(IIS_W3C, changing, size), whole);
    }),
    { numRuns: 60 },
  );
});

const pieces = fc.constantFrom(
  ...changing.toString('latin1').split(/(?<=[ \n])/),
  '#Fields: ',
  '#Fields: date time c-ip\n',
  '#Date: 2018-02-30 99:99:99\n',
  '"',
  '\0',
  '\n',
  ' ',
);

test('No bytes make it throw, and every line is accounted for', () => {
  const hostile = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.array(pieces, { maxLength: 60 }).map((parts) => new Uint8Array(Buffer.from(parts.join(''), 'latin1'))),
  );
  fc.assert(
    fc.property(hostile, fc.integer({ min: 1, max: 300 }), (bytes, size) => {
      const parsed = parseAll(IIS_W3C, bytes, size);
      assert.equal(accounted(parsed), parsed.read);
      assert.equal(parsed.rows.length, parsed.parsed);
    }),
    { numRuns: 500 },
  );
});

test('What a client sends in its user name cannot move the client address', () => {
  const fields =
    '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status\n';
  const word = fc.constantFrom(
    '8.8.8.8',
    '443',
    '-',
    '200',
    '2018-03-01',
    '00:00:00',
    'GET',
    '/x',
    '"',
    '#Fields:',
  );
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (user) => {
      const line = `2018-03-01 00:00:00 10.0.0.1 GET /a - 443 ${user.join(' ')} 198.51.100.7 curl/7 401\n`;
      for (const row of parseAll(IIS_W3C, fields + line).rows) assert.equal(row['c_ip'], '198.51.100.7');
    }),
  );
});

test('Half a million lines without a space take no longer than others, whatever the directives', async () => {
  for (const head of [
    '#Software: IIS Advanced Logging Module\n#Fields: date time c-ip\n',
    '#Date: 2018-03-01 00:00:00\n#Fields: c-ip time\n',
  ]) {
    await takesLinearTime(1 << 19, (size) => {
      const parsed = parseAll(IIS_W3C, head + 'a\n'.repeat(size), 1 << 23);
      assert.equal(parsed.rejects.length, size);
    });
  }
});

test('A plus sign is a space wherever a field has no spaces, and stays before a URL', () => {
  const piece = fc.constantFrom(
    '+',
    '++',
    '(+',
    'http:',
    'https://x',
    'http',
    'h',
    '(',
    'a',
    'é',
    '\u00ff',
    'x'.repeat(9000),
  );
  const fields = '#Fields: time date c-ip sc-status cs(User-Agent) X-Forwarded-For';
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), fc.constantFrom('\n', ''), (pieces, end) => {
      const value = `_${pieces.join('')}`;
      const line = `10:00:00 2018-03-01 198.51.100.7 200 ${value} ${value}`;
      const [row] = parseAll(IIS_W3C, Buffer.from(`${fields}\n${line}${end}`)).rows;
      assert.ok(row !== undefined);
      assert.equal(row['x_forwarded_for'], row['user_agent']);
    }),
    { numRuns: 500 },
  );
  const crawler = '10:00:00 2018-03-01 198.51.100.7 200 - a+(+http://x/a+b),+c++https://y++z';
  const [row] = parseAll(IIS_W3C, Buffer.from(`${fields}\n${crawler}\n`)).rows;
  assert.equal(row?.['x_forwarded_for'], 'a (+http://x/a b), c +https://y  z');
});
