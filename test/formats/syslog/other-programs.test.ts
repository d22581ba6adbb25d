import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unreadOf, unreadProgram } from '../../../src/model/unread.ts';
import { JOURNALD } from '../../../src/formats/syslog/journald.ts';
import { SYSLOG } from '../../../src/formats/syslog/syslog.ts';
import type { Parsed } from '../memory-sink.ts';
import { parseAll } from '../memory-sink.ts';

const AT = '2026-11-21T22:10:03+00:00 web1';

function messages(...lines: string[]): Parsed {
  return parseAll(SYSLOG, `${lines.map((line) => `${AT} ${line}`).join('\n')}\n`);
}

function entries(...lines: [program: string, pid: string, message: string][]): Parsed {
  const text = lines.map(([program, pid, message]) =>
    JSON.stringify({
      __REALTIME_TIMESTAMP: '1795299003000000',
      _HOSTNAME: 'web1',
      SYSLOG_IDENTIFIER: program,
      _PID: pid,
      MESSAGE: message,
    }),
  );
  return parseAll(JOURNALD, `${text.join('\n')}\n`);
}

const NOT_READ = [
  'pvedaemon[12021]: authentication failure; rhost=::ffff:203.0.113.105 user=root@pam msg=Authentication failure',
  'filterlog[4242]: 53,,,1000000301,em0,match,block,in,4,0x0,,64,420,0,none,6,tcp,460,203.0.113.2,198.51.100.15,53742,22,420,S,29633380,,65535,,',
  'haproxy[14389]: 203.0.113.2:33317 [06/Feb/2026:12:14:14.655] http-in static/srv1 10/0/30/69/109 401 2750 - - ---- 1/1/1/1/0 0/0 "POST /login HTTP/1.1"',
  'haproxy[14389]: Proxy http-in started.',
  'named[7]: client 203.0.113.9#4711 (example.com): query (cache) denied',
  'sendmail[7]: AUTH failure (LOGIN): authentication failure (-13) SASL(-13), relay=[203.0.113.9]',
];

test('A program that is not read is named with the number of its lines, and nothing is said of what it logs', () => {
  const { rows, skipped, rejects } = messages(...NOT_READ);
  assert.deepEqual([rows, rejects], [[], []]);
  const skips = Object.entries(skipped).map(([reason, count]) => {
    const program = reason.replace('a program that abusedesk does not read: ', '');
    return { reason: program === reason ? reason : unreadProgram(program), count };
  });
  const { programs } = unreadOf([{ path: 'x', format: 'syslog', bytes: 1, skips }]);
  assert.deepEqual(programs, [
    { name: 'haproxy', lines: 2 },
    { name: 'pvedaemon', lines: 1 },
    { name: 'filterlog', lines: 1 },
    { name: 'named', lines: 1 },
    { name: 'sendmail', lines: 1 },
  ]);
});

test('A log with thousands of programs keeps its reasons short', () => {
  const { skipped } = messages(`${'x'.repeat(90)}[1]: y`);
  for (const reason of Object.keys(skipped)) assert.ok(reason.length < 120, reason);
});

const FAILURE = 'authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=203.0.113.9';

test('PAM’s line counts where the service’s own line is not there', () => {
  const { rows, skipped } = messages(
    `sshd[4711]: pam_unix(sshd:auth): ${FAILURE}  user=root`,
    `sshd[4711]: PAM 2 more authentication failures; ${FAILURE.slice('authentication failure; '.length)}  user=root`,
    'sshd[4712]: pam_unix(sshd:auth): check pass; user unknown',
    `sshd[4712]: pam_unix(sshd:auth): ${FAILURE} `,
    `auth: pam_unix(dovecot:auth): ${FAILURE}  user=info`,
    'sudo: pam_unix(sudo:auth): authentication failure; logname=alice uid=1000 euid=0 tty=/dev/pts/0 ruser=alice rhost=  user=alice',
  );
  assert.deepEqual(
    rows.map(({ service, c_ip, username, ok }) => [service, c_ip, username, ok]),
    [
      ['sshd', '203.0.113.9', 'root', 0],
      ['sshd', '203.0.113.9', 'root', 0],
      ['sshd', '203.0.113.9', 'root', 0],
      ['sshd', '203.0.113.9', undefined, 0],
      ['dovecot', '203.0.113.9', 'info', 0],
    ],
  );
  assert.deepEqual(skipped, { 'PAM: sessions and checks': 1, 'PAM: a local change of user': 1 });
});

test('PAM’s line and the service’s own line are one attempt, whichever the log begins with', () => {
  const pam = `pam_unix(sshd:auth): ${FAILURE}  user=root`;
  const own = 'Failed password for root from 203.0.113.9 port 4 ssh2';
  const more = `PAM 1 more authentication failure; ${FAILURE.slice('authentication failure; '.length)}  user=root`;
  for (const result of [
    messages(`sshd[7]: ${pam}`, `sshd[7]: ${own}`, `sshd[7]: ${own}`, `sshd[7]: ${more}`),
    entries(['sshd', '7', pam], ['sshd', '7', own], ['sshd', '7', own], ['sshd', '7', more]),
  ]) {
    assert.equal(result.rows.length, 2);
    for (const row of result.rows) assert.equal(row['c_port'], 4);
  }
  // The own line comes far behind what the file begins with.
  const far = Array.from({ length: 2000 }, () => 'CRON[1]: (root) CMD (true)');
  const cut = messages(...far, `sshd[7]: ${pam}`, `sshd[7]: ${own}`);
  assert.equal(cut.rows.length, 1);
});

test('A forged rhost in a name gives no row', () => {
  const { rows, rejects } = messages(
    'sshd[7]: pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=203.0.113.9  user=x rhost=198.51.100.66',
  );
  assert.deepEqual([rows.length, rejects.length], [0, 1]);
});

test('fail2ban says the same in syslog as in its own log', () => {
  const { rows } = messages(
    'fail2ban-server[811]: fail2ban.actions [811]: NOTICE [sshd] Ban 203.0.113.9',
    'fail2ban-server[811]: fail2ban.actions        [811]: NOTICE  [sshd] Ban 203.0.113.9',
    'fail2ban-server[811]: fail2ban.filter[811]: INFO [sshd] Found 203.0.113.9 - 2026-11-21 22:10:03',
    'fail2ban.actions[811]: NOTICE [sshd] Ban 203.0.113.9',
    'fail2ban-server[811]: NOTICE [sshd] Ban 203.0.113.9',
  );
  assert.deepEqual(
    rows.map(({ src, message }) => [src, message]),
    ['Ban', 'Ban', 'Found', 'Ban', 'Ban'].map((message) => ['203.0.113.9', message]),
  );
});

test('Error logs of web servers that go to syslog are read as their files are', () => {
  const { rows, skipped, rejects } = messages(
    'httpd[22034]: [auth_basic:error] [pid 22034] [client 203.0.113.7:58585] AH01617: user alice: authentication failure for "/private": Password Mismatch',
    'nginx[22034]: 2026/01/04 16:18:16 [error] 22034#22034: *3 user "alice" was not found in "/etc/nginx/htpasswd", client: 203.0.113.7, server: www.example.com, request: "GET / HTTP/2.0", host: "www.example.com"',
    'apache2[7]: [mpm_event:notice] [pid 7] AH00489: Apache/2.4 configured',
    'nginx: 203.0.113.9 - - [21/Nov/2026:22:10:03 +0000] "GET / HTTP/1.1" 200 1 "-" "-"',
    'nginx[7]: 2026/01/04 16:18:16 [error] 7#7: *3 open() "/x, client: 198.51.100.66, y" failed (2: No such file), client: 203.0.113.7, server: x',
  );
  assert.deepEqual(
    rows.map(({ table, sensor, rule, src, c_ip, username, ok }) => [
      table,
      sensor,
      rule,
      src ?? c_ip,
      username,
      ok,
    ]),
    [
      ['alerts', 'apache', 'AH01617', '203.0.113.7', undefined, undefined],
      [undefined, undefined, undefined, '203.0.113.7', 'alice', 0],
      ['alerts', 'nginx', 'unknown user', '203.0.113.7', undefined, undefined],
      [undefined, undefined, undefined, '203.0.113.7', 'alice', 0],
    ],
  );
  assert.equal(
    Object.values(skipped).reduce((sum, count) => sum + count),
    2,
  );
  assert.equal(rejects.length, 1);
});
