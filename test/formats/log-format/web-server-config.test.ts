import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { logFormatsIn, WEB_SERVER_CONFIG } from '../../../src/formats/log-format/web-server-config.ts';
import { fixture, takesLinearTime } from '../../support.ts';
import { surveyed } from '../../evidence/evidence-support.ts';
import { headOf } from '../memory-sink.ts';

const nginx = readFileSync(fixture('formats', 'web-server-config', 'nginx.conf'), 'utf8');
const apache = readFileSync(fixture('formats', 'web-server-config', '000-default.conf'), 'utf8');

test('the log formats of nginx are put together from their pieces; comments and formats without a time are not', () => {
  assert.deepEqual(logFormatsIn(nginx), [
    '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" ' +
      '"$http_user_agent" rt=$request_time',
    'escape=json {"time":"$time_iso8601","ip":"$remote_addr","request":"$request","status":$status,' +
      '"agent":"$http_user_agent"}',
    '${remote_addr} ${time_local} ${status}',
  ]);
});

test('the log formats of Apache, named and in CustomLog, also over several lines', () => {
  assert.deepEqual(logFormatsIn(apache), [
    String.raw`%{X-Forwarded-For}i %l %u %t \"%r\" %>s %b \"%{User-Agent}i\" %D`,
    String.raw`%h %l %u %t \"%r\"         %>s %O`,
    '%a %{%F %T}t %m %U%q %s',
  ]);
});

test('a log is read in the format that the configuration beside it names', async (t) => {
  const log =
    '{"time":"2025-10-10T13:55:36+00:00","ip":"203.0.113.9","request":"GET / HTTP/1.1","status":200,"agent":"curl"}\n';
  const { found } = await surveyed(t, { 'etc/nginx.conf': nginx, 'var/log/access.json': log });
  const formats = new Map(found.map(({ path, format }) => [path, format?.name]));
  assert.deepEqual([...formats.values()], ['web-server-config', 'log-format']);
  const alone = await surveyed(t, { 'var/log/access.json': log });
  assert.equal(alone.found[0]?.format, undefined);
});

test('an access log whose configuration says more than its shape does is read by it', async (t) => {
  const config =
    'LogFormat "%h %l %u %t \\"%r\\" %>s %b \\"%{Referer}i\\" \\"%{User-Agent}i\\" %D \\"%{X-Forwarded-For}i\\"" x\nCustomLog a.log x\n';
  const log =
    '10.0.0.5 - - [10/Oct/2025:13:55:36 +0000] "GET / HTTP/1.1" 200 5 "-" "curl" 99 "203.0.113.9"\n';
  const with_ = await surveyed(t, { 'a.conf': config, 'a.log': log });
  assert.equal(with_.found[1]?.format?.name, 'log-format');
  const combined = await surveyed(t, { 'a.conf': config, 'a.log': log.replace(' 99 "203.0.113.9"', '') });
  assert.equal(combined.found[1]?.format?.name, 'access-log');
});

test('texts that speak of servers are no configuration', () => {
  for (const text of [
    'Dear team,\nserver { } is what we use.\nListen carefully.\n',
    '203.0.113.9 - - [10/Oct/2025:13:55:36 +0000] "GET /nginx.conf HTTP/1.1" 404 5\n',
    'Listen\n',
    '',
  ]) {
    assert.equal(WEB_SERVER_CONFIG.recognise(headOf(Buffer.from(text))), undefined);
  }
});

test('no configuration makes it throw, and a large one is read in time', async () => {
  const piece = fc.constantFrom(
    'log_format ',
    'x ',
    "'",
    '"',
    '\\',
    ';',
    '{',
    '}',
    '#',
    '\n',
    '$time_local',
    '%t',
    'LogFormat ',
    '$',
    ' ',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      assert.ok(Array.isArray(logFormatsIn(pieces.join(''))));
    }),
    { numRuns: 500 },
  );
  for (const text of ["log_format a 'x", ' ', '{ ']) {
    await takesLinearTime(2_000_000, (size) => logFormatsIn(text + text.slice(-2).repeat(size / 2)));
  }
});
