import type { CaseDocument } from '../model/case.ts';
import { english, speak, type Told } from '../findings/sentences/say.ts';
import type { Language } from './languages/language.ts';

/**
 * The case's sentences in the page's language, by their English words. One that its key does not give word for
 * word (the file was edited, or is of another version) is left out: the page shows what the case says.
 */
export function translated(
  { sentences = [] }: CaseDocument,
  words: Pick<Language, 'sentences' | 'types'>,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { text, said } of sentences) {
    const own = inWords(text, said, words);
    if (own !== undefined) found.set(text, own);
  }
  return found;
}

function inWords(
  text: string,
  said: Told,
  { sentences, types }: Pick<Language, 'sentences' | 'types'>,
): string | undefined {
  try {
    return english(said) === text ? speak(said, sentences, types) : undefined;
  } catch (error) {
    // What is told does not fit the sentence, or is nested without end.
    if (error instanceof TypeError || error instanceof RangeError) return undefined;
    throw error;
  }
}
