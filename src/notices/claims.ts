import type { Authenticity, Claim } from '../model/claim.ts';
import type { Instant } from '../model/instant.ts';
import { MAX_TEXT, toLines } from './lines.ts';
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
export interface Origin {
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

/** Reads the messages of one text; what they state becomes claims by what is known of where it came from. */
export async function readClaims(text: string, origin: Origin): Promise<Notice> {
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
