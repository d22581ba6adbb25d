import { TCP, UDP } from './packet.ts';
import type { Packet } from './packet.ts';
import { dnsQuestion } from './dns.ts';
import { httpRequest } from './http.ts';
import { isClientHello, serverName } from './tls.ts';

/** What the first packets of a direction name. */
export interface Names {
  dns?: string;
  sni?: string;
  host?: string;
  path?: string;
}

const DNS_PORT = 53;
/** A ClientHello with post-quantum keys takes two packets; more than this is no hello. */
const MAX_HELLO_BYTES = 16_384;
/** So many ClientHellos that go on in a further packet are kept at once. */
const MAX_WAITING = 2000;

/** The beginning of a ClientHello, and the sequence number that goes on with it. */
interface Hello {
  bytes: Uint8Array;
  next: number;
}

/** Finds names in payloads and keeps them until the row of their direction is written. */
export class NameFinder {
  readonly #names = new Map<number, Names>();
  readonly #hellos = new Map<number, Hello>();

  /** Looks into a packet of the direction `entry`; true: there is nothing more to look for. */
  look(entry: number, packet: Packet, bytes: Uint8Array): boolean {
    if (packet.protocol === UDP) {
      if ((packet.ports & 0xffff) !== DNS_PORT) return true;
      const dns = dnsQuestion(bytes, packet.payload, packet.payloadEnd);
      if (dns !== undefined) this.#names.set(entry, { dns });
      return dns !== undefined;
    }
    if (packet.protocol !== TCP) return true;
    return this.#hellos.has(entry) ? this.#goOn(entry, packet, bytes) : this.#begin(entry, packet, bytes);
  }

  /** Hands out the names of a direction and forgets them. */
  take(entry: number): Names | undefined {
    if (this.#hellos.size > 0) this.#hellos.delete(entry);
    if (this.#names.size === 0) return undefined;
    const names = this.#names.get(entry);
    if (names !== undefined) this.#names.delete(entry);
    return names;
  }

  #begin(entry: number, packet: Packet, bytes: Uint8Array): boolean {
    const { payload, payloadEnd } = packet;
    if (isClientHello(bytes, payload, payloadEnd)) {
      return this.#hello(entry, bytes.slice(payload, payloadEnd), packet);
    }
    const request = httpRequest(bytes, payload, payloadEnd);
    if (request !== undefined) this.#names.set(entry, request);
    return request !== undefined;
  }

  #goOn(entry: number, packet: Packet, bytes: Uint8Array): boolean {
    const hello = this.#hellos.get(entry)!;
    // A packet that is sent again or out of order: the one that is waited for may still come.
    if (packet.tcpSequence !== hello.next) return false;
    const more = bytes.subarray(packet.payload, packet.payloadEnd);
    const joined = new Uint8Array(hello.bytes.length + more.length);
    joined.set(hello.bytes);
    joined.set(more, hello.bytes.length);
    this.#hellos.delete(entry);
    return this.#hello(entry, joined, packet);
  }

  /** Reads the hello as far as it is there; if its rest is needed, it waits. */
  #hello(entry: number, bytes: Uint8Array, packet: Packet): boolean {
    const found = serverName(bytes);
    if (found.name !== undefined) this.#names.set(entry, { sni: found.name });
    if (!found.more || bytes.length >= MAX_HELLO_BYTES || this.#hellos.size >= MAX_WAITING) return true;
    const next = (packet.tcpSequence + packet.payloadEnd - packet.payload) >>> 0;
    this.#hellos.set(entry, { bytes, next });
    return false;
  }
}
