import type { Effects } from '../effects.ts';
import { checkAuthenticity, forwardedBy, PASTED } from './authenticity.ts';
import type { Authenticity, Claim, Instant } from './claim.ts';
import { MAX_TEXT, toLines } from './lines.ts';
import { decodeText, isMail, type Mail, MAX_MAIL_BYTES, readMail, splitMbox } from './mail.ts';
import { type Message, splitMessages } from './messages.ts';
import { SENDERS } from './senders/index.ts';
import type { Sender, Statement } from './senders/sender.ts';
import { hoursAfter } from './time.ts';

export interface Notice {
  claims: Claim[];
  /** Lines that looked like fields and were not understood. */
  unread: string[];
}

/** Where a text came from; what a claim takes over from it. */
interface Origin {
  path: string | undefined;
  /** Of the outermost message. */
  received: Instant | undefined;
  subject: string | undefined;
  /** Of the outermost message, if it is the sender's own. */
  direct: (sender: Sender) => Promise<Authenticity>;
  /** Of a message that was forwarded or quoted within. */
  quoted: Authenticity;
  /** Lines of attached texts. */
  attached: readonly string[];
  /** True if line numbers of the text are those of the file. */
  numbered: boolean;
}

/** Mails attached to mails are opened to this depth. */
const MAX_ENCLOSED_DEPTH = 3;
const MAX_ENCLOSED = 20;
const MAX_UNREAD = 100;
/** Mails of one mbox file. */
const MAX_MAILS = 500;

function toClaim(
  statement: Statement,
  sender: Sender,
  message: Message,
  authenticity: Authenticity,
  line: number,
  origin: Origin,
): Claim {
  const { answerWithinHours, ...stated } = statement;
  const received = message.quoted ? message.date : origin.received;
  const deadline =
    stated.deadline ??
    (received === undefined || answerWithinHours === undefined
      ? undefined
      : hoursAfter(received, answerWithinHours));
  const subject = stated.subject ?? (message.quoted ? undefined : origin.subject);
  return {
    source: sender.name,
    ...stated,
    ...(received === undefined ? {} : { received }),
    ...(deadline === undefined ? {} : { deadline }),
    authenticity,
    ...(subject === undefined ? {} : { subject }),
    ...(origin.path === undefined
      ? {}
      : { evidence: origin.numbered ? `${origin.path}:${line}` : origin.path }),
  };
}

/** Reference and account from a subject, where the message itself has none. */
function withSubject(statement: Statement, sender: Sender, subject: string | undefined): Statement {
  const told =
    subject === undefined || statement.reference !== undefined ? undefined : sender.readSubject(subject);
  if (told?.reference === undefined) return statement;
  return {
    ...statement,
    reference: told.reference,
    accounts: statement.accounts.length > 0 ? statement.accounts : told.accounts,
  };
}

/** Reads the messages of one text. */
async function readText(text: string, origin: Origin): Promise<Notice> {
  const messages = splitMessages(toLines(text));
  const cut =
    text.length > MAX_TEXT ? [`only the first ${MAX_TEXT} of ${text.length} characters were read`] : [];
  const notice: Notice = { claims: [], unread: cut };
  for (const message of messages) {
    for (const sender of SENDERS) {
      const reading = sender.read({ ...message, attached: origin.attached });
      if (reading === undefined) continue;
      const authenticity = message.quoted ? origin.quoted : await origin.direct(sender);
      for (const { statement, line } of reading.stated) {
        const whole = withSubject(statement, sender, message.subject ?? origin.subject);
        notice.claims.push(toClaim(whole, sender, message, authenticity, line, origin));
      }
      notice.unread.push(...reading.unread);
    }
  }
  if (notice.claims.length === 0) notice.claims.push(...(await readSubjects(messages, origin)));
  return notice;
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
      const bare: Message = { quoted: false, lines: [] };
      return [toClaim(statement, sender, bare, await origin.direct(sender), 1, origin)];
    }
  }
  return [];
}

/** Checks once, however many claims a mail makes. */
function checkOnce(bytes: Uint8Array, mail: Mail, effects: Effects): Origin['direct'] {
  const known = new Map<string, Promise<Authenticity>>();
  return (sender) => {
    const result = known.get(sender.name) ?? checkAuthenticity(bytes, mail, sender, effects);
    known.set(sender.name, result);
    return result;
  };
}

/** The text that says most: plain first, HTML where the plain part states nothing more than the subject. */
async function readBodies(mail: Mail, origin: Origin): Promise<Notice> {
  let best: Notice = { claims: [], unread: [] };
  for (const body of mail.bodies.length === 0 ? [''] : mail.bodies) {
    const notice = await readText(body, origin);
    if (richness(notice) > richness(best)) best = notice;
  }
  return best;
}

/** How much the claims state; to choose between the plain and the HTML form of one text. */
function richness(notice: Notice): number {
  return notice.claims.reduce(
    (sum, claim) =>
      sum +
      1 +
      claim.accounts.length +
      claim.instances.length +
      claim.addresses.length +
      claim.flows.length +
      claim.actions_taken.length +
      (claim.reported_activity === undefined ? 0 : 5) +
      (claim.window === undefined ? 0 : 1),
    0,
  );
}

async function readMailNotice(
  bytes: Uint8Array,
  path: string | undefined,
  received: string | undefined,
  depth: number,
  effects: Effects,
): Promise<Notice> {
  let mail: Mail;
  try {
    mail = await readMail(bytes);
  } catch (error) {
    return {
      claims: [],
      unread: [`the mail cannot be decoded: ${error instanceof Error ? error.message : String(error)}`],
    };
  }
  const origin: Origin = {
    path,
    received: received ?? mail.received,
    subject: mail.subject,
    direct: checkOnce(bytes, mail, effects),
    quoted: forwardedBy(mail.from[0]),
    numbered: false,
    attached: [],
  };
  const inner: Notice = { claims: [], unread: [] };
  const thirdParty = [...mail.attached];
  for (const enclosed of depth < MAX_ENCLOSED_DEPTH ? mail.enclosed.slice(0, MAX_ENCLOSED) : []) {
    const notice = await readMailNotice(enclosed, path, undefined, depth + 1, effects);
    if (notice.claims.length === 0) thirdParty.push(decodeText(enclosed));
    inner.claims.push(...notice.claims);
    inner.unread.push(...notice.unread);
  }
  const attached = thirdParty.flatMap((text) => text.split(/\r?\n/));
  const outer = await readBodies(mail, { ...origin, attached });
  // A mail that only carries the notice along states nothing itself but the subject.
  const bare =
    inner.claims.length > 0 &&
    outer.claims.every((claim) => claim.reported_activity === undefined && claim.flows.length === 0);
  const claims = bare ? [] : outer.claims;
  return { claims: [...claims, ...inner.claims], unread: [...outer.unread, ...inner.unread] };
}

/** The same claim quoted again says nothing new. */
function withoutRepeats(claims: readonly Claim[]): Claim[] {
  const seen = new Set<string>();
  return claims.filter((claim) => {
    const {
      authenticity: _authenticity,
      evidence: _evidence,
      received: _received,
      deadline: _deadline,
      subject: _subject,
      ...rest
    } = claim;
    const key = JSON.stringify(rest);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/**
 * Reads what a notice claims: a mail (`.eml`, mbox) or a pasted text, forwarded, quoted and surrounded by other
 * text in whatever language. Nothing is guessed: what the notice does not give is absent. A text that is no
 * notice has no claims. It never throws, whatever the bytes.
 * @param context where the bytes came from, and when the notice arrived if that is known otherwise than from
 *   the mail (ISO 8601 UTC)
 */
export async function readNotice(
  bytes: Uint8Array,
  context: { path?: string; received?: string },
  effects: Effects,
): Promise<Notice> {
  const bounded = bytes.subarray(0, MAX_MAIL_BYTES);
  const cut =
    bytes.length > MAX_MAIL_BYTES
      ? [`only the first ${MAX_MAIL_BYTES} of ${bytes.length} bytes were read`]
      : [];
  const notices: Notice[] = [];
  const parts = splitMbox(bounded);
  if (parts.length > MAX_MAILS) cut.push(`only the first ${MAX_MAILS} of ${parts.length} mails were read`);
  for (const part of parts.slice(0, MAX_MAILS)) {
    notices.push(
      isMail(part)
        ? await readMailNotice(part, context.path, context.received, 0, effects)
        : await readText(decodeText(part), {
            path: context.path,
            received: context.received,
            subject: undefined,
            direct: () => Promise.resolve(PASTED),
            quoted: PASTED,
            numbered: true,
            attached: [],
          }),
    );
  }
  return {
    claims: withoutRepeats(notices.flatMap((notice) => notice.claims)),
    unread: [...cut, ...new Set(notices.flatMap((notice) => notice.unread))].slice(0, MAX_UNREAD),
  };
}
