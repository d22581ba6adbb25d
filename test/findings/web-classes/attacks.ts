import { ATTACK_CLASSES } from '../../../src/findings/web-classes/classes.ts';
import type { AttackClass } from '../../../src/findings/web-classes/classes.ts';
import { ENCODINGS } from './encodings.ts';
import type { Encoding } from './encodings.ts';
import { PAYLOADS } from './payloads.ts';

/** A request that was made to be one of a class. */
export interface AttackRequest {
  name: AttackClass;
  encoding: string;
  /** Path and query; for the others where the attack is elsewhere. */
  url: string;
  agent?: string;
  method?: string;
}

/** Where a value stands: `%` is its place. Ordinary parameters are around it. */
const PLACES = [
  '/product.php?id=%',
  '/search?q=%&page=2',
  '/index.php?lang=en&view=%',
  '/api/v1/items?filter=%&limit=20',
  '/shop/list?category=shoes&sort=price&name=%',
];
const INCLUDES = ['/index.php?page=%', '/view.php?file=%', '/main?lang=en&template=%', '/load?path=%&x=1'];
const COMMANDS = ['/cgi-bin/ping.cgi?host=%', '/tools/lookup?domain=%&type=a', '/diag.php?x=1&target=%'];

function placesOf(name: AttackClass): readonly string[] {
  if (name === 'local file inclusion' || name === 'remote file inclusion') return INCLUDES;
  return name === 'command execution' ? COMMANDS : PLACES;
}

function requestsOf(name: AttackClass, payload: string, encoding: Encoding, at: number): AttackRequest {
  const value = encoding.encode(payload);
  // What begins with a slash and is no parameter is the path itself.
  if (payload.startsWith('PATH:'))
    return { name, encoding: encoding.name, url: encoding.encode(payload.slice(5)) };
  if (payload.startsWith('RAW:')) return { name, encoding: 'as it is', url: payload.slice(4) };
  if (payload.startsWith('AGENT:'))
    return { name, encoding: 'user agent', url: '/', agent: payload.slice(6) };
  if (payload.startsWith('METHOD:')) return { name, encoding: 'method', url: '/', method: payload.slice(7) };
  const places = placesOf(name);
  return { name, encoding: encoding.name, url: places[at % places.length]!.replace('%', () => value) };
}

/** Every payload of every class in every encoding that the class is known for; each once. */
export function attackRequests(): AttackRequest[] {
  const made = new Map<string, AttackRequest>();
  for (const { name } of ATTACK_CLASSES) {
    PAYLOADS[name].forEach((payload, at) => {
      for (const encoding of ENCODINGS) {
        if (!encoding.of.includes(name)) continue;
        const request = requestsOf(name, payload, encoding, at);
        made.set(`${name} ${request.method} ${request.url} ${request.agent}`, request);
      }
    });
  }
  return [...made.values()];
}
