import type { LetterWords } from '../../notices/senders/sender.ts';
import type { Certainty } from '../../model/certainty.ts';
import type { AbuseType } from '../../model/abuse-types.ts';
import type { Restriction } from '../facts.ts';
import type { PortWords } from '../../language/figures.ts';
import type { Activity, Via } from '../hosts.ts';
import type { Period } from '../period.ts';
import type { Basis } from '../basis.ts';

type ByVerdict<T> = Readonly<Record<Certainty, T>>;

/** Measures that a person may tick. They are offered, never claimed. */
export type Measure =
  | 'rebuilt'
  | 'patched'
  | 'admin_closed'
  | 'service_closed'
  | 'credentials_replaced'
  | 'credentials_removed'
  | 'egress_restricted'
  | 'security_contact'
  | 'monitored';

/** What a provider is asked for when its report cannot be followed. */
export const QUESTIONS = ['time', 'flow', 'lines', 'spoofed'] as const;
type Question = (typeof QUESTIONS)[number];

/** Figures of a claim that have a name in every language. */
type Figure =
  | 'bytes_sent'
  | 'packets_sent'
  | 'bytes_received'
  | 'packets_received'
  | 'targets'
  | 'ports'
  | 'flows';

/** How many lines of evidence were looked through. */
interface Records {
  files: number;
  read: number;
  parsed: number;
  rejected: number;
  skipped: number;
}

/**
 * What the letters say in one language. One file per language; whoever adds one writes it as a careful
 * professional would, not word by word. Text that is handed in is clean and stays as it is;
 * `when` is a text made by `period`. Sentences end with their full stop.
 */
export interface Language {
  /** BCP 47, for numbers. */
  readonly locale: string;
  /** Between a label and its text. */
  readonly colon: string;
  /** Between the items of a list, and between the parts of a line. */
  readonly comma: string;
  readonly semicolon: string;
  /** Between two sentences. */
  readonly gap: string;

  readonly labels: Readonly<Record<'reference' | 'resource' | 'happened' | 'done' | 'prevention', string>>;
  readonly types: Readonly<Record<AbuseType, string>>;
  readonly verdicts: ByVerdict<string>;
  readonly figures: Readonly<Record<Figure, string>>;

  readonly portWords: PortWords;
  /** The other end of a flow that a notice states; masked as the notice has it. */
  target: (address: string) => string;
  /** What a list leaves out. */
  more: (count: number) => string;
  /** Subject of an answer to a notice that had none; the reference comes in its brackets. */
  subject: (reference: string, words: LetterWords) => string;
  period: (when: Period) => string;
  account: (ids: string, words: LetterWords) => string;
  region: (names: string) => string;
  /** How a host is seen from outside. */
  via: (via: Via) => string;
  /** What the notice named, beside what was found. */
  named: (ids: string) => string;
  /** The evidence does not tell these hosts apart. */
  oneOf: (hosts: string) => string;
  /** One host, with less than full confidence. */
  likely: (host: string) => string;
  /** In an interim answer: the notice names no case number. */
  noReference: string;
  /** No resource is known at all. */
  noResource: string;

  readonly happened: {
    confirmed: (type: string, when: string | undefined) => string;
    /** The records show traffic that fits, and do not prove what it was. */
    likely: (type: string, when: string | undefined) => string;
    ruled_out: (when: string | undefined) => string;
    cannot_tell: (when: string | undefined) => string;
    /** Interim: the cause is being looked for. */
    causeOpen: string;
    cause: (text: string) => string;
    /** Interim: still being compared. */
    stillChecking: string;
  };
  readonly done: {
    /** `at` is UTC text. */
    at: (at: string, text: string) => string;
    /** Interim: nothing has been done yet but to look. */
    readonly open: string;
    examined: (records: number) => string;
  };
  readonly prevention: {
    later: string;
    dependsOnCause: string;
  };

  greeting: (words: LetterWords) => string;
  readonly opening: Readonly<Record<'interim' | 'final', ByVerdict<readonly string[]>>>;
  /** Of a letter that disputes a notice; what follows is what the notice states, and the records that refute it. */
  readonly disputing: readonly string[];
  /** What the rows are that follow. */
  readonly refutingRows: string;
  /** What the letter says where no record can be printed. */
  readonly noRefutingRows: string;
  readonly withdraw: string;
  /** The deadline has passed. */
  late: (deadline: string) => string;
  /** The letter is about several things, and their verdicts differ. */
  readonly partly: string;
  /** Confirmed, but nobody found behind it yet. */
  readonly hostOpen: string;

  readonly headings: Readonly<
    Record<
      | 'known'
      | 'shown'
      | 'reported'
      | 'compared'
      | 'found'
      | 'missing'
      | 'measures'
      | 'questions'
      | 'next'
      | 'request'
      | 'inside'
      | 'lines'
      | 'stated'
      | 'refuting'
      | 'annex',
      string
    >
  >;
  activity: (activity: Activity, when: string) => string;
  moreActivities: (count: number) => string;
  /** What was sent is in the records, what it was is not: records of flows hold no contents. */
  noContents: (type: string) => string;
  reported: (
    type: string,
    resources: string | undefined,
    when: string | undefined,
    verdict: string,
  ) => string;
  compared: (what: string, claimed: string, seen: string, agrees: boolean) => string;
  /** The notice's times name no zone. */
  readonly zoneAssumed: string;
  traced: (via: Via, host: string) => string;
  records: (records: Records) => string;
  readonly hashes: string;
  moreHashes: (count: number) => string;
  missing: (resources: string | undefined, when: string | undefined) => string;
  readonly noWindow: string;
  restriction: (restriction: Restriction) => string;
  restrictions: (list: string, words: LetterWords) => string;
  measures: (words: LetterWords) => Readonly<Record<Measure, string>>;
  readonly questions: Readonly<Record<Question, string>>;
  readonly questionsIntro: string;
  /** By what the letter rests on: see `basisOf`. */
  readonly next: Readonly<Record<Basis, readonly string[]>>;
  /** `at` is UTC text or what the person gave. */
  nextUpdate: (at: string) => string;
  readonly review: string;
  readonly liftRestrictions: string;
  readonly offerRecords: string;
  readonly closing: string;

  /** What belongs into the places that only a person can fill. */
  readonly blanks: {
    readonly reference: string;
    readonly resource: string;
    readonly cause: string;
    /** @param statement what the case says, a sentence: it is not known, or it goes on */
    stopped: (statement: string) => string;
    readonly containment: string;
    readonly containedAt: string;
    readonly containmentInterim: string;
    readonly containmentNoData: string;
    readonly prevention: string;
    readonly preventionNoData: string;
    readonly collecting: string;
    nextUpdate: (deadline: string | undefined) => string;
    tick: (measure: string) => string;
    /** Name and contact in one, where neither is known. */
    readonly signer: string;
    readonly name: string;
    readonly contact: string;
  };
}
