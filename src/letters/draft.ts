import type { LetterWords } from '../notices/senders/sender.ts';
import type { ReplyAnswers } from './answers.ts';
import type { LetterFacts } from './facts.ts';
import type { LetterKind } from './kinds.ts';
import type { Language } from './languages/language.ts';
import type { Disproof, Ending } from './resources.ts';
import type { OccasionWords } from './words/words.ts';

/** One claim that the records refute. */
export interface RefutedClaim {
  because: string;
  /** `file:line`, and the record where the evidence is a text. */
  rows: { where: string; text?: string }[];
}

/** What a letter is made from. */
export interface Draft {
  kind: LetterKind;
  language: Language;
  /** The same language, for letters on an occasion. */
  occasion: OccasionWords;
  /** How it speaks of the one whom it answers. */
  words: LetterWords;
  facts: LetterFacts;
  answers: ReplyAnswers;
  /** Whether it has stopped, as the case concludes it: in the letter's language. Absent in letters on other matters. */
  stopped?: { sure: boolean; text: string };
  /** What the records show of the claims where nothing else was found, in the letter's language. */
  sent: string[];
  /** What was found inside the host, the gravest first, in the letter's language. */
  inside: string[];
  /** Of a dispute: why the records refute it, in the letter's language, and their rows. */
  refuted: RefutedClaim[];
  /** Why more time is needed, in the letter's language; empty in letters on other matters, as are the two that follow. */
  reasons: string[];
  disproofs: Disproof[];
  endings: Ending[];
  /** The deadline has passed. */
  late: boolean;
}
