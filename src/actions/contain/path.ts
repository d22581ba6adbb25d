import { parsePrefix, contains } from '../../net/prefix.ts';
import type { Prefix } from '../../net/prefix.ts';
import type { Nat, ObservedFlow, Route, RouteTable, Surroundings } from './surroundings.ts';

/** What the packets of a flow pass on their way out of the instance's subnet. */
export type Path =
  /** To the cloud's own services on the host: DNS, metadata, time. No filter of the network sees it. */
  | { kind: 'unfiltered' }
  | { kind: 'own_subnet' }
  | { kind: 'vpc' }
  | { kind: 'internet_gateway' }
  | { kind: 'nat'; nat: Nat }
  | { kind: 'egress_only' }
  /** Transit gateway, peering, VPN, an appliance's interface. */
  | { kind: 'elsewhere' }
  /** An endpoint service or a firewall endpoint that the route leads into. */
  | { kind: 'endpoint' }
  /** There is no route, or one that drops. */
  | { kind: 'none' };

/**
 * Services that neither security groups nor network ACLs filter: instance metadata, time, DNS and the licence server of
 * Windows at link-local addresses, IPv4 and IPv6 (Amazon VPC User Guide, "Control traffic … using security groups" and
 * "Network ACLs"; EC2 User Guide, "Use IMDS"; 2026-11).
 */
const HOST_SERVICES = ['169.254.0.0/16', 'fe80::/10', 'fd00:ec2::/64'].map((text) => parsePrefix(text)!);

/** The resolver of Amazon: the third address of each of the VPC's blocks (Amazon VPC User Guide, "Amazon DNS", 2026-11). */
const RESOLVER_OFFSET = 2n;
const DNS = 53;

/** The VPC's own blocks, by its route tables: each has a route to itself. */
function ownBlocks({ tables }: Surroundings): Prefix[] {
  return (tables ?? []).flatMap(({ routes }) =>
    routes.filter(({ target }) => target === 'local').map(({ destination }) => destination),
  );
}

function toResolver({ remote, port }: ObservedFlow, around: Surroundings): boolean {
  const address = parsePrefix(remote);
  return port === DNS && ownBlocks(around).some((block) => block.first + RESOLVER_OFFSET === address?.first);
}

/** The route table that holds for a subnet. */
export function tableOf(subnet: string, tables: readonly RouteTable[]): RouteTable | undefined {
  return tables.find(({ subnets }) => subnets.includes(subnet)) ?? tables.find(({ main }) => main);
}

/** The longest prefix wins (Amazon VPC User Guide, "Route priority", 2026-11). */
function routeTo(remote: Prefix, routes: readonly Route[]): Route | undefined {
  return routes
    .filter(({ destination }) => contains(destination, remote))
    .toSorted((a, b) => b.destination.length - a.destination.length)[0];
}

/** The subnet of the interface that has the flow's own address. */
export function subnetOf({ local }: ObservedFlow, { interfaces }: Surroundings): string | undefined {
  return interfaces.find(({ addresses }) => addresses.includes(local))?.subnet;
}

/** Which way the flow goes; undefined: the route tables, or its gateway, are not known. */
export function pathOf(flow: ObservedFlow, around: Surroundings): Path | undefined {
  const remote = parsePrefix(flow.remote);
  if (remote === undefined) return undefined;
  if (HOST_SERVICES.some((block) => contains(block, remote))) return { kind: 'unfiltered' };
  if (around.tables === undefined) return undefined;
  if (toResolver(flow, around)) return { kind: 'unfiltered' };
  const subnet = subnetOf(flow, around);
  const table = subnet === undefined ? undefined : tableOf(subnet, around.tables);
  if (table === undefined) return undefined;
  const route = routeTo(remote, table.routes);
  if (route === undefined || route.blackhole) return { kind: 'none' };
  const { target } = route;
  if (target === 'local') {
    const own = around.subnets?.find(({ id }) => id === subnet);
    if (own === undefined) return undefined;
    return { kind: own.prefixes.some((prefix) => contains(prefix, remote)) ? 'own_subnet' : 'vpc' };
  }
  if (target.startsWith('igw-')) return { kind: 'internet_gateway' };
  if (target.startsWith('eigw-')) return { kind: 'egress_only' };
  if (target.startsWith('vpce-')) return { kind: 'endpoint' };
  if (!target.startsWith('nat-')) return { kind: 'elsewhere' };
  const nat = around.nats?.find(({ id }) => id === target);
  return nat === undefined ? undefined : { kind: 'nat', nat };
}
