import { ENVELOPE_LINE } from '../../formats/text/line-bytes.ts';
import { LF } from '../../kernel/ascii.ts';
import type { Envelope } from './envelope.ts';
import { ByteWriter } from './unwrapped.ts';

const CR = 13;
const LINE_END = Buffer.from([LF]);
/** A longer line is no log's; it is passed on as it is. */
const MAX_LINE = 2 ** 20;

/**
 * Takes the envelope off each line. There are as many lines as before: where one was cut into several, it is in
 * the place of the first. Lines that are the envelope's alone hold nothing, or `ENVELOPE_LINE` where `marks` says so.
 * What is not of the envelope's shape stays as it is.
 */
class Unwrapper {
  readonly #envelope: Envelope;
  readonly #out = new ByteWriter(64 * 1024);
  #rest: Uint8Array = new Uint8Array();
  /** Line ends that follow when the line that was cut is whole. */
  #owed = 0;
  /** Within a line that is too long. */
  #long = false;

  readonly #marks: boolean;

  constructor(envelope: Envelope, marks: boolean) {
    this.#envelope = envelope.begin?.() ?? envelope;
    this.#marks = marks;
  }

  /** Is the mark all that was written from there on? */
  #marked(from: number): boolean {
    return this.#out.length === from + 1 && this.#out.endsMarked();
  }

  /** Ends the line that was written, and those that went into it. */
  #settle(): void {
    if (this.#owed === 0) return;
    for (this.#out.byte(LF), this.#owed--; this.#owed > 0; this.#owed--) {
      if (this.#marks) this.#out.byte(ENVELOPE_LINE);
      this.#out.byte(LF);
    }
  }

  take(block: Uint8Array): Uint8Array {
    let at = 0;
    for (let feed = block.indexOf(LF); feed >= 0; feed = block.indexOf(LF, at)) {
      if (this.#long) this.#out.copy(block, at, feed);
      else if (this.#rest.length === 0) this.#line(block, at, feed);
      else {
        const line = Buffer.concat([this.#rest, block.subarray(at, feed)]);
        this.#line(line, 0, line.length);
      }
      this.#endLine();
      at = feed + 1;
    }
    this.#keep(block.subarray(at));
    return this.#out.take();
  }

  end(): Uint8Array {
    const before = this.#out.length;
    if (this.#rest.length > 0) this.#line(this.#rest, 0, this.#rest.length);
    // What the end completes is in the place of the last line.
    if (this.#marked(before)) this.#out.length = before;
    this.#envelope.atEnd?.(this.#out);
    if (this.#marks && this.#rest.length > 0 && this.#out.length === before) this.#out.byte(ENVELOPE_LINE);
    this.#settle();
    return this.#out.take();
  }

  #part = false;

  #line(bytes: Uint8Array, start: number, end: number): void {
    const stop = end > start && bytes[end - 1] === CR ? end - 1 : end;
    const before = this.#out.length;
    const unwrapping = this.#envelope.unwrap(bytes, start, stop, this.#out);
    this.#part = unwrapping === 'part';
    if (unwrapping !== undefined) {
      const alone = unwrapping === 'whole' && this.#out.length === before && this.#owed === 0;
      if (alone && this.#marks && stop > start) this.#out.byte(ENVELOPE_LINE);
      return;
    }
    this.#out.length = before;
    // What comes between the parts of a line is a line of its own.
    this.#settle();
    this.#out.copy(bytes, start, stop);
  }

  #endLine(): void {
    this.#rest = new Uint8Array();
    this.#long = false;
    this.#owed++;
    if (this.#part) {
      this.#part = false;
      return;
    }
    this.#settle();
  }

  #keep(tail: Uint8Array): void {
    if (this.#long) this.#out.copy(tail, 0, tail.length);
    else if (this.#rest.length + tail.length <= (this.#envelope.longest ?? MAX_LINE))
      this.#rest = Buffer.concat([this.#rest, tail]);
    else {
      this.#long = true;
      this.#settle();
      this.#out.copy(this.#rest, 0, this.#rest.length);
      this.#out.copy(tail, 0, tail.length);
      this.#rest = new Uint8Array();
    }
  }
}

/** Puts a line end between records that follow one another without one. */
async function* apart(
  content: AsyncIterable<Uint8Array>,
  between: readonly string[],
): AsyncGenerator<Uint8Array> {
  const marks = between.map((text) => Buffer.from(text));
  const most = Math.max(...marks.map(({ length }) => length));
  let rest: Buffer = Buffer.alloc(0);
  for await (const block of content) {
    const bytes = Buffer.concat([rest, block]);
    const pieces: Uint8Array[] = [];
    let from = 0;
    for (let at = bytes.indexOf(125); at >= 0; at = bytes.indexOf(125, at + 1)) {
      if (!marks.some((mark) => mark.equals(bytes.subarray(at, at + mark.length)))) continue;
      pieces.push(bytes.subarray(from, at + 1), LINE_END);
      from = at + 1;
    }
    // What begins at the end may go on in the next block.
    const kept = Math.max(from, bytes.length - most);
    pieces.push(bytes.subarray(from, kept));
    rest = Buffer.from(bytes.subarray(kept));
    yield Buffer.concat(pieces);
  }
  if (rest.length > 0) yield rest;
}

/** The content without its envelope. */
export async function* unwrapped(
  content: AsyncIterable<Uint8Array>,
  envelope: Envelope,
): AsyncGenerator<Uint8Array> {
  const unwrapper = new Unwrapper(envelope, true);
  const { between } = envelope;
  for await (const block of between === undefined ? content : apart(content, between)) {
    const bytes = unwrapper.take(block);
    if (bytes.length > 0) yield bytes;
  }
  const last = unwrapper.end();
  if (last.length > 0) yield last;
}

/** The same of a file's first bytes, whose last line may be cut. */
export function headUnwrapped(head: Uint8Array, envelope: Envelope): Uint8Array {
  const unwrapper = new Unwrapper(envelope, false);
  const first = unwrapper.take(head);
  return Buffer.concat([first, unwrapper.end()]);
}
