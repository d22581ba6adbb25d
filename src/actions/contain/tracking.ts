import { parsePrefix, contains } from '../../net/prefix.ts';
import type { Path } from './path.ts';
import type { GroupRule, ObservedFlow, Surroundings } from './surroundings.ts';

/**
 * Whether security groups remember a connection: `untracked` ends when its rule goes, `tracked` goes on. `always`: it
 * goes on whatever the rules are, so that no rule makes it untracked either.
 */
export type Tracking = 'untracked' | 'tracked' | 'always';

const TCP = 6;
const UDP = 17;
const LAST_PORT = 65_535;

/** Paths whose connections are tracked whatever the rules are (EC2 User Guide, "Automatically tracked connections", 2026-11). */
const TRACKING_PATHS: ReadonlySet<Path['kind']> = new Set(['nat', 'egress_only', 'endpoint']);

const forProtocol = ({ protocol }: GroupRule, wanted: number): boolean =>
  protocol === 'all' || protocol === wanted;

const forPort = ({ ports }: GroupRule, port: number | undefined): boolean =>
  ports === undefined || (port !== undefined && ports.from <= port && port <= ports.to);

const allPorts = ({ ports }: GroupRule): boolean =>
  ports === undefined || (ports.from <= 0 && ports.to >= LAST_PORT);

/** `0.0.0.0/0` or `::/0`. */
const everybody = ({ prefixes }: GroupRule, family: 4 | 6): boolean =>
  prefixes.some((prefix) => prefix.family === family && prefix.length === 0);

/**
 * By the rules, for TCP and UDP: a connection is untracked where a rule for all addresses lets it begin, and another for
 * all addresses and ports lets the answers through (EC2 User Guide, "Untracked connections", 2026-11). Where a narrower
 * rule lets it begin as well, AWS does not say which counts.
 */
function byRules(
  { protocol, port, remote }: ObservedFlow,
  first: readonly GroupRule[],
  back: readonly GroupRule[],
): Tracking | undefined {
  const address = parsePrefix(remote)!;
  const { family } = address;
  const answered = back.some(
    (rule) => forProtocol(rule, protocol) && allPorts(rule) && everybody(rule, family),
  );
  if (!answered) return 'tracked';
  // Which rule lets it begin is not seen where its port is not known.
  if (port === undefined && first.some(({ ports }) => ports !== undefined)) return undefined;
  const begins = first.filter((rule) => forProtocol(rule, protocol) && forPort(rule, port));
  const wide = begins.filter((rule) => everybody(rule, family));
  if (wide.length === 0) return begins.some(({ others }) => others) ? undefined : 'tracked';
  const narrow = begins.some(
    ({ prefixes, others }) =>
      others || prefixes.some((prefix) => prefix.length > 0 && contains(prefix, address)),
  );
  return narrow ? undefined : 'untracked';
}

/** Whether the flow is remembered; undefined: it cannot be told. Not for what no group filters. */
export function trackingOf(
  flow: ObservedFlow,
  path: Path | undefined,
  around: Surroundings,
): Tracking | undefined {
  // ICMP is tracked always; of other protocols addresses and protocol are (EC2 User Guide, as above).
  if (flow.protocol !== TCP && flow.protocol !== UDP) return 'always';
  if (path === undefined) return undefined;
  if (TRACKING_PATHS.has(path.kind) || around.balancers?.has(flow.remote) === true) return 'always';
  // Whether the other side is a balancer's or an endpoint's address is seen where all interfaces of the VPC are.
  const inside = path.kind === 'own_subnet' || path.kind === 'vpc';
  if (inside && around.balancers === undefined) return undefined;
  const attached = around.interfaces.find(({ addresses }) => addresses.includes(flow.local));
  if (attached === undefined || around.groups === undefined) return undefined;
  const groups = attached.groups.map((id) => around.groups?.find((group) => group.id === id));
  const inbound = groups.flatMap((group) => group?.inbound ?? []);
  const outbound = groups.flatMap((group) => group?.outbound ?? []);
  if (groups.includes(undefined)) return undefined;
  const out = byRules(flow, outbound, inbound);
  if (flow.began === 'local') return out;
  const into = byRules(flow, inbound, outbound);
  return flow.began === 'remote' || out === into ? into : undefined;
}
