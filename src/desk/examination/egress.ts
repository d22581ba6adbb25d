import type { PricesOf } from '../prices/known-prices.ts';
import type { Inventory } from '../../clouds/inventory.ts';
import type { Cost } from '../../model/cost.ts';
import { costOfDays, isMeasurable } from '../../cases/cost.ts';
import type { DayBytes } from '../../cases/cost.ts';
import { cloudOf } from '../../cases/named-ids.ts';
import { isAnyOf, OUTWARD } from '../../findings/attempts.ts';
import type { DetectorContext } from '../../findings/detector.ts';
import type { Culprit, Verdict } from '../../model/finding.ts';
import type { Claim } from '../../model/claim.ts';
import type { Message } from '../../model/message.ts';

/** Whether a culprit and its NAT gateway stand in different zones, by the inventory; undefined: it does not say. */
function apart({ instance, via }: Culprit, inventory: Inventory | undefined): boolean | undefined {
  const zoneOf = (subnet: string | undefined): string | undefined =>
    inventory?.subnets.find(({ id }) => id === subnet)?.zone;
  const host = inventory?.instances.find(({ id }) => id === instance);
  const own = host?.zone ?? zoneOf(host?.subnet);
  const gateway = zoneOf(inventory?.natGateways.find(({ id }) => id === via?.gateway)?.subnet);
  return own === undefined || gateway === undefined ? undefined : own !== gateway;
}

/**
 * TCP from a port that is called (below 1024, IANA's system ports) to one that calls: an answer to whoever connected. A packet
 * that opens a connection (flags with SYN and without ACK) is none. UDP is not told: answers to forged requests are abuse themselves.
 */
const ANSWERS = `protocol = 6 AND ${OUTWARD.local} < 1024 AND ${OUTWARD.port} >= 1024 AND (tcp_flags IS NULL OR tcp_flags NOT IN (2, 3, 6, 7))`;

/**
 * What the culprits sent to the internet, by day: the accepted bytes that left for addresses that are not ours, over the
 * whole evidence. Which of them passed from one zone to another is told by the record's own zone and that of its next hop
 * (a regional NAT gateway may stand in another one, too), else by the inventory.
 */
async function sentByDay(
  culprits: readonly Culprit[],
  context: DetectorContext,
  inventory: Inventory | undefined,
): Promise<{ days: DayBytes[]; region?: string; served?: number }> {
  const { engine, localNetworks, observationPoints } = context;
  if (culprits.length === 0 || !(await engine.tables()).has('flows')) return { days: [] };
  const theirs = observationPoints.anyOf(
    OUTWARD.host,
    culprits.map(({ address }) => address),
  );
  const day = engine.dialect.day('ts_start');
  const far = culprits
    .filter((culprit) => apart(culprit, inventory) === true)
    .map(({ address }) => engine.dialect.text(address));
  const known = culprits.every((culprit) => apart(culprit, inventory) !== undefined);
  const zones = 'zone IS NOT NULL AND next_hop_zone IS NOT NULL';
  const otherwise = far.length === 0 ? '' : `WHEN ${isAnyOf(OUTWARD.host, far)} THEN bytes`;
  const rows = await engine.query(
    `SELECT ${day} AS day, sum(bytes) AS bytes, max(region) AS region,
       sum(CASE WHEN ${zones} THEN CASE WHEN zone <> next_hop_zone THEN bytes ELSE 0 END ${otherwise} ELSE 0 END) AS between_zones,
       sum(CASE WHEN ${zones} THEN 1 ELSE 0 END) AS zoned,
       sum(CASE WHEN ${ANSWERS} THEN bytes ELSE 0 END) AS served
     FROM flows
     WHERE ${theirs} AND coalesce(action, 'ACCEPT') = 'ACCEPT' AND NOT (${localNetworks.condition(OUTWARD.target)})
     GROUP BY 1 ORDER BY 1`,
  );
  const told = known || rows.some((row) => Number(row['zoned'] ?? 0) > 0);
  const days = rows
    .map((row) => ({
      day: String(row['day']),
      bytes: Number(row['bytes'] ?? 0),
      ...(told && { betweenZones: Number(row['between_zones'] ?? 0) }),
    }))
    .filter(({ bytes }) => bytes > 0);
  const named = rows.flatMap((row) => (typeof row['region'] === 'string' ? row['region'] : []));
  const region = named.toSorted().at(-1);
  const served = rows.reduce((sum, row) => sum + Number(row['served'] ?? 0), 0);
  return { days, served, ...(region !== undefined && { region }) };
}

/** What the notices say was sent, by the day on which it began; the same flow in two notices counts once. */
export function claimedByDay(claims: readonly Claim[], verdicts: readonly Verdict[]): DayBytes[] {
  const refuted = new Set(
    verdicts.filter(({ verdict }) => verdict === 'ruled_out').map(({ claim }) => claim),
  );
  const flows = claims.flatMap(({ flows: own, window, authenticity }, i) =>
    refuted.has(i) || authenticity.verdict === 'forged'
      ? []
      : own.map((flow) => ({ from: window?.from, ...flow })),
  );
  const different = new Map(flows.map((flow) => [JSON.stringify(flow), flow]));
  const days = new Map<string, number>();
  for (const { from, bytes_sent: bytes = 0 } of different.values()) {
    if (from === undefined || bytes <= 0) continue;
    const day = from.slice(0, 10);
    days.set(day, (days.get(day) ?? 0) + bytes);
  }
  return [...days].map(([day, bytes]) => ({ day, bytes })).toSorted((a, b) => (a.day < b.day ? -1 : 1));
}

/**
 * What the culprits' traffic to the internet cost, by the flow log; where it shows nothing of it, by the numbers of the
 * notices, which is said. Undefined where nothing is known to have been sent, or no prices are.
 */
export async function egressCost(
  claims: readonly Claim[],
  verdicts: readonly Verdict[],
  culprits: readonly Culprit[],
  context: DetectorContext,
  pricesOf: PricesOf,
  inventory?: Inventory,
): Promise<Cost | undefined> {
  const cloud = cloudOf({ claims: [...claims], culprits: [...culprits] });
  const prices = await pricesOf(cloud);
  if (cloud === undefined || prices === undefined) return undefined;
  const seen = await sentByDay(culprits, context, inventory);
  const days = seen.days.length > 0 ? seen.days : claimedByDay(claims, verdicts);
  if (days.length === 0) return undefined;
  const region = seen.region ?? claims.flatMap((claim) => claim.regions)[0];
  const question = {
    viaNat: culprits.some((culprit) => culprit.via?.kind === 'nat'),
    ...(region === undefined ? {} : { region }),
  };
  const cost = costOfDays(days, question, prices, cloud.short);
  if (!isMeasurable(cost)) return undefined;
  if (seen.days.length > 0) {
    const gb = Number(((seen.served ?? 0) / 1e9).toFixed(3));
    const served: Message = { key: 'costServed', params: { gb } };
    return gb > 0 ? { ...cost, assumptions: [served, ...cost.assumptions] } : cost;
  }
  return { ...cost, assumptions: [{ key: 'costClaimed', params: {} }, ...cost.assumptions] };
}
