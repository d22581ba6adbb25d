/** Attempts and connections that a later line may tell of again; the oldest is forgotten. */
const MAX_ANNOUNCED = 1000;

/** Where a connection comes from. */
export interface Peer {
  client: string;
  /** 0: not said. */
  port: number;
}

/**
 * What lines before have said that a later one needs: attempts that are counted already (sshd's `Invalid user …` comes
 * before the `Failed …` of the same attempt), and whose connection a process serves (Dropbear names the client of an
 * unknown user only where the connection began). Oldest first.
 */
export class Announcements {
  readonly #known: Map<string, string>;
  /** Services that log their logins in this file themselves, beside PAM. */
  readonly logging: ReadonlySet<string>;

  /**
   * @param keys as `keys` gave them
   * @param logging see there
   */
  constructor(keys: readonly string[], logging: readonly string[] = []) {
    this.#known = new Map(keys.map((key) => split(key)));
    this.logging = new Set(logging);
  }

  /** @param key host and process of the connection, and which attempt; empty: not known */
  add(key: string, value = ''): void {
    if (key === '') return;
    this.#known.delete(key);
    this.#known.set(key, value);
    if (this.#known.size <= MAX_ANNOUNCED) return;
    for (const oldest of this.#known.keys()) {
      this.#known.delete(oldest);
      break;
    }
  }

  has(key: string): boolean {
    return this.#known.has(key);
  }

  /** Was it announced? It is forgotten then. */
  take(key: string): boolean {
    return this.#known.delete(key);
  }

  /** @param connection host and process of the line; empty: not known */
  connect(connection: string, { client, port }: Peer): void {
    this.add(peerKey(connection), `${client} ${port}`);
  }

  /** The client whose connection the process serves; undefined if no earlier line named it. */
  peer(connection: string): Peer | undefined {
    const value = this.#known.get(peerKey(connection));
    if (value === undefined) return undefined;
    const space = value.lastIndexOf(' ');
    return { client: value.slice(0, space), port: Number(value.slice(space + 1)) };
  }

  /** All of it as texts, for the chunk that follows. */
  get keys(): string[] {
    return [...this.#known].map(([key, value]) => `${key}\u0000${value}`);
  }
}

/** No value holds a NUL, which parts it from its key. */
function split(text: string): [string, string] {
  const at = text.lastIndexOf('\u0000');
  return [text.slice(0, at), text.slice(at + 1)];
}

/** No user has that name: it has a line end. */
function peerKey(connection: string): string {
  return connection === '' ? '' : `${connection}\n@`;
}
