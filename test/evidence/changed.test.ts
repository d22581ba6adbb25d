import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFile, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { EvidenceFile, ReadEnd } from '../../src/evidence/evidence-file.ts';
import { quoteLines } from '../../src/evidence/quote.ts';
import { survey } from '../../src/evidence/survey.ts';
import { contentOf, effects, evidence, readEnd } from './evidence-support.ts';

const LINE = '198.51.100.7 - - [10/Oct/2025:13:55:36 +0000] "GET / HTTP/1.1" 200 12 "-" "curl"\n';
/** Longer than two blocks, so that reading it can be stopped in its middle. */
const LOG = LINE.repeat(150_000);
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

async function one(t: TestContext, content: string): Promise<{ path: string; found: EvidenceFile }> {
  const { folder, scratch } = await evidence(t, { 'access.log': content });
  const {
    found: [found],
  } = await survey([folder], scratch, {}, effects);
  assert.ok(found);
  return { path: join(folder, 'access.log'), found };
}

/** Reads a file, and does something to it when its first block was delivered. */
async function readAnd(
  found: EvidenceFile,
  act: () => Promise<void>,
): Promise<{ length: number; end: ReadEnd }> {
  const opened = found.open();
  let length = 0;
  for await (const block of opened.content) {
    if (length === 0) await act();
    length += block.length;
  }
  return { length, end: readEnd(await opened.finished()) };
}

test('a file that nobody touches is read without a remark, however often', async (t) => {
  const { found } = await one(t, LINE.repeat(3));
  for (let n = 0; n < 2; n++) {
    const { text, end } = await contentOf(found);
    assert.deepEqual([text, end], [LINE.repeat(3), { sha256: sha256(LINE.repeat(3)), problems: [] }]);
  }
  assert.equal((await quoteLines(found, [2])).get(2), LINE.trimEnd());
});

test('a log that was rotated away after it was found is said to be another file, not read as empty in silence', async (t) => {
  const { path, found } = await one(t, LOG);
  await rename(path, `${path}.1`);
  await writeFile(path, '');
  const { text, end } = await contentOf(found);
  assert.equal(text, '');
  assert.match(end.changed ?? '', /another file of 0 bytes/);
  assert.equal(end.problem, end.changed);
});

test('a log that a program writes to is read up to where it ended, and says how much came later', async (t) => {
  const { path, found } = await one(t, LOG);
  const { length, end } = await readAnd(found, () => appendFile(path, LINE));
  assert.equal(length, LOG.length);
  assert.equal(end.sha256, sha256(LOG));
  assert.match(
    end.changed ?? '',
    new RegExp(`first ${LOG.length.toLocaleString('en')} bytes were read, ${LINE.length} that came later`),
  );
  // What it had then is there still.
  assert.equal((await quoteLines(found, [150_000])).get(150_000), LINE.trimEnd());
  assert.notEqual((await quoteLines(found, [150_001])).get(150_001), LINE.trimEnd());
});

test('a log that was cut off while it was read says how much of it was read', async (t) => {
  const { path, found } = await one(t, LOG);
  const { end } = await readAnd(found, () => truncate(path, 10));
  assert.match(end.changed ?? '', /became shorter while it was read/);
});

test('a log that was rotated while it was read is read to its end, and says so', async (t) => {
  const { path, found } = await one(t, LOG);
  const { length, end } = await readAnd(found, async () => {
    await rename(path, `${path}.1`);
    await writeFile(path, LINE);
  });
  assert.equal(length, LOG.length);
  assert.match(end.changed ?? '', /moved or replaced while it was read/);
});

test('a file that was overwritten in place while it was read may be of two states', async (t) => {
  const { path, found } = await one(t, LOG);
  const { end } = await readAnd(found, async () => {
    await writeFile(path, 'X'.repeat(LOG.length), { flag: 'r+' });
    await utimes(path, new Date(0), new Date(0));
  });
  assert.match(end.changed ?? '', /may be of two states/);
});

test('no line is quoted from bytes that are not those that were read, even if their time was set back', async (t) => {
  const { path, found } = await one(t, LINE.repeat(3));
  await contentOf(found);
  const old = await effects.fs.stat(path);
  await writeFile(path, LINE.replace('curl', 'evil').repeat(3));
  await utimes(path, old.atime, old.mtime);
  assert.equal((await quoteLines(found, [1, 2])).size, 0);
  await rm(path);
  assert.equal((await quoteLines(found, [1])).size, 0);
});
