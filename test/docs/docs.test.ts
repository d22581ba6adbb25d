import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { settingsSchema } from '../../src/settings/settings.ts';
import { columnsOf, LAKE_TABLES } from '../../src/events/schema.ts';
import { CLOUDS } from '../../src/clouds/index.ts';
import { SENDERS } from '../../src/notices/senders/index.ts';
import { ROOT } from '../support.ts';

function pages(): string[] {
  const top = readdirSync(ROOT).filter((name) => name.endsWith('.md'));
  const docs = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' });
  const below = docs.filter((name) => name.endsWith('.md')).map((name) => join('docs', name));
  return [...top, ...below, join('examples', 'README.md')].map((name) => join(ROOT, name));
}

test('no link of the documentation leads nowhere', () => {
  const broken: string[] = [];
  for (const page of pages()) {
    for (const [, target = ''] of readFileSync(page, 'utf8').matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
      if (/^[a-z]+:/.test(target)) continue;
      if (!existsSync(join(dirname(page), target))) broken.push(`${relative(ROOT, page)} → ${target}`);
    }
  }
  assert.deepEqual(broken, []);
});

test('every file of the project that a page names exists', () => {
  const lost: string[] = [];
  for (const page of pages()) {
    if (page.endsWith('CHANGELOG.md')) continue;
    const named = readFileSync(page, 'utf8').matchAll(
      /`((?:src|test|suites|bench|lint|page|examples)\/[^`\s]*)`/g,
    );
    for (const [, path = ''] of named) {
      // NAME, FAMILY and the like stand for what the reader adds.
      if (/[A-Z]{3}|xx|</.test(path)) continue;
      if (!existsSync(join(ROOT, path))) lost.push(`${relative(ROOT, page)} → ${path}`);
    }
  }
  assert.deepEqual(lost, []);
});

test('every page of the documentation can be reached from its first page', () => {
  const first = join(ROOT, 'docs', 'README.md');
  const seen = new Set([first]);
  const queue = [first, join(ROOT, 'README.md'), join(ROOT, 'CONTRIBUTING.md')];
  for (const page of queue) {
    for (const [, target = ''] of readFileSync(page, 'utf8').matchAll(/\]\(([^)#\s]+\.md)(?:#[^)]*)?\)/g)) {
      const path = join(dirname(page), target);
      if (/^[a-z]+:/.test(target) || seen.has(path) || !existsSync(path)) continue;
      seen.add(path);
      queue.push(path);
    }
  }
  const lost = pages().filter((page) => page.startsWith(join(ROOT, 'docs')) && !seen.has(page));
  assert.deepEqual(
    lost.map((page) => relative(ROOT, page)),
    [],
  );
});

test('every setting stands on the configuration page', () => {
  const page = readFileSync(join(ROOT, 'docs', 'reference', 'configuration.md'), 'utf8');
  for (const key of Object.keys(settingsSchema.shape)) assert.ok(page.includes(`\`${key}\``), key);
});

test('the page of the tables lists every column of the lake with its type, and no other', () => {
  const page = readFileSync(join(ROOT, 'docs', 'reference', 'tables.md'), 'utf8');
  const sections = page.split(/^## /m).slice(1);
  const listed = Object.fromEntries(
    sections.map((text) => [
      text.split('\n')[0],
      [...text.matchAll(/^\| `(\w+)` \| (\w+) \|/gm)].map(([, name, type]) => ({ name, type })),
    ]),
  );
  for (const table of LAKE_TABLES) {
    const columns = columnsOf(table).map(({ name, type }) => ({ name, type }));
    assert.deepEqual(listed[table], columns, table);
  }
});

test('the README names every sender of notices and every cloud that is known, and what only some of them have', () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const row = (label: string): string =>
    readme.split('\n').find((line) => line.startsWith(`| ${label}`)) ?? assert.fail(label);
  const lacks = (line: string, names: readonly string[]): string[] =>
    names.filter((name) => !line.includes(name));
  const clouds = (has: (cloud: (typeof CLOUDS)[number]) => boolean): string[] =>
    CLOUDS.filter(has).map(({ short }) => short);
  assert.deepEqual(
    lacks(
      row('notices of'),
      SENDERS.map(({ title }) => title),
    ),
    [],
  );
  assert.deepEqual(
    lacks(
      row('says whose'),
      clouds(({ ranges = [] }) => ranges.length > 0),
    ),
    [],
  );
  assert.deepEqual(
    lacks(
      row('and by the network'),
      clouds(({ ranges = [] }) => ranges.length === 0),
    ),
    [],
  );
  assert.deepEqual(
    lacks(
      row('inventory'),
      clouds(({ inventory }) => inventory !== undefined),
    ),
    [],
  );
});
