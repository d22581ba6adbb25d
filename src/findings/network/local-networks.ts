import type { Inventory } from '../../clouds/inventory.ts';
import type { Engine } from '../../events/engines/engine.ts';
import { parseAddress } from '../../net/address.ts';
import { collapse, contains, parsePrefix } from '../../net/prefix.ts';
import type { Prefix } from '../../net/prefix.ts';

/** Which addresses are ours. The lake's `addresses` are derived with its prefixes before its condition is asked. */
export interface LocalNetworks {
  /** For a person: what this rests on. */
  readonly because: string;
  readonly prefixes: readonly Prefix[];
  contains(address: string): boolean;
  /** SQL condition that an address column or expression is ours. */
  condition(expression: string): string;
}

/** SQL condition that an address is ours, by what the lake's `addresses` say: it needs no more than a case that is on disk. */
export function isLocal(expression: string): string {
  return `${expression} IN (SELECT address FROM addresses WHERE is_local = 1)`;
}

/** RFC 1918, RFC 6598 (pods of EKS), RFC 4193. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'];

function prefixesOf(texts: readonly string[]): Prefix[] {
  return texts.flatMap((text) => parsePrefix(text) ?? []);
}

/** Ours by prefixes; addresses in SQL are looked up in the lake's `addresses`, where it is written whether one is local. */
function localNetworksFrom(prefixes: readonly Prefix[], because: string): LocalNetworks {
  const blocks = collapse(prefixes);
  return {
    because,
    prefixes: blocks,
    contains(text) {
      const address = parseAddress(text);
      return address !== undefined && blocks.some((block) => contains(block, address));
    },
    condition: isLocal,
  };
}

/** The networks of the VPCs and every address that the inventory shows as ours. */
function inventoryPrefixes(inventory: Inventory): string[] {
  return [
    ...inventory.vpcs.flatMap((vpc) => vpc.cidrs),
    ...inventory.subnets.flatMap((subnet) => subnet.cidrs),
    ...inventory.interfaces.flatMap((networkInterface) =>
      networkInterface.addresses.flatMap((pair) => [
        pair.private,
        ...(pair.public === undefined ? [] : [pair.public]),
      ]),
    ),
    ...inventory.addresses.map((elastic) => elastic.public),
  ];
}

/** Rows in which an IPv6 address is on an interface at least this often make it the interface's own. */
const OWN_SHARE_V6 = 0.4;

/** The IPv6 address that each interface sends from most, where no list of ours is given. */
function sqlInterfaceOwnersV6(): string {
  return `WITH sent AS (
  SELECT interface, src AS address, count(*) AS n FROM flows
  WHERE src LIKE '%:%' AND interface IS NOT NULL GROUP BY interface, src
), ranked AS (
  SELECT interface, address, n, sum(n) OVER (PARTITION BY interface) AS total,
    row_number() OVER (PARTITION BY interface ORDER BY n DESC, address) AS place FROM sent
)
SELECT DISTINCT address FROM ranked WHERE place = 1 AND n >= ${OWN_SHARE_V6} * total ORDER BY address`;
}

/**
 * Which addresses are ours: what the user says, what the inventory shows, and always the private ranges, which
 * no host on the internet has. Without inventory and word of the user also the IPv6 addresses that the
 * interfaces of the flow log send from.
 * @param given prefixes as the user gave them, already checked
 */
export async function findLocalNetworks(
  engine: Engine,
  given: readonly string[],
  inventory: Inventory | undefined,
): Promise<LocalNetworks> {
  const known = inventory === undefined ? [] : inventoryPrefixes(inventory);
  const reasons = [
    ...(given.length > 0 ? [`as given: ${given.join(', ')}`] : []),
    ...(known.length > 0 ? ['networks and addresses of the inventory'] : []),
    'private ranges',
  ];
  if (given.length + known.length > 0) {
    return localNetworksFrom(prefixesOf([...given, ...known, ...PRIVATE]), reasons.join('; '));
  }
  const carried = (await engine.query(sqlInterfaceOwnersV6())).map((row) => String(row['address']));
  if (carried.length > 0) reasons.push('IPv6 addresses that interfaces send from');
  return localNetworksFrom(prefixesOf([...PRIVATE, ...carried]), reasons.join('; '));
}
