import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { ROOT } from './support.ts';

const PAGE = readFileSync(join(ROOT, 'docs', 'develop', 'shape.md'), 'utf8');
/** A folder that holds more is two concepts. */
const MOST_FILES = 25;
/** Folders that are made, and not kept; a case is what the README's first command leaves. */
const MADE = /^(?:dist|node_modules|.*\.case)$/;
/** Folders in which each file is a thing by itself, and a page lists them. */
const LISTS = new Set(['findings']);

const lint: { ROOMS: string[]; PLUG_INS: Record<string, string[]> } = await import(
  pathToFileURL(join(ROOT, 'lint', 'room-order.js')).href
);

/** Folders that hold more files than a reader takes in, with how many. */
function fullFolders(folder: string): string[] {
  const entries = readdirSync(join(ROOT, folder), { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).length;
  const own = files > MOST_FILES ? [`${folder}: ${files}`] : [];
  const below = entries.filter((entry) => entry.isDirectory()).map(({ name }) => posix.join(folder, name));
  return [...own, ...below.flatMap(fullFolders)];
}

/** The tree of the page: each folder with what is said of it, its further lines too. */
function tree(): { rooms: Map<string, string>; others: Map<string, string> } {
  const [, block = ''] = /```\n(src\/\n[^`]*)```/.exec(PAGE) ?? [];
  const [rooms, others] = [new Map<string, string>(), new Map<string, string>()];
  let last = (_more: string): void => {};
  for (const line of block.split('\n').slice(1)) {
    const [, indent, name = '', text = ''] = /^( *)([\w-]+)\/ {2,}(.*)$/.exec(line) ?? [];
    if (indent === undefined) {
      last(line);
      continue;
    }
    const folders = indent === '' ? others : rooms;
    folders.set(name, text);
    last = (more) => folders.set(name, `${folders.get(name)} ${more.trim()}`);
  }
  return { rooms, others };
}

function foldersOf(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name);
}

/** Folders that are named with a slash behind them. */
function namedIn(text: string): string[] {
  return Array.from(text.matchAll(/([\w-]+)\/(?![\w])/g), ([, name = '']) => name);
}

test('no folder holds more files than a reader takes in', () => {
  const ours = foldersOf('.').filter((name) => !MADE.test(name) && !LISTS.has(name));
  assert.deepEqual(ours.flatMap(fullFolders), []);
});

test('the shape has every room of src/, in the order that the lint holds', () => {
  const rooms = [...tree().rooms.keys()];
  assert.deepEqual([...rooms].sort(), foldersOf('src').sort());
  assert.deepEqual(
    rooms,
    lint.ROOMS.filter((room) => rooms.includes(room)),
  );
});

test('the shape names every folder within a room, and no other', () => {
  const { rooms } = tree();
  for (const [room, text] of rooms) {
    const named = namedIn(text);
    assert.deepEqual(
      named.filter((name) => !existsSync(join(ROOT, 'src', room, name))),
      [],
      `named in ${room}/`,
    );
    const plugIns = lint.PLUG_INS[room];
    const there = foldersOf(`src/${room}`).filter((name) => plugIns === undefined || plugIns.includes(name));
    assert.deepEqual(
      there.filter((name) => !named.includes(name)),
      [],
      `within ${room}/`,
    );
  }
});

test('the shape has every folder of the project, and what it names in one is there', () => {
  const { others } = tree();
  assert.deepEqual(
    [...others.keys()].sort(),
    foldersOf('.')
      .filter((name) => name !== 'src' && !MADE.test(name))
      .sort(),
  );
  for (const [folder, text] of others) {
    for (const name of namedIn(text)) assert.ok(existsSync(join(ROOT, folder, name)), `${folder}/${name}`);
  }
});

test('the shape names every suite', () => {
  const named = namedIn(tree().others.get('suites') ?? '');
  assert.deepEqual(foldersOf('suites').sort(), named.sort());
});

test('tests mirror the rooms; beside them are those of the pages, the examples and the lint', () => {
  const rooms = new Set([...foldersOf('src'), 'docs', 'examples', 'lint']);
  assert.deepEqual(
    foldersOf('test').filter((name) => !rooms.has(name)),
    [],
  );
});

test('each contract is declared in the file that the shape names', () => {
  const rows = PAGE.split('\n').filter((line) => /^\| `[A-Z]/.test(line));
  assert.ok(rows.length > 10);
  for (const row of rows) {
    const [, names = '', where = ''] = row.split('|');
    const code = (text: string): string[] => Array.from(text.matchAll(/`([^`]+)`/g), ([, one = '']) => one);
    const texts = code(where).map((path) => readFileSync(join(ROOT, path), 'utf8'));
    for (const name of code(names)) {
      const declared = new RegExp(`export (?:interface|type|class|const) ${name}\\b`);
      assert.ok(
        texts.some((text) => declared.test(text)),
        `${name} in ${where}`,
      );
    }
  }
});
