import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { NGINX_ERROR } from '../../../src/formats/error-log/nginx-error.ts';
import { fixture } from '../../support.ts';
import { accounted, headOf, parseAll, reasonsOf } from '../memory-sink.ts';
import type { PlainRow } from '../memory-sink.ts';

const content = readFileSync(fixture('formats', 'nginx-error', 'error.log'));
const parsed = parseAll(NGINX_ERROR, content);

function alert(line: number): PlainRow {
  const found = parsed.rows.find((row) => row['line'] === line && row['table'] === undefined);
  assert.ok(found, `line ${line} is an alert`);
  return found;
}

test('what was not found is an alert with the client and what nginx said', () => {
  assert.deepEqual(alert(2), {
    line: 2,
    ts: '2025-10-10T13:55:36Z',
    src: '203.0.113.9',
    sensor: 'nginx',
    rule: 'file not found',
    severity: 'error',
    message: 'open() "/var/www/html/.env" failed (2: No such file or directory)',
    kind: 'event',
    url: '/.env',
  });
});

test('what nginx refused was blocked; of what it could not find it is not said', () => {
  assert.deepEqual(
    [2, 3, 6].map((line) => alert(line)['outcome']),
    [undefined, 'blocked', 'blocked'],
  );
});

test('what happened is named in few words', () => {
  assert.deepEqual(
    [3, 4, 5, 6, 7, 8].map((line) => alert(line)['rule']),
    [
      'limiting requests',
      'password mismatch',
      'unknown user',
      'access forbidden by rule',
      'client sent invalid method',
      'TLS handshake failed',
    ],
  );
});

test('a failed login is a login too', () => {
  assert.deepEqual(
    parsed.rows
      .filter((row) => row['table'] === 'logins')
      .map((row) => [row['line'], row['c_ip'], row['service'], row['username'], row['ok']]),
    [
      [4, '2001:db8::7', 'http', 'admin', 0],
      [5, '2001:db8::7', 'http', 'root', 0],
    ],
  );
});

test('a client that a referrer or a URL names is not the client', () => {
  assert.equal(alert(3)['src'], '198.51.100.4');
  assert.equal(alert(6)['src'], '203.0.113.9');
});

test('where it cannot be told which client is the true one, none is named, and the file says so', () => {
  assert.equal(alert(9)['src'], undefined);
  assert.ok(parsed.notes.some((note) => note.includes('without an address')));
});

test('lines within what a program wrote are its own, whatever they look like', () => {
  assert.equal(
    parsed.rows.some((row) => row['src'] === '8.8.8.8'),
    false,
  );
  assert.equal(parsed.skipped['further line of a message of a program behind nginx'], 2);
});

test('a message of a program that nginx cut off hides no more than nginx writes of one', () => {
  const open = '2025/10/10 13:55:44 [error] 1#1: *5 FastCGI sent in stderr: "PHP message: x\n';
  const filler = `${'y'.repeat(99)}\n`.repeat(21);
  const next =
    '2025/10/10 13:55:45 [error] 1#1: *6 access forbidden by rule, client: 203.0.113.9, server: _\n';
  for (const size of [1, 1000, 100_000]) {
    const { rows } = parseAll(NGINX_ERROR, open + filler + next, size);
    assert.deepEqual(
      rows.map((row) => [row['line'], row['src']]),
      [[23, '203.0.113.9']],
    );
  }
});

test('a URL cannot pretend to be a message of a program', () => {
  const line = (path: string): string =>
    `2025/10/10 13:55:44 [error] 1#1: *5 open() "${path}" failed (2: No such file or directory), client: 203.0.113.9, server: _\n`;
  const { rows } = parseAll(NGINX_ERROR, line(`/${'a'.repeat(200)}FastCGI sent in stderr: "`) + line('/b'));
  assert.equal(rows.length, 2);
});

test('a rule of ModSecurity 3 is an alert of ModSecurity; a client of the same machine has no address', () => {
  assert.equal(alert(13)['sensor'], 'modsecurity');
  assert.equal(alert(13)['rule'], '942100');
  assert.equal(alert(13)['severity'], 'CRITICAL');
  assert.equal(alert(14)['src'], undefined);
});

test("ModSecurity's connector names the client before its message; what the request says is not believed", () => {
  const line = (request: string): string =>
    '2026/11/16 00:00:12 [error] 811#811: *12 [client 203.0.113.9] ModSecurity: Access denied with code 403 (phase 2). ' +
    "Matched \"Operator `Ge' with parameter `5' against variable `TX:ANOMALY_SCORE' (Value: `10' ) " +
    '[file "/etc/crs/949.conf"] [line "81"] [id "949110"] [msg "Inbound Anomaly Score Exceeded"] [severity "2"], ' +
    `client: 203.0.113.9, server: example.com, request: "GET ${request} HTTP/1.1", host: "example.com"\n`;
  const { rows } = parseAll(NGINX_ERROR, line('/') + line('/, client: 198.51.100.1, server: x'));
  assert.equal(rows.length, 2);
  for (const row of rows) {
    assert.equal(row['src'], '203.0.113.9');
    assert.equal(row['sensor'], 'modsecurity');
    assert.equal(row['rule'], '949110');
    assert.equal(row['severity'], 'CRITICAL');
    assert.equal(row['message'], 'blocked by its score: Inbound Anomaly Score Exceeded');
  }
});

test('every line is counted, at any block size, with the reason of what is no record', () => {
  assert.equal(parsed.read, 16);
  assert.equal(accounted(parsed), 16);
  assert.deepEqual(reasonsOf(parsed.rejects), [
    [15, 'its time is none'],
    [16, 'no time and [level] at its beginning'],
  ]);
  for (const size of [1, 150, 400, 900])
    assert.deepEqual(parseAll(NGINX_ERROR, content, size).rows, parsed.rows);
});

test('its times are local: they are read in the zone that was given', () => {
  const { rows } = parseAll(NGINX_ERROR, content, 1 << 20, { zone: '-07:00' });
  assert.equal(rows[0]?.['ts'], '2025-10-10T20:55:36Z');
});

test('an access log is no error log', () => {
  const access = readFileSync(fixture('formats', 'access-log', 'ugly.log'));
  assert.equal(NGINX_ERROR.recognise(headOf(access)), undefined);
});

test('no line of an error log is lost, whatever it holds', () => {
  const piece = fc.constantFrom(
    '2025/10/10 13:55:44 [error] 1#1: *5 ',
    'FastCGI sent in stderr: "',
    '" while reading',
    ', client: 203.0.113.9',
    ', client: ',
    'open() "/',
    '"',
    'user "x": password mismatch',
    '\0',
    'é',
  );
  fc.assert(
    fc.property(fc.array(fc.array(piece, { maxLength: 6 }), { maxLength: 8 }), fc.nat(200), (lines, size) => {
      const text = Buffer.from(lines.map((line) => line.join('')).join('\n'));
      const whole = parseAll(NGINX_ERROR, text);
      assert.equal(accounted(whole), whole.read);
      assert.deepEqual(parseAll(NGINX_ERROR, text, size + 1).rows, whole.rows);
    }),
    { numRuns: 500 },
  );
});
