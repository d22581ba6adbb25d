import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { COWRIE } from '../../src/formats/cowrie/cowrie.ts';
import { DIONAEA_JSON } from '../../src/formats/dionaea/dionaea-json.ts';
import { DIONAEA_SQLITE } from '../../src/formats/dionaea/dionaea-sqlite.ts';
import { NGINX_ERROR } from '../../src/formats/error-log/nginx-error.ts';
import type { DocumentFormat, Format, LineFormat } from '../../src/formats/format.ts';
import { GUARDDUTY } from '../../src/formats/guardduty/guardduty.ts';
import { FORMATS } from '../../src/formats/index.ts';
import { MODSECURITY } from '../../src/formats/modsecurity/modsecurity.ts';
import { MODSECURITY_JSON } from '../../src/formats/modsecurity/modsecurity-json.ts';
import { SURICATA_FAST } from '../../src/formats/suricata/suricata-fast.ts';
import { FAIL2BAN } from '../../src/formats/syslog/fail2ban.ts';
import { fixture } from '../support.ts';
import { fixtureOf, readAs } from './cloud-support.ts';
import type { PlainRow } from './memory-sink.ts';

type Readable = LineFormat | DocumentFormat;

/** The alerts of a text; where they are the format's first table, its rows name none. */
function alertsOf(format: Readable, content: string | Uint8Array): PlainRow[] {
  const name = format.table === 'alerts' ? undefined : 'alerts';
  return readAs(format, content).rows.filter(({ table }) => table === name);
}

const saysAlerts = (format: Format): format is Readable =>
  (format.kind === 'lines' || format.kind === 'document') &&
  [format.table, ...(format.also ?? [])].includes('alerts');

for (const format of FORMATS.filter(saysAlerts)) {
  test(`each alert of ${format.name} says what kind it is, and nothing but blocked or passed of its end`, () => {
    const folder = fixture('formats', format.name);
    const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
    const plain = entries.filter((entry) => entry.isFile() && !/\.(?:gz|zip|tgz)$/.test(entry.name));
    const texts = plain.map(({ name }) => readFileSync(`${folder}/${name}`));
    for (const alert of [format.sample, ...texts].flatMap((text) => alertsOf(format, text))) {
      const { kind, outcome, url, hash } = alert;
      assert.ok(
        ['verdict', 'ban', 'deed', 'download', 'event'].includes(String(kind)),
        JSON.stringify(alert),
      );
      assert.ok(['', 'blocked', 'passed'].includes(String(outcome ?? '')), String(outcome));
      if (kind !== 'download') {
        assert.equal(hash, undefined);
        assert.doesNotMatch(String(url), /\?/);
      }
    }
  });
}

const outcomes = (format: Readable, content: string | Uint8Array): unknown[] =>
  alertsOf(format, content).map(({ outcome }) => outcome);

test('a ban of fail2ban blocks; what it found or let go is an event', () => {
  const line = (what: string): string =>
    `2026-11-21 22:10:03,123 fail2ban.actions [4711]: NOTICE [sshd] ${what} 203.0.113.9\n`;
  const text = ['Ban', 'Restore Ban', 'Found', 'Unban', 'Ignore'].map(line).join('');
  assert.deepEqual(
    alertsOf(FAIL2BAN, text).map(({ kind, outcome }) => [kind, outcome]),
    [
      ['ban', 'blocked'],
      ['ban', 'blocked'],
      ['event', undefined],
      ['event', undefined],
      ['event', 'passed'],
    ],
  );
});

test('what one rule of ModSecurity stops has not passed the other rules of the request', () => {
  const transaction = (id: string, ...messages: string[]): string =>
    [
      `--${id}-A--`,
      '[21/Nov/2026:22:10:03 +0000] aR5u 203.0.113.9 52114 192.0.2.5 443',
      `--${id}-B--`,
      'GET /item?id=1 HTTP/1.1',
      `--${id}-H--`,
      ...messages,
      `--${id}-Z--\n`,
    ].join('\n');
  const [warned, denied] = ['Message: Warning. x [id "942100"]', 'Message: Access denied. x [id "949110"]'];
  assert.deepEqual(outcomes(MODSECURITY, transaction('1a2b3c4d', warned)), ['passed']);
  assert.deepEqual(outcomes(MODSECURITY, transaction('1a2b3c4e', warned, denied)), ['blocked', 'blocked']);
  const intercepted = transaction('1a2b3c4f', warned, 'Action: Intercepted (phase 2)');
  assert.deepEqual(outcomes(MODSECURITY, intercepted), ['blocked']);
});

test('of an error that version 3 writes as JSON it is not known who gave it, unless the log says so', () => {
  const audit = (code: number, further: object): string =>
    JSON.stringify({
      transaction: {
        client_ip: '203.0.113.9',
        time_stamp: 'Sat Nov 21 22:10:03 2026',
        request: { method: 'GET', uri: '/?id=1' },
        response: { http_code: code },
        messages: [{ message: 'SQLi', details: { ruleId: '942100', severity: '2' } }],
        ...further,
      },
    });
  const ends = (code: number, further: object = {}): unknown[] =>
    outcomes(MODSECURITY_JSON, audit(code, further));
  assert.deepEqual(ends(403), [undefined]);
  assert.deepEqual(ends(200), ['passed']);
  assert.deepEqual(ends(403, { producer: { secrules_engine: 'DetectionOnly' } }), ['passed']);
  assert.deepEqual(ends(403, { is_interrupted: true }), ['blocked']);
  assert.deepEqual(ends(403, { is_interrupted: false }), ['passed']);
});

test('GuardDuty says whether the traffic that it tells of was blocked', () => {
  const finding = (action: object): string =>
    JSON.stringify({
      type: 'UnauthorizedAccess:EC2/SSHBruteForce',
      service: { serviceName: 'guardduty', eventFirstSeen: '2026-11-20T10:00:00Z', action },
    });
  const ends = (action: object): unknown[] => outcomes(GUARDDUTY, finding(action));
  assert.deepEqual(ends({ networkConnectionAction: { blocked: true } }), ['blocked']);
  assert.deepEqual(ends({ portProbeAction: { blocked: false } }), ['passed']);
  assert.deepEqual(ends({ networkConnectionAction: {} }), [undefined]);
  assert.deepEqual(ends({ awsApiCallAction: { errorCode: 'AccessDenied' } }), ['blocked']);
});

test('a packet that Suricata dropped was blocked, any other passed', () => {
  assert.deepEqual(outcomes(SURICATA_FAST, fixtureOf(SURICATA_FAST, 'fast.log')), [
    'passed',
    'blocked',
    'passed',
  ]);
});

test('nginx that only counts has let the request pass', () => {
  const line = (what: string): string =>
    `2025/10/10 13:55:36 [error] 1#1: *5 ${what} by zone "one", client: 203.0.113.9, server: a, request: "GET /a?b HTTP/1.1"\n`;
  const text = ['limiting requests, excess: 1', 'limiting requests, dry run, excess: 1', 'delaying request']
    .map(line)
    .join('');
  assert.deepEqual(
    alertsOf(NGINX_ERROR, text).map(({ outcome, url }) => [outcome, url]),
    [
      ['blocked', '/a'],
      ['passed', '/a'],
      ['passed', '/a'],
    ],
  );
});

test('a file that came into a honeypot is a download with its URL and hash', () => {
  const files = (format: Readable, name: string): unknown[] =>
    alertsOf(format, fixtureOf(format, name))
      .filter(({ kind }) => kind === 'download')
      .map(({ url, hash, outcome }) => [url, hash, outcome]);
  assert.deepEqual(files(COWRIE, 'cowrie.json'), [['http://198.51.100.77/a.sh', '0d1f3c5b7a9e', 'passed']]);
  const own = '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03';
  assert.deepEqual(files(COWRIE, 'cowrie-3.1.4.json'), [
    [undefined, own, 'passed'],
    [undefined, own, 'passed'],
  ]);
  const [sample] = files(DIONAEA_JSON, 'incidents.json');
  assert.deepEqual(sample, ['http://198.51.100.77/x.exe', 'd41d8cd98f00b204e9800998ecf8427e', 'passed']);
  assert.equal(files(DIONAEA_SQLITE, 'dionaea.sqlite').length, 1);
});

test('what a honeypot could not fetch, nobody stopped', () => {
  const event =
    '{"eventid":"cowrie.session.file_download.failed","url":"http://198.51.100.77/b","timestamp":"2026-03-02T10:00:06Z","src_ip":"203.0.113.9","session":"a"}';
  const [alert] = alertsOf(COWRIE, event);
  assert.deepEqual(
    [alert?.['kind'], alert?.['url'], alert?.['outcome']],
    ['download', 'http://198.51.100.77/b', undefined],
  );
});
