import { UserError } from '../../base/errors.ts';
import { GROUP_NAMES } from './change.ts';
import type { Change, State } from './change.ts';
import { denialsOf } from './denials.ts';
import { judge } from './judge.ts';
import type { Lever } from './judge.ts';
import { pathOf } from './path.ts';
import type { ObservedFlow, Surroundings } from './surroundings.ts';

/** Levers that a plan pulls from here; the others are judged, and somebody else pulls them. */
export const PULLED = ['network_acl', 'nat_acl', 'group_swap', 'group_two_step', 'standby', 'stop'] as const;
export type Pulled = (typeof PULLED)[number];

/** Where a flow log is to be made. */
export interface FlowLogRequest {
  /** ARN of a bucket or of a log group. */
  destination: string;
  /** ARN of the role that may write into the log group. */
  role?: string;
}

/** A change of which only `after` is known before the cloud is asked; `before` where an earlier step makes it. */
export type WantedChange = Omit<Change, 'before'> & { before?: State };

/** What a plan is made of. */
export interface PlanRequest {
  id: string;
  around: Surroundings;
  flows: readonly ObservedFlow[];
  levers: readonly Pulled[];
  flowLog?: FlowLogRequest;
}

/**
 * The narrowest lever that cuts all that was seen; what no lever of the network cuts is left out of the choice. Stopping
 * is never chosen: it is asked for.
 */
export function narrowestLever(flows: readonly ObservedFlow[], around: Surroundings): Pulled {
  const cut = flows.filter((flow) => pathOf(flow, around)?.kind !== 'unfiltered');
  const cutsAll = (lever: Lever): boolean =>
    cut.length > 0 && cut.every((flow) => judge(flow, lever, around).cut === 'cuts');
  const fits = denialsOf(cut, 'network_acl', around).noRoom.length === 0;
  return cutsAll('network_acl') && fits ? 'network_acl' : 'group_two_step';
}

const isTerminal = (state: string): boolean => state === 'terminated' || state === 'shutting-down';

function evidence({ id, around }: PlanRequest): WantedChange[] {
  const { instance, disks } = around;
  const volumes = disks.map(({ volume }) => volume).toSorted();
  return [
    { kind: 'mark', target: instance, at: {}, after: id },
    { kind: 'termination_protection', target: instance, at: {}, after: true },
    { kind: 'shutdown_behavior', target: instance, at: {}, after: 'stop' },
    ...disks
      .filter(({ deletedWithInstance }) => deletedWithInstance)
      .map(({ device }): WantedChange => ({ kind: 'disk', target: instance, at: { device }, after: false })),
    ...(volumes.length === 0
      ? []
      : [{ kind: 'snapshots' as const, target: instance, at: { plan: id }, after: volumes }]),
  ];
}

/** The fields that the rest of abusedesk reads; docs/reference/vpc-flow-fields.md has what each is for. */
const FIELDS =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status ' +
  'vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr region pkt-src-aws-service pkt-dst-aws-service ' +
  'flow-direction traffic-path';
const formatOf = (fields: string): string =>
  fields
    .split(' ')
    .map((field) => `\${${field}}`)
    .join(' ');

/** Seconds: what is aggregated over a minute shows sooner that it has stopped. */
const AGGREGATION = 60;

function flowLogs({ id, around, flows, flowLog }: PlanRequest): WantedChange[] {
  if (flowLog === undefined) return [];
  const regional = flows.flatMap((flow) => {
    const path = pathOf(flow, around);
    return path?.kind === 'nat' && path.nat.subnet === undefined ? [path.nat.id] : [];
  });
  const one = (target: string, type: string, fields: string): WantedChange => ({
    kind: 'flow_log',
    target,
    at: {
      type,
      plan: id,
      destination: flowLog.destination,
      ...(flowLog.role !== undefined && { role: flowLog.role }),
    },
    after: { format: formatOf(fields), aggregation: AGGREGATION },
  });
  return [
    one(around.vpc, 'VPC', FIELDS),
    // Its records have its id where others have an interface (VPC Flow Logs, version 9).
    ...[...new Set(regional)].map((nat) => one(nat, 'RegionalNatGateway', `${FIELDS} resource-id`)),
  ];
}

/** Before the network is cut: what falls silent is replaced. */
function scaling({ around }: PlanRequest): WantedChange[] {
  const { scaling, instance } = around;
  if (scaling?.state !== 'InService') return [];
  const { group, minimum, desired } = scaling;
  return [
    ...(desired <= minimum
      ? [{ kind: 'minimum' as const, target: group, at: {}, after: Math.max(0, desired - 1) }]
      : []),
    { kind: 'standby', target: instance, at: { group }, after: 'Standby' },
  ];
}

function groups({ id, around }: PlanRequest, twice: boolean): WantedChange[] {
  const { vpc, interfaces } = around;
  const [open, closed] = [`${GROUP_NAMES}${id}-open`, `${GROUP_NAMES}${id}-closed`];
  const made = (target: string, after: string): WantedChange => ({
    kind: 'group',
    target,
    at: { vpc },
    after,
  });
  const given = (target: string, name: string, before?: State): WantedChange => ({
    kind: 'interface_groups',
    target,
    at: { vpc },
    after: [name],
    ...(before !== undefined && { before }),
  });
  return [
    ...(twice ? [made(open, 'open')] : []),
    made(closed, 'closed'),
    ...interfaces.flatMap((one) =>
      twice ? [given(one.id, open), given(one.id, closed, [open])] : [given(one.id, closed)],
    ),
  ];
}

function denials({ around, flows }: PlanRequest, lever: 'network_acl' | 'nat_acl'): WantedChange[] {
  if (around.acls === undefined) {
    throw new UserError('the network ACLs could not be read, so no rule number can be chosen', {
      hint: 'The call is ec2:DescribeNetworkAcls; or name another lever: --lever group-two-step.',
    });
  }
  const { denials, noRoom } = denialsOf(flows, lever, around);
  const [full] = noRoom;
  if (full !== undefined) {
    throw new UserError(
      `${full.acl} has room for ${full.room} more rules before its first permission, and ${full.needed} are needed`,
      {
        hint: 'Give its rules higher numbers or ask AWS for a higher quota (20 a direction), or name another lever: --lever group-two-step.',
      },
    );
  }
  if (denials.length === 0) {
    throw new UserError('there is no observed flow that this network ACL would cut', {
      hint: 'Name another lever: `--lever group-two-step` or `--lever stop`.',
    });
  }
  return denials.map(({ acl, egress, number, protocol, cidr, ports }) => ({
    kind: 'acl_entry',
    target: acl,
    at: { egress, number },
    after: { action: 'deny', protocol, cidr, ports },
  }));
}

function pulled(request: PlanRequest, lever: Pulled): WantedChange[] {
  switch (lever) {
    case 'network_acl':
    case 'nat_acl':
      return denials(request, lever);
    case 'group_swap':
    case 'group_two_step':
      return groups(request, lever === 'group_two_step');
    case 'stop':
      return [{ kind: 'running', target: request.around.instance, at: {}, after: 'stopped' }];
    default:
      // Standby: it comes before every other lever anyway.
      return [];
  }
}

/**
 * The changes of a plan, in their order: evidence, flow logs, Auto Scaling, the network from the narrowest lever on, stop.
 * @throws UserError where a quota leaves no room, or the instance is in no state to be contained
 */
export function wantedChanges(request: PlanRequest): WantedChange[] {
  const { around, levers } = request;
  if (isTerminal(around.state)) {
    throw new UserError(`${around.instance} is ${around.state}: there is nothing to contain`, {
      hint: 'Its snapshots and logs may still be there.',
    });
  }
  if (around.scalingGroup !== undefined && around.scaling === undefined && levers.length > 0) {
    throw new UserError(
      `${around.instance} is in the Auto Scaling group ${around.scalingGroup}, whose state could not be read: cut off, it may be replaced, and the evidence is gone`,
      { exitCode: 3, hint: 'The call is autoscaling:DescribeAutoScalingGroups.' },
    );
  }
  const order = PULLED.filter((lever) => levers.includes(lever));
  return [
    ...evidence(request),
    ...flowLogs(request),
    ...(levers.length > 0 ? scaling(request) : []),
    ...order.flatMap((lever) => pulled(request, lever)),
  ];
}
