import { pathOf, subnetOf, tableOf } from './path.ts';
import type { Path } from './path.ts';
import type { ObservedFlow, PublicAccessBlock, Surroundings } from './surroundings.ts';
import { trackingOf } from './tracking.ts';
import type { Tracking } from './tracking.ts';
import type { ContainMessage } from './messages.ts';
import type { Message } from '../../model/message.ts';

/** What can be done about a flow in the cloud, from the narrowest to the surest. */
export const LEVERS = [
  /** A rule of a security group that denies: there is none. */
  'group_deny',
  /** Other security groups, at once. */
  'group_swap',
  /** First a group that lets everything through, so that connections become untracked; then one without a rule. */
  'group_two_step',
  /** A denial of the address and port in the ACL of the instance's subnet. */
  'network_acl',
  /** A denial of the instance's address in the ACL of its NAT gateway's subnet. */
  'nat_acl',
  /** A route for the address that leads nowhere. */
  'route_blackhole',
  'block_public_access',
  /** Standby in its Auto Scaling group. */
  'standby',
  'stop',
] as const;
export type Lever = (typeof LEVERS)[number];

/** `cuts_new`: what is open goes on, and nothing new begins. */
export type Effect = 'cuts' | 'cuts_new' | 'does_not_cut' | 'cannot_tell';

/** What a lever does to a flow, why, and whom else it hits. */
export interface Judgement {
  lever: Lever;
  cut: Effect;
  because: Message;
  /** The page that says so, by its title. */
  source: string;
  hits: ContainMessage[];
}

/** Where the rules are published; as they read in November 2026. */
const SOURCES = {
  tracking: 'EC2 User Guide, "Security group connection tracking"',
  groups: 'Amazon VPC User Guide, "Security group rules"',
  acl: 'Amazon VPC User Guide, "Network ACL basics"',
  routes: 'Amazon VPC User Guide, "Route tables"',
  nat: 'Amazon VPC User Guide, "NAT gateways"',
  bpa: 'Amazon VPC User Guide, "VPC BPA basics"',
  scaling: 'EC2 Auto Scaling User Guide, "Temporarily remove instances"',
  stop: 'EC2 User Guide, "Stop and start EC2 instances"',
} as const;

type Verdict = Pick<Judgement, 'cut' | 'because' | 'source'>;

/** Sentences without parameters. */
type PlainKey = {
  [Key in ContainMessage['key']]: object extends Extract<ContainMessage, { key: Key }>['params']
    ? Key
    : never;
}[ContainMessage['key']];

function verdict(cut: Effect, key: PlainKey, source: keyof typeof SOURCES): Verdict {
  return { cut, because: { key, params: {} }, source: SOURCES[source] };
}

const UNFILTERED = (source: keyof typeof SOURCES): Verdict =>
  verdict('does_not_cut', 'cutUnfiltered', source);

function bySwap(path: Path | undefined, tracking: Tracking | undefined): Verdict {
  if (path?.kind === 'unfiltered') return UNFILTERED('groups');
  if (tracking === undefined) return verdict('cannot_tell', 'cutTrackingUnknown', 'tracking');
  return tracking === 'untracked'
    ? verdict('cuts', 'cutUntracked', 'tracking')
    : verdict('cuts_new', tracking === 'always' ? 'cutAlwaysTracked' : 'cutTracked', 'tracking');
}

function byTwoSteps(path: Path | undefined, tracking: Tracking | undefined): Verdict {
  if (path?.kind === 'unfiltered') return UNFILTERED('groups');
  if (tracking === 'always') return verdict('cuts_new', 'cutAlwaysTracked', 'tracking');
  // What rules cannot tell does not matter here: both kinds end. What the path cannot tell does.
  return path === undefined
    ? verdict('cannot_tell', 'cutPathUnknown', 'tracking')
    : verdict('cuts', 'cutMadeUntracked', 'tracking');
}

function byAcl(path: Path | undefined): Verdict {
  if (path === undefined) return verdict('cannot_tell', 'cutPathUnknown', 'acl');
  if (path.kind === 'unfiltered') return UNFILTERED('acl');
  return path.kind === 'own_subnet'
    ? verdict('does_not_cut', 'cutWithinSubnet', 'acl')
    : verdict('cuts', 'cutStateless', 'acl');
}

function byNatAcl(path: Path | undefined, subnet: string | undefined): Verdict {
  if (path === undefined) return verdict('cannot_tell', 'cutPathUnknown', 'nat');
  if (path.kind === 'unfiltered') return UNFILTERED('acl');
  if (path.kind !== 'nat') return verdict('does_not_cut', 'cutNotThroughNat', 'nat');
  if (path.nat.subnet === undefined) return verdict('does_not_cut', 'cutNatRegional', 'nat');
  return path.nat.subnet === subnet
    ? verdict('does_not_cut', 'cutWithinSubnet', 'acl')
    : verdict('cuts', 'cutNatAcl', 'nat');
}

/** Inside the VPC only a subnet's whole block can be routed otherwise (Amazon VPC User Guide, "Route priority"). */
function byRoute(path: Path | undefined): Verdict {
  if (path === undefined) return verdict('cannot_tell', 'cutPathUnknown', 'routes');
  if (path.kind === 'unfiltered') return UNFILTERED('routes');
  return path.kind === 'own_subnet' || path.kind === 'vpc'
    ? verdict('does_not_cut', 'cutLocalRoute', 'routes')
    : verdict('cuts', 'cutRoute', 'routes');
}

const THROUGH_GATEWAY: ReadonlySet<Path['kind']> = new Set(['internet_gateway', 'nat', 'egress_only']);

function exempt(
  { exclusions }: PublicAccessBlock,
  resources: readonly (string | undefined)[],
): 'allow-bidirectional' | 'allow-egress' | undefined {
  return exclusions.find(({ resource }) => resources.includes(resource))?.mode;
}

function byPublicAccess(
  path: Path | undefined,
  subnet: string | undefined,
  { vpc, publicAccess }: Surroundings,
): Verdict {
  if (path === undefined) return verdict('cannot_tell', 'cutPathUnknown', 'bpa');
  if (!THROUGH_GATEWAY.has(path.kind)) return verdict('does_not_cut', 'cutNoGateway', 'bpa');
  if (publicAccess === undefined) return verdict('cannot_tell', 'cutExclusionsUnknown', 'bpa');
  const own = exempt(publicAccess, [vpc, subnet]);
  if (own === 'allow-bidirectional') return verdict('does_not_cut', 'cutExcluded', 'bpa');
  // What goes through a gateway in an excluded subnet, and what of an open connection an exclusion for the way out
  // lets pass, AWS does not say.
  const nat = path.kind === 'nat' ? exempt(publicAccess, [path.nat.subnet]) : undefined;
  return own !== undefined || nat !== undefined
    ? verdict('cannot_tell', 'cutPartlyExcluded', 'bpa')
    : verdict('cuts', 'cutPublicAccess', 'bpa');
}

/** Whom else the subnets' ACL, or route table, is for. */
function neighbours(
  subnets: readonly string[],
  around: Surroundings,
  key: 'hitsSubnets' | 'hitsRoutes',
): ContainMessage[] {
  const { neighbours: counts } = around;
  if (counts === undefined) return [{ key: 'hitsUnknown', params: {} }];
  const interfaces = subnets.reduce((sum, subnet) => sum + (counts.get(subnet) ?? 0), 0);
  return interfaces === 0 ? [] : [{ key, params: { interfaces, subnets: [...subnets] } }];
}

function hitsOf(lever: Lever, flow: ObservedFlow, around: Surroundings): ContainMessage[] {
  const subnet = subnetOf(flow, around);
  switch (lever) {
    case 'group_swap':
    case 'group_two_step':
      return [{ key: 'hitsInstance', params: {} }];
    case 'network_acl': {
      const acl = around.acls?.find(({ subnets }) => subnet !== undefined && subnets.includes(subnet));
      return acl === undefined
        ? [{ key: 'hitsUnknown', params: {} }]
        : neighbours(acl.subnets, around, 'hitsSubnets');
    }
    case 'nat_acl':
      return [{ key: 'hitsOwnPort', params: {} }];
    case 'route_blackhole': {
      const table = subnet === undefined ? undefined : tableOf(subnet, around.tables ?? []);
      return table === undefined
        ? [{ key: 'hitsUnknown', params: {} }]
        : neighbours(table.subnets, around, 'hitsRoutes');
    }
    case 'block_public_access':
      return [{ key: 'hitsRegion', params: {} }];
    case 'stop':
      return [{ key: around.scalingGroup === undefined ? 'hitsMemory' : 'hitsReplaced', params: {} }];
    default:
      return [];
  }
}

/** What one lever does to one flow, by the published rules. Asks nobody. */
export function judge(flow: ObservedFlow, lever: Lever, around: Surroundings): Judgement {
  const path = pathOf(flow, around);
  const subnet = subnetOf(flow, around);
  const tracking = trackingOf(flow, path, around);
  const verdicts: Readonly<Record<Lever, () => Verdict>> = {
    group_deny: () => verdict('does_not_cut', 'cutGroupsAllow', 'groups'),
    group_swap: () => bySwap(path, tracking),
    group_two_step: () => byTwoSteps(path, tracking),
    network_acl: () => byAcl(path),
    nat_acl: () => byNatAcl(path, subnet),
    route_blackhole: () => byRoute(path),
    block_public_access: () => byPublicAccess(path, subnet, around),
    standby: () => verdict('does_not_cut', 'cutStandby', 'scaling'),
    stop: () => verdict('cuts', 'cutStop', 'stop'),
  };
  const told = verdicts[lever]();
  const hits = told.cut === 'does_not_cut' ? [] : hitsOf(lever, flow, around);
  return { lever, ...told, hits };
}
