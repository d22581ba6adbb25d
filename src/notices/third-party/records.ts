import type { Head, LineFormat, ReadOptions } from '../../formats/format.ts';
import { FORMATS } from '../../formats/index.ts';
import type { TableName } from '../../model/evidence.ts';
import { MemorySink } from '../../tables/memory-sink.ts';
import type { PlainRow } from '../../tables/memory-sink.ts';
import type { Tally } from '../../tables/tally.ts';

/** One line of somebody's log within a text, as a format of abusedesk reads it. */
export interface TextRecord {
  /** Counted from 1, within the text. */
  line: number;
  /** The format's name: `access-log`. */
  format: string;
  table: TableName;
  /** The columns that the line fills. */
  row: PlainRow;
  /** Its time is not UTC by its own words: it was read as UTC. */
  local: boolean;
}

/** The records in a text, and what became of its lines: those with a record, those refused, and the prose around them. */
export interface TextRecords {
  records: TextRecord[];
  rejects: { line: number; reason: string }[];
}

const LINE_FORMATS = FORMATS.filter((format): format is LineFormat => format.kind === 'lines');

/** From here on a format says "I can read this". */
const ENOUGH = 0.5;
/** A text holds logs of few kinds; each is looked for again where a line is of none known so far. */
const MAX_KINDS = 12;
/** Lines that may be of a log and are of none that is known: beyond so many, no further kind is looked for. */
const MAX_ATTEMPTS = 200;
/** No line of a log that a person pastes is longer. */
const MAX_LINE = 8192;

/** A time of day, or an address and a number: prose rarely has it, a log's line mostly. */
const LIKE_LOG = /\d{1,2}:\d{2}:\d{2}|\b\d{10}\b|^\s{0,8}\{"|SRC=/;

function headOf(text: string): Head {
  const bytes = Buffer.from(text);
  return { bytes, text: bytes.toString('latin1'), name: '', whole: true };
}

/** The format that is surest of the text. */
function surest(head: Head, options: ReadOptions): LineFormat | undefined {
  let best: LineFormat | undefined;
  let confidence = ENOUGH;
  for (const format of LINE_FORMATS) {
    const found = format.recognise(head, options)?.confidence ?? 0;
    if (found > confidence || (found === confidence && best === undefined)) {
      best = format;
      confidence = found;
    }
  }
  return best;
}

/** Blanks that a mail program doubled; what is in quotes is the log's own. */
function singleBlanks(line: string): string {
  let quoted = false;
  return line.replaceAll(/"|[ \t]{2,}/g, (found) => {
    if (found !== '"') return quoted ? found : ' ';
    quoted = !quoted;
    return found;
  });
}

interface Pass {
  rows: (PlainRow & { table?: TableName })[];
  rejects: Map<number, string>;
}

/** Reads the lines as one log of the format. */
function readAs(format: LineFormat, lines: readonly string[], options: ReadOptions): Pass {
  const bytes = Buffer.from(`${lines.join('\n')}\n`);
  const sink = new MemorySink(format.table, format.also);
  const rejects = new Map<number, string>();
  const tally: Tally = {
    parsed: () => undefined,
    skipped: () => undefined,
    rejected: (line, _offset, reason) => void rejects.set(line, reason),
    note: () => undefined,
  };
  const state = format.start(headOf(lines.join('\n').slice(0, 65_536)), options);
  format.parse({ bytes, start: 0, end: bytes.length, line: 1, offset: 0 }, state, sink, tally);
  return { rows: sink.rows, rejects };
}

class Reader {
  readonly records: TextRecord[] = [];
  /** By the line's index. */
  readonly refused = new Map<number, string>();
  readonly #lines: readonly string[];
  readonly #options: ReadOptions;
  readonly #taken = new Set<number>();

  constructor(lines: readonly string[], options: ReadOptions) {
    this.#lines = lines;
    this.#options = options;
  }

  isTaken(at: number): boolean {
    return this.#taken.has(at);
  }

  /** Reads what is left from the line on as a log of the format; lines that do not belong to it stay for others. */
  take(format: LineFormat, from: number): void {
    const places = [...this.#lines.keys()].filter((at) => at >= from && !this.#taken.has(at));
    this.#pass(format, places, (line) => line);
    const doubled = places.filter(
      (at) => !this.#taken.has(at) && singleBlanks(this.#lines[at] ?? '') !== this.#lines[at],
    );
    if (doubled.length > 0) this.#pass(format, doubled, singleBlanks);
  }

  #pass(format: LineFormat, places: readonly number[], spell: (line: string) => string): void {
    const lines = places.map((at) => spell(this.#lines[at] ?? ''));
    const { rows, rejects } = readAs(format, lines, this.#options);
    const local = format.local === true && format.zoneIn?.(headOf(lines.join('\n'))) === undefined;
    for (const { table = format.table, line, ...row } of rows) {
      const at = places[Number(line) - 1];
      if (at === undefined) continue;
      this.#taken.add(at);
      this.refused.delete(at);
      // Two files may be quoted below each other, of which one gives its zone in each line.
      const zoned = local && format.zoneIn?.(headOf(lines[Number(line) - 1] ?? '')) !== undefined;
      this.records.push({ line: at + 1, format: format.name, table, row, local: local && !zoned });
    }
    // Beside a line that the format reads, one that it refuses is a broken one; elsewhere it is prose.
    for (const [line, reason] of rejects) {
      const at = places[line - 1] ?? -1;
      const beside = this.#taken.has(at - 1) || this.#taken.has(at + 1);
      if (!this.#taken.has(at) && beside && LIKE_LOG.test(this.#lines[at] ?? ''))
        this.refused.set(at, reason);
    }
  }
}

/**
 * Finds the lines of logs in a text that also has prose, and reads them by the same readers as files of logs. A text with logs of
 * several kinds is read kind by kind. What no reader takes is left alone.
 */
export function readRecords(lines: readonly string[], options: ReadOptions): TextRecords {
  const bounded = lines.map((line) => (line.length > MAX_LINE ? '' : line));
  const reader = new Reader(bounded, options);
  const seen = new Set<LineFormat>();
  let attempts = 0;
  for (const [at, line] of bounded.entries()) {
    if (seen.size >= MAX_KINDS || attempts >= MAX_ATTEMPTS) break;
    if (reader.isTaken(at) || !LIKE_LOG.test(line)) continue;
    attempts++;
    const format = surest(headOf(line), options) ?? surest(headOf(singleBlanks(line)), options);
    if (format === undefined || seen.has(format)) continue;
    seen.add(format);
    reader.take(format, at);
  }
  return {
    records: reader.records.sort((a, b) => a.line - b.line),
    rejects: [...reader.refused]
      .map(([at, reason]) => ({ line: at + 1, reason }))
      .sort((a, b) => a.line - b.line),
  };
}
