import type { ARCChainEntry, ARCSigningData } from 'mailauth';
import { isHostName, isWithin } from '../net/host-name.ts';

/**
 * Domains of services that pass mail on and are known to seal what they pass on: Google's and Microsoft's, Fastmail's and those of the
 * community's list (trusteddomainproject/ARC_Community_Sealers; mailauth 4.13.2 ships the same, read 2026-11). Their DNS may be asked: no
 * mail can choose it. That they are known does not mean that their word proves a text, see `Arc`.
 */
export const SEALERS: readonly string[] = [
  'fastmail.com',
  'fastmail.fm',
  'forwardemail.net',
  'gmail.com',
  'google.com',
  'googlegroups.com',
  'messagingengine.com',
  'microsoft.com',
  'one.com',
  'outlook.com',
  'pobox.com',
  'securemx.jp',
  'topicbox.com',
  'umich.edu',
  'zone.eu',
];

/** Each link is two signatures and two questions to DNS; a mail passes one or two such services. */
const MAX_LINKS = 10;

/**
 * What a mail's ARC seals say (RFC 8617): who passed it on, and what the first of them found when it came in. A sealer vouches for what
 * it received and for its own changes; whoever uses the service may have had it change the text before it was sealed. So a valid chain
 * proves no text to whom does not trust its sealers.
 */
export interface Arc {
  /**
   * `none`: no seals. `pass`: the chain is whole, each seal is valid, and the last covers the text as it is. `fail`: it is not.
   * `unknown`: a sealer is not among those whose keys are asked for. `temperror`: a key was not answered.
   */
  result: 'none' | 'pass' | 'fail' | 'unknown' | 'temperror';
  /** Domains that sealed it, in their order, each once. */
  sealers: string[];
  /** Of `pass`: domains of which the first sealer found a valid DKIM signature. */
  found: string[];
  /** Of `fail`: the checker's own words. */
  comment?: string;
}

const NONE: Arc = { result: 'none', sealers: [], found: [] };

/** Text of a tag, lower case; empty where it has none or it is no text. */
function tagOf(
  entry: ARCChainEntry,
  header: 'arc-seal' | 'arc-message-signature',
  tag: 'd' | 's' | 'h',
): string {
  const value: unknown = entry[header]?.parsed?.[tag]?.value;
  return typeof value === 'string' ? value.trim().toLowerCase() : '';
}

/** Names that hold the keys of a link, or undefined where one is no host name. */
function holdersOf(entry: ARCChainEntry): string[] | undefined {
  const names = (['arc-seal', 'arc-message-signature'] as const).map(
    (header) => `${tagOf(entry, header, 's')}._domainkey.${tagOf(entry, header, 'd')}`,
  );
  return names.every(isHostName) ? names : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Domains of the signatures that the first sealer found valid: `dkim=pass header.i=@support.aws.com`, or `header.d=`. */
function foundBy(first: ARCChainEntry): string[] {
  const results: unknown = first['arc-authentication-results']?.parsed;
  const signatures: unknown = isObject(results) ? results['dkim'] : undefined;
  return (Array.isArray(signatures) ? signatures : [signatures]).flatMap((signature: unknown) => {
    if (!isObject(signature) || signature['value'] !== 'pass' || !isObject(signature['header'])) return [];
    const { d, i } = signature['header'];
    const domain = [d, i].find((value) => typeof value === 'string');
    if (typeof domain !== 'string') return [];
    const name = domain.slice(domain.lastIndexOf('@') + 1).toLowerCase();
    return isHostName(name) ? [name] : [];
  });
}

/** Does the last signature cover what the reader sees: who it is from, and the whole text? */
function coversAll(last: ARCChainEntry): boolean {
  const signed = tagOf(last, 'arc-message-signature', 'h').split(':');
  const covered = ['from', 'subject'].every((name) => signed.some((each) => each.trim() === name));
  return covered && !last.messageSignature?.status.underSized;
}

/**
 * Checks a mail's chain of seals.
 * @param data what the DKIM checker has read of it, and the last message signature as it was checked
 * @param sealers domains that may be asked beside the known ones
 * @param resolver asks no other domain; @param answered names that it has answered
 */
export async function checkArc(
  data: ARCSigningData | undefined,
  sealers: readonly string[],
  resolver: (name: string, type: string) => Promise<string[][]>,
  answered: ReadonlySet<string>,
): Promise<Arc> {
  if (data === undefined || (data.chain === false && data.error === undefined)) return NONE;
  const chain = data.chain === false ? [] : data.chain;
  const names = [...new Set(chain.map((entry) => tagOf(entry, 'arc-seal', 'd')))].filter(isHostName);
  const about = { sealers: names, found: [] };
  const [first, last] = [chain[0], chain.at(-1)];
  if (first === undefined || last === undefined || data.error !== undefined)
    return { ...about, result: 'fail', comment: data.error?.message ?? 'no chain' };
  if (chain.length > MAX_LINKS) return { ...about, result: 'fail', comment: `${chain.length} seals` };
  const holders = chain.flatMap((entry) => holdersOf(entry) ?? ['']);
  const known = [...SEALERS, ...sealers];
  if (!holders.every((name) => isWithin(name, known))) return { ...about, result: 'unknown' };
  // The checker takes the results apart while it reads them.
  const found = foundBy(first);
  const { arc } = await import('mailauth/lib/arc/index.js');
  const { status } = await arc({ ...data, chain, lastEntry: last }, { resolver, minBitLength: 1024 });
  if (status.result === 'pass' && coversAll(last) && holders.every((name) => answered.has(name)))
    return { ...about, result: 'pass', found };
  if (!holders.every((name) => answered.has(name))) return { ...about, result: 'temperror' };
  return {
    ...about,
    result: 'fail',
    comment: (status.comment ?? 'its signature does not cover all').slice(0, 200),
  };
}
