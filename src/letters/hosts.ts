import type { CaseDocument } from '../model/case.ts';
import type { Culprit, Finding } from '../model/finding.ts';
import type { AbuseType } from '../model/abuse-types.ts';
import type { MiddleboxKind } from '../model/middlebox.ts';
import type { Claim } from '../model/claim.ts';
import { protocolName } from '../net/protocols.ts';
import { clean } from './clean.ts';
import { moment, period } from './period.ts';
import type { Period } from './period.ts';

/** More ports than these are counted, not named. */
const MAX_PORTS = 6;
/** From here on a culprit is named without "most likely". */
const SURE = 0.9;
/** Flow records lie up to an aggregation interval before and after what a notice states. */
const SLACK_MS = 660_000;

/** What one host did, of one type. */
export interface Activity {
  type: AbuseType;
  who: string;
  when: Period;
  hosts: number;
  /** The one target, where there is only one and it is known. */
  target?: string;
  /** `22, 2222`; absent where there are none or too many to name. */
  ports?: string;
  portCount: number;
  /** `TCP`; absent where the evidence does not tell it. */
  protocol?: string;
  packets?: number;
  bytes?: number;
  /** Whole percent of the attempts, rounded down. */
  unanswered?: number;
}

export interface Via {
  kind: MiddleboxKind;
  gateway?: string;
  public?: string;
}

function hostLabel(host: { address: string; instance?: string; name?: string }): string {
  const address = clean(host.address, 64);
  const name = host.name === undefined ? [] : [clean(host.name, 40)];
  if (host.instance === undefined) return [address, ...name.map((text) => `(${text})`)].join(' ');
  return `${clean(host.instance, 40)} (${[...name, address].join(', ')})`;
}

function viaOf(via: Culprit['via']): Via | undefined {
  if (!via) return undefined;
  const gateway = via.gateway ?? via.interface;
  return {
    kind: via.kind ?? 'nat',
    ...(gateway === undefined ? {} : { gateway: clean(gateway, 64) }),
    ...(via.public === undefined ? {} : { public: clean(via.public, 64) }),
  };
}

/** The ports as a list; undefined where there are none or too many to name. */
export function portsOf(ports: readonly number[]): string | undefined {
  return ports.length === 0 || ports.length > MAX_PORTS ? undefined : ports.join(', ');
}

function shareUnanswered(numbers: Finding['numbers']): number | undefined {
  const { pairs, unanswered_pairs: unanswered } = numbers;
  if (!pairs || unanswered === undefined) return undefined;
  return Math.floor((100 * unanswered) / pairs);
}

export function activityOf(finding: Finding, culprits: readonly Culprit[]): Activity {
  const { type, subject, targets, numbers } = finding;
  const protocol = numbers['protocol'];
  const address = subject.address ?? subject.interface ?? subject.user ?? '';
  const known = culprits.find((culprit) => culprit.address === subject.address);
  const ports = portsOf(targets.ports);
  const target = targets.hosts === 1 ? targets.sample[0] : undefined;
  const unanswered = shareUnanswered(numbers);
  return {
    type,
    who: hostLabel(known ?? { address, ...(subject.instance ? { instance: subject.instance } : {}) }),
    when: period(finding.from, finding.to) ?? { from: moment(finding.from) },
    hosts: targets.hosts,
    portCount: numbers['ports'] ?? targets.ports.length,
    ...(target === undefined ? {} : { target: clean(target, 64) }),
    ...(ports === undefined ? {} : { ports }),
    ...(protocol === undefined ? {} : { protocol: protocolName(protocol) }),
    ...(numbers['packets'] === undefined ? {} : { packets: numbers['packets'] }),
    ...(numbers['bytes'] === undefined ? {} : { bytes: numbers['bytes'] }),
    ...(unanswered === undefined ? {} : { unanswered }),
  };
}

/** Whether two periods touch, as near as the records' times allow. */
function overlaps(finding: Finding, { window }: Claim): boolean {
  const from = window?.from ?? window?.to;
  const to = window?.to ?? window?.from;
  if (from === undefined || to === undefined) return true;
  const begins = Date.parse(finding.from) - SLACK_MS <= Date.parse(to);
  return begins && Date.parse(finding.to) + SLACK_MS >= Date.parse(from);
}

/** Whether a culprit belongs to the claim: it is named there, or did such a thing at such a time. */
function answersFor(culprit: Culprit, claim: Claim, findings: readonly Finding[]): boolean {
  const named = new Set([...claim.instances, ...claim.addresses, ...claim.interfaces]);
  const ids = [culprit.instance, culprit.address, culprit.interface, culprit.via?.public];
  if (ids.some((id) => id !== undefined && named.has(id))) return true;
  return findings.some(
    (finding) =>
      finding.type === claim.type && finding.subject.address === culprit.address && overlaps(finding, claim),
  );
}

/** The culprits of these claims. Where the case has no other matter, all of them are. */
export function culpritsOf(document: CaseDocument, claims: readonly Claim[]): readonly Culprit[] {
  const { culprits, findings } = document;
  const own = culprits.filter((culprit) => claims.some((claim) => answersFor(culprit, claim, findings)));
  return own.length === 0 && document.claims.length === claims.length ? culprits : own;
}

/** What a culprit sent out that is of a reported type; the largest first. */
export function activitiesOf(
  findings: readonly Finding[],
  claims: readonly Claim[],
  culprits: readonly Culprit[],
): Finding[] {
  const types = new Set(claims.map(({ type }) => type));
  const guilty = new Set(culprits.map(({ address }) => address));
  return findings
    .filter(({ type, direction, subject }) => {
      return types.has(type) && direction === 'outbound' && guilty.has(subject.address ?? '');
    })
    .sort((a, b) => b.targets.hosts - a.targets.hosts || (a.from < b.from ? -1 : 1));
}

/** Who did it, as the letter names them. */
export interface HostFacts {
  hosts: string[];
  /** The evidence does not tell the hosts apart. */
  tied: boolean;
  /** Named without "most likely". */
  sure: boolean;
  via?: Via;
}

export function hostFacts(culprits: readonly Culprit[]): HostFacts {
  const via = viaOf(culprits[0]?.via);
  const ties = culprits.flatMap((culprit) => culprit.ties);
  const hosts = [...new Set([...culprits, ...ties].map(hostLabel))];
  return {
    hosts,
    tied: ties.length > 0,
    sure: culprits.every(({ confidence }) => confidence >= SURE),
    ...(via === undefined ? {} : { via }),
  };
}
