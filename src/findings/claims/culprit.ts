import { operatedCloud } from '../../clouds/index.ts';
import type { Claim } from '../../model/claim.ts';
import { findAccused, otherAccounts } from './accused.ts';
import type { Accused } from './accused.ts';
import type { DetectorContext } from '../detector.ts';
import type { SharedNumber } from '../../model/numbers.ts';
import type { Culprit, Finding } from '../../model/finding.ts';
import type { Middlebox } from '../network/middlebox.ts';
import { confidenceByCount, didCount, findCounted, standsOut } from './counted.ts';
import type { CountedHost } from './counted.ts';
import { findSuspects } from './suspects.ts';
import type { Suspect } from './suspects.ts';
import { isKin } from '../../model/abuse-types.ts';
import { distinctMessages } from '../../model/message.ts';
import type { Command, Message } from '../../model/message.ts';
import { isMasked } from '../../net/masked.ts';
import type { ClaimMessage } from './messages.ts';

/** What shows the rules by which a transit gateway's attachment translates sources (AWS API reference, 2026-11). */
const TRANSIT_NAT: Command = {
  argv: [
    'aws',
    'ec2',
    'get-transit-gateway-attachment-nat-configuration',
    '--transit-gateway-attachment-id',
    'ATTACHMENT-ID',
  ],
};
/** A host with at least this share of the likeliest one's weight counts as tied with it. */
const TIE = 0.5;
/** The accused middlebox's interface is not in the log, so nobody is seen to pass it. */
const UNSEEN_ROUTE = 0.9;
/** Findings of another type than the claim's. */
const OTHER_TYPE = 0.7;

/** The middlebox through which the host's packets leave: the accused one, else the one that recorded them. */
function routeOf(address: string, accused: Accused, context: DetectorContext): Middlebox | undefined {
  if (accused.via !== undefined) return accused.via;
  if (accused.public !== undefined) return undefined;
  return context.roles.middleboxes.find(
    (role) => role.kind === 'nat' && context.observationPoints.passing(role.interfaces).has(address),
  );
}

function viaOf(route: Middlebox, accused: Accused): NonNullable<Culprit['via']> {
  const [networkInterface, address, publicAddress] = [
    route.interfaces.find((id) => id !== route.gateway),
    route.addresses.find((one) => !route.publicAddresses.includes(one)),
    accused.via === undefined ? route.publicAddresses[0] : (accused.public ?? route.publicAddresses[0]),
  ];
  return {
    kind: route.kind,
    ...(networkInterface === undefined ? {} : { interface: networkInterface }),
    ...(route.gateway === undefined ? {} : { gateway: route.gateway }),
    ...(address === undefined ? {} : { address }),
    ...(publicAddress === undefined ? {} : { public: publicAddress }),
  };
}

/** How sure the way from the accused address to the host is. */
function routeCertainty(address: string, accused: Accused, context: DetectorContext): number {
  if (accused.via === undefined) return accused.certainty;
  const seen = context.observationPoints.passing(accused.via.interfaces).has(address);
  return accused.certainty * (seen ? 1 : UNSEEN_ROUTE);
}

/** How sure it is that this host and no other did it: its share of what fits, and how sure the findings are. */
function matchCertainty(suspect: Suspect, claim: Claim | undefined): number {
  if (suspect.basis === 'flows') return suspect.share * 0.99;
  const best = Math.max(...suspect.findings.map((finding) => finding.confidence));
  const same = claim === undefined || suspect.findings.some((finding) => isKin(finding.type, claim.type));
  return suspect.share * best * (same ? 1 : OTHER_TYPE);
}

function identity(
  address: string,
  context: DetectorContext,
): Pick<Culprit, 'address' | 'interface' | 'instance' | 'name'> {
  const { interface: networkInterface, instance, name } = context.hosts.of(address);
  return {
    address,
    ...(networkInterface === undefined ? {} : { interface: networkInterface }),
    ...(instance === undefined ? {} : { instance }),
    ...(name === undefined ? {} : { name }),
  };
}

function whatItDid(suspect: Suspect, claim: Claim | undefined): ClaimMessage {
  const { share, packets, records = 0, findings } = suspect;
  if (claim === undefined) {
    return { key: 'didAll', params: { found: findings.map((finding) => finding.message) } };
  }
  // Some logs name connections and count no packets.
  if (suspect.basis === 'flows' && packets === 0 && records > 0)
    return { key: 'didConnect', params: { records, share } };
  return suspect.basis === 'flows'
    ? { key: 'didSend', params: { packets, share } }
    : { key: 'didFound', params: { detectors: findings.map((finding) => finding.detector), share } };
}

/** Why it is this one: what the host's own records say of the gateway, beside what leads to the gateway. */
function becauseOf(
  address: string,
  accused: Accused,
  did: ClaimMessage,
  context: DetectorContext,
): ClaimMessage {
  const { via, because } = accused;
  const records = via === undefined ? 0 : context.observationPoints.handedTo(address, via.interfaces);
  return records === 0 || via === undefined
    ? { key: 'culpritBecause', params: { accused: because, did } }
    : {
        key: 'culpritNextHop',
        params: { accused: because, did, records, gateway: via.gateway ?? via.interfaces[0] ?? '' },
      };
}

function tieOf(
  suspect: Suspect,
  claim: Claim | undefined,
  context: DetectorContext,
): Culprit['ties'][number] {
  const { address, interface: networkInterface, instance } = context.hosts.of(suspect.address);
  return {
    address,
    ...(networkInterface === undefined ? {} : { interface: networkInterface }),
    ...(instance === undefined ? {} : { instance }),
    message: whatItDid(suspect, claim),
  };
}

/**
 * The likeliest suspect as culprit. Confidence = share of what fits the claim × certainty of the match (0.99 for
 * the claimed flows, the finding's own confidence otherwise, × 0.7 for a finding of another type) × certainty of
 * the route (1 by inventory, less where the role was inferred, × 0.9 where the NAT's interface is not logged).
 */
function culpritOf(
  suspects: readonly Suspect[],
  accused: Accused,
  claim: Claim | undefined,
  context: DetectorContext,
): Culprit | undefined {
  const [best, ...others] = suspects;
  if (best === undefined) return undefined;
  const route = routeOf(best.address, accused, context);
  const certainty = matchCertainty(best, claim) * routeCertainty(best.address, accused, context);
  const did = whatItDid(best, claim);
  return {
    ...identity(best.address, context),
    ...(route === undefined ? {} : { via: viaOf(route, accused) }),
    confidence: Number(certainty.toFixed(3)),
    message: claim === undefined ? did : becauseOf(best.address, accused, did, context),
    ties: others
      .filter(({ weight }) => weight >= TIE * best.weight)
      .map((other) => tieOf(other, claim, context)),
  };
}

/** Hosts are seen only by a NAT gateway's inner side, in a log that does not name the packets' real targets. */
export async function lacksPacketTargets(context: DetectorContext): Promise<boolean> {
  const { engine, roles, observationPoints } = context;
  const nats = new Set(
    roles.middleboxes.filter((role) => role.kind === 'nat').flatMap((role) => role.addresses),
  );
  const readings = observationPoints.addresses
    .filter((address) => !nats.has(address))
    .map((address) => observationPoints.of(address))
    // A gateway that records by itself, without an interface, names the targets as the packets do.
    .filter((reading) => !reading?.interfaces.some((id) => roles.ofInterface(id)?.gateway === id));
  if (!readings.some((reading) => reading?.leg === 'nat')) return false;
  if (readings.some((reading) => reading?.leg === 'own')) return false;
  const rows = await engine.query('SELECT 1 AS one FROM flows WHERE pkt_dst IS NOT NULL LIMIT 1');
  return rows.length === 0;
}

function countedTie(other: CountedHost, context: DetectorContext): Culprit['ties'][number] {
  const { address, interface: networkInterface, instance } = context.hosts.of(other.address);
  return {
    address,
    message: didCount(other),
    ...(networkInterface === undefined ? {} : { interface: networkInterface }),
    ...(instance === undefined ? {} : { instance }),
  };
}

/** What counts alone show of the claims: of each the host that stands out most. */
async function byCounts(
  claims: readonly Claim[],
  blind: boolean,
  context: DetectorContext,
): Promise<Culprit[]> {
  const culprits: Culprit[] = [];
  for (const claim of claims) {
    const accused = findAccused(claim, context);
    const [best, ...others] = await findCounted(claim, accused, blind, context);
    if (best === undefined) continue;
    const route = routeOf(best.address, accused, context);
    const did = didCount(best);
    culprits.push({
      ...identity(best.address, context),
      ...(route === undefined ? {} : { via: viaOf(route, accused) }),
      confidence: Number(confidenceByCount(best).toFixed(3)),
      message: { key: 'culpritBecause', params: { accused: accused.because, did } },
      ties: others
        .filter(({ records }) => records >= TIE * best.records)
        .map((other) => countedTie(other, context)),
    });
  }
  return distinct(culprits);
}

/** Without a claim: every host of ours that a detector accuses of something outbound. Hints alone accuse nobody. */
function fromFindings(findings: readonly Finding[], context: DetectorContext): Culprit[] {
  const accused: Accused = { hosts: [], certainty: 1, because: { key: 'accusedNobody', params: {} } };
  const outbound = findings.filter(
    ({ direction, type, subject }) =>
      direction !== 'inbound' &&
      type !== 'backscatter' &&
      subject.address !== undefined &&
      context.localNetworks.contains(subject.address),
  );
  const accusing = outbound.filter(({ severity }) => severity !== 'low');
  const addresses = [...new Set(accusing.map((finding) => finding.subject.address ?? ''))];
  return addresses.flatMap((address) => {
    const own = outbound.filter((finding) => finding.subject.address === address);
    const [packets, bytes] = [sum(own, 'packets'), sum(own, 'bytes')];
    const targets = own.reduce((total, finding) => total + finding.targets.hosts, 0);
    const suspect: Suspect = {
      address,
      weight: 1,
      share: 1,
      basis: 'findings',
      findings: own,
      packets,
      bytes,
      targets,
    };
    return culpritOf([suspect], accused, undefined, context) ?? [];
  });
}

function sum(findings: readonly Finding[], name: SharedNumber): number {
  return findings.reduce((total, finding) => total + (finding.numbers[name] ?? 0), 0);
}

/** What was inferred on the way to the culprits, and what would make it certain. */
function inferred(culprits: readonly Culprit[], context: DetectorContext): ClaimMessage[] {
  return culprits.flatMap(({ via }): ClaimMessage[] => {
    const role = via?.address === undefined ? undefined : context.roles.ofAddress(via.address);
    if (role === undefined || role.confidence === 1) return [];
    const address = via?.address ?? '';
    const commands = [...(operatedCloud(role.interfaces)?.inventory.middleboxes ?? [])];
    return [{ key: 'gapInferredNat', params: { address, because: role.because, commands } }];
  });
}

/** Private addresses that nobody knows: a transit gateway may have made them of others, and its rules would tell. */
function unknownInside(claim: Claim, { because }: Accused, context: DetectorContext): ClaimMessage[] {
  if (because.key !== 'accusedUnknown') return [];
  return claim.addresses
    .filter((address) => !isMasked(address) && context.localNetworks.contains(address))
    .map((address) => ({ key: 'gapTransitNat', params: { address, command: TRANSIT_NAT } }));
}

/** One entry for each address: the surest one, with all ties. */
function distinct(culprits: readonly Culprit[]): Culprit[] {
  const byAddress = new Map<string, Culprit>();
  for (const culprit of culprits) {
    const known = byAddress.get(culprit.address);
    if (known === undefined || known.confidence < culprit.confidence) byAddress.set(culprit.address, culprit);
  }
  return [...byAddress.values()].sort((a, b) => b.confidence - a.confidence);
}

/**
 * Who did it, in five steps: from the public address to what carries it (inventory, or the NAT gateway's legs);
 * the claim's window widened by aggregation and clock lag; what left for the claimed targets, joined to what our
 * hosts sent by the packets' real target, port and protocol, never by source port; the host's interface and
 * instance; ties by packets. Without claims, the subjects of the outbound findings.
 *
 * @returns culprits, the surest first, and what was missing to name one
 */
export async function findCulprits(
  claims: readonly Claim[],
  findings: readonly Finding[],
  context: DetectorContext,
): Promise<{ culprits: Culprit[]; gaps: Message[] }> {
  const hasFlows = (await context.engine.tables()).has('flows');
  const blind = hasFlows && (await lacksPacketTargets(context));
  if (!hasFlows || blind) {
    const counted = await byCounts(claims, blind, context);
    const gaps: Message[] = blind ? [{ key: 'lackPacketTargets', params: {} }] : [];
    return { culprits: counted, gaps: claims.length === 0 ? [...gaps, ...(await standsOut(context))] : gaps };
  }
  if (claims.length === 0) {
    const named = fromFindings(findings, context);
    return { culprits: named, gaps: distinctMessages(inferred(named, context)) };
  }
  const culprits: Culprit[] = [];
  const gaps: Message[] = [];
  for (const claim of claims) {
    const accused = findAccused(claim, context);
    const suspects = await findSuspects(claim, accused, findings, context);
    const culprit = culpritOf(suspects, accused, claim, context);
    if (culprit !== undefined) culprits.push(culprit);
    else gaps.push({ key: 'gapNobody', params: { type: claim.type, accused: accused.because } });
    gaps.push(...unknownInside(claim, accused, context), ...otherAccounts(claim, context));
  }
  return { culprits: distinct(culprits), gaps: distinctMessages([...gaps, ...inferred(culprits, context)]) };
}
