import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDatagram, typeOf } from '../../src/complaints/type.ts';
import { FORMATS } from '../../src/formats/index.ts';

const LOGIN = { deed: 'login', port: undefined, verified: true, settings: [] } as const;

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
