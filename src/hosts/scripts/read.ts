import { GRAVE_SIGNS, SIGN_PATTERNS } from './signs.ts';
import type { ScriptSign } from './signs.ts';

/** A sign and the line that shows it, counted from 1. */
export interface SignAt {
  sign: ScriptSign;
  line: number;
}

/** Larger files are not read: the largest scripts of applications are half of it. Bytes. */
export const MAX_SCRIPT_BYTES = 1 << 20;
/** The first so many lines that show a sign are named. */
const MOST_OF_ONE = 5;
/** A mail that is sent so many lines after a loop began is sent in it. */
const LOOP_LINES = 30;

const LOOP = /\b(?:for|foreach|while)\s{0,4}\(/i;
const MAIL = /(?<![\w>:$])mail\s{0,4}\(/i;
/** A list that a visitor sends. */
const SENT_LIST = /\$_(?:POST|REQUEST)\b/i;
/** What is no code: lines of comments, unless code may follow on them. */
const COMMENT = /^\s{0,80}(?:\/\/|#|\*)(?!.{0,400}(?:\?>|<\?))/;

/** Signs of one line. Linear in its length. */
export function signsOfLine(text: string): ScriptSign[] {
  if (COMMENT.test(text)) return [];
  const signs = new Set<ScriptSign>();
  for (const { sign, pattern } of SIGN_PATTERNS) if (!signs.has(sign) && pattern.test(text)) signs.add(sign);
  // What the request says is decoded before it runs, often.
  if (signs.has('runs input')) signs.delete('runs encoded');
  return [...signs];
}

/**
 * What the text of a script gives away, in the order of its lines; of each sign the first lines. Linear in the length; text
 * beyond `MAX_SCRIPT_BYTES` is not looked at.
 */
export function scriptSigns(text: string): SignAt[] {
  const found: SignAt[] = [];
  const counts = new Map<ScriptSign, number>();
  const take = (sign: ScriptSign, line: number): void => {
    const count = (counts.get(sign) ?? 0) + 1;
    counts.set(sign, count);
    if (count <= MOST_OF_ONE) found.push({ sign, line });
  };
  const asks = SENT_LIST.test(text);
  let loop = Number.NEGATIVE_INFINITY;
  for (const [i, line] of text.slice(0, MAX_SCRIPT_BYTES).split('\n').entries()) {
    for (const sign of signsOfLine(line)) take(sign, i + 1);
    if (LOOP.test(line)) loop = i;
    if (asks && i - loop <= LOOP_LINES && MAIL.test(line)) take('mails in a loop', i + 1);
  }
  return found;
}

export function isGrave(signs: readonly SignAt[]): boolean {
  return signs.some(({ sign }) => GRAVE_SIGNS.has(sign));
}
