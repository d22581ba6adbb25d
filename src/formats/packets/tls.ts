// RFC 8446, sections 4 and 5; RFC 6066, section 3.
const HANDSHAKE = 22;
const MAJOR_VERSION = 3;
const CLIENT_HELLO = 1;
const SERVER_NAME = 0;
const HOST_NAME = 0;
const RECORD_HEADER_BYTES = 5;
const MAX_NAME_BYTES = 255;

/** Whether a payload begins a TLS handshake with a ClientHello. */
export function isClientHello(bytes: Uint8Array, start: number, end: number): boolean {
  return (
    end - start > RECORD_HEADER_BYTES &&
    bytes[start] === HANDSHAKE &&
    bytes[start + 1] === MAJOR_VERSION &&
    bytes[start + RECORD_HEADER_BYTES] === CLIENT_HELLO
  );
}

/** The handshake's bytes without the headers of the records that carry them. */
function handshakeOf(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length);
  let length = 0;
  let at = 0;
  while (at + RECORD_HEADER_BYTES <= bytes.length && bytes[at] === HANDSHAKE) {
    const size = (bytes[at + 3]! << 8) | bytes[at + 4]!;
    const part = bytes.subarray(at + RECORD_HEADER_BYTES, at + RECORD_HEADER_BYTES + size);
    out.set(part, length);
    length += part.length;
    at += RECORD_HEADER_BYTES + size;
  }
  return out.subarray(0, length);
}

/** What was found in a hello: the server's name, or that more bytes are needed to say. */
interface ServerName {
  name?: string;
  more: boolean;
}

const MORE: ServerName = { more: true };
const NONE: ServerName = { more: false };

/**
 * The server name in a ClientHello.
 * @param bytes what the client sent, from the first record's header on, as much as there is
 */
export function serverName(bytes: Uint8Array): ServerName {
  const hello = handshakeOf(bytes);
  const view = new DataView(hello.buffer, hello.byteOffset, hello.length);
  // Type and length; version and random; then three lists with their lengths before them.
  let at = 4 + 2 + 32;
  if (at >= hello.length) return MORE;
  at += 1 + view.getUint8(at);
  if (at + 2 > hello.length) return MORE;
  at += 2 + view.getUint16(at);
  if (at + 1 > hello.length) return MORE;
  at += 1 + view.getUint8(at);
  if (at + 2 > hello.length) return MORE;
  const end = at + 2 + view.getUint16(at);
  at += 2;
  while (at + 4 <= end) {
    if (at + 4 > hello.length) return MORE;
    const type = view.getUint16(at);
    const size = view.getUint16(at + 2);
    at += 4;
    if (type === SERVER_NAME) {
      return at + size > Math.min(end, hello.length) ? MORE : nameIn(hello.subarray(at, at + size));
    }
    at += size;
  }
  return NONE;
}

/** The first host name of the extension's list. */
function nameIn(list: Uint8Array): ServerName {
  const size = ((list[3] ?? 0) << 8) | (list[4] ?? 0);
  if (list.length < 5 + size || list[2] !== HOST_NAME || size === 0 || size > MAX_NAME_BYTES) return NONE;
  return {
    name: Buffer.from(list.subarray(5, 5 + size))
      .toString('utf8')
      .toLowerCase(),
    more: false,
  };
}
