import { RECORDER } from '../network/sightings.ts';
import type { Claim, ClaimedFlow } from '../../model/claim.ts';
import type { Accused } from './accused.ts';
import { isAnyOf, NO_REFUSAL, sentConditions } from '../attempts.ts';
import { isMasked, likeOfMask } from '../../net/masked.ts';
import { fitsWindow, windowOf } from './claim-window.ts';
import type { DetectorContext } from '../detector.ts';
import type { Finding } from '../../model/finding.ts';
import { isKin } from '../../model/abuse-types.ts';

/** A host of ours whose traffic fits the claim. */
export interface Suspect {
  address: string;
  /**
   * Of what fits the claim: packets to the claimed targets, of a record without a count one; or unanswered targets of the
   * findings.
   */
  weight: number;
  /** Its share of all hosts' weight, 0 to 1. */
  share: number;
  basis: 'flows' | 'findings';
  findings: Finding[];
  packets: number;
  bytes: number;
  targets: number;
  /** Flow records that fit the claim. */
  records?: number;
}

/** Claimed flows beyond this many are not compared one by one; notices have a handful. */
export const MAX_FLOWS = 200;

/** A masked address is a pattern; whoever fits it may be meant. */
function isRemote(remote: string, { engine: { dialect } }: DetectorContext): string {
  const target = 'coalesce(pkt_dst, dst)';
  return isMasked(remote)
    ? `${target} LIKE ${dialect.text(likeOfMask(remote))}`
    : `${target} = ${dialect.text(remote)}`;
}

/** What of a claimed flow can be looked up, as a condition on flow records sent by our hosts. */
export function flowCondition(flow: ClaimedFlow, context: DetectorContext): string | undefined {
  const parts = [
    ...(flow.remote === undefined ? [] : [isRemote(flow.remote, context)]),
    ...(flow.remote_ports === undefined || flow.remote_ports.length === 0
      ? []
      : [isAnyOf('dst_port', flow.remote_ports.map(String))]),
    ...(flow.protocol === undefined ? [] : [`protocol = ${flow.protocol}`]),
  ];
  // A protocol alone says nothing.
  return flow.remote === undefined && flow.remote_ports === undefined
    ? undefined
    : `(${parts.join(' AND ')})`;
}

/** The condition of the records that the claim's flows name; undefined when it names no remote side. */
function claimCondition(claim: Claim, context: DetectorContext): string | undefined {
  const parts = claim.flows.slice(0, MAX_FLOWS).flatMap((flow) => flowCondition(flow, context) ?? []);
  return parts.length === 0 ? undefined : `(${[...new Set(parts)].join(' OR ')})`;
}

/** Conditions of the flow records of our hosts that fit the claim's flows and window. */
export function claimedRecords(claim: Claim, context: DetectorContext): string[] | undefined {
  const condition = claimCondition(claim, context);
  const search = windowOf(claim)?.search;
  return condition === undefined
    ? undefined
    : [...sentConditions(context, { ...search }), NO_REFUSAL, condition];
}

function withShares(suspects: Omit<Suspect, 'share'>[]): Suspect[] {
  const total = suspects.reduce((sum, { weight }) => sum + weight, 0);
  return suspects
    .filter(({ weight }) => weight > 0)
    .map((suspect): Suspect => Object.assign({ share: suspect.weight / total }, suspect))
    .sort((a, b) => b.weight - a.weight || (a.address < b.address ? -1 : 1));
}

/** The hosts that sent what the claim's flows name, by packets, each read at its one place. */
async function byFlows(
  conditions: readonly string[],
  findings: readonly Finding[],
  possible: (address: string) => boolean,
  context: DetectorContext,
): Promise<Suspect[]> {
  const rows = await context.engine
    .query(`SELECT coalesce(pkt_src, src) AS host, coalesce(${RECORDER}, '') AS interface,
  sum(packets) AS packets, sum(bytes) AS bytes, sum(coalesce(packets, 1)) AS weight, count(*) AS records,
  count(DISTINCT coalesce(pkt_dst, dst)) AS targets
FROM flows WHERE ${conditions.join('\n  AND ')}
GROUP BY 1, 2 ORDER BY 1, 2`);
  const suspects = new Map<string, Omit<Suspect, 'share'>>();
  for (const row of rows) {
    const address = String(row['host']);
    const reading = context.observationPoints.of(address);
    if (!possible(address)) continue;
    if (reading !== undefined && !reading.interfaces.includes(String(row['interface']))) continue;
    const known = suspects.get(address);
    const packets = (known?.packets ?? 0) + Number(row['packets']);
    suspects.set(address, {
      address,
      weight: (known?.weight ?? 0) + Number(row['weight']),
      records: (known?.records ?? 0) + Number(row['records']),
      basis: 'flows',
      findings: findings.filter((finding) => finding.subject.address === address),
      packets,
      bytes: (known?.bytes ?? 0) + Number(row['bytes']),
      targets: Math.max(known?.targets ?? 0, Number(row['targets'])),
    });
  }
  return withShares([...suspects.values()]);
}

/** What a finding weighs beside another of the same type: the targets of a scan, the packets of a flood. */
function weightOf(finding: Finding): number {
  const { unanswered_pairs: pairs, packets } = finding.numbers;
  return pairs ?? packets ?? finding.targets.hosts;
}

/**
 * Outbound findings of the claim's type that overlap its window; those of another type only where there are none, and of these no
 * hints, by which nobody is accused of something else.
 */
function fittingFindings(claim: Claim, findings: readonly Finding[], context: DetectorContext): Finding[] {
  const window = windowOf(claim);
  const ours = findings.filter(
    (finding) =>
      finding.direction !== 'inbound' &&
      finding.type !== 'backscatter' &&
      finding.subject.address !== undefined &&
      context.localNetworks.contains(finding.subject.address) &&
      fitsWindow(finding, window),
  );
  const same = ours.filter((finding) => isKin(finding.type, claim.type));
  return same.length > 0 ? same : ours.filter(({ severity }) => severity !== 'low');
}

function byFindings(findings: readonly Finding[]): Suspect[] {
  const suspects = new Map<string, Omit<Suspect, 'share'>>();
  for (const finding of findings) {
    const address = finding.subject.address ?? '';
    const known = suspects.get(address);
    suspects.set(address, {
      address,
      weight: (known?.weight ?? 0) + weightOf(finding),
      basis: 'findings',
      findings: [...(known?.findings ?? []), finding],
      packets: (known?.packets ?? 0) + (finding.numbers.packets ?? 0),
      bytes: (known?.bytes ?? 0) + (finding.numbers.bytes ?? 0),
      targets: (known?.targets ?? 0) + finding.targets.hosts,
    });
  }
  return withShares([...suspects.values()]);
}

/**
 * The accused hosts, or all hosts that pass the accused middlebox; for an instance that nothing maps to an
 * address, the hosts that are not known to be another instance.
 */
export function mayBe(
  claim: Claim,
  accused: Accused,
  context: DetectorContext,
): (address: string) => boolean {
  if (accused.hosts.length > 0) return (address) => accused.hosts.includes(address);
  const via = accused.via;
  if (via === undefined && claim.instances.length > 0) {
    return (address) => context.hosts.of(address).instance === undefined;
  }
  if (via === undefined) return () => true;
  const passing = context.observationPoints.passing(via.interfaces);
  return passing.size === 0 ? () => true : (address) => passing.has(address);
}

/**
 * The hosts that fit the claim, the likeliest first: by the flows that it names, else by what the detectors found
 * at that time.
 */
export async function findSuspects(
  claim: Claim,
  accused: Accused,
  findings: readonly Finding[],
  context: DetectorContext,
): Promise<Suspect[]> {
  const possible = mayBe(claim, accused, context);
  const conditions = claimedRecords(claim, context);
  const fitting = fittingFindings(claim, findings, context).filter((finding) =>
    possible(finding.subject.address ?? ''),
  );
  if (conditions !== undefined) {
    const sent = await byFlows(conditions, fitting, possible, context);
    if (sent.length > 0) return sent;
  }
  return byFindings(fitting);
}
