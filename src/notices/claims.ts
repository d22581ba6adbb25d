import type { Authenticity, Claim, NoticeMail } from '../model/claim.ts';
import type { Instant } from '../model/instant.ts';
import { isWithin } from '../net/host-name.ts';
import { readableText, toLines } from './lines.ts';
import type { TextPart } from './mail.ts';
import { splitMessages } from './messages.ts';
import type { Message } from './messages.ts';
import { SENDERS } from './senders/index.ts';
import { separate } from './separate.ts';
import type { Sender, Statement } from './senders/sender.ts';
import { domainOf } from './signatures.ts';
import { isOneWayFlood } from './one-way.ts';
import { readTestimony } from './third-party/testimony.ts';
import { hoursAfter } from './time.ts';
import { readTraces } from './traces.ts';
import type { NoticeMessage } from './words/messages.ts';

export interface Notice {
  claims: Claim[];
  /** Lines that looked like fields and were not understood. */
  unread: string[];
  /** What else is to be known of how it was read. */
  notes: NoticeMessage[];
}

/** Claims that are made of one text: each costs questions to the logs, and letters. No provider writes of so many cases in one. */
const MAX_CLAIMS = 100;

/** So many claims at most, and a note where there were more. */
export function boundedClaims({ claims, unread, notes }: Notice, most = MAX_CLAIMS): Notice {
  if (claims.length <= most) return { claims, unread, notes };
  const more: NoticeMessage = { key: 'noticeClaims', params: { read: most, claims: claims.length } };
  return { claims: claims.slice(0, most), unread, notes: [...notes, more] };
}

/** Where a text came from; what a claim takes over from it. */
export interface Origin {
  path: string | undefined;
  /** Of the outermost message. */
  received: Instant | undefined;
  subject: string | undefined;
  /** Of the outermost message's header. */
  mail: NoticeMail | undefined;
  /** Of the outermost message, if it is the sender's own. */
  direct: (sender: Sender) => Promise<Authenticity>;
  /** Of a message that was forwarded or quoted within. */
  quoted: Authenticity;
  /** Lines of attached texts. */
  attached: readonly string[];
  /** Parts of the mail that machines read. */
  parts: readonly TextPart[];
  /** The mail's own sender, lower case; empty where it has none. */
  from: string;
  /** Whom the mail went to, lower case. */
  to: readonly string[];
  /** True if line numbers of the text are those of the file. */
  numbered: boolean;
}

/** Kinds of abuse that stand for many: the lines, where they show one, are more exact. */
const BROAD: ReadonlySet<Claim['type']> = new Set(['login_attack', 'other']);

/**
 * What the third party's lines add: whom they accuse, to whom it was done, when, and what it was. The notice's own words
 * come first, and only a broader type gives way to the one that the lines show.
 */
function withTestimony(statement: Statement): Statement {
  const { forwarded } = statement;
  if (forwarded === undefined) return statement;
  const testimony = readTestimony(forwarded);
  const { sources, victims, from, to, flows, type } = testimony;
  const named = type !== undefined && type !== statement.type && BROAD.has(statement.type);
  const ownTime = statement.window?.from !== undefined || statement.window?.to !== undefined;
  const timed = !ownTime && from !== undefined;
  return {
    ...statement,
    ...(named ? { type, named_by: 'lines' } : {}),
    addresses: statement.addresses.length > 0 ? statement.addresses : sources,
    ...(victims.length === 0 ? {} : { targets: victims }),
    ...(timed ? { window: { from, ...(to === undefined ? {} : { to }) } } : {}),
    ...(timed && testimony.local ? { zone: 'assumed UTC' } : {}),
    flows: statement.flows.length > 0 ? statement.flows : flows,
    reported_lines: testimony.lines,
  };
}

/** A notice that names no kind, and whose own numbers show a flood. */
function withNumbers(statement: Statement): Statement {
  if (statement.type !== 'other' || statement.reported_activity !== undefined) return statement;
  return statement.flows.some(isOneWayFlood)
    ? { ...statement, type: 'ddos', named_by: 'numbers' }
    : statement;
}

function toClaim(
  statement: Statement,
  sender: Sender,
  message: Message,
  authenticity: Authenticity,
  line: number,
  origin: Origin,
): Claim {
  const received = message.quoted ? message.date : origin.received;
  const { answerWithinHours, ...stated } = withNumbers(withTestimony(statement));
  const deadline =
    stated.deadline ??
    (received === undefined || answerWithinHours === undefined
      ? undefined
      : hoursAfter(received, answerWithinHours));
  const subject = stated.subject ?? (message.quoted ? undefined : origin.subject);
  const traces = readTraces([...(stated.forwarded ?? '').split('\n'), '', ...(message.attached ?? [])]);
  return {
    source: sender.name,
    ...stated,
    ...(traces.length > 0 && { mail_traces: traces }),
    ...(received === undefined ? {} : { received }),
    ...(answerWithinHours === undefined ? {} : { answer_within_hours: answerWithinHours }),
    ...(deadline === undefined ? {} : { deadline }),
    authenticity,
    ...(subject === undefined ? {} : { subject }),
    ...(origin.mail !== undefined && !message.quoted && { mail: origin.mail }),
    ...(origin.path === undefined
      ? {}
      : { evidence: origin.numbered ? `${origin.path}:${line}` : origin.path }),
  };
}

/** Reference and account from a subject, where the message itself has none. */
function withSubject(statement: Statement, sender: Sender, subject: string | undefined): Statement {
  const stated =
    subject === undefined || statement.reference !== undefined ? undefined : sender.readSubject(subject);
  if (stated?.reference === undefined) return statement;
  return {
    ...statement,
    reference: stated.reference,
    accounts: statement.accounts.length > 0 ? statement.accounts : stated.accounts,
  };
}

/**
 * A notice passes a third party's text on, and that text may hold what looks like mails of its own, even of the notice's
 * sender. They stay a part of it: it can accuse, but never speak for the sender.
 */
function withPassedOn(messages: readonly Message[]): Message[] {
  const whole: Message[] = [];
  // Depth of the notice whose third party's text goes on, and whose notice it is.
  let open: { depth: number; sender: Sender } | undefined;
  for (const message of messages) {
    const last = whole.at(-1);
    const within = open !== undefined && message.quoted && (message.head[0]?.depth ?? 0) >= open.depth;
    if (last !== undefined && open !== undefined && within) {
      last.lines.push(...message.head, ...message.lines);
      if (open.sender.endsPassedOn(message.lines)) open = undefined;
      continue;
    }
    whole.push(message);
    open = undefined;
    for (const sender of SENDERS) {
      const depth = sender.passesOn(message);
      if (depth !== undefined) open ??= { depth, sender };
    }
  }
  return whole;
}

/** Does the claim name what these do not: another provider, account, resource or case? */
function adds(claim: Claim, stated: readonly Claim[]): boolean {
  const named = ({ source, accounts, instances, interfaces, reference }: Claim): string[] => [
    source,
    ...accounts,
    ...instances,
    ...interfaces,
    ...(reference === undefined ? [] : [reference]),
  ];
  const known = new Set(stated.flatMap(named));
  return named(claim).some((name) => !known.has(name));
}

/**
 * In a mail that came from its sender, a quoted notice may repeat what the sender's own words say, as a reminder does. One that
 * names an account, a resource or a case that these words do not name is somebody else's text, and no claim. That holds
 * without a valid signature too: where there is no network, or the key was withdrawn since.
 * @param own the claims that the sender's own words make
 */
function ownOnly({ claims, unread, notes }: Notice, own: ReadonlySet<Claim>): Notice {
  if (own.size === 0) return { claims, unread, notes };
  const stated = [...own];
  const kept = claims.filter((claim) => own.has(claim) || !adds(claim, stated));
  const left = claims.length - kept.length;
  const says: NoticeMessage[] = left === 0 ? [] : [{ key: 'noticeLeftOut', params: { notices: left } }];
  return { claims: kept, unread, notes: [...notes, ...says] };
}

/** Is it what the recipient wrote earlier and gets quoted back? */
function isRecipients(message: Message, { to }: Origin): boolean {
  if (!message.quoted) return false;
  const head = `${message.from ?? ''} ${message.head.map(({ text }) => text).join(' ')}`.toLowerCase();
  return to.some((address) => address !== '' && head.includes(address));
}

/** Only a text in nobody's form can be taken for a complaint because it quotes the lines that the recipient cited himself. */
function isOurs(sender: Sender, message: Message, origin: Origin): boolean {
  return sender.title === '' && isRecipients(message, origin);
}

/** Does the mail that holds the text name an address of the sender's as the one that it comes from? */
export function isFrom({ from }: Pick<Origin, 'from'>, sender: Sender): boolean {
  return isWithin(domainOf(from), sender.domains);
}

/** Does the sender answer the recipient's own letter? Then the rest of the mail is no notice, whatever its subject says. */
function answersUs(sender: Sender, messages: readonly Message[], origin: Origin): boolean {
  return isFrom(origin, sender) && messages.some((message) => isRecipients(message, origin));
}

/** Reads the messages of one text; what they state becomes claims by what is known of where it came from. */
export async function readClaims(text: string, origin: Origin): Promise<Notice> {
  const read = readableText(text);
  const messages = withPassedOn(splitMessages(toLines(text)));
  const cut: NoticeMessage[] =
    read < text.length ? [{ key: 'noticeTextCut', params: { read, characters: text.length } }] : [];
  const notice: Notice = { claims: [], unread: [], notes: cut };
  const own = new Set<Claim>();
  for (const message of messages) {
    const subject = message.subject ?? (message.quoted ? undefined : origin.subject);
    const parts = separate({
      ...message,
      ...(subject === undefined ? {} : { subject }),
      attached: origin.attached,
      ...(message.quoted ? {} : { parts: origin.parts }),
      ...(messages.length === 1 ? { whole: text } : {}),
    });
    for (const { message: part, known } of parts) {
      if (known === undefined || isOurs(known.sender, part, origin)) continue;
      const { sender, reading } = known;
      const authenticity = message.quoted ? origin.quoted : await origin.direct(sender);
      for (const { statement, line } of reading.stated) {
        const whole = withSubject(statement, sender, message.subject ?? origin.subject);
        const claim = toClaim(whole, sender, part, authenticity, line, origin);
        notice.claims.push(claim);
        if (!message.quoted && isFrom(origin, sender)) own.add(claim);
      }
      notice.unread.push(...reading.unread);
    }
  }
  if (notice.claims.length > 0) return boundedClaims(ownOnly(notice, own));
  const answering = SENDERS.find((sender) => answersUs(sender, messages, origin));
  if (answering === undefined) notice.claims.push(...(await readSubjects(messages, origin)));
  else notice.notes.push(answerOf(answering, origin));
  return notice;
}

function answerOf(sender: Sender, { subject = '' }: Origin): NoticeMessage {
  const reference = sender.readSubject(subject.slice(0, 1000))?.reference;
  return {
    key: 'noticeAnswer',
    params: { sender: sender.title, ...(reference === undefined ? {} : { reference }) },
  };
}

/** Where no text states anything, a subject line alone gives reference and account. */
async function readSubjects(messages: readonly Message[], origin: Origin): Promise<Claim[]> {
  for (const sender of SENDERS) {
    for (const message of messages) {
      const subjects = [message.subject, ...message.lines.map((line) => line.text)];
      for (const subject of subjects) {
        const statement =
          subject === undefined || subject.length > 1000 ? undefined : sender.readSubject(subject);
        if (statement === undefined) continue;
        const authenticity = message.quoted ? origin.quoted : await origin.direct(sender);
        const line = message.lines.find((each) => each.text === subject)?.number ?? 1;
        return [
          toClaim(
            { ...statement, subject: (subject ?? '').trim() },
            sender,
            message,
            authenticity,
            line,
            origin,
          ),
        ];
      }
    }
    const statement = origin.subject === undefined ? undefined : sender.readSubject(origin.subject);
    if (statement !== undefined) {
      const bare: Message = { quoted: false, lines: [], head: [] };
      return [toClaim(statement, sender, bare, await origin.direct(sender), 1, origin)];
    }
  }
  return [];
}
