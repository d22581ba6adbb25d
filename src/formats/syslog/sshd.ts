import type { LoginReading, Reading } from '../rows/login-reading.ts';
import { reject, skip } from '../rows/login-reading.ts';

/**
 * What sshd writes (OpenSSH, `auth.c`, `auth2-pubkey.c`, `packet.c`). The user name is whatever the client sent and
 * may read like the rest of a message, so the address is taken from the message's end, where sshd writes it itself.
 */

/** sshd formats into a buffer of 1,024 bytes (OpenSSH, `log.c`), which escapes can make four times as long. */
const MAX_MESSAGE = 4096;
/** Attempts and connections that a later line may tell of again; the oldest is forgotten. */
const MAX_ANNOUNCED = 1000;

const ENDING = /^(\S{1,255}) port (\d{1,5})(?: ssh\d?)?$/;
const KEY_ENDING = /^(\S{1,255}) port (\d{1,5}) ssh\d?: \S{1,60} \S{1,100}$/;
const CERTIFICATE_ENDING =
  /^(\S{1,255}) port (\d{1,5}) ssh\d?: \S{1,60} \S{1,100} ID .*\(serial \d{1,20}\) CA \S{1,60} \S{1,100}$/;

const NO_LOGIN = 'sshd: a connection without a login, or its end';
const ENDED = 'sshd: the end of a connection whose failures are counted';
const ENDED_SOMEWHERE =
  'sshd: a connection for a known user that ended before a login, in a log without process numbers';
const ANNOUNCED = 'sshd: a failure that the line before it has counted';

/** Begins of messages that tell of no attempt of their own. */
const REMARKS: readonly (readonly [string, string])[] = [
  ['pam_', 'PAM: a failure that the service itself logs'],
  ['PAM ', 'PAM: a failure that the service itself logs'],
  ['Postponed ', 'sshd: one step of a login'],
  ['Partial ', 'sshd: one step of a login'],
  ['Server listening', 'sshd: start and stop'],
  ['Received signal', 'sshd: start and stop'],
];

/**
 * What a line has counted already and a later one tells of again: `Invalid user …` stands before the `Failed …` of
 * the same attempt, and the end of a connection after all of its failures. Oldest first.
 */
export class Announced {
  readonly #keys: Set<string>;

  constructor(keys: readonly string[]) {
    this.#keys = new Set(keys);
  }

  /** @param key host and process of the connection, and which attempt; empty: not known */
  add(key: string): void {
    if (key === '') return;
    this.#keys.delete(key);
    this.#keys.add(key);
    if (this.#keys.size <= MAX_ANNOUNCED) return;
    for (const oldest of this.#keys) {
      this.#keys.delete(oldest);
      break;
    }
  }

  /** Was it announced? It is forgotten then. */
  take(key: string): boolean {
    return this.#keys.delete(key);
  }

  get keys(): string[] {
    return [...this.#keys];
  }
}

interface Origin {
  /** Where the name ends. */
  at: number;
  client: string;
  port: number;
}

function originAt(text: string, at: number, ending: RegExp): Origin | undefined {
  const match = ending.exec(text.slice(at + 6));
  const [, client, port] = match ?? [];
  return client === undefined ? undefined : { at, client, port: Number(port) };
}

/** Behind a certificate stands its id, which the client chose as well: only one place may fit. */
function certificateOrigin(text: string): Origin | undefined {
  let found: Origin | undefined;
  for (let at = text.indexOf(' from '); at >= 0; at = text.indexOf(' from ', at + 1)) {
    const origin = originAt(text, at, CERTIFICATE_ENDING);
    if (origin !== undefined && found !== undefined) return undefined;
    found = origin ?? found;
  }
  return found;
}

function originOf(text: string): Origin | undefined {
  const at = text.lastIndexOf(' from ');
  if (at < 0) return undefined;
  return originAt(text, at, ENDING) ?? originAt(text, at, KEY_ENDING) ?? certificateOrigin(text);
}

function login(ok: boolean, user: string, origin: Origin, detail: string): LoginReading {
  return { kind: 'login', service: 'sshd', user, client: origin.client, port: origin.port, ok, detail };
}

function keyOf(connection: string, user: string): string {
  return connection === '' ? '' : `${connection} ${user}`;
}

/** Key of a connection of which a failure is counted. No user has that name: it has a line end. */
function failedKey(connection: string): string {
  return keyOf(connection, '\n');
}

const UNKNOWN_USER = /^(?:invalid|illegal) user /;

function outcome(text: string, ok: boolean, method: string, key: string, announced: Announced): Reading {
  if (method === 'none') return skip('sshd: a client that asked which methods there are');
  const origin = originOf(text);
  if (origin === undefined) return reject('sshd: no address and port at its end');
  const named = text.slice(`${ok ? 'Accepted' : 'Failed'} ${method} for `.length, origin.at);
  const unknown = UNKNOWN_USER.exec(named);
  const user = unknown === null ? named : named.slice(unknown[0].length);
  if (!ok) announced.add(failedKey(key));
  if (!ok && announced.take(keyOf(key, user))) return skip(ANNOUNCED);
  return login(ok, user, origin, unknown === null ? method : `${method}, invalid user`);
}

/** `Invalid user U from A port P`; before OpenSSH 7.4 without the port. */
function unknownUser(text: string, key: string, announced: Announced): Reading {
  const at = text.lastIndexOf(' from ');
  const match = at < 0 ? null : /^(\S{1,255})(?: port (\d{1,5}))?$/.exec(text.slice(at + 6));
  const [, client, port = '0'] = match ?? [];
  if (client === undefined) return reject('sshd: no address at its end');
  const user = text.slice('Invalid user '.length, at);
  announced.add(keyOf(key, user));
  return login(false, user, { at, client, port: Number(port) }, 'invalid user');
}

/** `User U from A not allowed because …`, before the `Failed … for invalid user U` of the same attempt. */
function refusedUser(text: string, key: string, announced: Announced): Reading | undefined {
  const end = text.lastIndexOf(' not allowed because ');
  const at = end < 0 ? -1 : text.lastIndexOf(' from ', end);
  const client = at < 0 ? '' : text.slice(at + 6, end);
  if (!/^\S{1,255}$/.test(client)) return undefined;
  const user = text.slice('User '.length, at);
  announced.add(keyOf(key, user));
  return login(false, user, { at, client, port: 0 }, 'user not allowed');
}

const PAM_ERROR = /^error: PAM: .{1,80}? for (?:illegal user |invalid user )?/;

/** `error: PAM: Authentication failure for U from A`: keyboard-interactive logins, before their `Failed` if any. */
function pamError(text: string, key: string, announced: Announced): Reading | undefined {
  const begin = PAM_ERROR.exec(text);
  const at = text.lastIndexOf(' from ');
  const client = text.slice(at + 6);
  if (begin === null || at < begin[0].length || !/^\S{1,255}$/.test(client)) return undefined;
  const user = text.slice(begin[0].length, at);
  // An unknown user was counted by the line before.
  if (announced.take(keyOf(key, user))) return skip(ANNOUNCED);
  announced.add(keyOf(key, user));
  announced.add(failedKey(key));
  return login(false, user, { at, client, port: 0 }, 'keyboard-interactive');
}

const ENDING_USER =
  /^(?:Connection (?:closed|reset) by|Disconnected from|Disconnecting) authenticating user /;
/** `U A port P`, of a user that exists: no client chose the name. A reason and `[preauth]` may follow. */
const USER_AT = /^(.{1,100}?) (\S{1,255}) port (\d{1,5})(?:[: ]|$)/;

/**
 * The end of a connection for a user that exists. Where the server takes keys only, sshd logs nothing else of an
 * attempt at its usual level (OpenSSH, `auth.c`: failures below the limit are logged as VERBOSE).
 */
function endOf(text: string, key: string, announced: Announced): Reading {
  if (key === '') return skip(ENDED_SOMEWHERE);
  if (announced.take(failedKey(key))) return skip(ENDED);
  const [, user, client, port] = USER_AT.exec(text) ?? [];
  if (user === undefined || client === undefined) return reject('sshd: no user, address and port in it');
  return login(false, user, { at: 0, client, port: Number(port) }, 'ended before a login');
}

/**
 * One message of sshd.
 * @param key host and process of the message, which are those of one connection; empty: not known
 */
export function readSshd(text: string, key: string, announced: Announced): Reading {
  if (text.length > MAX_MESSAGE) return reject(`sshd: longer than the ${MAX_MESSAGE} characters it writes`);
  const [, result, method] = /^(Accepted|Failed) (\S{1,60}) for /.exec(text) ?? [];
  if (method !== undefined) return outcome(text, result === 'Accepted', method, key, announced);
  if (/^(?:Invalid|Illegal) user /.test(text)) return unknownUser(text, key, announced);
  const other = text.startsWith('User ')
    ? refusedUser(text, key, announced)
    : text.startsWith('error: PAM: ')
      ? pamError(text, key, announced)
      : undefined;
  if (other !== undefined) return other;
  const ended = ENDING_USER.exec(text);
  if (ended !== null) return endOf(text.slice(ended[0].length), key, announced);
  const remark = REMARKS.find(([begin]) => text.startsWith(begin));
  return skip(remark?.[1] ?? NO_LOGIN);
}
