import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { LineFormat } from '../../../src/formats/format.ts';
import { EXIM } from '../../../src/formats/syslog/exim.ts';
import { SYSLOG } from '../../../src/formats/syslog/syslog.ts';
import { VSFTPD } from '../../../src/formats/syslog/vsftpd.ts';
import { fixture } from '../../support.ts';
import type { Parsed, PlainRow } from '../memory-sink.ts';
import { accounted, parseAll } from '../memory-sink.ts';

const OPTIONS = { modified: Date.UTC(2026, 11, 1) / 1000 };

function read(name: string, format: LineFormat = SYSLOG): Parsed {
  const content = readFileSync(fixture('formats', format.name, name));
  const whole = parseAll(format, content, 1 << 20, OPTIONS);
  assert.equal(accounted(whole), whole.read);
  // What a line before has said is known wherever the file is cut.
  for (const size of [1, 90, 1000])
    assert.deepEqual(parseAll(format, content, size, OPTIONS).rows, whole.rows);
  return whole;
}

/** Each message as its program writes it, in syslog. */
function messages(program: string, ...lines: readonly string[]): Parsed {
  const text = lines.map((line) => `Nov 21 22:10:03 host ${program}: ${line}\n`).join('');
  return parseAll(SYSLOG, text, 1 << 20, OPTIONS);
}

const logins = (rows: readonly PlainRow[]) => rows.filter((row) => row['table'] !== 'alerts');

/** Line, client, user, how it ended. */
function short(rows: readonly PlainRow[]) {
  return logins(rows).map(({ line, c_ip, username, ok }) => [line, c_ip, username, ok]);
}

/** Failures, successes and logins without an outcome. */
function counts(rows: readonly PlainRow[]) {
  const of = (ok: unknown) => logins(rows).filter((row) => row['ok'] === ok).length;
  return { failed: of(0), worked: of(1), unknown: of(undefined) };
}

test('A name that carries an address does not accuse that address', () => {
  const [row] = read('sshd-name-with-address.log').rows;
  assert.equal(row?.['c_ip'], '203.0.113.11');
  assert.equal(row?.['c_port'], 46_039);
  assert.equal(row?.['username'], 'svc 198.51.100.66 port 12345');
  const two =
    'x 10.0.0.1 port 9: y 203.0.113.9 port 4: Change of username or service not allowed: (a) -> (b)';
  const { rows, rejects } = messages('sshd[7]', `Disconnecting authenticating user ${two} [preauth]`);
  assert.deepEqual(rows, []);
  assert.match(rejects[0]?.reason ?? '', /more than one/);
});

test('A refused root login says that the password was right, and is one attempt', () => {
  const { rows } = read('sshd-root-refused.log');
  assert.deepEqual(short(rows), [[1, '203.0.113.7', 'root', 0]]);
  assert.equal(rows[0]?.['refused'], 'root may not log in (PermitRootLogin)');
});

test('A right password that PAM refuses, or that one more factor follows, is kept as right', () => {
  const { rows } = messages(
    'sshd[7]',
    'Failed password for alice from 203.0.113.9 port 4 ssh2',
    'fatal: Access denied for user alice by PAM account configuration [preauth]',
    'Partial publickey for bob from 198.51.100.20 port 5 ssh2: RSA SHA256:k',
  );
  assert.deepEqual(
    rows.map(({ c_ip, username, ok, refused }) => [c_ip, username, ok, refused]),
    [
      ['203.0.113.9', 'alice', 0, undefined],
      ['203.0.113.9', 'alice', undefined, 'PAM refuses the account'],
      ['198.51.100.20', 'bob', undefined, 'a further method is asked for'],
    ],
  );
});

test('Too many failures are one where none of them is logged, and none where they are', () => {
  const exceeded =
    'error: maximum authentication attempts exceeded for root from 203.0.113.9 port 4 ssh2 [preauth]';
  const end =
    'Disconnecting authenticating user root 203.0.113.9 port 4: Too many authentication failures [preauth]';
  assert.deepEqual(short(messages('sshd[7]', exceeded, end).rows), [[1, '203.0.113.9', 'root', 0]]);
  const failed = 'Failed password for root from 203.0.113.9 port 4 ssh2';
  assert.deepEqual(short(messages('sshd[7]', failed, exceeded, end).rows), [[1, '203.0.113.9', 'root', 0]]);
});

test('Keyboard-interactive failures count once each, also through PAM with `via`', () => {
  const pam = 'error: PAM: authentication error for james from 203.0.113.9 via 192.0.2.1';
  const failed = 'Failed keyboard-interactive/pam for james from 203.0.113.9 port 4 ssh2';
  const { rows } = messages('sshd[7]', pam, failed, pam, failed, pam);
  assert.deepEqual(
    rows.map(({ line, c_ip, s_ip }) => [line, c_ip, s_ip]),
    [1, 3, 5].map((line) => [line, '203.0.113.9', '192.0.2.1']),
  );
  const unknown = messages(
    'sshd[7]',
    'Invalid user x from 203.0.113.9 port 4',
    'error: PAM: User not known to the underlying authentication module for illegal user x from 203.0.113.9',
    'Failed keyboard-interactive/pam for invalid user x from 203.0.113.9 port 4 ssh2',
    'error: PAM: User not known to the underlying authentication module for illegal user x from 203.0.113.9',
  );
  assert.deepEqual(
    unknown.rows.map(({ line }) => line),
    [1, 4],
  );
});

test('Who connected to sshd without a login is an alert, and no failed login', () => {
  const { rows, rejects } = messages(
    'sshd[7]',
    'Did not receive identification string from 203.0.113.9 port 1',
    "Bad protocol version identification 'x' from 10.0.0.1 port 1' from 203.0.113.9 port 2",
    'banner exchange: Connection from 203.0.113.9 port 3: invalid format',
    'Unable to negotiate with 203.0.113.9 port 4: no matching cipher found. Their offer: from 10.0.0.1 port 1: [preauth]',
    'Connection closed by 203.0.113.9 port 5 [preauth]',
    'Received disconnect from 203.0.113.9 port 6:14: No supported authentication methods available [preauth]',
  );
  assert.deepEqual(rejects, []);
  assert.deepEqual(
    rows.map(({ table, src, src_port }) => [table, src, src_port]),
    [1, 2, 3, 4, 5, 6].map((port) => ['alerts', '203.0.113.9', port]),
  );
  const end = messages(
    'sshd[7]',
    'Connection closed by 203.0.113.9 port 5',
    'Received disconnect from 203.0.113.9 port 6:11: disconnected by user',
  );
  assert.deepEqual(end.rows, []);
});

test('The eighteen tries of an OpenSSH 9.2', () => {
  const { rows } = read('sshd-9.2-auth.log');
  assert.deepEqual(counts(rows), { failed: 17, worked: 1, unknown: 0 });
  assert.ok(rows.some((row) => row['username'] === 'john doe'));
});

test("The server's own failure is held against nobody", () => {
  const { rows } = read('postfix-auth-server-down.log');
  assert.deepEqual(counts(rows), { failed: 0, worked: 0, unknown: 2 });
  const own = [
    'generic failure',
    'no mechanism available',
    'remote authentication server unavailable',
    'Temporary authentication failure',
    'another step is needed in authentication',
    'Invalid base64 data in continued response',
    'VXNlcm5hbWU6',
  ];
  const wrong = ['authentication failure', 'UGFzc3dvcmQ6', '', '(reason unavailable)', 'Invalid credentials'];
  const line = (why: string) => `warning: unknown[203.0.113.9]: SASL LOGIN authentication failed: ${why}`;
  const smtpd = (reasons: readonly string[]) => messages('postfix/smtpd[7]', ...reasons.map(line)).rows;
  assert.deepEqual(counts(smtpd(own)), { failed: 0, worked: 0, unknown: own.length });
  assert.deepEqual(counts(smtpd(wrong)), { failed: wrong.length, worked: 0, unknown: 0 });
  const elements = 'user=<a>, method=PLAIN, rip=203.0.113.9, lip=192.0.2.1';
  const dovecot = messages(
    'dovecot',
    `imap-login: Disconnected (auth service reported temporary failure, 3 attempts in 5 secs): ${elements}`,
    `imap-login: Login aborted: Connection closed (internal failure) (internal_failure): ${elements}`,
    `imap-login: Disconnected (disconnected before auth was ready, waited 4 secs): ${elements}`,
  );
  assert.deepEqual(counts(dovecot.rows), { failed: 0, worked: 0, unknown: 3 });
  const exim = parseAll(
    EXIM,
    '2026-11-20 10:00:00 plain authenticator failed for (h) [203.0.113.9]: 435 Unable to authenticate at present (set_id=a)\n',
  );
  assert.deepEqual(counts(exim.rows), { failed: 0, worked: 0, unknown: 1 });
});

test('Three attempts of one connection are three failed logins', () => {
  assert.equal(counts(read('dovecot-attempts.log').rows).failed, 30);
  const { rows } = read('dovecot-2.4.log');
  assert.deepEqual(counts(rows), { failed: 3, worked: 1, unknown: 0 });
});

test('Dovecot 2.3 and Postfix 3.7: each attempt that the lines tell of', () => {
  const { rows, rejects } = read('dovecot-2.3-postfix-3.7.log');
  assert.deepEqual(rejects, []);
  const of = (service: string) => counts(rows.filter((row) => row['service'] === service));
  assert.deepEqual(of('imap'), { failed: 7, worked: 2, unknown: 0 });
  assert.deepEqual(of('pop3'), { failed: 4, worked: 1, unknown: 0 });
  // Wrong: what was looked at. Seven times the mechanism was refused, once the client broke off.
  assert.deepEqual(of('smtp'), { failed: 3, worked: 3, unknown: 9 });
});

test('What the authentication of Dovecot says is an alert, and a forged address in it a reject', () => {
  const { rows } = messages(
    'dovecot',
    'auth-worker(304): pam(name,203.0.113.9,<session>): unknown user',
    'auth: passwd-file(name,203.0.113.9): Password mismatch',
    'auth-worker(5): conn unix:auth-worker (pid=2,uid=97): auth-worker<55>: sql(a,203.0.113.9): unknown user',
  );
  assert.deepEqual(
    rows.map(({ table, src }) => [table, src]),
    [1, 2, 3].map(() => ['alerts', '203.0.113.9']),
  );
  const forged = messages('dovecot', 'auth: pam(x,10.0.0.1): unknown user,203.0.113.9): unknown user');
  assert.deepEqual(forged.rows, []);
});

test('Dropbear names an unknown user nowhere, and his address where the connection begins', () => {
  const { rows, rejects } = read('dropbear-2022.83.log');
  assert.deepEqual(rejects, []);
  assert.deepEqual(counts(rows), { failed: 14, worked: 1, unknown: 0 });
  assert.ok(logins(rows).every((row) => row['c_ip'] === '203.0.113.7'));
  assert.deepEqual(
    logins(rows)
      .filter((row) => row['username'] === undefined)
      .map(({ line, c_port }) => [line, c_port]),
    [
      [5, 40_821],
      [8, 46_883],
      [34, 39_729],
    ],
  );
  const late = messages(
    'dropbear[9]',
    'Login attempt for nonexistent user',
    'Exit before auth from <203.0.113.9:4711>: Exited normally',
  );
  assert.deepEqual(short(late.rows), [[2, '203.0.113.9', undefined, 0]]);
});

test('FTP: failed and successful logins of ProFTPD, Pure-FTPd and vsftpd', () => {
  assert.deepEqual(short(read('proftpd-1.3.8.log').rows), [
    [2, '203.0.113.7', 'demo', 0],
    [3, '203.0.113.7', 'oracle', 0],
    [4, '203.0.113.7', 'john doe', 0],
    [5, '203.0.113.7', 'anonymous', 0],
  ]);
  assert.deepEqual(short(read('pure-ftpd-1.0.50.log').rows), [
    [2, '203.0.113.7', 'demo', 0],
    [5, '203.0.113.7', 'oracle', 0],
    [8, '203.0.113.7', 'john doe', 0],
    [11, '203.0.113.7', 'anonymous', 0],
    [14, '203.0.113.7', 'demo', 1],
  ]);
  assert.deepEqual(short(read('vsftpd.log', VSFTPD).rows), [
    [2, '203.0.113.9', 'anonymous', 0],
    [3, '203.0.113.9', 'john doe', 0],
    [4, '198.51.100.20', 'demo', 1],
  ]);
});

test('Exim: the address behind HELO, and never the one in it', () => {
  const brute = read('brute-force.log', EXIM).rows;
  assert.equal(brute.length, 40);
  assert.ok(brute.every(({ c_ip, ok }) => c_ip === '198.51.100.9' && ok === 0));
  assert.equal(brute[0]?.['username'], 'user0@example.com');
  const { rows, rejects } = read('exim-4.96-mainlog', EXIM);
  assert.deepEqual(rejects, []);
  assert.deepEqual(counts(rows), { failed: 6, worked: 1, unknown: 1 });
  assert.ok(rows.every((row) => (row['c_ip'] ?? row['src']) === '203.0.113.7'));
  const both =
    '(x) [10.0.0.1]: 535 Incorrect authentication data (set_id=) [203.0.113.9]: 535 Incorrect authentication data (set_id=y)';
  const forged = parseAll(EXIM, `2026-11-20 10:00:00 login authenticator failed for ${both}\n`);
  assert.deepEqual(forged.rows, []);
  assert.match(forged.rejects[0]?.reason ?? '', /forged/);
});

test("Lines without a host, as servers write their own logs and metalog writes every program's", () => {
  const text = [
    'Jan 29 09:33:58 pop3-login: Info: Aborted login (auth failed, 1 attempts in 2 secs): user=<grace>, method=PLAIN, rip=203.0.113.9',
    '2026-01-29 09:34:00 imap-login: Info: Login: user=<bob>, method=PLAIN, rip=198.51.100.20, lip=192.0.2.1',
    'Jan 29 09:34:05 sshd[42]: Failed password for root from 203.0.113.9 port 4 ssh2',
    'Jan 29 09:34:06 [sshd] Failed password for root from 203.0.113.9 port 4 ssh2',
  ].join('\n');
  const { rows, rejects } = parseAll(SYSLOG, text, 1 << 20, { year: 2026 });
  assert.deepEqual(rejects, []);
  assert.deepEqual(short(rows), [
    [1, '203.0.113.9', 'grace', 0],
    [2, '198.51.100.20', 'bob', 1],
    [3, '203.0.113.9', 'root', 0],
    [4, '203.0.113.9', 'root', 0],
  ]);
});
