import type { Net } from '../../../base/ports.ts';
import { UserError } from '../../../base/errors.ts';
import { OutOfMemory } from '../engine.ts';

/** How a coordinator is reached, and where the tables are looked for. */
export interface TrinoServer {
  /** `https://trino.example.com:8443`. */
  url: string;
  user: string;
  /** Sent by HTTPS only. */
  password?: string;
  /** A catalog of the hive connector. */
  catalog: string;
  schema: string;
}

/** A column as the server names it; its type decides how a value is written: `timestamp(6)`, `array(varchar)`. */
interface TrinoColumn {
  name: string;
  type: string;
}

export interface TrinoRows {
  columns: readonly TrinoColumn[];
  rows: unknown[][];
}

/** A page of the protocol (https://trino.io/docs/current/develop/client-protocol.html). */
interface Page {
  id: string;
  nextUri?: string;
  columns?: TrinoColumn[];
  data?: unknown[][];
  error?: { message: string; errorName: string };
}

/** Said by a server that has no time now; the same page is asked for again. */
const BUSY = new Set([429, 502, 503, 504]);
/** Seconds between attempts, and how often; a coordinator that restarts has forgotten the query by then anyway. */
const PAUSES = [0.1, 0.5, 1, 2, 4, 8];
/** A page is at most 16 MB by the server's own setting; a server that sends more than this is none. */
const MAX_PAGE_BYTES = 256 * 2 ** 20;
const MEMORY_ERRORS = /^EXCEEDED_(?:LOCAL|GLOBAL)_MEMORY_LIMIT$|^CLUSTER_OUT_OF_MEMORY$/;

function isColumn(value: unknown): value is TrinoColumn {
  return typeof value === 'object' && value !== null && 'name' in value && 'type' in value;
}

/** Whether an answer is a page: a proxy's error page, with 200 and in HTML, is not, and would count as no rows. */
function isPage(value: unknown): value is Page {
  if (typeof value !== 'object' || value === null) return false;
  const { id, stats, nextUri, columns, data }: Record<string, unknown> = { ...value };
  return (
    typeof id === 'string' &&
    stats !== undefined &&
    (nextUri === undefined || typeof nextUri === 'string') &&
    (columns === undefined || (Array.isArray(columns) && columns.every(isColumn))) &&
    (data === undefined || (Array.isArray(data) && data.every(Array.isArray)))
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function failed({ message, errorName }: { message: string; errorName: string }): UserError {
  const Kind = MEMORY_ERRORS.test(errorName) ? OutOfMemory : UserError;
  return new Kind(`Trino could not answer: ${message} (${errorName})`);
}

/** Statements for one Trino coordinator, by its HTTP protocol. */
export class TrinoClient {
  readonly #server: TrinoServer;
  readonly #origin: string;
  readonly #headers: Record<string, string>;
  readonly #net: Pick<Net, 'fetch'>;
  readonly #pause: (seconds: number) => Promise<void>;

  /** @param pause waits; for tests */
  constructor(server: TrinoServer, net: Pick<Net, 'fetch'>, pause: (seconds: number) => Promise<void>) {
    this.#server = server;
    this.#origin = new URL(server.url).origin;
    this.#net = net;
    this.#pause = pause;
    this.#headers = {
      'X-Trino-User': server.user,
      'X-Trino-Source': 'abusedesk',
      'X-Trino-Catalog': server.catalog,
      'X-Trino-Schema': server.schema,
      'X-Trino-Time-Zone': 'UTC',
      // Without it times come with three digits, whatever they have.
      'X-Trino-Client-Capabilities': 'PARAMETRIC_DATETIME',
      // Parts that several questions share are written into each of them, and some come to 200 stages.
      'X-Trino-Session': `${server.catalog}.timestamp_precision=MICROSECONDS,query_max_stage_count=1000`,
    };
    if (server.password !== undefined) {
      const credentials = Buffer.from(`${server.user}:${server.password}`).toString('base64');
      this.#headers['Authorization'] = `Basic ${credentials}`;
    }
  }

  /** One exchange; what is answered is a page, or it is asked again, or it is an error. */
  async #exchange(url: string, init: RequestInit, signal: AbortSignal | undefined): Promise<Page> {
    for (let attempt = 0; ; attempt += 1) {
      let why: string;
      try {
        const response = await this.#net.fetch(url, {
          ...init,
          headers: this.#headers,
          redirect: 'error',
          ...(signal && { signal }),
        });
        if (response.ok) {
          const text = await response.text();
          const page = text.length > MAX_PAGE_BYTES ? undefined : parsed(text);
          if (isPage(page)) return page;
          throw new UserError(`what answers at ${this.#server.url} is no Trino coordinator`, {
            hint: 'Check the url in the settings; a proxy or a login page may be in between.',
          });
        }
        await response.body?.cancel();
        if (response.status === 401 || response.status === 403) {
          throw new UserError(`Trino refuses user ${this.#server.user} (HTTP ${response.status})`);
        }
        why = `HTTP ${response.status}`;
        if (!BUSY.has(response.status)) throw new UserError(`Trino at ${this.#server.url} answers ${why}`);
      } catch (error) {
        if (error instanceof UserError || signal?.aborted === true) throw error;
        why = error instanceof Error ? error.message : String(error);
      }
      const pause = PAUSES[attempt];
      if (pause === undefined) {
        throw new UserError(`Trino at ${this.#server.url} stopped answering (${why})`, {
          hint: 'Nothing was written there. Run the same command again when it is back.',
        });
      }
      await this.#pause(pause);
    }
  }

  /** Asks the server to stop; whether it does is its own affair. */
  async #cancel(nextUri: string): Promise<void> {
    try {
      await this.#net.fetch(nextUri, { method: 'DELETE', headers: this.#headers, redirect: 'error' });
    } catch {
      // It ends by itself when nobody asks for its pages.
    }
  }

  /**
   * Runs a statement and gathers its rows, as the server writes them in JSON: 64-bit integers above 2^53 are rounded.
   * @throws UserError with Trino's own message where it fails, also after the first rows
   */
  async run(statement: string, signal?: AbortSignal): Promise<TrinoRows> {
    const rows: unknown[][] = [];
    let columns: readonly TrinoColumn[] = [];
    let page = await this.#exchange(
      new URL('/v1/statement', this.#server.url).href,
      { method: 'POST', body: statement },
      signal,
    );
    for (;;) {
      if (page.error !== undefined) throw failed(page.error);
      columns = page.columns ?? columns;
      for (const row of page.data ?? []) rows.push(row);
      const { nextUri } = page;
      if (nextUri === undefined) return { columns, rows };
      // The password goes to the server that was named, and to no other that a page names.
      if (new URL(nextUri).origin !== this.#origin) {
        throw new UserError(
          `Trino at ${this.#server.url} sends its clients on to ${new URL(nextUri).origin}`,
          {
            hint: 'Name that address as url, or let the proxy before Trino set X-Forwarded headers.',
          },
        );
      }
      try {
        page = await this.#exchange(nextUri, { method: 'GET' }, signal);
      } catch (error) {
        await this.#cancel(nextUri);
        throw error;
      }
    }
  }
}
