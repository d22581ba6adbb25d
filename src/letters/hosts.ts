import type { Certainty } from '../model/certainty.ts';
import type { Culprit, Finding } from '../model/finding.ts';
import type { AbuseType } from '../model/abuse-types.ts';
import type { MiddleboxKind } from '../model/middlebox.ts';
import { protocolName } from '../net/protocols.ts';
import { clean } from './clean.ts';
import { moment, period } from './period.ts';
import type { Period } from './period.ts';

/** More ports than these are counted, not named. */
const MAX_PORTS = 6;

/** What one host did, of one type. */
export interface Activity {
  type: AbuseType;
  who: string;
  when: Period;
  hosts: number;
  /** The one target, where there is only one and it is known. */
  target?: string;
  /** `22, 2222`; absent where no port is known, or too many to name. */
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

/** The ports as a list; undefined where the list is empty, or too long to name. */
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
  const protocol = numbers.protocol;
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
    portCount: numbers.ports ?? targets.ports.length,
    ...(target === undefined ? {} : { target: clean(target, 64) }),
    ...(ports === undefined ? {} : { ports }),
    ...(protocol === undefined ? {} : { protocol: protocolName(protocol) }),
    ...(numbers.packets === undefined ? {} : { packets: numbers.packets }),
    ...(numbers.bytes === undefined ? {} : { bytes: numbers.bytes }),
    ...(unanswered === undefined ? {} : { unanswered }),
  };
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

export function hostFacts(culprits: readonly Culprit[], certainty: Certainty): HostFacts {
  const via = viaOf(culprits[0]?.via);
  const ties = culprits.flatMap((culprit) => culprit.ties);
  const hosts = [...new Set([...culprits, ...ties].map(hostLabel))];
  return {
    hosts,
    tied: ties.length > 0,
    sure: certainty === 'confirmed',
    ...(via === undefined ? {} : { via }),
  };
}
