import { worded } from './worded.ts';
import type { Tally } from '../../tables/tally.ts';
import { LATEST, OUT_OF_TIME } from '../../tables/times.ts';
import type { RowSink } from '../../tables/rows.ts';
import { Conversations, NO_TIME } from './conversations.ts';
import { Decoder } from './decode.ts';
import type { FlowRows } from './flow-rows.ts';
import { KIND, USED, WIDTH } from './flow-table.ts';
import { READ, SKIPPED } from './packet.ts';
import type { PacketRecords } from './packet-records.ts';
import { placeFor, plainShard, shardOf } from './shards.ts';
import type { MarkCount } from './shards.ts';
import { IDLE_SECONDS, MAX_OPEN, MAX_V6_ADDRESSES } from './timeouts.ts';

/** Which conversations a meter counts: those whose hash falls to it. The same for all meters of one capture. */
export interface Share {
  shard: number;
  shards: number;
  /** Any 32-bit number; not known before, so that colliding conversations cannot be prepared. */
  seed: number;
  /** Bytes of the capture, about; room for its conversations is made by them. Left out: a small one. */
  bytes?: number;
}

const NOTES = {
  short: worded('packetShort'),
  orphan: worded('packetOrphan'),
  untimed: worded('packetUntimed'),
  crowded: worded('packetCrowded'),
} as const;

/** Whose the records of a piece of the file are, as `markRecords` found. */
interface Marks extends MarkCount {
  marks: Int32Array;
}

/**
 * Counts packets into conversations, and writes those that ended as rows. Every meter of a capture is given all of
 * its packets and counts its share; a packet that is no IP packet, or a broken one, belongs to one of them, too.
 */
export class FlowMeter {
  readonly #records: PacketRecords;
  readonly #share: Share;
  readonly #maxOpen: number;
  readonly #decoder: Decoder;
  readonly #conversations: Conversations;
  /** Time of the last packet, in seconds. */
  #now = NO_TIME;
  /** When the table was last swept, and the packets counted since. */
  #swept = NO_TIME;
  #sinceSweep = 0;
  /** Where the sweep is; 0: none is under way. */
  #hand = 0;
  /** The idle times are divided by this when the table is full. */
  #hurry = 1;
  #tally: Tally | undefined;

  /** @param maxOpen conversations that all meters together hold at a time; for tests */
  constructor(records: PacketRecords, share: Share, maxOpen = MAX_OPEN) {
    this.#records = records;
    this.#share = share;
    this.#maxOpen = Math.ceil(maxOpen / share.shards);
    this.#decoder = new Decoder(share.seed);
    this.#conversations = new Conversations(this.#decoder, share.seed, (share.bytes ?? 0) / share.shards);
  }

  /**
   * Counts the packets of a piece of the file.
   * @param start,end of whole records (as `PacketRecords` cuts them) in `bytes`
   * @param offset of `bytes[start]` in the file
   * @param marked whose its records are; left out: every record is looked at
   */
  count(
    bytes: Uint8Array,
    start: number,
    end: number,
    offset: number,
    sink: RowSink,
    tally: Tally,
    marked?: Marks,
  ): void {
    const records = this.#records;
    const rows = this.#conversations.rowsIn(sink);
    this.#tally = tally;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    records.feed(bytes, start, end, offset);
    if (marked === undefined) {
      while (records.next()) if (!this.#isPassed(view)) this.#packet(view, bytes, rows, tally);
      return;
    }
    const { marks, count, first } = marked;
    const { shard } = this.#share;
    for (let i = 0; i < count; i++) {
      const place = placeFor(shard, marks[i]!);
      if (place < 0) continue;
      records.seek?.(start + place, first + i);
      this.#packet(view, bytes, rows, tally);
    }
  }

  /** Whether the packet that the records are at can be seen to be another share's without decoding it. */
  #isPassed(view: DataView): boolean {
    const { at, captured, link, broken } = this.#records;
    const { shard, shards, seed } = this.#share;
    if (shards === 1 || broken !== undefined) return false;
    const plain = plainShard(view, at, captured, link, shards, seed);
    return plain >= 0 && plain !== shard;
  }

  /** Counts the packet that the records are at, if it is of this share. */
  #packet(view: DataView, bytes: Uint8Array, rows: FlowRows, tally: Tally): void {
    const records = this.#records;
    const { shard, shards, seed } = this.#share;
    if (records.broken !== undefined) {
      if (records.number % shards === shard) tally.rejected(records.number, records.offset, records.broken);
      return;
    }
    const decoder = this.#decoder;
    const decoded = decoder.decode(view, records.at, records.captured, records.wire, records.link);
    if (decoded === READ) {
      const { source, destination, ports, protocol } = decoder;
      if (shards > 1 && shardOf(source, destination, ports, protocol, shards, seed) !== shard) return;
      const { seconds } = records;
      if (seconds >= LATEST) {
        tally.rejected(records.number, records.offset, OUT_OF_TIME);
        return;
      }
      this.#note(seconds);
      this.#conversations.add(view, bytes, seconds, records.micros, records.number, rows);
      tally.parsed();
    } else if (records.number % shards === shard) {
      if (decoded === SKIPPED) tally.skipped(decoder.reason);
      else tally.rejected(records.number, records.offset, decoder.reason);
    }
  }

  /** What is to be said of the packet decoded last, and the capture's time. */
  #note(seconds: number): void {
    if (this.#decoder.short) this.#tally?.note(NOTES.short);
    if (this.#decoder.orphan) this.#tally?.note(NOTES.orphan);
    if (seconds === NO_TIME) this.#tally?.note(NOTES.untimed);
    else this.#now = seconds;
    this.#sinceSweep++;
  }

  /** True when conversations should be written out with `sweep` before more is counted. */
  get due(): boolean {
    if (this.#hand > 0) return true;
    if (this.#conversations.table.open > this.#maxOpen || this.#conversations.v6.size > MAX_V6_ADDRESSES)
      return true;
    // A sweep looks at every entry, so it waits until a good number of packets was counted.
    return (
      this.#now !== NO_TIME &&
      Math.abs(this.#now - this.#swept) >= IDLE_SECONDS.attempt / 2 &&
      this.#sinceSweep >= this.#conversations.table.top / 8
    );
  }

  /**
   * Writes conversations that are over, or have been idle longest while there are too many, up to about `most` rows.
   * @returns true: there are more
   */
  sweep(sink: RowSink, most: number): boolean {
    if (this.#hand === 0) this.#beginSweep();
    const conversations = this.#conversations;
    const rows = conversations.rowsIn(sink);
    const { table } = conversations;
    const { items } = table;
    for (; this.#hand < table.top; this.#hand++) {
      if (rows.count >= most) return true;
      const kind = items[this.#hand * WIDTH + KIND]!;
      if ((kind & USED) === 0) continue;
      if (this.#hurry === Infinity) rows.write(items, this.#hand);
      else if (conversations.isOver(this.#hand, kind, this.#now, this.#hurry))
        conversations.end(this.#hand, rows);
    }
    return this.#endSweep();
  }

  /** Writes what is left, up to about `most` rows. @returns true: there are more */
  finish(sink: RowSink, most: number): boolean {
    if (this.#hurry !== Infinity) {
      this.#hurry = Infinity;
      this.#hand = 1;
    }
    return this.sweep(sink, most);
  }

  #beginSweep(): void {
    this.#hand = 1;
    this.#sinceSweep = 0;
    this.#swept = this.#now;
    if (this.#conversations.table.open > this.#maxOpen || this.#hurry > 1) this.#hurry *= 4;
    if (this.#conversations.v6.size > MAX_V6_ADDRESSES) this.#hurry = Infinity;
    if (this.#hurry > 1) this.#tally?.note(NOTES.crowded);
  }

  #endSweep(): boolean {
    this.#hand = 0;
    if (this.#hurry === Infinity) {
      this.#conversations.table.clear();
      this.#conversations.v6.clear();
    }
    // Once the idle times are as good as none, the next step is to write everything.
    else if (this.#conversations.table.open > this.#maxOpen / 2 && this.#hurry > 1) {
      if (this.#hurry > IDLE_SECONDS.tcp) this.#hurry = Infinity;
      return true;
    }
    this.#hurry = 1;
    return false;
  }
}
