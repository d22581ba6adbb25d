import { worded } from './worded.ts';
import * as links from './links.ts';
import { Packet, SKIPPED } from './packet.ts';
import type { PacketOutcome } from './packet.ts';

// EtherTypes, https://www.iana.org/assignments/ieee-802-numbers
const IPV4 = 0x0800;
const IPV6 = 0x86dd;
const VLAN = 0x8100;
const PROVIDER_VLAN = 0x88a8;
const OLD_QINQ = 0x9100;
const MAX_VLANS = 8;
const LOWEST_ETHERTYPE = 0x0600;

const SKIPS = new Map<number, string>([
  [0x0806, worded('packetNoIp', { what: 'ARP' })],
  [0x8035, worded('packetNoIp', { what: 'RARP' })],
  [0x8847, worded('packetNoIp', { what: 'MPLS' })],
  [0x8863, worded('packetPppoeDiscovery')],
  [0x8864, worded('packetPppoeSession')],
  [0x888e, worded('packetNoIp', { what: '802.1X' })],
  [0x88cc, worded('packetNoIp', { what: 'LLDP' })],
]);

function hex(value: number): string {
  return `0x${value.toString(16).padStart(4, '0')}`;
}

/** Finds the IP packet in what was captured of a link, and takes it apart. */
export class Decoder extends Packet {
  /** The packet is in `view` from `at`, `captured` bytes of the `wire` bytes that it had. */
  decode(view: DataView, at: number, captured: number, wire: number, link: number): PacketOutcome {
    this.view = view;
    this.end = at + captured;
    this.wireEnd = at + wire;
    switch (link) {
      case links.ETHERNET:
        return captured < 14
          ? this.cut('Ethernet', captured)
          : this.#ethertype(view.getUint16(at + 12), at + 14);
      case links.LINUX_COOKED:
        return captured < 16
          ? this.cut('Linux cooked', captured)
          : this.#ethertype(view.getUint16(at + 14), at + 16);
      case links.LINUX_COOKED_2:
        return captured < 20
          ? this.cut('Linux cooked', captured)
          : this.#ethertype(view.getUint16(at), at + 20);
      case links.RAW:
      case links.RAW_BSD:
        return this.#raw(at);
      case links.IPV4:
        return this.ipv4(at);
      case links.IPV6:
        return this.ipv6(at);
      case links.NULL:
      case links.LOOP:
        return captured < 4 ? this.cut('loopback', captured) : this.#raw(at + 4);
      default:
        return this.reject(links.unreadLink(link));
    }
  }

  #skip(reason: string): PacketOutcome {
    this.reason = reason;
    return SKIPPED;
  }

  #ethertype(type: number, at: number): PacketOutcome {
    if (type === IPV4) return this.ipv4(at);
    if (type === IPV6) return this.ipv6(at);
    for (let tags = 0; type === VLAN || type === PROVIDER_VLAN || type === OLD_QINQ; tags++) {
      if (at + 4 > this.end) return this.cut('VLAN', this.end - at);
      if (tags === MAX_VLANS) return this.reject(worded('packetVlans', { most: MAX_VLANS }));
      type = this.view.getUint16(at + 2);
      at += 4;
      if (type === IPV4) return this.ipv4(at);
      if (type === IPV6) return this.ipv6(at);
    }
    if (type < LOWEST_ETHERTYPE) return this.#skip(worded('packetLlc'));
    return this.#skip(SKIPS.get(type) ?? worded('packetNoIp', { what: `EtherType ${hex(type)}` }));
  }

  /** Loopback headers name the address family by numbers of the system that wrote them; the version is enough. */
  #raw(at: number): PacketOutcome {
    if (at >= this.end) return this.cut('IP', Math.max(0, this.end - at));
    const version = this.view.getUint8(at) >>> 4;
    if (version === 4) return this.ipv4(at);
    if (version === 6) return this.ipv6(at);
    return this.#skip(worded('packetVersion'));
  }
}
