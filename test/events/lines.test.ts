import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { countLines, cutLines } from '../../src/events/ingest/lines.ts';
import type { Block, LongLine } from '../../src/events/ingest/lines.ts';

const LINE_BYTES = 12;

interface Seen {
  line: number;
  offset: number;
  text: string;
}

/** Reads the cut lines back, each with its number and offset. */
async function linesOf(pieces: readonly Uint8Array[], blockBytes: number): Promise<(Seen | LongLine)[]> {
  async function* content(): AsyncGenerator<Uint8Array> {
    for (const piece of pieces) yield await Promise.resolve(piece);
  }
  const seen: (Seen | LongLine)[] = [];
  let out = 0;
  const buffers = {
    take: () => {
      out++;
      return Promise.resolve(new Uint8Array(blockBytes).fill(120));
    },
    give: () => void out--,
  };
  for await (const piece of cutLines(content(), buffers, { blockBytes, lineBytes: LINE_BYTES })) {
    assert.ok(piece.kind !== 'cut line');
    if (piece.kind === 'long line') seen.push(piece);
    else {
      if (piece.bytes.length === blockBytes) out--;
      seen.push(...linesOfBlock(piece));
    }
  }
  assert.equal(out, 0, 'every buffer is handed on or given back');
  return seen;
}

function linesOfBlock(block: Block): Seen[] {
  const text = Buffer.from(block.bytes.subarray(block.start, block.end)).toString('latin1');
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  assert.equal(lines.length, block.lines);
  let offset = block.offset;
  return lines.map((line, i) => {
    const seen = { line: block.line + i, offset, text: line };
    offset += line.length;
    return seen;
  });
}

/** The same, the plain way. */
function expected(text: string): (Seen | LongLine)[] {
  let offset = 0;
  return (text.match(/[^\n]*\n|[^\n]+$/g) ?? []).map((line, i) => {
    const at = offset;
    offset += line.length;
    const length = line.replace('\n', '').length;
    if (length > LINE_BYTES) return { kind: 'long line', line: i + 1, offset: at, length };
    return { line: i + 1, offset: at, text: line };
  });
}

test('however the content comes in and whatever the block size, the lines are the same', async () => {
  const character = fc.constantFrom('\n', '\n', 'a', 'b', '\r', '\0', 'aaaaaa', 'bbbbbbbbbbbbbb');
  await fc.assert(
    fc.asyncProperty(
      fc.array(character, { maxLength: 60 }).map((parts) => parts.join('')),
      fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 10 }),
      fc.integer({ min: LINE_BYTES + 1, max: 80 }),
      async (text, sizes, blockBytes) => {
        const bytes = Buffer.from(text, 'latin1');
        const pieces: Uint8Array[] = [];
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const size = sizes[i % sizes.length] ?? 1;
          pieces.push(bytes.subarray(at, at + size));
          at += size;
        }
        assert.deepEqual(await linesOf(pieces, blockBytes), expected(text));
      },
    ),
    { numRuns: 500 },
  );
});

test('line feeds are counted whatever stands beside them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(0, 9, 10, 11, 10, 0x0b, 0x8a, 0x80, 255), { maxLength: 3000 }),
      fc.nat(9),
      (values, from) => {
        const bytes = Uint8Array.from(values);
        const start = Math.min(from, bytes.length);
        const count = values.slice(start).filter((value) => value === 10).length;
        assert.equal(countLines(bytes, start, bytes.length), count);
        const shifted = new Uint8Array(bytes.length + 3);
        shifted.set(bytes, 3);
        assert.equal(countLines(shifted.subarray(3), start, bytes.length), count);
      },
    ),
  );
});
