import { Facts } from '../facts.ts';
import type { HostParser, Outcome, PromptCommand } from '../parser.ts';
import { SHORTER } from './lines.ts';

/** So far it is looked whether other rows of an output were broken too. */
export const MOST_AHEAD = 60;

/** A row that ends too early. */
export function isUnfinished(outcome: Outcome): boolean {
  return typeof outcome === 'object' && 'rejected' in outcome && outcome.unfinished === true;
}

/** Shows the end of a row whether it is whole? */
export function isStrict(parser: HostParser | undefined): boolean {
  return parser?.strict ?? parser?.lists !== undefined;
}

/**
 * A row that ends too early is long enough to have been broken there: the next word would have made it longer than the other
 * lines. A shorter one was cut, and what follows may be of another output.
 * @param widest characters of the longest line
 */
export function mayBeBroken(lines: readonly string[], at: number, widest: number): boolean {
  const [shown = '', next = ''] = lines.slice(at, at + 2);
  const word = /\S+/.exec(next)?.[0].length ?? 0;
  return shown.length + Math.max(word + 1, SHORTER) >= widest;
}

/**
 * Several rows of the output end too early, as where a mail has broken them; a single one was cut.
 * @param lines from where the output began
 */
export function isBroken(
  lines: readonly string[],
  parser: HostParser | undefined,
  asked: PromptCommand | undefined,
): boolean {
  const reader = parser?.begin(lines[0]?.trimEnd() ?? '', new Facts(), asked);
  const origin = { evidence: '', line: 0, by: '' };
  const halves = lines.filter(
    (line) => line.trim() !== '' && isUnfinished(reader?.line(line.trimEnd(), origin)),
  );
  return halves.length > 1;
}

/**
 * May a row as long as the widest go on in the next line? The last column of a table is filled with blanks, and all its rows
 * are as long as the widest; behind a path anything could stand.
 */
export function mayBeFilled(row: string, strict: boolean): boolean {
  return strict ? !/\s\/\S*$/.test(row) : !row.endsWith(' ');
}
