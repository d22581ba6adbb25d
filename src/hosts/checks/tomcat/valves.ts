import type { Element } from '../../text/xml.ts';
import { elementsNamed } from '../../text/xml.ts';

/** Whom a context lets in, by its valves. */
export type Access = 'everybody' | 'some' | 'unknown';

/** Patterns of RemoteAddrValve that every IPv4 or IPv6 address matches. */
const EVERYBODY = /^(?:\^?\.[*+]\$?|(?:\^)?(?:\\?d[+*]|\\d\{1,3\})(?:(?:\\?\.)\\?(?:d[+*]|d\{1,3\})){3}\$?)$/;
const ALL_BLOCKS = /(?:^|,)\s*(?:0\.0\.0\.0\/0|::\/0)\s*(?:,|$)/;

/** By RemoteAddrValve (a regular expression) and RemoteCIDRValve (blocks). Nothing of evidence becomes an expression. */
export function accessOf(context: Element): Access {
  const valves = elementsNamed(context, 'Valve').filter(({ attributes }) =>
    /\.Remote(?:Addr|CIDR|Host)Valve$/.test(attributes['className'] ?? ''),
  );
  const allowing = valves.flatMap(({ attributes }) => attributes['allow'] ?? []);
  if (allowing.length === 0) return valves.length === 0 ? 'everybody' : 'unknown';
  return allowing.every(
    (allow) => allow.split('|').some((one) => EVERYBODY.test(one.trim())) || ALL_BLOCKS.test(allow),
  )
    ? 'everybody'
    : 'some';
}
