import type { Clock, Net } from '../base/ports.ts';
import type { Authenticity } from '../model/claim.ts';
import { isWithin } from '../net/host-name.ts';
import type { Mail, Mailbox } from './mail.ts';
import type { Sender } from './senders/sender.ts';
import type { AuthenticityMessage } from './words/messages.ts';
import type { Arc } from './arc.ts';
import { domainOf, verifySignatures } from './signatures.ts';
import type { Dmarc, Signature } from './signatures.ts';

/** More make checking slow; a mail has one or two. */
const MAX_SIGNATURES = 8;

export const PASTED: Authenticity = { verdict: 'unproven', message: { key: 'authPasted', params: {} } };

/** A mail that passes the notice on: its signatures speak for whoever passed it on. */
export function forwardedBy(from: Mailbox | undefined): Authenticity {
  const params = from === undefined || from.address === '' ? {} : { who: from.address };
  return { verdict: 'unproven', message: { key: 'authForwarded', params } };
}

/** The parent of the list that the domain lies in. */
function parentOf(domain: string, parents: readonly string[]): string | undefined {
  return parents.find((parent) => isWithin(domain, [parent]));
}

/** The signature of the sender's own domain, a valid one first; undefined where none of them is the sender's. */
function ownSignature(
  signatures: readonly Signature[],
  sender: Sender,
  fromDomain: string,
): Signature | undefined {
  const parent = parentOf(fromDomain, sender.domains);
  const aligned = signatures.filter(({ domain }) => parent !== undefined && isWithin(domain, [parent]));
  return aligned.find(({ result }) => result.status.result === 'pass') ?? aligned[0];
}

/** Headers of which a mail has one; a second one shows the reader something that was not signed. */
const SINGLE = ['from', 'subject', 'date', 'content-type', 'content-transfer-encoding'];

function doubled(mail: Mail): string | undefined {
  return SINGLE.find((name) => (mail.headerCounts.get(name) ?? 0) > 1);
}

/** Part of the body is not covered by the signature (its `l=`). */
function isUndersized({ result }: Signature): boolean {
  return Boolean(result.status.underSized);
}

/** A subject that a gateway or a person changed on the way: `[EXTERNAL] …`, `Fwd: …`. */
const RETITLED = /^\s*(?:\[|\*{2,}|(?:re|fwd?|aw|wg)\s*:)/i;

function judgeSigned(signature: Signature, mail: Mail, sender: Sender): Authenticity {
  const { result, domain: signer } = signature;
  const dkim =
    result.status.comment === undefined
      ? result.status.result
      : `${result.status.result} (${result.status.comment})`;
  const twice = doubled(mail);
  const address = mail.from[0]?.address ?? '';
  // A key that somebody else's DNS gave proves nothing.
  if (result.status.result === 'pass' && signature.answered) {
    const message = whyNotProven(signature, twice, address, sender);
    if (message !== undefined) return { verdict: 'unproven', dkim, signer, message };
    return { verdict: 'proven', dkim, signer, message: { key: 'authProven', params: { signer } } };
  }
  if (result.status.result === 'fail' && !RETITLED.test(mail.subject ?? '')) {
    return { verdict: 'forged', dkim, message: { key: 'authMismatch', params: { signer } } };
  }
  return { verdict: 'unproven', dkim, message: whyNotValid(signature, sender) };
}

/** What keeps a valid signature from proving the mail. @param twice a header that the mail has twice */
function whyNotProven(
  signature: Signature,
  twice: string | undefined,
  address: string,
  sender: Sender,
): AuthenticityMessage | undefined {
  const { domain: signer } = signature;
  // The provider's services carry texts of its customers (SNS), signed by the provider too.
  if (sender.addresses.length === 0)
    return { key: 'authUnconfirmed', params: { signer, address, sender: sender.title } };
  if (!sender.addresses.includes(address))
    return { key: 'authOtherAddress', params: { signer, address, sender: sender.title } };
  if (twice !== undefined) return { key: 'authTwice', params: { header: twice } };
  return isUndersized(signature) ? { key: 'authPartly', params: { signer } } : undefined;
}

/** Has the time come after which the signature does not hold? The checker says so of one that is right but for that. */
function isOver({ publicKey, signTime, expiresAfter }: Signature['result']): boolean {
  return Boolean(publicKey && expiresAfter) && (!signTime || signTime <= (expiresAfter ?? ''));
}

/**
 * Why a signature is not valid, by what the checker found of it: the hash of the body and the one that was signed, the domain's
 * record, its key, the times. What the checker says in words is its own, and is only handed on.
 */
function whyNotValid({ result, domain: signer }: Signature, sender: Sender): AuthenticityMessage {
  const comment = result.status.comment ?? '';
  if (result.status.result === 'temperror') return { key: 'authNoDns', params: { signer } };
  if (result.bodyHash !== result.bodyHashExpecting)
    return { key: 'authChanged', params: { signer, sender: sender.title } };
  if (result.status.result === 'neutral' && !result.rr && !result.publicKey)
    return { key: 'authNoKey', params: { signer } };
  if (result.status.result === 'neutral' && isOver(result)) return { key: 'authExpired', params: { signer } };
  return { key: 'authInvalid', params: { signer, ...(comment !== '' && { comment }) } };
}

/** The name of an other domain that calls itself the sender's, or undefined. */
function pretends(from: Mailbox, mail: Mail, sender: Sender): string | undefined {
  const domain = domainOf(from.address);
  // A mailing list or ticket system of the recipient's own writes the first sender's name before its address.
  const relayed = / via /i.test(from.name) || mail.to.some((to) => domainOf(to) === domain);
  if (relayed) return undefined;
  return sender.callsItself.test(from.name) || sender.callsItself.test(domain) ? domain : undefined;
}

function unproven(message: AuthenticityMessage): Authenticity {
  return { verdict: 'unproven', dkim: 'none', message };
}

function judgeUnsigned(
  mail: Mail,
  signatures: readonly Signature[],
  sender: Sender,
  dmarc: Dmarc | undefined,
  arc: Arc,
): Authenticity {
  // Whoever sends through the provider's mail service is signed by it too: that neither proves nor contradicts.
  const others = signatures.map(({ domain }) => domain).filter((domain) => !isWithin(domain, sender.dns));
  // A seal that cannot be checked may be of a list that passed the mail on and signed it anew.
  if (others.length > 0 && arc.result === 'unknown')
    return unproven({ key: 'authSealUnknown', params: { sealers: arc.sealers } });
  if (others.length > 0 && arc.result === 'temperror')
    return unproven({ key: 'authNoDns', params: { signer: arc.sealers.join(', ') } });
  if (others.length > 0) {
    return {
      verdict: 'forged',
      dkim: 'none',
      message: {
        key: 'authSignedByOthers',
        params: { address: mail.from[0]?.address ?? '', others: others.slice(0, 3) },
      },
    };
  }
  return {
    verdict: 'unproven',
    dkim: 'none',
    message: {
      key: 'authUnsigned',
      // A copy may have lost its signature, so that the policy is said and decides nothing.
      params: {
        sender: sender.title,
        ...(dmarc?.policy === 'reject' && { rejects: domainOf(mail.from[0]?.address ?? '') }),
      },
    },
  };
}

function dmarcText({ result, policy }: Dmarc): string {
  return policy === undefined ? result : `${result} (p=${policy})`;
}

function arcText({ result, sealers, comment }: Arc): string {
  const about = [sealers.join(', '), comment ?? ''].filter((text) => text !== '').join(': ');
  return about === '' ? result : `${result} (${about})`;
}

/**
 * What the seals of whoever passed the mail on add, where its own signature proves nothing any more: the first sealer found it valid. Only
 * a sealer that the user trusts is believed for the text as it is now.
 */
function judgeSealed(
  judged: Authenticity,
  arc: Arc,
  mail: Mail,
  sender: Sender,
  trusted: readonly string[],
): Authenticity {
  const address = mail.from[0]?.address ?? '';
  const parent = parentOf(domainOf(address), sender.domains);
  const signer = arc.found.find((domain) => parent !== undefined && isWithin(domain, [parent]));
  if (judged.verdict === 'proven' || arc.result !== 'pass' || signer === undefined) return judged;
  const believed = arc.sealers.every((sealer) => isWithin(sealer, trusted));
  const { dkim } = judged;
  const params = { signer, sealers: arc.sealers };
  if (believed && sender.addresses.includes(address) && doubled(mail) === undefined)
    return { verdict: 'proven', dkim, signer, message: { key: 'authSealTrusted', params } };
  return { verdict: 'unproven', dkim, message: { key: 'authSealed', params } };
}

/**
 * Says whether the mail is the sender's, by its DKIM signatures and by the ARC seals of whoever passed it on.
 * - proven: it is from an address of the provider's abuse desk, a signature of that domain is valid and covers the
 *   whole text, and no header is doubled; or a sealer that the user trusts found such a signature, and its seal covers the text.
 * - forged: it calls itself the sender's, but comes from another domain, is signed by others only, or its
 *   signature does not match the published key.
 * - unproven: everything else, with the reason. A changed text, a missing key or no network is no proof of forgery.
 * @param mail the same bytes, decoded; @param trusted domains of sealers that the user trusts
 */
export async function checkAuthenticity(
  bytes: Uint8Array,
  mail: Mail,
  sender: Sender,
  trusted: readonly string[],
  effects: Clock & Net,
): Promise<Authenticity> {
  const from = mail.from[0];
  if (from === undefined) return { verdict: 'unproven', message: { key: 'authNoFrom', params: {} } };
  if (sender.domains.length === 0) {
    const params = from.address === '' ? {} : { who: from.address };
    return { verdict: 'unproven', message: { key: 'authAnybody', params } };
  }
  const fromDomain = domainOf(from.address);
  if (!isWithin(fromDomain, sender.domains)) {
    const domain = pretends(from, mail, sender);
    return domain === undefined
      ? forwardedBy(from)
      : {
          verdict: 'forged',
          message: { key: 'authPretends', params: { sender: sender.title, domain } },
        };
  }
  if ((mail.headerCounts.get('dkim-signature') ?? 0) > MAX_SIGNATURES) {
    return { verdict: 'unproven', message: { key: 'authTooMany', params: {} } };
  }
  try {
    const seals = { sealed: mail.headerCounts.has('arc-seal'), sealers: trusted };
    const { signatures, spf, dmarc, arc } = await verifySignatures(
      bytes,
      from.address,
      sender,
      seals,
      effects,
    );
    const own = ownSignature(signatures, sender, fromDomain);
    const judged =
      own === undefined
        ? judgeUnsigned(mail, signatures, sender, dmarc, arc)
        : judgeSigned(own, mail, sender);
    return {
      ...judgeSealed(judged, arc, mail, sender, trusted),
      arc: arcText(arc),
      ...(spf === undefined ? {} : { spf }),
      ...(dmarc === undefined ? {} : { dmarc: dmarcText(dmarc) }),
    };
  } catch (error) {
    // The checker stumbles over some malformed headers; then there is no proof.
    return {
      verdict: 'unproven',
      message: {
        key: 'authUnchecked',
        params: { error: error instanceof Error ? error.message : String(error) },
      },
    };
  }
}
