import { worded } from '../worded.ts';
import type { Envelope } from './envelope.ts';
import { parseAddress } from '../../net/address.ts';
import { firstLines } from '../../formats/text/first-lines.ts';
import type { Head } from '../../formats/format.ts';
import { latin1At } from '../../formats/text/line-bytes.ts';

/**
 * What `grep -A`, `-B` and `-C` print: `path:12:line` of a line that fits, `path-12-line` of one around it, `--`
 * between groups; with one file or with `-h` no path, without `-n` no number. All of it is read as lines.
 */

/**
 * How a log's line begins. A path may hold dashes, so it ends at the first one that is followed by a time, an
 * address, or what else no name of a file goes on with; names of hosts are not among them, for those would fit.
 */
const BEGINNING = [
  String.raw`\d{1,3}(?:\.\d{1,3}){3}[ ,]`,
  String.raw`[0-9a-f]{0,4}:[0-9a-f:.]{1,37} `,
  String.raw`\d{4}-\d\d-\d\d[T ]`,
  String.raw`\d{4}/\d\d/\d\d `,
  String.raw`[A-Z][a-z]{2} [ \d]\d \d\d:`,
  String.raw`\d \d{12} eni-`,
  String.raw`<\d{1,3}>`,
  String.raw`\[[A-Z\d]`,
  String.raw`\{"`,
].join('|');
const PREFIX = new RegExp(
  String.raw`^((?:[A-Za-z]:)?[^\s:"'<>{}[\]]{0,400}?)(?:[:-]\d{1,9})?([:-])(?=${BEGINNING})`,
);
const MAX_PREFIX = 480;
const MAX_ADDRESS = 64;
const SEPARATOR = '--';
const SAMPLE_LINES = 200;

/** `path:` or `path-12-` before a line of a log. @returns undefined: there is none */
function prefixOf(text: string): { path: string; around: boolean; length: number } | undefined {
  // An IPv6 client is an address with colons, not a path and another address.
  if (parseAddress(text.slice(0, MAX_ADDRESS).split(/[ ,]/, 1)[0] ?? '') !== undefined) return undefined;
  const [whole, path = '', mark] = PREFIX.exec(text) ?? [];
  return whole === undefined ? undefined : { path, around: mark === '-', length: whole.length };
}

export const GREP_CONTEXT: Envelope = {
  is: worded('envGrepAround'),
  shown: isShown,
  unwrap(bytes, start, end, out) {
    const text = latin1At(bytes, start, Math.min(end, start + MAX_PREFIX));
    if (text === SEPARATOR) return 'whole';
    const prefix = prefixOf(text);
    if (prefix === undefined) return undefined;
    out.copy(bytes, start + prefix.length, end);
    return 'whole';
  },
};

/** Do the first lines have grep's separator, or lines that fit and lines around them? */
function isShown(head: Head): boolean {
  const lines = firstLines(head.text, SAMPLE_LINES);
  // A line of its own between others: at the end it may be a signature's.
  if (lines.slice(1, -1).includes(SEPARATOR)) return true;
  const prefixes = lines
    .map((line) => prefixOf(line.slice(0, MAX_PREFIX)))
    .filter((one) => one !== undefined);
  // With `-n` and one file the number is all there is before the line.
  const named = (path: string): string => (/^\d{1,9}$/.test(path) ? '' : path);
  const fitting = new Set(prefixes.filter(({ around }) => !around).map(({ path }) => named(path)));
  return prefixes.some(({ path, around }) => around && fitting.has(named(path)));
}
