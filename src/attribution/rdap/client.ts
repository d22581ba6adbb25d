import { dirname, join } from 'node:path';
import * as z from 'zod';
import { UserError } from '../../base/errors.ts';
import { homeFolder } from '../../base/home.ts';
import type { Clock, Environment, Files, Ids, Net } from '../../base/ports.ts';
import { registrationSchema } from '../../model/source.ts';
import type { Registration } from '../../model/source.ts';
import type { Address } from '../../net/address.ts';
import { MAX_REDIRECTS, secureUrl } from '../../net/secure-url.ts';
import { specialOf } from '../../net/special.ts';
import { readAnswer } from './answer.ts';
import { bootstrapSchema, IANA, serverOf } from './bootstrap.ts';
import type { Bootstrap } from './bootstrap.ts';

type World = Clock & Environment & Files & Ids & Net;

export interface RdapOptions {
  /** Where the bootstrap files are; IANA's by default. A plain HTTP address, of this computer alone, is for tests. */
  bootstrap?: { 4: string; 6: string };
  /** Time between two questions to one server, milliseconds. */
  interval?: number;
}

/** Registries ask for one question a second at most; who asks faster is shut out. */
const INTERVAL_MS = 1000;
/** Longest wait that a server may ask for. */
const MAX_WAIT_S = 60;
const TIMEOUT_MS = 20_000;
const MAX_BYTES = 2 * 1024 * 1024;
/** Registrations change rarely; the bootstrap files say a day themselves (RFC 9224, section 8). */
const FRESH_MS = 86_400_000;
const MAX_KEPT = 10_000;

const cacheSchema = z.object({
  schema: z.literal('abusedesk.rdap/1'),
  answers: z.record(z.string(), registrationSchema),
});

const LOOPBACK = /^http:\/\/(?:127\.0\.0\.1|\[::1\])(?::\d{1,5})?\//;

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

/** Asks registries who holds an address: few questions, slowly, and none twice a day. */
export class RdapClient {
  readonly #effects: World;
  readonly #bootstrap: { 4: string; 6: string };
  readonly #interval: number;
  readonly #lists = new Map<4 | 6, Bootstrap>();
  /** By host: when it may be asked again, milliseconds since 1970. */
  readonly #next = new Map<string, number>();
  #answers: Map<string, Registration> | undefined;

  constructor(effects: World, { bootstrap = IANA, interval = INTERVAL_MS }: RdapOptions = {}) {
    this.#effects = effects;
    this.#bootstrap = bootstrap;
    this.#interval = interval;
  }

  /** The address as it is asked: by HTTPS alone; in a test, of this computer. */
  #checked(url: string, from?: string): string | undefined {
    const secure = secureUrl(url, from);
    if (secure !== undefined || !LOOPBACK.test(this.#bootstrap[4])) return secure;
    const here = URL.canParse(url, from) ? new URL(url, from).href : '';
    return LOOPBACK.test(here) ? here : undefined;
  }

  get #path(): string {
    return join(homeFolder(this.#effects), 'rdap.json');
  }

  /** What was answered within a day. A cache that is damaged is empty. */
  async #known(): Promise<Map<string, Registration>> {
    if (this.#answers !== undefined) return this.#answers;
    this.#answers = new Map();
    try {
      const parsed = cacheSchema.safeParse(JSON.parse(await this.#effects.fs.readFile(this.#path, 'utf8')));
      const now = this.#effects.now().getTime();
      for (const [address, answer] of Object.entries(parsed.data?.answers ?? {})) {
        const age = now - Date.parse(answer.asked);
        if (age >= 0 && age < FRESH_MS) this.#answers.set(address, answer);
      }
    } catch {
      // Nothing was kept yet.
    }
    return this.#answers;
  }

  /** Keeps what was answered. @throws UserError when the state folder cannot be written */
  async save(): Promise<void> {
    if (this.#answers === undefined || this.#answers.size === 0) return;
    const { fs } = this.#effects;
    const answers = Object.fromEntries([...this.#answers].slice(-MAX_KEPT));
    const part = `${this.#path}.${this.#effects.uuid()}.part`;
    try {
      await fs.mkdir(dirname(this.#path), { recursive: true });
      await fs.writeFile(part, `${JSON.stringify({ schema: 'abusedesk.rdap/1', answers })}\n`);
      await fs.rename(part, this.#path);
    } catch (cause) {
      await fs.rm(part, { force: true });
      throw new UserError('the answers of registries cannot be kept', { file: this.#path, cause });
    }
  }

  /** Waits until the host may be asked. */
  async #turn(host: string): Promise<void> {
    const now = this.#effects.now().getTime();
    const at = Math.max(now, this.#next.get(host) ?? 0);
    this.#next.set(host, at + this.#interval);
    if (at > now) await pause(at - now);
  }

  async #once(url: string): Promise<Response> {
    await this.#turn(new URL(url).host);
    try {
      return await this.#effects.fetch(url, {
        headers: { accept: 'application/rdap+json, application/json' },
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (cause) {
      const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
      const why = reason instanceof Error ? reason.message : 'no answer';
      throw new UserError(`${new URL(url).host} could not be asked (RDAP): ${why}`, { cause });
    }
  }

  /** A registry sends on to the one that knows; one that is asked too fast says how long to wait, and is asked once more. */
  async #get(start: string): Promise<{ value: unknown; host: string } | undefined> {
    let url: string | undefined;
    let next = start;
    let waited = false;
    for (let hop = 0; hop <= MAX_REDIRECTS;) {
      url = this.#checked(next, url);
      if (url === undefined) throw new UserError('a registry sends on to what is no host by HTTPS (RDAP)');
      const { host } = new URL(url);
      const response = await this.#once(url);
      const location = response.headers.get('location');
      if (response.status === 404) return undefined;
      if (response.status === 429 && !waited) {
        const seconds = Number(response.headers.get('retry-after') ?? '1');
        if (!(seconds >= 0 && seconds <= MAX_WAIT_S)) {
          throw new UserError(`${host} wants no more questions for now (RDAP); try again later`);
        }
        await pause(seconds * 1000);
        waited = true;
      } else if (response.status >= 300 && response.status < 400 && location !== null) {
        next = location;
        hop++;
      } else if (response.ok) {
        return { value: await json(response, host), host };
      } else {
        throw new UserError(`${host} answers ${response.status} (RDAP)`);
      }
    }
    throw new UserError(`${new URL(start).host} sends on without end (RDAP)`);
  }

  async #list(family: 4 | 6): Promise<Bootstrap> {
    const known = this.#lists.get(family);
    if (known !== undefined) return known;
    const answer = await this.#get(this.#bootstrap[family]);
    const parsed = bootstrapSchema.safeParse(answer?.value);
    if (!parsed.success) throw new UserError(`${this.#bootstrap[family]} is no list of registries (RDAP)`);
    this.#lists.set(family, parsed.data);
    return parsed.data;
  }

  /**
   * Who holds the address, as its registry says; undefined: nobody is registered, or it is no public address, which is
   * then not asked about.
   * @throws UserError when a server cannot be asked, or answers something else
   */
  async registrationOf(address: Address): Promise<Registration | undefined> {
    if (specialOf(address) !== undefined) return undefined;
    const answers = await this.#known();
    const known = answers.get(address.text);
    if (known !== undefined) return known;
    const server = serverOf(
      await this.#list(address.family),
      address,
      (url) => this.#checked(url) !== undefined,
    );
    if (server === undefined) return undefined;
    const base = server.endsWith('/') ? server : `${server}/`;
    const answer = await this.#get(`${base}ip/${address.text}`);
    if (answer === undefined) return undefined;
    const registration = readAnswer(answer.value, address, answer.host, this.#effects.now().toISOString());
    answers.set(address.text, registration);
    return registration;
  }
}

async function json(response: Response, host: string): Promise<unknown> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of response.body ?? []) {
      size += part.length;
      if (size > MAX_BYTES) throw new UserError(`${host} answers more than ${MAX_BYTES} bytes (RDAP)`);
      parts.push(part);
    }
    return JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError(`${host} answers no JSON (RDAP)`, { cause });
  }
}
