import { ZONE } from '../../../src/tables/zones.ts';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { FAIL2BAN_MAIL } from '../../../src/formats/syslog/fail2ban-mail.ts';
import { FAIL2BAN } from '../../../src/formats/syslog/fail2ban.ts';
import type { Format } from '../../../src/formats/format.ts';
import { JOURNALD } from '../../../src/formats/syslog/journald.ts';
import { MODSECURITY_JSON } from '../../../src/formats/modsecurity/modsecurity-json.ts';
import { SYSLOG } from '../../../src/formats/syslog/syslog.ts';
import { WINDOWS_FIREWALL } from '../../../src/formats/windows/windows-firewall.ts';
import { WINDOWS_SECURITY_CSV } from '../../../src/formats/windows/windows-security-csv.ts';
import { WINDOWS_SECURITY_JSON } from '../../../src/formats/windows/windows-security-json.ts';
import { fixture } from '../../support.ts';
import { parseDocument } from '../../evidence/evidence-support.ts';
import { accounted, headOf, parseAll, reasonsOf } from '../memory-sink.ts';

const FAIL2BAN_LOG = readFileSync(fixture('formats', 'fail2ban', 'fail2ban.log'));
const MAIL = readFileSync(fixture('formats', 'fail2ban-mail', 'ban.eml'));
const FIREWALL = readFileSync(fixture('formats', 'windows-firewall', 'pfirewall.log'));
const JOURNAL = readFileSync(fixture('formats', 'journald', 'export.json'));

test('What fail2ban found, banned and unbanned are alerts of its jails', () => {
  const parsed = parseAll(FAIL2BAN, FAIL2BAN_LOG, 100);
  assert.deepEqual(
    parsed.rows.map(({ line, ts, src, rule, severity, message }) => [line, ts, src, rule, severity, message]),
    [
      [2, '2026-11-21T22:00:01.100000Z', '203.0.113.9', 'sshd', 'INFO', 'Found'],
      [3, '2026-11-21T22:00:02.200000Z', '203.0.113.9', 'sshd', 'NOTICE', 'Ban'],
      [4, '2026-11-21T22:00:03.300000Z', '2001:db8::9', 'sshd', 'NOTICE', 'Restore Ban'],
      [5, '2026-11-21T22:00:04.400000Z', '203.0.113.9', 'sshd', 'NOTICE', 'Increase Ban'],
      [6, '2026-11-21T22:00:05.500000Z', '203.0.113.10', 'nginx-http-auth', 'NOTICE', 'Reban'],
      [7, '2026-11-21T22:00:06.600000Z', '198.51.100.20', 'sshd', 'INFO', 'Ignore'],
      [9, '2026-11-21T22:10:02.800000Z', '203.0.113.9', 'sshd', 'NOTICE', 'Unban'],
      [13, '2012-11-21T22:10:03.123000Z', '203.0.113.11', 'ssh', 'WARNING', 'Ban'],
    ],
  );
  assert.deepEqual(reasonsOf(parsed.rejects), [
    [14, "no line of fail2ban: '2026-11-21 22:10:05 something else'"],
  ]);
  assert.deepEqual(parsed.skipped, {
    'fail2ban: its own affairs, no address found or banned': 4,
    'a further line of the message before it': 1,
  });
  assert.equal(accounted(parsed), parsed.read);
});

test('fail2ban writes local time: it is read in the zone that was given', () => {
  const { rows } = parseAll(FAIL2BAN, FAIL2BAN_LOG, 1 << 20, { zone: 'America/New_York' });
  assert.equal(rows[0]?.['ts'], '2026-11-22T03:00:01.100000Z');
});

test('The mail about a ban is an alert, by its own subject and date', () => {
  const { rows, rejects } = parseDocument(FAIL2BAN_MAIL, MAIL);
  assert.deepEqual(rejects, []);
  assert.deepEqual(rows, [
    {
      line: 1,
      ts: '2026-11-21T13:10:03Z',
      src: '203.0.113.9',
      sensor: 'fail2ban',
      rule: 'sshd',
      severity: 'NOTICE',
      message: 'Ban',
      kind: 'ban',
      outcome: 'blocked',
    },
  ]);
});

test('A complaint that quotes fail2ban is no mail of the own fail2ban', () => {
  const quoted = `From: abuse@example.net\nSubject: Abuse from 203.0.113.9\n\nSubject: [Fail2Ban] sshd: banned 203.0.113.9 from web1\n`;
  assert.equal(FAIL2BAN_MAIL.recognise(headOf(Buffer.from(quoted))), undefined);
  assert.equal(FAIL2BAN.recognise(headOf(Buffer.from(`we saw:\n${FAIL2BAN_LOG.toString()}`))), undefined);
});

test('A mailbox of bans is read to its last mail', () => {
  const mail = (address: string, minute: number): string =>
    `From root@web1 Mon Nov 16 00:0${minute}:12 2026\nFrom: Fail2Ban <a@example.net>\n` +
    `Subject: [Fail2Ban] sshd: banned ${address} from web1\nDate: Mon, 16 Nov 2026 00:0${minute}:12 +0900\n\nHi,\n\n`;
  const other =
    'From cron@web1 Mon Nov 16 00:05:12 2026\nSubject: Cron <root@web1> backup\n\nFrom here on\n\n';
  const mailbox = Buffer.from(other + mail('203.0.113.9', 1) + other + mail('2001:db8::9', 2));
  assert.equal(FAIL2BAN_MAIL.recognise(headOf(mailbox))?.confidence, 0.95);
  const { rows, rejects, skipped } = parseDocument(FAIL2BAN_MAIL, mailbox);
  assert.deepEqual(rejects, []);
  assert.deepEqual(skipped, { 'a mail about something else than a ban': 2 });
  assert.deepEqual(
    rows.map(({ line, ts, src }) => [line, ts, src]),
    [
      [2, '2026-11-15T15:01:12Z', '203.0.113.9'],
      [4, '2026-11-15T15:02:12Z', '2001:db8::9'],
    ],
  );
});

test('A mail of fail2ban without a date is refused, not dated by guess', () => {
  const { rows, rejects } = parseDocument(
    FAIL2BAN_MAIL,
    Buffer.from(MAIL.toString().replace('Date:', 'Then:')),
  );
  assert.deepEqual(rows, []);
  assert.deepEqual(reasonsOf(rejects), [[1, 'no Date header with a time']]);
});

test('Dropped packets and allowed connections of the Windows firewall are flows', () => {
  const parsed = parseAll(WINDOWS_FIREWALL, FIREWALL, 60, { zone: '+09:00' });
  const at = (second: string): object => ({
    ts_start: `2026-11-21T13:10:${second}Z`,
    ts_end: `2026-11-21T13:10:${second}Z`,
  });
  assert.deepEqual(parsed.rows, [
    {
      line: 6,
      ...at('03'),
      src: '203.0.113.9',
      dst: '192.0.2.5',
      src_port: 52114,
      dst_port: 3389,
      protocol: 6,
      packets: 1,
      bytes: 52,
      tcp_flags: 2,
      action: 'REJECT',
      direction: 'ingress',
    },
    {
      line: 7,
      ...at('04'),
      src: '192.0.2.5',
      dst: '192.0.2.53',
      src_port: 60000,
      dst_port: 53,
      protocol: 17,
      action: 'ACCEPT',
      direction: 'egress',
    },
    {
      line: 8,
      ...at('05'),
      src: '2001:db8::9',
      dst: '2001:db8::5',
      protocol: 1,
      packets: 1,
      bytes: 104,
      action: 'REJECT',
      direction: 'ingress',
    },
    {
      line: 10,
      ...at('07'),
      src: '192.0.2.1',
      dst: '224.0.0.1',
      protocol: 2,
      packets: 1,
      bytes: 36,
      action: 'REJECT',
      direction: 'ingress',
    },
  ]);
  assert.deepEqual(reasonsOf(parsed.rejects), [
    [11, 'src-ip is no address'],
    [12, '7 values, #Fields names 18'],
    [13, "action cannot be 'EAT'"],
  ]);
  assert.deepEqual(parsed.skipped, {
    directive: 4,
    'blank line': 1,
    'no packet: events that the firewall lost': 1,
    'no packet: the end of a connection': 1,
  });
  assert.match(parsed.notes.join(), /lost events/);
});

test('A Windows firewall that says UTC is read in UTC, whatever zone was given', () => {
  const text = FIREWALL.toString().replace('Format: Local', 'Format: UTC');
  assert.equal(
    parseAll(WINDOWS_FIREWALL, text, 60, { zone: '+09:00' }).rows[0]?.['ts_start'],
    '2026-11-21T22:10:03Z',
  );
});

test('A web log of Windows is not taken for its firewall', () => {
  const web = '#Software: Microsoft Internet Information Services 10.0\n#Fields: date time c-ip cs-method\n';
  assert.equal(WINDOWS_FIREWALL.recognise(headOf(Buffer.from(web))), undefined);
});

test('The journal as JSON: logins and packets, the kernel only by its own transport', () => {
  const parsed = parseAll(JOURNALD, JOURNAL, 200);
  assert.deepEqual(parsed.rows, [
    {
      line: 1,
      ts: '2026-11-21T22:10:03.123456Z',
      c_ip: '203.0.113.9',
      c_port: 52114,
      service: 'sshd',
      username: 'root',
      ok: 0,
      detail: 'password',
    },
    {
      table: 'flows',
      line: 2,
      ts_start: '2026-11-21T22:10:04.000001Z',
      ts_end: '2026-11-21T22:10:04.000001Z',
      src: '203.0.113.9',
      dst: '192.0.2.5',
      src_port: 41234,
      dst_port: 22,
      protocol: 6,
      packets: 1,
      bytes: 40,
      tcp_flags: 2,
      action: 'REJECT',
      direction: 'ingress',
      interface: 'eth0',
    },
    {
      line: 4,
      ts: '2026-11-21T22:10:06Z',
      c_ip: '203.0.113.9',
      c_port: 1,
      service: 'sshd',
      username: '\ufffd',
      ok: 0,
      detail: 'password',
    },
  ]);
  assert.deepEqual(reasonsOf(parsed.rejects), [
    [6, 'no __REALTIME_TIMESTAMP in microseconds'],
    [8, 'not valid JSON'],
  ]);
  assert.equal(accounted(parsed), parsed.read);
});

test('A file says whether its own lines carry the zone', () => {
  const zoneOf = (format: Format, ...path: string[]): string | undefined =>
    format.zoneIn?.(headOf(readFileSync(fixture('formats', format.name, ...path))));
  assert.equal(zoneOf(SYSLOG, 'mail.log'), ZONE.offsets);
  assert.equal(zoneOf(SYSLOG, 'auth.log'), undefined);
  assert.equal(zoneOf(MODSECURITY_JSON, 'v2.json'), ZONE.offsets);
  assert.equal(zoneOf(MODSECURITY_JSON, 'v3.json'), undefined);
  assert.equal(zoneOf(WINDOWS_SECURITY_JSON, 'convertto-json.json'), ZONE.offsets);
  assert.equal(zoneOf(WINDOWS_SECURITY_JSON, 'lines.json'), undefined);
  assert.equal(zoneOf(WINDOWS_SECURITY_CSV, 'export-csv.csv'), undefined);
});
