// oxlint-disable typescript/no-unsafe-type-assertion -- the documents here are broken on purpose
import type { CaseDocument } from '../../src/model/case.ts';
import { readCase } from '../../src/cases/read-case.ts';
import { writtenCase } from '../../src/cases/written.ts';

/** Texts that would be more than text where a page forgot to escape. Each sets or shows 1 if it ever runs. */
export const PAYLOADS: readonly string[] = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '` onclick=alert(1) `',
  '</title><svg/onload=alert(1)>',
  '</style><script>alert(1)</script>',
  '</pre></details><iframe src=javascript:alert(1)>',
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  '//evil.example/x.js',
  '<!--',
  ']]><script>',
  '&lt;script&gt;',
  '${alert(1)}',
  '\u001b]0;owned\u0007',
  '\u202egnp.exe',
  '\u2066\u2069\u200b',
  '\u0000<b>',
  '\ud800',
  '../../../etc/passwd',
  'a\nb\r\nc\td',
  '`rm -rf /`',
];

/** What the rest of the program guarantees by type; everything else may be anything. */
const FIXED = new Set(
  'schema verdict certainty direction severity stage kind role unit type table'.split(' '),
);

/** The document with every free string replaced. */
function poison<T>(value: T, replace: (path: string) => string, path = ''): T {
  const walk = (one: unknown, at: string): unknown => {
    const key = at.split('.').at(-1) ?? '';
    if (typeof one === 'string') return FIXED.has(key) ? one : replace(at);
    if (Array.isArray(one)) return one.map((item, i) => walk(item, `${at}[${i}]`));
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([name, item]) => [name, walk(item, `${at}.${name}`)]));
  };
  return walk(value, path) as T;
}

/** The case as it is read from a file whose every free string was replaced, keys of messages too. */
export function poisoned(document: CaseDocument, replace: (path: string) => string): CaseDocument {
  return readCase(poison(writtenCase(document), replace));
}
