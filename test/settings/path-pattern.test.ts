import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitsPath } from '../../src/settings/path-pattern.ts';

test('a pattern names files by name, by folder, or anywhere below', () => {
  const fits: [string, string][] = [
    ['auth.log', 'var/log/auth.log'],
    ['auth.log*', 'var/log/auth.log.1.gz'],
    ['*.log', 'logs.zip!/inner/a.log'],
    ['var/log/*.log', 'var/log/auth.log'],
    ['seoul/', 'seoul/a/b/c.log'],
    ['**/nginx/*', 'a/b/nginx/access.log'],
    ['logs.zip!/**', 'logs.zip!/inner/a.log'],
    ['a?c', 'abc'],
    ['*', 'any/thing'],
    ['**', 'any/thing'],
    ['[a].log', '[a].log'],
  ];
  for (const [pattern, path] of fits) assert.ok(fitsPath(pattern, path), `${pattern} for ${path}`);
  const not: [string, string][] = [
    ['auth.log', 'var/log/auth.log.1'],
    ['var/log/*.log', 'var/log/old/auth.log'],
    ['seoul/', 'seoul'],
    ['a?c', 'a/c'],
    ['', 'a'],
    ['A.log', 'a.log'],
  ];
  for (const [pattern, path] of not) assert.ok(!fitsPath(pattern, path), `${pattern} for ${path}`);
});

test('a pattern full of stars is no trap', () => {
  assert.ok(!fitsPath('*a'.repeat(50) + 'b', 'a'.repeat(4000)));
});
