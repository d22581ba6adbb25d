import { worded } from './worded.ts';
import { clockOf, readClock } from './pcapng-clock.ts';
import type { Clock } from './pcapng-clock.ts';
import type { PacketRecords } from '../packets/packet-records.ts';
import { OUT_OF_TIME } from '../../tables/times.ts';
import { MAX_RECORD_BYTES } from '../packets/packet-records.ts';

// Block types of the PCAP Next Generation file format (draft-ietf-opsawg-pcapng).
const SECTION = 0x0a0d0d0a;
const INTERFACE = 1;
const OBSOLETE_PACKET = 2;
const SIMPLE_PACKET = 3;
const ENHANCED_PACKET = 6;

const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
/** Type, length, and the length once more at the end. */
const MIN_BLOCK_BYTES = 12;
/** A longer block of any type is a damaged length. Source: Wireshark refuses blocks of more than 16 MiB. */
const MAX_BLOCK_BYTES = 64 * 2 ** 20;
const MAX_INTERFACES = 65_536;

/** What an interface block says of the packets that name it. */
interface Interface {
  link: number;
  /** Snapshot length; 0: no limit. */
  snap: number;
  clock: Clock;
}

function isPacket(type: number): boolean {
  return type === ENHANCED_PACKET || type === SIMPLE_PACKET || type === OBSOLETE_PACKET;
}

/** Where the fields of a packet block lie. */
const BODY_AT = { enhanced: 28, simple: 12, obsolete: 28 } as const;

/** Reads pcapng: sections of either byte order, their interfaces and packets; other blocks are passed over. */
export class PcapngRecords implements PacketRecords {
  number = 0;
  offset = 0;
  at = 0;
  captured = 0;
  wire = 0;
  seconds = 0;
  micros = 0;
  link = 0;
  broken: string | undefined;
  rest = 0;
  problem: string | undefined;
  withinPacket = false;
  #view: DataView = new DataView(new ArrayBuffer(0));
  #end = 0;
  #base = 0;
  #little = false;
  #interfaces: Interface[] = [];
  /** Bytes still to be passed over of a block that is too long to be held. */
  #skip = 0;

  feed(bytes: Uint8Array, start: number, end: number, offset: number): void {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.rest = start;
    this.#end = end;
    this.#base = offset - start;
  }

  next(): boolean {
    while (this.problem === undefined) {
      const passed = Math.min(this.#skip, this.#end - this.rest);
      this.#skip -= passed;
      this.rest += passed;
      const start = this.rest;
      this.withinPacket = false;
      if (start + MIN_BLOCK_BYTES > this.#end) return false;
      const type = this.#view.getUint32(start, this.#little);
      if (type === SECTION && !this.#order(start)) return false;
      const length = this.#view.getUint32(start + 4, this.#little);
      this.withinPacket = isPacket(type);
      if (length < MIN_BLOCK_BYTES || length > MAX_BLOCK_BYTES || length % 4 !== 0) {
        this.problem = worded('pcapBlock', { at: this.#base + start, bytes: length });
        return false;
      }
      if (length > MAX_RECORD_BYTES) {
        this.#skip = length;
        if (this.withinPacket) return this.#tooLong(start, length);
        continue;
      }
      if (start + length > this.#end) return false;
      this.rest = start + length;
      if (this.withinPacket) return this.#packet(type, start, length);
      if (type === SECTION) this.#interfaces = [];
      else if (type === INTERFACE) this.#describe(start, length);
    }
    return false;
  }

  /** A section says by its third field in which order its bytes are. */
  #order(start: number): boolean {
    const little = this.#view.getUint32(start + 8, true) === BYTE_ORDER_MAGIC;
    if (!little && this.#view.getUint32(start + 8) !== BYTE_ORDER_MAGIC) {
      this.problem = worded('pcapOrder', { at: this.#base + start });
      return false;
    }
    this.#little = little;
    return true;
  }

  #describe(start: number, length: number): void {
    if (length < 20 || this.#interfaces.length >= MAX_INTERFACES) return;
    this.#interfaces.push({
      link: this.#view.getUint16(start + 8, this.#little),
      snap: this.#view.getUint32(start + 12, this.#little),
      clock: clockOf(this.#view, start + 16, start + length - 4, this.#little),
    });
  }

  #begin(start: number): void {
    this.number++;
    this.offset = this.#base + start;
    this.broken = undefined;
    this.at = start;
    this.captured = 0;
    this.wire = 0;
    this.seconds = -1;
    this.micros = 0;
  }

  #refuse(reason: string): true {
    this.broken = reason;
    return true;
  }

  #tooLong(start: number, length: number): true {
    this.#begin(start);
    return this.#refuse(worded('pcapTooLong', { bytes: length }));
  }

  #packet(type: number, start: number, length: number): true {
    this.#begin(start);
    const view = this.#view;
    const little = this.#little;
    const simple = type === SIMPLE_PACKET;
    const at = start + (simple ? BODY_AT.simple : BODY_AT.enhanced);
    const room = start + length - 4 - at;
    if (room < 0) return this.#refuse(worded('pcapTooShort', { bytes: length }));
    const name = simple
      ? 0
      : type === ENHANCED_PACKET
        ? view.getUint32(start + 8, little)
        : view.getUint16(start + 8, little);
    const from = this.#interfaces[name];
    if (from === undefined) {
      return this.#refuse(worded('pcapInterface', { name: String(name) }));
    }
    this.at = at;
    this.link = from.link;
    if (simple) {
      this.wire = view.getUint32(start + 8, little);
      const kept = from.snap === 0 ? this.wire : Math.min(this.wire, from.snap);
      this.captured = Math.min(kept, room);
    } else {
      this.captured = view.getUint32(start + 20, little);
      this.wire = Math.max(this.captured, view.getUint32(start + 24, little));
      if (this.captured > room) {
        return this.#refuse(worded('pcapCaptured', { captured: this.captured, room }));
      }
      const { seconds, micros } = readClock(
        from.clock,
        view.getUint32(start + 12, little),
        view.getUint32(start + 16, little),
      );
      if (seconds < 0 || seconds >= 2 ** 32 - 1) {
        return this.#refuse(OUT_OF_TIME);
      }
      this.seconds = seconds;
      this.micros = micros;
    }
    return true;
  }
}
