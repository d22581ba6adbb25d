/**
 * AWS list prices of what leaves a region for the internet, USD a gigabyte (10^9 bytes), on-demand, before tax.
 * Source: AWS, EC2 on-demand pricing page, data transfer; Amazon VPC pricing page.
 */
export const PRICES_AS_OF = '2026-11';

/** Volume of a month that costs nothing, in GB, over all regions and services; it was 1 GB before December 2021. */
export const FREE_GB = { since: '2021-12', before: 1, from: 100 } as const;

/** Where the price changes: GB of one month, counted after what is free. AWS calls 10,240 GB "10 TB". */
export const TIERS = [
  { step: 'first', tb: 10, upTo: 10_240 },
  { step: 'next', tb: 40, upTo: 51_200 },
  { step: 'next', tb: 100, upTo: 153_600 },
  { step: 'above', tb: 150, upTo: Number.POSITIVE_INFINITY },
] as const;

export interface RegionPrices {
  /** Parallel to `TIERS`; shorter where the later prices are not recorded here. */
  egress: readonly number[];
  /** A NAT gateway's processing, USD a GB. */
  nat?: number;
}

const NORTH_AMERICA_AND_EUROPE: RegionPrices = { egress: [0.09, 0.085, 0.07, 0.05], nat: 0.045 };

/** The region that stands in for one without an entry. */
export const REFERENCE_REGION = 'us-east-1';

export const PRICES: ReadonlyMap<string, RegionPrices> = new Map([
  [REFERENCE_REGION, NORTH_AMERICA_AND_EUROPE],
  ['ap-northeast-2', { egress: [0.126, 0.122], nat: 0.059 }],
  ['ap-southeast-1', { egress: [], nat: 0.059 }],
  ['ap-southeast-2', { egress: [0.114, 0.098, 0.094, 0.092] }],
  ['ap-southeast-3', { egress: [0.132] }],
  ['af-south-1', { egress: [0.154] }],
]);
