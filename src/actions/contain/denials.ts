import { parsePrefix } from '../../net/prefix.ts';
import { judge } from './judge.ts';
import { pathOf, subnetOf } from './path.ts';
import type { Acl, ObservedFlow, Surroundings } from './surroundings.ts';

/** An entry that a plan puts into a network ACL. */
export interface Denial {
  acl: string;
  egress: boolean;
  number: number;
  /** IANA number as text. */
  protocol: string;
  cidr: string;
  ports: [from: number, to: number] | null;
}

/** Entries that fit nowhere, and why: the ACL is full, or its first permission leaves no number below it. */
export interface NoRoom {
  acl: string;
  needed: number;
  room: number;
}

/**
 * 20 rules a direction, of which two are the last denials of both families (Amazon VPC quotas, 2026-11). More can be
 * granted; where they are, the plan asks for less than there is.
 */
const RULES = 20 - 2;
/** Of one protocol and port, more addresses than these are denied as everybody: an ACL holds twenty rules, not a scan. */
const MOST_ADDRESSES = 4;
const EVERYBODY = { 4: '0.0.0.0/0', 6: '::/0' } as const;

type WantedDenial = Omit<Denial, 'number'>;

const single = (address: string): string => `${address}/${address.includes(':') ? 128 : 32}`;

/** What is denied on the way out of the instance's subnet: the other side, and its port where it is the one that is called. */
function ofSubnet(flow: ObservedFlow, around: Surroundings): WantedDenial[] {
  const subnet = subnetOf(flow, around);
  const acl = around.acls?.find(({ subnets }) => subnet !== undefined && subnets.includes(subnet));
  if (acl === undefined) return [];
  const called = flow.began === 'local' && flow.port !== undefined;
  return [
    {
      acl: acl.id,
      egress: true,
      protocol: String(flow.protocol),
      cidr: single(flow.remote),
      ports: called ? [flow.port!, flow.port!] : null,
    },
  ];
}

/** What is denied on the way into the NAT gateway's subnet: the instance. */
function ofNat(flow: ObservedFlow, around: Surroundings): WantedDenial[] {
  const path = pathOf(flow, around);
  if (path?.kind !== 'nat') return [];
  const { subnet } = path.nat;
  const acl = around.acls?.find(({ subnets }) => subnet !== undefined && subnets.includes(subnet));
  return acl === undefined
    ? []
    : [
        {
          acl: acl.id,
          egress: false,
          protocol: String(flow.protocol),
          cidr: single(flow.local),
          ports: flow.port === undefined ? null : [flow.port, flow.port],
        },
      ];
}

/** Where many addresses have one port, everybody has it. */
function gathered(wanted: readonly WantedDenial[]): WantedDenial[] {
  const bySort = new Map<string, Map<string, WantedDenial>>();
  for (const one of wanted) {
    const family = parsePrefix(one.cidr)!.family;
    const sort = JSON.stringify([one.acl, one.egress, one.protocol, one.ports, family]);
    const same = bySort.get(sort) ?? new Map<string, WantedDenial>();
    same.set(one.cidr, one);
    bySort.set(sort, same);
  }
  return [...bySort.values()].flatMap((same) => {
    const all = Array.from(same.values());
    const [first] = all;
    if (first === undefined || all.length <= MOST_ADDRESSES || first.ports === null) return all;
    return [Object.assign({}, first, { cidr: EVERYBODY[parsePrefix(first.cidr)!.family] })];
  });
}

/** Numbers that are free before the first permission of the direction: the lowest number that fits a packet decides. */
function freeNumbers({ entries }: Acl, egress: boolean): number[] {
  const own = entries.filter((entry) => entry.egress === egress);
  const allowed = own.filter(({ action }) => action === 'allow').map(({ number }) => number);
  const first = Math.min(RULES * 2, ...allowed);
  const taken = new Set(own.map(({ number }) => number));
  const free = Array.from({ length: first - 1 }, (_, i) => i + 1).filter((number) => !taken.has(number));
  return free.slice(0, Math.max(0, RULES - own.length));
}

/**
 * The entries that deny flows which an ACL can cut.
 * @returns entries with their numbers, and the ACLs that have no room for theirs
 */
export function denialsOf(
  flows: readonly ObservedFlow[],
  lever: 'network_acl' | 'nat_acl',
  around: Surroundings,
): { denials: Denial[]; noRoom: NoRoom[] } {
  const cut = flows.filter((flow) => judge(flow, lever, around).cut === 'cuts');
  const wanted = gathered(
    cut.flatMap((flow) => (lever === 'network_acl' ? ofSubnet(flow, around) : ofNat(flow, around))),
  );
  const denials: Denial[] = [];
  const noRoom: NoRoom[] = [];
  for (const acl of around.acls ?? []) {
    for (const egress of [true, false]) {
      const own = wanted.filter((one) => one.acl === acl.id && one.egress === egress);
      const numbers = freeNumbers(acl, egress);
      if (own.length > numbers.length) {
        noRoom.push({ acl: acl.id, needed: own.length, room: numbers.length });
        continue;
      }
      denials.push(...own.map((one, i) => Object.assign({ number: numbers[i]! }, one)));
    }
  }
  return { denials, noRoom };
}
