import { flatText, statement } from '../../form.ts';
import type { Message } from '../../messages.ts';
import { readTime } from '../../time.ts';
import { ACCESS_KEY, account, distinct } from '../../values.ts';
import type { Reading, Statement } from '../sender.ts';

/**
 * Sentences in which AWS says that a key is known to somebody else, in the mails that people passed on: `We have become aware that the
 * AWS Access Key … is publicly available online at …` ("Your AWS account … is compromised", 2015 to 2018), `… your AWS access
 * key(s), along with the corresponding secret key, may have been inappropriately accessed by a third party` ("Irregular activity",
 * from 2023), `… belonging to IAM user … is exposed online`.
 */
const SENTENCES: readonly RegExp[] = [
  /\baware that (?:the|your) AWS Access Key\b.{0,200}?\b(publicly (?:available|accessible|exposed))\b/i,
  /\byour AWS (?:account|access key)\b.{0,120}?\bmay have been (inappropriately accessed) by a third[- ]party/i,
  /\bAccess Key\b.{0,60}?\bbelonging to (?:the )?(?:IAM )?user\b.{1,80}?\b(?:is|was) (exposed online|found at|publicly available)/i,
];
/** What AWS itself did to the key's user: `we have attached the AWSCompromisedKeyQuarantineV2 AWS Managed Policy`. */
const QUARANTINE = /\bwe have (?:attached|applied) (?:the |a )?.{0,20}?quarantine.{0,120}?(?=\.|\u00b6|$)/i;

/** A key of which only the end is said: `(ending with 7AB2)`. */
const ENDING = /\bAccess Key \(?ending (?:with|in) ([A-Z0-9]{3,8})\b/gi;
const USER =
  /\b(?:belonging to (?:the )?(?:IAM )?user|IAM User\s{0,5}:)\s{0,5}[:"'\u201c\u2018]{0,2}([A-Za-z0-9_+=,.@-]{1,64}?)["'\u201d\u2019]?(?=[\s,.)]|$)/gi;
/** Where it was found, and nothing that AWS links to for help. */
const PLACE = /\bhttps?:\/\/[^\s<>"')\]]{4,500}/gi;
const AWS_HOST =
  /^https?:\/\/(?:[a-z0-9.-]{1,80}\.)?(?:aws\.amazon\.com|amazonaws\.com|amazon\.com|aws|repost\.aws)(?:[/:?#]|$)/i;
const CASE = /\b(?:Case ID|Case number|has opened case)\s{0,5}:?\s{0,5}#?(\d{6,20}(?:-\d{1,3})?)\b/i;
const ACCOUNT = /\bAWS (?:account|ID)(?: ID)?\s{0,5}:?\s{0,5}([0-9xX*][0-9xX*-]{3,15})(?![\w*])/gi;
const EVENT_TIME = /\bEvent time\s{0,5}:\s{0,5}/gi;
/** A moment by which AWS wants to hear. */
const BY = /\b(?:by|before|no later than) (?=[A-Z0-9])/gi;
/** A day without an hour. */
const BY_DAY =
  /\b(?:by|before|no later than) ((?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2},? \d{4})(?!,? (?:at )?\d{1,2}:)/i;
const DAYS = /\bwithin (?:the next )?(\d{1,2}) (?:calendar |business )?days?\b/i;
const HOURS = /\bwithin (?:the next )?(\d{1,3}) hours?\b/i;
const MAX_KEYS = 100;

type Key = NonNullable<Statement['keys']>[number];

/** The keys, each once, with what else is said of it where it is the only one. */
function keysOf(flat: string): Key[] {
  const ids = distinct([
    ...(flat.match(ACCESS_KEY) ?? []),
    ...[...flat.matchAll(ENDING)].map((match) => `*${match[1] ?? ''}`),
  ]);
  // The end of a key that stands there whole is no second key.
  const whole = ids.filter(
    (id) => !id.startsWith('*') || !ids.some((other) => other.endsWith(id.slice(1)) && other !== id),
  );
  const users = distinct([...flat.matchAll(USER)].map((match) => match[1] ?? ''));
  const places = distinct((flat.match(PLACE) ?? []).map((place) => place.replace(/[.,;]$/, ''))).filter(
    (place) => !AWS_HOST.test(place),
  );
  const [user] = users.length === 1 && whole.length === 1 ? users : [];
  return whole.slice(0, MAX_KEYS).map((id, at) => {
    const key: Key = { id };
    if (user !== undefined) key.user = user;
    // A table lists a place for each key; else there is one of each, or nobody can say which is whose.
    const place = places.length === whole.length ? places[at] : undefined;
    if (place !== undefined) key.found_at = place;
    return key;
  });
}

function windowOf(flat: string): Statement['window'] {
  const times = [...flat.matchAll(EVENT_TIME)]
    .flatMap((match) => readTime(flat.slice(match.index + match[0].length)) ?? [])
    .filter(({ zoned }) => zoned)
    .map(({ instant }) => instant)
    .sort();
  const [from, to] = [times[0], times.at(-1)];
  if (from === undefined) return undefined;
  return { from, ...(to === undefined || to === from ? {} : { to }) };
}

/**
 * What a mail of AWS about access keys states that somebody else has. Undefined: the mail is about something else. An address in it is the thief's: nobody
 * is accused by it.
 */
export function readKeys(message: Message): Reading | undefined {
  const flat = flatText(message);
  const words = SENTENCES.flatMap((sentence) => sentence.exec(flat)?.[1] ?? [])[0];
  if (words === undefined) return undefined;
  const keys = keysOf(flat);
  const accounts = distinct([...flat.matchAll(ACCOUNT)].flatMap((match) => account(match[1] ?? '') ?? []));
  if (keys.length === 0 && accounts.length === 0) return undefined;
  const reference = CASE.exec(flat)?.[1];
  const quarantine = QUARANTINE.exec(flat)?.[0];
  const [, hours] = HOURS.exec(flat) ?? [];
  const [, days] = DAYS.exec(flat) ?? [];
  const answer = hours === undefined ? (days === undefined ? undefined : Number(days) * 24) : Number(hours);
  const window = windowOf(flat);
  const day = BY_DAY.exec(flat)?.[0];
  const deadline = [...flat.matchAll(BY)]
    .flatMap((match) => readTime(flat.slice(match.index + match[0].length)) ?? [])
    .find(({ zoned }) => zoned)?.instant;
  const stated = statement('credential_exposure', {
    reported_activity: words,
    ...(reference === undefined ? {} : { reference }),
    accounts,
    ...(keys.length === 0 ? {} : { keys }),
    ...(window === undefined ? {} : { window }),
    actions_taken: quarantine === undefined ? [] : [{ what: 'disable', text: quarantine.trim() }],
    ...(deadline === undefined ? {} : { deadline }),
    ...(answer === undefined ? {} : { answerWithinHours: answer }),
    stage: quarantine === undefined ? 'first' : 'action',
    ...(message.subject === undefined ? {} : { subject: message.subject }),
  });
  return {
    stated: [{ statement: stated, line: message.lines.find(({ text }) => text.trim() !== '')?.number ?? 1 }],
    unread: day === undefined ? [] : [day],
  };
}
