import { UserError } from '../../base/errors.ts';
import { BY_ASN } from '../../clouds/index.ts';
import { Lines, readPrefix } from '../../clouds/published.ts';
import { contentLines, firstLines } from './given.ts';
import type { GivenList } from './given.ts';
import { givenReason } from './reason.ts';

/*
 * Tables of routes: which autonomous system announces a prefix. Three orders of columns are in use:
 * `prefix asn` (made by hand or from BGP dumps), `address length asn` (CAIDA's pfx2as from RouteViews) and
 * `asn prefix peers` (RIPE NCC's riswhoisdump). Several origins of one prefix are joined by `_` or `,` (pfx2as), or are in
 * braces as a set.
 */
const ORDERS = [
  /^(?<prefix>[\da-fA-F:.]{2,45}\/\d{1,3})[\s,;|]+(?<asn>\{?(?:AS)?\d{1,10}(?:[_,](?:AS)?\d{1,10}){0,50}\}?)(?=$|[\s,;|])/i,
  /^(?<address>[\da-fA-F:.]{2,45})\s+(?<length>\d{1,3})\s+(?<asn>\{?\d{1,10}(?:[_,]\d{1,10}){0,50}\}?)$/,
  /^(?<asn>\{?\d{1,10}(?:,\d{1,10}){0,50}\}?)\s+(?<prefix>[\da-fA-F:.]{2,45}\/\d{1,3})\s+\d{1,6}$/,
];

interface Route {
  prefix: string;
  asns: number[];
}

function routeOf(line: string): Route | undefined {
  for (const order of ORDERS) {
    const groups = order.exec(line)?.groups;
    if (groups === undefined) continue;
    const { prefix = `${groups['address']}/${groups['length']}`, asn = '' } = groups;
    return { prefix, asns: Array.from(asn.matchAll(/\d+/g), ([digits]) => Number(digits)) };
  }
  return undefined;
}

/** Takes the routes of clouds that publish no list; the others, most of a table of the whole internet, are counted. */
export class RouteRows {
  readonly lines = new Lines();
  passed = 0;

  /** @param where its place in the file */
  take(where: string, prefix: string, asns: readonly number[]): void {
    const known = asns.filter((asn) => BY_ASN.has(asn));
    if (known.length === 0) {
      this.passed++;
      return;
    }
    const read = readPrefix(prefix);
    for (const asn of known) {
      const provider = BY_ASN.get(asn);
      if ('reason' in read) this.lines.take(where, read.reason);
      else
        this.lines.take(where, { prefix: read.prefix, service: `AS${asn}`, ...(provider && { provider }) });
    }
  }

  /** @throws UserError where none of the routes is of a cloud that is recognised by them */
  get ranges(): Lines['ranges'] {
    if (this.lines.ranges.rows.length > 0) return this.lines.ranges;
    const names = [...BY_ASN].map(([asn, name]) => `AS${asn} (${name})`).join(', ');
    throw new UserError(`none of the ${this.passed} routes is of a cloud that is recognised by them`, {
      hint: `Looked for: ${names}.`,
      reason: givenReason('givenNoCloud', { routes: this.passed }),
    });
  }
}

export const ROUTE_TABLE: GivenList = {
  title: 'a table of routes, `prefix asn` a line (also pfx2as, riswhoisdump)',
  recognise(bytes) {
    const lines = firstLines(bytes, 50);
    return lines.length > 0 && lines.every((line) => routeOf(line) !== undefined);
  },
  parse(bytes) {
    const rows = new RouteRows();
    for (const { number, line } of contentLines(Buffer.from(bytes).toString('latin1'))) {
      const route = routeOf(line);
      if (route === undefined) rows.lines.take(`line ${number}`, givenReason('givenNoRoute'));
      else rows.take(`line ${number}`, route.prefix, route.asns);
    }
    return { ...rows.ranges, passed: rows.passed };
  },
};
