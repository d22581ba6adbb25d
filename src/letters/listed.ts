import type { Language } from './languages/language.ts';

/** A letter is read by a person with many of them: what goes beyond this in a list is counted. */
const MAX_LISTED = 6;

/** `a, b, c, and 3 more` in the letter's language. */
export function listed(items: readonly string[], language: Language): string {
  const rest = items.length - MAX_LISTED;
  if (rest <= 0) return items.join(language.comma);
  return [...items.slice(0, MAX_LISTED), language.more(rest)].join(language.comma);
}
