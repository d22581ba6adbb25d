import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { Facts } from '../../src/hosts/facts.ts';
import { PARSERS } from '../../src/hosts/parsers/index.ts';
import { WORDS } from '../../src/cases/translations.ts';
import { LANGS } from '../../src/language/lang.ts';
import { render } from '../../src/language/render.ts';
import { isPacked, messageOf } from '../../src/model/reason.ts';
import { readPaste } from '../../src/hosts/pastes/read.ts';
import type { Paste } from '../../src/hosts/pastes/paste.ts';
import { fixture, takesLinearTime } from '../support.ts';

interface Sample {
  parser: string;
  version: string;
  text: string;
  expected: unknown;
}

async function samples(): Promise<Sample[]> {
  const all: Sample[] = [];
  for (const { name } of PARSERS) {
    const folder = fixture('hosts', name);
    for (const file of (await readdir(folder)).filter((one) => one.endsWith('.txt'))) {
      const path = join(folder, file);
      const expected: unknown = JSON.parse(await readFile(path.replace(/txt$/, 'json'), 'utf8'));
      all.push({
        parser: name,
        version: file.slice(0, -4),
        text: await readFile(path, 'utf8'),
        expected,
      });
    }
  }
  return all;
}

/** The facts with their lines, without what is the same everywhere. */
function shown({ parsed, rejected, skipped, facts }: Paste): unknown {
  const lists: [string, { origin: { line: number } }[]][] = Object.entries(facts);
  const kept = lists.filter(([, list]) => list.length > 0);
  const plain = kept.map(
    ([name, list]) => [name, list.map(({ origin, ...rest }) => ({ line: origin.line, ...rest }))] as const,
  );
  return { parsed, rejected, skipped, ...Object.fromEntries(plain) };
}

/** What was read, without where. */
function values(facts: Facts): string {
  return JSON.stringify(facts, (key, value: unknown) => (key === 'origin' ? undefined : value));
}

function addsUp(paste: Paste): void {
  assert.equal(paste.parsed + paste.rejected + paste.skipped, paste.read);
  assert.equal(
    paste.skips.reduce((sum, { count }) => sum + count, 0),
    paste.skipped,
  );
  for (const { reason } of [...paste.rejects, ...paste.skips]) {
    assert.ok(isPacked(reason), reason);
    for (const lang of LANGS) assert.ok(render(messageOf(reason), WORDS[lang]).length > 0);
  }
}

test('every parser is a folder, and every folder is in the list', async () => {
  const folder = join(import.meta.dirname, '../../../src/hosts/parsers');
  const folders = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  assert.deepEqual(folders.map(({ name }) => name).sort(), PARSERS.map(({ name }) => name).sort());
});

test('each command is read as at least two of its versions print it', async () => {
  const all = await samples();
  for (const { name } of PARSERS) {
    const versions = all.filter(({ parser }) => parser === name);
    assert.ok(versions.length >= 2, `${name} has ${versions.length} fixture`);
  }
});

test('what each command prints gives exactly these facts', async () => {
  for (const { parser, version, text, expected } of await samples()) {
    const paste = readPaste(text, 'paste.txt');
    addsUp(paste);
    assert.deepEqual(JSON.parse(JSON.stringify(shown(paste))), expected, `${parser}/${version}`);
  }
});

test('the least of each output is recognised by its own parser', () => {
  for (const { name, sample } of PARSERS) {
    const { outputs } = readPaste(sample, 'paste.txt');
    assert.equal(outputs[0]?.parser, name, sample);
  }
});

test('all outputs one below the other in one text give what each of them gives alone', async () => {
  const all = await samples();
  const whole = readPaste(
    all.map(({ text }) => text).join('\nand then I ran the next one:\n\n'),
    'paste.txt',
  );
  addsUp(whole);
  const alone = all.map(({ text }) => readPaste(text, 'paste.txt'));
  for (const kind of ['sockets', 'processes', 'files', 'persistence', 'logins', 'interfaces'] as const) {
    const expected = alone.reduce((sum, { facts }) => sum + facts[kind].length, 0);
    assert.equal(whole.facts[kind].length, expected, kind);
  }
});

test('quoted in a mail, coloured, with line ends of Windows, an output says the same', async () => {
  for (const { parser, version, text } of await samples()) {
    const expected = values(readPaste(text, 'paste.txt').facts);
    const quoted = text.replace(/^/gm, '> ');
    assert.equal(values(readPaste(quoted, 'paste.txt').facts), expected, `quoted: ${parser}/${version}`);
    const dressed = text.replace(/\n/g, '\u001b[0m\r\n');
    assert.equal(values(readPaste(dressed, 'paste.txt').facts), expected, `dressed: ${parser}/${version}`);
  }
});

test('sockets that a terminal has wrapped at 80 columns are put together again', async () => {
  const wrapped = new Set(['netstat', 'ss', 'lsof']);
  for (const { parser, version, text } of (await samples()).filter(({ parser }) => wrapped.has(parser))) {
    const broken = text.replace(/[^\n]{80}(?=[^\n])/g, '$&\n');
    const expected = readPaste(text, 'paste.txt').facts.sockets;
    const paste = readPaste(broken, 'paste.txt');
    addsUp(paste);
    const plain = (list: typeof expected): unknown => list.map(({ origin: _origin, ...rest }) => rest);
    assert.deepEqual(plain(paste.facts.sockets), plain(expected), `${parser}/${version}`);
  }
});

test('cut anywhere, an output still gives the facts of its whole lines, and counts the rest', async () => {
  const all = (await samples()).filter(({ text }) => text.length > 40);
  fc.assert(
    fc.property(fc.constantFrom(...all), fc.double({ min: 0, max: 1, noNaN: true }), ({ text }, share) => {
      const cut = text.slice(0, Math.floor(text.length * share));
      const paste = readPaste(cut, 'paste.txt');
      addsUp(paste);
      const whole = cut.slice(0, cut.lastIndexOf('\n') + 1);
      const least = readPaste(whole, 'paste.txt').facts.sockets.length;
      // What stands last may be the rest of the row above it: then that is rejected too, and no other.
      const doubted = paste.rejects.some(({ reason }) => reason.includes('pasteCutBefore')) ? 1 : 0;
      assert.ok(
        paste.facts.sockets.length >= least - doubted,
        `${paste.facts.sockets.length} of ${least}: ${cut}`,
      );
    }),
    { numRuns: 2000 },
  );
});

test('cut at any byte, a list of sockets gives no address, port or process that the whole does not have', async () => {
  const lists = new Set(PARSERS.filter((parser) => 'lists' in parser).map(({ name }) => name));
  const all = (await samples()).filter(({ parser }) => lists.has(parser));
  const told = ({ facts }: Paste): string[] =>
    facts.sockets.flatMap(({ local, remote, owners }) => [
      `from ${local?.address ?? ''} ${local?.port ?? ''}`,
      `to ${remote?.address ?? ''} ${remote?.port ?? ''}`,
      ...owners.map(({ pid }) => `by ${pid}`),
    ]);
  fc.assert(
    fc.property(fc.constantFrom(...all), fc.double({ min: 0, max: 1, noNaN: true }), (sample, share) => {
      const bytes = Buffer.from(sample.text);
      const cut = bytes.subarray(0, Math.floor(bytes.length * share)).toString('utf8');
      const paste = readPaste(cut, 'paste.txt');
      addsUp(paste);
      const whole = new Set(told(readPaste(sample.text, 'paste.txt')));
      const invented = told(paste).filter((one) => !whole.has(one));
      assert.deepEqual(invented, [], `${sample.parser}/${sample.version}: ${cut.slice(-120)}`);
    }),
    { numRuns: 1500 },
  );
});

test('any lines in any order are counted, and nothing of them throws', async () => {
  const lines = (await samples()).flatMap(({ text }) => text.split('\n'));
  const line = fc.oneof(
    fc.constantFrom(...lines),
    fc.string({ unit: 'binary' }),
    fc.constantFrom(...lines).map((text) => text.slice(0, Math.floor(text.length / 2))),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), (list) => addsUp(readPaste(list.join('\n'), 'x'))),
    { numRuns: 300 },
  );
});

test('prose, a notice and a log are no output of a command', () => {
  const texts = [
    'Hello,\n\nwe have stopped the instance and are looking into it.\nPlease extend the deadline.\n\nBest regards\n',
    'Report begin time: 14-12-2017 02:02:28 UTC\nProtocol: TCP\nRemote port(s): 80\n\nTotal bytes sent: 294167550\n',
    '203.0.113.5 - - [13/May/2019:05:06:11 +0200] "GET / HTTP/1.1" 200 20 "-" "-"\n',
    'Nov 29 19:20:11 web-1 sshd[1042]: Failed password for root from 203.0.113.5 port 51514 ssh2\n',
    '2 123456789012 eni-0a1b2c3d4e5f60718 192.0.2.10 203.0.113.5 40112 80 6 1 40 1513216948 1513217008 ACCEPT OK\n',
  ];
  for (const text of texts) assert.deepEqual(readPaste(text, 'x').outputs, [], text);
});

test('a million characters without a line end are read in a moment', async () => {
  const rows = ['tcp 0 0 ', '-rwxr-xr-x ', '{HEX}', 'a: ', '* * * * * ', '"curl: (7) ', 'u [', '("'];
  for (const row of rows) {
    await takesLinearTime(1_000_000, (size) => {
      addsUp(readPaste(row.repeat(size / row.length), 'x'));
      addsUp(readPaste(`${row.repeat(16_000 / row.length)}\n`.repeat(size / 50_000), 'x'));
    });
  }
});
