import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { SYSLOG } from '../../../src/formats/syslog/syslog.ts';
import { fixture } from '../../support.ts';
import type { Parsed, PlainRow } from '../memory-sink.ts';
import { accounted, headOf, parseAll, reasonsOf } from '../memory-sink.ts';

/** The files were last written in January 2027, Seoul or not. */
const OPTIONS = { modified: Date.UTC(2027, 0, 2) / 1000 };

function read(name: string, size = 1 << 20): Parsed {
  return parseAll(SYSLOG, readFileSync(fixture('formats', 'syslog', name)), size, OPTIONS);
}

function line(text: string, options: object = OPTIONS): PlainRow | undefined {
  return parseAll(SYSLOG, text, 1 << 20, options).rows[0];
}

/** `Failed …` as a message of sshd. */
function sshd(message: string): PlainRow | undefined {
  return line(`Nov 21 22:10:03 web1 sshd[42]: ${message}`);
}

test('The logins of an auth.log across New Year', () => {
  const { rows, rejects, skipped, read: lines, parsed, notes } = read('auth.log');
  const failed = { service: 'sshd', ok: 0 };
  const root = { c_ip: '2001:db8::9', c_port: 52115, ...failed, username: 'root', detail: 'password' };
  const repeated = { line: 8, ts: '2027-01-01T00:00:09Z', ...root };
  assert.deepEqual(rows, [
    {
      line: 2,
      ts: '2026-12-31T23:59:59Z',
      c_ip: '203.0.113.9',
      c_port: 52114,
      ...failed,
      username: 'admin',
      detail: 'invalid user',
    },
    {
      line: 5,
      ts: '2027-01-01T00:00:03Z',
      c_ip: '203.0.113.9',
      c_port: 52114,
      ...failed,
      username: 'admin',
      detail: 'password, invalid user',
    },
    { line: 7, ts: '2027-01-01T00:00:05Z', ...root },
    repeated,
    repeated,
    {
      line: 9,
      ts: '2027-01-01T00:01:00Z',
      c_ip: '198.51.100.20',
      c_port: 40022,
      service: 'sshd',
      username: 'alice',
      ok: 1,
      detail: 'publickey',
    },
    {
      line: 11,
      ts: '2027-01-01T00:01:02Z',
      c_ip: '203.0.113.10',
      c_port: 1033,
      ...failed,
      username: '',
      detail: 'invalid user',
    },
    {
      line: 12,
      ts: '2027-01-01T00:01:03Z',
      c_ip: '203.0.113.11',
      c_port: 40001,
      ...failed,
      username: 'test from 10.10.1.2 port 55555 ssh2',
      detail: 'password, invalid user',
    },
    {
      line: 13,
      ts: '2027-01-01T00:01:04Z',
      c_ip: '203.0.113.12',
      ...failed,
      username: 'bob',
      detail: 'keyboard-interactive',
    },
    {
      line: 16,
      ts: '2027-01-01T00:01:07Z',
      c_ip: '203.0.113.14',
      ...failed,
      username: 'games',
      detail: 'user not allowed',
    },
    {
      line: 19,
      ts: '2027-01-01T00:02:02Z',
      c_ip: '203.0.113.15',
      service: 'vsftpd',
      ok: 0,
      username: 'anna',
      detail: 'PAM',
    },
  ]);
  assert.deepEqual(reasonsOf(rejects), [
    [23, 'sshd: no address and port at its end'],
    [24, "begins with no time: 'no time here'"],
  ]);
  assert.deepEqual(skipped, {
    'sshd: start and stop': 1,
    'PAM: a failure that the service itself logs': 1,
    'sshd: a failure that the line before it has counted': 2,
    'sshd: the end of a connection whose failures are counted': 1,
    'sshd: a client that asked which methods there are': 1,
    'PAM: sessions and checks': 2,
    'other programs: services and sessions (systemd)': 1,
    'a program that abusedesk does not read: myapp': 1,
    'a repeat of the line before it, which is counted once': 1,
    'blank line': 1,
  });
  assert.equal(parsed, 10);
  assert.equal(lines, 24);
  assert.deepEqual(notes, ["its dates carry no year: assumed from the file's date, in 2027"]);
});

test('A log is read the same wherever it is cut', () => {
  for (const name of ['auth.log', 'mail.log', 'kernel.log', 'grepped.log', 'journal/journalctl.log']) {
    const whole = read(name);
    for (const size of [1, 90, 333, 1000]) {
      const cut = read(name, size);
      assert.deepEqual(cut.rows, whole.rows);
      assert.deepEqual(cut.skipped, whole.skipped);
    }
  }
});

test('Mail logins and rejects, with the offset of each line', () => {
  const { rows, rejects } = read('mail.log');
  assert.deepEqual(rejects, []);
  assert.deepEqual(
    rows.map(({ line, ts, c_ip, src, username, service, ok, rule, detail }) => [
      line,
      ts,
      c_ip ?? src,
      username ?? rule,
      service,
      ok,
      detail,
    ]),
    [
      [2, '2026-11-21T13:10:04.500000Z', '203.0.113.9', undefined, 'smtp', 0, 'SASL LOGIN'],
      [3, '2026-11-21T13:10:05Z', '2001:db8::25', 'info@example.net', 'smtp', 0, 'SASL PLAIN'],
      [4, '2026-11-21T13:10:06Z', '203.0.113.9', 'reject RCPT 554 5.7.1', undefined, undefined, undefined],
      [5, '2026-11-21T13:10:07Z', '198.51.100.20', 'alice', 'smtp', 1, 'SASL PLAIN'],
      [7, '2026-11-21T13:10:09Z', '203.0.113.10', 'reject RCPT 550 5.7.1', undefined, undefined, undefined],
      [8, '2026-11-21T13:10:10Z', '203.0.113.11', 'postscreen PREGREET', undefined, undefined, undefined],
      ...Array.from({ length: 3 }, () => [
        10,
        '2026-11-21T13:10:12Z',
        '203.0.113.12',
        'info',
        'imap',
        0,
        'PLAIN, 3 attempts',
      ]),
      [
        11,
        '2026-11-21T13:10:13Z',
        '203.0.113.13',
        'x>, method=PLAIN, rip=10.1.1.1, lip=10.1.1.2, session=<z',
        'imap',
        0,
        'PLAIN',
      ],
      [12, '2026-11-21T13:10:14Z', '198.51.100.20', 'alice', 'pop3', 1, 'PLAIN'],
    ],
  );
  assert.match(String(rows[2]?.['message']), /Relay access denied/);
});

test('A packet is read behind any prefix, and the packet that an ICMP error quotes is not it', () => {
  const packet = (prefix: string, rest: string): string =>
    `Nov 16 00:00:12 gw kernel: ${prefix}IN=eth0 OUT= MAC=06:aa SRC=203.0.113.9 DST=10.0.0.4 LEN=40 TOS=0x00 TTL=241 ID=1 ${rest} \n`;
  const content =
    packet('[ 12.5] [UFW BLOCK] ', 'PROTO=TCP SPT=41234 DPT=23 WINDOW=1 RES=0x00 SYN URGP=0') +
    packet('nft-drop ', 'PROTO=UDP SPT=5353 DPT=53 LEN=20') +
    packet('"ACCEPT" ', 'PROTO=47') +
    packet('FRAG ', 'FRAG:185 PROTO=UDP') +
    packet(
      'FINAL_REJECT: ',
      'PROTO=ICMP TYPE=3 CODE=3 [SRC=10.0.0.4 DST=203.0.113.9 LEN=548 TTL=64 ID=0 DF PROTO=UDP SPT=53 DPT=40000 LEN=528 ]',
    );
  const { rows, rejects } = parseAll(SYSLOG, content, 1 << 20, { year: 2026 });
  assert.deepEqual(rejects, []);
  assert.deepEqual(
    rows.map(({ src, dst, protocol, src_port, dst_port, bytes }) => [
      src,
      dst,
      protocol,
      src_port,
      dst_port,
      bytes,
    ]),
    [
      ['203.0.113.9', '10.0.0.4', 6, 41_234, 23, 40],
      ['203.0.113.9', '10.0.0.4', 17, 5353, 53, 40],
      ['203.0.113.9', '10.0.0.4', 47, undefined, undefined, 40],
      ['203.0.113.9', '10.0.0.4', 17, undefined, undefined, 40],
      ['203.0.113.9', '10.0.0.4', 1, undefined, undefined, 40],
    ],
  );
});

test('Packets that the firewall logged are flows of one packet', () => {
  const { rows, rejects } = read('kernel.log');
  const packet = { table: 'flows', packets: 1 };
  const first = '2026-11-21T22:10:03.123000Z';
  assert.deepEqual(rows, [
    {
      ...packet,
      line: 1,
      ts_start: first,
      ts_end: first,
      src: '203.0.113.9',
      dst: '192.0.2.5',
      src_port: 41234,
      dst_port: 22,
      protocol: 6,
      bytes: 40,
      tcp_flags: 2,
      action: 'REJECT',
      direction: 'ingress',
      interface: 'eth0',
    },
    {
      ...packet,
      line: 2,
      ts_start: '2026-11-21T22:10:04Z',
      ts_end: '2026-11-21T22:10:04Z',
      src: '203.0.113.10',
      dst: '192.0.2.5',
      protocol: 1,
      bytes: 56,
      direction: 'ingress',
      interface: 'eth0',
    },
    {
      ...packet,
      line: 3,
      ts_start: '2026-11-21T22:10:05Z',
      ts_end: '2026-11-21T22:10:05Z',
      src: '2001:db8::5',
      dst: '2001:db8::53',
      src_port: 5353,
      dst_port: 53,
      protocol: 17,
      bytes: 68,
      action: 'ACCEPT',
      direction: 'egress',
      interface: 'eth1',
    },
    {
      ...packet,
      line: 4,
      ts_start: '2026-11-21T22:10:06Z',
      ts_end: '2026-11-21T22:10:06Z',
      src: '203.0.113.11',
      dst: '192.0.2.6',
      src_port: 443,
      dst_port: 51000,
      protocol: 6,
      bytes: 52,
      tcp_flags: 17,
      interface: 'eth0',
    },
    {
      line: 7,
      ts: '2026-11-21T22:10:09Z',
      c_ip: '203.0.113.9',
      c_port: 52114,
      service: 'sshd',
      username: 'root',
      ok: 0,
      detail: 'password',
    },
    {
      table: 'alerts',
      line: 8,
      ts: '2026-11-21T22:10:10Z',
      src: '203.0.113.9',
      sensor: 'fail2ban',
      rule: 'sshd',
      severity: 'NOTICE',
      message: 'Ban',
      kind: 'ban',
      outcome: 'blocked',
    },
  ]);
  assert.deepEqual(reasonsOf(rejects), [[6, 'SRC is no address']]);
});

test('What grep puts before a line is passed over, and what a name holds is not taken for it', () => {
  const { rows } = read('grepped.log');
  assert.deepEqual(
    rows.map(({ c_ip, c_port }) => [c_ip, c_port]),
    [
      ['203.0.113.9', 52114],
      ['203.0.113.9', 52115],
    ],
  );
});

test('journalctl in short-iso is the same', () => {
  const { rows, skipped } = read('journal/journalctl.log');
  assert.deepEqual(
    rows.map(({ ts, c_ip }) => [ts, c_ip]),
    [['2026-11-21T22:10:03Z', '203.0.113.9']],
  );
  assert.equal(skipped["journalctl's own remark"], 1);
  assert.equal(skipped['a further line of the message before it'], 1);
});

test('Local times are read in the zone that was given', () => {
  const text = 'Nov 21 22:10:03 web1 sshd[42]: Failed password for root from 203.0.113.9 port 1 ssh2';
  assert.equal(line(text, { ...OPTIONS, zone: 'Asia/Seoul' })?.['ts'], '2026-11-21T13:10:03Z');
  assert.equal(line(text, { year: 2019 })?.['ts'], '2019-11-21T22:10:03Z');
  const { rows, rejects } = parseAll(SYSLOG, text);
  assert.deepEqual(rows, []);
  assert.match(rejects[0]?.reason ?? '', /--year/);
});

test('A key id that reads like an ending makes the line a reject, not another address', () => {
  const key = 'RSA-CERT SHA256:abc ID %s (serial 0) CA RSA SHA256:def';
  const real = `Failed publickey for root from 203.0.113.9 port 4 ssh2: ${key}`;
  assert.equal(sshd(real.replace('%s', 'alice'))?.['c_ip'], '203.0.113.9');
  const forged = 'x from 10.1.1.1 port 9 ssh2: RSA-CERT SHA256:abc ID y';
  assert.equal(sshd(real.replace('%s', forged)), undefined);
  assert.equal(
    sshd(`Failed publickey for invalid user ${forged} from 203.0.113.9 port 4 ssh2: RSA SHA256:k`)?.['c_ip'],
    '203.0.113.9',
  );
});

/** Lines of sshd, each with its process number. */
function sshdLines(...lines: readonly (readonly [pid: number, message: string])[]) {
  const text = lines.map(([pid, message]) => `Nov 21 22:10:03 web1 sshd[${pid}]: ${message}\n`).join('');
  return parseAll(SYSLOG, text, 1 << 20, OPTIONS);
}

test('Where a server takes keys only, the end of a connection is the attempt', () => {
  const { rows, skipped } = sshdLines(
    [42, 'Connection closed by authenticating user root 203.0.113.9 port 1 [preauth]'],
    [43, 'Connection reset by authenticating user git 2001:db8::9 port 2 [preauth]'],
    [44, 'Disconnected from authenticating user root 203.0.113.9 port 3 [preauth]'],
    [
      45,
      'Disconnecting authenticating user root 203.0.113.9 port 4: Change of username or service not allowed: (root,ssh-connection) -> (x 10.0.0.1 port 9,ssh-connection) [preauth]',
    ],
  );
  assert.deepEqual(
    rows.map(({ c_ip, c_port, username, ok, detail }) => [c_ip, c_port, username, ok, detail]),
    [
      ['203.0.113.9', 1, 'root', 0, 'ended before a login'],
      ['2001:db8::9', 2, 'git', 0, 'ended before a login'],
      ['203.0.113.9', 3, 'root', 0, 'ended before a login'],
      ['203.0.113.9', 4, 'root', 0, 'ended before a login'],
    ],
  );
  assert.deepEqual(skipped, {});
});

test('The end of a connection whose failures are logged is not counted again', () => {
  const end = 'Connection closed by authenticating user root 203.0.113.9 port 1 [preauth]';
  const { rows, skipped } = sshdLines(
    [42, 'Failed password for root from 203.0.113.9 port 1 ssh2'],
    [43, 'Failed publickey for root from 203.0.113.9 port 5 ssh2: RSA SHA256:k'],
    [42, end],
    [
      43,
      'Disconnecting authenticating user root 203.0.113.9 port 5: Too many authentication failures [preauth]',
    ],
    // The same process number, later, is another connection.
    [42, end],
  );
  assert.deepEqual(
    rows.map(({ detail }) => detail),
    ['password', 'publickey', 'ended before a login'],
  );
  assert.deepEqual(skipped, { 'sshd: the end of a connection whose failures are counted': 2 });
  const nameless = parseAll(SYSLOG, `Nov 21 22:10:03 web1 sshd: ${end}\n`, 1 << 20, OPTIONS);
  assert.deepEqual(nameless.rows, []);
  assert.equal(
    Object.keys(nameless.skipped)[0],
    'sshd: a connection that ended before a login, in a log without process numbers',
  );
});

test('A connection that ends without a user and an address is a reject', () => {
  const { rejects } = sshdLines([42, 'Connection closed by authenticating user root somewhere [preauth]']);
  assert.equal(rejects[0]?.reason, 'sshd: no user, address and port in it, or more than one that fits');
});

test('What ModSecurity says through the error log of Apache, sent to syslog', () => {
  const rule = '[file "/x.conf"] [line "1"] [id "942100"] [msg "SQLi"] [severity "CRITICAL"]';
  const row = line(
    `Nov 21 22:10:03 web1 httpd[42]: [:error] [pid 7:tid 1] [client 203.0.113.9:4711] [client 203.0.113.9] ModSecurity: Warning. Found at ARGS:[client 10.1.1.1] ModSecurity: . ${rule}`,
  );
  assert.deepEqual(row, {
    table: 'alerts',
    line: 1,
    ts: '2026-11-21T22:10:03Z',
    src: '203.0.113.9',
    src_port: 4711,
    sensor: 'modsecurity',
    rule: '942100',
    severity: 'CRITICAL',
    message: 'SQL injection: SQLi',
    kind: 'verdict',
    outcome: 'passed',
  });
  assert.equal(
    line('Nov 21 22:10:03 web1 httpd[42]: x [client 10.1.1.1] ModSecurity: Warning. [id "1"]'),
    undefined,
  );
});

test('A host name instead of an address is a login without an address, and is noted', () => {
  const text = 'Nov 21 22:10:03 web1 sshd[42]: Failed password for root from evil.example.net port 1 ssh2';
  const { rows, notes } = parseAll(SYSLOG, text, 1 << 20, OPTIONS);
  assert.equal(rows[0]?.['c_ip'], undefined);
  assert.equal(rows[0]?.['username'], 'root');
  assert.ok(notes.some((note) => note.includes('host names')));
});

test('A name in UTF-8 stays what it is', () => {
  const text = Buffer.from('Nov 21 22:10:03 w sshd[4]: Invalid user müller from 203.0.113.9 port 1\n');
  assert.equal(parseAll(SYSLOG, text, 1 << 20, OPTIONS).rows[0]?.['username'], 'müller');
});

test('Logs of applications, web servers and lists are no syslog', () => {
  const others = [
    '2026-11-21 22:10:03 ERROR app: failed\n',
    '2026-11-21T22:10:03Z INFO worker: started\n',
    '203.0.113.9 - - [21/Nov/2026:22:10:03 +0000] "GET / HTTP/1.1" 200 1\n',
    '#Fields: date time c-ip\n2026-11-21 22:10:03 203.0.113.9\n',
    'Nov 21 is the day: come\n',
    '',
  ];
  for (const text of others) assert.equal(SYSLOG.recognise(headOf(Buffer.from(text))), undefined, text);
});

test('Whatever the name is, sshd’s own address is the one that counts', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii', maxLength: 80 }), (name) => {
      const user = name.replaceAll(/[\r\n]/g, '');
      const row = sshd(`Failed password for invalid user ${user} from 203.0.113.9 port 4711 ssh2`);
      assert.equal(row?.['c_ip'], '203.0.113.9');
      assert.equal(row['c_port'], 4711);
    }),
    { numRuns: 300 },
  );
});

test('Any bytes behind a time are counted, and never throw', () => {
  const part = fc.constantFrom(
    'Nov 21 22:10:03 ',
    'web1 ',
    'sshd[1]: ',
    'Failed password for ',
    ' from ',
    '203.0.113.9',
    ' port 1 ssh2',
    '\n',
    'kernel: ',
    'IN=eth0 OUT= ',
    'SRC=1.1.1.1 ',
    '[',
    ']',
    'postfix/smtpd[2]: ',
    'message repeated 2 times: [',
    '\u00ff',
    ' rhost=',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 25 }), (parts) => {
      const result = parseAll(SYSLOG, parts.join(''), 50, OPTIONS);
      assert.equal(accounted(result), result.read);
    }),
    { numRuns: 500 },
  );
});
