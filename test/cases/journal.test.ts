import assert from 'node:assert/strict';
import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { openJournal, readJournal } from '../../src/cases/journal.ts';
import { UserError } from '../../src/base/errors.ts';
import { temporary } from '../support.ts';
import { hasty, world } from './world.ts';

const BODIES = [
  { id: '2026-11-21-7f3a9c' },
  { note: 'a line\nwith an end and "quotes"' },
  { hosts: 12_043, name: 'сервер 日本' },
];

async function written(folder: string): Promise<{ path: string; bytes: Buffer }> {
  const path = join(folder, 'journal.jsonl');
  const journal = await openJournal(path, world());
  await Promise.all(BODIES.map((body, i) => journal.append(`kind-${i}`, body)));
  return { path, bytes: await readFile(path) };
}

test('what was appended is there after reopening, in order and with its times', async (t) => {
  const { path } = await written(await temporary(t));
  const { records, torn } = await openJournal(path, world());
  assert.equal(torn, undefined);
  assert.deepEqual(
    records.map(({ n, at, kind, body }) => ({ n, at, kind, body })),
    BODIES.map((body, i) => ({ n: i + 1, at: '2026-11-21T20:00:00.000Z', kind: `kind-${i}`, body })),
  );
});

test('a kill at any byte costs at most the record that was being written, and the journal goes on', async (t) => {
  const folder = await temporary(t);
  const { bytes } = await written(folder);
  const ends = [...bytes.entries()].filter(([, byte]) => byte === 0x0a).map(([at]) => at + 1);
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    const whole = ends.filter((end) => end <= cut).length;
    const rest = cut - (ends[whole - 1] ?? 0);
    const path = join(folder, `${cut}`, 'journal.jsonl');
    await mkdir(dirname(path));
    await writeFile(path, bytes.subarray(0, cut));
    const journal = await openJournal(path, hasty());
    await journal.append('next', { after: cut });
    const again = await openJournal(path, hasty());
    assert.deepEqual(
      again.records.map(({ kind }) => kind),
      [...BODIES.keys()]
        .slice(0, whole)
        .map((i) => `kind-${i}`)
        .concat(rest > 0 ? ['torn', 'next'] : ['next']),
    );
    assert.equal(again.torn, undefined, 'the second opening finds nothing torn');
    if (rest === 0) continue;
    const kept = await readFile(join(path, '..', journal.torn ?? ''));
    assert.deepEqual(kept, bytes.subarray(cut - rest, cut), 'the torn bytes are kept');
  }
});

test('any changed bit is noticed, with the line it is in', async (t) => {
  const { bytes } = await written(await temporary(t));
  let line = 1;
  for (let at = 0; at < bytes.length; at += 1) {
    for (let bit = 1; bit < 256; bit <<= 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ bit;
      const { damage, length } = readJournal(changed);
      if (damage) assert.equal(damage.line, line, `byte ${at}`);
      else assert.ok(length < bytes.length, `byte ${at}, bit ${bit} went unnoticed`);
    }
    if (bytes[at] === 0x0a) line += 1;
  }
});

test('a damaged middle is reported and left as it is', async (t) => {
  const { path, bytes } = await written(await temporary(t));
  const changed = bytes.toString('latin1').replace('a line', 'A line');
  await writeFile(path, changed, 'latin1');
  await assert.rejects(openJournal(path, world()), (error) => {
    assert.ok(error instanceof UserError);
    assert.equal(error.line, 2);
    assert.equal(error.file, path);
    return true;
  });
  assert.equal(await readFile(path, 'latin1'), changed);
});

test('a record that was removed, repeated or swapped with its neighbour is noticed', async (t) => {
  const { bytes } = await written(await temporary(t));
  const [a = '', b = '', c = ''] = bytes.toString('utf8').split(/(?<=\n)/);
  const damage = (text: string) => readJournal(Buffer.from(text)).damage?.line;
  assert.equal(damage(a + c), 2);
  assert.equal(damage(b + c), 1);
  assert.equal(damage(a + a + b), 2);
  assert.equal(damage(b + a + c), 1);
  assert.equal(damage(a + b + c), undefined);
});

test('records cut off at a line end do not pass for the journal whose head was noted', async (t) => {
  const { path, bytes } = await written(await temporary(t));
  const { head } = await openJournal(path, world());
  const shorter = bytes.subarray(0, bytes.indexOf('\n') + 1);
  await writeFile(path, shorter);
  const cut = await openJournal(path, world());
  assert.equal(cut.holds(head), false);
  assert.equal(cut.holds(cut.head), true);
});

test('a disk that fills up in the middle of a record leaves the records before it intact', async (t) => {
  const folder = await temporary(t);
  const { path, bytes } = await written(folder);
  const real = world();
  const full = world({
    fs: {
      ...real.fs,
      async open(...args: Parameters<typeof real.fs.open>) {
        if (args[1] === 'a') {
          await appendFile(path, '{"n":4,"at":"20');
          throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
        }
        return real.fs.open(...args);
      },
    },
  });
  const journal = await openJournal(path, full);
  await assert.rejects(journal.append('fourth', {}), { code: 'ENOSPC' });
  await assert.rejects(journal.append('fifth', {}), /after a failed write/);
  const again = await openJournal(path, world());
  assert.deepEqual(
    again.records.map(({ kind }) => kind),
    ['kind-0', 'kind-1', 'kind-2', 'torn'],
  );
  assert.ok((await readFile(path)).subarray(0, bytes.length).equals(bytes));
  assert.ok((await readdir(folder)).includes(again.torn ?? ''));
});

test('any bytes can be read as a journal without an exception', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      const reading = readJournal(Buffer.from(bytes));
      assert.ok(reading.length <= bytes.length);
    }),
  );
});

test('any text in a record comes back as it was', async (t) => {
  const path = join(await temporary(t), 'journal.jsonl');
  const journal = await openJournal(path, world());
  const texts = fc.sample(fc.string({ unit: 'grapheme' }), 40);
  await Promise.all(texts.map((text) => journal.append('said', { text })));
  const again = await openJournal(path, world());
  assert.deepEqual(
    again.records.map(({ body }) => body['text']),
    texts,
  );
});

test('a record of more than 1 MiB is refused in words, and the journal goes on and is read again', async (t) => {
  const { path, bytes } = await written(await temporary(t));
  const journal = await openJournal(path, world());
  await assert.rejects(journal.append('far-too-long', { text: 'x'.repeat(2 ** 20) }), (error) => {
    assert.ok(error instanceof UserError, String(error));
    assert.match(error.message, /a record \(far-too-long\) of 1,?048,?\d+ bytes is longer/);
    return true;
  });
  assert.deepEqual(await readFile(path), bytes);
  await journal.append('as-long-as-it-may-be', { text: 'x'.repeat(2 ** 20 - 400) });
  const { records } = await openJournal(path, world());
  assert.equal(records.length, BODIES.length + 1);
});
