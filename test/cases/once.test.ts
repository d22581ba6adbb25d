import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../support.ts';

const SRC = join(ROOT, 'src');
const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => path.replaceAll('\\', '/'))
  .map((path) => ({ path, lines: readFileSync(join(SRC, path), 'utf8').split('\n') }));

/** Lines of our own code, without comments, that the pattern fits: `path: line`. */
function linesLike(pattern: RegExp, among: (path: string) => boolean = () => true): string[] {
  return sources
    .filter(({ path }) => among(path))
    .flatMap(({ path, lines }) =>
      lines
        .filter((line) => !/^\s*(?:\/\/|\/?\*)/.test(line) && pattern.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    );
}

const filesLike = (pattern: RegExp): string[] => [
  ...new Set(linesLike(pattern).map((line) => line.slice(0, line.indexOf(':')))),
];

test('which user agents are programs is said in one place', () => {
  assert.deepEqual(filesLike(/'go-http-client|'python-requests|'libwww/i), ['findings/sql/script-agents.ts']);
});

test('how sure a confidence is is said in one place', () => {
  assert.deepEqual(filesLike(/function certaintyOf\(/), ['model/certainty.ts']);
  assert.deepEqual(
    linesLike(
      /[<>]=?\s*(?:0?\.\d+|[A-Z_]+)\s*\?[^:]*'(?:confirmed|likely|cannot_tell)'/,
      (path) => path !== 'model/certainty.ts',
    ),
    [],
  );
});

test('how far records may lie from the claimed time is said in one place', () => {
  assert.deepEqual(filesLike(/function fitsWindow\(/), ['findings/claims/claim-window.ts']);
  assert.deepEqual(linesLike(/window\??\.(?:from|to)\)?\s*[-+]\s*[\dA-Z]/), []);
});

/** They read what other programs, providers and people write. */
const READS_OTHERS = /^(?:formats|hosts|notices|clouds|kernel)\//;

test('no sentence is searched for words of it: what is meant is asked by its key', () => {
  const searched = linesLike(
    /\.(?:includes|startsWith|endsWith|indexOf)\((?:'[a-z]+ [a-z]|"[a-z]+ [a-z]|`[a-z]+ [a-z])/,
    (path) => !READS_OTHERS.test(path),
  );
  assert.deepEqual(searched, []);
});

test('no name of a checker of mails is told by what it says in words', () => {
  assert.deepEqual(linesLike(/\bcomment\.(?:includes|startsWith|match)|\.test\(comment\)/), []);
});
