import { behindPrefix, Words } from './words.ts';

/**
 * What a file's lines have in common before the time. A line with two fields that could be the client does not say
 * which it is; the other lines do, where a field is a name in them: an address that a request was sent to is where
 * names of hosts do, and what its sender wrote into Host must never become the client.
 */
export interface Layout {
  /** The lines begin with `path:`, as grep over several files writes them. */
  prefixed: boolean;
  /** Lines of the usual shape are among them: `address - user`. */
  plain: boolean;
  /** The virtual host comes before the client: `www.example.com 203.0.113.9 - user`. */
  hostFirst: boolean;
  /** It comes after the client: `203.0.113.9 www.example.com user`. */
  hostBehind: boolean;
  /** The client has its port: `203.0.113.9:4711 - user`. */
  sockets: boolean;
  /** That port is the same in all lines, of which there are several: it may be the server's. */
  samePort: boolean;
}

/** Collects the layout from lines of a file's beginning. */
export class LayoutOf {
  readonly #words = new Words();
  readonly #layout = { plain: false, hostFirst: false, hostBehind: false };
  readonly #ports = new Set<number>();
  #sockets = 0;
  #addressed = 0;
  #behindPath = 0;

  /** @param end the space before the time */
  add(bytes: Uint8Array, start: number, end: number): void {
    const words = this.#words;
    const layout = this.#layout;
    words.read(bytes, start, end);
    const [first, second, third] = [words.kind(0), words.kind(1), words.kind(2)];
    if (behindPrefix(bytes, start, end) > 0) this.#behindPath++;
    if (first === 'address' || second === 'address') this.#addressed++;
    if (first === 'address' && second === 'none' && words.count === 3) layout.plain = true;
    else if (
      (first === 'name' || first === 'none' || first === 'host') &&
      second === 'address' &&
      third === 'none'
    ) {
      if (!words.addressFrom(3)) layout.hostFirst = true;
    } else if (first === 'address' && isHost(words)) layout.hostBehind = true;
    else if (first === 'socket' && second === 'none') {
      this.#sockets++;
      this.#ports.add(words.at(0).port);
    }
  }

  get layout(): Layout {
    return {
      ...this.#layout,
      prefixed: this.#behindPath > this.#addressed,
      sockets: this.#sockets > 0,
      samePort: this.#sockets > 1 && this.#ports.size === 1,
    };
  }
}

/** Is what follows the client a virtual host, as lighttpd writes it, and not an identity? */
function isHost(words: Words): boolean {
  const kind = words.kind(1);
  if (kind !== 'name' && kind !== 'host' && kind !== 'socket') return false;
  // A port that a client could have is no host's.
  if (kind === 'socket' && (words.count !== 3 || words.at(1).port >= FIRST_EPHEMERAL_PORT)) return false;
  if (kind === 'name' && !words.holdsDot(1)) return false;
  return (words.count === 3 || words.kind(2) === 'none') && !words.addressFrom(3);
}

/** From here on systems choose the ports of connections that they open (Linux, `ip_local_port_range`). */
const FIRST_EPHEMERAL_PORT = 32_768;
