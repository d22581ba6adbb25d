import { englishOf } from '../../src/cases/evidence.ts';
import { headBytes } from '../../src/evidence/recognise.ts';
import type { Head, LineFormat, ReadOptions } from '../../src/formats/format.ts';
import { MemorySink } from '../../src/tables/memory-sink.ts';
import type { PlainRow } from '../../src/tables/memory-sink.ts';
import type { Chunk, Tally } from '../../src/tables/tally.ts';

export { MemorySink } from '../../src/tables/memory-sink.ts';
export type { PlainRow } from '../../src/tables/memory-sink.ts';

export interface Parsed {
  rows: PlainRow[];
  read: number;
  parsed: number;
  skipped: Record<string, number>;
  rejects: { line: number; offset: number; reason: string }[];
  notes: string[];
}

/** The beginning of a file as recognition sees it. */
export function headOf(content: Uint8Array, name = 'file'): Head {
  const bytes = content.subarray(0, headBytes(content));
  return { bytes, text: Buffer.from(bytes).toString('latin1'), name, whole: bytes.length === content.length };
}

/** Cuts at the first line end at or after each multiple of `size` bytes. */
function* chunksOf(content: Uint8Array, size: number): Generator<Chunk> {
  let line = 1;
  for (let start = 0; start < content.length;) {
    const feed = content.indexOf(10, Math.min(start + size, content.length) - 1);
    const end = feed < 0 ? content.length : feed + 1;
    // Bytes around the chunk that are not its own must not be looked at.
    const bytes = new Uint8Array(end - start + 8).fill(35);
    bytes.set(content.subarray(start, end), 4);
    yield { bytes, start: 4, end: 4 + end - start, line, offset: start };
    for (let at = start; at < end; at++) if (content[at] === 10) line++;
    start = end;
  }
}

const texts = new Map<string, string>();

/** A reason or a note in English. */
export function english(reason: string): string {
  const text = texts.get(reason) ?? englishOf(reason);
  texts.set(reason, text);
  return text;
}

/** Counts into a result; a note that was made before is one, as in a run. */
export function tallyInto(result: Omit<Parsed, 'rows' | 'read'>): Tally {
  return {
    parsed: (records = 1) => void (result.parsed += records),
    skipped: (reason) => {
      const text = english(reason);
      result.skipped[text] = (result.skipped[text] ?? 0) + 1;
    },
    rejected: (line, offset, reason) => void result.rejects.push({ line, offset, reason: english(reason) }),
    note: (note) => {
      const text = english(note);
      if (!result.notes.includes(text)) result.notes.push(text);
    },
  };
}

/** Reads the content in chunks of about `size` bytes, the state carried on as the feeder does it. */
export function parseAll<State>(
  format: LineFormat<State>,
  content: string | Uint8Array,
  size = 1 << 20,
  options: ReadOptions = {},
): Parsed {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
  const result: Parsed = { rows: [], read: 0, parsed: 0, skipped: {}, rejects: [], notes: [] };
  const tally = tallyInto(result);
  let state = format.start(headOf(bytes), options);
  for (const chunk of chunksOf(bytes, size)) {
    const next = format.carry(chunk, structuredClone(state));
    const sink = new MemorySink(format.table, format.also);
    format.parse(chunk, structuredClone(state), sink, tally);
    result.rows.push(...sink.rows);
    state = next;
  }
  const cut = format.atEnd?.(state);
  if (cut !== undefined) tally.note(cut);
  const feeds = bytes.reduce((count, byte) => count + (byte === 10 ? 1 : 0), 0);
  result.read = feeds + (bytes.length > 0 && bytes.at(-1) !== 10 ? 1 : 0);
  return result;
}

/** The sum that must hold for every file. */
export function accounted(result: Parsed): number {
  const skipped = Object.values(result.skipped).reduce((sum, count) => sum + count, 0);
  return result.parsed + result.rejects.length + skipped;
}

/** Line and reason of each reject. */
export function reasonsOf(rejects: readonly { line: number; reason: string }[]): [number, string][] {
  return rejects.map(({ line, reason }) => [line, reason]);
}
