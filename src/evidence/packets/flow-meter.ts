import type { Tally } from '../formats/format.ts';
import type { RowSink } from '../rows.ts';
import { Decoder, READ, SKIPPED, TCP, UDP } from './decode.ts';
import { FlowRows } from './flow-rows.ts';
import { ANSWERED, firstState, isClosed, isSyn, tcpState } from './flow-state.ts';
import {
  BYTES_HIGH,
  BYTES_LOW,
  DESTINATION,
  END,
  END_MICROS,
  FLAGS,
  FlowTable,
  KEY_BITS,
  KIND,
  LAST,
  LINE,
  NEXT,
  NO_PORTS,
  PACKETS,
  PORTS,
  REVERSE,
  SOURCE,
  START,
  START_MICROS,
  swapped,
  USED,
  V6,
  WIDTH,
} from './flow-table.ts';
import { NameFinder } from './names.ts';
import type { PacketRecords } from './records.ts';
import { IDLE_SECONDS, MAX_OPEN, MAX_V6_ADDRESSES, ROW_SECONDS } from './timeouts.ts';
import { V6Numbers } from './v6-numbers.ts';

/** One count of the packets looked at for names, in `FLAGS`. */
const LOOKED = 1 << 8;
/** The names stand in the first packets with a payload, or nowhere. */
const MAX_LOOKS = 4;
const LOOKED_ENOUGH = MAX_LOOKS * LOOKED;
const LOOKED_BITS = 0xff00;

const NO_TIME = -1;

/** Which conversations a meter counts: those whose hash falls to it. The same for all meters of one capture. */
export interface Share {
  shard: number;
  shards: number;
  /** Any 32-bit number; not known before, so that colliding conversations cannot be prepared. */
  seed: number;
}

const NOTES = {
  short:
    'packets whose capture ends before their ports or TCP flags are counted without them: the snapshot length was too small',
  orphan:
    'fragments whose first fragment does not come before them in the capture are counted by addresses and protocol, without ports',
  untimed: 'packets in simple packet blocks carry no time: their rows have none',
  crowded:
    'more conversations were open at once than are held in memory: the ones idle longest were written early, and what followed of them stands in further rows',
} as const;

/**
 * Counts packets into conversations, and writes those that ended as rows. Every meter of a capture is given all of
 * its packets and counts its share; a packet that is no IP packet, or a broken one, belongs to one of them, too.
 */
export class FlowMeter {
  readonly #records: PacketRecords;
  readonly #share: Share;
  readonly #maxOpen: number;
  readonly #decoder: Decoder;
  readonly #table: FlowTable;
  readonly #v6: V6Numbers;
  readonly #names = new NameFinder();
  #bytes: Uint8Array = new Uint8Array(0);
  #view: DataView = new DataView(new ArrayBuffer(0));
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
    this.#table = new FlowTable(share.seed ^ 0x5bd1_e995, share.shards > 1 ? 'large' : 'small');
    this.#v6 = new V6Numbers(share.seed ^ 0x27d4_eb2f);
  }

  /**
   * Counts the packets of a piece of the file.
   * @param start,end of whole records (as `PacketRecords` cuts them) in `bytes`
   * @param offset of `bytes[start]` in the file
   */
  count(bytes: Uint8Array, start: number, end: number, offset: number, sink: RowSink, tally: Tally): void {
    const records = this.#records;
    const { shard, shards, seed } = this.#share;
    const decoder = this.#decoder;
    const rows = new FlowRows(sink, this.#v6, this.#names);
    this.#bytes = bytes;
    this.#tally = tally;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#view = view;
    records.feed(bytes, start, end, offset);
    while (records.next()) {
      if (records.broken !== undefined) {
        if (records.number % shards === shard) tally.rejected(records.number, records.offset, records.broken);
        continue;
      }
      const decoded = decoder.decode(view, records.at, records.captured, records.wire, records.link);
      if (decoded === READ) {
        const kind = decoder.protocol | (decoder.v6 ? V6 : 0) | (decoder.hasPorts ? 0 : NO_PORTS);
        if (shards > 1 && shardOf(decoder, shards, seed) !== shard) continue;
        this.#packet(kind, records.seconds, records.micros, records.number, rows);
        tally.parsed();
      } else if (records.number % shards === shard) {
        if (decoded === SKIPPED) tally.skipped(decoder.reason);
        else tally.rejected(records.number, records.offset, decoder.reason);
      }
    }
  }

  /** True when conversations should be written out with `sweep` before more is counted. */
  get due(): boolean {
    if (this.#hand > 0) return true;
    if (this.#table.open > this.#maxOpen || this.#v6.size > MAX_V6_ADDRESSES) return true;
    // A sweep looks at every entry, so it waits until a good number of packets was counted.
    return (
      this.#now !== NO_TIME &&
      Math.abs(this.#now - this.#swept) >= IDLE_SECONDS.attempt / 2 &&
      this.#sinceSweep >= this.#table.top / 8
    );
  }

  /**
   * Writes conversations that are over, or have been idle longest while there are too many, up to about `most` rows.
   * @returns true: there are more
   */
  sweep(sink: RowSink, most: number): boolean {
    if (this.#hand === 0) this.#beginSweep();
    const rows = new FlowRows(sink, this.#v6, this.#names);
    const table = this.#table;
    const { items } = table;
    for (; this.#hand < table.top; this.#hand++) {
      if (rows.count >= most) return true;
      const kind = items[this.#hand * WIDTH + KIND]!;
      if ((kind & USED) === 0) continue;
      if (this.#hurry === Infinity) rows.write(items, this.#hand);
      else if (this.#isOver(this.#hand, kind)) this.#end(this.#hand, rows);
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
    if (this.#table.open > this.#maxOpen || this.#hurry > 1) this.#hurry *= 4;
    if (this.#v6.size > MAX_V6_ADDRESSES) this.#hurry = Infinity;
    if (this.#hurry > 1) this.#tally?.note(NOTES.crowded);
  }

  #endSweep(): boolean {
    this.#hand = 0;
    if (this.#hurry === Infinity) {
      this.#table.clear();
      this.#v6.clear();
    }
    // Once the idle times are as good as none, the next step is to write everything.
    else if (this.#table.open > this.#maxOpen / 2 && this.#hurry > 1) {
      if (this.#hurry > IDLE_SECONDS.tcp) this.#hurry = Infinity;
      return true;
    }
    this.#hurry = 1;
    return false;
  }

  #isOver(entry: number, kind: number): boolean {
    const last = this.#table.items[entry * WIDTH + LAST]!;
    if (last === NO_TIME) return false;
    return Math.abs(this.#now - (last >>> 0)) > idleSeconds(kind) / this.#hurry;
  }

  #end(entry: number, rows: FlowRows): void {
    const table = this.#table;
    rows.write(table.items, entry);
    table.unlink(entry);
    const reverse = table.items[entry * WIDTH + REVERSE]!;
    if (reverse !== 0) table.release(reverse);
    table.release(entry);
  }

  #packet(key: number, seconds: number, micros: number, number: number, rows: FlowRows): void {
    const packet = this.#decoder;
    const table = this.#table;
    const { ports } = packet;
    let { source, destination } = packet;
    if (packet.v6) {
      source = this.#v6.number(this.#view, packet.addressesAt);
      destination = this.#v6.number(this.#view, packet.addressesAt + 16);
    }
    if (packet.short) this.#tally?.note(NOTES.short);
    if (packet.orphan) this.#tally?.note(NOTES.orphan);
    if (seconds === NO_TIME) this.#tally?.note(NOTES.untimed);
    else this.#now = seconds;
    this.#sinceSweep++;

    const hash = table.hash(source, destination, ports, key);
    const { items } = table;
    const other = swapped(ports);
    let entry = table.heads[hash & (table.heads.length - 1)]!;
    let back = false;
    while (entry !== 0) {
      const at = entry * WIDTH;
      const a = items[at + SOURCE]!;
      const b = items[at + DESTINATION]!;
      if ((items[at + KIND]! & KEY_BITS) === key) {
        if (a === source && b === destination && items[at + PORTS] === ports) break;
        if (a === destination && b === source && items[at + PORTS] === other) {
          back = true;
          break;
        }
      }
      entry = items[at + NEXT]!;
    }
    if (entry !== 0 && this.#isAnother(entry, seconds)) {
      this.#end(entry, rows);
      entry = 0;
      back = false;
    }
    if (entry === 0) {
      entry = table.allocate();
      const begun = table.items;
      const at = entry * WIDTH;
      begun[at + SOURCE] = source;
      begun[at + DESTINATION] = destination;
      begun[at + PORTS] = ports;
      begun[at + KIND] = key | USED | firstState(packet.protocol);
      begun[at + REVERSE] = 0;
      begun[at + PACKETS] = 0;
      begun[at + FLAGS] = 0;
      table.link(entry, hash);
    }
    this.#add(entry, back, seconds, micros, number, rows);
  }

  /** Whether the packet begins another conversation between the same ends. */
  #isAnother(entry: number, seconds: number): boolean {
    const items = this.#table.items;
    const at = entry * WIDTH;
    const kind = items[at + KIND]!;
    if (this.#decoder.protocol === TCP && isSyn(this.#decoder.tcpFlags) && isClosed(kind)) return true;
    const last = items[at + LAST]!;
    if (last === NO_TIME || seconds === NO_TIME) return false;
    const idle = Math.abs(seconds - (last >>> 0));
    return idle > IDLE_SECONDS.attempt && idle > idleSeconds(kind);
  }

  /** Adds the packet to a direction of a conversation. */
  #add(entry: number, back: boolean, seconds: number, micros: number, number: number, rows: FlowRows): void {
    const packet = this.#decoder;
    const table = this.#table;
    const at = entry * WIDTH;
    let part = entry;
    if (back) {
      part = table.items[at + REVERSE]!;
      if (part === 0) {
        part = table.allocate();
        table.items[part * WIDTH + PACKETS] = 0;
        table.items[part * WIDTH + FLAGS] = 0;
        table.items[part * WIDTH + KIND] = 0;
        table.items[at + REVERSE] = part;
        table.items[at + KIND]! |= ANSWERED;
      }
    }
    const { items } = table;
    if (seconds !== NO_TIME) items[at + LAST] = seconds;
    else if (!back && items[at + PACKETS] === 0) items[at + LAST] = NO_TIME;
    const to = part * WIDTH;
    if (items[to + PACKETS] !== 0 && this.#isLong(to, seconds)) {
      rows.write(items, entry);
      this.#restart(entry);
    }
    if (items[to + PACKETS] === 0) {
      items[to + LINE] = number;
      items[to + START] = seconds;
      items[to + START_MICROS] = micros;
      items[to + END] = seconds;
      items[to + END_MICROS] = micros;
      items[to + BYTES_LOW] = 0;
      items[to + BYTES_HIGH] = 0;
    } else if (seconds !== NO_TIME) this.#widen(to, seconds, micros);
    items[to + PACKETS]!++;
    const bytes = (items[to + BYTES_LOW]! >>> 0) + packet.bytes;
    items[to + BYTES_LOW] = bytes;
    if (bytes > 0xffff_ffff) items[to + BYTES_HIGH]!++;
    if (packet.protocol === TCP) {
      items[to + FLAGS]! |= packet.tcpFlags;
      items[at + KIND] = tcpState(items[at + KIND]!, packet.tcpFlags, back);
    }
    const looks = packet.payload < packet.payloadEnd && (items[to + FLAGS]! & LOOKED_BITS) < LOOKED_ENOUGH;
    if (looks && (packet.protocol === TCP || packet.protocol === UDP)) this.#look(part);
  }

  #look(part: number): void {
    const found = this.#names.look(part, this.#decoder, this.#bytes);
    const items = this.#table.items;
    if (found) items[part * WIDTH + FLAGS]! |= LOOKED_BITS;
    else items[part * WIDTH + FLAGS]! += LOOKED;
  }

  /** Packets of a merged capture may be out of order: a row covers them all. */
  #widen(to: number, seconds: number, micros: number): void {
    const items = this.#table.items;
    const start = items[to + START]!;
    if (start === NO_TIME || isBefore(seconds, micros, start >>> 0, items[to + START_MICROS]!)) {
      items[to + START] = seconds;
      items[to + START_MICROS] = micros;
    }
    const end = items[to + END]!;
    if (end === NO_TIME || isBefore(end >>> 0, items[to + END_MICROS]!, seconds, micros)) {
      items[to + END] = seconds;
      items[to + END_MICROS] = micros;
    }
  }

  #isLong(to: number, seconds: number): boolean {
    const start = this.#table.items[to + START]!;
    return start !== NO_TIME && seconds !== NO_TIME && Math.abs(seconds - (start >>> 0)) >= ROW_SECONDS;
  }

  /** Begins further rows of a conversation whose rows so far were written. */
  #restart(entry: number): void {
    const items = this.#table.items;
    for (const part of [entry, items[entry * WIDTH + REVERSE]!]) {
      if (part === 0) continue;
      items[part * WIDTH + PACKETS] = 0;
      // What was looked at stays looked at.
      items[part * WIDTH + FLAGS]! &= LOOKED_BITS;
    }
  }
}

/** The same for both directions, and quick: every thread asks it of every packet. */
function shardOf({ source, destination, ports, protocol }: Decoder, shards: number, seed: number): number {
  let hash = Math.imul(source ^ destination ^ seed, 0x85eb_ca6b);
  hash ^= hash >>> 15;
  hash = Math.imul(hash ^ (ports & 0xffff) ^ (ports >>> 16) ^ (protocol << 16), 0x9e37_79b1);
  return ((hash >>> 16) * shards) >>> 16;
}

function isBefore(seconds: number, micros: number, than: number, thanMicros: number): boolean {
  return seconds < than || (seconds === than && micros < thanMicros);
}

function idleSeconds(kind: number): number {
  if ((kind & 255) !== TCP) return IDLE_SECONDS.other;
  return (kind & ANSWERED) !== 0 && !isClosed(kind) ? IDLE_SECONDS.tcp : IDLE_SECONDS.attempt;
}
