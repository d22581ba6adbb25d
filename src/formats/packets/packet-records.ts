/**
 * Reads the packets of a capture one after the other. A reader is a machine over the stream of bytes: given the
 * same bytes it finds the same packets, however they are cut, as long as each piece begins where it stopped in the
 * last one (`rest`). The feeder cuts with one, and each worker reads with its own.
 */
export interface PacketRecords {
  /**
   * Goes on with `bytes[start, end)`.
   * @param offset of `bytes[start]` in the file after decompression
   */
  feed(bytes: Uint8Array, start: number, end: number, offset: number): void;
  /** Moves to the next whole packet; false: there is none in what was fed, or there was a problem. */
  next(): boolean;
  /**
   * Goes straight to a packet that another reader of the same bytes found: its record begins at `start` of what was
   * fed, and it is the file's `number`th. Absent: a packet cannot be read without what comes before it.
   */
  seek?(start: number, number: number): void;

  /** Number of the packet that `next` found, from 1. */
  readonly number: number;
  /** Its record's offset in the file. */
  readonly offset: number;
  /** Where its bytes begin in what was fed, and how many were captured. */
  readonly at: number;
  readonly captured: number;
  /** Its length on the wire; never less than `captured`. */
  readonly wire: number;
  /** Seconds since 1970 UTC, -1 if the record carries no time, and microseconds within the second. */
  readonly seconds: number;
  readonly micros: number;
  /** Link type, after https://www.tcpdump.org/linktypes.html */
  readonly link: number;
  /** Why this packet cannot be read. */
  readonly broken: string | undefined;

  /** Where the bytes begin that were not read yet: a part of a record. */
  readonly rest: number;
  /** Why no more can be read. The file's rest is lost. */
  readonly problem: string | undefined;
  /** True if what is left at the end of the file is the beginning of a packet, not of anything else. */
  readonly withinPacket: boolean;
}

/**
 * No packet is longer: libpcap's largest snapshot length is 262,144 bytes, and IPv6 jumbograms that an interface
 * hands up in one piece have half a mebibyte.
 */
export const MAX_RECORD_BYTES = 2 ** 20;
