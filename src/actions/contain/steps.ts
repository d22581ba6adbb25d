import { protocolName } from '../../net/protocols.ts';
import type { Message } from '../../model/message.ts';
import { stateText } from './change.ts';
import type { Change, State } from './change.ts';
import type { ContainMessage } from './messages.ts';
import type { Surroundings } from './surroundings.ts';
import { WAYS } from './ways/index.ts';

/** A change as a person reads it. */
export interface PlanStep {
  say: ContainMessage;
  effects: Message[];
  undo: ContainMessage;
  /** The calls that it makes, and those that take it back. */
  calls: { there: readonly string[]; back: readonly string[] };
}

/** Minutes until the first records are there: a minute of aggregation, and about so long until they are delivered (VPC Flow Logs, 2026-11). */
const FIRST_RECORDS = { s3: 11, logs: 6 } as const;

const texts = (state: State): string =>
  Array.isArray(state) ? state.map(String).join(', ') : typeof state === 'string' ? state : stateText(state);

function trafficOf(state: State): { cidr: string; what: ContainMessage } {
  const { cidr, protocol, ports } =
    typeof state === 'object' && state !== null && !Array.isArray(state) ? state : {};
  const name = protocolName(Number(protocol));
  const port = Array.isArray(ports) ? Number(ports[0]) : undefined;
  return {
    cidr: texts(cidr ?? ''),
    what:
      port === undefined
        ? { key: 'containProtocol', params: { protocol: name } }
        : { key: 'containPort', params: { protocol: name, port } },
  };
}

function sayOf({ kind, target, at, before, after }: Change): ContainMessage {
  switch (kind) {
    case 'mark':
      return { key: 'stepMark', params: { target, plan: texts(after) } };
    case 'termination_protection':
      return { key: 'stepProtect', params: { target } };
    case 'shutdown_behavior':
      return { key: 'stepShutdown', params: { target } };
    case 'disk':
      return { key: 'stepDisk', params: { target, device: String(at['device']) } };
    case 'flow_log':
      return { key: 'stepFlowLog', params: { target, destination: String(at['destination']) } };
    case 'snapshots':
      return { key: 'stepSnapshots', params: { target, volumes: texts(after) } };
    case 'minimum':
      return { key: 'stepMinimum', params: { target, before: texts(before), after: texts(after) } };
    case 'standby':
      return { key: 'stepStandby', params: { target, group: String(at['group']) } };
    case 'group':
      return { key: after === 'open' ? 'stepGroupOpen' : 'stepGroupClosed', params: { target } };
    case 'interface_groups':
      return { key: 'stepInterfaceGroups', params: { target, before: texts(before), after: texts(after) } };
    case 'acl_entry':
      return {
        key: at['egress'] === true ? 'stepAclOut' : 'stepAclIn',
        params: { target, number: Number(at['number']), ...trafficOf(after) },
      };
    default:
      return { key: 'stepStop', params: { target } };
  }
}

const plain = (
  ...keys: (
    | 'effectMemory'
    | 'effectCost'
    | 'effectStandby'
    | 'effectOpenMoment'
    | 'hitsInstance'
    | 'hitsMemory'
  )[]
): ContainMessage[] => keys.map((key): ContainMessage => ({ key, params: {} }));

/** Whom an entry in an ACL may hit beside the instance. */
function aclHits({ target, at }: Change, { acls, neighbours }: Surroundings): ContainMessage[] {
  const subnets = acls?.find(({ id }) => id === target)?.subnets;
  // On the way in the entry is for the instance's own address.
  if (at['egress'] !== true) return [{ key: 'hitsOwnPort', params: {} }];
  if (subnets === undefined || neighbours === undefined) return [{ key: 'hitsUnknown', params: {} }];
  const interfaces = subnets.reduce((sum, subnet) => sum + (neighbours.get(subnet) ?? 0), 0);
  return interfaces === 0 ? [] : [{ key: 'hitsSubnets', params: { interfaces, subnets } }];
}

function logEffects({ target, at }: Change, { flowLogs = [] }: Surroundings): ContainMessage[] {
  const there = flowLogs.filter(({ resource }) => resource === target).map(({ id }) => id);
  const minutes = FIRST_RECORDS[String(at['destination']).includes(':s3:') ? 's3' : 'logs'];
  return [
    { key: 'effectLogsFrom', params: { minutes } },
    ...(there.length === 0 ? [] : [{ key: 'effectLogsAnew' as const, params: { logs: there } }]),
  ];
}

function effectsOf(change: Change, around: Surroundings): ContainMessage[] {
  switch (change.kind) {
    case 'snapshots':
      return plain('effectMemory', 'effectCost');
    case 'flow_log':
      return logEffects(change, around);
    case 'standby':
      return plain('effectStandby');
    case 'interface_groups':
      return plain(texts(change.after).endsWith('-open') ? 'effectOpenMoment' : 'hitsInstance');
    case 'acl_entry':
      return aclHits(change, around);
    case 'running':
      return plain('hitsMemory');
    default:
      return [];
  }
}

function undoOf({ kind, before }: Change): ContainMessage {
  if (WAYS[kind].keeps === true) return { key: 'undoKept', params: {} };
  return before === null
    ? { key: 'undoRemoved', params: {} }
    : { key: 'undoBack', params: { before: texts(before) } };
}

/** A change in words, with whom it hits and how it is taken back. */
export function stepOf(change: Change, around: Surroundings): PlanStep {
  return {
    say: sayOf(change),
    effects: effectsOf(change, around),
    undo: undoOf(change),
    calls: WAYS[change.kind].calls,
  };
}
