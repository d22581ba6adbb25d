import type { Engine } from '../../events/engines/engine.ts';
import type { Inventory } from '../../clouds/inventory.ts';
import type { LocalNetworks } from './local-networks.ts';
import type { Middlebox } from './middlebox.ts';
import { RECORDER } from './sightings.ts';

/** A host of ours whose own records say that a NAT gateway took its packets next. */
export interface NextHop {
  host: string;
  /** `eni-…` of the gateway or, where it is regional and has none, `nat-…`. */
  gateway: string;
  regional: boolean;
  records: number;
}

const REGIONAL = 'regional_nat_gateway';

/** What a host's interface handed to a NAT gateway; of a gateway's own records the next hop is somebody else. */
function sqlNextHops(localNetworks: LocalNetworks): string {
  return `SELECT coalesce(pkt_src, src) AS host, next_hop_interface AS interface, next_hop_vpc AS vpc, next_hop_type AS type,
  count(*) AS records
FROM flows
WHERE next_hop_type IN ('nat_gateway', '${REGIONAL}') AND coalesce(direction, 'egress') = 'egress'
  AND ${localNetworks.condition('src')} AND NOT ${localNetworks.condition('coalesce(pkt_dst, dst)')}
GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`;
}

/** Ids under which regional NAT gateways recorded flows, each with the VPC that it says. */
async function recordedGateways(engine: Engine): Promise<{ id: string; vpc?: string }[]> {
  const rows = await engine.query(`SELECT DISTINCT ${RECORDER} AS id, vpc FROM flows
WHERE interface IS NULL AND resource IS NOT NULL ORDER BY 1, 2`);
  return rows.map(({ id, vpc }) => (typeof vpc === 'string' ? { id: String(id), vpc } : { id: String(id) }));
}

/**
 * Who handed packets to which NAT gateway, as version 11 of the flow log says of each flow (AWS, "Flow log records"). A regional
 * gateway is named by its VPC, of which it is the only one; where neither inventory nor log know it, it stays unnamed.
 */
export async function findNextHops(
  engine: Engine,
  localNetworks: LocalNetworks,
  inventory: Inventory | undefined,
): Promise<NextHop[]> {
  const rows = await engine.query(sqlNextHops(localNetworks));
  if (rows.length === 0) return [];
  const regional: { id: string; vpc?: string }[] = [
    ...(inventory?.natGateways ?? []).filter((gateway) => gateway.regional === true),
    ...(await recordedGateways(engine)),
  ];
  const ids = new Set(regional.map(({ id }) => id));
  const gatewayIn = (vpc: unknown): string =>
    regional.find((gateway) => gateway.vpc === vpc)?.id ?? (ids.size === 1 ? [...ids][0]! : '');
  return rows.map((row): NextHop => {
    const isRegional = row['type'] === REGIONAL;
    const known = typeof row['interface'] === 'string' ? row['interface'] : '';
    return {
      host: String(row['host']),
      gateway: isRegional ? gatewayIn(row['vpc']) || known : known,
      regional: isRegional,
      records: Number(row['records']),
    };
  });
}

/** The NAT gateways that the hosts' own records name; no inference, the log says so. */
export function nextHopNats(
  hops: readonly NextHop[],
  ownAddresses: (networkInterface: string) => string[],
): Middlebox[] {
  const gateways = [...new Set(hops.map(({ gateway }) => gateway))].filter((gateway) => gateway !== '');
  return gateways.map((gateway): Middlebox => {
    const own = hops.filter((hop) => hop.gateway === gateway);
    const records = own.reduce((sum, hop) => sum + hop.records, 0);
    const isId = own.some(({ regional }) => regional) && !gateway.startsWith('eni-');
    const role: Middlebox = {
      kind: 'nat',
      interfaces: [gateway],
      addresses: ownAddresses(gateway),
      publicAddresses: [],
      confidence: 1,
      because: {
        key: 'roleNextHop',
        params: { records, hosts: new Set(own.map(({ host }) => host)).size },
      },
    };
    if (isId) role.gateway = gateway;
    return role;
  });
}

/** What gateways sent on to the internet from addresses that are not ours: their own public ones. */
async function sendingAddresses(
  engine: Engine,
  localNetworks: LocalNetworks,
): Promise<Map<string, string[]>> {
  const rows = await engine.query(`SELECT DISTINCT resource AS id, src AS address FROM flows
WHERE interface IS NULL AND resource IS NOT NULL AND direction = 'egress'
  AND NOT ${localNetworks.condition('src')} AND NOT ${localNetworks.condition('dst')} ORDER BY 1, 2`);
  const addresses = new Map<string, string[]>();
  for (const { id, address } of rows) {
    addresses.set(String(id), [...(addresses.get(String(id)) ?? []), String(address)]);
  }
  return addresses;
}

/** Regional NAT gateways that recorded flows themselves. */
export async function recordingNats(engine: Engine, localNetworks: LocalNetworks): Promise<Middlebox[]> {
  const ids = new Set((await recordedGateways(engine)).map(({ id }) => id));
  const addresses = await sendingAddresses(engine, localNetworks);
  return [...ids].map((id): Middlebox => ({
    kind: 'nat',
    interfaces: [id],
    addresses: [],
    publicAddresses: addresses.get(id) ?? [],
    gateway: id,
    confidence: 1,
    because: { key: 'roleRegional', params: { gateway: id } },
  }));
}
