import type { Clock, Net } from '../base/ports.ts';
import { checkAuthenticity, forwardedBy, PASTED } from './authenticity.ts';
import type { Authenticity, Claim } from '../model/claim.ts';
import { distinctMessages } from '../model/message.ts';
import type { NoticeMessage } from './words/messages.ts';
import { boundedClaims, isFrom, readClaims } from './claims.ts';
import type { Notice, Origin } from './claims.ts';
import { MAX_LINES } from './lines.ts';
import { decodeText, isMail, MAX_MAIL_BYTES, readableBytes, readMail, splitMbox } from './mail.ts';
import type { Mail } from './mail.ts';
import { SENDERS } from './senders/index.ts';

export type { Notice } from './claims.ts';

/** Mails attached to mails are opened to this depth. */
const MAX_ENCLOSED_DEPTH = 3;
const MAX_ENCLOSED = 20;
const MAX_UNREAD = 100;
/** Mails of one mbox file. */
const MAX_MAILS = 500;

/** What is known of a notice beside its bytes. */
interface NoticeContext {
  /** Where the bytes came from. */
  path?: string;
  /** When it arrived, if that is known otherwise than from the mail (ISO 8601 UTC). */
  received?: string;
  /** Domains whose ARC seals the user trusts. */
  sealers?: readonly string[];
}

/** Checks once, however many claims a mail makes. */
function checkOnce(
  bytes: Uint8Array,
  mail: Mail,
  sealers: readonly string[],
  effects: Clock & Net,
): Origin['direct'] {
  const known = new Map<string, Promise<Authenticity>>();
  return (sender) => {
    const result = known.get(sender.name) ?? checkAuthenticity(bytes, mail, sender, sealers, effects);
    known.set(sender.name, result);
    return result;
  };
}

/** The text that says most: plain first, HTML where the plain part states nothing more than the subject. */
async function readBodies(mail: Mail, origin: Origin): Promise<Notice> {
  const [first = '', ...others] = mail.bodies;
  let best = await readClaims(first, origin);
  for (const body of others) {
    const notice = await readClaims(body, origin);
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

/** The lines of what is attached, as many as are read of any text. */
function linesOf(texts: readonly string[]): string[] {
  const lines: string[] = [];
  for (const text of texts) {
    for (const line of text.split(/\r?\n/, MAX_LINES - lines.length)) lines.push(line);
    if (lines.length >= MAX_LINES) break;
  }
  return lines;
}

async function readMailNotice(
  bytes: Uint8Array,
  { path, received, sealers = [] }: NoticeContext,
  depth: number,
  effects: Clock & Net,
): Promise<Notice> {
  let mail: Mail;
  try {
    mail = await readMail(bytes);
  } catch (error) {
    return {
      claims: [],
      unread: [],
      notes: [
        {
          key: 'noticeUndecodable',
          params: { error: error instanceof Error ? error.message : String(error) },
        },
      ],
    };
  }
  const inner: Notice = { claims: [], unread: [], notes: [] };
  const thirdParty = [...mail.attached];
  const enclosures = depth < MAX_ENCLOSED_DEPTH ? mail.enclosed.slice(0, MAX_ENCLOSED) : [];
  const direct = checkOnce(bytes, mail, sealers, effects);
  const from = mail.from[0]?.address ?? '';
  const origin = (attached: readonly string[]): Origin => ({
    path,
    received: received ?? mail.received,
    subject: mail.subject,
    mail: mail.thread,
    direct,
    quoted: forwardedBy(mail.from[0]),
    from,
    to: mail.to,
    numbered: false,
    attached: linesOf(attached),
    parts: mail.parts,
  });
  const own = await readBodies(mail, origin(thirdParty));
  // What the sender's own notice carries as an attachment is the third party's: only a signature could say otherwise.
  const stated = own.claims.some(({ source }) =>
    SENDERS.some((sender) => sender.name === source && isFrom({ from }, sender)),
  );
  for (const enclosed of enclosures) {
    const notice = await readMailNotice(
      enclosed,
      { sealers, ...(path === undefined ? {} : { path }) },
      depth + 1,
      effects,
    );
    const claims = notice.claims.filter(({ authenticity }) => !stated || authenticity.verdict === 'proven');
    if (claims.length === 0) thirdParty.push(decodeText(enclosed));
    inner.claims.push(...claims);
    inner.unread.push(...notice.unread);
    inner.notes.push(...notice.notes);
  }
  const outer = enclosures.length === 0 ? own : await readBodies(mail, origin(thirdParty));
  // A mail that only carries the notice along states nothing itself but the subject.
  const bare =
    inner.claims.length > 0 &&
    outer.claims.every((claim) => claim.reported_activity === undefined && claim.flows.length === 0);
  const claims = bare ? [] : outer.claims;
  return {
    claims: [...claims, ...inner.claims],
    unread: [...outer.unread, ...inner.unread],
    notes: [...outer.notes, ...inner.notes],
  };
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
      mail: _mail,
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
 */
export async function readNotice(
  bytes: Uint8Array,
  context: NoticeContext,
  effects: Clock & Net,
): Promise<Notice> {
  const bounded = bytes.subarray(0, readableBytes(bytes.subarray(0, MAX_MAIL_BYTES)));
  const cut: NoticeMessage[] =
    bounded.length < bytes.length
      ? [{ key: 'noticeCut', params: { read: bounded.length, bytes: bytes.length } }]
      : [];
  const notices: Notice[] = [];
  const parts = splitMbox(bounded);
  if (parts.length > MAX_MAILS) {
    cut.push({ key: 'noticeMails', params: { read: MAX_MAILS, mails: parts.length } });
  }
  for (const part of parts.slice(0, MAX_MAILS)) {
    notices.push(
      isMail(part)
        ? await readMailNotice(part, context, 0, effects)
        : await readClaims(decodeText(part), {
            path: context.path,
            received: context.received,
            subject: undefined,
            mail: undefined,
            direct: () => Promise.resolve(PASTED),
            quoted: PASTED,
            from: '',
            to: [],
            numbered: true,
            attached: [],
            parts: [],
          }),
    );
  }
  const { claims, unread, notes } = boundedClaims(
    {
      claims: withoutRepeats(notices.flatMap((notice) => notice.claims)),
      unread: [...new Set(notices.flatMap((notice) => notice.unread))].slice(0, MAX_UNREAD),
      notes: [...cut, ...notices.flatMap((notice) => notice.notes)],
    },
    MAX_MAILS,
  );
  return { claims, unread, notes: distinctMessages(notes).slice(0, MAX_UNREAD) };
}
