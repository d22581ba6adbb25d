import type { Journal } from '../cases/journal.ts';
import { UserError } from '../base/errors.ts';
import type { Instant } from '../model/instant.ts';

/** What only a person knows about the case, in the letter's language. All of it may be missing. */
export interface ReplyAnswers {
  root_cause?: string;
  /** What was done to stop it. */
  containment?: string;
  contained_at?: Instant;
  prevention?: string;
  /** Where records are missing: what is being collected. */
  collecting?: string;
  /** When the next letter comes: a moment, or words. */
  next_update?: string;
  /** Until when more time is asked for. */
  until?: Instant;
  name?: string;
  contact?: string;
}

/** The keys, as `--set` takes them; in the order of the letter. */
export const ANSWER_KEYS = [
  'root_cause',
  'containment',
  'contained_at',
  'prevention',
  'collecting',
  'next_update',
  'until',
  'name',
  'contact',
] as const satisfies readonly (keyof ReplyAnswers)[];

const MAX_ANSWER = 2000;
const INSTANT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?( ?Z| ?UTC|[+-]\d\d:\d\d)$/;

function spelled(key: string): string {
  return key.replaceAll('_', '-');
}

function keyOf(name: string): keyof ReplyAnswers {
  const key = ANSWER_KEYS.find((known) => spelled(known) === spelled(name));
  if (key) return key;
  throw new UserError(`--set does not know ${JSON.stringify(name.slice(0, 40))}`, {
    hint: `It takes ${ANSWER_KEYS.map(spelled).join(', ')}.`,
  });
}

/** A moment that a person gave, with its zone. */
function instantOf(key: keyof ReplyAnswers, text: string): number {
  const plain = text.trim();
  const moment = Date.parse(plain.replace(/ ?(Z|UTC)$/, 'Z').replace(' ', 'T'));
  if (!INSTANT.test(plain) || Number.isNaN(moment)) {
    throw new UserError(`${spelled(key)} is not a time with its zone: ${plain.slice(0, 40)}`, {
      hint: 'Write it like 2018-03-05T10:00Z or 2018-03-05T19:00+09:00.',
    });
  }
  return moment;
}

/** A moment that lies ahead. */
function futureInstant(text: string, now: Date): Instant {
  const moment = instantOf('until', text);
  if (moment <= now.getTime()) {
    throw new UserError('until does not lie in the future', {
      hint: 'More time is asked for up to a moment that is still to come.',
    });
  }
  return new Date(moment).toISOString();
}

/** A moment that has passed, or is now. */
function pastInstant(text: string, now: Date): Instant {
  const moment = instantOf('contained_at', text);
  if (moment > now.getTime()) {
    throw new UserError('contained-at lies in the future', {
      hint: 'The letter only says what has been done; give the time when it was.',
    });
  }
  return new Date(moment).toISOString();
}

/**
 * Reads `root-cause=…` and the like over what is known already. An empty text takes an answer back.
 * @throws UserError for an unknown key, a time without a zone or in the future, a text over 2,000 characters
 */
export function mergeAnswers(known: ReplyAnswers, settings: readonly string[], now: Date): ReplyAnswers {
  const answers = { ...known };
  for (const setting of settings) {
    const [name = '', ...rest] = setting.split('=');
    const key = keyOf(name);
    const text = rest.join('=').trim();
    if (rest.length === 0) {
      throw new UserError(`--set ${spelled(key)} has no text`, { hint: `Write --set ${spelled(key)}="…".` });
    }
    if (text.length > MAX_ANSWER) {
      throw new UserError(`--set ${spelled(key)} is longer than ${MAX_ANSWER} characters`, {
        hint: 'Shorten it; a reviewer reads the first lines.',
      });
    }
    if (text === '') delete answers[key];
    else if (key === 'contained_at') answers[key] = pastInstant(text, now);
    else if (key === 'until') answers[key] = futureInstant(text, now);
    else answers[key] = text;
  }
  return answers;
}

/** What the user answered in earlier calls; the journal keeps it, so that nobody has to answer twice. */
export function knownAnswers(journal: Journal): ReplyAnswers {
  const body = journal.records.findLast(({ kind }) => kind === 'answers')?.body ?? {};
  const answers: ReplyAnswers = {};
  for (const key of ANSWER_KEYS) {
    const text = body[key];
    if (typeof text === 'string') answers[key] = text;
  }
  return answers;
}
