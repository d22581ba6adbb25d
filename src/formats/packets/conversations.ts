import type { RowSink } from '../../tables/rows.ts';
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
import { TCP, UDP } from './packet.ts';
import type { Packet } from './packet.ts';
import { IDLE_SECONDS, ROW_SECONDS } from './timeouts.ts';
import { V6Numbers } from './v6-numbers.ts';

/** One count of the packets looked at for names, in `FLAGS`. */
const LOOKED = 1 << 8;
/** The names are in the first packets with a payload, or nowhere. */
const MAX_LOOKS = 4;
const LOOKED_ENOUGH = MAX_LOOKS * LOOKED;
const LOOKED_BITS = 0xff00;

/** The time of a packet whose record carries none. */
export const NO_TIME = -1;

/** The conversations that are open: finds the one that a packet belongs to, and counts it there. */
export class Conversations {
  readonly table: FlowTable;
  readonly v6: V6Numbers;
  readonly #packet: Packet;
  readonly #names = new NameFinder();

  /**
   * @param packet where packets are decoded
   * @param seed any number, so that colliding conversations cannot be prepared
   * @param bytes of the packets that will be counted, about
   */
  constructor(packet: Packet, seed: number, bytes: number) {
    this.#packet = packet;
    this.table = new FlowTable(seed ^ 0x5bd1_e995, bytes);
    this.v6 = new V6Numbers(seed ^ 0x27d4_eb2f);
  }

  /** Where the rows of conversations that are over go. */
  rowsIn(sink: RowSink): FlowRows {
    return new FlowRows(sink, this.v6, this.#names);
  }

  /** Whether nothing was heard of it for long. @param hurry idle times are divided by it */
  isOver(entry: number, kind: number, now: number, hurry: number): boolean {
    const last = this.table.items[entry * WIDTH + LAST]!;
    if (last === NO_TIME) return false;
    return Math.abs(now - (last >>> 0)) > idleSeconds(kind) / hurry;
  }

  /** Writes a conversation and lets it go. */
  end(entry: number, rows: FlowRows): void {
    const table = this.table;
    rows.write(table.items, entry);
    table.unlink(entry);
    const reverse = table.items[entry * WIDTH + REVERSE]!;
    if (reverse !== 0) table.release(reverse);
    table.release(entry);
  }

  /**
   * Counts the packet that was decoded last.
   * @param view,bytes what it is in; @param number of its record; @param rows for what is over because of it
   */
  add(
    view: DataView,
    bytes: Uint8Array,
    seconds: number,
    micros: number,
    number: number,
    rows: FlowRows,
  ): void {
    const packet = this.#packet;
    const { table } = this;
    const key = packet.protocol | (packet.v6 ? V6 : 0) | (packet.hasPorts ? 0 : NO_PORTS);
    const { ports } = packet;
    let { source, destination } = packet;
    if (packet.v6) {
      source = this.v6.number(view, packet.addressesAt);
      destination = this.v6.number(view, packet.addressesAt + 16);
    }

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
      this.end(entry, rows);
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
    const part = back ? this.#otherPart(entry) : entry;
    this.#count(entry, part, seconds, micros, number, rows);
    const looks =
      packet.payload < packet.payloadEnd &&
      (table.items[part * WIDTH + FLAGS]! & LOOKED_BITS) < LOOKED_ENOUGH;
    if (looks && (packet.protocol === TCP || packet.protocol === UDP)) this.#look(part, bytes);
  }

  /** The entry of the other direction; it is made with the first answer. */
  #otherPart(entry: number): number {
    const { table } = this;
    const at = entry * WIDTH;
    const known = table.items[at + REVERSE]!;
    if (known !== 0) return known;
    const part = table.allocate();
    const { items } = table;
    items[part * WIDTH + PACKETS] = 0;
    items[part * WIDTH + FLAGS] = 0;
    items[part * WIDTH + KIND] = 0;
    items[at + REVERSE] = part;
    items[at + KIND]! |= ANSWERED;
    return part;
  }

  /** Whether the packet begins another conversation between the same ends. */
  #isAnother(entry: number, seconds: number): boolean {
    const items = this.table.items;
    const at = entry * WIDTH;
    const kind = items[at + KIND]!;
    if (this.#packet.protocol === TCP && isSyn(this.#packet.tcpFlags) && isClosed(kind)) return true;
    const last = items[at + LAST]!;
    if (last === NO_TIME || seconds === NO_TIME) return false;
    const idle = Math.abs(seconds - (last >>> 0));
    return idle > IDLE_SECONDS.attempt && idle > idleSeconds(kind);
  }

  /** Adds the packet to a part, which is one direction of a conversation. */
  #count(entry: number, part: number, seconds: number, micros: number, number: number, rows: FlowRows): void {
    const packet = this.#packet;
    const at = entry * WIDTH;
    const back = part !== entry;
    const { items } = this.table;
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
  }

  #look(part: number, bytes: Uint8Array): void {
    const found = this.#names.look(part, this.#packet, bytes);
    const items = this.table.items;
    if (found) items[part * WIDTH + FLAGS]! |= LOOKED_BITS;
    else items[part * WIDTH + FLAGS]! += LOOKED;
  }

  /** Packets of a merged capture may be out of order: a row covers them all. */
  #widen(to: number, seconds: number, micros: number): void {
    const items = this.table.items;
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
    const start = this.table.items[to + START]!;
    return start !== NO_TIME && seconds !== NO_TIME && Math.abs(seconds - (start >>> 0)) >= ROW_SECONDS;
  }

  /** Begins further rows of a conversation whose rows so far were written. */
  #restart(entry: number): void {
    const items = this.table.items;
    for (const part of [entry, items[entry * WIDTH + REVERSE]!]) {
      if (part === 0) continue;
      items[part * WIDTH + PACKETS] = 0;
      // What was looked at stays looked at.
      items[part * WIDTH + FLAGS]! &= LOOKED_BITS;
    }
  }
}

function isBefore(seconds: number, micros: number, than: number, thanMicros: number): boolean {
  return seconds < than || (seconds === than && micros < thanMicros);
}

function idleSeconds(kind: number): number {
  if ((kind & 255) !== TCP) return IDLE_SECONDS.other;
  return (kind & ANSWERED) !== 0 && !isClosed(kind) ? IDLE_SECONDS.tcp : IDLE_SECONDS.attempt;
}
