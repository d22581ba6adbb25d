import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { LineFormat } from '../../src/formats/format.ts';
import { FORMATS } from '../../src/formats/index.ts';
import { countLines } from '../../src/events/ingest/lines.ts';
import { CountingTally } from '../../src/events/tally.ts';
import { Sinks } from '../../src/events/lake/sinks.ts';
import { headOf } from './memory-sink.ts';

const LINE_FORMATS = FORMATS.filter((format) => format.kind === 'lines');
const LF = 10;

/** What a column may hold of one byte of a line: the byte in another encoding, escaped, or twice in other words. */
const MOST_HELD = 16;

interface Outcome {
  parsed: number;
  rejected: number;
  skipped: number;
  rows: number;
  /** Characters in the fullest dictionary. */
  held: number;
}

/** Reads as a worker does: chunks that end at line ends, into the lake's own columns. */
function readInto(format: LineFormat, bytes: Uint8Array, chunkBytes: number): Outcome {
  const sinks = new Sinks();
  const tally = new CountingTally();
  let state = format.start(headOf(Buffer.from(bytes.subarray(0, 65_536))), {});
  let rows = 0;
  let line = 1;
  for (let start = 0; start < bytes.length;) {
    const next = bytes.indexOf(LF, Math.min(bytes.length, start + chunkBytes) - 1);
    const end = next < 0 ? bytes.length : next + 1;
    const chunk = { bytes, start, end, line, offset: start };
    const before = tally.total;
    const sink = sinks.begin([format.table, ...(format.also ?? [])]);
    format.parse(chunk, state, sink, tally);
    for (const count of Object.values(sinks.end(1))) rows += count;
    const lines = countLines(bytes, start, end) + Number(bytes[end - 1] !== LF);
    assert.equal(tally.total - before, lines, `${format.name}: every line is counted once`);
    state = format.carry(chunk, state);
    line += lines;
    start = end;
  }
  let held = 0;
  for (const sink of sinks) {
    for (const column of sink.columns.values())
      if ('dictionary' in column) held = Math.max(held, column.dictionary.held);
  }
  const { parsed, rejected, skipped } = tally.counts;
  return { parsed, rejected, skipped, rows, held };
}

function check(format: LineFormat, bytes: Uint8Array): void {
  const small = readInto(format, bytes, 64);
  const whole = readInto(format, bytes, 1 << 20);
  for (const { parsed, rows, held } of [small, whole]) {
    if (format.also === undefined) assert.equal(rows, parsed, format.name);
    else assert.ok(rows >= parsed, format.name);
    assert.ok(held <= MOST_HELD * bytes.length + 1024, `${format.name} holds ${held} of ${bytes.length}`);
  }
  const counts = ({ parsed, rejected, skipped }: Outcome): number[] => [parsed, rejected, skipped];
  assert.deepEqual(counts(small), counts(whole), `${format.name}: where a file is cut changes nothing`);
}

/** Bytes that formats give a meaning to. */
const odd = fc.constantFrom(0, 9, LF, 13, 32, 34, 39, 44, 45, 58, 91, 92, 93, 123, 125, 0x80, 0xc3, 0xff);
const noise = fc.array(fc.oneof(odd, fc.nat(255)), { maxLength: 300, size: 'max' });

test('whatever the bytes are, each line is counted once and where they are cut changes nothing', () => {
  fc.assert(
    fc.property(fc.constantFrom(...LINE_FORMATS), noise, (format, bytes) => {
      check(format, Uint8Array.from(bytes));
    }),
    { numRuns: 600 },
  );
});

test('lines of a format with damage anywhere are each counted once, in the lake as well', () => {
  const damage = fc.tuple(fc.nat(), fc.nat(4), fc.array(odd, { maxLength: 3 }));
  fc.assert(
    fc.property(
      fc.constantFrom(...LINE_FORMATS),
      fc.integer({ min: 1, max: 8 }),
      fc.array(damage, { maxLength: 8 }),
      fc.boolean(),
      (format, times, damages, ended) => {
        let bytes = Buffer.from(`${format.sample}\n`.repeat(times));
        if (!ended) bytes = bytes.subarray(0, -1);
        for (const [place, cut, put] of damages) {
          const at = place % (bytes.length + 1);
          bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from(put), bytes.subarray(at + cut)]);
        }
        check(format, Uint8Array.from(bytes));
      },
    ),
    { numRuns: 600 },
  );
});
