import type { Dialect, Engine, Row } from '../../events/engines/engine.ts';
import type { LocalNetworks } from './local-networks.ts';
import type { Middlebox } from './middlebox.ts';
import { findOwners } from './sightings.ts';
import type { Sighting } from './sightings.ts';
import type { NetworkMessage } from './messages.ts';

/**
 * A NAT gateway's interface records four legs: in from the host (`dst` the NAT's private address, `pkt_dst` the
 * real target), out to the target, and both ways back. The in-leg alone gives it away: a record from one of our
 * hosts to one of our addresses whose packets are really for somebody else.
 */
function sqlTranslatedLegs(localNetworks: LocalNetworks): string {
  return `SELECT interface, dst AS address, count(*) AS legs, count(DISTINCT src) AS hosts,
  max(instance) AS instance
FROM flows
WHERE pkt_dst <> dst AND interface IS NOT NULL
  AND ${localNetworks.condition('src')} AND ${localNetworks.condition('dst')} AND NOT ${localNetworks.condition('pkt_dst')}
GROUP BY interface, dst ORDER BY interface, dst`;
}

/** Where the system's ephemeral ports begin (Linux: 32768 to 60999). */
const EPHEMERAL = 32_768;

/** Records of who asks: towards a service's port, or at least towards the lower one. */
const ASKING = `(dst_port < ${EPHEMERAL} OR dst_port < src_port)`;

/** The share of the larger of two sums that has its like in the other, a double. Engines differ over nulls in \`least\`. */
function sqlMirrored(a: string, b: string): string {
  const least = `least(coalesce(${a}, 0), coalesce(${b}, 0))`;
  return `CAST(sum(${least}) AS DOUBLE) / greatest(1, coalesce(sum(${a}), 0), coalesce(sum(${b}), 0))`;
}

/** Least share of records, packets and bytes that has its like on the other side. LocalNetworks; checked on made flows. */
const MIRRORED_SHARE = 0.7;

/** Both legs of a flow begin within the same interval of this many seconds, but for a few. */
const INTERVAL = 600;

/**
 * Without `pkt_dst`: what our hosts send it on a port leaves it on the same port, in the same interval, in as many
 * records, packets and bytes. For each measure the share of the larger side that has its like on the other. A proxy
 * on one port forwards other amounts, and a NAT instance that scans by itself sends records that never entered. Where in all
 * fewer records have a like than must have one in each interval, nobody looks further.
 */
function sqlMirroredPorts(localNetworks: LocalNetworks, dialect: Dialect): string {
  const way = (inside: boolean, measure: string): string =>
    `sum(CASE WHEN ${inside ? '' : 'NOT '}inside THEN ${measure} ELSE 0 END)`;
  const both = (name: string, measure: string): string =>
    `${way(true, measure)} AS ${name}_in, ${way(false, measure)} AS ${name}_out`;
  const share = (name: string): string => `${sqlMirrored(`${name}_in`, `${name}_out`)} AS ${name}`;
  const [entered, left] = [way(true, '1'), way(false, '1')];
  return `WITH asked AS (
  SELECT interface, CASE WHEN inside THEN dst ELSE src END AS address, inside, protocol, dst_port, packets, bytes, ts_start
  FROM (SELECT *, ${localNetworks.condition('dst')} AS inside FROM flows
    WHERE ${ASKING} AND interface IS NOT NULL AND dst IS NOT NULL AND ${localNetworks.condition('src')}) AS sided
), both_ways AS (
  SELECT interface, address FROM asked GROUP BY interface, address
  HAVING ${entered} > 0 AND least(${entered}, ${left}) >= ${MIRRORED_SHARE} * greatest(${entered}, ${left})
), cells AS (
  SELECT asked.interface, asked.address, protocol, dst_port, ${dialect.bucket('ts_start', INTERVAL)} AS win,
    ${both('records', '1')}, ${both('packets', 'packets')}, ${both('bytes', 'bytes')}
  FROM asked JOIN both_ways ON both_ways.interface = asked.interface AND both_ways.address = asked.address
  GROUP BY 1, 2, 3, 4, 5
)
SELECT interface, address, ${['records', 'packets', 'bytes'].map(share).join(',\n  ')}
FROM cells GROUP BY interface, address HAVING sum(least(coalesce(records_in, 0), coalesce(records_out, 0))) > 0 ORDER BY interface, address`;
}

/**
 * Whether the legs are the same flows: records of one interval and port with the very same packets and bytes, in and
 * out. A gateway passes each packet on as it came; a proxy that happens to move the same amounts does not.
 */
function sqlTwinRecords(localNetworks: LocalNetworks, dialect: Dialect, id: string, address: string): string {
  const [networkInterface, text] = [dialect.text(id), dialect.text(address)];
  return `WITH asked AS (
  SELECT protocol, dst_port, packets, bytes, ${dialect.bucket('ts_start', INTERVAL)} AS win, dst = ${text} AS inside
  FROM flows WHERE ${ASKING} AND interface = ${networkInterface} AND ${localNetworks.condition('src')}
    AND (dst = ${text} OR src = ${text} AND NOT ${localNetworks.condition('dst')})
), twins AS (
  SELECT count(CASE WHEN inside THEN 1 END) AS entered, count(CASE WHEN NOT inside THEN 1 END) AS gone
  FROM asked GROUP BY protocol, dst_port, packets, bytes, win
)
SELECT ${sqlMirrored('entered', 'gone')} AS share FROM twins`;
}

/** Least share of records with a twin; long flows may be cut at different moments on the two sides. LocalNetworks. */
const TWIN_SHARE = 0.5;

function nat(row: Row, confidence: number, because: NetworkMessage): Middlebox {
  const [id, address] = [String(row['interface']), String(row['address'])];
  return { kind: 'nat', interfaces: [id], addresses: [address], publicAddresses: [], confidence, because };
}

function translated(row: Row): Middlebox {
  const because: NetworkMessage = {
    key: 'roleTranslated',
    params: { legs: Number(row['legs']), hosts: Number(row['hosts']) },
  };
  // A gateway has no instance id; a NAT instance has one and could still do wrong by itself.
  return nat(row, row['instance'] === null ? 0.97 : 0.85, because);
}

/** A NAT gateway of a log without `pkt_dst`, if what enters and what leaves are the same flows. */
async function mirrored(engine: Engine, localNetworks: LocalNetworks, row: Row): Promise<Middlebox[]> {
  const share = Math.min(Number(row['records']), Number(row['packets']), Number(row['bytes']));
  if (share < MIRRORED_SHARE) return [];
  const sql = sqlTwinRecords(localNetworks, engine.dialect, String(row['interface']), String(row['address']));
  const twins = Number((await engine.query(sql))[0]?.['share'] ?? 0);
  if (twins < TWIN_SHARE) return [];
  return [nat(row, 0.8, { key: 'roleMirrored', params: { share } })];
}

/** NAT gateways (and NAT instances) that the flows themselves show. */
export async function inferNats(
  engine: Engine,
  localNetworks: LocalNetworks,
  sightings: readonly Sighting[],
): Promise<Middlebox[]> {
  const owners = findOwners(sightings);
  const isOwner = (row: Row): boolean => owners.get(String(row['interface']))?.address === row['address'];
  const legs = (await engine.query(sqlTranslatedLegs(localNetworks))).filter(isOwner);
  if (legs.length > 0) return legs.map(translated);
  const candidates = (await engine.query(sqlMirroredPorts(localNetworks, engine.dialect))).filter(isOwner);
  const found: Middlebox[] = [];
  for (const row of candidates) found.push(...(await mirrored(engine, localNetworks, row)));
  return found;
}
