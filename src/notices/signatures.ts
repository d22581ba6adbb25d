import { setTimeout as sleep } from 'node:timers/promises';
import type { DKIMResult } from 'mailauth';
import type { Clock, Net } from '../base/ports.ts';
import { isHostName, isWithin } from '../net/host-name.ts';
import { checkArc, SEALERS } from './arc.ts';
import type { Arc } from './arc.ts';
import type { Sender } from './senders/sender.ts';

// `mailauth` is loaded where there is a mail to check, each part in the function that needs it: it is a hundred files.

/** A DNS answer that takes longer counts as none. */
const DNS_TIMEOUT_MS = 5000;

/** Behind the last `@`, lower case. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

function dnsError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/**
 * A resolver that asks for names of these domains only: opening evidence never calls a server that an attacker named in it. What is
 * asked is byte for byte what was checked.
 * @param answered gets the names that were answered
 */
function boundedResolver(
  domains: readonly string[],
  effects: Net,
  answered = new Set<string>(),
): (name: string, type: string) => Promise<string[][]> {
  return async (name, type) => {
    const asked = name.toLowerCase();
    if (!isWithin(asked, domains)) throw dnsError('EREFUSED');
    const timeout = sleep(DNS_TIMEOUT_MS, undefined, { ref: false }).then(() => {
      throw dnsError('ETIMEOUT');
    });
    const answer: unknown = await Promise.race([effects.resolveDns(asked, type), timeout]);
    answered.add(asked);
    return Array.isArray(answer) ? answer : [];
  };
}

const ADDRESS_IN_RECEIVED = /\[(?:IPv6:)?([0-9a-fA-F.:]{3,45})\]/;

/**
 * SPF by the mail's own topmost Received line, for information: a Received line in a file proves nothing, so it
 * never decides.
 */
async function spfOf(
  received: string | undefined,
  envelope: string | false,
  sender: Sender,
  effects: Net,
): Promise<string | undefined> {
  const ip = ADDRESS_IN_RECEIVED.exec(received ?? '')?.[1];
  if (ip === undefined || envelope === false || !isWithin(domainOf(envelope), sender.dns)) return undefined;
  const { spf } = await import('mailauth/lib/spf/index.js');
  const result = await spf({
    sender: envelope,
    ip,
    helo: domainOf(envelope),
    mta: 'localhost',
    resolver: boundedResolver(sender.dns, effects),
  });
  return result.status.result;
}

/** What the domain of the From address asks receivers to do with mail that neither SPF nor DKIM connects with it (RFC 7489). */
export interface Dmarc {
  /** `pass`, `fail`, `none` (it publishes no policy), `temperror` (it was not answered). */
  result: string;
  /** `none`, `quarantine`, `reject`, in lower case. */
  policy?: string;
}

/** @param passed domains whose signature is valid */
async function dmarcOf(
  from: string,
  passed: readonly string[],
  envelope: string | undefined,
  resolver: ReturnType<typeof boundedResolver>,
): Promise<Dmarc | undefined> {
  const { dmarc } = await import('mailauth/lib/dmarc/index.js');
  const told = await dmarc({
    headerFrom: from,
    dkimDomains: passed.map((domain) => ({ id: domain, domain })),
    spfDomains: envelope === undefined ? [] : [domainOf(envelope)],
    resolver,
  });
  if (told === false) return undefined;
  const policy = told.policy?.toLowerCase() ?? '';
  return { result: told.status.result, ...(/^(?:none|quarantine|reject)$/.test(policy) ? { policy } : {}) };
}

/** What the checker gives of a signature beside what its types name. */
interface CheckedSignature {
  /** Of the body, and of the body that was signed (`bh`). */
  bodyHash?: string;
  bodyHashExpecting?: string;
  /** The domain's record, and its key, where there are such. */
  rr?: string;
  publicKey?: string;
  /** ISO 8601; of `t` and `x`. */
  signTime?: string | null;
  expiresAfter?: string | null;
}

/** A signature in the name of a domain, and whether that domain's own DNS gave the key. */
export interface Signature {
  result: DKIMResult & CheckedSignature;
  /** Lower case; a host name. */
  domain: string;
  /** The name that holds the key was asked for as it is here, and was answered. */
  answered: boolean;
}

/** What a mail's signatures and its envelope say. */
export interface Signatures {
  /** Those in the name of something that is a host name; nothing else can be anybody's domain. */
  signatures: Signature[];
  spf?: string;
  dmarc?: Dmarc;
  arc: Arc;
}

/**
 * The mail's DKIM signatures, its ARC seals, SPF's result where it is known, and DMARC's.
 * @param from the address that the reader sees; @param sealed it has seals; @param sealers domains that may be asked for the keys of seals,
 *   beside the known ones
 * @throws Error on headers that the checker stumbles over
 */
export async function verifySignatures(
  bytes: Uint8Array,
  from: string,
  sender: Sender,
  { sealed, sealers }: { sealed: boolean; sealers: readonly string[] },
  effects: Clock & Net,
): Promise<Signatures> {
  const answered = new Set<string>();
  const { dkimVerify } = await import('mailauth/lib/dkim/verify.js');
  const resolver = boundedResolver(
    sealed ? [...sender.dns, ...SEALERS, ...sealers] : sender.dns,
    effects,
    answered,
  );
  const verified = await dkimVerify(Buffer.from(bytes), {
    resolver,
    curTime: effects.now(),
  });
  const received = verified.headers?.parsed.find((header) => header.key === 'received')?.line.toString();
  const spf = await spfOf(received, verified.envelopeFrom, sender, effects);
  const signatures = verified.results.flatMap((result): Signature[] => {
    const { signingDomain, selector } = result;
    const domain = typeof signingDomain === 'string' ? signingDomain.toLowerCase() : '';
    const holder = `${(selector ?? '').toLowerCase()}._domainkey.${domain}`;
    return isHostName(domain) && isHostName(holder)
      ? [{ result, domain, answered: answered.has(holder) }]
      : [];
  });
  const passed = signatures.flatMap(({ result, domain, answered: own }) =>
    result.status.result === 'pass' && own ? [domain] : [],
  );
  const envelope = spf === 'pass' && verified.envelopeFrom !== false ? verified.envelopeFrom : undefined;
  const dmarc = await dmarcOf(from, passed, envelope, boundedResolver(sender.dns, effects));
  const arc = await checkArc(verified.arc, sealers, resolver, answered);
  return {
    signatures,
    arc,
    ...(spf === undefined ? {} : { spf }),
    ...(dmarc === undefined ? {} : { dmarc }),
  };
}
