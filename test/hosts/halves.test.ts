import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { PARSERS } from '../../src/hosts/parsers/index.ts';
import { readPrompt } from '../../src/hosts/pastes/prompt.ts';
import { readPaste } from '../../src/hosts/pastes/read.ts';
import type { Paste } from '../../src/hosts/pastes/paste.ts';
import { fixture, takesLinearTime } from '../support.ts';

type Row = Readonly<Record<string, unknown>>;

interface Output {
  parser: string;
  name: string;
  text: string;
  /** Every row that the whole output gives, with its kind: `sockets`. */
  rows: readonly (readonly [kind: string, row: Row])[];
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function rowsOf({ facts }: Paste): [string, Row][] {
  const lists: [string, unknown[]][] = Object.entries(facts);
  return lists.flatMap(([kind, list]) => list.filter(isRow).map((row): [string, Row] => [kind, row]));
}

async function outputs(): Promise<Output[]> {
  const all: Output[] = [];
  // Of a file that is shown each line is what the file says, whatever it is.
  for (const { name: parser } of PARSERS.filter(({ name }) => name !== 'configuration')) {
    const folder = fixture('hosts', parser);
    for (const file of (await readdir(folder)).filter((one) => one.endsWith('.txt'))) {
      const text = await readFile(join(folder, file), 'utf8');
      all.push({ parser, name: `${parser}/${file}`, text, rows: rowsOf(readPaste(text, 'paste.txt')) });
    }
  }
  return all;
}

/** What a value is where the line that would say more is not there: a kind of socket, a file, how an attempt ended. */
const LESS: ReadonlySet<string> = new Set(['kind other', 'name crontab', 'outcome failed']);

/** Says the value no more than the whole one: the same, or a part of it that is marked as one? */
function isWithin(key: string, part: unknown, whole: unknown): boolean {
  if (part === undefined || part === whole || (typeof part === 'string' && LESS.has(`${key} ${part}`)))
    return true;
  if (Array.isArray(part)) {
    return part.every((item) => Array.isArray(whole) && whole.some((one) => isWithin(key, item, one)));
  }
  if (isRow(part)) {
    return Object.entries(part).every(
      // Whether a module's file is there is said of all lists that have its name.
      ([name, value]) =>
        name === 'origin' || name === 'installed' || (isRow(whole) && isWithin(name, value, whole[name])),
    );
  }
  // The name that top has cut itself is left out of the whole.
  if (typeof part === 'string' && part.endsWith('…') && whole === undefined) return key === 'name';
  if (typeof part !== 'string' || typeof whole !== 'string') return false;
  if (part.endsWith('…') || part.startsWith('…')) return whole.includes(part.replaceAll(/^…|…$/g, ''));
  // Below a half row nobody knows which folder is listed.
  return key === 'path' && whole.endsWith(`/${part.replace(/^\//, '')}`);
}

/** Rows that none of the whole outputs gives. */
function invented(paste: Paste, of: readonly Output[]): unknown[] {
  const whole = of.flatMap(({ rows }) => rows);
  return rowsOf(paste).filter(
    ([kind, row]) => !whole.some(([other, one]) => kind === other && isWithin('', row, one)),
  );
}

/** The same cases on each machine: a value that is invented once in a million is found by more runs, not by chance. */
const RUNS = { numRuns: 2500, seed: 20261130 };

/** So many columns or lines are cut away, as a share of the output. */
const share = fc.double({ min: 0, max: 1, noNaN: true });

const KNOWN: ReadonlySet<string> = new Set(PARSERS.flatMap(({ programs }) => programs));

/** A blank line or a prompt stands there: what is above has ended. */
function isEnd(line: string | undefined): boolean {
  return line === undefined || line.trim() === '' || readPrompt(line.trimEnd(), KNOWN) !== undefined;
}

test('the cut end of one output above the middle of another gives only rows that the whole outputs give', async () => {
  const all = await outputs();
  fc.assert(
    fc.property(
      fc.constantFrom(...all),
      fc.constantFrom(...all),
      share,
      share,
      fc.boolean(),
      (one, other, end, begin, byLine) => {
        // Two halves of the same command that fit together are one output for whoever sees them.
        fc.pre(one.parser !== other.parser);
        const head = one.text.slice(0, Math.floor(one.text.length * end));
        const at = Math.floor(other.text.length * begin);
        const tail = other.text.slice(byLine ? other.text.indexOf('\n', at) + 1 : at);
        fc.pre(!isEnd(head.replace(/\n$/, '').split('\n').at(-1)) && !isEnd(tail.split('\n', 1)[0]));
        const paste = readPaste(`${head}${head.endsWith('\n') ? '' : '\n'}${tail}`, 'paste.txt');
        const { read, parsed, rejected, skipped, rejects } = paste;
        assert.equal(parsed + rejected + skipped, read);
        assert.equal(rejects.length, Math.min(rejected, 20));
        assert.deepEqual(
          invented(paste, [one, other]),
          [],
          `${one.name} above ${other.name}:\n${head.slice(-200)}\n-----\n${tail.slice(0, 200)}`,
        );
      },
    ),
    RUNS,
  );
});

test('below a row that was cut nothing is said of the folder, the host or the outcome that stood above', () => {
  const { facts, rejects } = readPaste(
    `root@web-1:~# lastb
root     ssh:notty    203.0.113.9      Wed Nov 18 11:06 - 11:06  (00:00)
admin    tty1                          Wed Nov 18 11:0
root     pts/0        203.0.113.5      Sun Nov 29 19:20   still logged in
`,
    'paste.txt',
  );
  assert.deepEqual(
    facts.logins.map(({ user, failed }) => [user, failed]),
    [['root', true]],
  );
  assert.equal(rejects.length, 2);
});

test('an address that stands above the counters of another interface is not said to have sent their bytes', () => {
  const { facts } = readPaste(
    `lo        Link encap:Local Loopback  
          inet addr:127.0.0.1  Mask:255.0.0.0
          RX packets:0 errors:0 dropp
          RX packets:1136962 errors:0 dropped:3 overruns:0 frame:0
          RX bytes:860855089 (820.9 MiB)  TX bytes:2130697820190 (1.9 TiB)
`,
    'paste.txt',
  );
  assert.deepEqual(
    facts.interfaces.map(({ interface: name, tx_bytes: sent }) => [name, sent]),
    [['lo', undefined]],
  );
});

test('every other row cut or strange, a long paste is read in linear time', async () => {
  const pairs = [
    'root  1 0 0 Dec13 ? 00:00:01 /sbin/init\nxx yy\n',
    '-rwxr-xr-x 1 root root 5\n-rwxr-xr-x  1 root root   598416 Dec 14 02:01 /tmp/L\n',
  ];
  for (const pair of pairs) {
    await takesLinearTime(200_000, (size) => {
      const { read, parsed, rejected, skipped } = readPaste(pair.repeat(size / pair.length), 'x');
      assert.equal(parsed + rejected + skipped, read);
    });
  }
});
