import { setTimeout as sleep } from 'node:timers/promises';
import type { DKIMResult } from 'mailauth';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { spf } from 'mailauth/lib/spf/index.js';
import type { Effects } from '../base/effects.ts';
import type { Sender } from './senders/sender.ts';

/** A DNS answer that takes longer counts as none. */
const DNS_TIMEOUT_MS = 5000;

/** True if the domain is one of the parents or lies below one. */
export function within(domain: string, parents: readonly string[]): boolean {
  const name = domain.toLowerCase().replace(/\.$/, '');
  return parents.some((parent) => name === parent || name.endsWith(`.${parent}`));
}

/** Behind the last `@`, lower case. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

function dnsError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/**
 * A resolver that asks for names of the sender's own domains only: opening evidence never calls a server that
 * an attacker named in it.
 */
function boundedResolver(
  sender: Sender,
  effects: Effects,
): (name: string, type: string) => Promise<string[][]> {
  return async (name, type) => {
    if (!within(name, sender.dns)) throw dnsError('EREFUSED');
    const timeout = sleep(DNS_TIMEOUT_MS, undefined, { ref: false }).then(() => {
      throw dnsError('ETIMEOUT');
    });
    const answer: unknown = await Promise.race([effects.resolveDns(name, type), timeout]);
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
  effects: Effects,
): Promise<string | undefined> {
  const ip = ADDRESS_IN_RECEIVED.exec(received ?? '')?.[1];
  if (ip === undefined || envelope === false || !within(domainOf(envelope), sender.dns)) return undefined;
  const result = await spf({
    sender: envelope,
    ip,
    helo: domainOf(envelope),
    mta: 'localhost',
    resolver: boundedResolver(sender, effects),
  });
  return result.status.result;
}

/** What a mail's signatures and its envelope say. */
export interface Signatures {
  results: DKIMResult[];
  spf?: string;
}

/**
 * DKIM results, and SPF's where it can be told.
 * @throws Error on headers that the checker stumbles over
 */
export async function verifySignatures(
  bytes: Uint8Array,
  sender: Sender,
  effects: Effects,
): Promise<Signatures> {
  const verified = await dkimVerify(Buffer.from(bytes), {
    resolver: boundedResolver(sender, effects),
    curTime: effects.now(),
  });
  const received = verified.headers?.parsed.find((header) => header.key === 'received')?.line.toString();
  const spf = await spfOf(received, verified.envelopeFrom, sender, effects);
  return { results: verified.results, ...(spf === undefined ? {} : { spf }) };
}
