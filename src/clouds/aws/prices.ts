import { AwsOffer } from './offers.ts';
import type { PricesCapability, RegionPrices } from '../cloud.ts';

/** AWS calls 10,240 GB "10 TB". */
const TIERS = [
  { step: 'first', tb: 10, upTo: 10_240 },
  { step: 'next', tb: 40, upTo: 51_200 },
  { step: 'next', tb: 100, upTo: 153_600 },
  { step: 'above', tb: 150, upTo: Number.POSITIVE_INFINITY },
] as const;

const NORTH_AMERICA_AND_EUROPE: RegionPrices = { egress: [0.09, 0.085, 0.07, 0.05], nat: 0.045 };

const REFERENCE = 'us-east-1';

const REGIONS: ReadonlyMap<string, RegionPrices> = new Map([
  [REFERENCE, NORTH_AMERICA_AND_EUROPE],
  ['ap-northeast-2', { egress: [0.126, 0.122], nat: 0.059 }],
  ['ap-southeast-1', { egress: [], nat: 0.059 }],
  ['ap-southeast-2', { egress: [0.114, 0.098, 0.094, 0.092] }],
  ['ap-southeast-3', { egress: [0.132] }],
  ['af-south-1', { egress: [0.154] }],
]);

/** AWS: what leaves a region for the internet. */
export const PRICES: PricesCapability = {
  asOf: '2026-11',
  source: 'AWS: EC2 On-Demand Pricing, Data Transfer; Amazon VPC Pricing',
  // Over all regions and services.
  free: { since: '2021-12', before: 1, from: 100 },
  tiers: TIERS,
  // 0.01 for what leaves a zone, and as much for what comes into the other.
  betweenZones: 0.02,
  reference: REFERENCE,
  regions: REGIONS,
  offers: {
    reader: () => new AwsOffer(),
    example: 'https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AWSDataTransfer/current/index.csv',
  },
};
