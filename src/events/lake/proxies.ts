import { parseAddress } from '../../net/address.ts';
import { contains, parsePrefix } from '../../net/prefix.ts';
import type { Prefix } from '../../net/prefix.ts';
import { AddressBuffer, TextBuffer } from './columns.ts';
import type { IntBuffer } from './columns.ts';
import type { TableSink } from './sink.ts';

/** A chain of proxies is short; a longer header was made by a client. */
const MAX_HOPS = 64;
/**
 * A header this long may have lost its end in the log, which is the part that the proxy wrote: IIS cuts a field at
 * 4,096 bytes (Microsoft, "W3C Logging").
 */
const MAX_HEADER = 4000;

/** Who asked, by what the proxies wrote. */
export interface ForwardedClient {
  address: string;
  /** Only where the proxy says it. */
  port?: number;
}

/** How many requests came through trusted proxies, and what their header said. */
export interface ProxyCounts {
  /** The client was taken from the header. */
  forwarded: number;
  /** The header names no address where one must be: the row was left as it was. */
  malformed: number;
}

/** `198.51.100.7`, `198.51.100.7:1234`, `[2001:db8::1]:1234`, `2001:db8::1`; undefined if it is none of these. */
function readNode(text: string): ForwardedClient | undefined {
  const bare = text.trim().replace(/^"(.{0,100})"$/, '$1');
  const whole = parseAddress(bare);
  if (whole !== undefined) return { address: whole.text };
  const colon = bare.lastIndexOf(':');
  const port = bare.slice(colon + 1);
  const address = colon < 0 ? undefined : parseAddress(bare.slice(0, colon));
  if (address === undefined || !/^\d{1,5}$/.test(port) || Number(port) > 65_535) return undefined;
  return { address: address.text, port: Number(port) };
}

/** The nodes of a header, the last first: X-Forwarded-For is a list, Forwarded (RFC 7239) has `for=` in each part. */
function* nodesFromLast(header: string): Generator<ForwardedClient | undefined> {
  let end = header.length;
  for (let hops = 0; end >= 0 && hops < MAX_HOPS; hops++) {
    const comma = end === 0 ? -1 : header.lastIndexOf(',', end - 1);
    const part = header.slice(comma + 1, end);
    const named = part
      .slice(0, 500)
      .split(';')
      .find((pair) => /^\s{0,10}for\s{0,10}=/i.test(pair));
    yield readNode(named === undefined ? part.slice(0, 200) : named.slice(named.indexOf('=') + 1));
    end = comma;
  }
}

/** The proxies whose `X-Forwarded-For` is believed: their own entry, which they put last, not what was there before. */
export class TrustedProxies {
  readonly #blocks: readonly Prefix[];

  /** @param blocks addresses and address blocks; what is neither is passed over, as the settings have checked them */
  constructor(blocks: readonly string[]) {
    this.#blocks = blocks.map(parsePrefix).filter((block) => block !== undefined);
  }

  get none(): boolean {
    return this.#blocks.length === 0;
  }

  trusts(address: string): boolean {
    const parsed = parseAddress(address);
    return parsed !== undefined && this.#blocks.some((block) => contains(block, parsed));
  }

  /**
   * The client as the trusted proxies saw it: the last address in the header that is no trusted proxy, for what
   * comes before it is hearsay. If all are trusted, the first. Undefined: something else is where that
   * address must be found.
   */
  clientOf(header: string): ForwardedClient | undefined {
    if (header.length > MAX_HEADER) return undefined;
    let first: ForwardedClient | undefined;
    for (const node of nodesFromLast(header)) {
      if (node === undefined) return undefined;
      if (!this.trusts(node.address)) return node;
      first = node;
    }
    return first;
  }

  /**
   * Gives requests that trusted proxies passed on, in rows [from, to), their client: `c_ip` becomes the client,
   * `peer` keeps who connected. Works on the distinct values, of which a block has few.
   */
  settle(sink: TableSink, from: number, to: number): ProxyCounts {
    const settled: ProxyCounts = { forwarded: 0, malformed: 0 };
    const ip = sink.columns.get('c_ip');
    const header = sink.columns.get('x_forwarded_for');
    if (this.none || !(ip instanceof AddressBuffer) || !(header instanceof TextBuffer)) return settled;
    const rows = new ProxiedRows(this, sink, ip, header);
    for (let row = from; row < to; row++) {
      if (header.items[row] === 0 || !rows.isProxy(ip.items[row]!)) continue;
      if (rows.move(row)) settled.forwarded++;
      else settled.malformed++;
    }
    return settled;
  }
}

/** The columns that change, and what is known of their codes. */
class ProxiedRows {
  readonly #proxies: TrustedProxies;
  readonly #ip: AddressBuffer;
  readonly #header: TextBuffer;
  readonly #peer: AddressBuffer;
  readonly #port: IntBuffer;
  readonly #trusted = new Map<number, boolean>();
  readonly #peers = new Map<number, number>();
  /** By the header's code: the client's code (0: malformed) and port (-1: not said). */
  readonly #clients = new Map<number, { code: number; port: number }>();

  constructor(proxies: TrustedProxies, sink: TableSink, ip: AddressBuffer, header: TextBuffer) {
    this.#proxies = proxies;
    this.#ip = ip;
    this.#header = header;
    this.#peer = sink.addressBuffer('peer');
    this.#port = sink.intBuffer('c_port');
  }

  isProxy(code: number): boolean {
    let trusted = this.#trusted.get(code);
    if (trusted === undefined) {
      trusted = code !== 0 && this.#proxies.trusts(this.#ip.dictionary.textOf(code));
      this.#trusted.set(code, trusted);
    }
    return trusted;
  }

  /** False: the header names no client. */
  move(row: number): boolean {
    const client = this.#clientOf(this.#header.items[row]!);
    if (client.code === 0) return false;
    // A server that already replaced the client's address (mod_remoteip, realip) logs the peer itself.
    if (this.#peer.items[row] === 0) this.#peer.items[row] = this.#peerOf(this.#ip.items[row]!);
    this.#ip.items[row] = client.code;
    if (client.port < 0) this.#port.unset(row);
    else this.#port.fill(row, row + 1, client.port);
    return true;
  }

  #peerOf(code: number): number {
    let peer = this.#peers.get(code);
    if (peer === undefined) {
      peer = this.#peer.codeOf(this.#ip.dictionary.textOf(code));
      this.#peers.set(code, peer);
    }
    return peer;
  }

  #clientOf(code: number): { code: number; port: number } {
    let client = this.#clients.get(code);
    if (client === undefined) {
      const found = this.#proxies.clientOf(this.#header.dictionary.textOf(code));
      client = {
        code: found === undefined ? 0 : this.#ip.codeOf(found.address),
        port: found?.port ?? -1,
      };
      this.#clients.set(code, client);
    }
    return client;
  }
}
