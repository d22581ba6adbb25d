/** Values are decoded so often at most: applications decode once or twice, and who hides something encodes it once more. */
const MOST_ROUNDS = 4;
/** Of a longer text no more is looked at: a server refuses a request line of this length. */
const LONGEST = 65_536;

/** A call takes so many arguments safely. */
const MOST_ARGUMENTS = 4096;

/** Names of entities that hide a sign (HTML Standard, section 13.5), each with the sign. */
const ENTITIES: Readonly<Record<string, number>> = {
  lt: 60,
  gt: 62,
  amp: 38,
  quot: 34,
  apos: 39,
  lpar: 40,
  rpar: 41,
  sol: 47,
  bsol: 92,
  colon: 58,
  semi: 59,
  comma: 44,
  equals: 61,
  num: 35,
  period: 46,
  tab: 9,
  newline: 10,
  nbsp: 32,
  grave: 96,
  vert: 124,
  dollar: 36,
  percnt: 37,
};
const LONGEST_ENTITY = 8;

/** A byte that is no part of UTF-8 as it must be written, but of a longer form of a short character (RFC 3629, section 3). */
export const OVERLONG = 1;
/** A NUL: what ends a text in C. */
export const NUL = 2;

/** What a text holds that is to be decoded; a text without any is as it was sent. */
export const ENCODED_WORDS: readonly string[] = [
  '%',
  '&#',
  '\\u',
  '\\x',
  ...Object.keys(ENTITIES).map((name) => `&${name};`),
];

function hex(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

function hexNumber(codes: Uint16Array, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = hex(codes[i]!);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

/** Where a character reference at `at` ends, and its character; undefined: there is none. */
function entityAt(codes: Uint16Array, at: number, end: number): { to: number; code: number } | undefined {
  let i = at + 1;
  if (codes[i] === 35) {
    i += 1;
    const isHex = codes[i] === 120 || codes[i] === 88;
    if (isHex) i += 1;
    const digits = i;
    let value = 0;
    for (; i < end && i - digits < LONGEST_ENTITY; i++) {
      const digit = hex(codes[i]!);
      if (digit < 0 || (!isHex && digit > 9)) break;
      value = value * (isHex ? 16 : 10) + digit;
    }
    if (i === digits || value > 0xffff) return undefined;
    return { to: codes[i] === 59 ? i + 1 : i, code: value };
  }
  const name = i;
  while (i < end && i - name <= LONGEST_ENTITY && (codes[i]! | 32) >= 97 && (codes[i]! | 32) <= 122) i += 1;
  // Without the semicolon it may be the next parameter: `&lt=5`.
  if (codes[i] !== 59 || i === name) return undefined;
  const code = ENTITIES[String.fromCharCode(...codes.subarray(name, i)).toLowerCase()];
  return code === undefined ? undefined : { to: i + 1, code };
}

/**
 * Decodes texts as applications may: percent signs (also of bytes that are longer than they must be, and `%uXXXX`), plus
 * signs, character references, `\uXXXX` and `\xXX`, again and again while there is something to decode; then full-width forms
 * become plain, and capital letters small. Each round is one pass over the text. The buffer is used again and again, so a
 * decoder has one text at a time.
 */
export class Decoder {
  /** UTF-16 code units of the decoded text. */
  codes = new Uint16Array(1024);
  length = 0;
  /** What was seen on the way: `OVERLONG`, `NUL`. */
  marks = 0;
  #text: string | undefined;

  /** @param plus plus signs are spaces, as in a query */
  decode(text: string, from: number, to: number, plus: boolean): void {
    const end = Math.min(to, from + LONGEST);
    if (this.codes.length < end - from) this.codes = new Uint16Array(2 * (end - from));
    const { codes } = this;
    let n = 0;
    for (let i = from; i < end; i++) {
      const code = text.charCodeAt(i);
      codes[n++] = code >= 65 && code <= 90 ? code + 32 : plus && code === 43 ? 32 : code;
    }
    this.length = n;
    this.marks = 0;
    this.#text = undefined;
    let rounds = 0;
    while (rounds < MOST_ROUNDS && this.#round()) rounds += 1;
    this.#flatten();
  }

  get text(): string {
    if (this.#text === undefined) {
      let text = '';
      for (let i = 0; i < this.length; i += MOST_ARGUMENTS)
        text += String.fromCharCode(...this.codes.subarray(i, Math.min(this.length, i + MOST_ARGUMENTS)));
      this.#text = text;
    }
    return this.#text;
  }

  /** Decodes once. @returns whether there was something to decode */
  #round(): boolean {
    const { codes } = this;
    const end = this.length;
    let n = 0;
    let bytes = false;
    let changed = false;
    for (let i = 0; i < end;) {
      const code = codes[i]!;
      let value = -1;
      let to = i;
      if (code === 37) {
        if ((codes[i + 1]! | 32) === 117 && i + 5 < end) {
          value = hexNumber(codes, i + 2, (to = i + 6));
        } else if (i + 2 < end) {
          value = hexNumber(codes, i + 1, (to = i + 3));
          bytes ||= value > 127;
        }
      } else if (code === 38) {
        const entity = entityAt(codes, i, end);
        if (entity !== undefined) ({ code: value, to } = entity);
      } else if (code === 92 && i + 3 < end) {
        const kind = codes[i + 1]! | 32;
        if (kind === 117 && i + 5 < end) value = hexNumber(codes, i + 2, (to = i + 6));
        else if (kind === 120) value = hexNumber(codes, i + 2, (to = i + 4));
      }
      if (value < 0) {
        codes[n++] = code;
        i += 1;
      } else {
        changed = true;
        codes[n++] = value;
        i = to;
      }
    }
    this.length = n;
    if (bytes) this.#joinBytes();
    return changed;
  }

  /** Bytes of UTF-8 become characters; those of forms that are too long as well. */
  #joinBytes(): void {
    const { codes } = this;
    let n = 0;
    for (let i = 0; i < this.length;) {
      const code = codes[i]!;
      const more =
        code >= 0xc0 && code < 0xe0
          ? 1
          : code >= 0xe0 && code < 0xf0
            ? 2
            : code >= 0xf0 && code < 0xf8
              ? 3
              : 0;
      let value = code & (0x3f >> more);
      let read = 0;
      while (read < more && i + 1 + read < this.length && (codes[i + 1 + read]! & 0xffc0) === 0x80) {
        value = value * 64 + (codes[i + 1 + read]! & 0x3f);
        read += 1;
      }
      if (more === 0 || read < more) {
        codes[n++] = code;
        i += 1;
        continue;
      }
      if (value < [0, 0x80, 0x800, 0x10000][more]!) this.marks |= OVERLONG;
      codes[n++] = Math.min(value, 0xffff);
      i += 1 + more;
    }
    this.length = n;
  }

  /** Capital letters become small, full-width forms plain; what shows nothing is left out. */
  #flatten(): void {
    const { codes } = this;
    let n = 0;
    for (let i = 0; i < this.length; i++) {
      let code = codes[i]!;
      if (code === 0) {
        this.marks |= NUL;
        continue;
      }
      if (code === 0x200b || code === 0xfeff) continue;
      if (code >= 0xff01 && code <= 0xff5e) code -= 0xfee0;
      // Signs that a server may take for a slash or backslash (Microsoft, MS00-078; Unicode, fraction and division slash, set minus).
      if (code === 0x2215 || code === 0x2044) code = 47;
      if (code === 0x2216) code = 92;
      if (code >= 65 && code <= 90) code += 32;
      codes[n++] = code === 0xa0 ? 32 : code === 0x2bc ? 39 : code;
    }
    this.length = n;
  }
}
