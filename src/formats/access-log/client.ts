import { parseV4Bytes, parseV6Bytes } from '../../net/address.ts';
import { spaceAfter } from '../text/line-bytes.ts';
import { parseDigits } from '../../kernel/byte-time.ts';
import { COLON, DASH, SPACE } from '../../kernel/ascii.ts';

/** Where the parts before the time lie: `[path:][vhost:port ]host ident user`. Empty ranges are absent. */
export interface Client {
  hostStart: number;
  hostEnd: number;
  /** The host is an address; false: a name. */
  isAddress: boolean;
  /** The host as an IPv4 number; -1: it is none. */
  v4: number;
  userStart: number;
  userEnd: number;
  vhostStart: number;
  vhostEnd: number;
  /** -1: absent. */
  port: number;
}

export function emptyClient(): Client {
  return {
    hostStart: 0,
    hostEnd: 0,
    isAddress: false,
    v4: -1,
    userStart: 0,
    userEnd: 0,
    vhostStart: 0,
    vhostEnd: 0,
    port: -1,
  };
}

const groups = new Uint16Array(8);

function isAddress(bytes: Uint8Array, start: number, end: number): boolean {
  return parseV4Bytes(bytes, start, end) >= 0 || parseV6Bytes(bytes, start, end, groups);
}

function colonBefore(bytes: Uint8Array, start: number, end: number): number {
  for (let at = end - 1; at >= start; at--) if (bytes[at] === COLON) return at;
  return -1;
}

/** Identity, then user: the identity has no spaces, the user may. */
function findUser(bytes: Uint8Array, from: number, end: number, client: Client): void {
  const ident = spaceAfter(bytes, from, end);
  client.userStart = Math.min(ident + 1, end);
  client.userEnd = end;
  if (client.userEnd - client.userStart === 1 && bytes[client.userStart] === DASH)
    client.userEnd = client.userStart;
}

/** Does ` - ` follow, the identity that no server knows any more? */
function unknownIdentity(bytes: Uint8Array, at: number, end: number): boolean {
  return at + 2 < end && bytes[at] === SPACE && bytes[at + 1] === DASH && bytes[at + 2] === SPACE;
}

/**
 * Takes `name:port host` if it is that. A host that is a name is believed where the identity `-` follows it: without
 * a virtual host the identity would be the host's place.
 * @param from where the name may begin at the earliest
 */
function takeVirtualHost(bytes: Uint8Array, from: number, end: number, client: Client): boolean {
  const space = spaceAfter(bytes, from, end);
  const colon = colonBefore(bytes, from, space);
  const port = colon < 0 ? -1 : parseDigits(bytes, colon + 1, space);
  const hostStart = space + 1;
  const hostEnd = spaceAfter(bytes, Math.min(hostStart, end), end);
  if (port < 0 || port > 65535) return false;
  client.isAddress = isAddress(bytes, hostStart, hostEnd);
  const dash = hostEnd - hostStart === 1 && bytes[hostStart] === DASH;
  if (!client.isAddress && (dash || !unknownIdentity(bytes, hostEnd, end))) return false;
  client.vhostStart = from;
  client.vhostEnd = colon;
  client.port = port;
  client.hostStart = hostStart;
  client.hostEnd = hostEnd;
  client.v4 = parseV4Bytes(bytes, hostStart, hostEnd);
  return true;
}

/** A path with more colons than this is none; it bounds the search on hostile lines. */
const MAX_COLONS = 16;

/**
 * Place behind a `path:` or `path:number:` as grep puts before a line: the first colon that an address and a
 * space follow, or a `name:port address`. The path may hold spaces and colons (`C:\…`).
 */
export function behindPrefix(bytes: Uint8Array, start: number, end: number): number {
  let colons = 0;
  for (let at = start; at < end && colons < MAX_COLONS; at++) {
    if (bytes[at] !== COLON) continue;
    colons++;
    const from = at + 1;
    const space = spaceAfter(bytes, from, end);
    if (space < end && isAddress(bytes, from, space)) return from;
    const next = spaceAfter(bytes, space + 1, end);
    const colon = colonBefore(bytes, from, space);
    if (colon < 0 || parseDigits(bytes, colon + 1, space) < 0) continue;
    if (isAddress(bytes, space + 1, next)) return from;
  }
  return -1;
}

/**
 * Reads what stands before the time.
 * @param end the `[` of the time
 * @param prefixed the file's lines begin with `path:`. Only then is a host behind a colon believed: a name
 *   is what its owner's DNS says, and may hold any address
 */
export function findClient(
  bytes: Uint8Array,
  start: number,
  bracket: number,
  prefixed: boolean,
  client: Client,
): void {
  const end = bracket > start && bytes[bracket - 1] === SPACE ? bracket - 1 : bracket;
  client.vhostStart = client.vhostEnd = start;
  client.port = -1;
  client.isAddress = true;
  const behind = prefixed ? behindPrefix(bytes, start, end) : -1;
  const from = behind < 0 ? start : behind;
  client.hostStart = from;
  client.hostEnd = spaceAfter(bytes, from, end);
  client.v4 = parseV4Bytes(bytes, client.hostStart, client.hostEnd);
  if (
    client.v4 < 0 &&
    !isAddress(bytes, client.hostStart, client.hostEnd) &&
    !takeVirtualHost(bytes, from, end, client)
  ) {
    client.isAddress = false;
  }
  findUser(bytes, Math.min(client.hostEnd + 1, end), end, client);
}
