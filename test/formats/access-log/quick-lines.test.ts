import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { ACCESS_LOG } from '../../../src/formats/access-log/access-log.ts';
import type { LineFormat } from '../../../src/formats/format.ts';
import { IIS_W3C } from '../../../src/formats/w3c/iis-w3c.ts';
import { parseAll } from '../memory-sink.ts';

const FIELDS =
  '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken cs(Cookie) X-Forwarded-For\n';

const IIS_LINES = [
  '2026-07-01 10:00:00 10.0.0.10 GET /a.aspx id=7&x=%20 443 CORP\\user 198.51.100.7 Mozilla/5.0+(X11) - 200 0 0 15 c=1 198.51.100.9,+10.0.0.1',
  '2026-07-01 23:59:60 ::1 POST / - 80 - 2001:db8::7 - https://example.org/ 404 5 2148074254 0 - -',
];

const ACCESS_LINES = [
  '198.51.100.7 - - [10/Oct/2025:13:55:36 +0900] "GET /wp-login.php?a=1&b=! HTTP/1.1" 200 2326 "-" "Mozilla/5.0 (X11)"',
  '2001:db8::7 - CORP\\\\user [29/Feb/2024:23:59:60 -0330] "POST / HTTP/2" 404 - "https://example.org/" "a \\"b\\""',
  '198.51.100.7 - - [10/Oct/2025:13:55:36 +0900] "HEAD /-?- HTTP/1.0" 301 5',
  'www.example.org:443 198.51.100.7 - - [10/Oct/2025:13:55:36 +0900] "GET / HTTP/1.1" 200 5 "-" "curl/8.1"',
  '198.51.100.9:80 2001:db8::7 - admin [10/Oct/2025:13:55:36 +0900] "GET / HTTP/1.1" 200 5 "-" "-"',
  '2001:db8::1:80 198.51.100.7 - - [10/Oct/2025:13:55:36 +0900] "GET / HTTP/1.1" 200 5 "-" "-"',
  'example.org:99999 client.example.net - - [10/Oct/2025:13:55:36 +0900] "GET / HTTP/1.1" 200 5 "-" "-"',
];

const PIECES = [
  ' ',
  '  ',
  '-',
  ' - ',
  '"',
  '\\',
  '\\"',
  '" "',
  '" 200 ',
  '?',
  '!',
  '%',
  '#',
  '[',
  ']',
  ':',
].concat(
  ['/', '.', '\t', '\r', '\n', '\0', '\u007f', '\u00e9', '\u00c3\u00a9', '\u00ff', '0', '256', '99999', '%3'],
  ['1'.repeat(16), '1.2.3.4', '::1', 'fe80::1%3', 'HTTP/1.1', 'x'.repeat(9000)],
);

/** A line in which pieces were put in the place of some characters. */
function damaged(lines: readonly string[]): fc.Arbitrary<string> {
  const edit = fc.record({ at: fc.nat(180), gone: fc.nat(3), piece: fc.constantFrom('', ...PIECES) });
  return fc
    .tuple(fc.constantFrom(...lines), fc.array(edit, { maxLength: 4 }))
    .map(([line, edits]) =>
      edits.reduce((text, { at, gone, piece }) => text.slice(0, at) + piece + text.slice(at + gone), line),
    );
}

/** The last line is read with care where no line end follows it, for there the text cannot end a search. */
function readsAlike(format: LineFormat, before: string, line: string): void {
  const whole = parseAll(format, `${before}${line}\n`);
  const cut = parseAll(format, `${before}${line}`);
  // A line that ends in a line end is one line and an empty one.
  if (line.endsWith('\n') || line === '') return;
  assert.deepEqual(whole, cut);
}

test('A line of an IIS log says the same whether it is read quickly or with care', () => {
  fc.assert(
    fc.property(damaged(IIS_LINES), (line) => readsAlike(IIS_W3C, FIELDS, line)),
    { numRuns: 3000 },
  );
});

test('A line of an access log says the same whether it is read quickly or with care', () => {
  fc.assert(
    fc.property(damaged(ACCESS_LINES), (line) => readsAlike(ACCESS_LOG, `${ACCESS_LINES[0]}\n`, line)),
    { numRuns: 3000 },
  );
});

test('The text of another line decides nothing, however close it stands', () => {
  for (const [format, before, lines] of [
    [IIS_W3C, FIELDS, IIS_LINES],
    [ACCESS_LOG, '', ACCESS_LINES],
  ] as const) {
    for (const line of lines) {
      for (let length = 0; length < line.length; length++) {
        const cut = `${before}${line.slice(0, length)}\n`;
        const alone = parseAll<unknown>(format, cut);
        const followed = parseAll<unknown>(format, `${cut}${line.slice(length)}\n`);
        assert.deepEqual(followed.rows.slice(0, alone.rows.length), alone.rows);
        assert.deepEqual(followed.rejects.slice(0, alone.rejects.length), alone.rejects);
      }
    }
  }
});
