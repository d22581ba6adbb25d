import type { Lang } from '../../language/lang.ts';
import { SENDERS } from './index.ts';
import type { LetterWords, Sender } from './sender.ts';

/** Who sent a claim; undefined for a source that is not known. */
export function senderOf(source: string): Sender | undefined {
  return SENDERS.find(({ name }) => name === source);
}

/** A claim's source as people call it: `AWS`. A source that is not known is called by its name; a text in nobody's form has none. */
export function sourceTitle(source: string): string | undefined {
  const title = senderOf(source)?.title ?? source;
  return title === '' ? undefined : title;
}

/** How a letter speaks of the sender; of one that is not known it uses the name that the claim gives. */
export function letterWords(source: string, lang: Lang): LetterWords {
  return senderOf(source)?.letterWords(lang) ?? { provider: source, desk: source };
}
