import type { Clock, Net } from '../base/ports.ts';
import type { Authenticity } from '../model/claim.ts';
import { isWithin } from '../net/host-name.ts';
import type { Mail, Mailbox } from './mail.ts';
import type { Sender } from './senders/sender.ts';
import { domainOf, type Signature, verifySignatures } from './signatures.ts';

/** More make checking slow; a mail has one or two. */
const MAX_SIGNATURES = 8;

export const PASTED: Authenticity = { verdict: 'unproven', because: 'a pasted text has no sender' };

/** A mail that passes the notice on: its signatures speak for whoever passed it on. */
export function forwardedBy(from: Mailbox | undefined): Authenticity {
  const who = from === undefined || from.address === '' ? 'somebody' : from.address;
  return {
    verdict: 'unproven',
    because: `forwarded or quoted by ${who}: that proves at most who passed it on`,
  };
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
    // The provider's services carry texts of its customers (SNS), signed by the provider too.
    if (!sender.addresses.includes(address)) {
      return {
        verdict: 'unproven',
        dkim,
        signer,
        because: `${signer} signed it, but ${address} is no address that ${sender.title} sends abuse notices from`,
      };
    }
    if (twice !== undefined)
      return {
        verdict: 'unproven',
        dkim,
        signer,
        because: `it has two ${twice} headers, and a signature covers one`,
      };
    if (isUndersized(signature))
      return {
        verdict: 'unproven',
        dkim,
        signer,
        because: `${signer} signed only the first part of the text`,
      };
    return { verdict: 'proven', dkim, signer, because: `signed by ${signer}, and the signature is valid` };
  }
  if (result.status.result === 'fail' && !RETITLED.test(mail.subject ?? '')) {
    return {
      verdict: 'forged',
      dkim,
      because: `its signature in the name of ${signer} does not match the key that ${signer} publishes`,
    };
  }
  return { verdict: 'unproven', dkim, because: whyNot(signature, sender) };
}

function whyNot({ result, domain: signer }: Signature, sender: Sender): string {
  const comment = result.status.comment ?? '';
  if (result.status.result === 'temperror') {
    return `the key of ${signer} could not be fetched (no DNS), so its signature was not checked`;
  }
  if (comment.includes('body hash'))
    return `its text is not the one that ${signer} signed: it was changed on the way, or ${sender.title} never sent it`;
  if (comment.includes('no key'))
    return `${signer} publishes no key for its signature (it may have been withdrawn since)`;
  if (comment.includes('expired')) return `the signature of ${signer} has expired`;
  return `the signature of ${signer} is not valid${comment === '' ? '' : ` (${comment})`}`;
}

/** The name of an other domain that calls itself the sender's, or undefined. */
function pretends(from: Mailbox, mail: Mail, sender: Sender): string | undefined {
  const domain = domainOf(from.address);
  // A mailing list or ticket system of the recipient's own writes the first sender's name before its address.
  const relayed = / via /i.test(from.name) || mail.to.some((to) => domainOf(to) === domain);
  if (relayed) return undefined;
  return sender.callsItself.test(from.name) || sender.callsItself.test(domain) ? domain : undefined;
}

function judgeUnsigned(mail: Mail, signatures: readonly Signature[], sender: Sender): Authenticity {
  // Whoever sends through the provider's mail service is signed by it too: that neither proves nor contradicts.
  const others = signatures.map(({ domain }) => domain).filter((domain) => !isWithin(domain, sender.dns));
  if (others.length > 0 && !mail.headerCounts.has('arc-seal')) {
    return {
      verdict: 'forged',
      dkim: 'none',
      because: `it says it is from ${mail.from[0]?.address ?? ''}, but only ${others.slice(0, 3).join(', ')} signed it`,
    };
  }
  return { verdict: 'unproven', dkim: 'none', because: `it carries no signature of ${sender.title}` };
}

function arcOf(mail: Mail): string {
  // The sealer's keys are not asked for, see `boundedResolver`.
  return mail.headerCounts.has('arc-seal') ? 'present, not checked' : 'none';
}

/**
 * Says whether the mail is the sender's, by its DKIM signatures.
 * - proven: it is from an address of the provider's abuse desk, a signature of that domain is valid and covers the
 *   whole text, and no header is doubled.
 * - forged: it calls itself the sender's, but comes from another domain, is signed by others only, or its
 *   signature does not match the published key.
 * - unproven: everything else, with the reason. A changed text, a missing key or no network is no proof of forgery.
 * @param mail the same bytes, decoded
 */
export async function checkAuthenticity(
  bytes: Uint8Array,
  mail: Mail,
  sender: Sender,
  effects: Clock & Net,
): Promise<Authenticity> {
  const from = mail.from[0];
  if (from === undefined) return { verdict: 'unproven', because: 'it has no From address' };
  const fromDomain = domainOf(from.address);
  if (!isWithin(fromDomain, sender.domains)) {
    const domain = pretends(from, mail, sender);
    return domain === undefined
      ? forwardedBy(from)
      : {
          verdict: 'forged',
          because: `it calls itself ${sender.title}, but comes from ${domain}, which is not ${sender.title}'s`,
        };
  }
  if ((mail.headerCounts.get('dkim-signature') ?? 0) > MAX_SIGNATURES) {
    return { verdict: 'unproven', because: 'it carries more signatures than are checked' };
  }
  try {
    const { signatures, spf } = await verifySignatures(bytes, sender, effects);
    const own = ownSignature(signatures, sender, fromDomain);
    const judged =
      own === undefined ? judgeUnsigned(mail, signatures, sender) : judgeSigned(own, mail, sender);
    return { ...judged, arc: arcOf(mail), ...(spf === undefined ? {} : { spf }) };
  } catch (error) {
    // The checker stumbles over some malformed headers; then there is no proof.
    return {
      verdict: 'unproven',
      because: `its signatures cannot be checked (${error instanceof Error ? error.message : String(error)})`,
    };
  }
}
