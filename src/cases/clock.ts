import type { CaseDocument, SentLetter } from '../model/case.ts';
import type { Claim } from '../model/claim.ts';
import { senderOf, sourceTitle } from '../notices/senders/title.ts';
import type { Instant } from '../model/instant.ts';

/** The case's clock at one moment; empty without a deadline. */
export interface CaseClock {
  deadline?: Instant;
  /** Index of the claim that sets it. */
  claim?: number;
  /** Negative: overdue. */
  left_ms?: number;
  /** `past`: a week and more over; whoever opens such a case is not in a hurry any more. */
  state?: 'left' | 'overdue' | 'past';
}

/** Milliseconds behind the deadline from which it is past. */
export const LONG_PAST_MS = 7 * 86_400_000;

function sameMatter(a: Claim, b: Claim): boolean {
  return a.reference !== undefined && a.reference === b.reference && a.source === b.source;
}

/** A later notice in the same matter sets a new deadline; the earlier one no longer counts. */
function superseded(claim: Claim, claims: readonly Claim[]): boolean {
  return claims.some(
    (other) =>
      sameMatter(claim, other) &&
      other.deadline !== undefined &&
      Date.parse(other.received ?? '') > Date.parse(claim.received ?? ''),
  );
}

/** The claim whose deadline comes first. A notice that is forged sets none. */
function mostUrgent(claims: readonly Claim[]): { claim: number; at: number } | undefined {
  let first: { claim: number; at: number } | undefined;
  for (const [claim, notice] of claims.entries()) {
    const at = Date.parse(notice.deadline ?? '');
    if (Number.isNaN(at) || notice.authenticity.verdict === 'forged') continue;
    if (superseded(notice, claims)) continue;
    if (!first || at < first.at) first = { claim, at };
  }
  return first;
}

/**
 * A notice that sets no deadline because it does not say when it arrived: whose it is, and how many hours it gives.
 * Undefined: nothing is due.
 */
export function undatedNotice(claims: readonly Claim[]): { sender: string; hours: number } | undefined {
  for (const { authenticity, received, source, answer_within_hours: stated } of claims) {
    if (authenticity.verdict === 'forged' || received !== undefined) continue;
    const hours = stated ?? senderOf(source)?.hoursToAnswer;
    if (hours !== undefined) return { sender: sourceTitle(source) ?? source, hours };
  }
  return undefined;
}

/** What is left of the time that the notices give; only what they state counts, nothing is supposed. */
export function clockOf(claims: readonly Claim[], now: Date): CaseClock {
  const urgent = mostUrgent(claims);
  if (!urgent) return {};
  const left = urgent.at - now.getTime();
  return {
    deadline: new Date(urgent.at).toISOString(),
    claim: urgent.claim,
    left_ms: left,
    state: left >= 0 ? 'left' : left > -LONG_PAST_MS ? 'overdue' : 'past',
  };
}

type Stage = Claim['stage'];

/** What the provider does next where a notice is not answered in time. Source: notices of AWS, 2017 to 2024. */
const NEXT: Readonly<Partial<Record<Stage, Stage>>> = {
  first: 'reminder',
  reminder: 'final',
  final: 'action',
};

/** Letters that are no answer: one asks for more time, one goes to somebody else. */
const NO_ANSWERS: ReadonlySet<string> = new Set(['extension', 'user']);

/** What is due in one matter of a case, as far as its notices and what it knows to have been sent tell. */
export interface DueMatter {
  /** Id of the case. */
  id: string;
  source: string;
  reference?: string;
  type: Claim['type'];
  stage: Stage;
  received?: Instant;
  clock: CaseClock;
  /** What follows at the deadline. */
  next?: Stage;
  /** The last answer to the latest notice; absent: none, as far as the case knows. */
  answered?: Pick<SentLetter, 'kind' | 'at'>;
  /** When more time was asked for. */
  extension?: Instant;
  /** What to do about it; `CASE` is the case folder. */
  command: string[];
}

/** Whether a letter answers this notice: of its matter, and sent no earlier than the notice came. */
function answers({ source, reference, at }: SentLetter, claim: Claim): boolean {
  if (source !== claim.source || reference !== claim.reference) return false;
  return claim.received === undefined || Date.parse(at) >= Date.parse(claim.received);
}

function commandFor(answered: DueMatter['answered']): string[] {
  if (answered === undefined) return ['abusedesk', 'letter', 'reply', 'CASE', '--kind', 'interim'];
  if (answered.kind === 'reply-interim') return ['abusedesk', 'letter', 'reply', 'CASE', '--kind', 'final'];
  return ['abusedesk', 'show', 'CASE'];
}

/** What is due in each matter of a case; a forged notice sets nothing. */
export function dueIn(document: CaseDocument, now: Date): DueMatter[] {
  const { id, claims, conclusion, sent = [] } = document;
  return conclusion.matters.flatMap((matter): DueMatter[] => {
    const own = matter.claims.flatMap((index) => claims[index] ?? []);
    const [claim] = own;
    if (claim === undefined) return [];
    const { source, reference, type, stage, received } = claim;
    const letters = sent.filter((letter) => answers(letter, claim));
    const last = letters.findLast(({ kind }) => !NO_ANSWERS.has(kind));
    const asked = letters.findLast(({ kind }) => kind === 'extension')?.at;
    const answered = last === undefined ? undefined : { kind: last.kind, at: last.at };
    const next = answered === undefined ? NEXT[stage] : undefined;
    return [
      {
        id,
        source,
        ...(reference !== undefined && { reference }),
        type,
        stage,
        ...(received !== undefined && { received }),
        clock: clockOf(own, now),
        ...(next !== undefined && { next }),
        ...(answered !== undefined && { answered }),
        ...(asked !== undefined && { extension: asked }),
        command: commandFor(answered),
      },
    ];
  });
}

/** What is not answered comes first, then what is long past, then what is answered; within each the earliest deadline. */
function rank({ answered, clock }: DueMatter): number {
  if (answered !== undefined) return 3;
  if (clock.state === 'past') return 2;
  return clock.deadline === undefined ? 1 : 0;
}

/** Orders by urgency. */
export function byUrgency(a: DueMatter, b: DueMatter): number {
  const [first, second] = [Date.parse(a.clock.deadline ?? ''), Date.parse(b.clock.deadline ?? '')];
  const unknown = Number(Number.isNaN(first)) - Number(Number.isNaN(second));
  return rank(a) - rank(b) || unknown || first - second || 0;
}
