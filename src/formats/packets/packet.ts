import { worded } from './worded.ts';
import { Fragments } from './fragments.ts';

export const TCP = 6;
export const UDP = 17;

/** What decoding made of a packet's bytes. */
export const READ = 0;
/** It is no IP packet; `reason` says what it is. */
export const SKIPPED = 1;
/** It should be one and is not; `reason` says what is wrong. */
const REJECTED = 2;
export type PacketOutcome = typeof READ | typeof SKIPPED | typeof REJECTED;

// IPv6 extension headers, https://www.iana.org/assignments/ipv6-parameters
const HOP_BY_HOP = 0;
const ROUTING = 43;
const FRAGMENT = 44;
const AUTHENTICATION = 51;
const DESTINATION = 60;
const MOBILITY = 135;
const HIP = 139;
const SHIM6 = 140;
const MAX_EXTENSIONS = 16;

/** TCP, UDP, DCCP, SCTP and UDP-Lite begin with the two ports. */
function hasPorts(protocol: number): boolean {
  return protocol === TCP || protocol === UDP || protocol === 33 || protocol === 132 || protocol === 136;
}

/**
 * Takes IP packets apart into the numbers that a flow is made of, in fields of its own: no object per packet. They
 * are those of the last packet that was `READ`.
 */
export class Packet {
  /** Why a packet was skipped or rejected. */
  reason = '';
  v6 = false;
  /** IPv4 addresses as 32 bits; of IPv6 a mixture of the four words, for hashing. */
  source = 0;
  destination = 0;
  /** IPv6 addresses: where their 16 bytes are; the destination's follow the source's. */
  addressesAt = 0;
  protocol = 0;
  /** Source port and destination port, 16 bits each; 0 where there are none. */
  ports = 0;
  hasPorts = false;
  /** The captured bytes end before the ports or TCP flags that should be there. */
  short = false;
  /** A later fragment whose first one was not seen before it. */
  orphan = false;
  /** Length on the wire from the IP header on. */
  bytes = 0;
  tcpFlags = 0;
  tcpSequence = 0;
  /** What the transport carries, as far as it was captured; empty in later fragments. */
  payload = 0;
  payloadEnd = 0;

  /** What is decoded, with the end of what was captured, and of what was on the wire. */
  protected view: DataView = new DataView(new ArrayBuffer(0));
  protected end = 0;
  protected wireEnd = 0;
  readonly #seed: number;
  readonly #fragments = new Fragments();

  /** @param seed any number, so that colliding IPv6 addresses cannot be prepared */
  constructor(seed: number) {
    this.#seed = seed;
  }

  protected reject(reason: string): PacketOutcome {
    this.reason = reason;
    return REJECTED;
  }

  protected cut(header: string, captured: number): PacketOutcome {
    return this.reject(worded('packetCut', { captured, header }));
  }

  protected ipv4(at: number): PacketOutcome {
    const view = this.view;
    if (at + 20 > this.end) return this.cut('IPv4', this.end - at);
    const first = view.getUint8(at);
    if (first >>> 4 !== 4) return this.reject(worded('packetNot4', { version: first >>> 4 }));
    const header = (first & 15) * 4;
    if (header < 20) return this.reject(worded('packetHeader4', { header }));
    const room = this.wireEnd - at;
    // Segmentation offload hands up packets whose length is not filled in yet.
    const total = view.getUint16(at + 2) || room;
    if (total < header) {
      return this.reject(worded('packetTotal4', { total, header }));
    }
    this.v6 = false;
    this.bytes = total < room ? total : room;
    const source = view.getInt32(at + 12);
    const destination = view.getInt32(at + 16);
    this.source = source;
    this.destination = destination;
    const protocol = view.getUint8(at + 9);
    this.protocol = protocol;
    const fragment = view.getUint16(at + 6);
    const end = at + this.bytes;
    if ((fragment & 0x1fff) !== 0) return this.#laterFragment(view.getUint16(at + 4), protocol);
    this.#transport(at + header, end < this.end ? end : this.end, protocol);
    if ((fragment & 0x2000) !== 0 && this.hasPorts) {
      this.#fragments.remember(source, destination, view.getUint16(at + 4), protocol, this.ports);
    }
    return READ;
  }

  protected ipv6(at: number): PacketOutcome {
    const view = this.view;
    if (at + 40 > this.end) return this.cut('IPv6', this.end - at);
    const version = view.getUint8(at) >>> 4;
    if (version !== 6) return this.reject(worded('packetNot6', { version }));
    const room = this.wireEnd - at;
    const length = view.getUint16(at + 4);
    // 0: a jumbogram, or a length that segmentation offload has not filled in yet.
    const total = length === 0 ? room : 40 + length;
    this.v6 = true;
    this.bytes = total < room ? total : room;
    this.addressesAt = at + 8;
    this.source = mixed(view, at + 8, this.#seed);
    this.destination = mixed(view, at + 24, this.#seed);
    return this.#extensions(at + 40, Math.min(at + this.bytes, this.end), view.getUint8(at + 6));
  }

  /** Walks the extension headers (RFC 8200, section 4) from `at` to the transport. */
  #extensions(at: number, end: number, protocol: number): PacketOutcome {
    const view = this.view;
    let first = false;
    let id = 0;
    for (let count = 0; count < MAX_EXTENSIONS && at + 8 <= end; count++) {
      let length: number;
      if (protocol === FRAGMENT) {
        const place = view.getUint16(at + 2);
        id = view.getInt32(at + 4);
        const carried = view.getUint8(at);
        this.protocol = carried;
        if (place >>> 3 !== 0) return this.#laterFragment(id, carried);
        first = (place & 1) !== 0;
        length = 8;
      } else if (protocol === AUTHENTICATION) {
        length = (view.getUint8(at + 1) + 2) * 4;
      } else if (isExtension(protocol)) {
        length = (view.getUint8(at + 1) + 1) * 8;
      } else break;
      protocol = view.getUint8(at);
      at += length;
    }
    this.protocol = protocol;
    this.#transport(at, end, protocol);
    // The walk ended in the middle of the headers.
    if (isExtension(protocol) || protocol === FRAGMENT) this.short = true;
    if (first && this.hasPorts) {
      this.#fragments.remember(this.source, this.destination, id, protocol, this.ports);
    }
    return READ;
  }

  #laterFragment(id: number, protocol: number): PacketOutcome {
    const ports = hasPorts(protocol)
      ? this.#fragments.ports(this.source, this.destination, id, protocol)
      : undefined;
    this.hasPorts = ports !== undefined;
    this.orphan = ports === undefined && hasPorts(protocol);
    this.ports = ports ?? 0;
    this.short = false;
    this.tcpFlags = 0;
    this.payload = 0;
    this.payloadEnd = 0;
    return READ;
  }

  #transport(at: number, end: number, protocol: number): void {
    this.tcpFlags = 0;
    this.payload = end;
    this.payloadEnd = end;
    this.orphan = false;
    this.hasPorts = false;
    this.ports = 0;
    this.short = false;
    if (!hasPorts(protocol)) return;
    if (at + 4 > end) {
      this.short = true;
      return;
    }
    const view = this.view;
    this.hasPorts = true;
    this.ports = view.getInt32(at);
    if (protocol === UDP) {
      if (at + 8 < end) this.payload = at + 8;
    } else if (protocol === TCP) {
      if (at + 14 > end) {
        this.short = true;
        return;
      }
      this.tcpFlags = view.getUint8(at + 13) & 63;
      const header = (view.getUint8(at + 12) >>> 4) * 4;
      if (header < 20 || at + header >= end) return;
      this.tcpSequence = view.getUint32(at + 4);
      this.payload = at + header;
    }
  }
}

function isExtension(protocol: number): boolean {
  return (
    protocol === HOP_BY_HOP ||
    protocol === ROUTING ||
    protocol === DESTINATION ||
    protocol === MOBILITY ||
    protocol === HIP ||
    protocol === SHIM6
  );
}

/** The 16 bytes of an IPv6 address in 32 bits. */
export function mixed(view: DataView, at: number, seed: number): number {
  let hash = seed;
  for (let word = 0; word < 16; word += 4) {
    hash = Math.imul(hash ^ view.getInt32(at + word), 0x85eb_ca6b);
    hash = Math.imul(hash ^ (hash >>> 15) ^ seed, 0x9e37_79b1);
    hash ^= hash >>> 13;
  }
  return hash;
}
