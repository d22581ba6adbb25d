import type { Message, MessageOf, Nothing } from '../model/message.ts';

/** What becomes of a mail in one pass over a mailbox. */
export type IntakeWhat = 'opened' | 'continued' | 'known' | 'answer' | 'forged' | 'other' | 'failed';

/** What was sent to the provider: an answer, or another letter that answers. */
export type AnswerKind = 'interim' | 'final' | 'other';

type Stage = 'first' | 'reminder' | 'final' | 'action';

/** What the terminal says around what the case says. Durations are text of the language already. */
export interface ScreenMessages {
  screenDeadline: Nothing;
  screenEvidence: Nothing;
  screenSources: Nothing;
  /** All that attacked, by whose they are; `name` null: in no list that was asked. `more`: addresses of smaller groups. */
  screenAttackers: {
    addresses: number;
    groups: { name: string | null; addresses: number }[];
    more: number;
  };
  screenCost: Nothing;
  /** `usd` with its unit: `191.67 USD`. */
  screenPrice: { usd: string; size: string };
  screenCounted: { usd: string; size: string };
  screenFindings: Nothing;
  screenMissing: Nothing;
  screenNext: Nothing;
  screenReport: Nothing;
  screenLetters: Nothing;
  screenMore: { count: number };
  /** Over what one actor did; without `who`: those in nobody's published ranges. */
  screenTimeline: { who?: string };
  screenAddresses: { count: number };
  /** So many more actors have a timeline. */
  screenTimelines: { count: number };
  screenForged: Nothing;
  screenNoDeadline: Nothing;
  screenUndated: { sender: string; hours: number };
  screenLeft: { duration: string };
  screenOverdue: { duration: string };
  /** The deadline passed long ago. */
  screenPast: { duration: string };
  /** `size` with its unit: `1.4 GiB`. */
  screenCounts: {
    files: number;
    size: string;
    read: number;
    parsed: number;
    rejected: number;
    skipped: number;
  };
  /** Which notice it is, and what follows where it is not answered. */
  screenDueStage: { stage: Stage; next?: Stage };
  screenUnanswered: Nothing;
  screenAnswered: { kind: AnswerKind; at: string };
  /** More time was asked for. */
  screenMoreTime: { at: string };
  /** Whom it is about: as the logs show, or as the notice says; `more` others beside it. */
  screenAbout: { name: string; by: 'logs' | 'notice'; more: number };
  screenCameIn: { at: string };
  screenStopped: { state: 'stopped' | 'going_on' | 'cannot_tell' | 'not_seen' };
  /** As the index has it, of a folder on that computer. */
  screenOn: { host: string };
  screenGone: Nothing;
  /** Case folders that the index knows are no more. */
  screenCaseGone: { id: string; folder: string };
  /** The case is whole, and its index did not take it. */
  screenIndexFailed: { why: string };
  screenNothingDue: Nothing;
  /** There are more cases than one pass reads. */
  screenMoreCases: { read: number };
  /** `--received` was given, and no notice needed it. */
  screenReceivedUnused: Nothing;
  /** `answers`: nothing else that the findings depend on has changed either. */
  screenUnchanged: { files: number; answers: boolean };
  screenLakeChanged: Nothing;
  screenKept: { path: string };
  phaseSurvey: Nothing;
  phaseRead: Nothing;
  phaseAddresses: Nothing;
  phaseRoles: Nothing;
  phaseFindings: Nothing;
  phaseClaims: Nothing;
  phaseReplay: Nothing;
  phaseDraw: Nothing;
  phaseWrite: Nothing;
  /** What became of a mail. */
  intakeTaken: { what: IntakeWhat };
  intakeCounts: { read: number; counts: { what: IntakeWhat; count: number }[] };
  intakeMore: { read: number };
  progressLeft: { phase: Message; duration: string };
}

export type ScreenMessage = MessageOf<ScreenMessages>;
