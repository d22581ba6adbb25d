import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { Outcome } from '../../src/evidence/archives/gunzip.ts';
import type { Packing } from '../../src/evidence/archives/packings/index.ts';
import { PACKINGS, packingOf } from '../../src/evidence/archives/packings/index.ts';
import { unpackedBy } from '../../src/evidence/archives/packings/packing.ts';
import { zstdBy } from '../../src/evidence/archives/packings/zstd.ts';
import { openLibrary } from '../../src/evidence/archives/packings/zstd-decoders.ts';
import { secondLook } from '../../src/evidence/archives/inflate.ts';
import { messageOf } from '../../src/model/reason.ts';
import { Inflated, Meter, Spare } from '../../src/evidence/archives/meter.ts';
import { LIMITS } from '../../src/evidence/limits.ts';
import { worded } from '../../src/evidence/worded.ts';
import { fixture } from '../support.ts';

// The fixtures are what zstd 1.5.4, xz 5.4.1, bzip2 1.0.8 and lz4 1.9.4 wrote of these lines.
const lines = (count: number): string =>
  Array.from({ length: count }, (_, i) => `${i} line ${((i * 2654435761) % 4294967296) % 97}\n`).join('');
const SHORT = lines(60);
const LONG = lines(9000);

const packed = (name: string): Buffer => readFileSync(fixture('evidence', 'packings', name));

/** What is read the same way, each from its own program. */
const WHOLE: Readonly<Record<string, string>> = {
  'short.zst': SHORT,
  // Without a checksum; behind frames that hold no content, as pzstd has them.
  'no-check.zst': SHORT,
  'skippable.zst': SHORT,
  'long.zst': LONG,
  // By each checksum, and by none; of three blocks.
  'short.xz': SHORT,
  'crc32.xz': SHORT,
  'sha256.xz': SHORT,
  'no-check.xz': SHORT,
  'long.xz': LONG,
  'short.bz2': SHORT,
  'long.bz2': LONG,
  // Blocks that copy from those before; with checksums of their own; with the length of the content.
  'short.lz4': SHORT,
  'linked.lz4': LONG,
  'long.lz4': LONG,
  'blocks.lz4': SHORT,
  'size.lz4': SHORT,
};
const CHECKED = [
  'short.zst',
  'short.xz',
  'crc32.xz',
  'sha256.xz',
  'short.bz2',
  'short.lz4',
  'blocks.lz4',
] as const;
const SMALL = ['short.zst', 'short.xz', 'short.bz2', 'short.lz4'] as const;

/** libzstd compiled to WebAssembly, which Node uses that has none of its own. */
const LIBRARY: Packing = {
  ...packingOf(packed('short.zst'))!,
  unpack: unpackedBy('zstd', zstdBy(openLibrary)),
};

function packingsOf(name: string): Packing[] {
  const packing = PACKINGS.find(({ endings }) => name.endsWith(endings[0]));
  assert.ok(packing);
  return packing.name === 'zstd' ? [packing, LIBRARY] : [packing];
}

interface Unpacked extends Outcome {
  text: string;
}

async function unpacked(
  packing: Packing,
  bytes: Uint8Array,
  blockBytes = 1000,
  limits = LIMITS,
): Promise<Unpacked> {
  async function* blocks(): AsyncGenerator<Uint8Array> {
    // One buffer for all blocks, as when reading files: nothing may hold on to an earlier one.
    const shared = new Uint8Array(Math.min(blockBytes, bytes.length));
    for (let at = 0; at < bytes.length; at += blockBytes) {
      const piece = bytes.subarray(at, at + blockBytes);
      shared.set(piece);
      yield shared.subarray(0, piece.length);
    }
  }
  const outcome: Outcome = {};
  const meter = new Meter(bytes.length, limits, new Spare(limits));
  const bound = new Inflated(bytes.length, limits, meter);
  const out: Buffer[] = [];
  const read = (careful: number, end: Outcome): AsyncGenerator<Uint8Array> => {
    delete end.problem;
    delete end.partial;
    return packing.unpack(blocks(), bound, end, careful);
  };
  for await (const block of secondLook(read, outcome)) out.push(Buffer.from(block));
  delete outcome.damagedAt;
  return { text: Buffer.concat(out).toString('latin1'), ...outcome };
}

for (const [name, text] of Object.entries(WHOLE)) {
  test(`${name} is read to its end, wherever the blocks are cut`, async () => {
    const bytes = packed(name);
    assert.ok(packingsOf(name).some((packing) => packing.name === packingOf(bytes)?.name));
    for (const packing of packingsOf(name)) {
      for (const blockBytes of text === SHORT ? [1, 2, 3, 7, 16, 100, 1000] : [97, 5000, 1e6]) {
        assert.deepEqual(await unpacked(packing, bytes, blockBytes), { text });
      }
    }
  });
}

test('streams behind one another are one content, and padding with zeros is not complained about', async () => {
  for (const name of SMALL) {
    const bytes = packed(name);
    const long = packed(name.replace('short', 'long'));
    for (const packing of packingsOf(name)) {
      const many = Buffer.concat([bytes, long, bytes]);
      const text = `${SHORT}${LONG}${SHORT}`;
      assert.deepEqual(await unpacked(packing, many, 500), { text }, name);
      assert.deepEqual(await unpacked(packing, Buffer.concat([bytes, Buffer.alloc(5000)])), { text: SHORT });
      assert.deepEqual(await unpacked(packing, Buffer.concat([bytes, Buffer.from('something else')])), {
        text: SHORT,
        problem: worded('packedBehind', { packing: packing.name, bytes: 14 }),
      });
    }
  }
});

test('a file that is cut gives what is there, and says where it ends', async () => {
  for (const name of CHECKED) {
    const bytes = packed(name);
    for (const packing of packingsOf(name)) {
      for (let length = 4; length < bytes.length; length += 1) {
        const { text, problem } = await unpacked(packing, bytes.subarray(0, length));
        assert.ok(SHORT.startsWith(text), `${name}, ${length}`);
        const behind = worded('packedBehind', { packing: packing.name, bytes: length });
        const short = worded('packedShort', { packing: packing.name, bytes: text.length });
        assert.ok(problem === short || (length < 6 && problem === behind), `${name}, ${length}: ${problem}`);
      }
    }
  }
  for (const name of ['long.bz2', 'long.xz', 'linked.lz4']) {
    const [packing] = packingsOf(name);
    const bytes = packed(name);
    const { text } = await unpacked(packing!, bytes.subarray(0, bytes.length - 20));
    assert.ok(text.length > LONG.length / 2 && LONG.startsWith(text), name);
  }
});

test('no byte of a file with checksums can be another one unnoticed', async () => {
  for (const name of CHECKED) {
    const bytes = packed(name);
    for (const packing of packingsOf(name)) {
      for (let at = 0; at < bytes.length; at += 1) {
        const wrong = Uint8Array.from(bytes);
        wrong[at]! ^= 1 << (at % 8);
        const { text, problem } = await unpacked(packing, wrong);
        assert.ok(text === SHORT || problem !== undefined, `${name}, ${at}`);
      }
    }
  }
});

test('a wrong checksum is told, and the content and the streams behind it are read', async () => {
  // Bytes of the checksum, from the end: of zstd's frame, of an LZ4 frame, of bzip2's stream (its last bits).
  for (const [name, back] of [
    ['short.zst', 1],
    ['short.lz4', 2],
    ['short.bz2', 2],
  ] as const) {
    const bytes = packed(name);
    const wrong = Uint8Array.from(bytes);
    wrong[wrong.length - back]! ^= 0x40;
    for (const packing of packingsOf(name)) {
      assert.deepEqual(await unpacked(packing, Buffer.concat([wrong, bytes])), {
        text: SHORT + SHORT,
        problem: worded('packedChecksum', { packing: packing.name }),
      });
    }
  }
  // xz has the block's before the index, of 28 bytes with the footer.
  const wrong = packed('short.xz');
  wrong[wrong.length - 30]! ^= 1;
  assert.deepEqual(await unpacked(packingsOf('short.xz')[0]!, Buffer.concat([wrong, packed('short.xz')])), {
    text: SHORT + SHORT,
    problem: worded('packedChecksum', { packing: 'xz' }),
  });
});

test('what would need too much memory, a dictionary or a filter is refused with the reason', async () => {
  const most = 128 * 2 ** 20;
  const refused = [
    ['window.zst', worded('packedWindow', { bytes: 2 ** 31, most })],
    ['window.xz', worded('packedWindow', { bytes: 2 ** 28, most })],
    ['dictionary.zst', worded('packedDictionary')],
    ['filter.xz', worded('packedFilter')],
  ] as const;
  for (const [name, why] of refused) {
    for (const packing of packingsOf(name)) {
      const { text, problem, partial } = await unpacked(packing, packed(name));
      assert.deepEqual([text, partial], ['', true]);
      const { length: stored } = packed(name);
      assert.ok(
        problem?.startsWith(
          worded('arcStopped', { why: messageOf(why), bytes: 0, left: 0, stored }).split('"left"')[0]!,
        ) === true,
        name,
      );
    }
  }
});

/** A frame of zstd whose blocks of four bytes are 128 KiB of zeros each. */
function zstdOfZeros(blocks: number): Buffer {
  const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x50]);
  const block = (isLast: number): number[] => {
    const word = isLast | (1 << 1) | (131_072 << 3);
    return [word & 255, (word >> 8) & 255, word >> 16, 0];
  };
  const all = Array.from({ length: blocks }, (_, i) => block(Number(i === blocks - 1)));
  return Buffer.concat([header, Buffer.from(all.flat())]);
}

/** A frame of LZ4, of blocks of 4 MiB of zeros. */
function lz4OfZeros(blocks: number): Buffer {
  const fours = 4 * 2 ** 20 - 24;
  const run = Buffer.alloc(Math.floor((fours - 19) / 255), 255);
  // A zero, a match that repeats it, and five zeros at the end.
  const block = Buffer.concat([
    Buffer.from([0x1f, 0, 1, 0]),
    run,
    Buffer.from([(fours - 19) % 255, 0x50, 0, 0, 0, 0, 0]),
  ]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(block.length);
  const header = Buffer.from([0x04, 0x22, 0x4d, 0x18, 0x60, 0x70, 0x73]);
  return Buffer.concat([
    header,
    ...Array.from({ length: blocks }, () => [size, block]).flat(),
    Buffer.alloc(4),
  ]);
}

test('what unfolds to very much more than it is ends at the limit', async () => {
  const limits = { ...LIMITS, maxRatio: 20, spareBytes: 2 ** 25 };
  for (const [name, bytes] of [
    ['short.zst', zstdOfZeros(4096)],
    ['short.lz4', lz4OfZeros(40)],
  ] as const) {
    for (const packing of packingsOf(name)) {
      const { text, problem } = await unpacked(packing, bytes, 2 ** 20, limits);
      assert.ok(text.length > 2 ** 22 && text.length <= 65 * 2 ** 20, `${name}: ${text.length}`);
      assert.ok(problem?.includes('arcInflates') === true, `${name}: ${problem}`);
    }
  }
});

test('no bytes behind a beginning make it throw, and none in the middle', async () => {
  const some = fc.uint8Array({ maxLength: 300 });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(WHOLE)),
      fc.nat({ max: 400 }),
      some,
      fc.nat({ max: 400 }),
      async (name, at, put, over) => {
        const bytes = packed(name);
        const mutant = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + over)]);
        for (const packing of packingsOf(name)) {
          const { text } = await unpacked(packing, mutant, 333);
          assert.ok(text.length <= 65 * 2 ** 20);
        }
      },
    ),
    { numRuns: 600, seed: 20261130 },
  );
});

test('where the memory does not suffice, what was read before is evidence, and the reason is told', async () => {
  const packing: Packing = {
    ...LIBRARY,
    unpack: unpackedBy('zstd', async function* () {
      yield Buffer.from('before');
      await Promise.resolve();
      throw new RangeError('Maximum memory size exceeded');
    }),
  };
  const damage = 'Maximum memory size exceeded';
  assert.deepEqual(await unpacked(packing, packed('short.zst')), {
    text: 'before',
    problem: worded('packedDamaged', { packing: 'zstd', bytes: 6, damage }),
    partial: true,
  });
});
