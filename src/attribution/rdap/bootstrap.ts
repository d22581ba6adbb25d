import * as z from 'zod';
import { contains, parsePrefix } from '../../net/prefix.ts';
import type { Prefix } from '../../net/prefix.ts';
import type { Address } from '../../net/address.ts';

/** Where IANA says which registry knows which addresses (RFC 9224). */
export const IANA = { 4: 'https://data.iana.org/rdap/ipv4.json', 6: 'https://data.iana.org/rdap/ipv6.json' };

/** Prefixes of a service, and the servers that know them. */
const service = z.tuple([z.array(z.string()), z.array(z.string())]);
export const bootstrapSchema = z.object({ services: z.array(service).max(10_000) });
export type Bootstrap = z.infer<typeof bootstrapSchema>;

/**
 * Base address of the server whose prefix around the address is the longest.
 * @param allowed whether an address may be asked at all; the first that may is taken
 */
export function serverOf(
  { services }: Bootstrap,
  address: Address,
  allowed: (url: string) => boolean,
): string | undefined {
  let best: { prefix: Prefix; url: string } | undefined;
  for (const [prefixes, urls] of services) {
    const url = urls.find(allowed);
    if (url === undefined) continue;
    for (const text of prefixes) {
      const prefix = parsePrefix(text);
      if (prefix === undefined || !contains(prefix, address)) continue;
      if (best === undefined || prefix.length > best.prefix.length) best = { prefix, url };
    }
  }
  return best?.url;
}
