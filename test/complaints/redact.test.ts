import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { csvLine, hostOfHeader, knownOf } from '../../src/complaints/columns.ts';
import { isInternal, leaks, Redactor } from '../../src/complaints/redact.ts';

const line = (text: string, row: Record<string, string> = {}): string =>
  new Redactor().line(text, knownOf(row));

test('a user is marked by every part of the name, in any writing, and the same one gets the same number', () => {
  const redactor = new Redactor();
  const known = knownOf({ cs_username: 'CORP\\m.lee' });
  assert.equal(
    redactor.line('POST /EWS 443 CORP\\m.lee 203.0.113.9 user=m.lee m%2Elee corp%5Cm.lee', known),
    'POST /EWS 443 [user 1] 203.0.113.9 user=[user 1] m%2Elee [user 1]',
  );
  assert.equal(redactor.line('CORP\\a.user', knownOf({ cs_username: 'CORP\\a.user' })), '[user 2]');
  assert.deepEqual(redactor.counts, [{ what: 'user', count: 4 }]);
});

test('a short name takes no letter out of other words', () => {
  assert.equal(line('an apache answers a', { username: 'a' }), 'an apache answers [user 1]');
});

test('hosts are marked with what lies below and above them, and in pages that were come from', () => {
  const row = { cs_host: 'owa.corp.example:443', referer: 'https://intra.other.example/x?key=s3cret' };
  assert.equal(
    line('owa.corp.example:443 portal.corp.example "https://intra.other.example/x?key=s3cret"', row),
    '[host name 2]:443 [host name 3] "https://[host name 1]/x?key=[query value]"',
  );
});

test('values of queries go, and their names stay', () => {
  const row = { cs_uri_query: 'user=bob&SessionKey=Zm9v&x' };
  assert.equal(
    line('GET /a user=bob&SessionKey=Zm9v&x 200', row),
    'GET /a user=[query value]&SessionKey=[query value]&[query value] 200',
  );
});

test('cookies, authorization, tokens, keys and addresses of mail go without any column that names them', () => {
  for (const [text, secret] of [
    ['Cookie: sid=abc; theme=dark', 'abc'],
    ['"set-cookie":"JSESSIONID=0A1B2C"', '0A1B2C'],
    ['Authorization: Basic dXNlcjpwYXNz', 'dXNlcjpwYXNz'],
    ['GET /x HTTP/1.1" 200 "Bearer abcdefghijkl"', 'abcdefghijkl'],
    ['key AKIAIOSFODNN7EXAMPLE was used', 'AKIAIOSFODNN7EXAMPLE'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', 'eyJzdWIiOiIxIn0'],
    ['sasl_username=info@example.org', 'info@example.org'],
    ['session=<q9Zx/+ab>', 'q9Zx/+ab'],
    ['/reset/4f9d8c7b6a5e4f3d2c1b0a99 200', '4f9d8c7b6a5e4f3d2c1b0a99'],
    ['password: hunter2', 'hunter2'],
    ['from 10.20.0.5 to fd00::5', '10.20.0.5'],
    ['from 10.20.0.5 to fd00::5', 'fd00::5'],
  ] as const) {
    assert.ok(!line(text).includes(secret), `${text} -> ${line(text)}`);
  }
});

test('in a log of a web server whatever stands behind a name and = is taken for a cookie', () => {
  const text = 'GET / 443 203.0.113.9 Mozilla/5.0 theme=dark;+cadata=x%2Fy 200 "sid=abc; lang=de"';
  assert.equal(
    new Redactor().line(text, [], true),
    'GET / 443 203.0.113.9 Mozilla/5.0 theme=[cookie];+cadata=[cookie] 200 "sid=[token]; lang=[cookie]"',
  );
});

test('what a provider needs stays: the address, the times, the request, the status and the program', () => {
  const text =
    '203.0.113.9 - - [01/Mar/2018:10:00:00 +0000] "POST /EWS/Exchange.asmx HTTP/1.1" 401 0 "-" "python-requests/2.9.1"';
  assert.equal(line(text), text);
  assert.equal(
    line('2001:db8::7 port 50122 2018-03-01T10:00:00Z'),
    '2001:db8::7 port 50122 2018-03-01T10:00:00Z',
  );
});

test('the host that wrote a line of syslog is known by the header', () => {
  const text = 'Nov 21 22:10:03 mail1 sshd[4711]: Failed password for root from 203.0.113.9 port 52114 ssh2';
  assert.deepEqual(hostOfHeader(text), [{ what: 'host name', value: 'mail1' }]);
  assert.deepEqual(hostOfHeader('2026-11-21T22:10:03.123+09:00 mx.corp.example sshd[1]: x'), [
    { what: 'host name', value: 'mx.corp.example' },
    { what: 'host name', value: 'corp.example' },
  ]);
  assert.deepEqual(hostOfHeader('no header at all'), []);
});

const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9._-]{2,15}$/);
const domain = fc
  .tuple(fc.stringMatching(/^[a-z][a-z0-9]{2,8}$/), fc.stringMatching(/^[a-z][a-z0-9]{2,8}$/))
  .map(([host, zone]) => `${host}.${zone}.example`);
const around = fc.string({ maxLength: 30, unit: 'binary' }).map((text) => ` ${text} `);

test('no user, host, value of a query, cookie or token gets through, whatever stands around them', () => {
  fc.assert(
    fc.property(
      fc.record({ user: name, group: name, host: domain, value: name, before: around, after: around }),
      ({ user, group, host, value, before, after }) => {
        const row = {
          cs_username: `${group}\\${user}`,
          cs_host: host,
          cs_uri_query: `q=${value}`,
        };
        const known = knownOf(row);
        const text = `${before}${group}\\${user} ${host.toUpperCase()} /x?q=${value} Cookie: a=${value}7xyz${after}`;
        const shown = new Redactor().line(text, known);
        // What stands around may spell a name by chance: then it is marked as well.
        const left = shown.replaceAll(/\[[a-z -]+(?: \d+)?\]/g, ' ').toLowerCase();
        for (const secret of [user, host, `${value}7xyz`]) {
          const alone = new RegExp(
            `(?<![\\p{L}\\p{N}])${secret.toLowerCase().replaceAll('.', '\\.')}(?![\\p{L}\\p{N}])`,
            'u',
          );
          assert.ok(!alone.test(left), `${secret} in ${shown}`);
        }
        assert.equal(leaks(shown, known), false, shown);
      },
    ),
    { numRuns: 100 },
  );
});

test('a line of anything at all is redacted in time that grows with its length', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 4000, unit: 'binary' }), (text) => {
      assert.equal(typeof line(text, { cs_username: text.slice(0, 20) }), 'string');
    }),
    { numRuns: 50 },
  );
  for (const text of [
    'a'.repeat(4096),
    'token'.repeat(900),
    '.@'.repeat(2000),
    'eyJ'.repeat(1300),
    ':0'.repeat(2000),
  ]) {
    assert.ok(line(text).length > 0);
  }
});

test('marks of ours in a line cannot be taken for places of what was taken out', () => {
  assert.equal(line('x \uE0000\uE001 bob', { username: 'bob' }), 'x \uFFFD0\uFFFD [user 1]');
});

test('a cell of evidence is no formula, and no second line', () => {
  assert.equal(csvLine(['=1+1', '-2', '@x', '+y', 'a\r\nb,"c"']), `'=1+1,'-2,'@x,'+y,"a b,""c"""\n`);
});

test('addresses of private networks are internal, those of documentation and the internet are not', () => {
  assert.deepEqual(['10.0.0.1', '192.168.1.1', '::1', 'fe80::1', '100.64.0.1'].map(isInternal), [
    true,
    true,
    true,
    true,
    true,
  ]);
  assert.deepEqual(['203.0.113.9', '8.8.8.8', '2001:db8::1', 'nonsense'].map(isInternal), [
    false,
    false,
    false,
    false,
  ]);
});
