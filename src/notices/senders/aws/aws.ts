import { protocolNumber } from '../../../net/protocols.ts';
import type { ClaimedFlow } from '../../../model/claim.ts';
import { keptText, statement } from '../../form.ts';
import { flatten, uniform } from '../../lines.ts';
import type { Line } from '../../lines.ts';
import type { Message } from '../../messages.ts';
import { readTime } from '../../time.ts';
import type { Moment, Reading, Sender, Statement } from '../sender.ts';
import { readActions } from './actions.ts';
import { activityOf, typeOf } from './activity.ts';
import { readHealth } from './health.ts';
import { readDetails } from './detail.ts';
import type { Details } from './detail.ts';
import { readKeys } from './keys.ts';
import { proseOf, readFields, securityContact, unknownFields } from './fields.ts';
import { CSV_LINE, endsForwarded, takeApart } from './parts.ts';
import type { Parts } from './parts.ts';
import {
  account,
  address,
  addressAt,
  all,
  distinct,
  INSTANCE,
  INTERFACE,
  port,
  REGION,
} from '../../values.ts';

/** The subject of AWS's notices; an answer keeps it. */
const SUBJECT =
  /\bYour (?:Amazon EC2|AWS) Abuse Report\s{0,5}\[([\w-]{2,40})\](?:\s{0,5}\[AWS ID\s{1,5}([0-9xX*-]{4,16})\])?/i;

/**
 * Phrases by which a text is AWS's notice, each with its weight. From 10 on it is one. A single phrase that
 * others use too (`AWS Acceptable Use Policy`) is not enough.
 */
const PHRASES: readonly (readonly [RegExp, number])[] = [
  [/implicated in activity (?:that|which) resembles/i, 10],
  [/that your AWS resource\(s\)/i, 7],
  [/operating in a way that resembles/i, 6],
  [/abuse report implicating resources on your account/i, 10],
  [/follow up on your outstanding (?:EC2|AWS) abuse reports/i, 10],
  [/\byour outstanding (?:EC2|AWS) abuse reports?\s?:/i, 7],
  [/\bactivity from account [0-9xX*]/i, 5],
  [/abuse report for [\w /-]{3,60} originating from (?:the )?instance/i, 10],
  [/\*\* ?FINAL NOTIFICATION ?\*\*/i, 4],
  [/Reported Activity\s{0,5}:/i, 5],
  [/Abuse Time\s{0,5}:/i, 5],
  [/EC2 Instance Id(?:\(s\))?\s{0,5}:/i, 5],
  [/AWS (?:ID|Account ID)\s{0,5}:/i, 4],
  [/Report begin time\s{0,5}:/i, 7],
  [/Total packets sent\s{0,5}:/i, 4],
  [/AWS Acceptable Use Policy/i, 3],
  [/AWS Trust (?:&|and) Safety/i, 3],
  [/Your (?:Amazon EC2|AWS) Abuse Report \[/i, 3],
  [/\bimplicated in\b/i, 3],
];

function isNotice(flat: string): boolean {
  return PHRASES.reduce((sum, [phrase, weight]) => sum + (phrase.test(flat) ? weight : 0), 0) >= 10;
}

function readSubject(subject: string): Statement | undefined {
  const match = SUBJECT.exec(uniform(subject).replace(/\s+/g, ' '));
  if (match === null) return undefined;
  const owner = account(match[2] ?? '');
  return {
    reference: match[1] ?? '',
    ...statement('other', { accounts: owner === undefined ? [] : [owner] }),
  };
}

/** `DOS,i-…,2017-01-01 12:00:00 PDT,8.8.8.8,TCP,*,80,us-east-1`: type, instance, time, remote, protocol, ports, region. */
function readCsv(lines: readonly Line[], details: Details): string | undefined {
  let activity: string | undefined;
  for (const { text } of lines) {
    if (!CSV_LINE.test(text)) continue;
    const [kind = '', instance = '', time = '', remote = '', protocolName = '', local = '', target = ''] =
      text.split(',').map((cell) => cell.trim());
    const moment = readTime(time);
    const found = address(remote);
    const protocol = protocolNumber(protocolName);
    if (moment === undefined || found === undefined || protocol === undefined) {
      details.unread.push(text.trim().slice(0, 300));
      continue;
    }
    activity ??= kind;
    details.instances.push(instance);
    details.moments.push(moment);
    const [from, to] = [port(local), port(target)];
    const flow: ClaimedFlow = { from: moment.instant, protocol, remote: found };
    if (from !== undefined) flow.local_ports = [from];
    if (to !== undefined) flow.remote_ports = [to];
    details.flows.push(flow);
  }
  return activity;
}

/** Addresses that the prose names as the accused resource's: in brackets behind an id, a region or the account, or called one. */
const NAMED =
  /\b(?:(?:i|eni)-[0-9a-fA-FxX*]{4,17}|[a-z]{2}(?:-[a-z]{1,9}){1,3}-\d|account (?:id )?[\dxX*-]{4,16}) {0,6}[[(]\s?(?=[0-9xX*a-fA-F])|(?<!remote |destination |target )\bIP(?: address(?:es)?)?(?: is| of)? (?=[0-9xX*])/gi;

function namedAddresses(flat: string): string[] {
  return [...flat.matchAll(NAMED)].flatMap(
    (match) => addressAt(flat.slice(match.index + match[0].length))?.address ?? [],
  );
}

/** Masked accounts are in sentences: `activity from account xxxx370`. */
function namedAccounts(flat: string): string[] {
  return [...flat.matchAll(/\b(?:AWS )?account (?:id )?([0-9xX*][0-9xX*-]{3,15})(?![\w*])/gi)].flatMap(
    (match) => account(match[1] ?? '') ?? [],
  );
}

function windowOf(moments: readonly Moment[], flows: readonly ClaimedFlow[]): Statement['window'] {
  const from = moments.map((moment) => moment.instant).sort()[0];
  if (from === undefined) return undefined;
  const ends = flows.flatMap((flow) => flow.to ?? []);
  const later = [...ends, ...moments.map((moment) => moment.instant)].sort().at(-1);
  return later === undefined || later === from ? { from } : { from, to: later };
}

function stageOf(flat: string, steps: boolean): Statement['stage'] {
  if (/\bFINAL (?:NOTIFICATION|NOTICE|WARNING)\b/i.test(flat)) return 'final';
  if (steps && /to mitigate the abuse,? we have taken/i.test(flat)) return 'action';
  if (
    /not (?:yet )?received a response|no response (?:was |has been )?received|haven'?t received a response|not heard back|follow(?:ing)? up on your outstanding|\breminder\b/i.test(
      flat,
    )
  ) {
    return 'reminder';
  }
  return 'first';
}

/** Hours to answer in; a day count is whole days. */
function hoursToAnswer(flat: string): number | undefined {
  const hours = /\bwithin (?:the next )?(\d{1,3}|twenty[- ]four) hours?\b/i.exec(flat)?.[1];
  if (hours !== undefined) return /^\d/.test(hours) ? Number(hours) : 24;
  const days = /\bwithin (?:the next )?(\d{1,2}) (?:calendar )?days?\b/i.exec(flat)?.[1];
  return days === undefined ? undefined : Number(days) * 24;
}

/** A moment by which to answer, as the notice states it. */
function statedDeadline(flat: string): Moment | undefined {
  for (const match of flat.matchAll(
    /\b(?:respond|reply|contact us|response|take action|action)\b[^.]{0,80}?\b(?:by|before|no later than) /gi,
  )) {
    const time = readTime(flat.slice(match.index + match[0].length));
    if (time !== undefined) return time;
  }
  return undefined;
}

/** Puts together what one message states. */
function statementOf(
  message: Message,
  own: readonly Line[],
  forwarded: readonly string[],
): { statement: Statement; unread: string[] } {
  const text = own
    .map((line) => line.text)
    .join('\n')
    .replace(/\bhttps?:\/\/\S{1,2000}/gi, '');
  const flat = flatten(own).replace(/\bhttps?:\/\/\S{1,2000}/gi, '');
  const fields = readFields(text);
  const details = readDetails(fields);
  const contact = securityContact(fields);
  const csvActivity = readCsv(own, details);
  const subject = readSubject(message.subject ?? '') ?? readSubject(flat);
  const activity = details.activity ?? activityOf(proseOf(text)) ?? csvActivity;
  const actions = readActions(own, flat);
  const deadline = statedDeadline(flat);
  const hours = hoursToAnswer(flat);
  const type = activity === undefined ? 'other' : typeOf(activity);
  const addresses = distinct([...details.addresses, ...namedAddresses(flat)]);
  const moments = deadline === undefined ? details.moments : [...details.moments, deadline];
  const window = windowOf(details.moments, details.flows);
  const reference = subject?.reference ?? details.reference;
  return {
    statement: {
      ...(reference === undefined || reference === '' ? {} : { reference }),
      type,
      ...(activity === undefined ? {} : { reported_activity: activity }),
      accounts: distinct([...details.accounts, ...namedAccounts(flat), ...(subject?.accounts ?? [])]),
      instances: all(text, INSTANCE),
      interfaces: all(text, INTERFACE),
      addresses,
      regions: all(text, REGION),
      ...(window === undefined ? {} : { window }),
      ...(moments.some((moment) => !moment.zoned) ? { zone: 'assumed UTC' as const } : {}),
      flows: details.flows,
      ...(details.masked.length === 0 ? {} : { masked: details.masked }),
      actions_taken: actions,
      ...(deadline === undefined ? {} : { deadline: deadline.instant }),
      ...(hours === undefined ? {} : { answerWithinHours: hours }),
      stage: stageOf(flat, actions.length > 0),
      ...(contact === undefined ? {} : { security_contact: contact }),
      ...(forwarded.length === 0 ? {} : { forwarded: keptText(forwarded) }),
      ...(message.subject === undefined ? {} : { subject: message.subject }),
    },
    unread: [...details.unread, ...unknownFields(text)],
  };
}

/** Somebody may quote several notices among his own words. */
const MAX_BLOCKS = 100;

/** The notices in a message, in order. */
function* noticesIn(message: Message): Generator<Parts> {
  let rest: readonly Line[] = message.lines;
  for (let block = 0; block < MAX_BLOCKS; block++) {
    const parts = takeApart(rest);
    if (parts === undefined) return;
    rest = rest.slice(parts.next);
    if (parts.own.some((line) => CSV_LINE.test(line.text)) || isNotice(flatten(parts.own))) yield parts;
  }
}

function passesOn(message: Message): number | undefined {
  return [...noticesIn(message)].find(({ open }) => open)?.depth;
}

function read(message: Message): Reading | undefined {
  const events = message.quoted ? undefined : readHealth(message.whole ?? '');
  if (events !== undefined)
    return { stated: events.map((event) => ({ statement: event, line: 1 })), unread: [] };
  const reading: Reading = { stated: [], unread: [] };
  for (const parts of noticesIn(message)) {
    const forwarded = parts.forwarded.length > 0 ? parts.forwarded : (message.attached ?? []);
    const { statement, unread } = statementOf(message, parts.own, forwarded);
    reading.stated.push({ statement, line: parts.own[0]?.number ?? 1 });
    reading.unread.push(...unread);
  }
  return reading.stated.length === 0 ? readKeys(message) : reading;
}

/** Notices of AWS Trust & Safety (until about 2022: Amazon EC2 Abuse) to an account's contact. */
export const aws: Sender = {
  name: 'aws',
  title: 'AWS',
  phrases: [
    'abuse report [',
    'implicated in activity',
    'abuse report implicating resources',
    'outstanding ec2 abuse reports',
    'operating in a way that resembles',
    "we've received a report(s) that your aws",
    'beginning of forwarded report',
    'reported activity:',
    'aws health abuse event',
    '"aws_abuse_',
    '"aws_risk_',
    'report begin time:',
    'ec2 instance id:',
    'aws access key',
    'your aws account is compromised',
  ],
  layouts: [{ pattern: /^\s*dos,i-[0-9a-fx]{8,17},/im, like: 'dos,i-…' }],
  hoursToAnswer: 24,
  labels: ['AWS ID', 'Reported Activity'],
  letterWords: () => ({ provider: 'AWS', desk: 'AWS Trust & Safety' }),
  // "Abuse reporting FAQs" on repost.aws names the first, the page on reporting abuse of 2017 the last (read 2026-11); the second is
  // in the notices of the years until 2022.
  addresses: ['trustandsafety@support.aws.com', 'ec2-abuse@amazon.com', 'abuse@amazonaws.com'],
  domains: ['amazon.com', 'aws.com', 'amazonaws.com'],
  dns: ['amazon.com', 'aws.com', 'amazonaws.com', 'amazonses.com'],
  callsItself: /\b(?:aws|amazon)\b|amazon|(?:^|[.-])aws/i,
  read,
  passesOn,
  endsPassedOn: endsForwarded,
  readSubject,
};
