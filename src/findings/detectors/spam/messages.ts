import type { Message, MessageOf, Nothing } from '../../../model/message.ts';
import type { NamesOf } from '../../../model/numbers.ts';
import type { Span } from '../../../language/figures.ts';
import type { SPAM_NUMBERS } from './numbers.ts';

/** What the detector of spam says, and the rule by which it does. */
export interface SpamMessages extends NamesOf<typeof SPAM_NUMBERS> {
  mailedMany: {
    who: string;
    servers: number;
    ports: number[];
    connections: number;
    /** In the busiest window, of so many seconds. */
    busiest: number;
    window: number;
    when: Span;
    /** Seconds of its flows before, in which it sent none; absent: too few to be called a history. */
    before?: number;
    /** The log would show mail that came to it. */
    takes_none: boolean;
  };
  spamRule: { source: Message; servers: number; window: number; history: number };
  sourceSpam: Nothing;
  /** Hosts that sent to many mail servers, where the log shows no mail that may have come to them. */
  gapMailUnseen: { hosts: number; sample: string[] };
}

export type SpamMessage = MessageOf<SpamMessages>;
