import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import type { Outcome } from '../../../src/evidence/archives/gunzip.ts';
import { packingOf } from '../../../src/evidence/archives/packings/index.ts';
import { numbers } from '../../../test/support.ts';

/** Lines that repeat themselves here and there, and bytes that do not: more than any block or chunk holds. */
function content(): Buffer {
  const next = numbers(20_261_130);
  const lines = Array.from(
    { length: 60_000 },
    (_, i) => `${i} 198.51.100.${next() % 256} GET /${next() % 5000}\n`,
  );
  const noise = Buffer.from(Array.from({ length: 300_000 }, () => next() >>> 24));
  return Buffer.concat([
    Buffer.from(lines.join('')),
    Buffer.alloc(3_000_000, 'A'),
    noise,
    Buffer.from(lines.slice(0, 9000).join('')),
  ]);
}

const CONTENT = content();

/** Commands that pack what they are given, in the ways that they have. */
const COMMANDS = [
  'zstd -c',
  'zstd -c --fast=5',
  'zstd -c -19 --no-check',
  'zstd -c --long=27',
  'zstd -c -T2 -B300000',
  'zstd -c --ultra -22',
  'pzstd -c -p 2',
  'xz -c',
  'xz -c -0',
  'xz -c -9e --check=crc32',
  'xz -c --check=sha256 --block-size=500000 -T2',
  'xz -c --check=none',
  'xz -c --lzma2=preset=6,lc=1,lp=3,pb=0',
  'xz -c --lzma2=preset=6,dict=4KiB',
  'bzip2 -c',
  'bzip2 -c -1',
  'pbzip2 -c -p2 -b1',
  'lz4 -c',
  'lz4 -c -9 -BD -B4',
  'lz4 -c -B5 -BX',
  'lz4 -c -12 -B7 --no-frame-crc --content-size',
] as const;

async function unpacked(bytes: Uint8Array): Promise<{ bytes: Buffer } & Outcome> {
  async function* blocks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 100_001) yield bytes.subarray(at, at + 100_001);
  }
  const packing = packingOf(bytes);
  assert.ok(packing);
  const outcome: Outcome = {};
  const out: Buffer[] = [];
  for await (const block of packing.unpack(blocks(), undefined, outcome)) out.push(Buffer.from(block));
  return { bytes: Buffer.concat(out), ...outcome };
}

for (const command of COMMANDS) {
  test(`what \`${command}\` packs is read whole, twice behind itself too`, async () => {
    const [program = '', ...words] = command.split(' ');
    const packed = execFileSync(program, words, {
      input: CONTENT,
      maxBuffer: 2 ** 28,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    for (const bytes of [packed, Buffer.concat([packed, packed])]) {
      const read = await unpacked(bytes);
      assert.equal(read.problem, undefined);
      assert.equal(read.bytes.length % CONTENT.length, 0);
      assert.ok(read.bytes.subarray(0, CONTENT.length).equals(CONTENT));
      assert.ok(read.bytes.subarray(-CONTENT.length).equals(CONTENT));
      assert.equal(read.bytes.length, bytes === packed ? CONTENT.length : 2 * CONTENT.length);
    }
  });
}
