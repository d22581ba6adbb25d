import { composeMail } from '../base/compose-mail.ts';
import type { Clock, Ids } from '../base/ports.ts';
import type { Authenticity, Claim } from '../model/claim.ts';
import { senderOf } from '../notices/senders/title.ts';
import type { Letter } from './reply.ts';

/** What stands behind a domain that is nobody's (RFC 2606), while it is not known who sends. */
const NOBODY = 'letter.invalid';
/**
 * Signatures that are valid, and still do not prove the sender: the provider's domain has signed, or whoever passed the mail on found that it
 * had. The notice is likely the provider's.
 */
const LIKELY: ReadonlySet<Authenticity['message']['key']> = new Set(['authSealed', 'authUnconfirmed']);

/** Who writes to whom; absent where a person has to fill it in. */
export interface Envelope {
  from?: string;
  to?: string;
}

/** A letter as a mail program opens it. */
export interface LetterMail extends Envelope {
  bytes: Uint8Array;
  /** The notice that it answers; absent where the notice is not there as a mail. */
  in_reply_to?: string;
}

function isWithin(address: string, domains: readonly string[]): boolean {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  return domains.some((one) => domain === one || domain.endsWith(`.${one}`));
}

/**
 * Where an answer goes: to the notice's Reply-To, else its From, only where the notice is proven or likely, and only within the provider's
 * own domains: a header that no signature covers may have been added to a real notice.
 */
export function recipientOf({ source, authenticity, mail }: Claim): string | undefined {
  const { verdict, message } = authenticity;
  if (verdict !== 'proven' && !(verdict === 'unproven' && LIKELY.has(message.key))) return undefined;
  const domains = senderOf(source)?.domains ?? [];
  return [mail?.reply_to, mail?.from].find((address) => address !== undefined && isWithin(address, domains));
}

/**
 * The letter as a mail (RFC 5322): text in UTF-8, headers encoded, and joined to the notice by In-Reply-To and References. It is marked as
 * a draft (`X-Unsent`), which a mail program opens to be completed and sent.
 * @param notice that it answers
 */
export async function mailOf(
  { subject, text }: Letter,
  { from, to }: Envelope,
  notice: Claim | undefined,
  effects: Clock & Ids,
): Promise<LetterMail> {
  const { message_id: id, references = [] } = notice?.mail ?? {};
  const domain = from === undefined ? NOBODY : from.slice(from.lastIndexOf('@') + 1);
  const bytes = await composeMail({
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    subject,
    text,
    date: effects.now(),
    messageId: `<${effects.uuid()}@${domain}>`,
    ...(id !== undefined && { inReplyTo: id, references: [...references, id] }),
    headers: { 'X-Unsent': '1' },
    // RFC 5322, section 2.3: a line feed stands in a mail only behind a carriage return.
    newline: 'windows',
  });
  return {
    bytes,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(id !== undefined && { in_reply_to: id }),
  };
}
