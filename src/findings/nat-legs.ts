import type { Engine, Row } from '../events/engines/engine.ts';
import type { Ours } from './ours.ts';
import type { Intermediary } from './roles.ts';
import { findOwners } from './sightings.ts';
import type { Sighting } from './sightings.ts';

/**
 * A NAT gateway's interface records four legs: in from the host (`dst` the NAT's private address, `pkt_dst` the
 * real target), out to the target, and both ways back. The in-leg alone gives it away: a record from one of our
 * hosts to one of our addresses whose packets are really for somebody else.
 */
function sqlTranslatedLegs(ours: Ours): string {
  return `SELECT interface, dst AS address, count(*) AS legs, count(DISTINCT src) AS hosts,
  max(instance) AS instance
FROM flows
WHERE pkt_dst <> dst AND interface IS NOT NULL
  AND ${ours.condition('src')} AND ${ours.condition('dst')} AND NOT ${ours.condition('pkt_dst')}
GROUP BY interface, dst ORDER BY interface, dst`;
}

/** Where the system's ephemeral ports begin (Linux: 32768 to 60999). */
const EPHEMERAL = 32_768;

/** Records of who asks: towards a service's port, or at least towards the lower one. */
const ASKING = `(dst_port < ${EPHEMERAL} OR dst_port < src_port)`;

/**
 * Without `pkt_dst`: what comes in from our hosts on a port leaves on the same port, in the same amount. Packets
 * by port, in and out, of the records of who asks.
 */
function sqlMirroredPorts(ours: Ours): string {
  const group = 'GROUP BY 1, 2, 3, 4';
  return `WITH inner_side AS (
  SELECT interface, dst AS address, protocol, dst_port, sum(packets) AS packets
  FROM flows WHERE ${ASKING} AND interface IS NOT NULL
    AND ${ours.condition('src')} AND ${ours.condition('dst')} ${group}
), outer_side AS (
  SELECT interface, src AS address, protocol, dst_port, sum(packets) AS packets
  FROM flows WHERE ${ASKING} AND interface IS NOT NULL
    AND interface IN (SELECT interface FROM inner_side)
    AND ${ours.condition('src')} AND NOT ${ours.condition('dst')} ${group}
), both_sides AS (
  SELECT interface, address, i.packets AS entered, o.packets AS gone
  FROM inner_side i FULL OUTER JOIN outer_side o USING (interface, address, protocol, dst_port)
)
SELECT interface, address, sum(coalesce(b.entered, 0)) AS entered, sum(coalesce(b.gone, 0)) AS gone,
  sum(least(coalesce(b.entered, 0), coalesce(b.gone, 0))) AS common
FROM both_sides b GROUP BY interface, address
HAVING sum(least(coalesce(b.entered, 0), coalesce(b.gone, 0))) > 0 ORDER BY interface, address`;
}

/** Share of what leaves, and of what enters, that has its like on the other side. Ours; checked on made flows. */
const MIRRORED_SHARE = 0.7;

function nat(row: Row, confidence: number, because: string): Intermediary {
  const [id, address] = [String(row['interface']), String(row['address'])];
  return { kind: 'nat', interfaces: [id], addresses: [address], publicAddresses: [], confidence, because };
}

function translated(row: Row): Intermediary {
  const because = `${row['legs']} records from ${row['hosts']} of our hosts to it are packets for other addresses`;
  // A gateway has no instance id; a NAT instance has one and could still do wrong by itself.
  return nat(row, row['instance'] === null ? 0.97 : 0.85, because);
}

function mirrored(row: Row): Intermediary[] {
  const [entered, gone, common] = [Number(row['entered']), Number(row['gone']), Number(row['common'])];
  const share = Math.min(common / entered, common / gone);
  if (share < MIRRORED_SHARE) return [];
  const percent = Math.floor(share * 100);
  return [
    nat(row, 0.8, `${percent} % of the packets that our hosts send it leave it again on the same ports`),
  ];
}

/** NAT gateways (and NAT instances) that the flows themselves show. */
export async function inferNats(
  engine: Engine,
  ours: Ours,
  sightings: readonly Sighting[],
): Promise<Intermediary[]> {
  const owners = findOwners(sightings);
  const isOwner = (row: Row): boolean => owners.get(String(row['interface']))?.address === row['address'];
  const legs = (await engine.query(sqlTranslatedLegs(ours))).filter(isOwner);
  if (legs.length > 0) return legs.map(translated);
  return (await engine.query(sqlMirroredPorts(ours))).filter(isOwner).flatMap(mirrored);
}
