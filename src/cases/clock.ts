import type { CaseDocument, SentLetter } from '../model/case.ts';
import type { Claim } from '../model/claim.ts';
import type { Matter, StopState } from '../model/conclusion.ts';
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

/** @param at the deadline, in milliseconds */
function clockAt(at: number, now: Date): CaseClock {
  const left = at - now.getTime();
  return {
    deadline: new Date(at).toISOString(),
    left_ms: left,
    state: left >= 0 ? 'left' : left > -LONG_PAST_MS ? 'overdue' : 'past',
  };
}

/** What is left of the time that the notices give; only what they state counts, nothing is supposed. */
export function clockOf(claims: readonly Claim[], now: Date): CaseClock {
  const urgent = mostUrgent(claims);
  if (!urgent) return {};
  return { ...clockAt(urgent.at, now), claim: urgent.claim };
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

/** Whom a matter is about: `logs` where the case names a culprit, else as its notice has it. */
interface DueResource {
  name: string;
  by: 'logs' | 'notice';
  /** So many others beside it. */
  more: number;
}

/** What does not change with the clock of one matter of a case: what an index keeps of it. */
export interface KeptMatter {
  source: string;
  reference?: string;
  type: Claim['type'];
  stage: Stage;
  received?: Instant;
  /** The earliest deadline of its notices that still counts. */
  deadline?: Instant;
  /** The last answer to the latest notice; absent: none, as far as the case knows. */
  answered?: Pick<SentLetter, 'kind' | 'at'>;
  /** When more time was asked for. */
  extension?: Instant;
  resource?: DueResource;
  /** Whether it has stopped, as far as the case's logs tell; absent: the case says nothing of it. */
  stopped?: StopState['state'];
}

/** What is due in one matter of a case, as far as its notices and what it knows to have been sent tell. */
export interface DueMatter extends Omit<KeptMatter, 'deadline'> {
  /** Id of the case. */
  id: string;
  clock: CaseClock;
  /** What follows at the deadline. */
  next?: Stage;
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

/** The culprit that the matter's letters name, or else what its notice accuses. */
function resourceOf({ culprits }: CaseDocument, matter: Matter, claim: Claim): DueResource | undefined {
  const shown = matter.culprits.flatMap((index) => {
    const { instance, address } = culprits[index] ?? {};
    return instance ?? address ?? [];
  });
  const claimed = [claim.instances, claim.addresses, claim.interfaces, claim.accounts].find(
    (names) => names.length > 0,
  );
  const names = [...new Set(shown.length > 0 ? shown : claimed)];
  const [name] = names;
  if (name === undefined) return undefined;
  return { name, by: shown.length > 0 ? 'logs' : 'notice', more: names.length - 1 };
}

/** Each matter of a case as it is kept; a forged notice sets nothing. */
export function keptIn(document: CaseDocument): KeptMatter[] {
  const { claims, conclusion, sent = [] } = document;
  return conclusion.matters.flatMap((matter): KeptMatter[] => {
    const own = matter.claims.flatMap((index) => claims[index] ?? []);
    const [claim] = own;
    if (claim === undefined) return [];
    const { source, reference, type, stage, received } = claim;
    const letters = sent.filter((letter) => answers(letter, claim));
    const last = letters.findLast(({ kind }) => !NO_ANSWERS.has(kind));
    const asked = letters.findLast(({ kind }) => kind === 'extension')?.at;
    const urgent = mostUrgent(own);
    const resource = resourceOf(document, matter, claim);
    return [
      {
        source,
        ...(reference !== undefined && { reference }),
        type,
        stage,
        ...(received !== undefined && { received }),
        ...(urgent && { deadline: new Date(urgent.at).toISOString() }),
        ...(last && { answered: { kind: last.kind, at: last.at } }),
        ...(asked !== undefined && { extension: asked }),
        ...(resource && { resource }),
        ...(conclusion.stopped && { stopped: conclusion.stopped.state }),
      },
    ];
  });
}

/** A matter that was kept, at this moment. @param id of its case */
export function dueAt(id: string, { deadline, ...kept }: KeptMatter, now: Date): DueMatter {
  const next = kept.answered === undefined ? NEXT[kept.stage] : undefined;
  return {
    id,
    ...kept,
    clock: deadline === undefined ? {} : clockAt(Date.parse(deadline), now),
    ...(next !== undefined && { next }),
    command: commandFor(kept.answered),
  };
}

/** What is due in each matter of a case. */
export function dueIn(document: CaseDocument, now: Date): DueMatter[] {
  return keptIn(document).map((kept) => dueAt(document.id, kept, now));
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
