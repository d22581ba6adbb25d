import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDatagram, typeOf } from '../../src/complaints/type.ts';
import { FORMATS } from '../../src/formats/index.ts';
import type { AbuseType } from '../../src/model/abuse-types.ts';

const LOGIN = {
  deed: 'login',
  unit: 'logins',
  types: new Set<AbuseType>(['login_attack']),
  port: undefined,
  verified: true,
  settings: [],
} as const;

test('passwords with the port of the client in the log are a login attack', () => {
  const { category, type, because } = typeOf({ ...LOGIN, port: 50_122 });
  assert.deepEqual([category, type], ['connection', 'login_attack']);
  assert.deepEqual(because, [{ key: 'complaintLogin', params: { port: '50122' } }]);
});

test('without the port they are a reconnaissance, and the setting that would log it is said', () => {
  const settings = [{ program: 'nginx', setting: '$remote_port in log_format' }];
  const { type, because } = typeOf({ ...LOGIN, settings });
  assert.equal(type, 'reconnaissance');
  assert.deepEqual(
    because.map(({ key }) => key),
    ['complaintNoPort', 'complaintPortSetting'],
  );
});

test('where no handshake was seen it is a reconnaissance and marked, port or not', () => {
  for (const port of [undefined, 5060]) {
    const { type, verified, because } = typeOf({ ...LOGIN, port, verified: false });
    assert.deepEqual([type, verified], ['reconnaissance', false]);
    assert.deepEqual(because, [{ key: 'complaintUnverified', params: {} }]);
  }
});

test('somebody who acts by a script is reported for what he asked for', () => {
  const { type, because } = typeOf({ ...LOGIN, deed: 'script', port: 50_122 });
  assert.equal(type, 'reconnaissance');
  assert.deepEqual(because, [{ key: 'complaintScript', params: {} }]);
});

const types = (...names: AbuseType[]): ReadonlySet<AbuseType> => new Set(names);

test('a scanner of whom a handshake was seen is a port scan, and without one at most a reconnaissance', () => {
  const scan = { ...LOGIN, deed: 'scan', unit: 'flows', types: types('port_scan'), port: 40_000 } as const;
  assert.deepEqual(typeOf(scan), {
    category: 'connection',
    type: 'port_scan',
    verified: true,
    because: [{ key: 'complaintScan', params: { port: '40000' } }],
  });
  assert.equal(typeOf({ ...scan, verified: false }).type, 'reconnaissance');
  const { type, because } = typeOf({ ...scan, port: undefined });
  assert.deepEqual([type, because[0]?.key], ['reconnaissance', 'complaintScanNoPort']);
});

test('guessing that flow records alone show is a reconnaissance, with its port too', () => {
  const { type, verified, because } = typeOf({ ...LOGIN, unit: 'flows', port: 40_000 });
  assert.deepEqual([type, verified], ['reconnaissance', true]);
  assert.deepEqual(because, [{ key: 'complaintFlowLogins', params: {} }]);
});

test('SQL injections alone are named so, and beside other attacks they are a scan for weaknesses', () => {
  const attack = { ...LOGIN, deed: 'exploit', unit: 'requests', types: types('sql_injection') } as const;
  assert.equal(typeOf(attack).type, 'sql_injection');
  const both = typeOf({ ...attack, types: types('sql_injection', 'web_attack') });
  assert.deepEqual([both.type, both.because[0]?.key], ['vulnerability_scan', 'complaintExploit']);
});

test('who brings files into a honeypot is an infected host, and who asks for missing paths a reconnaissance', () => {
  assert.equal(
    typeOf({ ...LOGIN, deed: 'malware', unit: 'alerts', types: types('malware') }).type,
    'infected_host',
  );
  const probing = { ...LOGIN, deed: 'probing', unit: 'requests', types: types('reconnaissance') } as const;
  const { type, because } = typeOf(probing);
  assert.deepEqual([type, because[0]?.key], ['reconnaissance', 'complaintProbing']);
});

test('services of datagrams are told from those of connections', () => {
  assert.deepEqual(['dionaea SipSession', 'sip', 'opencanary snmp', 'tftpd'].map(isDatagram), [
    true,
    true,
    true,
    true,
  ]);
  assert.deepEqual(['sshd', 'smtp', 'gossip', 'opencanary ssh', ''].map(isDatagram), [
    false,
    false,
    false,
    false,
    false,
  ]);
});

test('IIS, nginx, Apache, Postfix and Exim have a setting that logs the port', () => {
  const programs = FORMATS.flatMap(({ portSettings = [] }) => portSettings.map(({ program }) => program));
  assert.deepEqual([...new Set(programs)].sort(), ['Apache httpd', 'Exim', 'IIS', 'Postfix', 'nginx']);
});
