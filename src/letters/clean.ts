import { printable } from '../base/printable.ts';

/**
 * Text from evidence or from the command line as it may be in a letter: one line, control characters
 * visible, bounded, and nothing in it that could pass for a blank of ours.
 * @param max characters, an ellipsis included
 */
export function clean(text: string, max = 120): string {
  const line = printable(
    text
      .slice(0, max * 4)
      .replace(/\s+/gu, ' ')
      .trim(),
  );
  const plain = line.replaceAll('[[', '[ [').replaceAll(']]', '] ]');
  const characters = Array.from(plain);
  return characters.length <= max ? plain : `${characters.slice(0, max - 1).join('')}…`;
}

/** A list of ids, each cleaned and named once. */
export function cleanList(texts: readonly string[]): string[] {
  return Array.from(new Set(texts), (text) => clean(text, 64));
}

/** Marks a place that only a person can fill; the text says what belongs there. */
export function blank(what: string): string {
  return `[[ ${what} ]]`;
}
