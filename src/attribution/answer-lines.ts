import { specialBlocksV4 } from '../net/special.ts';
import { eraAt } from './eras.ts';
import type { Label, Ranges } from './ranges.ts';

const NEWLINE = 10;
const RETURN = 13;
const DOT = 46;
const ZERO = 48;
const SPACE = 32;

/** Columns of an IPv4 address, and the two blanks behind it. */
const WIDTH = 17;
/** Answers are written in pieces of this size, bytes. */
const OUT = 1 << 20;
/** Room for the ends of lines, one for each prefix that was hit; without room a line goes the slow way. */
const TAILS = 1 << 24;

export interface LineAnswers {
  /**
   * What follows the address: one line, printable.
   * @param label undefined: no list has it; @param special what it is, where it is no ordinary public address
   */
  tail(label: Label | undefined, special?: string): string;
  /** A line that is no plain IPv4 address: its whole answer with the line feed, '' for none. @param number from 1 */
  other(line: string, number: number): string;
  /** Valid until it returns. */
  write(bytes: Uint8Array): void;
}

/**
 * Answers a long list of addresses, one a line, from bytes to bytes: per address it is read, looked up, and the ready end of
 * its line is copied.
 */
export class AnswerLines {
  readonly #ranges: Ranges;
  readonly #era: number;
  readonly #answers: LineAnswers;
  /** Answers, and behind them the ends of lines: to copy inside one array is the fastest way that there is. */
  readonly #bytes = Buffer.alloc(OUT + TAILS);
  #used = 0;
  #tailsEnd = OUT;
  /**
   * By prefix, then for an address without one, then by note of special ones: where its end of the line lies and how long
   * it is; 0: not yet made.
   */
  readonly #starts: Int32Array;
  readonly #lengths: Int32Array;
  /** Notes of special blocks that fill the two first octets. */
  readonly #notes: string[] = [];
  /** By the first two octets: 0 nothing special; 1 some of it is, and goes the slow way; from 2 on: the note's number. */
  readonly #special = new Uint8Array(65_536);
  #number = 0;
  /** The bytes of a line whose end lies in the next chunk. */
  #rest: Uint8Array = new Uint8Array(0);

  /** @param at seconds since 1970 UTC */
  constructor(ranges: Ranges, at: number, answers: LineAnswers) {
    this.#ranges = ranges;
    this.#era = eraAt(ranges.eras, at);
    this.#answers = answers;
    // Longer prefixes last, as they count.
    for (const { first, last, note } of specialBlocksV4().toReversed()) {
      const whole = first % 65_536 === 0 && last % 65_536 === 65_535;
      this.#special.fill(whole ? this.#notes.push(note) + 1 : 1, first >>> 16, (last >>> 16) + 1);
    }
    const slots = ranges.segments.parent.length + 1 + this.#notes.length;
    this.#starts = new Int32Array(slots);
    this.#lengths = new Int32Array(slots);
  }

  /** Makes the end of the line. False: there is no room for it. @param prefix -1: none */
  #make(slot: number, prefix: number, note: string | undefined): boolean {
    const bytes = Buffer.from(`${this.#answers.tail(this.#ranges.label(prefix, this.#era), note)}\n`);
    if (this.#tailsEnd + bytes.length > this.#bytes.length || bytes.length > 4096) return false;
    bytes.copy(this.#bytes, this.#tailsEnd);
    this.#starts[slot] = this.#tailsEnd;
    this.#lengths[slot] = bytes.length;
    this.#tailsEnd += bytes.length;
    return true;
  }

  #flush(): void {
    if (this.#used > 0) this.#answers.write(this.#bytes.subarray(0, this.#used));
    this.#used = 0;
  }

  #other(line: Uint8Array): void {
    const bytes = Buffer.from(line);
    const text =
      bytes.at(-1) === RETURN ? bytes.toString('utf8', 0, bytes.length - 1) : bytes.toString('utf8');
    const answer = Buffer.from(this.#answers.other(text, this.#number), 'utf8');
    if (answer.length === 0) return;
    // In order, and possibly longer than the room.
    this.#flush();
    this.#answers.write(answer);
  }

  /** The lines of a chunk; a line may go on in the next one. */
  add(chunk: Uint8Array): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    this.#lines(bytes, end);
    this.#rest = Buffer.from(bytes.subarray(end));
  }

  /** A last line without a line feed, and all that is not written yet. */
  finish(): void {
    if (this.#rest.length > 0) this.add(Buffer.from('\n'));
    this.#flush();
  }

  /** Whole lines: `bytes[end - 1]` is a line feed. */
  #lines(bytes: Uint8Array, end: number): void {
    const out = this.#bytes;
    const { table } = this.#ranges;
    const none = this.#ranges.segments.parent.length;
    let used = this.#used;
    for (let start = 0; start < end;) {
      if (used > OUT - 8192) {
        this.#used = used;
        this.#flush();
        used = 0;
      }
      this.#number++;
      // Four numbers without leading zeros, copied as they are read.
      let at = start;
      let value = 0;
      let dots = 0;
      let part = -1;
      let to = used;
      let byte = bytes[at]!;
      for (; byte !== NEWLINE; byte = bytes[++at]!) {
        const digit = byte - ZERO;
        if (digit >= 0 && digit <= 9) {
          if (part === 0 || at - start > 15) break;
          part = part < 0 ? digit : part * 10 + digit;
          if (part > 255) break;
        } else if (byte === DOT && part >= 0 && dots < 3) {
          value = (value << 8) | part;
          part = -1;
          dots++;
        } else break;
        out[to++] = byte;
      }
      const plain =
        dots === 3 && part >= 0 && (byte === NEWLINE || (byte === RETURN && bytes[at + 1] === NEWLINE));
      const address = ((value << 8) | part) >>> 0;
      const special = plain ? this.#special[address >>> 16]! : 1;
      const prefix = special === 1 ? -1 : table.ofV4(address);
      // Of a special address that somebody publishes both is said: the slow way.
      if (special === 0 || (special > 1 && prefix < 0)) {
        if (byte === RETURN) at++;
        const slot = prefix >= 0 ? prefix : special === 0 ? none : none + special - 1;
        if (this.#starts[slot] !== 0 || this.#make(slot, prefix, this.#notes[special - 2])) {
          for (const column = used + WIDTH; to < column;) out[to++] = SPACE;
          const tail = this.#starts[slot]!;
          const length = this.#lengths[slot]!;
          out.copyWithin(to, tail, tail + length);
          used = to + length;
          start = at + 1;
          continue;
        }
      }
      const feed = bytes.indexOf(NEWLINE, at);
      this.#used = used;
      this.#other(bytes.subarray(start, feed));
      used = this.#used;
      start = feed + 1;
    }
    this.#used = used;
  }
}
