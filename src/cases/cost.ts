import type { Cost } from '../model/cost.ts';
import type { PricesCapability, RegionPrices } from '../clouds/cloud.ts';
import { distinctMessages } from '../model/message.ts';
import type { CostMessage } from './messages.ts';

export interface CostQuestion {
  /** Bytes that left for the internet. */
  egressBytes: number;
  /** `ap-northeast-2`. Absent: not known. */
  region?: string;
  /** `2018-11`: decides how much was free. Absent: as today. */
  month?: string;
  /** The bytes passed a NAT gateway, which is billed on top. */
  viaNat?: boolean;
  /** How many of them passed from one availability zone to another on their way to it. Absent: not known. */
  betweenZones?: number;
}

type Tier = Cost['tiers'][number];

const GB = 1e9;

function cents(usd: number): number {
  return Math.round(usd * 100) / 100;
}

function tier(message: CostMessage, gb: number, price: number): Tier {
  return { message, gb, usd_per_gb: price, usd: cents(gb * price) };
}

/** A region's recorded prices, with the reference region's in the place of those that are not; and what was assumed. */
function pricesOf(
  { regions, reference: standIn, betweenZones }: PricesCapability,
  region: string | undefined,
  viaNat: boolean,
): Required<RegionPrices> & { assumed: CostMessage[] } {
  const reference = regions.get(standIn);
  if (reference?.nat === undefined) throw new Error('The reference region has no prices.');
  const own = region === undefined ? undefined : regions.get(region);
  const assumed: CostMessage[] = [];
  const lacks = { egress: !own?.egress.length, nat: viaNat && own?.nat === undefined };
  if (region === undefined) assumed.push({ key: 'costRegion', params: { reference: standIn } });
  else if (lacks.egress || lacks.nat) {
    assumed.push({ key: 'costNoPrice', params: { ...lacks, region, reference: standIn } });
  }
  const egress = own?.egress.length ? own.egress : reference.egress;
  const { nat = reference.nat, zones = betweenZones } = own ?? {};
  return { egress, nat, zones, assumed };
}

/** Cuts a month's volume into the free part and the tiers. */
function egressTiers(
  tierList: PricesCapability['tiers'],
  gb: number,
  free: number,
  prices: readonly number[],
  assumed: CostMessage[],
): Tier[] {
  const tiers = [tier({ key: 'tierFree', params: { gb: free } }, Math.min(gb, free), 0)];
  const billed = Math.max(0, gb - free);
  let from = 0;
  let last = 0;
  for (const [i, { step, tb, upTo }] of tierList.entries()) {
    const name: CostMessage = { key: 'tierStep', params: { step, tb } };
    const part = Math.min(billed, upTo) - from;
    if (part <= 0) break;
    const price = prices[i];
    if (price === undefined) {
      assumed.push({ key: 'costLastPrice', params: { tier: name } });
    }
    last = price ?? last;
    tiers.push(tier(name, part, last));
    from = upTo;
  }
  return tiers;
}

/**
 * What the traffic cost, at the cloud's list prices. Gigabytes are decimal, as they are billed.
 * @param provider the cloud as people call it
 * Check value: 1 Gbit/s for 24 h from us-east-1 is 10,800 GB: 960.70 USD egress and 486.00 USD NAT gateway.
 */
export function costOf(
  { egressBytes, region, month, viaNat = false, betweenZones }: CostQuestion,
  prices: PricesCapability,
  provider: string,
): Cost {
  const gb = egressBytes / GB;
  const { egress, nat, zones, assumed } = pricesOf(prices, region, viaNat);
  const free = month !== undefined && month < prices.free.since ? prices.free.before : prices.free.from;
  const tiers = egressTiers(prices.tiers, gb, free, egress, assumed);
  if (viaNat) tiers.push(tier({ key: 'tierNat', params: {} }, gb, nat));
  if (betweenZones !== undefined && betweenZones > 0)
    tiers.push(tier({ key: 'tierZones', params: {} }, betweenZones / GB, zones));
  const assumptions: CostMessage[] = [
    { key: 'costList', params: { as_of: prices.asOf, source: prices.source } },
    ...assumed,
    ...(month === undefined
      ? [{ key: 'costFree', params: { gb: free, since: prices.free.since } } as const]
      : []),
    { key: 'costAlone', params: { provider } },
    { key: 'costInternet', params: { provider } },
    { key: 'costLeftOut', params: betweenZones === undefined ? {} : { zones: true } },
  ];
  return {
    egress_bytes: egressBytes,
    usd: cents(tiers.reduce((sum, { usd }) => sum + usd, 0)),
    tiers,
    ...(region === undefined ? {} : { region }),
    assumptions,
  };
}

/** What left on one day, UTC. */
export interface DayBytes {
  /** `2018-11-21` */
  day: string;
  bytes: number;
  /** As `CostQuestion.betweenZones`. */
  betweenZones?: number;
}

type DayCost = NonNullable<Cost['days']>[number];

/** The days of one month, each priced by what the month had reached before it. */
function daysOfMonth(
  days: readonly DayBytes[],
  month: Cost,
  usdOf: (egressBytes: number, betweenZones: number | undefined) => number,
): DayCost[] {
  let bytes = 0;
  let zones: number | undefined;
  let before = 0;
  return days.map(({ day, bytes: own, betweenZones }, at) => {
    bytes += own;
    if (betweenZones !== undefined) zones = (zones ?? 0) + betweenZones;
    // The last day takes what rounding has left, so that the days add up to the month.
    const until = at === days.length - 1 ? month.usd : usdOf(bytes, zones);
    const cost = { day, egress_bytes: own, usd: cents(until - before) };
    before = until;
    return cost;
  });
}

/** Tiers of several months by name and price, in the order in which they come. */
function joinedTiers(months: readonly Cost[]): Tier[] {
  const tiers = new Map<string, Tier>();
  for (const one of months.flatMap((month) => month.tiers)) {
    const key = JSON.stringify([one.message, one.usd_per_gb]);
    const known = tiers.get(key);
    tiers.set(
      key,
      known === undefined ? one : { ...known, gb: known.gb + one.gb, usd: cents(known.usd + one.usd) },
    );
  }
  return [...tiers.values()];
}

/**
 * The same by day. Each calendar month has its own free volume and begins with its first tier, as it is billed.
 * @param days in order, each once
 */
export function costOfDays(
  days: readonly DayBytes[],
  question: Omit<CostQuestion, 'egressBytes' | 'month' | 'betweenZones'>,
  prices: PricesCapability,
  provider: string,
): Cost {
  const months = new Map<string, DayBytes[]>();
  for (const one of days) {
    const month = one.day.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), one]);
  }
  const bills = [...months].map(([month, own]) => {
    const costAt = (egressBytes: number, betweenZones: number | undefined): Cost => {
      const between = betweenZones === undefined ? {} : { betweenZones };
      return costOf({ ...question, egressBytes, month, ...between }, prices, provider);
    };
    const crossed = own.flatMap(({ betweenZones }) => betweenZones ?? []);
    const bill = costAt(
      own.reduce((sum, { bytes }) => sum + bytes, 0),
      crossed.length === 0 ? undefined : crossed.reduce((sum, bytes) => sum + bytes, 0),
    );
    return { bill, days: daysOfMonth(own, bill, (bytes, zones) => costAt(bytes, zones).usd) };
  });
  const costs = bills.map(({ bill }) => bill);
  const { region } = question;
  return {
    egress_bytes: costs.reduce((sum, cost) => sum + cost.egress_bytes, 0),
    usd: cents(costs.reduce((sum, { usd }) => sum + usd, 0)),
    tiers: joinedTiers(costs),
    days: bills.flatMap((one) => one.days),
    ...(region === undefined ? {} : { region }),
    assumptions: distinctMessages(costs.flatMap(({ assumptions }) => assumptions)),
  };
}

/** Whether it is a cent or more: a bill of 0.00 says nothing, and the findings have the bytes. */
export function isMeasurable({ usd }: Cost): boolean {
  return usd >= 0.01;
}
