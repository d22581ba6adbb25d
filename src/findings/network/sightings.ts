import type { Engine } from '../../events/engines/engine.ts';
import type { LocalNetworks } from './local-networks.ts';

/** Who recorded a row: an interface or, of a regional NAT gateway, which has none, the gateway itself. */
export const RECORDER = 'coalesce(interface, resource)';

/** One of our addresses as one interface recorded it. */
export interface Sighting {
  /** `eni-…`, or `nat-…` of a regional NAT gateway; empty where the source of flows names none. */
  interface: string;
  /** As in the record's address fields: on AWS the interface's own primary private address, or its peer's. */
  address: string;
  /** The packets' own source (`pkt_src`); differs from `address` for pods and behind middleboxes. */
  origin: string;
  instance: string | undefined;
  sent: number;
  received: number;
}

/** Which of our addresses each interface saw, how often, as sender and as receiver. */
export async function findSightings(
  engine: Engine,
  localNetworks: Pick<LocalNetworks, 'condition'>,
): Promise<Sighting[]> {
  const rows = await engine.query(`WITH seen AS (
  SELECT ${RECORDER} AS recorder, src AS address, coalesce(pkt_src, src) AS origin, max(instance) AS instance,
    count(*) AS sent, 0 AS received
  FROM flows WHERE ${localNetworks.condition('src')} GROUP BY 1, src, coalesce(pkt_src, src)
  UNION ALL
  SELECT ${RECORDER} AS recorder, dst AS address, dst AS origin, max(instance) AS instance, 0 AS sent, count(*) AS received
  FROM flows WHERE ${localNetworks.condition('dst')} GROUP BY 1, dst
)
SELECT coalesce(recorder, '') AS interface, address, origin, max(instance) AS instance,
  sum(sent) AS sent, sum(received) AS received
FROM seen GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`);
  return rows.map((row) => ({
    interface: String(row['interface']),
    address: String(row['address']),
    origin: String(row['origin']),
    instance: row['instance'] === null || row['instance'] === undefined ? undefined : String(row['instance']),
    sent: Number(row['sent']),
    received: Number(row['received']),
  }));
}

/** An interface's own address: the one of ours that most of its records name. */
export interface Owner {
  address: string;
  /** Share of the interface's sightings that name it; an interface that only passes traffic on has no clear owner. */
  share: number;
}

/** The owner of every interface; each record names its interface's own address on one side. */
export function findOwners(sightings: readonly Sighting[]): Map<string, Owner> {
  const counts = new Map<string, Map<string, number>>();
  for (const { interface: id, address, sent, received } of sightings) {
    const of = counts.get(id) ?? new Map<string, number>();
    of.set(address, (of.get(address) ?? 0) + sent + received);
    counts.set(id, of);
  }
  const owners = new Map<string, Owner>();
  for (const [id, of] of counts) {
    let [best, most, total] = ['', -1, 0];
    for (const [address, n] of of) {
      total += n;
      if (n > most) [best, most] = [address, n];
    }
    if (id !== '') owners.set(id, { address: best, share: most / total });
  }
  return owners;
}
