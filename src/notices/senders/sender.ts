import type { Lang } from '../../language/lang.ts';
import type { Claim } from '../../model/claim.ts';
import type { Instant } from '../../model/instant.ts';
import type { Line } from '../lines.ts';
import type { Message } from '../messages.ts';

/** What a message states, before it is known who sent it and when it arrived. */
export interface Statement extends Omit<Claim, 'source' | 'received' | 'authenticity' | 'evidence'> {
  /** Hours from the arrival of the notice within which it asks for an answer. */
  answerWithinHours?: number;
}

export interface Reading {
  /** One for each notice in the message, and the line it begins at, counted from 1. */
  stated: { statement: Statement; line: number }[];
  /** Lines that looked like fields and were not understood. */
  unread: string[];
}

/** What letters to a sender call it. */
export interface LetterWords {
  /** In a sentence: `AWS`. */
  readonly provider: string;
  /** Whom it greets: `AWS Trust & Safety`. */
  readonly desk: string;
}

/** A provider whose notices are read. One folder, one line in `index.ts`; nothing else in `src/` names it. */
export interface Sender {
  /** `aws`: the claim's `source`. */
  readonly name: string;
  /** As people write it, for messages: `AWS`. Empty: a text in nobody's form. */
  readonly title: string;
  /**
   * By which a text among the evidence is taken for such a notice, in lower case; in a text of any language they
   * are in English. One is enough to look at it, two make it likely.
   */
  readonly phrases: readonly string[];
  /** The same where a notice is a line of data without words, and how such a line looks: `dos,i-…`. */
  readonly layouts?: readonly { readonly pattern: RegExp; readonly like: string }[];
  /** Within how many hours of its arrival the sender wants an answer, where a notice does not say. */
  readonly hoursToAnswer?: number;
  /** What a letter in this language calls the provider and the people who read it. */
  letterWords(lang: Lang): LetterWords;
  /** Labels of its notices, by which somebody who pastes one knows what belongs to it. */
  readonly labels: readonly string[];
  /**
   * Addresses that its abuse desk sends from, lower case, each with its source; only a mail from one of them can be proven. None: no
   * public text says from which it writes, and a valid signature shows the provider's domain alone.
   */
  readonly addresses: readonly string[];
  /**
   * Domains that the provider sends from; a signature proves only what comes from the same one. None: a form that anybody
   * may fill in, of which no sender can be proven.
   */
  readonly domains: readonly string[];
  /**
   * Domains whose DNS may be asked when a mail's signatures are checked; no other name is ever looked up, so
   * that opening evidence never calls a server of an attacker.
   */
  readonly dns: readonly string[];
  /** Words by which a mail calls itself this provider's, in its display name or in its domain. */
  readonly callsItself: RegExp;
  /** What the words of a message state; undefined if it is no notice of this provider. Never throws. */
  read(message: Message): Reading | undefined;
  /**
   * Of a notice in the message that passes a third party's text on, which goes on at the message's end: how many quote
   * marks come before the notice's lines.
   */
  passesOn(message: Message): number | undefined;
  /** Does the third party's text end in these lines? */
  endsPassedOn(lines: readonly Line[]): boolean;
  /** What a subject line alone states: reference and account, nothing more. */
  readSubject(subject: string): Statement | undefined;
}

/** A moment that a text states, and whether the text names its time zone. */
export interface Moment {
  instant: Instant;
  zoned: boolean;
}
