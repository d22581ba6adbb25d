import { parseV4Bytes } from '../../net/address.ts';
import type { AddressColumn } from '../../tables/rows.ts';
import type { FlowColumns } from '../rows/event-columns.ts';
import type { Instant } from '../text/instant.ts';
import { MAX_PORT } from '../rows/event-rows.ts';
import { LATEST } from '../../tables/times.ts';
import type { Cells } from './zeek-cells.ts';
import { wordKey } from './zeek-cells.ts';
import { BEGUN_UNSEEN, HISTORY, ICMP, MAX_HISTORY, TCP, TCP_STATES } from './zeek-conn.ts';

const PROTOCOLS: ReadonlyMap<number, number> = new Map([
  [wordKey('tcp'), TCP],
  [wordKey('udp'), 17],
  [wordKey('icmp'), ICMP],
]);
/** Texts of the columns, as bytes: these are looked up faster. */
const SRC = Buffer.from('src');
const DST = Buffer.from('dst');
const ANSWERED = Buffer.from('answered');
const UNANSWERED = Buffer.from('unanswered');
const STATES: ReadonlyMap<number, Uint8Array> = new Map(
  [...TCP_STATES].map(([name, state]) => [wordKey(name), Buffer.from(state)]),
);
const UNSEEN: ReadonlySet<number> = new Set([...BEGUN_UNSEEN].map(wordKey));
const OTH = wordKey('OTH');
/** Flags by letter, the originator's behind the responder's. */
const FLAGS = new Uint8Array(256);
for (const [letter, flags] of HISTORY) {
  FLAGS[letter.charCodeAt(0)] = flags;
  FLAGS[letter.toUpperCase().charCodeAt(0)] = flags;
}
/** An interval of more seconds is added up as text is. */
const LONGEST = 1e9;

/** What became of one line: a row was written, an address is invalid, or it is to be read as text. */
export type CellOutcome = 'written' | 'no address' | 'as text';

/**
 * Records of conn.log from their bytes: the same rows as `connectionOf` makes, without a string or an object for each
 * record.
 */
export class ConnCells {
  readonly #cells: Cells;
  readonly #columns: FlowColumns;
  readonly #at: Record<'ts' | 'src' | 'srcPort' | 'dst' | 'dstPort' | 'proto' | 'duration', number> &
    Record<'state' | 'history' | 'sent' | 'received' | 'origIp' | 'orig' | 'respIp' | 'resp', number>;
  readonly #start: Instant = { seconds: 0, micros: 0 };
  readonly #length: Instant = { seconds: 0, micros: 0 };
  // Of the record under way.
  #lasts = false;
  #protocol = 0;
  #srcPort = -1;
  #dstPort = -1;
  #state: Uint8Array | undefined;
  #originV4 = -1;
  #responderV4 = -1;

  constructor(cells: Cells, columns: FlowColumns) {
    this.#cells = cells;
    this.#columns = columns;
    this.#at = {
      ts: cells.placeOf('ts'),
      src: cells.placeOf('id.orig_h'),
      srcPort: cells.placeOf('id.orig_p'),
      dst: cells.placeOf('id.resp_h'),
      dstPort: cells.placeOf('id.resp_p'),
      proto: cells.placeOf('proto'),
      duration: cells.placeOf('duration'),
      state: cells.placeOf('conn_state'),
      history: cells.placeOf('history'),
      sent: cells.placeOf('orig_pkts'),
      received: cells.placeOf('resp_pkts'),
      origIp: cells.placeOf('orig_ip_bytes'),
      orig: cells.placeOf('orig_bytes'),
      respIp: cells.placeOf('resp_ip_bytes'),
      resp: cells.placeOf('resp_bytes'),
    };
  }

  /** Writes the rows of the line that the cells hold. */
  write(line: number): CellOutcome {
    const cells = this.#cells;
    const at = this.#at;
    if (!this.#times()) return 'as text';
    const protocol = PROTOCOLS.get(cells.word(at.proto));
    const name = cells.word(at.state);
    if (protocol === undefined || name < 0) return 'as text';
    this.#protocol = protocol;
    // Of ICMP the ports are its type and code.
    this.#srcPort = protocol === ICMP ? -1 : cells.count(at.srcPort);
    this.#dstPort = protocol === ICMP ? -1 : cells.count(at.dstPort);
    this.#originV4 = this.#v4(at.src);
    this.#responderV4 = this.#v4(at.dst);
    const sent = cells.count(at.sent);
    const received = cells.count(at.received);
    const backBytes = this.#bytes(at.respIp, at.resp);
    const replied = (received >= 0 ? received : backBytes) > 0;
    const answered = replied && sent !== 0;
    this.#state = protocol === TCP ? tcpState(name, answered) : otherState(name, answered);
    const known = protocol !== TCP || !(name === 0 || UNSEEN.has(name));
    if (!replied || sent !== 0) {
      if (!this.#row(true)) return 'no address';
      this.#end(sent, this.#bytes(at.origIp, at.orig), true, known ? SRC : undefined, line);
    }
    if (!replied) return 'written';
    if (!this.#row(false)) return 'no address';
    this.#end(received, backBytes, false, known ? DST : undefined, line);
    return 'written';
  }

  #times(): boolean {
    const cells = this.#cells;
    if (!cells.seconds(this.#at.ts, this.#start) || this.#start.seconds >= LATEST) return false;
    this.#lasts = cells.has(this.#at.duration);
    if (!this.#lasts) return true;
    return cells.seconds(this.#at.duration, this.#length) && this.#length.seconds < LONGEST;
  }

  /** Bytes as on the wire where they were counted, else those of the content; -1: not said. */
  #bytes(wire: number, content: number): number {
    const counted = this.#cells.count(wire);
    return counted >= 0 ? counted : this.#cells.count(content);
  }

  /** Sets one end's address, which is read once for both directions. @param v4 its number if it is one of IPv4 */
  #address(column: AddressColumn, place: number, v4: number): boolean {
    if (v4 >= 0) {
      column.setV4(v4);
      return true;
    }
    const { bytes, starts, ends } = this.#cells;
    return this.#cells.has(place) && column.setBytes(bytes, starts[place]!, ends[place]!);
  }

  #v4(place: number): number {
    const { bytes, starts, ends } = this.#cells;
    return place < 0 ? -1 : parseV4Bytes(bytes, starts[place]!, ends[place]!);
  }

  #row(forward: boolean): boolean {
    const { src: origin, dst: responder } = this.#at;
    const column = this.#columns;
    const from = forward ? column.src : column.dst;
    const to = forward ? column.dst : column.src;
    if (!this.#address(from, origin, this.#originV4) || !this.#address(to, responder, this.#responderV4))
      return false;
    if (this.#srcPort >= 0 && this.#srcPort <= MAX_PORT)
      (forward ? column.srcPort : column.dstPort).set(this.#srcPort);
    if (this.#dstPort >= 0 && this.#dstPort <= MAX_PORT)
      (forward ? column.dstPort : column.srcPort).set(this.#dstPort);
    return true;
  }

  #end(
    packets: number,
    size: number,
    originator: boolean,
    initiator: Uint8Array | undefined,
    line: number,
  ): void {
    const column = this.#columns;
    const { seconds, micros } = this.#start;
    column.start.set(seconds, micros);
    if (this.#lasts) {
      const more = micros + this.#length.micros;
      const carried = more >= 1_000_000 ? 1 : 0;
      column.end.set(seconds + this.#length.seconds + carried, more - carried * 1_000_000);
    }
    column.protocol.set(this.#protocol);
    if (packets >= 0) column.packets.set(packets);
    if (size >= 0) column.bytes.set(size);
    if (this.#protocol === TCP && this.#cells.has(this.#at.history))
      column.tcpFlags.set(this.#flags(originator));
    if (this.#state !== undefined) column.state.setBytes(this.#state, 0, this.#state.length);
    if (initiator !== undefined) column.initiator.setBytes(initiator, 0, initiator.length);
    column.sink.next(line);
  }

  /** Upper case is the originator, lower case the responder. */
  #flags(originator: boolean): number {
    const { bytes, starts, ends } = this.#cells;
    const start = starts[this.#at.history]!;
    const end = Math.min(ends[this.#at.history]!, start + MAX_HISTORY);
    let flags = 0;
    for (let at = start; at < end; at++) {
      const letter = bytes[at]!;
      if (letter < 97 === originator) flags |= FLAGS[letter]!;
    }
    return flags;
  }
}

function tcpState(name: number, answered: boolean): Uint8Array | undefined {
  return STATES.get(name) ?? (name === OTH && answered ? ANSWERED : undefined);
}

function otherState(name: number, answered: boolean): Uint8Array | undefined {
  return name === 0 ? undefined : answered ? ANSWERED : UNANSWERED;
}
