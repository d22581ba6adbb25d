import { parseAddress } from '../../net/address.ts';
import { reasonsOf } from '../../model/reason.ts';
import { Facts } from '../facts.ts';
import type { LoginFact } from '../facts.ts';
import { secondOf } from '../live/read.ts';
import type { Paste } from '../pastes/paste.ts';
import { given } from '../text/words.ts';
import { isRecord, layoutOf, stampOf, TEXTS, TYPE, viewOf } from './layout.ts';
import type { Layout } from './layout.ts';
import type { LOGIN_ROWS } from './sentences.ts';

const reason = reasonsOf<typeof LOGIN_ROWS>();

/** Which of the three files it is: sessions, failed logins, who is logged in now. */
export type LoginFile = 'wtmp' | 'btmp' | 'utmp';

const MAX_REJECTS = 20;
/** So many records are looked at where the name says nothing. */
const FIRST = 16;
/** The name that getty writes while it waits. */
const WAITING = 'LOGIN';

/** By its name: `wtmp`, `btmp.1`, `wtmp-20260101`, `web-1.wtmp`; undefined: another one. */
export function loginFileOf(path: string): LoginFile | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const [, known] =
    /^(?:[\w.-]{1,80}[._-])?([wbu]tmp)x?(?:[.-]\d{1,10})?(?:\.(?:bin|raw|copy|bak))?$/.exec(name) ?? [];
  return known === 'wtmp' || known === 'btmp' || known === 'utmp' ? known : undefined;
}

/**
 * Are the bytes records of logins? Without the name of such a file each of the first has to be one, and to say something.
 * @param whole `bytes` is the whole file
 */
export function areLogins(bytes: Uint8Array, path: string, whole: boolean): boolean {
  const layout = layoutOf(bytes);
  if (layout === undefined) return false;
  if (loginFileOf(path) !== undefined) return true;
  const records = Math.min(FIRST, Math.floor(bytes.length / layout.size));
  const isOne = (_none: unknown, i: number): boolean => {
    const record = viewOf(bytes, i * layout.size, layout.size);
    const { type, seconds } = stampOf(record, layout);
    return isRecord(record, layout) && type !== TYPE.empty && seconds > 0;
  };
  return (
    (!whole || bytes.length % layout.size === 0) && Array.from({ length: records }, isOne).every(Boolean)
  );
}

function textOf(record: DataView, [at, length]: readonly [number, number]): string {
  const bytes = Buffer.from(record.buffer, record.byteOffset + at, length);
  const end = bytes.indexOf(0);
  return bytes.subarray(0, end < 0 ? length : end).toString('utf8');
}

/** `ut_addr_v6`, in the order of the network: of IPv4 the first four bytes alone. */
function addressOf(record: DataView, at: number): string | undefined {
  const bytes = new Uint8Array(record.buffer, record.byteOffset + at, 16);
  if (bytes.every((byte) => byte === 0)) return undefined;
  if (bytes.subarray(4).every((byte) => byte === 0)) return bytes.subarray(0, 4).join('.');
  const words = Array.from({ length: 8 }, (_none, i) => record.getUint16(at + 2 * i).toString(16));
  return parseAddress(words.join(':'))?.text;
}

/** Whence: the host's text where it is an address, else the address beside it; a name only where there is none. */
function fromOf(record: DataView, layout: Layout): { from?: string; from_cut?: boolean } {
  const host = textOf(record, TEXTS.host);
  const from =
    parseAddress(host)?.text ?? addressOf(record, layout.address) ?? (host === '' ? undefined : host);
  return { ...given('from', from), ...(from?.length === TEXTS.host[1] && { from_cut: true }) };
}

/** Did it fail? Undefined: it is no login. sshd writes its failed ones as a login that waits. */
function failedIn(
  type: number,
  user: string,
  terminal: string,
  file: LoginFile | undefined,
): boolean | undefined {
  if (type !== TYPE.session && type !== TYPE.login) return undefined;
  if (file === 'btmp' || terminal.endsWith(':notty')) return true;
  if (type === TYPE.session) return false;
  return file === undefined && user !== WAITING && user !== '' ? true : undefined;
}

/** Counts of records, and their reasons. */
class LoginReader {
  readonly paste: Paste = {
    facts: new Facts(),
    outputs: [],
    hosts: [],
    read: 0,
    parsed: 0,
    rejected: 0,
    skipped: 0,
    rejects: [],
    skips: [],
  };
  readonly #skips = new Map<string, number>();
  readonly #logins: LoginFact[] = [];
  readonly #evidence: string;
  readonly #layout: Layout;

  constructor(evidence: string, layout: Layout) {
    this.#evidence = evidence;
    this.#layout = layout;
  }

  /** @param offset of the record in the file */
  take(record: DataView, offset: number, file: LoginFile | undefined): void {
    const layout = this.#layout;
    if (!isRecord(record, layout)) {
      this.reject(offset, reason('recordBroken'));
      return;
    }
    const { type, seconds } = stampOf(record, layout);
    const [user, terminal] = [textOf(record, TEXTS.user), textOf(record, TEXTS.terminal)];
    const failed = failedIn(type, user, terminal, file);
    if (failed === undefined) this.#skip(type === TYPE.empty ? reason('recordEmpty') : reason('recordOther'));
    else if (seconds === 0) this.reject(offset, reason('recordTimeless'));
    else {
      const { paste } = this;
      paste.read += 1;
      paste.parsed += 1;
      this.#logins.push({
        user,
        ...given('terminal', terminal === '' ? undefined : terminal),
        ...fromOf(record, layout),
        at: secondOf(new Date(seconds * 1000)),
        failed,
        ...(file === 'utmp' && !failed && { open: true }),
        origin: { evidence: this.#evidence, line: paste.read, by: 'utmp' },
      });
    }
  }

  reject(offset: number, why: string): void {
    const { paste } = this;
    paste.read += 1;
    paste.rejected += 1;
    if (paste.rejects.length < MAX_REJECTS) paste.rejects.push({ line: paste.read, offset, reason: why });
  }

  #skip(why: string): void {
    this.paste.read += 1;
    this.paste.skipped += 1;
    this.#skips.set(why, (this.#skips.get(why) ?? 0) + 1);
  }

  end(): Paste {
    const { paste } = this;
    paste.skips = Array.from(this.#skips, ([why, count]) => ({ reason: why, count }));
    // The newest first, as last prints them.
    paste.facts.logins.push(...this.#logins.toReversed());
    if (paste.parsed > 0) paste.outputs.push({ parser: 'utmp', line: 1, rows: paste.parsed });
    return paste;
  }
}

/**
 * Reads records of logins, as wtmp, btmp and utmp have them. `line` of an origin is the number of the record, from 1. Never
 * throws on any bytes.
 * @param evidence path for where facts were read, whose name tells which of the files it is
 * @param from where in the file the bytes begin
 */
export function readLogins(bytes: Uint8Array, evidence: string, from = 0): Paste | undefined {
  const layout = layoutOf(bytes);
  if (layout === undefined) return undefined;
  const file = loginFileOf(evidence);
  const reader = new LoginReader(evidence, layout);
  let at = 0;
  for (; at + layout.size <= bytes.length; at += layout.size)
    reader.take(viewOf(bytes, at, layout.size), from + at, file);
  if (at < bytes.length) reader.reject(from + at, reason('recordCut'));
  return reader.end();
}
