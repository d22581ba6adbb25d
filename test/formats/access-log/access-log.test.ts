import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { ACCESS_LOG } from '../../../src/formats/access-log/access-log.ts';
import { fixture, takesLinearTime } from '../../support.ts';
import { accounted, headOf, parseAll } from '../memory-sink.ts';

const ugly = readFileSync(fixture('formats', 'access-log', 'ugly.log'));
const grepped = readFileSync(fixture('formats', 'access-log', 'grepped.log'));
const TIME = '[10/Oct/2025:13:55:36 +0000]';

function row(line: number): Record<string, string | number> {
  const found = parseAll(ACCESS_LOG, ugly).rows.find((candidate) => candidate['line'] === line);
  assert.ok(found, `line ${line} is a row`);
  return found;
}

test('An access log is recognised by the shape of its lines', () => {
  for (const content of [ugly, grepped]) {
    const recognition = ACCESS_LOG.recognise(headOf(content, 'photo.png'));
    assert.ok(recognition !== undefined && recognition.confidence >= 0.5);
  }
});

test('A mail that quotes some log lines is no access log', () => {
  const line = `203.0.113.9 - - ${TIME} "GET / HTTP/1.1" 200 1 "-" "-"\n`;
  const mail = `From: abuse@example.net\nSubject: attack\n\nDear team,\nwe saw this:\n\n${line.repeat(3)}\nRegards\n`;
  assert.equal(ACCESS_LOG.recognise(headOf(Buffer.from(mail))), undefined);
  assert.equal(ACCESS_LOG.recognise(headOf(Buffer.from(''))), undefined);
});

test('Every line of a log with all the known oddities is a row, a skip or a reject with its reason', () => {
  const parsed = parseAll(ACCESS_LOG, ugly);
  assert.equal(parsed.read, 20);
  assert.equal(accounted(parsed), 20);
  assert.deepEqual(
    parsed.rejects.map(({ line, reason }) => [line, reason]),
    [
      [16, 'the time in brackets is none'],
      [17, 'no status after the request'],
      [18, 'no size after the status'],
      [19, 'no [time] "request" in it'],
    ],
  );
  const offset = parsed.rejects[1]?.offset ?? -1;
  assert.match(ugly.toString('latin1', offset, offset + 80), /^203\.0\.113\.9 .*\/cut/);
});

test('Common format: the offset goes into UTC, no size is zero', () => {
  assert.deepEqual(row(1), {
    line: 1,
    ts: '2025-10-10T20:55:36Z',
    c_ip: '203.0.113.9',
    cs_method: 'GET',
    cs_uri_stem: '/apache_pb.gif',
    cs_version: 'HTTP/1.0',
    sc_status: 200,
    sc_bytes: 2326,
  });
});

test('Combined format: spaces in a URL, escaped quotes in an agent', () => {
  assert.deepEqual(row(2), {
    line: 2,
    ts: '2025-10-10T18:25:36Z',
    c_ip: '203.0.113.9',
    cs_username: 'frank',
    cs_method: 'POST',
    cs_uri_stem: '/wp-login.php',
    cs_uri_query: 'x=1&y=a b',
    cs_version: 'HTTP/1.1',
    sc_status: 200,
    sc_bytes: 0,
    referer: 'http://www.example.com/start.html',
    user_agent: 'Mozilla/4.08 [en] (Win98; I ;Nav) "quoted" \\',
  });
});

test('A user name may hold spaces, a client may be IPv6, a leap day is a day', () => {
  const found = row(3);
  assert.equal(found['cs_username'], 'j doe');
  assert.equal(found['c_ip'], '2001:db8::7');
  assert.equal(found['ts'], '2024-02-29T00:00:00Z');
});

test('vhost_combined: the host and port stand first; escaped bytes become the text they were', () => {
  const found = row(4);
  assert.equal(found['cs_host'], 'shop.example.com');
  assert.equal(found['s_port'], 443);
  assert.equal(found['c_ip'], '198.51.100.4');
  assert.equal(found['user_agent'], '東 \u001b[31m');
  assert.equal(found['cs_uri_query'], 'q=%E6%9D%B1');
});

test('What is no HTTP request is a row without a method, its bytes as the log wrote them', () => {
  assert.equal(row(5)['cs_uri_stem'], String.raw`\x16\x03\x01\x02\x00`);
  assert.equal(row(8)['cs_uri_stem'], 'SSH-2.0-Go');
  for (const line of [5, 6, 7, 8]) assert.equal(row(line)['cs_method'], undefined);
  for (const line of [6, 7]) assert.equal(row(line)['cs_uri_stem'], undefined);
  assert.equal(row(9)['cs_method'], 'GET');
  assert.equal(row(9)['cs_version'], undefined);
});

test('A client that is a host name is kept without an address, and the file says so', () => {
  assert.equal(row(10)['c_ip'], undefined);
  assert.equal(row(10)['cs_uri_stem'], '/robots.txt');
  assert.ok(parseAll(ACCESS_LOG, ugly).notes.some((note) => note.includes('host names')));
});

test('A virtual host may stand before a host name, too; it is no user', () => {
  const end = `${TIME} "GET / HTTP/1.1" 200 1 "-" "-"`;
  const lines = [
    `shop.example.com:443 crawl-7.example.net - - ${end}`,
    `shop.example.com:443 crawl-7.example.net - j doe ${end}`,
    `looks-like-one:80 - - ${end}`,
    `looks-like-one:80 - a - b ${end}`,
  ];
  const { rows } = parseAll(ACCESS_LOG, `${lines.join('\n')}\n`);
  assert.deepEqual(
    rows.map((found) => [found['cs_host'], found['s_port'], found['c_ip'], found['cs_username']]),
    [
      ['shop.example.com', 443, undefined, undefined],
      ['shop.example.com', 443, undefined, 'j doe'],
      [undefined, undefined, undefined, undefined],
      [undefined, undefined, undefined, 'a - b'],
    ],
  );
});

test('Behind the agent: X-Forwarded-For, bytes in and out; anything else is named as not kept', () => {
  assert.equal(row(11)['x_forwarded_for'], '198.51.100.77, 10.0.0.1');
  assert.equal(row(12)['cs_bytes'], 345);
  assert.equal(row(12)['sc_bytes'], 6789);
  const { notes } = parseAll(ACCESS_LOG, ugly);
  assert.ok(notes.some((note) => note.includes('combinedio')));
  assert.ok(notes.some((note) => note.includes('not kept')));
});

test('Quotes and backslashes that a server did not escape do not cost the line', () => {
  assert.equal(row(14)['cs_uri_stem'], '/raw"><svg/onload=alert(1)>');
  assert.equal(row(14)['sc_status'], 200);
  assert.equal(row(15)['sc_status'], 404);
});

test('The path that grep puts in front is taken off, on Windows too', () => {
  const parsed = parseAll(ACCESS_LOG, grepped);
  assert.deepEqual(
    parsed.rows.map((found) => [found['c_ip'], found['cs_uri_stem']]),
    [
      ['203.0.113.9', '/a'],
      ['2001:db8::7', '/b'],
      ['198.51.100.7', '/c'],
      ['198.51.100.8', '/d'],
      ['198.51.100.9', '/e'],
    ],
  );
  assert.equal(parsed.rows[4]?.['cs_host'], 'shop.example.com');
});

test('In a log without paths, a host name that looks like one does not stand for an address', () => {
  const real = `203.0.113.9 - - ${TIME} "GET / HTTP/1.1" 200 1 "-" "-"\n`;
  const forged = `x.log:8.8.8.8 - - ${TIME} "GET /forged HTTP/1.1" 200 1 "-" "-"\n`;
  const parsed = parseAll(ACCESS_LOG, real + real + forged);
  assert.deepEqual([parsed.rows.length, parsed.rejects.length], [2, 1]);
});

test('A fake line inside a user name, URL, referer or agent makes no second event and moves nothing', () => {
  const quote = fc.constantFrom('\\"', '\\x22');
  const fake = quote.map(
    (q) => `x 8.8.8.8 - - [01/Jan/2020:00:00:00 +0000] ${q}GET /fake HTTP/1.1${q} 200 5 ${q}-${q} ${q}f${q}`,
  );
  const word = fc.constantFrom(
    '8.8.8.8',
    '-',
    TIME,
    '[01/Jan/2020:00:00:00 +0000]',
    '200',
    '\\\\',
    'HTTP/1.1',
  );
  const text = fc.array(fc.oneof(fake, word), { minLength: 1, maxLength: 5 }).map((parts) => parts.join(' '));
  fc.assert(
    fc.property(text, text, text, text, (user, url, referer, agent) => {
      const plain = `203.0.113.8 - - ${TIME} "GET / HTTP/1.1" 200 7 "-" "-"\n`;
      const line = `203.0.113.9 - ${user} ${TIME} "GET /${url} HTTP/1.1" 403 7 "${referer}" "${agent}"\n`;
      const parsed = parseAll(ACCESS_LOG, plain + line);
      assert.equal(parsed.rows.length, 2);
      const found = parsed.rows[1] ?? {};
      assert.equal(found['c_ip'], '203.0.113.9');
      assert.equal(found['ts'], '2025-10-10T13:55:36Z');
      assert.equal(found['sc_status'], 403);
      assert.equal(found['cs_method'], 'GET');
    }),
    { numRuns: 300 },
  );
});

test('However the file is cut into chunks, the rows and the counts are the same', () => {
  for (const content of [ugly, grepped]) {
    const whole = parseAll(ACCESS_LOG, content);
    for (const size of [1, 50, 97, 300, 1000]) assert.deepEqual(parseAll(ACCESS_LOG, content, size), whole);
  }
});

test('No bytes make it throw, and every line is accounted for', () => {
  const pieces = fc.constantFrom(
    ...ugly.toString('latin1').split(/(?<=[ \n"\]])/),
    '"',
    '\\',
    '\0',
    '\n',
    ':',
  );
  const hostile = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.array(pieces, { maxLength: 60 }).map((parts) => new Uint8Array(Buffer.from(parts.join(''), 'latin1'))),
  );
  fc.assert(
    fc.property(hostile, fc.integer({ min: 1, max: 300 }), (bytes, size) => {
      const parsed = parseAll(ACCESS_LOG, bytes, size);
      assert.equal(accounted(parsed), parsed.read);
      assert.equal(parsed.rows.length, parsed.parsed);
      ACCESS_LOG.recognise(headOf(bytes));
    }),
    { numRuns: 500 },
  );
});

test('A line of a million colons is read in no time', async () => {
  await takesLinearTime(1 << 20, (size) => {
    const line = `${':'.repeat(size)} - - ${TIME} "GET / HTTP/1.1" 200 1 "-" "-"\n`;
    const parsed = parseAll(ACCESS_LOG, grepped.toString('latin1') + line);
    assert.deepEqual([parsed.rows.length, parsed.rejects.length], [5, 1]);
  });
});

test('A blank that a mail program doubled between status and size costs no line', () => {
  const line = `203.0.113.9 - -  ${TIME} "GET /a HTTP/1.1" 200  512 "-" "-"\n`;
  const { rows, rejects } = parseAll(ACCESS_LOG, line.repeat(2));
  assert.deepEqual(rejects, []);
  assert.deepEqual(
    rows.map((each) => [each['c_ip'], each['sc_status'], each['sc_bytes']]),
    [
      ['203.0.113.9', 200, 512],
      ['203.0.113.9', 200, 512],
    ],
  );
});
