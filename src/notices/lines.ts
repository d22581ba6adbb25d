/** A line of a notice, with the quote marks of forwarding taken off. */
export interface Line {
  /** Characters made uniform, so that rules need to know one spelling: see `uniform`. */
  text: string;
  /** As received, without its quote marks. */
  raw: string;
  /** How many quote marks came before it. */
  depth: number;
  /** Counted from 1, in the decoded text. */
  number: number;
}

/** Longer lines are cut for reading; nothing that a notice states is that long. */
const MAX_LINE = 20_000;

/** Quote marks: `>`, `|` and their full-width forms, each with blanks around it. At most 64 are counted. */
const QUOTE = /^[ \t\u00a0]*[>|＞｜]/;
const MAX_DEPTH = 64;

const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
const BLANKS = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
const FULL_WIDTH = /[\uff01-\uff5e]/g;
const SINGLE_QUOTES = /[\u2018\u2019\u201a\u201b\u2032\u00b4]/g;
const DOUBLE_QUOTES = /[\u201c-\u201f\u2033\u00ab\u00bb]/g;
const HYPHENS = /[\u2010-\u2012\u2212\ufe63]/g;
const BULLET = /^[ \t]*[\u2022\u25cf\u25aa\u00b7\u30fb][ \t]*/;

/**
 * One spelling for what mail programs spell in many ways: blanks, full-width letters, digits and colons,
 * curly quotes, hyphens, invisible characters, and addresses that were made unclickable (`198[.]51[.]100[.]7`,
 * `hxxp://`).
 */
export function uniform(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(BLANKS, ' ')
    .replace(FULL_WIDTH, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(SINGLE_QUOTES, "'")
    .replace(DOUBLE_QUOTES, '"')
    .replace(HYPHENS, '-')
    .replace(BULLET, '* ')
    .replace(/\[\.\]|\(\.\)|\{\.\}|\[dot\]/gi, '.')
    .replace(/\[:\]/g, ':')
    .replace(/\bhxxp(s?):\/\//gi, 'http$1://')
    .trimEnd();
}

function unquote(raw: string): { text: string; depth: number } {
  let text = raw;
  let depth = 0;
  while (depth < MAX_DEPTH) {
    const mark = QUOTE.exec(text);
    if (mark === null) break;
    text = text.slice(mark[0].length);
    depth++;
  }
  // One blank belongs to the quote mark.
  return { text: depth > 0 && text.startsWith(' ') ? text.slice(1) : text, depth };
}

/** Of one text, so much is read; a notice with all that a third party wrote is far below. */
const MAX_TEXT = 2 * 1024 * 1024;
/** And so many lines. */
export const MAX_LINES = 150_000;

const LINE_END = /\r\n|[\n\r\u0085\u2028\u2029]/g;

/** How many characters of a text are read. */
export function readableText(text: string): number {
  let lines = 0;
  for (const { index } of text.slice(0, MAX_TEXT).matchAll(LINE_END)) if (++lines >= MAX_LINES) return index;
  return Math.min(text.length, MAX_TEXT);
}

/** The lines of a decoded text, whatever its line ends; quote marks counted and taken off. */
export function toLines(text: string): Line[] {
  return text
    .slice(0, readableText(text))
    .split(LINE_END)
    .map((whole, index) => {
      const cut = whole.length > MAX_LINE ? whole.slice(0, MAX_LINE) : whole;
      const { text: raw, depth } = unquote(cut);
      return { text: uniform(raw), raw, depth, number: index + 1 };
    });
}

/** All lines as one, every run of blanks a single blank: for sentences that were wrapped anywhere. */
export function flatten(lines: readonly Line[]): string {
  return lines
    .map((line) => line.text.trim())
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}
