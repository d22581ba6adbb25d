import { htmlToText } from '../../notices/html.ts';

/** Colours and the like, as a terminal gets them. */
const ESCAPES = /\u001b(?:\[[0-9;?]{0,20}[A-Za-z]|\][^\u0007\n]{0,200}\u0007|[()][A-Z0-9])/g;
/** Widths at which terminals and mails break lines. */
const [NARROWEST, WIDEST] = [40, 250];
/** Widths that terminals have by themselves: one full line is enough. */
const USUAL: ReadonlySet<number> = new Set([80, 100, 120, 132]);

/** What is shorter by no more may have been broken at a blank before a word. */
export const SHORTER = 12;

/** A line as a terminal would show it in the end: without colours, after the last carriage return. */
function shown(line: string): string {
  const plain = line.replace(ESCAPES, '').replaceAll('\u00a0', ' ');
  if (!plain.includes('\r')) return plain;
  return plain.split('\r').findLast((part) => part.trim() !== '') ?? '';
}

/** Quoted lines, as in a mail, without their signs. One such line alone may be a prompt: `> netstat -an`. */
function withoutQuotes(lines: string[]): string[] {
  let now = lines;
  for (let level = 0; level < 4; level++) {
    const quoted = now.map((line) => line.startsWith('>'));
    // Between two of them may stand what a mail has broken off and moved to a line without the sign.
    const within = quoted.map((own, i) => own && [-2, -1, 1, 2].some((step) => quoted[i + step] === true));
    if (!within.includes(true)) return now;
    now = now.map((line, i) => (within[i] === true ? line.replace(/^> ?/, '') : line));
  }
  return now;
}

/** A page, or a part of one: not what a command prints of pages in the middle of a text. */
const PAGE =
  /^\s*<(?:!doctype html|html|head|body|pre|div|p|table|span|code|blockquote|section|article|main)\b[^>]*>/i;
/** Stand around the number of a line while a page becomes text. */
const [OPEN, CLOSE] = ['\ue000', '\ue001'];

/** The lines of a text as shown. */
export interface ShownLines {
  lines: string[];
  /** Of a page: in which of its lines each began, counted from 1. */
  numbers?: number[];
}

/** What a reader of the page sees of it, with where it stands. */
function linesOfPage(html: string): Required<ShownLines> {
  const numbered = html
    .replaceAll(/[\ue000\ue001]/g, ' ')
    .split('\n')
    .map((line, i) => `${OPEN}${i + 1}${CLOSE}${line}`)
    .join('\n');
  let number = 1;
  const lines: string[] = [];
  const numbers: number[] = [];
  for (const line of htmlToText(numbered).split('\n')) {
    const marks = Array.from(line.matchAll(/\ue000(\d{1,9})\ue001/g));
    const text = line.replaceAll(/\ue000\d{0,9}\ue001?/g, '');
    // A mark before the first word says where the line begins, one behind it where it goes on.
    const before = line.search(/\ue001(?!\ue000)[^\ue000]*[^\s\ue000]/);
    const own = marks.findLast((mark) => before >= 0 && mark.index < before);
    numbers.push(own === undefined ? number : Number(own[1]));
    number = Number(marks.at(-1)?.[1] ?? number);
    lines.push(text);
  }
  return { lines, numbers };
}

/** The lines of a paste as shown, blanks at the end included. */
export function linesOf(text: string): ShownLines {
  const plain = text.replace(/^\ufeff/, '');
  if (PAGE.test(plain.slice(0, 2000))) {
    const page = linesOfPage(plain);
    return { lines: withoutQuotes(page.lines.map(shown)), numbers: page.numbers };
  }
  const lines = plain.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return { lines: withoutQuotes(lines.map(shown)) };
}

/** At which width lines were broken. */
export interface Wrapping {
  width: number;
  /** A terminal has broken them: it is one of its widths, and several lines have it. Mails are narrower. */
  sure: boolean;
}

/**
 * The width at which the lines were wrapped: none is longer, and at least two have it, or one where terminals have it.
 * Undefined: they were not.
 */
export function wrapping(lines: readonly string[]): Wrapping | undefined {
  let widest = 0;
  for (const { length } of lines) widest = Math.max(widest, length);
  const times = lines.filter(({ length }) => length === widest).length;
  // A mail breaks lines at blanks: most of them are a few letters shorter than the longest.
  const nearly = lines.filter(({ length }) => length < widest && length >= widest - SHORTER).length;
  const enough = (times >= 2 || USUAL.has(widest)) && times >= nearly;
  return enough && widest >= NARROWEST && widest <= WIDEST
    ? { width: widest, sure: times >= 2 && USUAL.has(widest) }
    : undefined;
}
