import { ZONE } from '../../../src/tables/zones.ts';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { ReadOptions } from '../../../src/formats/format.ts';
import { FORMATS } from '../../../src/formats/index.ts';
import { logFormatProblem } from '../../../src/formats/log-format/given.ts';
import { planOf } from '../../../src/formats/log-format/plan.ts';
import { LOG_FORMAT } from '../../../src/formats/log-format/log-format.ts';
import { recognise } from '../../../src/evidence/recognise.ts';
import { fixture, takesLinearTime } from '../../support.ts';
import { accounted, headOf, parseAll, reasonsOf } from '../memory-sink.ts';
import type { Parsed, PlainRow } from '../memory-sink.ts';

function read(format: string, content: string, options: ReadOptions = {}): Parsed {
  return parseAll(LOG_FORMAT, content, 1 << 20, { logFormats: [format], ...options });
}

/** The only row, without its line number. */
function row(format: string, line: string, options: ReadOptions = {}): PlainRow {
  const { rows, rejects } = read(format, line, options);
  assert.deepEqual(rejects, []);
  const { line: _number, ...rest } = rows[0] ?? { line: 0 };
  return rest;
}

const TIMED =
  '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent rt=$request_time';

test('the log of an ingress controller is known, with its users, URLs and lists of upstreams', () => {
  const content = readFileSync(fixture('formats', 'log-format', 'ingress.log'));
  const { rows, rejects, notes } = parseAll(LOG_FORMAT, content);
  assert.deepEqual(rejects, []);
  assert.deepEqual(rows[0], {
    line: 1,
    c_ip: '203.0.113.9',
    ts: '2025-10-10T13:55:36Z',
    cs_method: 'GET',
    cs_uri_stem: '/wp-login.php',
    cs_uri_query: 'x=1',
    cs_version: 'HTTP/1.1',
    sc_status: 404,
    sc_bytes: 146,
    user_agent: 'Mozilla/5.0 (X11) "quoted"',
    cs_bytes: 250,
    time_taken: 12,
  });
  assert.equal(rows[2]?.['cs_uri_stem'], '\u0016\u0003\u0001');
  assert.ok(notes.some((note) => note.startsWith('not kept:') && note.includes('$upstream_addr')));
});

test('a user name that looks like a time and a request does not bring a time or a request of its own', () => {
  const content = readFileSync(fixture('formats', 'log-format', 'ingress.log'));
  const found = parseAll(LOG_FORMAT, content).rows[1];
  assert.equal(found?.['cs_username'], '- [21/Nov/2026:00:00:00 +0000] x');
  assert.equal(found?.['ts'], '2025-10-10T04:55:37Z');
  assert.equal(found?.['c_ip'], '198.51.100.4');
});

test('a format that the user gives is taken where it fits, and only there', () => {
  const line = '203.0.113.9 - - [10/Oct/2025:13:55:36 +0000] "GET / HTTP/1.1" 200 5 rt=0.002\n';
  const options = { logFormats: [TIMED] };
  assert.equal(recognise(headOf(Buffer.from(line)), FORMATS, '', options).format?.name, 'log-format');
  assert.equal(LOG_FORMAT.recognise(headOf(Buffer.from('date time c-ip\n')), options), undefined);
  assert.equal(LOG_FORMAT.recognise(headOf(Buffer.from('')), options), undefined);
  assert.match(LOG_FORMAT.recognise(headOf(Buffer.from(line)), options)?.because ?? '', /rt=\$request_time/);
});

test('of two formats that fit, the one that says more is taken', () => {
  const line = '203.0.113.9 10/Oct/2025:13:55:36 +0000 200 17\n';
  const poor = '$remote_addr $time_local $status $foo';
  const rich = '$remote_addr $time_local $status $body_bytes_sent';
  const { rows } = parseAll(LOG_FORMAT, line, 100, { logFormats: [poor, rich] });
  assert.equal(rows[0]?.['sc_bytes'], 17);
});

test('nginx: method, URI and protocol apart; port, host, sizes and both kinds of time', () => {
  const format =
    '$msec $remote_addr:$remote_port $server_addr:$server_port $request_method $scheme://$host$request_uri ' +
    '$server_protocol $status $bytes_sent/$body_bytes_sent $request_length $request_time "$http_x_forwarded_for"';
  assert.deepEqual(
    row(
      format,
      '1760104536.250 2001:db8::7:52114 192.0.2.10:443 GET https://shop.example.com/a?b=c:d HTTP/2.0 200 900/700 ' +
        '120 1.250 "198.51.100.77, 10.0.0.1"',
    ),
    {
      ts: '2025-10-10T13:55:36.250000Z',
      c_ip: '2001:db8::7',
      c_port: 52114,
      s_ip: '192.0.2.10',
      s_port: 443,
      cs_method: 'GET',
      cs_host: 'shop.example.com',
      cs_uri_stem: '/a',
      cs_uri_query: 'b=c:d',
      cs_version: 'HTTP/2.0',
      sc_status: 200,
      sc_bytes: 900,
      cs_bytes: 120,
      time_taken: 1250,
      x_forwarded_for: '198.51.100.77, 10.0.0.1',
    },
  );
});

test('nginx: JSON logs are read by their format, whatever a client put into its agent', () => {
  const format =
    'escape=json {"time":"$time_iso8601","ip":"$remote_addr","user":"$remote_user","request":"$request",' +
    '"status":$status,"agent":"$http_user_agent"}';
  assert.deepEqual(
    row(
      format,
      String.raw`{"time":"2025-10-10T15:55:36+02:00","ip":"203.0.113.9","user":"","request":"GET /\u0022 HTTP/1.1",` +
        String.raw`"status":404,"agent":"x\",\"ip\":\"8.8.8.8\",\"status\":200,\"\\"}`,
    ),
    {
      ts: '2025-10-10T13:55:36Z',
      c_ip: '203.0.113.9',
      cs_method: 'GET',
      cs_uri_stem: '/"',
      cs_version: 'HTTP/1.1',
      sc_status: 404,
      user_agent: String.raw`x","ip":"8.8.8.8","status":200,"\ `.trimEnd(),
    },
  );
});

test('Apache: names, addresses, users with spaces, sizes in and out, durations in microseconds', () => {
  const format = String.raw`%v:%p %h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \"%{User-Agent}i\" %I %D %{c}a`;
  assert.deepEqual(
    row(
      format,
      'shop.example.com:443 203.0.113.9 - j doe [10/Oct/2025:13:55:36 -0700] "GET /x HTTP/1.1" 200 6789 ' +
        '"-" "curl/8 \\"q\\"" 345 12345 10.0.0.5',
    ),
    {
      cs_host: 'shop.example.com',
      s_port: 443,
      c_ip: '203.0.113.9',
      cs_username: 'j doe',
      ts: '2025-10-10T20:55:36Z',
      cs_method: 'GET',
      cs_uri_stem: '/x',
      cs_version: 'HTTP/1.1',
      sc_status: 200,
      sc_bytes: 6789,
      user_agent: 'curl/8 "q"',
      cs_bytes: 345,
      time_taken: 12,
      peer: '10.0.0.5',
    },
  );
});

test('Apache: the path and query apart, a host name as client, conditions before a header', () => {
  const format = '%h %{%Y-%m-%dT%H:%M:%S}t.%{msec_frac}t%{%z}t %m %U%q %H %s %b "%!200,304{Referer}i"';
  const { rows, notes } = read(
    format,
    'crawl.example.net 2025-10-10T13:55:36.042+0000 POST /a/b?x=1 HTTP/1.1 500 - "-"\n',
  );
  assert.deepEqual(rows, [
    {
      line: 1,
      ts: '2025-10-10T13:55:36.042000Z',
      cs_method: 'POST',
      cs_uri_stem: '/a/b',
      cs_uri_query: 'x=1',
      cs_version: 'HTTP/1.1',
      sc_status: 500,
    },
  ]);
  assert.ok(notes.some((note) => note.includes('host names')));
});

test('times: seconds, milliseconds, microseconds, twelve hours, no zone in the zone that was given', () => {
  assert.equal(row('%a %{sec}t %s', '203.0.113.9 1760104536 200')['ts'], '2025-10-10T13:55:36Z');
  assert.equal(row('%a %{msec}t %s', '203.0.113.9 1760104536250 200')['ts'], '2025-10-10T13:55:36.250000Z');
  assert.equal(
    row('%a %{usec}t %s', '203.0.113.9 1760104536250001 200')['ts'],
    '2025-10-10T13:55:36.250001Z',
  );
  const half = '%a %{%d %b %Y %I:%M:%S %p %Z}t %s';
  assert.equal(row(half, '203.0.113.9 10 Oct 2025 12:05:06 AM UTC 200')['ts'], '2025-10-10T00:05:06Z');
  assert.equal(row(half, '203.0.113.9 10 Oct 2025 12:05:06 PM UTC 200')['ts'], '2025-10-10T12:05:06Z');
  const local = '%a [%{%F %T}t] %s';
  const line = '203.0.113.9 [2025-10-10 13:55:36] 200';
  assert.equal(row(local, line, { zone: 'Asia/Seoul' })['ts'], '2025-10-10T04:55:36Z');
  assert.equal(row(local, line)['ts'], '2025-10-10T13:55:36Z');
  assert.ok(read(local, line).notes.some((note) => note.includes('no zone')));
});

test('the manifest tells whether the times of the file carry their zone', () => {
  const zoneOf = (format: string, line: string): string | undefined =>
    LOG_FORMAT.zoneIn?.(headOf(Buffer.from(`${line}\n`)), { logFormats: [format] });
  const own = ZONE.offsets;
  assert.equal(zoneOf('%a %t %s', '203.0.113.9 [10/Oct/2025:13:55:36 +0000] 200'), own);
  assert.equal(zoneOf('%a %{sec}t %s', '203.0.113.9 1760104536 200'), own);
  assert.equal(zoneOf('$remote_addr $msec $status', '203.0.113.9 1760104536.000 200'), own);
  assert.equal(zoneOf('%a %{%s}t %s', '203.0.113.9 1760104536 200'), own);
  assert.equal(zoneOf('%a %{%F %T}t.%{msec_frac}t %s', '203.0.113.9 2025-10-10 13:55:36.000 200'), undefined);
});

test('the client is the last address of X-Forwarded-For where the format names no other, and the file says so', () => {
  const format = '%{X-Forwarded-For}i %l %u %t "%r" %>s %b';
  const { rows, notes } = read(
    format,
    '8.8.8.8, 203.0.113.9 - - [10/Oct/2025:13:55:36 +0000] "GET / HTTP/1.1" 200 5\n',
  );
  assert.equal(rows[0]?.['c_ip'], '203.0.113.9');
  assert.equal(rows[0]?.['x_forwarded_for'], '8.8.8.8, 203.0.113.9');
  assert.ok(notes.some((note) => note.includes('nearest proxy')));
});

test('a line that can be read in two ways is rejected: a forged one is not believed', () => {
  // Nothing escapes here, so that an agent can hold a whole line.
  const format = 'escape=none $remote_addr [$time_local] "$http_user_agent" "$http_referer" $status';
  const good = '203.0.113.9 [10/Oct/2025:13:55:36 +0000] "curl" "-" 200';
  const forged = '203.0.113.9 [10/Oct/2025:13:55:36 +0000] "a" "b" "c" 200';
  const { rows, rejects } = read(format, `${good}\n${good}\n${forged}\n`);
  assert.equal(rows.length, 2);
  assert.deepEqual(rejects, [
    {
      line: 3,
      offset: 2 * (good.length + 1),
      reason: 'it can be read in two ways: $http_referer is not the same in both',
    },
  ]);
});

test('whole log lines within values do not become requests', () => {
  const fake = '8.8.8.8 - - [01/Jan/2020:00:00:00 +0000] "GET /fake HTTP/1.1" 200 1 rt=0.001';
  const escaped = fake.replaceAll('"', String.raw`\x22`);
  const lines = [
    `203.0.113.9 - ${escaped} [10/Oct/2025:13:55:36 +0000] "GET /user HTTP/1.1" 401 0 rt=0.001`,
    `203.0.113.9 - - [10/Oct/2025:13:55:36 +0000] "GET /?${escaped} HTTP/1.1" 404 0 rt=0.001`,
    `203.0.113.9 - - [10/Oct/2025:13:55:36 +0000] "${escaped}" 400 0 rt=0.001`,
  ];
  const { rows } = read(TIMED, lines.join('\n'));
  assert.equal(rows.length, 3);
  for (const found of rows) {
    assert.equal(found['c_ip'], '203.0.113.9');
    assert.equal(found['ts'], '2025-10-10T13:55:36Z');
  }
  // Where quotes were not escaped it is no line of this format.
  const raw = read(
    TIMED,
    `${lines[0]}\n${lines[0]}\n203.0.113.9 - - [10/Oct/2025:13:55:36 +0000] "GET /?${fake} HTTP/1.1" 404 0 rt=1`,
  );
  assert.equal(raw.rejects[0]?.reason, '4 quotation marks in it, the format has 2');
});

test('what does not fit is rejected with the place where it departs', () => {
  const good = '203.0.113.9 - - [10/Oct/2025:13:55:36 +0000] "GET / HTTP/1.1" 200 5 rt=0.002';
  const broken = [
    good.replace('10/Oct', '32/Oct'),
    good.replace('10/Oct', '10-Oct'),
    good.replace('203.0.113.9', '203.0.113.999'),
    good.replace(' rt=', ' ut='),
    good.replace(' 200 ', ' 2000 '),
    good.slice(0, 40),
  ];
  const { rejects, read: count } = read(
    TIMED,
    `${good}\n${good}\n${good}\n${good}\n${good}\n${good}\n${good}\n${good}\n${good}\n${broken.join('\n')}`,
  );
  assert.equal(count, 15);
  assert.deepEqual(
    rejects.map(({ reason }) => reason),
    [
      'its time is none, or not whole',
      'it departs from the format at $time_local',
      "$remote_addr cannot be '203.0.113.999'",
      'it departs from the format at $request_time',
      "$status cannot be '2000'",
      '0 quotation marks in it, the format has 2',
    ],
  );
});

test('the user may give a whole directive, as it stands in the configuration', () => {
  const line = '203.0.113.9 10/Oct/2025:13:55:36 +0000 200';
  for (const directive of [
    "log_format x '$remote_addr $time_local' ' $status';",
    "log_format x '$remote_addr $time_local $status'",
    'LogFormat "%a %{%d/%b/%Y:%T %z}t %s" x',
  ]) {
    assert.equal(logFormatProblem(directive), undefined);
    assert.equal(row(directive, line)['sc_status'], 200);
  }
  assert.equal(logFormatProblem('log_format x;'), 'no format in it names a time');
  assert.equal(logFormatProblem('$remote_addr'), 'it names no time');
});

test('a format that cannot be read says why', () => {
  assert.equal(planOf('hello'), 'there is no variable of nginx ($name) or Apache (%letter) in it');
  assert.equal(planOf('$remote_addr $status'), 'it names no time');
  assert.equal(
    planOf('$time_local $http_user_agent$status'),
    'nothing tells where $http_user_agent ends and $status begins',
  );
});

test('JSON lines whose names speak for themselves need no format', () => {
  const content = readFileSync(fixture('formats', 'log-format', 'access.json'));
  assert.ok((LOG_FORMAT.recognise(headOf(content))?.confidence ?? 0) >= 0.5);
  const { rows, rejects } = parseAll(LOG_FORMAT, content);
  assert.deepEqual(rows[0], {
    line: 1,
    ts: '2025-10-10T13:55:36Z',
    c_ip: '203.0.113.9',
    cs_username: 'alice',
    cs_method: 'GET',
    cs_uri_stem: '/a b',
    cs_uri_query: 'x="1"',
    cs_version: 'HTTP/1.1',
    sc_status: 200,
    sc_bytes: 612,
    time_taken: 4,
    user_agent: 'Mozilla/5.0 "東"',
    x_forwarded_for: '8.8.8.8, 198.51.100.7',
  });
  assert.equal(rows[1]?.['user_agent'], 'x","remote_addr":"8.8.8.8');
  assert.equal(rows[1]?.['c_ip'], '2001:db8::7');
  assert.deepEqual(reasonsOf(rejects), [[3, '2 quotation marks in it, the format has 38']]);
});

test('JSON of something else is no access log', () => {
  for (const line of [
    '{"time":"2025-10-10T13:55:36Z","level":"info","msg":"started"}',
    '{"timestamp":"2025-10-10T13:55:36.1+0000","event_type":"alert","src_ip":"203.0.113.9","status":1,"uri":"/"}',
    '{"time":"2025-10-10T13:55:36Z","remote_addr":"203.0.113.9","status":200,"request":{"uri":"/"}}',
    '{"time_local":"yesterday","remote_addr":"203.0.113.9","status":200,"request":"GET / HTTP/1.1"}',
    '{',
    '{}',
    '[]',
  ]) {
    assert.equal(LOG_FORMAT.recognise(headOf(Buffer.from(`${line}\n`))), undefined, line);
  }
});

test('a file for which no format is known is rejected line by line, not guessed', () => {
  const { rejects } = parseAll(LOG_FORMAT, 'a\nb\n');
  assert.deepEqual(
    rejects.map(({ reason }) => reason),
    ['no log format is known for it', 'no log format is known for it'],
  );
});

test('a line made to be read in very many ways takes no longer than others', async () => {
  const format = 'escape=none $time_local $http_a $http_user_agent $http_b $http_referer $http_c|';
  await takesLinearTime(20_000, (size) => {
    const line = `10/Oct/2025:13:55:36 +0000 ${'a '.repeat(size)}\n`;
    const { rejects } = read(format, `${'10/Oct/2025:13:55:36 +0000 a b c d e|\n'.repeat(4)}${line}${line}`);
    assert.equal(rejects.length, 2);
  });
});

test('no format and no line make it throw, and every line is counted once', () => {
  const piece = fc.constantFrom(
    '$remote_addr',
    '$remote_user',
    '$time_local',
    '$status',
    '$http_user_agent',
    '$upstream_addr',
    '%h',
    '%t',
    '%{x}t',
    '%U',
    '%q',
    '%{%F}t',
    '%>s',
    '"',
    ' ',
    '[',
    ']',
    ':',
    '\\',
    'escape=json ',
    'escape=none ',
    '$',
    '%',
    'é',
  );
  const value = fc.constantFrom(
    '203.0.113.9',
    '10/Oct/2025:13:55:36 +0000',
    '-',
    '200',
    '"',
    ' ',
    '[',
    ']',
    ':',
    '\\',
    'x',
    '\0',
    '2025-10-10',
    ',',
  );
  const text = (part: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc.array(part, { maxLength: 12 }).map((all) => all.join(''));
  fc.assert(
    fc.property(text(piece), fc.array(text(value), { maxLength: 5 }), (format, lines) => {
      const result = read(format, lines.join('\n'));
      assert.equal(accounted(result), result.read);
      assert.equal(result.rows.length, result.parsed);
    }),
    { numRuns: 1000 },
  );
});

test('a line written by a format is read back as what was written', () => {
  const word = fc.stringMatching(/^[a-z0-9./_]{1,12}$/);
  const free = fc
    .stringMatching(/^[a-z0-9./_ ()[\]-]{2,30}$/)
    .filter((text) => text.trim() === text && text !== '-');
  const format = '$remote_addr - $remote_user [$time_local] "$http_user_agent" $host $status "$http_referer"';
  fc.assert(
    fc.property(free, free, word, fc.integer({ min: 100, max: 599 }), (user, agent, host, status) => {
      const line = `203.0.113.9 - ${user} [10/Oct/2025:13:55:36 +0000] "${agent}" ${host} ${status} "-"`;
      const found = row(format, line);
      assert.equal(found['cs_username'], user);
      assert.equal(found['user_agent'], agent);
      assert.equal(found['cs_host'], host);
      assert.equal(found['sc_status'], status);
    }),
  );
});
