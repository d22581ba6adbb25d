import { worded } from './worded.ts';
import type { Field } from './fields.ts';
import { beginsWithSlash } from './plan.ts';
import type { Plan, Segment } from './plan.ts';
import { emptyTime, readTime } from './time.ts';
import type { Step } from './time.ts';
import { BACKSLASH, COLON, DASH, QUOTE, SPACE } from '../../kernel/ascii.ts';

/** Ends of free texts that are tried in one segment of one line; more are an attacker's. */
const MAX_TRIES = 200;
/** What may hold anything where nothing else is between the quotes: a header is what its sender wrote. */
const ALONE: ReadonlySet<string> = new Set(['text', 'list', 'word']);
const COMMA = 44;
const SLASH = 47;
const BRACKET_OPEN = 91;
const BRACKET_CLOSE = 93;

function beginsWith(bytes: Uint8Array, at: number, end: number, text: Uint8Array): boolean {
  if (at + text.length > end) return false;
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text[i]) return false;
  return true;
}

/** Place of the first `text` at or after `from`; -1 if it does not end before `end`. */
function find(bytes: Uint8Array, from: number, end: number, text: Uint8Array): number {
  const first = text[0];
  for (let at = from; at + text.length <= end; at++) {
    if (bytes[at] === first && beginsWith(bytes, at, end, text)) return at;
  }
  return -1;
}

/** End of a word: a space, the text that follows it in the format, or `stop`. */
function wordEnd(bytes: Uint8Array, from: number, end: number, next: Uint8Array, stop: number): number {
  let at = from;
  // An IPv6 address as a host is in brackets, its colons too.
  if (bytes[at] === BRACKET_OPEN && next[0] === COLON) {
    while (at < end && bytes[at] !== BRACKET_CLOSE && bytes[at] !== SPACE) at++;
  }
  for (; at < end; at++) {
    const byte = bytes[at];
    if (byte === SPACE || byte === stop) return at;
    if (next.length > 0 && byte === next[0] && beginsWith(bytes, at, end, next)) return at;
  }
  return end;
}

/** End of an address that a colon follows: the last colon of the word, since IPv6 has colons of its own. */
function addressEnd(bytes: Uint8Array, from: number, end: number): number {
  let stop = from;
  while (stop < end && bytes[stop] !== SPACE) stop++;
  let at = stop - 1;
  while (at > from && bytes[at] !== COLON) at--;
  return at > from ? at : stop;
}

function numberEnd(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  if (at < end && bytes[at] === DASH) at++;
  while (at < end && ((bytes[at]! >= 48 && bytes[at]! <= 57) || bytes[at] === 46)) at++;
  return at;
}

/** End of words with `, ` or ` : ` between. */
function listEnd(bytes: Uint8Array, from: number, end: number, next: Uint8Array): number {
  let at = wordEnd(bytes, from, end, next, -1);
  while (at + 1 < end && bytes[at] === SPACE) {
    if (bytes[at - 1] === COMMA && at > from) at = wordEnd(bytes, at + 1, end, next, -1);
    else if (bytes[at + 1] === COLON && bytes[at + 2] === SPACE && at + 3 < end)
      at = wordEnd(bytes, at + 3, end, next, -1);
    else break;
  }
  return at;
}

/** Finds where the values of a line lie, by a plan. One object is reused for all lines. */
export class Matcher {
  /** Where each field's value lies, by its number in the plan. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly #plan: Plan;
  readonly #quotes: Int32Array;
  readonly #tryStarts: Int32Array;
  readonly #tryEnds: Int32Array;
  readonly #time = emptyTime();
  #bytes: Uint8Array = new Uint8Array();
  #segment: Segment | undefined;
  #end = 0;
  #tries = 0;
  #found = false;
  /** The first field that ends in another place in another reading. */
  #unclear: string | undefined;
  #furthest = 0;

  constructor(plan: Plan) {
    this.#plan = plan;
    const count = plan.fields.length;
    this.starts = new Int32Array(count);
    this.ends = new Int32Array(count);
    this.#tryStarts = new Int32Array(count);
    this.#tryEnds = new Int32Array(count);
    this.#quotes = new Int32Array(plan.segments.length);
  }

  /** @returns why the line is not of the format; undefined if all its values were found, in one way only */
  match(bytes: Uint8Array, start: number, end: number): string | undefined {
    const { segments, quoted } = this.#plan;
    this.#bytes = bytes;
    const count = quoted ? this.#findQuotes(start, end) : 0;
    if (count !== segments.length - 1) {
      return worded('lfQuotes', { count, wanted: segments.length - 1 });
    }
    let from = start;
    for (let i = 0; i < segments.length; i++) {
      const to = i < count ? this.#quotes[i]! : end;
      const reason = this.#match(segments[i]!, from, to);
      if (reason !== undefined) return reason;
      from = to + 1;
    }
    return undefined;
  }

  /** @returns how many quotes there are that are not escaped */
  #findQuotes(start: number, end: number): number {
    const bytes = this.#bytes;
    let count = 0;
    for (let at = start; at < end; at++) {
      const byte = bytes[at];
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) {
        if (count < this.#quotes.length) this.#quotes[count] = at;
        count++;
      }
    }
    return count;
  }

  #match(segment: Segment, from: number, to: number): string | undefined {
    const { fields, texts, first } = segment;
    const bytes = this.#bytes;
    if (fields.length === 1 && ALONE.has(fields[0]!.shape)) {
      const start = from + texts[0]!.length;
      const end = to - texts[1]!.length;
      const fits =
        end >= start && beginsWith(bytes, from, to, texts[0]!) && beginsWith(bytes, end, to, texts[1]!);
      this.starts[first] = start;
      this.ends[first] = end;
      return fits ? undefined : worded('lfDeparts', { field: fields[0]!.name });
    }
    this.#begin(segment, to);
    this.#try(0, from);
    if (this.#tries > MAX_TRIES) return worded('lfManyWays');
    if (this.#unclear !== undefined) {
      return worded('lfTwoWays', { field: this.#unclear });
    }
    if (this.#found) return undefined;
    const field = fields[this.#furthest]?.name;
    return field === undefined ? worded('lfDepartsEnd') : worded('lfDeparts', { field });
  }

  #begin(segment: Segment, to: number): void {
    this.#segment = segment;
    this.#end = to;
    this.#tries = 0;
    this.#found = false;
    this.#unclear = undefined;
    this.#furthest = 0;
  }

  /** Tries to read the segment from its text number `i` on. */
  #try(i: number, from: number): void {
    const { texts, fields } = this.#segment!;
    const text = texts[i]!;
    if (i > this.#furthest) this.#furthest = i;
    if (!beginsWith(this.#bytes, from, this.#end, text)) return;
    const at = from + text.length;
    const field = fields[i];
    if (field === undefined) {
      if (at === this.#end) this.#solved();
    } else if (field.shape === 'text') this.#tryText(i, at);
    else this.#take(i, at, this.#endOf(field, i, at));
  }

  #take(i: number, at: number, end: number): void {
    if (end < at) return;
    this.#tryStarts[i] = at;
    this.#tryEnds[i] = end;
    this.#try(i + 1, end);
  }

  /** A free text ends at each place where what follows it may begin. */
  #tryText(i: number, at: number): void {
    const { texts, fields } = this.#segment!;
    const next = texts[i + 1]!;
    if (i === fields.length - 1) {
      this.#take(i, at, this.#end - next.length);
      return;
    }
    let stop = find(this.#bytes, at, this.#end, next);
    while (stop >= 0 && this.#unclear === undefined) {
      if (++this.#tries > MAX_TRIES) return;
      this.#take(i, at, stop);
      stop = find(this.#bytes, stop + 1, this.#end, next);
    }
  }

  /** Where a value that is no free text ends; -1 if there is none. */
  #endOf(field: Field, i: number, at: number): number {
    const bytes = this.#bytes;
    const end = this.#end;
    const { texts, fields } = this.#segment!;
    const next = texts[i + 1]!;
    if (field.shape === 'number') return numberEnd(bytes, at, end);
    if (field.shape === 'list') return listEnd(bytes, at, end, next);
    if (field.shape === 'time') return this.#timeEnd(field.steps, at);
    const kind = field.meaning?.kind;
    if (next[0] === COLON && (kind === 'address' || kind === 'host')) return addressEnd(bytes, at, end);
    const after = fields[i + 1];
    const stop = next.length === 0 && after !== undefined && beginsWithSlash(after) ? SLASH : -1;
    return wordEnd(bytes, at, end, next, stop);
  }

  #timeEnd(steps: readonly Step[], at: number): number {
    return readTime(steps, this.#bytes, at, this.#end, this.#time);
  }

  #solved(): void {
    const { fields, first } = this.#segment!;
    for (let i = 0; i < fields.length; i++) {
      const start = this.#tryStarts[i]!;
      const end = this.#tryEnds[i]!;
      if (!this.#found) {
        this.starts[first + i] = start;
        this.ends[first + i] = end;
      } else if (
        fields[i]!.meaning !== undefined &&
        (this.starts[first + i] !== start || this.ends[first + i] !== end)
      ) {
        this.#unclear = fields[i]!.name;
      }
    }
    this.#found = true;
  }
}
