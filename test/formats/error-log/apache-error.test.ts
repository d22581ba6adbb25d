import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { ACCESS_LOG } from '../../../src/formats/access-log/access-log.ts';
import { APACHE_ERROR } from '../../../src/formats/error-log/apache-error.ts';
import { fixture } from '../../support.ts';
import { accounted, headOf, parseAll, reasonsOf } from '../memory-sink.ts';
import type { PlainRow } from '../memory-sink.ts';

const content = readFileSync(fixture('formats', 'apache-error', 'error-2.4.log'));
const parsed = parseAll(APACHE_ERROR, content);
const old = parseAll(APACHE_ERROR, readFileSync(fixture('formats', 'apache-error', 'error-2.2.log')));

function alert(rows: readonly PlainRow[], line: number): PlainRow {
  const found = rows.find((row) => row['line'] === line && row['table'] === undefined);
  assert.ok(found, `line ${line} is an alert`);
  return found;
}

test('a refusal of Apache 2.4 is an alert with its number, the client and the client port', () => {
  assert.deepEqual(alert(parsed.rows, 2), {
    line: 2,
    ts: '2025-10-10T13:55:36.123456Z',
    src: '203.0.113.9',
    src_port: 52114,
    sensor: 'apache',
    rule: 'AH01630',
    severity: 'error',
    message: 'client denied by server configuration: /var/www/html/.env, referer: http://shop.example.com/',
    kind: 'event',
    outcome: 'blocked',
  });
});

test('a failed login is a login too, an IPv6 client keeps its port apart', () => {
  assert.deepEqual(
    parsed.rows.filter((row) => row['table'] === 'logins'),
    [
      {
        table: 'logins',
        line: 3,
        ts: '2025-10-10T13:55:37.500000Z',
        c_ip: '2001:db8::7',
        c_port: 40000,
        service: 'http',
        username: 'admin',
        ok: 0,
      },
      {
        table: 'logins',
        line: 4,
        ts: '2025-10-10T13:55:38Z',
        c_ip: '198.51.100.4',
        c_port: 40001,
        service: 'http',
        username: 'root',
        ok: 0,
      },
    ],
  );
});

test('an error of the system may stand before the client', () => {
  assert.equal(alert(parsed.rows, 5)['src'], '198.51.100.4');
  assert.equal(alert(parsed.rows, 5)['rule'], 'AH00035');
});

test('a rule of ModSecurity is an alert of ModSecurity', () => {
  const found = alert(parsed.rows, 6);
  assert.equal(found['sensor'], 'modsecurity');
  assert.equal(found['rule'], '911100');
  assert.equal(found['severity'], 'CRITICAL');
  assert.equal(found['message'], 'method not allowed: Method is not allowed by policy');
  assert.equal(found['src_port'], 52115);
});

test('a client within the message is text: the first is the word of the server', () => {
  assert.equal(alert(parsed.rows, 8)['src'], '203.0.113.9');
  assert.equal(alert(old.rows, 3)['src'], '203.0.113.9');
  assert.equal(old.rows.find((row) => row['table'] === 'logins')?.['username'], 'x [client 8.8.8.8] y');
});

test('messages without a client and output of programs are passed over, broken lines rejected with the reason', () => {
  assert.equal(parsed.read, 13);
  assert.equal(accounted(parsed), 13);
  assert.deepEqual(parsed.skipped, {
    'a message of the server about itself: it names no client': 1,
    'output of a program, without time and client': 1,
  });
  assert.deepEqual(reasonsOf(parsed.rejects), [
    [10, 'the time in brackets is none'],
    [11, 'no [level] behind the time'],
    [12, "the client cannot be 'nobody:1'"],
    [13, 'no [time] at its beginning'],
  ]);
});

test('Apache 2.2 has no numbers: what happened is named in words', () => {
  assert.deepEqual(alert(old.rows, 1), {
    line: 1,
    ts: '2025-10-10T13:55:36Z',
    src: '203.0.113.9',
    sensor: 'apache',
    rule: 'file does not exist',
    severity: 'error',
    message: 'File does not exist: /var/www/phpmyadmin',
    kind: 'event',
  });
  assert.equal(alert(old.rows, 2)['src'], '2001:db8::7');
  assert.equal(alert(old.rows, 2)['ts'], '2025-10-03T13:55:37Z');
  assert.equal(alert(old.rows, 4)['rule'], 'script not found');
  assert.equal(alert(old.rows, 5)['rule'], undefined);
  assert.equal(alert(old.rows, 5)['ts'], '2025-10-10T13:55:40.250000Z');
});

test('its times are local: they are read in the zone that was given', () => {
  const { rows } = parseAll(APACHE_ERROR, content, 1 << 20, { zone: 'Asia/Tokyo' });
  assert.equal(alert(rows, 2)['ts'], '2025-10-10T04:55:36.123456Z');
});

test('an access log is no error log, nor the other way round', () => {
  const access = readFileSync(fixture('formats', 'access-log', 'ugly.log'));
  assert.equal(APACHE_ERROR.recognise(headOf(access)), undefined);
  assert.equal(ACCESS_LOG.recognise(headOf(content)), undefined);
});

test('no line of an error log is lost, whatever it holds', () => {
  const piece = fc.constantFrom(
    '[Fri Oct 10 13:55:36 2025] ',
    '[error] ',
    '[core:error] ',
    '[client 203.0.113.9:1] ',
    '[client ',
    '] ',
    'ModSecurity: Warning. ',
    'AH01617: user x: authentication failure for "/',
    '(13)x: ',
    '\0',
    'é',
    '[',
  );
  fc.assert(
    fc.property(fc.array(fc.array(piece, { maxLength: 8 }), { maxLength: 8 }), (lines) => {
      const result = parseAll(APACHE_ERROR, Buffer.from(lines.map((line) => line.join('')).join('\n')), 40);
      assert.equal(accounted(result), result.read);
      assert.equal(result.rows.filter((row) => row['table'] === undefined).length, result.parsed);
    }),
    { numRuns: 500 },
  );
});

test('an address of IPv6 may stand in brackets of its own', () => {
  const line =
    '[Sat Jul 20 22:11:44.147674 2013] [authz_owner:error] [pid 17540:tid 1] [client [2001:db8::7]:51548] AH01637: Authorization of user alice to access /x failed\n';
  const { rows, rejects } = parseAll(APACHE_ERROR, line);
  assert.deepEqual(rejects, []);
  assert.deepEqual(
    [rows[0]?.['src'], rows[0]?.['src_port'], rows[0]?.['rule']],
    ['2001:db8::7', 51_548, 'AH01637'],
  );
});
