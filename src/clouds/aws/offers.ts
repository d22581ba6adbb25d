import type { Offer, OfferReader, RegionPrices } from '../cloud.ts';

/*
 * AWS's price list as files ("Getting price list files manually", AWS Billing User Guide): the offers AWSDataTransfer (what leaves
 * for the internet, what passes between zones) and AmazonEC2 (NAT gateways), as CSV or JSON, of all regions or of one.
 */

/** Names of columns and attributes without blanks, in small letters, as both kinds of file have them. */
const WANTED = [
  'termtype',
  'startingrange',
  'unit',
  'priceperunit',
  'currency',
  'transfertype',
  'tolocation',
  'fromregioncode',
  'regioncode',
  'usagetype',
  'operation',
] as const;
type Name = (typeof WANTED)[number];
type OfferRow = Partial<Record<Name, string>>;

/** Where a month's prices begin, in GB. */
const TIER_STARTS: readonly number[] = [0, 10_240, 51_200, 153_600];
/** A price above it is no price of a gigabyte. USD. */
const MOST = 100;
const MAX_REGIONS = 200;
const REGION = /^[a-z]{2}(?:-[a-z]+){1,3}-\d{1,2}$/;

/** What one row is the price of; undefined: of something else. */
function kindOf({
  transfertype,
  tolocation,
  usagetype = '',
  operation,
}: OfferRow): 'egress' | 'nat' | 'zones' | undefined {
  if (transfertype === 'AWS Outbound' && tolocation === 'External') {
    return /(?:^|-)DataTransfer-Out-Bytes$/.test(usagetype) ? 'egress' : undefined;
  }
  if (transfertype === 'IntraRegion') {
    return /(?:^|-)DataTransfer-Regional-Bytes$/.test(usagetype) ? 'zones' : undefined;
  }
  return /^(?:[A-Z0-9]+-)?NatGateway-Bytes$/.test(usagetype) && operation === 'NatGateway'
    ? 'nat'
    : undefined;
}

/** Gathers the prices of an offer, row by row. */
export class AwsOffer implements OfferReader {
  readonly #regions = new Map<string, { egress: (number | undefined)[]; nat?: number; zones?: number }>();
  #rows = 0;
  #used = 0;
  readonly #refused = new Map<string, number>();

  readonly wanted: ReadonlySet<string> = new Set(WANTED);

  #refuse(reason: string): void {
    this.#refused.set(reason, (this.#refused.get(reason) ?? 0) + 1);
  }

  /** A row that could not be read at all. */
  broken(): void {
    this.#rows += 1;
    this.#refuse('a row that is no record of the file');
  }

  row(row: OfferRow): void {
    this.#rows += 1;
    const kind = kindOf(row);
    if (kind === undefined || row.termtype !== 'OnDemand') return;
    const region = (row.fromregioncode ?? '') || (row.regioncode ?? '');
    const { priceperunit = '', startingrange = '0' } = row;
    const price = /^\d{1,4}(?:\.\d{1,12})?$/.test(priceperunit) ? Number(priceperunit) : Number.NaN;
    if (!REGION.test(region)) this.#refuse('no code of a region');
    else if (row.currency !== 'USD') this.#refuse('not in US dollars');
    else if (row.unit !== 'GB') this.#refuse('not by the gigabyte');
    else if (!(price <= MOST)) this.#refuse('its price is no price of a gigabyte');
    else this.#take(kind, region, startingrange, price);
  }

  #take(kind: 'egress' | 'nat' | 'zones', region: string, start: string, price: number): void {
    let prices = this.#regions.get(region);
    if (prices === undefined) {
      if (this.#regions.size >= MAX_REGIONS) return this.#refuse(`more than ${MAX_REGIONS} regions`);
      prices = { egress: [] };
      this.#regions.set(region, prices);
    }
    const tier = TIER_STARTS.indexOf(Number(start));
    if (tier === -1) return this.#refuse('it begins at a volume that is no tier');
    if (kind === 'egress') prices.egress[tier] = price;
    else if (kind === 'nat') prices.nat = price;
    // Each side pays.
    else prices.zones = price * 2;
    this.#used += 1;
  }

  offer(name: string, asOf: string): Offer {
    const regions = [...this.#regions].map(([region, { egress, ...rest }]): [string, RegionPrices] => {
      const gap = TIER_STARTS.findIndex((_, i) => egress[i] === undefined);
      const known = egress.slice(0, gap === -1 ? undefined : gap).flatMap((price) => price ?? []);
      return [region, { egress: known, ...rest }];
    });
    return {
      name,
      asOf,
      regions: new Map(regions),
      rows: this.#rows,
      used: this.#used,
      refused: [...this.#refused],
    };
  }
}
