import { formatV4 } from '../../src/net/address.ts';

/** How many prefixes of each length AWS published in August 2026, roughly. */
const LENGTHS: readonly (readonly [length: number, count: number])[] = [
  [12, 12],
  [14, 90],
  [16, 330],
  [18, 240],
  [20, 600],
  [22, 1500],
  [24, 3400],
  [28, 1700],
];

/** As many IPv6 prefixes as that, too. */
const COUNT6 = 3100;

/** A file of ranges like the one that AWS publishes, with made-up prefixes. */
export function madeRanges(): Buffer {
  let state = 1;
  const next = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0);
  const prefixes = LENGTHS.flatMap(([length, count]) =>
    Array.from({ length: count }, () => {
      const address = ((3 + (next() >>> 26)) * 16_777_216 + (next() >>> 8)) >>> 0;
      return { ip_prefix: `${formatV4(address)}/${length}`, region: 'us-east-1', service: 'EC2' };
    }),
  );
  const ipv6_prefixes = Array.from({ length: COUNT6 }, () => ({
    ipv6_prefix: `2600:${(next() >>> 16).toString(16)}:${(next() >>> 16).toString(16)}::/${40 + (next() >>> 28)}`,
    region: 'us-east-1',
    service: 'EC2',
  }));
  const file = { syncToken: '1', createDate: '2026-08-22-15-17-05', prefixes, ipv6_prefixes };
  return Buffer.from(JSON.stringify(file));
}
