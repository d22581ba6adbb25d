import type { EvidenceFile } from './evidence-file.ts';

/** At most so many characters of a line are kept. */
const MAX_QUOTE = 2048;
const NEWLINE = 10;

/** Lines wanted of one file, ascending, and what was found of them. */
class Quoting {
  readonly found = new Map<number, string>();
  readonly #wanted: number[];
  #next = 0;
  /** Number of the line that the next byte belongs to. */
  #line = 1;
  #parts: Buffer[] = [];
  #length = 0;

  constructor(wanted: Iterable<number>) {
    this.#wanted = [...new Set(wanted)].sort((a, b) => a - b);
  }

  get done(): boolean {
    return this.#next >= this.#wanted.length;
  }

  take(block: Uint8Array): void {
    const bytes = Buffer.from(block.buffer, block.byteOffset, block.length);
    let at = 0;
    while (at < bytes.length && !this.done) {
      const newline = bytes.indexOf(NEWLINE, at);
      const end = newline < 0 ? bytes.length : newline;
      if (this.#line === this.#wanted[this.#next]) this.#keep(bytes.subarray(at, end));
      if (newline < 0) return;
      this.endLine();
      at = newline + 1;
    }
  }

  /** Called at each line end, and once at the end of the file. */
  endLine(): void {
    if (this.#line === this.#wanted[this.#next]) {
      const text = Buffer.concat(this.#parts).toString('utf8').replace(/\r$/, '');
      this.found.set(this.#line, text.length > MAX_QUOTE ? `${text.slice(0, MAX_QUOTE)}…` : text);
      this.#parts = [];
      this.#length = 0;
      this.#next += 1;
    }
    this.#line += 1;
  }

  #keep(part: Buffer): void {
    // In UTF-8 a character takes at most four bytes; what is beyond that would be cut anyway.
    const room = 4 * MAX_QUOTE + 4 - this.#length;
    if (room <= 0) return;
    this.#parts.push(Buffer.from(part.subarray(0, room)));
    this.#length += Math.min(room, part.length);
  }
}

/**
 * The text of lines of a file, by line number (from 1). The file is read once, up to the last line wanted;
 * lines that it does not have are absent. Of a file that has changed since it was read no line is quoted: it
 * could contradict what was found in it. Only for formats whose records are lines.
 */
export async function quoteLines(
  found: EvidenceFile,
  wanted: Iterable<number>,
): Promise<Map<number, string>> {
  const quoting = new Quoting(wanted);
  const { content } = found.open();
  for await (const block of content) {
    quoting.take(block);
    if (quoting.done) break;
  }
  if (!quoting.done) quoting.endLine();
  return (await found.isAsRead()) ? quoting.found : new Map();
}
