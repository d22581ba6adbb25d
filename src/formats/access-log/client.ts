import { worded } from './worded.ts';
import type { Layout } from './layout.ts';
import { behindPrefix, Words } from './words.ts';
import type { Word } from './words.ts';
import { latin1At } from '../text/line-bytes.ts';
import { SPACE } from '../../kernel/ascii.ts';

/** Where the parts before the time lie. Empty ranges are absent. */
export interface Client {
  hostStart: number;
  hostEnd: number;
  /** The client is an address; otherwise `note` says why not. */
  isAddress: boolean;
  /** The client as an IPv4 number; -1: it is not one. */
  v4: number;
  /** The client's own; -1: absent. */
  clientPort: number;
  userStart: number;
  userEnd: number;
  vhostStart: number;
  vhostEnd: number;
  /** The server's; -1: absent. */
  port: number;
  /** For the file: why a line that is read has no client. */
  note: string | undefined;
}

export function emptyClient(): Client {
  return {
    hostStart: 0,
    hostEnd: 0,
    isAddress: false,
    v4: -1,
    clientPort: -1,
    userStart: 0,
    userEnd: 0,
    vhostStart: 0,
    vhostEnd: 0,
    port: -1,
    note: undefined,
  };
}

const NAME_NOTE = worded('accessNames');
const NONE_NOTE = worded('accessDash');

const LIST = worded('accessList');
const TWO = worded('accessTwo');
const UNCLEAR = worded('accessNone');

/** From this port on, programs offer no services by habit. */
const FIRST_CLIENT_PORT = 1024;
/** What BunkerWeb and others put between the identity and the user: a request's number, of nginx's `$request_id`. */
const REQUEST_ID = /^[0-9a-f]{32}$/;

/** Reads what comes before the time; one object is used for all lines of a chunk. */
export class ClientReader {
  readonly words = new Words();
  readonly #layout: Layout;
  #bytes: Uint8Array = new Uint8Array();
  #end = 0;
  #client: Client = emptyClient();

  constructor(layout: Layout) {
    this.#layout = layout;
  }

  /**
   * @param bracket the `[` of the time
   * @returns why nothing is concluded; undefined: `client` was filled
   */
  read(bytes: Uint8Array, start: number, bracket: number, client: Client): string | undefined {
    const end = bracket > start && bytes[bracket - 1] === SPACE ? bracket - 1 : bracket;
    const behind = this.#layout.prefixed ? behindPrefix(bytes, start, end) : -1;
    const from = behind < 0 ? start : behind;
    this.#bytes = bytes;
    this.#end = end;
    this.#client = client;
    client.vhostStart = client.vhostEnd = client.userStart = client.userEnd = start;
    client.hostStart = client.hostEnd = start;
    client.port = client.clientPort = client.v4 = -1;
    client.isAddress = false;
    client.note = undefined;
    this.words.read(bytes, from, end);
    switch (this.words.kind(0)) {
      case 'address':
      case 'socket':
        return this.#addressFirst();
      case 'name':
      case 'host':
      case 'none':
        return this.#nameFirst();
      case 'list':
        return LIST;
      default:
        return UNCLEAR;
    }
  }

  /** Sets the client to the word, if it is one. */
  #take(place: number): undefined {
    const client = this.#client;
    const word = this.words.at(place);
    client.hostStart = word.hostStart;
    client.hostEnd = word.hostEnd;
    client.v4 = word.v4;
    client.isAddress = word.kind === 'address' || word.kind === 'socket';
    if (word.kind === 'socket') client.clientPort = word.port;
    if (!client.isAddress) client.note = word.kind === 'none' ? NONE_NOTE : NAME_NOTE;
  }

  /** The virtual host, with its port if it has one. */
  #takeHost({ kind, hostStart, hostEnd, port }: Word): void {
    if (kind === 'none' || kind === 'other') return;
    this.#client.port = port;
    this.#client.vhostStart = hostStart;
    this.#client.vhostEnd = hostEnd;
  }

  /** Identity at `place`, then the user: the identity has no spaces, the user may. */
  #takeUser(place: number): undefined {
    const client = this.#client;
    if (place + 1 >= this.words.count) return;
    client.userStart = this.words.at(place + 1).start;
    client.userEnd = this.#end;
    const { kind, end } = this.words.at(place + 1);
    if (kind === 'none' && end === this.#end) client.userEnd = client.userStart;
  }

  /** `address identity user`, and what has the client at another place. */
  #addressFirst(): string | undefined {
    const { words } = this;
    const layout = this.#layout;
    const first = words.at(0);
    if (first.kind === 'address' && layout.sockets && first.v4 < 0 && first.hostStart === first.start)
      return TWO;
    const second = words.kind(1);
    switch (second) {
      case 'list':
        return LIST;
      case 'address':
      case 'socket':
        return this.#twoAddresses();
      case 'none':
        // `address - address - user`, or a user who calls himself that: then other lines are plain.
        if (!layout.plain && words.kind(2) === 'address' && words.kind(3) === 'none') return TWO;
        if (layout.hostFirst && words.count > 3 && words.addressFrom(2)) return TWO;
        if (first.kind === 'socket' && !this.#isClientPort(first.port)) return TWO;
        this.#take(0);
        return this.#takeUser(1);
      default:
        // The server's own address and port, where other lines have the virtual host, and a client by its name.
        const server = first.kind === 'socket' && !this.#isClientPort(first.port);
        if (layout.hostFirst && server && second === 'name' && words.kind(2) === 'none') {
          this.#takeHost(first);
          this.#take(1);
          return this.#takeUser(2);
        }
        if (layout.hostFirst || first.kind === 'socket') return TWO;
        if (!layout.plain && words.addressFrom(2)) return TWO;
        this.#take(0);
        return this.#hostBehind();
    }
  }

  /** `address name user` or `address name - user`: what is in the identity's place is mostly the virtual host. */
  #hostBehind(): undefined {
    const { words } = this;
    const named = words.kind(1) !== 'other';
    const identity = words.kind(2) === 'none' && words.count > 3;
    if (named && (identity || this.#layout.hostBehind)) this.#takeHost(words.at(1));
    return this.#takeUser(identity ? 2 : 1);
  }

  /** Which of two addresses is the client, other lines of the file tell, where one of the two is a name. */
  #twoAddresses(): string | undefined {
    const { words } = this;
    const { hostFirst, hostBehind, sockets } = this.#layout;
    const [first, second] = [words.at(0), words.at(1)];
    // `name:port address`, of a server that is asked by its address.
    const hostAndPort = first.kind === 'socket' && !sockets && second.kind === 'address';
    if (hostAndPort || (hostFirst && !hostBehind && words.kind(2) === 'none')) {
      if (this.#userHasAddress()) return TWO;
      this.#takeHost(first);
      this.#take(1);
      return this.#takeUser(2);
    }
    if (!hostBehind || hostFirst || first.kind !== 'address') return TWO;
    this.#take(0);
    return this.#hostBehind();
  }

  /** `host client identity user`, or a client that is a name, or none. */
  #nameFirst(): string | undefined {
    const { words } = this;
    const second = words.kind(1);
    if (second === 'list') return LIST;
    if (second === 'address' || second === 'socket') {
      const identity = words.kind(2);
      if (words.kind(0) === 'none' && identity !== 'none') return UNCLEAR;
      if (this.#userHasAddress()) return TWO;
      this.#takeHost(words.at(0));
      this.#take(1);
      return this.#takeUser(words.count === 3 && identity !== 'none' ? 1 : this.#identity());
    }
    if (words.addressFrom(1) && !this.#layout.plain) return TWO;
    const hostAndClient = words.kind(0) === 'host' || this.#layout.hostFirst;
    if (hostAndClient && words.kind(2) === 'none' && second === 'name') {
      this.#takeHost(words.at(0));
      this.#take(1);
      return this.#takeUser(2);
    }
    return this.#nameAlone();
  }

  /** Behind a host's name somebody may have written another client into it, with spaces. */
  #userHasAddress(): boolean {
    return this.words.count > 4 && this.words.addressFrom(2);
  }

  /** A client that the server has looked up, or none: after it comes the identity that no server knows. */
  #nameAlone(): string | undefined {
    if (this.words.kind(1) !== 'none') return UNCLEAR;
    this.#take(0);
    return this.#takeUser(1);
  }

  /** Place of the last word before the user, of lines with a virtual host first. */
  #identity(): number {
    const { start, end } = this.words.at(3);
    return this.words.count > 4 && REQUEST_ID.test(latin1At(this.#bytes, start, end)) ? 3 : 2;
  }

  /** Ports of clients differ; that of a server is the same in all lines. */
  #isClientPort(port: number): boolean {
    return port >= FIRST_CLIENT_PORT && !this.#layout.samePort;
  }
}
