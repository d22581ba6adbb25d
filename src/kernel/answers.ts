import { LF } from './ascii.ts';
import { Kernel } from './kernel.ts';

/** Answers are handed over in pieces of this size, bytes. */
const OUT = 1 << 20;
/** Lines are read in pieces of this size, bytes. */
const IN = 1 << 18;
/** Room for the ends of lines, one for each kind of segments that was hit. */
const TAILS = 1 << 24;
/** A longer end of a line is left to `other`. */
const LONGEST = 4096;
/** With less room than this what there is goes first; a line and its answer are shorter. */
const ROOM = 2 * LONGEST;
/** Bytes behind a text that may be looked at, or written. */
const SLACK = 64;
/** A segment whose lines are answered elsewhere; see `assembly/answers.ts`. */
const ELSEWHERE = 1n << 16n;

/** What a list of addresses is answered from, and by. */
export interface Answering {
  /** Where each segment of the IPv4 space begins; ascending, the first at 0. */
  starts: Uint32Array;
  /** Index of the segment that holds the first address of each /16; the last segment's once more at the end. */
  entry: Uint32Array;
  /** What stands behind an address of the segment, with the line feed; undefined: its lines are for `other`. */
  tail(segment: number): Uint8Array | undefined;
  /** A line that is no plain IPv4 address, without its line feed: its whole answer. @param number from 1 */
  other(line: Uint8Array, number: number): Uint8Array;
  /** A piece of the answers; valid until it returns. */
  write(bytes: Uint8Array): void;
}

/**
 * Answers lines of addresses from bytes to bytes, in WebAssembly: an address is read, its segment looked up, and the ready
 * end of its line copied behind it. Asks for what it does not know.
 */
export class AddressLines {
  /** One of its own: what it knows stays in its memory from chunk to chunk. */
  readonly #kernel = new Kernel();
  readonly #answering: Answering;
  readonly #in: number;
  readonly #out: number;
  readonly #entry: number;
  readonly #starts: number;
  readonly #tailOf: BigUint64Array;
  readonly #tails: number;
  #tailsEnd: number;
  /** Places of ends of lines by what they are: most segments share theirs, and what lies in one place stays in the cache. */
  readonly #places = new Map<string, bigint>();
  /** Where the next answer goes. */
  #used: number;
  #number = 0;
  /** Ends of lines for which there was no room are asked for with each line. */
  readonly #crowded = new Set<number>();

  constructor(answering: Answering) {
    this.#answering = answering;
    const { starts, entry } = answering;
    const sizes = [
      IN + SLACK,
      OUT + SLACK,
      entry.length * 4,
      starts.length * 4,
      starts.length * 8,
      TAILS + SLACK,
    ];
    const aligned = sizes.map((size) => Math.ceil(size / 64) * 64);
    let at = this.#kernel.room(aligned.reduce((sum, size) => sum + size, 0));
    const places = aligned.map((size) => (at += size) - size);
    [this.#in = 0, this.#out = 0, this.#entry = 0, this.#starts = 0, , this.#tails = 0] = places;
    this.#tailsEnd = this.#tails;
    this.#used = this.#out;
    const { buffer } = this.#kernel.bytes;
    new Uint32Array(buffer, this.#entry, entry.length).set(entry);
    new Uint32Array(buffer, this.#starts, starts.length).set(starts);
    this.#tailOf = new BigUint64Array(buffer, places[4], starts.length);
  }

  /** @param bytes whole lines, each with its line feed */
  add(bytes: Uint8Array): void {
    for (let start = 0; start < bytes.length;) {
      let end = Math.min(bytes.length, start + IN);
      if (end < bytes.length) end = bytes.lastIndexOf(LF, end - 1) + 1;
      if (end > start) this.#piece(bytes.subarray(start, end));
      else {
        // A line that is longer than a piece is no address.
        end = bytes.indexOf(LF, start) + 1;
        this.#other(bytes.subarray(start, end - 1));
      }
      start = end;
    }
  }

  /** All that is not written yet. */
  finish(): void {
    if (this.#used > this.#out) this.#answering.write(this.#kernel.bytes.subarray(this.#out, this.#used));
    this.#used = this.#out;
  }

  #piece(lines: Uint8Array): void {
    const { calls, bytes } = this.#kernel;
    bytes.set(lines, this.#in);
    const end = this.#in + lines.length;
    for (let at = this.#in; at < end;) {
      if (this.#used > this.#out + OUT - ROOM) this.finish();
      const outEnd = this.#out + OUT;
      at = calls.answerLines(at, end, this.#used, outEnd, this.#entry, this.#starts, this.#tailOf.byteOffset);
      this.#used = calls.answersEnd.value;
      this.#number += calls.answered.value;
      const unknown = calls.unknownSegment.value;
      const full = this.#used > outEnd - ROOM;
      if (at === end || full || (unknown >= 0 && this.#know(unknown))) continue;
      const feed = bytes.indexOf(LF, at);
      this.#other(bytes.subarray(at, feed));
      at = feed + 1;
    }
  }

  /** Keeps the end of a segment's lines. False: there is no room for it. */
  #know(segment: number): boolean {
    if (this.#crowded.has(segment)) return false;
    const tail = this.#answering.tail(segment);
    if (tail === undefined) {
      this.#tailOf[segment] = ELSEWHERE;
      return true;
    }
    const text = Buffer.from(tail.buffer, tail.byteOffset, tail.length).toString('latin1');
    let place = this.#places.get(text);
    if (place === undefined) {
      if (this.#tailsEnd + tail.length > this.#tails + TAILS || tail.length > LONGEST) {
        this.#crowded.add(segment);
        return false;
      }
      this.#kernel.bytes.set(tail, this.#tailsEnd);
      place = (BigInt(this.#tailsEnd) << 16n) | BigInt(tail.length);
      this.#tailsEnd += tail.length;
      this.#places.set(text, place);
    }
    this.#tailOf[segment] = place;
    return true;
  }

  #other(line: Uint8Array): void {
    this.#number++;
    const answer = this.#answering.other(line, this.#number);
    if (answer.length > ROOM) {
      this.finish();
      this.#answering.write(answer);
      return;
    }
    if (this.#used > this.#out + OUT - ROOM) this.finish();
    this.#kernel.bytes.set(answer, this.#used);
    this.#used += answer.length;
  }
}
