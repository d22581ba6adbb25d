import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { LOGTYPES } from '../../../src/formats/opencanary/logtypes.ts';
import { OPENCANARY } from '../../../src/formats/opencanary/opencanary.ts';
import { FORMATS } from '../../../src/formats/index.ts';
import { recognise } from '../../../src/evidence/recognise.ts';
import { fixture } from '../../support.ts';
import { accounted, headOf, parseAll } from '../memory-sink.ts';

const content = readFileSync(fixture('formats', 'opencanary', 'opencanary-0.9.10.log'));
const parsed = parseAll(OPENCANARY, content);

const EVENT = {
  dst_host: '192.0.2.1',
  dst_port: 22,
  local_time: '2026-11-29 17:16:46.229722',
  logdata: {},
  node_id: 'canary-1',
  src_host: '203.0.113.7',
  src_port: 33_723,
  utc_time: '2026-11-29 17:16:46.229728',
};

function one(fields: Record<string, unknown>) {
  return parseAll(OPENCANARY, Buffer.from(`${JSON.stringify({ ...EVENT, ...fields })}\n`));
}

test('each attempt to log in is a login that did not work, at the time in UTC whatever the zone of the host', () => {
  const logins = parsed.rows.filter(({ table }) => table === undefined);
  assert.deepEqual(
    logins.map(({ ts, c_ip, service, username, ok, detail }) => [ts, c_ip, service, username, ok, detail]),
    [
      ['2026-11-29T17:16:46.229728Z', '203.0.113.7', 'opencanary ssh', 'root', 0, 'password: toor'],
      ['2026-11-29T17:16:48.414243Z', '203.0.113.7', 'opencanary ssh', 'müller', 0, 'password: pässwort'],
      ['2026-11-29T17:16:49.456070Z', '203.0.113.7', 'opencanary ftp', 'alice', 0, 'password: secret1'],
      ['2026-11-29T17:16:49.646342Z', '203.0.113.7', 'opencanary http', 'admin', 0, 'password: spring'],
      ['2026-11-29T17:16:49.685722Z', '203.0.113.7', 'opencanary http proxy', 'bob', 0, 'password: pw1'],
      ['2026-11-29T17:16:50.041593Z', '203.0.113.9', 'opencanary telnet', 'root', 0, 'password: root'],
      ['2026-11-29T17:17:00.187732Z', '203.0.113.7', 'opencanary redis', undefined, 0, 'password: secret'],
    ],
  );
});

test('connections are flows, and what else a client did is an alert with what it asked for', () => {
  const flows = parsed.rows.filter(({ table }) => table === 'flows');
  assert.ok(
    flows.length > 0 && flows.every(({ state, dst_port }) => state === 'established' && dst_port === 22),
  );
  const alerts = parsed.rows.filter(({ table }) => table === 'alerts');
  assert.deepEqual(
    alerts.map(({ rule, message, src }) => [rule, message, src]),
    [
      ['http get', '192.0.2.1 /index.html curl/7.88.1', '203.0.113.7'],
      ['redis command', 'INFO', '203.0.113.7'],
    ],
  );
});

test('its words about itself and the versions of clients are passed over, and every line is accounted for', () => {
  assert.equal(parsed.read, content.toString().trimEnd().split('\n').length);
  assert.equal(accounted(parsed), parsed.read);
  assert.deepEqual(parsed.rejects, []);
  assert.equal(
    Object.values(parsed.skipped).reduce((sum, count) => sum + count, 0),
    content.toString().match(/"logtype": (?:1001|4001),/g)?.length,
  );
});

test('a number that is not known is an alert, and one without a client or a time is rejected', () => {
  assert.deepEqual(
    one({ logtype: 99_000, logdata: { WHAT: 'x' } }).rows.map(({ rule, message }) => [rule, message]),
    [['logtype 99000', 'x']],
  );
  for (const fields of [
    { logtype: 4002, src_host: 'router.lan' },
    { logtype: 4002, utc_time: 'yesterday' },
    { logtype: 'ssh' },
    { logtype: 4000, src_host: '' },
  ]) {
    const { rows, rejects } = one(fields);
    assert.deepEqual([rows.length, rejects.length], [0, 1], JSON.stringify(fields));
  }
});

test('every login of every service is one that did not work, with an empty password too', () => {
  for (const [logtype, deed] of LOGTYPES) {
    if (deed.kind !== 'login') continue;
    const [row] = one({ logtype, logdata: { USERNAME: 'u', PASSWORD: '' } }).rows;
    assert.deepEqual(
      [row?.['service'], row?.['ok'], row?.['detail']],
      [deed.service, 0, 'without a password'],
    );
  }
  const redis = one({ logtype: 17_001, logdata: { CMD: 'auth', ARGS: 'bob hunter2' } }).rows[0];
  assert.deepEqual([redis?.['username'], redis?.['detail']], ['bob', 'password: hunter2']);
});

test('it is recognised by what it alone has; other JSON with a logtype is not it', () => {
  assert.equal(recognise(headOf(content), FORMATS).format?.name, 'opencanary');
  const other = Buffer.from('{"logtype": "access", "message": "x", "src_host": "a"}\n'.repeat(3));
  assert.notEqual(recognise(headOf(other), FORMATS).format?.name, 'opencanary');
});
