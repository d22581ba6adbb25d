import { inEnglish } from '../in-english.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import * as fc from 'fast-check';
import { DOCKER_JSON } from '../../src/evidence/envelopes/docker.ts';
import { ENVELOPES } from '../../src/evidence/envelopes/index.ts';
import { unwrapped } from '../../src/evidence/envelopes/unwrapper.ts';
import { contentOf, surveyed } from './evidence-support.ts';
import { accounted, parseAll } from '../formats/memory-sink.ts';
import type { Parsed } from '../formats/memory-sink.ts';

const REQUEST =
  '198.51.100.4 - - [16/Nov/2026:00:01:12 +0000] "GET /a?b=\\x22c HTTP/1.1" 404 12 "http://r/" "curl/8 é"';
const LOGIN = 'Nov 16 00:00:14 web1 sshd[2213]: Failed password for root from 203.0.113.9 port 52114 ssh2';
const BAN = '2026-11-16 00:00:13,123 fail2ban.actions        [811]: NOTICE  [sshd] Ban 203.0.113.9';

interface Read extends Parsed {
  format: string | undefined;
  because: string | undefined;
}

async function read(t: TestContext, content: string | Uint8Array): Promise<Read> {
  const { found } = await surveyed(t, { 'some.log': content });
  const [file] = found;
  const { text } = await contentOf(file);
  const { format } = file ?? {};
  assert.ok(format?.kind === 'lines', file?.recognition?.because);
  const result = parseAll(format, text, 97, file?.read);
  assert.equal(accounted(result), result.read);
  return { ...result, format: format.name, because: file?.recognition?.because };
}

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => `${line(index)}\n`).join('');
}

/** What a request of an access log must come to, whatever is around its line. */
function isRequest({ format, rows, rejects }: Read, count: number): void {
  assert.equal(format, 'access-log');
  assert.deepEqual(rejects, []);
  assert.equal(rows.length, count);
  for (const row of rows) {
    assert.equal(row['c_ip'], '198.51.100.4');
    assert.equal(row['cs_username'], undefined);
    assert.equal(row['cs_uri_query'], 'b="c');
    assert.equal(row['user_agent'], 'curl/8 é');
    assert.equal(row['ts'], '2026-11-16T00:01:12Z');
  }
}

const TIME = '2026-11-16T00:01:12.123456789Z';
const WRAPPED: readonly [string, (line: string) => string][] = [
  [
    'Docker’s json-file driver writes',
    (line) => JSON.stringify({ log: `${line}\n`, stream: 'stdout', time: TIME }),
  ],
  ['a Kubernetes node keeps', (line) => `${TIME} stdout F ${line}`],
  ['kubectl logs --prefix prints', (line) => `[pod/web-5d9/nginx] ${line}`],
  ['kubectl logs --timestamps prints', (line) => `${TIME} ${line}`],
  ['docker compose logs prints', (line) => `web-1  | ${line}`],
  ['docker compose logs prints in colour', (line) => `\x1b[36mweb-1  | \x1b[0m${line}`],
  ['CloudWatch Logs exports to S3', (line) => `2026-11-16T00:01:12.123Z ${line}`],
  ['aws logs tail prints', (line) => `2026-11-16T00:01:12.123000+00:00 i-0123456789abcdef0 ${line}`],
  ['nginx sends to syslog', (line) => `Nov 16 00:01:12 web1 nginx: ${line}`],
  ['Filebeat ships', (line) => JSON.stringify({ '@timestamp': TIME, host: { name: 'web1' }, message: line })],
  ['a mail quotes', (line) => `> ${line}`],
];

for (const [who, wrap] of WRAPPED) {
  test(`an access log as ${who} it is read with the clients' addresses`, async (t) => {
    isRequest(
      await read(
        t,
        lines(3, () => wrap(REQUEST)),
      ),
      3,
    );
  });
}

test('what aws logs filter-log-events prints is read by its messages', async (t) => {
  const events = Array.from({ length: 3 }, (_, index) => ({
    logStreamName: 'i-01',
    timestamp: 1_795_299_003_123,
    message: REQUEST,
    ingestionTime: 1_795_299_003_129,
    eventId: String(index),
  }));
  isRequest(await read(t, JSON.stringify({ events, searchedLogStreams: [] }, undefined, 4)), 3);
});

test('CSV of the CloudWatch console and of Logs Insights is read by its messages', async (t) => {
  const quoted = `"${REQUEST.replaceAll('"', '""')}"`;
  isRequest(await read(t, `timestamp,message\n${lines(3, () => `1795299003123,${quoted}`)}`), 3);
  isRequest(await read(t, `@timestamp,@message\n${lines(3, () => `2026-11-16 00:01:12.123,${quoted}`)}`), 3);
});

test('a byte order mark does not hide the first client', async (t) => {
  isRequest(await read(t, `\u{feff}${lines(2, () => REQUEST)}`), 2);
});

test('grep over several logs is read for logs that do not know of it themselves', async (t) => {
  const bans = await read(
    t,
    lines(3, (index) => `/var/log/fail2ban.log.${index}:${index + 7}:${BAN}`),
  );
  assert.equal(bans.format, 'fail2ban');
  assert.deepEqual(
    bans.rows.map((row) => row['src']),
    Array.from({ length: 3 }, () => '203.0.113.9'),
  );
  assert.match(inEnglish(bans.because ?? ''), /grep/);
});

test('grep over the logs of containers is two envelopes deep', async (t) => {
  const entry = JSON.stringify({ log: `${REQUEST}\n`, stream: 'stdout', time: TIME });
  isRequest(
    await read(
      t,
      lines(3, () => `/var/lib/docker/containers/1/1-json.log:${entry}`),
    ),
    3,
  );
});

test('sshd in CloudWatch Logs is read as in /var/log/auth.log', async (t) => {
  const { format, rows } = await read(
    t,
    lines(2, () => `2026-11-16T00:00:15.001Z ${LOGIN}`),
  );
  assert.equal(format, 'syslog');
  assert.equal(rows[0]?.['c_ip'], '203.0.113.9');
  assert.equal(rows[0]?.['username'], 'root');
});

const ENTRIES = [
  {
    __CURSOR: 's=1;i=1',
    __REALTIME_TIMESTAMP: '1795299003123456',
    _HOSTNAME: 'web1',
    SYSLOG_IDENTIFIER: 'sshd',
    _PID: '4711',
  },
  {
    __CURSOR: 's=1;i=2',
    __REALTIME_TIMESTAMP: '1795299004000000',
    _HOSTNAME: 'web1',
    SYSLOG_IDENTIFIER: 'sshd',
  },
];
const MESSAGES = [
  'Failed password for bücher from 203.0.113.9 port 52114 ssh2',
  'Accepted password for bob from 203.0.113.10 port 52114 ssh2',
];

function isJournal({ format, rows, rejects }: Read): void {
  assert.equal(format, 'syslog');
  assert.deepEqual(rejects, []);
  assert.deepEqual(
    rows.map(({ ts, c_ip, username, ok }) => [ts, c_ip, username, ok]),
    [
      ['2026-11-21T22:10:03.123456Z', '203.0.113.9', 'bücher', 0],
      ['2026-11-21T22:10:04Z', '203.0.113.10', 'bob', 1],
    ],
  );
}

test('journalctl -o export is read, with and without the blank line at its end', async (t) => {
  const content = ENTRIES.map(
    (entry, index) =>
      `${Object.entries({ ...entry, MESSAGE: MESSAGES[index] ?? '' })
        .map(([name, value]) => `${name}=${value}\n`)
        .join('')}\n`,
  ).join('');
  isJournal(await read(t, content));
  isJournal(await read(t, content.trimEnd()));
});

test('journalctl -o json-pretty is read', async (t) => {
  const content = ENTRIES.map(
    (entry, index) =>
      `${JSON.stringify({ ...entry, MESSAGE: MESSAGES[index] }, undefined, '\t').replaceAll('": "', '" : "')}\n`,
  );
  isJournal(await read(t, content.join('')));
});

test('a value of journalctl -o export with line ends in it is one line, and what stands in it no entry', async (t) => {
  const forged = 'Nov 21 22:10:03 web1 sshd[1]: Failed password for root from 198.51.100.66 port 22 ssh2';
  for (const said of [
    `x\n${forged}\n\n${forged}`,
    `x\r\n${forged}`,
    '\n'.repeat(10),
    `${'x'.repeat(20_000)}\n${forged}`,
  ]) {
    const size = Buffer.alloc(8);
    size.writeBigUInt64LE(BigInt(Buffer.byteLength(said)));
    const entries = ENTRIES.map((entry, index) => {
      const fields = Object.entries({ ...entry, MESSAGE: MESSAGES[index] ?? '' });
      return `${fields.map(([name, value]) => `${name}=${value}\n`).join('')}\n`;
    });
    const odd = Buffer.concat([
      Buffer.from('__CURSOR=s=1;i=9\n__REALTIME_TIMESTAMP=1795299003500000\n_HOSTNAME=web1\nMESSAGE\n'),
      size,
      Buffer.from(`${said}\nSYSLOG_IDENTIFIER=app\n\n`),
    ]);
    isJournal(
      await read(t, Buffer.concat([Buffer.from(entries[0] ?? ''), odd, Buffer.from(entries[1] ?? '')])),
    );
  }
});

test('one line of an address or a name among thousands does not make a log an envelope', async (t) => {
  const odd = ['::1', 'fd00::17', 'a_name', 'www.example.com:443 203.0.113.9', '-'];
  for (const start of odd) {
    const line = REQUEST.replace('198.51.100.4', start);
    const { format, rows, skipped } = await read(t, `${line}\n${lines(300, () => REQUEST)}${line}\n`);
    assert.deepEqual([format, rows.length, skipped], ['access-log', 302, {}], start);
  }
});

test('a virtual host or an address of IPv6 is no path of grep', async (t) => {
  const hosts = await read(
    t,
    lines(2, () => `www.example.com:443 ${REQUEST}`),
  );
  assert.equal(hosts.rows[0]?.['cs_host'], 'www.example.com');
  assert.equal(hosts.rows[0]['c_ip'], '198.51.100.4');
  const six = await read(
    t,
    lines(2, () => REQUEST.replace('198.51.100.4', '2001:db8::4')),
  );
  assert.equal(six.rows[0]?.['c_ip'], '2001:db8::4');
});

test('a client that calls itself a name keeps it behind a time', async (t) => {
  const named = REQUEST.replace('198.51.100.4', 'host.example.net');
  const { rows } = await read(
    t,
    lines(2, () => `${TIME} ${named}`),
  );
  assert.equal(rows[0]?.['cs_username'], undefined);
  assert.equal(rows[0]?.['cs_uri_stem'], '/a');
});

test('log lines pasted into a mail are read, and the text around them is rejected', async (t) => {
  const mail = `Subject: your server\nFrom: a@example.net\n\nPlease look:\n\n${lines(3, () => `/var/log/access.log:${REQUEST}`)}\nRegards\n`;
  const { rows, rejects, because } = await read(t, mail);
  assert.equal(rows.length, 3);
  assert.equal(rows[0]?.['line'], 6);
  assert.equal(rejects.length, 4);
  assert.match(inEnglish(because), /one of its paragraphs is a log/);
});

test('a line that Docker cut at 16 KiB is one line again, in the place of its first part', async (t) => {
  const entry = (log: string): string => JSON.stringify({ log, stream: 'stdout', time: TIME });
  const half = REQUEST.indexOf('curl');
  const content = [`${REQUEST}\n`, REQUEST.slice(0, half), REQUEST.slice(half), '\n', `${REQUEST}\n`].map(
    entry,
  );
  const result = await read(t, `${content.join('\n')}\n`);
  assert.deepEqual(
    result.rows.map((row) => row['line']),
    [1, 2, 5],
  );
  isRequest(result, 3);
  assert.equal(result.read, 5);
});

test('a request that holds a line end in its envelope is no second request', async (t) => {
  const forged = REQUEST.replace('/a?', `/a" 200 1\n${REQUEST}\n`);
  for (const log of [forged, forged.replaceAll('\n', '\\u000a')]) {
    const entry = JSON.stringify({ log: `${log}\n`, stream: 'stdout', time: TIME }).replaceAll(
      '\\\\u',
      '\\u',
    );
    const other = JSON.stringify({ log: `${REQUEST}\n`, stream: 'stdout', time: TIME });
    const result = await read(t, `${other}\n${entry}\n${other}\n`);
    assert.equal(result.read, 3);
    assert.ok(result.rows.length <= 3);
  }
});

async function unwrapAll(envelope: (typeof ENVELOPES)[number], blocks: Uint8Array[]): Promise<Buffer> {
  async function* content(): AsyncGenerator<Uint8Array> {
    yield* blocks;
  }
  const parts: Buffer[] = [];
  for await (const part of unwrapped(content(), envelope)) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

function feeds(bytes: Uint8Array): number {
  return bytes.filter((byte) => byte === 10).length;
}

test('however the file is cut into blocks, an envelope leaves as many lines as there were', async () => {
  const line = fc.oneof(
    fc.constantFrom(
      ...WRAPPED.map(([, wrap]) => wrap(REQUEST)),
      '',
      '{"log":"a',
      '{"log":"a"}',
      `${TIME} stdout P x`,
    ),
    fc.string({ maxLength: 60 }),
  );
  const content = fc.array(line, { maxLength: 12 }).map((all) => Buffer.from(all.join('\n'), 'latin1'));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...ENVELOPES),
      content,
      fc.integer({ min: 1, max: 50 }),
      async (envelope, bytes, size) => {
        const blocks: Uint8Array[] = [];
        for (let at = 0; at < bytes.length; at += size) blocks.push(bytes.subarray(at, at + size));
        const cut = await unwrapAll(envelope, blocks);
        assert.deepEqual(cut, await unwrapAll(envelope, [bytes]));
        assert.equal(feeds(cut), feeds(bytes));
      },
    ),
    { numRuns: 300 },
  );
});

test('a line longer than any log’s is passed on as it is', async () => {
  const long = Buffer.from(`{"log":"${'a'.repeat(3 * 2 ** 20)}\\n"}\n{"log":"b\\n"}\n`);
  const blocks = [long.subarray(0, 2 ** 20), long.subarray(2 ** 20, 2 ** 21), long.subarray(2 ** 21)];
  const content = await unwrapAll(DOCKER_JSON, blocks);
  assert.equal(content.subarray(-2).toString(), 'b\n');
  assert.equal(feeds(content), 2);
  assert.ok(content.subarray(0, 9).equals(Buffer.from('{"log":"a')));
});

const COMMON =
  '198.51.100.4 - - [16/Nov/2026:00:01:12 +0000] "GET /a?b=\\x22c HTTP/1.1" 404 12 "http://r/" "curl/8 é"';
const SEPARATORS = 'a line of the envelope, which holds no record by itself';

for (const [how, before, around] of [
  ['over several files', 'logs/access-2026-11.log:', 'logs/access-2026-11.log-'],
  ['over several files with numbers', 'logs/old-1/access.log:12:', 'logs/old-1/access.log-13-'],
  ['over one file with numbers', '12:', '13-'],
  ['over one file', '', ''],
  ['on Windows', 'C:\\logs\\a-b.log:7:', 'C:\\logs\\a-b.log-8-'],
]) {
  test(`grep -C ${how} keeps the clients, and its separators are counted`, async (t) => {
    const group = `${before}${COMMON}\n${around}${COMMON}\n`;
    const result = await read(t, `${around}${COMMON}\n${group}--\n${group}--\n${group}`);
    isRequest(result, 7);
    assert.deepEqual(result.skipped, { [SEPARATORS]: 2 });
    assert.match(inEnglish(result.because ?? ''), /grep prints it with the lines around it/);
  });
}

test('grep -A over auth.log, without a separator, is read as syslog', async (t) => {
  const { format, rows, rejects } = await read(
    t,
    `auth.log:${LOGIN}\nauth.log-${LOGIN}\nauth.log-${LOGIN}\n`,
  );
  assert.equal(format, 'syslog');
  assert.deepEqual(rejects, []);
  assert.deepEqual(
    rows.map((row) => row['c_ip']),
    ['203.0.113.9', '203.0.113.9', '203.0.113.9'],
  );
});

test('a line of an envelope and a blank line are counted for what they are', async (t) => {
  const { skipped } = await read(
    t,
    `timestamp,message\n1795299003123,"${COMMON.replaceAll('"', '""')}"\n\n  \n`,
  );
  assert.deepEqual(skipped, { [SEPARATORS]: 1, 'blank line': 2 });
});

test('a batch that a subscription of CloudWatch Logs delivers is read message by message, several in a line', async (t) => {
  const batch = (messageType: string, messages: readonly string[]): string =>
    JSON.stringify({
      messageType,
      owner: '123456789012',
      logGroup: '/web',
      logStream: 'i-1',
      subscriptionFilters: ['all'],
      logEvents: messages.map((message, id) => ({ id: String(id), timestamp: 1_795_299_003_123, message })),
    });
  const forged = COMMON.replace('curl/8 é', 'x\\", \\"message\\":\\"y');
  const control = batch('CONTROL_MESSAGE', ['CWL CONTROL MESSAGE: Checking health of destination Firehose.']);
  const many = Array.from({ length: 400 }, () => COMMON);
  const result = await read(
    t,
    `${batch('DATA_MESSAGE', many)}${batch('DATA_MESSAGE', [COMMON, `${COMMON}\n`])}\n${control}\n`,
  );
  isRequest(result, 402);
  assert.deepEqual(result.skipped, { [SEPARATORS]: 1 });
  const { rows } = await read(t, `${batch('DATA_MESSAGE', [forged, COMMON])}\n`);
  assert.equal(rows.length, 2);
});

test('journalctl -o verbose is read, each record at the time of its cursor', async (t) => {
  const micros = BigInt(Date.UTC(2026, 10, 16, 0, 0, 14)) * 1000n + 123_456n;
  const entry = (user: string): string =>
    [
      `Mon 2026-11-16 09:00:14.123456 KST [s=0a1b;i=1f;b=2c3d;m=4e5f;t=${micros.toString(16)};x=6a7b]`,
      '    PRIORITY=6',
      '    _HOSTNAME=web1',
      '    SYSLOG_IDENTIFIER=sshd',
      '    _PID=2213',
      `    MESSAGE=Failed password for ${user} from 203.0.113.9 port 52114 ssh2`,
      '    _TRANSPORT=syslog',
    ].join('\n');
  const { format, rows, rejects, read: lineCount } = await read(t, `${entry('root')}\n${entry('bob')}\n`);
  assert.equal(format, 'syslog');
  assert.deepEqual(rejects, []);
  assert.deepEqual(
    rows.map((row) => [row['ts'], row['username'], row['c_ip']]),
    [
      ['2026-11-16T00:00:14.123456Z', 'root', '203.0.113.9'],
      ['2026-11-16T00:00:14.123456Z', 'bob', '203.0.113.9'],
    ],
  );
  assert.ok(lineCount >= 14);
});
