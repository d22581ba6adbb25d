import { worded } from '../../src/evidence/worded.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync, gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import type { Outcome } from '../../src/evidence/archives/gunzip.ts';
import { gunzip } from '../../src/evidence/archives/gunzip.ts';

/** Text that does not compress away to nothing. */
const TEXT = Array.from({ length: 1500 }, (_, i) => `${i} line ${(i * 2654435761) % 4294967296}\n`).join('');

async function inflate(bytes: Uint8Array, blockBytes = 1000): Promise<{ text: string } & Outcome> {
  async function* blocks(): AsyncGenerator<Uint8Array> {
    // One buffer for all blocks, as when reading files: nothing may hold on to an earlier one.
    const shared = new Uint8Array(blockBytes);
    for (let at = 0; at < bytes.length; at += blockBytes) {
      const piece = bytes.subarray(at, at + blockBytes);
      shared.set(piece);
      yield shared.subarray(0, piece.length);
    }
  }
  const outcome: Outcome = {};
  const out: Buffer[] = [];
  for await (const block of gunzip(blocks(), undefined, outcome)) out.push(Buffer.from(block));
  return { text: Buffer.concat(out).toString('latin1'), ...outcome };
}

/** A gzip member with every optional header field of RFC 1952. */
function decorated(text: string): Buffer {
  const plain = gzipSync(text);
  const header = Buffer.from([0x1f, 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3]);
  const extra = Buffer.from([3, 0, 1, 2, 3]);
  return Buffer.concat([
    header,
    extra,
    Buffer.from('name\0comment\0'),
    Buffer.from([1, 2]),
    plain.subarray(10),
  ]);
}

test('a gzip of several members is read to its last one, wherever the blocks are cut', async () => {
  const members = Buffer.concat([gzipSync('first\n'), gzipSync(''), decorated('second\n'), gzipSync(TEXT)]);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: members.length + 5 }), async (blockBytes) => {
      assert.deepEqual(await inflate(members, blockBytes), { text: `first\nsecond\n${TEXT}` });
    }),
    { numRuns: 30 },
  );
});

test('a gzip that ends early gives everything up to there and says where that is', async () => {
  const whole = gzipSync(TEXT);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (length) => {
      const { text, problem } = await inflate(whole.subarray(0, length));
      assert.ok(TEXT.startsWith(text));
      assert.equal(problem, worded('gzipShort', { bytes: text.length }));
    }),
    { numRuns: 60 },
  );
  const half = await inflate(whole.subarray(0, whole.length / 2));
  assert.ok(half.text.length > TEXT.length / 3);
  const almost = await inflate(whole.subarray(0, whole.length - 3));
  assert.equal(almost.text, TEXT);
});

test('bytes behind the end are counted, padding with zeros is not complained about', async () => {
  const whole = gzipSync(TEXT);
  const garbage = await inflate(Buffer.concat([whole, Buffer.from('not gzip at all')]));
  assert.deepEqual(garbage, { text: TEXT, problem: worded('gzipBehind', { bytes: 15 }) });
  assert.deepEqual(await inflate(Buffer.concat([whole, Buffer.alloc(5000)])), { text: TEXT });
});

test('a wrong checksum is told, and the content and the members behind it are read', async () => {
  const wrong = Buffer.from(gzipSync('first\n'));
  wrong.writeUInt32LE(1, wrong.length - 8);
  const { text, problem } = await inflate(Buffer.concat([wrong, gzipSync('second\n')]));
  assert.equal(text, 'first\nsecond\n');
  assert.equal(problem, worded('gzipChecksum'));
});

test('a member that declares reserved flags, or nothing but a header, is no endless wait', async () => {
  for (const bytes of [
    [0x1f, 0x8b, 8, 0xe0, 0, 0, 0, 0, 0, 3],
    [0x1f, 0x8b, 8],
    [0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3],
  ]) {
    assert.equal((await inflate(Uint8Array.from(bytes))).problem, worded('gzipShort', { bytes: 0 }));
  }
  const raw = Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]), deflateRawSync('x')]);
  assert.equal((await inflate(raw)).text, 'x');
});

test('no bytes behind a gzip header make it throw', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.nat(31), async (rest, flags) => {
      const bytes = Buffer.concat([Buffer.from([0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 3]), rest]);
      assert.equal(typeof (await inflate(bytes, 17)).text, 'string');
    }),
    { numRuns: 300 },
  );
});
