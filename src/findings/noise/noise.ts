import type { Coverage } from '../../attribution/lists.ts';
import { parseAddress } from '../../net/address.ts';
import { contains, parsePrefix } from '../../net/prefix.ts';
import type { Prefix } from '../../net/prefix.ts';
import type { Finding, Noise } from '../../model/finding.ts';
import type { DetectorContext } from '../detector.ts';
import { CALLERS } from './callers.ts';
import type { KnownCaller } from './callers.ts';
import type { NoiseMessage } from './messages.ts';
import { ownersOf, toldBy } from './told.ts';
import type { Owner, Identity } from './told.ts';

/** What looking around comes to; who does more is looked into, whoever it says it is. */
const LOOKS: ReadonlySet<Finding['type']> = new Set(['port_scan', 'reconnaissance', 'scraping']);
/** What says nothing of what its subject is up to. */
const NOT_OF_ITS_OWN: ReadonlySet<Finding['type']> = new Set(['backscatter']);

export interface NoiseOptions {
  /** Address blocks of the user's own monitoring, from the settings. */
  monitoring: readonly string[];
  /** Which lists of ranges were asked. */
  coverage: Coverage;
  /** The lake has it which requests look like attacks; where it does not, no name counts. */
  classified: boolean;
}

function prefixesOf(texts: readonly string[]): Prefix[] {
  return texts.flatMap((text) => parsePrefix(text) ?? []);
}

const NETWORKS = CALLERS.flatMap((caller) =>
  prefixesOf(caller.networks ?? []).map((prefix) => ({ prefix, caller })),
);

/** A check that is not let in, again and again: only whose address is known may be noise by it. */
function isOldPassword({ type, severity }: Finding): boolean {
  return type === 'login_attack' && severity === 'low';
}

/** Addresses of those who did what is never noise: whatever else they did stays where it is, too. */
function attackersOf(findings: readonly Finding[]): Set<string> {
  const grave = findings.filter(
    (finding) => !LOOKS.has(finding.type) && !NOT_OF_ITS_OWN.has(finding.type) && !isOldPassword(finding),
  );
  return new Set(grave.flatMap(({ subject }) => (subject.address ?? '').split(' ')));
}

function noise(by: Noise['by'], kind: Noise['kind'], message: NoiseMessage): Noise {
  return { kind, by, message };
}

/** Whose the address is, whatever it says of itself. */
function byAddress(address: string, owner: Owner | undefined, own: readonly Prefix[]): Noise | undefined {
  const parsed = parseAddress(address);
  if (parsed === undefined) return undefined;
  if (own.some((prefix) => contains(prefix, parsed)))
    return noise('settings', 'own', { key: 'noiseOwn', params: {} });
  const caller =
    CALLERS.find(
      ({ service, cloud }) =>
        service !== undefined && cloud?.name === owner?.provider && owner?.services.includes(service),
    ) ?? NETWORKS.find(({ prefix }) => contains(prefix, parsed))?.caller;
  if (caller === undefined) return undefined;
  const { name, kind } = caller;
  return noise('published', kind, { key: 'noisePublished', params: { name, kind } });
}

/** All lists of the cloud are loaded: one of them alone does not tell its own addresses from its customers'. */
function isAsked(cloud: KnownCaller['cloud'], { asked }: Coverage): boolean {
  return cloud !== undefined && cloud.lists.every((list) => asked.includes(list));
}

/** What is known of the address speaks against its being the caller: it is another's, or a customer's, or none of the caller's. */
function isForged(
  { cloud, inside, service, networks, among }: KnownCaller,
  owner: Owner | undefined,
  isLocal: boolean,
  coverage: Coverage,
): boolean {
  if (inside === true) return !isLocal;
  // It has addresses of its own, which were looked at first: by them alone is it known.
  if (networks !== undefined) return true;
  if (cloud === undefined) return false;
  if (owner === undefined) return isAsked(cloud, coverage) && (service ?? among) !== undefined;
  if (owner.provider !== cloud.name || service !== undefined) return true;
  return among !== undefined && owner.services.some((one) => one !== among);
}

/** What all of its requests say, as far as nothing speaks against it. */
function byName(
  told: Identity | undefined,
  owner: Owner | undefined,
  isLocal: boolean,
  coverage: Coverage,
): Noise | undefined {
  if (told === undefined || told.attacks > 0 || isForged(told.caller, owner, isLocal, coverage))
    return undefined;
  const { name, kind, among, cloud } = told.caller;
  const proven = among !== undefined && owner !== undefined && isAsked(cloud, coverage) ? cloud : undefined;
  const params = { name, kind, requests: told.requests, ...(proven && { owner: proven.title }) };
  return noise(proven === undefined ? 'claimed' : 'published', kind, { key: 'noiseClaimed', params });
}

/**
 * The findings, those that have one with the reason why they come after all others: the user's own monitoring, health checks,
 * crawlers and research scanners do by trade what would otherwise be looked into. Nothing is left out, and a name hides nothing:
 * who did anything else, or asked for a single thing that looks like an attack, keeps its place.
 */
export async function withNoise(
  findings: readonly Finding[],
  context: DetectorContext,
  { monitoring, coverage, classified }: NoiseOptions,
): Promise<Finding[]> {
  const attackers = attackersOf(findings);
  const may = (finding: Finding): finding is Finding & { subject: { address: string } } =>
    finding.direction !== 'outbound' &&
    finding.subject.address !== undefined &&
    (LOOKS.has(finding.type) || isOldPassword(finding)) &&
    !attackers.has(finding.subject.address);
  const addresses = [...new Set(findings.filter(may).map(({ subject }) => subject.address))];
  if (addresses.length === 0) return [...findings];
  const owners = await ownersOf(context, addresses);
  const told = classified ? await toldBy(context, addresses) : new Map<string, Identity>();
  const own = prefixesOf(monitoring);
  const guessing = new Set(findings.filter(isOldPassword).map(({ subject }) => subject.address));
  return findings.map((finding) => {
    if (!may(finding)) return finding;
    const { address } = finding.subject;
    const owner = owners.get(address);
    const isLocal = context.localNetworks.contains(address);
    const reason =
      byAddress(address, owner, own) ??
      (guessing.has(address) ? undefined : byName(told.get(address), owner, isLocal, coverage));
    return reason === undefined ? finding : { ...finding, noise: reason };
  });
}
