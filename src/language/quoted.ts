import type { QuotedMessages } from '../model/message.ts';
import type { WordsOf } from './words.ts';

const quoted: WordsOf<QuotedMessages> = { quoted: ({ text }) => text };

/** What came in words stays as it came. */
export const quotedWords = { en: quoted, ja: quoted, ko: quoted, ru: quoted, zh: quoted };
