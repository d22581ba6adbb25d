import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { IIS_W3C } from '../../../src/formats/w3c/iis-w3c.ts';
import { FORMATS } from '../../../src/formats/index.ts';
import { ZEEK } from '../../../src/formats/zeek/zeek.ts';
import { ZEEK_JSON } from '../../../src/formats/zeek/zeek-json.ts';
import { recognise } from '../../../src/evidence/recognise.ts';
import { fixture } from '../../support.ts';
import { bothWays } from '../both-ways.ts';
import { accounted, headOf, parseAll, reasonsOf } from '../memory-sink.ts';
import type { Parsed, PlainRow } from '../memory-sink.ts';

function read(name: string): Parsed {
  return parseAll(ZEEK, readFileSync(fixture('formats', 'zeek', name)), 97);
}

const conn = read('conn.log');
const appended = read('appended.log');
const other = read('notice-dns-weird.log');
const json = parseAll(ZEEK_JSON, readFileSync(fixture('formats', 'zeek-json', 'mixed.json')));

const HEADER =
  '#separator \\x09\n#path\tconn\n#fields\tts\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tconn_state\thistory\torig_pkts\tresp_pkts\n';

function connection(state: string, sent: number, received: number, proto = 'tcp'): PlainRow[] {
  const line = `1772445601.0\t203.0.113.9\t40001\t192.0.2.10\t22\t${proto}\t${state}\t-\t${sent}\t${received}\n`;
  return parseAll(ZEEK, HEADER + line).rows;
}

test('a connection is two rows, one for each direction', () => {
  const common = {
    line: 9,
    ts_start: '2026-03-02T10:00:01.186641Z',
    ts_end: '2026-03-02T10:00:09.936641Z',
    protocol: 6,
    // SYN or SYN-ACK, ACK and FIN of its history.
    tcp_flags: 19,
    state: 'established',
  };
  assert.deepEqual(conn.rows.slice(0, 2), bothWays(common));
});

test('the state of a connection says what became of it', () => {
  const states = ['S0', 'SH', 'RSTOS0', 'REJ', 'S1', 'SF', 'RSTO', 'RSTR', 'OTH'];
  assert.deepEqual(
    states.map((state) => connection(state, 3, state.startsWith('S0') ? 0 : 2)[0]?.['state']),
    [
      'unanswered',
      'unanswered',
      'unanswered',
      'reset',
      'established',
      'established',
      'established',
      'established',
      'answered',
    ],
  );
  assert.equal(connection('SF', 1, 1, 'udp')[0]?.['state'], 'answered');
  assert.equal(connection('S0', 1, 0, 'udp')[0]?.['state'], 'unanswered');
});

test('a side that was not seen to begin is not said to have begun', () => {
  assert.deepEqual(connection('SHR', 0, 2), [
    {
      line: 4,
      ts_start: '2026-03-02T10:00:01Z',
      src: '192.0.2.10',
      src_port: 22,
      dst: '203.0.113.9',
      dst_port: 40001,
      protocol: 6,
      packets: 2,
      state: 'unanswered',
    },
  ]);
  assert.equal(connection('OTH', 5, 5)[0]?.['initiator'], undefined);
});

test('the type and code of ICMP are no ports', () => {
  const ping = conn.rows.find((row) => row['line'] === 12);
  assert.equal(ping?.['protocol'], 1);
  assert.equal(ping?.['src_port'], undefined);
  assert.equal(ping?.['dst_port'], undefined);
});

test('a request keeps its parts, and what was escaped in an agent is no line', () => {
  assert.deepEqual(appended.rows[0], {
    table: 'requests',
    line: 7,
    ts: '2026-03-02T10:00:01Z',
    c_ip: '203.0.113.9',
    c_port: 50001,
    s_ip: '192.0.2.10',
    s_port: 80,
    cs_host: 'shop.example.com',
    cs_method: 'POST',
    cs_uri_stem: '/login.php',
    cs_uri_query: 'user=a%27',
    cs_version: 'HTTP/1.1',
    cs_username: 'admin',
    sc_status: 403,
    sc_bytes: 146,
    cs_bytes: 30,
    user_agent: 'Mozilla\t5.0\n#fields\tts',
    x_forwarded_for: '198.51.100.3, 10.0.0.1',
  });
});

test('another log may be appended, with a separator and an unset mark of its own', () => {
  assert.deepEqual(
    appended.rows.slice(1).map(({ line, username, ok, detail, service }) => ({
      line,
      username,
      ok,
      detail,
      service,
    })),
    [
      {
        line: 15,
        username: undefined,
        ok: 0,
        detail: '3 attempts; client SSH-2.0-Go',
        service: 'sshd',
      },
      { line: 16, username: undefined, ok: 1, detail: '1 attempt; client SSH-2.0-Go', service: 'sshd' },
    ],
  );
  assert.equal(appended.skipped['a connection to SSH on which no attempt to log in was seen'], 1);
});

test('notices are alerts, DNS questions are flows with a name, other logs are passed over', () => {
  assert.deepEqual(other.rows, [
    {
      table: 'alerts',
      line: 4,
      ts: '2026-03-02T10:00:20Z',
      src: '203.0.113.9',
      dst_port: 22,
      sensor: 'zeek',
      rule: 'Scan::Address_Scan',
      message: '203.0.113.9 scanned at least 25 unique hosts on port 22/tcp in 0m9s | remote',
      kind: 'verdict',
    },
    {
      line: 8,
      ts_start: '2026-03-02T10:00:21Z',
      src: '192.0.2.10',
      src_port: 40010,
      dst: '192.0.2.53',
      dst_port: 53,
      protocol: 17,
      initiator: 'src',
      dns_query: 'pool.example.net',
    },
  ]);
  assert.equal(accounted(other), other.read);
});

test('logs in JSON give the same rows, whatever the time is written as', () => {
  const [forward, back, ...rest] = json.rows;
  const { line: _line, ...expected } = conn.rows[0] ?? { line: 0 };
  assert.deepEqual(forward, { line: 1, ...expected });
  assert.equal(back?.['bytes'], 3600);
  assert.deepEqual(
    rest.map((row) => [row['line'], row['ts'] ?? row['ts_start'], row['rule'] ?? row['table']]),
    [
      [2, '2026-03-02T10:00:02.500000Z', 'logins'],
      [3, '2026-03-02T10:00:03.250000Z', 'requests'],
      [4, '2026-03-02T10:00:04Z', 'Scan::Port_Scan'],
      [5, '2026-03-02T10:00:05Z', undefined],
    ],
  );
  assert.equal(rest[1]?.['x_forwarded_for'], '198.51.100.3, 10.0.0.1');
  assert.equal(rest[3]?.['tls_sni'], 'c2.example.org');
  assert.equal(accounted(json), json.read);
});

test('broken lines are rejected with the reason', () => {
  assert.deepEqual(reasonsOf(conn.rejects), [
    [15, 'id.orig_h or id.resp_h is no address'],
    [16, '4 cells, #fields names 21'],
  ]);
  assert.deepEqual(reasonsOf(json.rejects), [
    [7, 'no time in ts'],
    [8, 'not valid JSON'],
  ]);
  const headless = parseAll(ZEEK, '1772445601.0\tC1\t203.0.113.9\n');
  assert.deepEqual(headless.rejects[0]?.reason, 'no #fields before it');
});

test('an IIS log and a Zeek log, which both have fields behind a #, are told apart', () => {
  const iis = readFileSync(fixture('formats', 'iis-w3c', 'changing-fields.log'));
  assert.equal(ZEEK.recognise(headOf(iis)), undefined);
  assert.equal(IIS_W3C.recognise(headOf(readFileSync(fixture('formats', 'zeek', 'conn.log')))), undefined);
});

test('JSON with a time and an id of something else is not taken for Zeek', () => {
  const content = Buffer.from('{"ts":1772445601.0,"id":"42","level":"info","msg":"started"}\n');
  assert.notEqual(recognise(headOf(content), FORMATS).format?.name, 'zeek-json');
});

test('where a block ends changes nothing', () => {
  const content = readFileSync(fixture('formats', 'zeek', 'appended.log'));
  const whole = parseAll(ZEEK, content);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: content.length }), (size) => {
      const cut = parseAll(ZEEK, content, size);
      assert.deepEqual(cut.rows, whole.rows);
      assert.deepEqual(cut.rejects, whole.rejects);
    }),
    { numRuns: 60 },
  );
});

test('records of conn.log that grep took out of it, without the header, are read', () => {
  const record =
    '1795299003.123456\tCHhAvVGS1DHFjwGM9\t203.0.113.9\t50000\t10.0.0.4\t22\ttcp\t-\t-\t-\t-\tS0\tF\tT\t0\tS\t1\t44\t0\t0\t-\n';
  for (const content of [record.repeat(2), record.replaceAll('\n', '\t6\n').repeat(2)]) {
    assert.equal(recognise(headOf(Buffer.from(content)), FORMATS).format?.name, 'zeek');
    const { rows, rejects } = parseAll(ZEEK, content, 50);
    assert.deepEqual(rejects, []);
    assert.deepEqual(
      rows.map(({ src, dst, dst_port, bytes, state }) => [src, dst, dst_port, bytes, state]),
      Array.from({ length: 2 }, () => ['203.0.113.9', '10.0.0.4', 22, 44, 'unanswered']),
    );
  }
});

const CELLS: Record<string, readonly string[]> = {
  ts: [
    '1772445601.186641',
    '1772445601.5',
    '1772445601',
    '1772445601186.5',
    '9999999999.000000',
    '-',
    'x.000000',
  ],
  'id.orig_h': ['203.0.113.9', '2001:db8::9', 'fe80::1%3', '203.0.113.256', '-', ''],
  'id.resp_h': ['192.0.2.10', '::ffff:192.0.2.10', '(empty)', '192.0.2.10'],
  'id.orig_p': ['40001', '0', '65536', '-', '4x'],
  'id.resp_p': ['22', '443', '-'],
  proto: ['tcp', 'udp', 'icmp', 'TCP', 'unknown_transport', '-'],
  duration: ['0.000001', '8.750000', '8.813359', '1e-05', '99999999999.000000', '-1.000000', '-'],
  conn_state: ['S0', 'SF', 'REJ', 'OTH', 'SHR', 'RSTOS0', 'RSTRH', 'NEWSTATE', '-'],
  history: ['ShADadFf', 'S', '^dD', 'cCr', '-', '(empty)'],
  orig_pkts: ['0', '1', '12', '-', '1234567890123456'],
  resp_pkts: ['0', '7', '-'],
  orig_ip_bytes: ['44', '-'],
  resp_ip_bytes: ['0', '999', '-'],
  orig_bytes: ['12', '-'],
  resp_bytes: ['0', '34', '-'],
  query: ['Host.Example.COM', 'example.org.', '.', 'bücher.example', 'a\\x09b', '-', 'Ünicode.example'],
  host: ['www.example.com', '-', 'ä.example'],
  method: ['GET', '-'],
  uri: ['/', '/a?b=c', '?x', '/a?', '/\\x22', '-', '/ü?ü', `/${'a'.repeat(9000)}`],
  version: ['1.1', '0.9', 'too-long-a-version', '-'],
  username: ['admin', '-'],
  status_code: ['200', '-', '99999999999'],
  response_body_len: ['12', '-'],
  request_body_len: ['0', '-'],
  user_agent: ['curl/8 \u{fffd}', '(empty)', 'a b'],
  referrer: ['http://x/', '-'],
  proxied: ['-', '-', 'X-FORWARDED-FOR -> 198.51.100.1,VIA -> x'],
};

const LOGS: Record<string, readonly string[]> = {
  conn: Object.keys(CELLS).slice(0, 15),
  dns: ['ts', 'id.orig_h', 'id.orig_p', 'id.resp_h', 'id.resp_p', 'proto', 'query'],
  http: [...Object.keys(CELLS).slice(0, 5), ...Object.keys(CELLS).slice(16)],
};

test('what is read from bytes is what is read as text', () => {
  const log = fc.constantFrom('conn', 'dns', 'http').chain((path) => {
    // A log may lack fields, and cells may be missing at a line's end.
    const fields = fc.subarray([...(LOGS[path] ?? [])], { minLength: 5 });
    return fields.chain((names) => {
      const line = fc.tuple(...names.map((name) => fc.constantFrom(...(CELLS[name] ?? ['-']))));
      return fc.record({
        path: fc.constant(path),
        names: fc.constant(names),
        lines: fc.array(
          fc.oneof({ weight: 9, arbitrary: line }, { weight: 1, arbitrary: fc.constant(['1']) }),
          {
            minLength: 1,
            maxLength: 8,
          },
        ),
      });
    });
  });
  const written = (
    mark: string,
    { path, names, lines }: { path: string; names: readonly string[]; lines: readonly (readonly string[])[] },
  ): Buffer =>
    Buffer.from(
      `#separator ${mark.replaceAll('\t', '\\x09')}\n#unset_field${mark}-\n#path${mark}${path}\n` +
        `#fields${mark}${names.join(mark)}\n${lines.map((cells) => `${cells.join(mark)}\n`).join('')}`,
    );
  fc.assert(
    fc.property(log, (content) => {
      // A separator of two bytes is read as text.
      const bytes = parseAll(ZEEK, written('\t', content));
      const text = parseAll(ZEEK, written('\t\t', content));
      assert.deepEqual(bytes.rows, text.rows);
      assert.deepEqual(bytes.skipped, text.skipped);
      assert.deepEqual(bytes.notes, text.notes);
      assert.deepEqual(reasonsOf(bytes.rejects), reasonsOf(text.rejects));
    }),
    { numRuns: 1500 },
  );
});

const JSON_VALUES = fc.oneof(
  fc.constantFrom(
    '"203.0.113.9"',
    '"2001:db8::9"',
    '"192.0.2.10"',
    '"tcp"',
    '"SF"',
    '"ShADadFf"',
    '"-"',
    '""',
    '"Host.Example.COM."',
    '"/a?b=ü"',
    '"a\\tb"',
    '"X-FORWARDED-FOR -> 198.51.100.1"',
  ),
  fc.constantFrom(
    '1772445601.186641',
    '1772445601',
    '1772445601186',
    '0',
    '22',
    '1.5',
    '1.50',
    '1e3',
    '-1',
    '01',
    '70000',
  ),
  fc.constantFrom('null', 'true', 'false', '[]', '["a","b"]', '[1,2.5]', '{}', '[{}]', 'nul', '"\u0001"', ''),
);
const JSON_KEYS = [
  ...Object.keys(CELLS),
  '_path',
  'id',
  'note',
  'msg',
  'trans_id',
  'rcode',
  'trans_depth',
  'x',
  'answers',
];

test('JSON that is read from bytes is what JSON.parse makes of it', () => {
  const likely = fc.constantFrom(
    '"ts":1772445601.186641,"id.orig_h":"203.0.113.9","id.orig_p":40001,"id.resp_h":"192.0.2.10","id.resp_p":22,"conn_state":"SF","proto":"tcp"',
    '"_path":"dns","ts":1772445601.5,"id.orig_h":"203.0.113.9","id.resp_h":"2001:db8::1","query":"Example.COM"',
    '"_path":"http","ts":1772445601,"id.orig_h":"203.0.113.9","id.resp_h":"192.0.2.10","uri":"/a?b"',
    '"ts":"2026-03-02T10:00:01.186641Z","_path":"conn"',
  );
  const pair = fc
    .tuple(fc.constantFrom(...JSON_KEYS), JSON_VALUES)
    .map(([key, value]) => `"${key}":${value}`);
  const record = fc
    .tuple(likely, fc.array(pair, { maxLength: 6 }))
    .map(([first, more]) => [first, ...more].join(','));
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 5 }), (records) => {
      const bytes = parseAll(ZEEK_JSON, Buffer.from(records.map((one) => `{${one}}\n`).join('')));
      // An object within a record is left to JSON.parse.
      const parsed = parseAll(ZEEK_JSON, Buffer.from(records.map((one) => `{${one},"y":{}}\n`).join('')));
      assert.deepEqual(bytes.rows, parsed.rows);
      assert.deepEqual(bytes.skipped, parsed.skipped);
      assert.deepEqual(bytes.notes, parsed.notes);
      assert.deepEqual(reasonsOf(bytes.rejects), reasonsOf(parsed.rejects));
    }),
    { numRuns: 2000 },
  );
});

test('no header makes the reader throw or lose a line', () => {
  const part = fc.oneof(
    fc.constantFrom(
      '#separator \\x09',
      '#separator ',
      '#fields\tts\tid.orig_h\tid.resp_h\tconn_state',
      '#path\t__proto__',
      '#path\tconn',
      '#unset_field',
      '1772445601.0\t203.0.113.9\t192.0.2.10\tS0',
      '\\x0',
    ),
    fc.string({ maxLength: 30 }),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const content = Buffer.from(parts.join('\n'));
      ZEEK.recognise(headOf(content));
      const result = parseAll(ZEEK, content, 40);
      assert.equal(accounted(result), result.read);
    }),
    { numRuns: 300 },
  );
});

test('a protocol that Zeek has no name for is that of its number', () => {
  const fields =
    'ts\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tconn_state\torig_pkts\tresp_pkts\tip_proto';
  const protocols = (proto: string, number: string): unknown[] => {
    const line = `1772445601.0\t203.0.113.9\t0\t192.0.2.10\t0\t${proto}\tOTH\t2\t1\t${number}\n`;
    const text = parseAll(ZEEK, `#separator \\x09\n#path\tconn\n#fields\t${fields}\n${line}`);
    const record = {
      _path: 'conn',
      ts: 1_772_445_601,
      'id.orig_h': '203.0.113.9',
      'id.orig_p': 0,
      'id.resp_h': '192.0.2.10',
      'id.resp_p': 0,
      proto,
      conn_state: 'OTH',
      orig_pkts: 2,
      resp_pkts: 1,
      ...(number !== '-' && { ip_proto: Number(number) }),
    };
    const asJson = parseAll(ZEEK_JSON, `${JSON.stringify(record)}\n`);
    assert.deepEqual([text.rejects, asJson.rejects], [[], []]);
    return [...text.rows, ...asJson.rows].map((row) => row['protocol']);
  };
  assert.deepEqual(protocols('unknown_transport', '47'), [47, 47, 47, 47]);
  assert.deepEqual(protocols('unknown_transport', '-'), [undefined, undefined, undefined, undefined]);
  // The name is what Zeek itself concluded.
  assert.deepEqual(protocols('udp', '17'), [17, 17, 17, 17]);
});
