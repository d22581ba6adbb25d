import { worded } from './worded.ts';
import type { PacketRecords } from '../packets/packet-records.ts';
import { MAX_RECORD_BYTES } from '../packets/packet-records.ts';

const FILE_HEADER_BYTES = 24;
const RECORD_HEADER_BYTES = 16;

/** What a pcap file's first four bytes, read as a big-endian number, say of the rest. */
const MAGICS = new Map<number, { little: boolean; nano: boolean }>([
  [0xa1b2c3d4, { little: false, nano: false }],
  [0xd4c3b2a1, { little: true, nano: false }],
  [0xa1b23c4d, { little: false, nano: true }],
  [0x4d3cb2a1, { little: true, nano: true }],
]);

/** Written by patched libpcaps of around 2000: longer record headers, of several incompatible kinds. */
const MODIFIED = new Set([0xa1b2cd34, 0x34cdb2a1]);

/** The kind of pcap that a file begins as: one that is read, one that is refused, or none. */
export function pcapKind(bytes: Uint8Array): 'pcap' | 'modified' | undefined {
  if (bytes.length < 4) return undefined;
  const magic = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
  return MAGICS.has(magic) ? 'pcap' : MODIFIED.has(magic) ? 'modified' : undefined;
}

/** Reads libpcap's file format (draft-ietf-opsawg-pcap): a file header, then packets each with a header of 16 bytes. */
export class PcapRecords implements PacketRecords {
  number = 0;
  at = RECORD_HEADER_BYTES;
  captured = 0;
  link = 0;
  readonly broken = undefined;
  rest = 0;
  problem: string | undefined;
  #view: DataView = new DataView(new ArrayBuffer(0));
  #end = 0;
  /** Offset in the file of the place 0 of what was fed. */
  #base = 0;
  #begun = false;
  #little = false;
  #nano = false;

  feed(bytes: Uint8Array, start: number, end: number, offset: number): void {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.rest = start;
    this.#end = end;
    this.#base = offset - start;
    if (!this.#begun) this.#begin();
  }

  get withinPacket(): boolean {
    return this.#begun;
  }

  // The rest of the header is read when it is asked for: who looks for the ends of records never does.

  get offset(): number {
    return this.#base + this.at - RECORD_HEADER_BYTES;
  }

  get wire(): number {
    const wire = this.#view.getUint32(this.at - 4, this.#little);
    return wire < this.captured ? this.captured : wire;
  }

  get seconds(): number {
    const seconds = this.#view.getUint32(this.at - 16, this.#little);
    const micros = this.#micros();
    // Some writers leave whole seconds in the fraction.
    return micros > 999_999 ? Math.min(seconds + Math.floor(micros / 1e6), 2 ** 32 - 2) : seconds;
  }

  get micros(): number {
    const micros = this.#micros();
    return micros > 999_999 ? micros % 1e6 : micros;
  }

  #micros(): number {
    const fraction = this.#view.getUint32(this.at - 12, this.#little);
    return this.#nano ? Math.floor(fraction / 1000) : fraction;
  }

  next(): boolean {
    if (!this.#begun) return false;
    const view = this.#view;
    const header = this.rest;
    const at = header + RECORD_HEADER_BYTES;
    if (at > this.#end) return false;
    const captured = view.getUint32(header + 8, this.#little);
    if (captured > MAX_RECORD_BYTES) {
      this.problem = worded('pcapLarge', { number: this.number + 1, bytes: captured });
      return false;
    }
    if (at + captured > this.#end) return false;
    this.at = at;
    this.captured = captured;
    this.number++;
    this.rest = at + captured;
    return true;
  }

  seek(start: number, number: number): void {
    this.at = start + RECORD_HEADER_BYTES;
    this.captured = this.#view.getUint32(start + 8, this.#little);
    this.number = number;
    this.rest = this.at + this.captured;
  }

  /** Reads the file's header, once enough was fed. */
  #begin(): void {
    if (this.problem !== undefined || this.rest + FILE_HEADER_BYTES > this.#end) return;
    const kind = MAGICS.get(this.#view.getUint32(this.rest));
    if (kind === undefined) {
      this.problem = worded('pcapRewrite');
      return;
    }
    this.#little = kind.little;
    this.#nano = kind.nano;
    // Above it are the length of the frame check sequence and whether it is known.
    this.link = this.#view.getUint32(this.rest + 20, kind.little) & 0xffff;
    this.rest += FILE_HEADER_BYTES;
    this.#begun = true;
  }
}
