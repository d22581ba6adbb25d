import { parseAddress } from '../../net/address.ts';
import type { Endpoint } from '../facts.ts';
import { given, wholeNumber } from './words.ts';

/** `*`, `0.0.0.0`, `[::]` say "any". */
const ANY: ReadonlySet<string> = new Set(['*', '0.0.0.0', '::', '[::]', '0', '']);

/**
 * Reads `192.0.2.1:22`, `[2001:db8::1]:22`, `:::22`, `*:*`, `127.0.0.1%lo:53`, `192.0.2.1:ssh`.
 * @param width a program's column: an IPv6 address that fills it was cut
 * @returns undefined where it is no endpoint
 */
export function readEndpoint(text: string, width?: number): Endpoint | undefined {
  const colon = text.lastIndexOf(':');
  if (colon < 0) return text === '*' ? {} : undefined;
  const place = text.slice(0, colon);
  const end = text.slice(colon + 1);
  if (!/^(?:\*|\d{1,5}|[A-Za-z][\w.+-]{0,40})$/.test(end)) return undefined;
  const number = wholeNumber(end);
  if (number !== undefined && number > 65_535) return undefined;
  const port = end === '*' || end === '0' ? {} : number === undefined ? { service: end } : { port: number };
  if (ANY.has(place)) return port;
  if (width !== undefined && text.length === width && place.includes(':')) return { cut: place, ...port };
  const address = parseAddress(place);
  if (address === undefined) return undefined;
  return { ...given('address', address.text), ...port };
}

/** 4 or 6 by an endpoint's text: `[::]:22`, `:::22`, `0.0.0.0:22`. */
export function familyOf(text: string): 4 | 6 | undefined {
  const place = new Set(text.slice(0, Math.max(0, text.lastIndexOf(':'))));
  if (place.has(':')) return 6;
  return place.has('.') ? 4 : undefined;
}
