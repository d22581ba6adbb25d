import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import { addressTextFromBytes } from '../../net/address.ts';
import type { RowSink, TextColumn } from '../../tables/rows.ts';
import { Scan } from '../../kernel/scan.ts';
import type { Head, LineFormat, Recognition } from '../format.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import { ClientReader, emptyClient } from './client.ts';
import type { Client } from './client.ts';
import type { Layout } from './layout.ts';
import { Columns } from './columns.ts';
import { findRequest } from '../text/http-request.ts';
import type { RequestLine } from '../text/http-request.ts';
import { sample } from './sample.ts';
import { emptyShape, findShape, valueEnd } from '../text/access-line-shape.ts';
import type { Shape } from '../text/access-line-shape.ts';
import { accessTargets } from './targets.ts';
import {
  blankReason,
  CUT_NOTE,
  lineEnd,
  MAX_FIELD_BYTES,
  setBounded,
  spaceAfter,
} from '../text/line-bytes.ts';
import { parseDigits } from '../../kernel/byte-time.ts';
import { CR, DASH, LF, QUESTION, QUOTE, SPACE } from '../../kernel/ascii.ts';

const IO_NOTE = worded('accessIo');
const MORE_NOTE = worded('accessMore');

/** Reads the lines of one chunk. */
class ChunkReader {
  readonly #bytes: Uint8Array;
  readonly #chunk: Chunk;
  readonly #columns: Columns;
  readonly #sink: RowSink;
  readonly #tally: Tally;
  readonly #clients: ClientReader;
  /** The kernel reads what these lines have in its way only where they have nothing of their own before the time. */
  readonly #quick: boolean;
  readonly #shape: Shape = emptyShape();
  readonly #client: Client = emptyClient();
  readonly #request: RequestLine = { methodEnd: 0, uriStart: 0, uriEnd: 0, versionStart: 0 };

  constructor(chunk: Chunk, layout: Layout, sink: RowSink, tally: Tally) {
    this.#bytes = chunk.bytes;
    this.#chunk = chunk;
    this.#columns = new Columns(sink);
    this.#sink = sink;
    this.#tally = tally;
    this.#clients = new ClientReader(layout);
    this.#quick = !layout.prefixed && !layout.sockets;
  }

  read(): void {
    const { bytes, start, end, line } = this.#chunk;
    // The last line may have no line end, at which the quick search stops: it is read with care.
    const quickEnd = this.#quick ? bytes.lastIndexOf(LF, end - 1) + 1 : start;
    const scan = new Scan(this.#chunk, this.#sink, this.#tally);
    scan.useAccess(accessTargets(this.#columns));
    let number = line;
    for (let at = start; at < end; number++) {
      if (at < quickEnd) {
        at = scan.read(at, quickEnd, number);
        number = scan.line;
      }
      if (at < end) at = this.#careful(at, number);
    }
  }

  /** @returns place behind the line's end */
  #careful(at: number, number: number): number {
    const { bytes, start, end, offset } = this.#chunk;
    this.#sink.undo();
    const feed = lineEnd(bytes, at, end);
    const stop = feed > at && bytes[feed - 1] === CR ? feed - 1 : feed;
    const blank = blankReason(bytes, at, stop);
    if (blank !== undefined) this.#tally.skipped(blank);
    else this.#line(at, stop, number, offset + at - start);
    return feed + 1;
  }

  #line(start: number, end: number, number: number, offset: number): void {
    const reason = this.#record(start, end);
    if (reason === undefined) {
      this.#sink.next(number);
      this.#tally.parsed();
    } else {
      this.#sink.undo();
      this.#tally.rejected(number, offset, reason);
    }
  }

  #record(start: number, end: number): string | undefined {
    const bytes = this.#bytes;
    const shape = this.#shape;
    const reason = findShape(bytes, start, end, shape);
    if (reason !== undefined) return reason;
    const afterSize = this.#statusAndSize(shape.requestEnd + 2, end);
    if (afterSize < 0) return worded('accessNoSize');
    const unclear = this.#clients.read(bytes, start, shape.bracket, this.#client);
    if (unclear !== undefined) return unclear;
    this.#columns.ts.set(shape.seconds);
    this.#setClient();
    this.#setRequest(shape.requestStart, shape.requestEnd);
    this.#rest(afterSize, end);
    return undefined;
  }

  /** @returns place behind the size; -1 if there is none */
  #statusAndSize(at: number, end: number): number {
    const bytes = this.#bytes;
    const status = bytes[at] === DASH ? -1 : parseDigits(bytes, at, at + 3);
    let from = at + (status < 0 ? 2 : 4);
    // A mail program or a web page that the line was pasted through may have doubled the blank.
    while (from < end && bytes[from] === SPACE) from++;
    let stop = from;
    while (stop < end && bytes[stop] !== SPACE) stop++;
    // `-` is how `%b` writes none.
    const size = stop - from === 1 && bytes[from] === DASH ? 0 : parseDigits(bytes, from, stop);
    if (size < 0) return -1;
    if (status >= 0) this.#columns.status.set(status);
    this.#columns.sent.set(size);
    return stop;
  }

  #text(column: TextColumn, start: number, end: number): void {
    if (end <= start) return;
    if (end - start === 1 && this.#bytes[start] === DASH) return;
    if (!setBounded(column, this.#bytes, start, end)) this.#tally.note(CUT_NOTE);
  }

  #setClient(): void {
    const client = this.#client;
    const { client: address, clientPort, host, port, user } = this.#columns;
    if (client.v4 >= 0) address.setV4(client.v4);
    else if (client.isAddress) address.setBytes(this.#bytes, client.hostStart, client.hostEnd);
    if (client.note !== undefined) this.#tally.note(client.note);
    if (client.clientPort >= 0) clientPort.set(client.clientPort);
    this.#text(host, client.vhostStart, client.vhostEnd);
    if (client.port >= 0) port.set(client.port);
    this.#text(user, client.userStart, client.userEnd);
  }

  #setRequest(start: number, end: number): void {
    const { method, stem, query, version } = this.#columns;
    const request = this.#request;
    if (!findRequest(this.#bytes, start, end, request)) {
      this.#setRaw(stem, start, end);
      return;
    }
    const { uriStart, uriEnd } = request;
    method.setBytes(this.#bytes, start, request.methodEnd);
    let question = uriStart;
    while (question < uriEnd && this.#bytes[question] !== QUESTION) question++;
    this.#text(stem, uriStart, question);
    this.#text(query, question + 1, uriEnd);
    this.#text(version, request.versionStart, end);
  }

  /** What is no HTTP request is kept as the log has it, its escapes too: they are not text. */
  #setRaw(stem: TextColumn, start: number, end: number): void {
    if (end - start < 2) return;
    const stop = Math.min(end, start + MAX_FIELD_BYTES);
    if (stop < end) this.#tally.note(CUT_NOTE);
    stem.setText(Buffer.from(this.#bytes.subarray(start, stop)).toString());
  }

  /** Reads what follows the size: referer, user agent, and what some formats add. */
  #rest(from: number, end: number): void {
    const afterReferer = this.#quoted(this.#columns.referer, from, end);
    const afterAgent = this.#quoted(this.#columns.agent, afterReferer, end);
    let stop = end;
    // Jetty ends its lines in a space.
    while (stop > afterAgent && this.#bytes[stop - 1] === SPACE) stop--;
    if (afterAgent < stop) this.#extras(afterAgent, stop);
  }

  /** Sets a ` "value"` at `from`. @returns place behind it; `from` if there is none */
  #quoted(column: TextColumn, from: number, end: number): number {
    if (this.#bytes[from] !== SPACE || this.#bytes[from + 1] !== QUOTE || from + 1 >= end) return from;
    const close = valueEnd(this.#bytes, from + 2, end);
    if (close < 0) return from;
    this.#text(column, from + 2, close);
    return close + 1;
  }

  #extras(from: number, end: number): void {
    const bytes = this.#bytes;
    if (bytes[from] === SPACE && bytes[from + 1] === QUOTE) {
      const close = valueEnd(bytes, from + 2, end);
      if (close > 0 && isForwarded(bytes, from + 2, close))
        this.#text(this.#columns.forwarded, from + 2, close);
      else this.#tally.note(MORE_NOTE);
      if (close > 0 && close + 1 < end) this.#tally.note(MORE_NOTE);
      return;
    }
    const space = spaceAfter(bytes, from + 1, end);
    const received = parseDigits(bytes, from + 1, space);
    const sent = received < 0 ? -1 : parseDigits(bytes, space + 1, end);
    this.#tally.note(sent < 0 ? MORE_NOTE : IO_NOTE);
    if (sent < 0) return;
    this.#columns.received.set(received);
    this.#columns.sent.set(sent);
  }
}

/** Is it `-`, or does it begin with an address, as X-Forwarded-For does? */
function isForwarded(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start === 1 && bytes[start] === DASH) return true;
  let stop = start;
  while (stop < end && bytes[stop] !== 44 && bytes[stop] !== SPACE) stop++;
  return addressTextFromBytes(bytes, start, stop) !== undefined;
}

function recognise(head: Head): Recognition | undefined {
  const { lines, shaped, firstShaped } = sample(head);
  if (shaped === 0 || shaped < lines * 0.6) return undefined;
  const ratio = shaped / lines;
  return {
    confidence: (firstShaped ? 0.6 : 0.4) + 0.35 * ratio,
    because: worded('becauseShape', { shaped, lines, format: 'access-log' }),
  };
}

/**
 * Access logs of Apache, nginx and those that write like them: common, combined, vhost_combined, combinedio,
 * nginx main; with or without the `path:` that grep puts in front.
 */
export const ACCESS_LOG: LineFormat<Layout> = {
  name: 'access-log',
  title: 'Apache or nginx access log',
  sample:
    '198.51.100.7 - - [10/Oct/2025:13:55:36 +0900] "GET /wp-login.php HTTP/1.1" 200 2326 "-" "Mozilla/5.0"',
  kind: 'lines',
  // nginx, ngx_http_core_module; Apache httpd, mod_log_config.
  portSettings: [
    { program: 'nginx', setting: '$remote_port in log_format' },
    { program: 'Apache httpd', setting: '%{remote}p in LogFormat' },
  ],
  quotable: 'columns',
  byShape: true,
  table: 'requests',
  zone: ZONE.offsets,
  recognise,
  start: (head) => sample(head).layout,
  carry: (_chunk, state) => state,
  parse(chunk, state, sink, tally) {
    new ChunkReader(chunk, state, sink, tally).read();
  },
};
