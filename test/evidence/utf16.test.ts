import { inEnglish } from '../in-english.ts';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { asUtf8, headToUtf8, utf16Of } from '../../src/evidence/utf16.ts';
import type { Utf16 } from '../../src/evidence/utf16.ts';
import { surveyed } from './evidence-support.ts';

const MARK = '\uFEFF';

function encode(text: string, encoding: Utf16): Buffer {
  const bytes = Buffer.from(MARK + text, 'utf16le');
  return encoding === 'utf-16be' ? bytes.swap16() : bytes;
}

/** The content in pieces of these lengths, the rest in one. */
async function* cut(bytes: Buffer, lengths: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (const length of lengths) {
    yield bytes.subarray(at, at + length);
    at += length;
  }
  yield bytes.subarray(at);
}

async function decoded(bytes: Buffer, encoding: Utf16, lengths: readonly number[]): Promise<string> {
  const opened = asUtf8(
    { content: cut(bytes, lengths), finished: () => Promise.resolve({ problems: [] }) },
    encoding,
  );
  const pieces: Uint8Array[] = [];
  for await (const piece of opened.content) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

test('a log that PowerShell wrote is read like any other, and hashed as it lies on the disk', async (t) => {
  const log =
    '#Fields: date time c-ip cs-method cs-uri-stem sc-status\r\n2018-03-05 10:00:00 198.51.100.7 GET /owa/ 200\r\n';
  const stored = encode(log, 'utf-16le');
  const { found } = await surveyed(t, { 'iis.log': stored });
  const [file] = found;
  assert.equal(file?.format?.name, 'iis-w3c');
  assert.match(inEnglish(file.recognition?.because ?? ''), /^UTF-16 text; its #Fields line/);
  const opened = file.open();
  const pieces: Buffer[] = [];
  for await (const piece of opened.content) pieces.push(Buffer.from(piece));
  assert.equal(Buffer.concat(pieces).toString('utf8'), log);
  assert.equal((await opened.finished()).sha256, createHash('sha256').update(stored).digest('hex'));
});

test('text comes out whole wherever the blocks are cut, in both byte orders', async () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((value) => !value.startsWith(MARK));
  const lengths = fc.array(fc.nat(9), { maxLength: 12 });
  const order = fc.constantFrom<Utf16>('utf-16le', 'utf-16be');
  await fc.assert(
    fc.asyncProperty(text, lengths, order, async (value, cuts, encoding) => {
      const bytes = encode(value, encoding);
      assert.equal(utf16Of(bytes), encoding);
      assert.equal(await decoded(bytes, encoding, cuts), value);
      assert.equal(Buffer.from(headToUtf8(bytes, encoding)).toString('utf8'), value);
    }),
  );
});

test('any bytes behind the mark are text, if not a sensible one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (bytes) => {
      const marked = Buffer.concat([Buffer.from([0xff, 0xfe]), bytes]);
      assert.equal(typeof (await decoded(marked, 'utf-16le', [3])), 'string');
    }),
  );
});

test('UTF-32 and plain text are not taken for UTF-16', () => {
  assert.equal(utf16Of(Buffer.from([0xff, 0xfe, 0, 0])), undefined);
  assert.equal(utf16Of(Buffer.from('text')), undefined);
  assert.equal(utf16Of(Buffer.alloc(0)), undefined);
});

test('UTF-16 whose mark was cut off with the beginning of the file is read', async (t) => {
  const log =
    '#Fields: date time c-ip cs-method cs-uri-stem sc-status\r\n2018-03-05 10:00:00 198.51.100.7 GET /owa/ 200\r\n';
  const big = Buffer.from(log, 'utf16le').swap16();
  const { found } = await surveyed(t, { 'a.log': Buffer.from(log, 'utf16le'), 'b.log': big });
  for (const file of found) {
    assert.equal(file.format?.name, 'iis-w3c');
    assert.match(inEnglish(file.recognition?.because ?? ''), /^UTF-16 text; /);
  }
  const binary = Buffer.from('0100020003000400050006000700080009000a000b000c00', 'hex');
  assert.equal(utf16Of(binary), undefined);
});

test('a log with names in a code page says how to have them read', async (t) => {
  const line = 'Nov 16 00:00:14 web1 sshd[2213]: Failed password for @ from 203.0.113.9 port 52114 ssh2\n';
  const [before, after] = line.split('@');
  const korean = Buffer.from([0xc8, 0xab, 0xb1, 0xe6, 0xb5, 0xbf]);
  const paged = Buffer.concat([Buffer.from(before ?? ''), korean, Buffer.from(after ?? '')]);
  const { found } = await surveyed(t, { 'a.log': paged, 'b.log': line.replace('@', '홍길동') });
  assert.match(
    inEnglish(found[0]?.recognition?.because ?? ''),
    /not all of its text is UTF-8.*iconv -f PAGE/,
  );
  assert.doesNotMatch(inEnglish(found[1]?.recognition?.because ?? ''), /iconv/);
});
