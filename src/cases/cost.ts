import type { Cost } from './case.ts';
import type { RegionPrices } from './prices.ts';
import { FREE_GB, PRICES, PRICES_AS_OF, PRICES_SOURCE, REFERENCE_REGION, TIERS } from './prices.ts';

export interface CostQuestion {
  /** Bytes that left for the internet. */
  egressBytes: number;
  /** `ap-northeast-2`. Absent: not known. */
  region?: string;
  /** `2018-11`: decides how much was free. Absent: as today. */
  month?: string;
  /** The bytes passed a NAT gateway, which is billed on top. */
  viaNat?: boolean;
}

type Tier = Cost['tiers'][number];

const GB = 1e9;

function cents(usd: number): number {
  return Math.round(usd * 100) / 100;
}

function tier(name: string, gb: number, price: number): Tier {
  return { name, gb, usd_per_gb: price, usd: cents(gb * price) };
}

/** A region's recorded prices, with the reference region's in the place of those that are not; and what was assumed. */
function pricesOf(
  region: string | undefined,
  viaNat: boolean,
): Required<RegionPrices> & { assumed: string[] } {
  const reference = PRICES.get(REFERENCE_REGION);
  if (reference?.nat === undefined) throw new Error('The reference region has no prices.');
  const own = region === undefined ? undefined : PRICES.get(region);
  const assumed: string[] = [];
  if (region === undefined) assumed.push(`the region is not known: prices of ${REFERENCE_REGION}`);
  const missing = [];
  if (region !== undefined && !own?.egress.length) missing.push('egress');
  if (region !== undefined && viaNat && own?.nat === undefined) missing.push('NAT gateway');
  if (missing.length > 0) {
    assumed.push(`no ${missing.join(' and ')} price of ${region} on record: that of ${REFERENCE_REGION}`);
  }
  const egress = own?.egress.length ? own.egress : reference.egress;
  return { egress, nat: own?.nat ?? reference.nat, assumed };
}

/** Cuts a month's volume into the free part and the tiers. */
function egressTiers(gb: number, free: number, prices: readonly number[], assumed: string[]): Tier[] {
  const tiers = [tier(`free (${free} GB a month)`, Math.min(gb, free), 0)];
  const billed = Math.max(0, gb - free);
  let from = 0;
  let last = 0;
  for (const [i, { name, upTo }] of TIERS.entries()) {
    const part = Math.min(billed, upTo) - from;
    if (part <= 0) break;
    const price = prices[i];
    if (price === undefined) {
      assumed.push(`"${name}" is billed at the last price on record; the real one is lower`);
    }
    last = price ?? last;
    tiers.push(tier(name, part, last));
    from = upTo;
  }
  return tiers;
}

/**
 * What the traffic cost, at AWS's list prices. Gigabytes are decimal, as AWS bills them.
 * Check value: 1 Gbit/s for 24 h from us-east-1 is 10,800 GB: 960.70 USD egress and 486.00 USD NAT gateway.
 */
export function costOf({ egressBytes, region, month, viaNat = false }: CostQuestion): Cost {
  const gb = egressBytes / GB;
  const { egress, nat, assumed } = pricesOf(region, viaNat);
  const free = month !== undefined && month < FREE_GB.since ? FREE_GB.before : FREE_GB.from;
  const tiers = egressTiers(gb, free, egress, assumed);
  if (viaNat) tiers.push(tier('NAT gateway processing', gb, nat));
  return {
    egress_bytes: egressBytes,
    usd: cents(tiers.reduce((sum, { usd }) => sum + usd, 0)),
    tiers,
    ...(region === undefined ? {} : { region }),
    assumptions: [
      `list prices of ${PRICES_AS_OF} (${PRICES_SOURCE}), before tax and discounts`,
      ...assumed,
      ...(month === undefined ? [`${free} GB a month are free, as since ${FREE_GB.since}`] : []),
      'nothing else left AWS in this month: other traffic uses up the free part and moves this into cheaper tiers',
      'all bytes went to the internet: traffic to other AWS regions or services is priced otherwise',
      'not included: the instance and NAT gateway hours, traffic between availability zones, bytes received through a NAT gateway, load balancers, the flow logs themselves',
    ],
  };
}
