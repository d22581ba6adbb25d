import type { Message, MessageOf, Nothing } from '../../../model/message.ts';
import type { NamesOf } from '../../../model/numbers.ts';
import type { Span } from '../../../language/figures.ts';
import type { BRUTE_FORCE_NUMBERS } from './numbers.ts';

interface Guessed {
  who: string;
  port: number;
  connections: number;
  hosts: number;
  when: Span;
}

/** What the detectors of guessed passwords by flows say, and the rules by which they do. */
export interface BruteForceMessages extends NamesOf<typeof BRUTE_FORCE_NUMBERS> {
  /** A host of ours guesses. */
  guesses: Guessed;
  /** Somebody outside guesses at ours. */
  guessesAtUs: Guessed;
  guessesAtUsMore: { sources: number; named: number; connections: number; when: Span };
  guessRule: {
    source: Message;
    connections: number;
    other: number;
    minutes: number;
    share: number;
    one: number;
  };
  sourceGuess: Nothing;
  sourceGuessAtUs: Nothing;
}

export type BruteForceMessage = MessageOf<BruteForceMessages>;
