import type {
  AddressColumn,
  IntColumn,
  LongColumn,
  RowSink,
  TextColumn,
  TimeColumn,
} from '../../tables/rows.ts';
import { TCP } from './packet.ts';
import { beganBy, stateOf, STATES } from './flow-state.ts';
import {
  BYTES_HIGH,
  BYTES_LOW,
  DESTINATION,
  END,
  END_MICROS,
  FLAGS,
  KIND,
  LINE,
  NO_PORTS,
  PACKETS,
  PORTS,
  REVERSE,
  SOURCE,
  START,
  START_MICROS,
  swapped,
  V6,
  WIDTH,
} from './flow-table.ts';
import type { NameFinder } from './names.ts';
import type { V6Numbers } from './v6-numbers.ts';

/** The columns of `flows` that a capture fills. */
interface Columns {
  start: TimeColumn;
  end: TimeColumn;
  source: AddressColumn;
  destination: AddressColumn;
  sourcePort: IntColumn;
  destinationPort: IntColumn;
  protocol: IntColumn;
  packets: LongColumn;
  bytes: LongColumn;
  tcpFlags: IntColumn;
  state: WordColumn;
  initiator: WordColumn;
  dns: TextColumn;
  sni: TextColumn;
  host: TextColumn;
  path: TextColumn;
}

function columnsOf(sink: RowSink): Columns {
  return {
    start: sink.time('ts_start'),
    end: sink.time('ts_end'),
    source: sink.address('src'),
    destination: sink.address('dst'),
    sourcePort: sink.int('src_port'),
    destinationPort: sink.int('dst_port'),
    protocol: sink.int('protocol'),
    packets: sink.long('packets'),
    bytes: sink.long('bytes'),
    tcpFlags: sink.int('tcp_flags'),
    state: new WordColumn(sink.text('state')),
    initiator: new WordColumn(sink.text('initiator')),
    dns: sink.text('dns_query'),
    sni: sink.text('tls_sni'),
    host: sink.text('http_host'),
    path: sink.text('http_path'),
  };
}

/** Words that are in every row, as bytes in one array: they are found again without making a string. */
interface Word {
  start: number;
  end: number;
}
const TEXT = [...STATES, 'src', 'dst'].join(' ');
const WORDS = new Uint8Array(Buffer.from(TEXT, 'latin1'));

function word(text: string): Word {
  const start = TEXT.indexOf(text);
  return { start, end: start + text.length };
}

const STATE_WORDS = STATES.map(word);
const SRC = word('src');
const DST = word('dst');

/** A text column of few words, many rows of which have that of the row before. */
class WordColumn {
  readonly #column: TextColumn;
  #last: Word | undefined;

  constructor(column: TextColumn) {
    this.#column = column;
  }

  set(word: Word): void {
    if (word === this.#last) {
      this.#column.setAgain();
      return;
    }
    this.#last = word;
    this.#column.setBytes(WORDS, word.start, word.end);
  }
}

function setTime(column: TimeColumn, seconds: number, micros: number): void {
  if (seconds !== -1) column.set(seconds >>> 0, micros);
}

/** Writes conversations as rows, one for each direction that has packets. */
export class FlowRows {
  readonly #sink: RowSink;
  readonly #v6: V6Numbers;
  readonly #names: NameFinder;
  readonly #columns: Columns;
  /** Rows written. */
  count = 0;

  constructor(sink: RowSink, v6: V6Numbers, names: NameFinder) {
    this.#sink = sink;
    this.#v6 = v6;
    this.#names = names;
    this.#columns = columnsOf(sink);
  }

  /** Writes the directions of conversation `entry` that have packets. */
  write(items: Int32Array, entry: number): void {
    const at = entry * WIDTH;
    const kind = items[at + KIND]!;
    const protocol = kind & 255;
    const state = STATE_WORDS[stateOf(kind, protocol)]!;
    const began = beganBy(kind);
    if (items[at + PACKETS] !== 0) this.#direction(items, at, entry, false, state, began);
    const reverse = items[at + REVERSE]!;
    if (reverse !== 0 && items[reverse * WIDTH + PACKETS] !== 0) {
      this.#direction(items, at, reverse, true, state, began);
    }
  }

  /** @param at where the conversation's key is; @param entry the one of this direction */
  #direction(
    items: Int32Array,
    at: number,
    entry: number,
    back: boolean,
    state: Word,
    began: -1 | 0 | 1,
  ): void {
    const columns = this.#columns;
    const part = entry * WIDTH;
    const kind = items[at + KIND]!;
    setTime(columns.start, items[part + START]!, items[part + START_MICROS]!);
    setTime(columns.end, items[part + END]!, items[part + END_MICROS]!);
    const source = items[at + (back ? DESTINATION : SOURCE)]!;
    const destination = items[at + (back ? SOURCE : DESTINATION)]!;
    if ((kind & V6) === 0) {
      columns.source.setV4(source >>> 0);
      columns.destination.setV4(destination >>> 0);
    } else {
      this.#setV6(columns.source, source);
      this.#setV6(columns.destination, destination);
    }
    if ((kind & NO_PORTS) === 0) {
      const ports = back ? swapped(items[at + PORTS]!) : items[at + PORTS]!;
      columns.sourcePort.set(ports >>> 16);
      columns.destinationPort.set(ports & 0xffff);
    }
    columns.protocol.set(kind & 255);
    columns.packets.set(items[part + PACKETS]! >>> 0);
    columns.bytes.set((items[part + BYTES_LOW]! >>> 0) + items[part + BYTES_HIGH]! * 2 ** 32);
    if ((kind & 255) === TCP) columns.tcpFlags.set(items[part + FLAGS]! & 255);
    columns.state.set(state);
    if (began >= 0) columns.initiator.set((began === 1) === back ? SRC : DST);
    this.#setNames(entry);
    this.#sink.next(items[part + LINE]! >>> 0);
    this.count++;
  }

  #setV6(column: AddressColumn, number: number): void {
    const text = this.#v6.text(number);
    column.setBytes(text, 0, text.length);
  }

  #setNames(entry: number): void {
    const names = this.#names.take(entry);
    if (names === undefined) return;
    const { dns, sni, host, path } = this.#columns;
    if (names.dns !== undefined) dns.setText(names.dns);
    if (names.sni !== undefined) sni.setText(names.sni);
    if (names.host !== undefined) host.setText(names.host);
    if (names.path !== undefined) path.setText(names.path);
  }
}
