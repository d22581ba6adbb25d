import { MAX_FIELD_BYTES, setAddress, utf8At } from '../text/line-bytes.ts';
import { QUESTION } from '../../kernel/ascii.ts';
import type { FlowColumns, RequestColumns } from '../rows/event-columns.ts';
import type { AddressColumn, IntColumn, LongColumn, TextColumn } from '../../tables/rows.ts';
import type { Instant } from '../text/instant.ts';
import { MAX_PORT } from '../rows/event-rows.ts';
import { LATEST } from '../../tables/times.ts';
import type { Cells } from './zeek-cells.ts';
import { wordKey } from './zeek-cells.ts';
import type { CellOutcome } from './zeek-conn-cells.ts';

const TCP = 6;
const UDP = 17;
const TCP_WORD = wordKey('tcp');
const DOT = 46;
const MAX_INT = 0x7fff_ffff;

/** Time and ends of a record, which every log begins with. */
class Ends {
  readonly cells: Cells;
  readonly instant: Instant = { seconds: 0, micros: 0 };
  readonly #ts: number;
  readonly #hosts: readonly [number, number];
  readonly #ports: readonly [number, number];

  constructor(cells: Cells) {
    this.cells = cells;
    this.#ts = cells.placeOf('ts');
    this.#hosts = [cells.placeOf('id.orig_h'), cells.placeOf('id.resp_h')];
    this.#ports = [cells.placeOf('id.orig_p'), cells.placeOf('id.resp_p')];
  }

  /** @returns false: the time is written in another way */
  time(): boolean {
    return this.cells.seconds(this.#ts, this.instant) && this.instant.seconds < LATEST;
  }

  /** @param end 0: the originator, 1: the responder */
  host(end: 0 | 1, column: AddressColumn): boolean {
    const place = this.#hosts[end];
    const { cells } = this;
    return cells.has(place) && setAddress(column, cells.bytes, cells.starts[place]!, cells.ends[place]!);
  }

  port(end: 0 | 1, column: IntColumn): void {
    const port = this.cells.count(this.#ports[end]);
    if (port >= 0 && port <= MAX_PORT) column.set(port);
  }

  text(place: number, column: TextColumn): void {
    const { cells } = this;
    if (cells.has(place)) column.setBytes(cells.bytes, cells.starts[place]!, cells.ends[place]!);
  }

  number(place: number, column: IntColumn | LongColumn, most: number): void {
    const value = this.cells.count(place);
    if (value >= 0 && value <= most) column.set(value);
  }
}

/** Records of dns.log from their bytes: the questions, in lower case. */
export class DnsCells {
  readonly #ends: Ends;
  readonly #columns: FlowColumns;
  readonly #query: number;
  readonly #proto: number;
  readonly #name = new Uint8Array(MAX_FIELD_BYTES);

  readonly #onQuestion: () => void;

  /** @param onQuestion is called for each question */
  constructor(cells: Cells, columns: FlowColumns, onQuestion: () => void) {
    this.#onQuestion = onQuestion;
    this.#ends = new Ends(cells);
    this.#columns = columns;
    this.#query = cells.placeOf('query');
    this.#proto = cells.placeOf('proto');
  }

  write(line: number): CellOutcome {
    const ends = this.#ends;
    const { cells } = ends;
    if (!ends.time() || !cells.has(this.#query)) return 'as text';
    const length = this.#lower(cells.starts[this.#query]!, cells.ends[this.#query]!);
    if (length <= 0) return 'as text';
    this.#onQuestion();
    const column = this.#columns;
    if (!ends.host(0, column.src) || !ends.host(1, column.dst)) return 'no address';
    column.start.set(ends.instant.seconds, ends.instant.micros);
    ends.port(0, column.srcPort);
    ends.port(1, column.dstPort);
    column.protocol.set(cells.word(this.#proto) === TCP_WORD ? TCP : UDP);
    column.initiator.setText('src');
    column.dnsQuery.setBytes(this.#name, 0, length);
    column.sink.next(line);
    return 'written';
  }

  /** The name in lower case, without a dot at its end. @returns its length; -1: it is not all ASCII */
  #lower(start: number, end: number): number {
    const { bytes } = this.#ends.cells;
    const name = this.#name;
    let length = 0;
    for (let at = start; at < end; at++) {
      const byte = bytes[at]!;
      if (byte > 127) return -1;
      name[length++] = byte >= 65 && byte <= 90 ? byte + 32 : byte;
    }
    return name[length - 1] === DOT ? length - 1 : length;
  }
}

/** Records of http.log from their bytes. */
export class HttpCells {
  readonly #ends: Ends;
  readonly #columns: RequestColumns;
  readonly #at: Record<'host' | 'method' | 'uri' | 'version' | 'username' | 'status', number> &
    Record<'sent' | 'received' | 'agent' | 'referer' | 'proxied', number>;
  readonly #versions = new Map<number, string>();

  constructor(cells: Cells, columns: RequestColumns) {
    this.#ends = new Ends(cells);
    this.#columns = columns;
    this.#at = {
      host: cells.placeOf('host'),
      method: cells.placeOf('method'),
      uri: cells.placeOf('uri'),
      version: cells.placeOf('version'),
      username: cells.placeOf('username'),
      status: cells.placeOf('status_code'),
      sent: cells.placeOf('response_body_len'),
      received: cells.placeOf('request_body_len'),
      agent: cells.placeOf('user_agent'),
      referer: cells.placeOf('referrer'),
      proxied: cells.placeOf('proxied'),
    };
  }

  write(line: number): CellOutcome {
    const ends = this.#ends;
    const at = this.#at;
    const version = ends.cells.word(at.version);
    if (!ends.time() || ends.cells.has(at.proxied) || version < 0) return 'as text';
    const column = this.#columns;
    if (!ends.host(0, column.client)) return 'no address';
    column.time.set(ends.instant.seconds, ends.instant.micros);
    ends.port(0, column.clientPort);
    ends.host(1, column.server);
    ends.port(1, column.serverPort);
    ends.text(at.host, column.host);
    ends.text(at.method, column.method);
    this.#uri();
    if (version > 0) column.version.setText(this.#version(version));
    ends.text(at.username, column.username);
    ends.number(at.status, column.status, MAX_INT);
    ends.number(at.sent, column.sent, Number.MAX_SAFE_INTEGER);
    ends.number(at.received, column.received, Number.MAX_SAFE_INTEGER);
    ends.text(at.agent, column.agent);
    ends.text(at.referer, column.referer);
    column.sink.next(line);
    return 'written';
  }

  #uri(): void {
    const { cells } = this.#ends;
    const place = this.#at.uri;
    if (!cells.has(place)) return;
    const { bytes } = cells;
    const start = cells.starts[place]!;
    const end = cells.ends[place]!;
    let question = start;
    while (question < end && bytes[question] !== QUESTION) question++;
    if (question === start) this.#columns.stem.setText('');
    else this.#columns.stem.setBytes(bytes, start, question);
    if (question + 1 < end) this.#columns.query.setBytes(bytes, question + 1, end);
  }

  /** `HTTP/1.1` of `1.1`; a log has two or three of them. */
  #version(word: number): string {
    let version = this.#versions.get(word);
    if (version === undefined) {
      const { cells } = this.#ends;
      const place = this.#at.version;
      version = `HTTP/${utf8At(cells.bytes, cells.starts[place]!, cells.ends[place]!)}`;
      if (this.#versions.size < 100) this.#versions.set(word, version);
    }
    return version;
  }
}
