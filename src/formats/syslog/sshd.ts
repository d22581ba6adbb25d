import { worded } from './worded.ts';
import type { LoginReading, Reading } from '../rows/reading.ts';
import { reject, skip } from '../rows/reading.ts';
import type { Announcements, Peer } from './announced.ts';
import { readConnection } from './sshd-connection.ts';
import { attemptKey, ENDED, ENDED_SOMEWHERE, failedKey } from './sshd-keys.ts';
import { LOGIN_DETAIL } from '../../tables/login-details.ts';

/**
 * What sshd writes (OpenSSH, `auth.c`, `auth2-pubkey.c`, `packet.c`). The user name is whatever the client sent and
 * may read like the rest of a message, so the address is taken from the message's end, where sshd writes it itself.
 */

/** sshd formats into a buffer of 1,024 bytes (OpenSSH, `log.c`), which escapes can make four times as long. */
const MAX_MESSAGE = 4096;

const ENDING = /^(\S{1,255}) port (\d{1,5})(?: ssh\d?)?$/;
const KEY_ENDING = /^(\S{1,255}) port (\d{1,5}) ssh\d?: \S{1,60} \S{1,100}$/;
/** Without a port, as sshd wrote it before 2001 and filters of other programs still know it. */
const BARE_ENDING = /^([0-9A-Fa-f]{0,4}[.:][0-9A-Fa-f.:]{1,43})$/;
/**
 * After these comes what the client chose: a certificate's id, its own user and host (host-based), its user (RSA rhosts
 * of SSH 1).
 */
const CHOSEN_ENDINGS: readonly RegExp[] = [
  /^(\S{1,255}) port (\d{1,5}) ssh\d?: \S{1,60} \S{1,100} ID .*\(serial \d{1,20}\) CA \S{1,60} \S{1,100}$/,
  /^(\S{1,255}) port (\d{1,5}) ssh\d?: \S{1,60} \S{1,100}, client user ".*", client host ".*"$/,
  /^(\S{1,255}) port (\d{1,5}) ssh1: ruser .*$/,
];

const ANNOUNCED = worded('sysSshdAnnounced');

/** Begins of messages that tell of no attempt of their own. */
const REMARKS: readonly (readonly [string, string])[] = [
  ['Postponed ', worded('sysSshdStep')],
  ['Server listening', worded('sysSshdStart')],
  ['Received signal', worded('sysSshdStart')],
];

const OTHER = worded('sysSshdOther');

interface Origin extends Peer {
  /** Where the name ends. */
  at: number;
}

function originAt(text: string, at: number, ending: RegExp): Origin | undefined {
  const match = ending.exec(text.slice(at + 6));
  const [, client, port = '0'] = match ?? [];
  return client === undefined ? undefined : { at, client, port: Number(port) };
}

/** Where the client's own words come after the address, too: only one place may fit. */
function chosenOrigin(text: string): Origin | undefined {
  let found: Origin | undefined;
  for (let at = text.indexOf(' from '); at >= 0; at = text.indexOf(' from ', at + 1)) {
    for (const ending of CHOSEN_ENDINGS) {
      const origin = originAt(text, at, ending);
      if (origin !== undefined && found !== undefined) return undefined;
      found = origin ?? found;
    }
  }
  return found;
}

function originOf(text: string): Origin | undefined {
  const at = text.lastIndexOf(' from ');
  if (at < 0) return undefined;
  const end = originAt(text, at, ENDING) ?? originAt(text, at, KEY_ENDING);
  if (end !== undefined) return end;
  // A bare address is the end only where no other ending fits: it may be what the client chose.
  return chosenOrigin(text) ?? (text.includes(' ssh1: ruser ') ? undefined : originAt(text, at, BARE_ENDING));
}

function login(ok: boolean, user: string, origin: Peer, detail: string): LoginReading {
  return { kind: 'login', service: 'sshd', user, client: origin.client, port: origin.port, ok, detail };
}

const UNKNOWN_USER = /^(?:invalid|illegal) user /;
/** OpenSSH of Solaris writes this instead of a name. */
const WITHHELD = '<invalid username>';

/** `NAME`, `invalid user NAME`: the name, and whether there is no such user. */
function userIn(named: string): { user: string; unknown: boolean } {
  const unknown = UNKNOWN_USER.exec(named);
  return { user: named.slice(unknown?.[0].length ?? 0), unknown: unknown !== null || named === WITHHELD };
}

/** `Accepted`, `Failed` and `Partial` METHOD for U from A port P. */
function outcome(
  text: string,
  result: string,
  method: string,
  key: string,
  announced: Announcements,
): Reading {
  if (method === 'none') return skip(worded('sysSshdMethods'));
  const origin = originOf(text);
  if (origin === undefined) return reject(worded('sysNoEnd', { program: 'sshd' }));
  const { user, unknown } = userIn(text.slice(`${result} ${method} for `.length, origin.at));
  const detail = unknown ? `${method}, invalid user` : method;
  if (result === 'Partial')
    return { ...login(false, user, origin, detail), ok: undefined, refused: 'a further method is asked for' };
  if (result === 'Accepted') return login(true, user, origin, detail);
  announced.add(failedKey(key));
  announced.connect(key, origin);
  const refused = announced.take(attemptKey(key, 'root'));
  const counted = method.startsWith('keyboard-interactive') && announced.take(attemptKey(key, 'PAM', user));
  const unknownCounted = announced.take(attemptKey(key, 'user', user));
  if (refused || counted || unknownCounted) return skip(ANNOUNCED);
  return user === WITHHELD
    ? { kind: 'login', service: 'sshd', client: origin.client, port: origin.port, ok: false, detail }
    : login(false, user, origin, detail);
}

/** `Invalid user U from A port P`; before OpenSSH 7.4 without the port. */
function unknownUser(text: string, key: string, announced: Announcements): Reading {
  const at = text.lastIndexOf(' from ');
  const match = at < 0 ? null : /^(\S{1,255})(?: port (\d{1,5}))?$/.exec(text.slice(at + 6));
  const [, client, port = '0'] = match ?? [];
  if (client === undefined) return reject(worded('sysNoEndAddress', { program: 'sshd' }));
  const user = text.slice('Invalid user '.length, at);
  announced.add(attemptKey(key, 'user', user));
  announced.add(failedKey(key));
  return login(false, user, { client, port: Number(port) }, 'invalid user');
}

/** `User U from A not allowed because …`, before the `Failed … for invalid user U` of the same attempt. */
function refusedUser(text: string, key: string, announced: Announcements): Reading | undefined {
  const end = text.lastIndexOf(' not allowed because ');
  const at = end < 0 ? -1 : text.lastIndexOf(' from ', end);
  const client = at < 0 ? '' : text.slice(at + 6, end);
  if (!/^\S{1,255}$/.test(client)) return undefined;
  const user = text.slice('User '.length, at);
  announced.add(attemptKey(key, 'user', user));
  announced.add(failedKey(key));
  return login(false, user, { client, port: 0 }, 'user not allowed');
}

const PAM_ERROR = /^PAM: .{1,80}? for (?:illegal user |invalid user )?/;

/**
 * `error: PAM: Authentication failure for U from A`, of macOS and FreeBSD with ` via ` and the server's own address:
 * keyboard-interactive logins, before their `Failed` if any.
 */
function pamError(text: string, key: string, announced: Announcements): Reading | undefined {
  const begin = PAM_ERROR.exec(text);
  const at = text.lastIndexOf(' from ');
  const [, client, server] = /^(\S{1,255})(?: via (\S{1,255}))?$/.exec(text.slice(at + 6)) ?? [];
  if (begin === null || at < begin[0].length || client === undefined) return undefined;
  const user = text.slice(begin[0].length, at);
  announced.add(attemptKey(key, 'PAM', user));
  announced.add(failedKey(key));
  // An unknown user was counted by the line before.
  if (announced.take(attemptKey(key, 'user', user))) return skip(ANNOUNCED);
  const reading = login(false, user, { client, port: 0 }, 'keyboard-interactive');
  return server === undefined ? reading : { ...reading, server };
}

/**
 * `ROOT LOGIN REFUSED FROM A port P`: written only where the password or key was right (OpenSSH, `auth2.c`, `monitor.c`).
 * The `Failed …` of the same attempt follows.
 */
function rootRefused(text: string, key: string, announced: Announcements): Reading {
  const [, client, port = '0'] = /^ROOT LOGIN REFUSED FROM (\S{1,255})(?: port (\d{1,5}))?$/.exec(text) ?? [];
  if (client === undefined) return reject(worded('sysNoEndAddress', { program: 'sshd' }));
  announced.add(attemptKey(key, 'root'));
  announced.add(failedKey(key));
  const reading = login(false, 'root', { client, port: Number(port) }, LOGIN_DETAIL.rootRefused);
  return { ...reading, refused: 'root may not log in (PermitRootLogin)' };
}

const PAM_ACCOUNT = /^Access denied for user (.{1,400}) by PAM account configuration$/s;

/**
 * `fatal: Access denied for user U by PAM account configuration`, behind the `Failed …` of the same attempt: it says of
 * it that password or key were right. A further row without an outcome, so the attempt is counted once.
 */
function accountRefused(text: string, key: string, announced: Announcements): Reading | undefined {
  const [, user] = PAM_ACCOUNT.exec(text) ?? [];
  if (user === undefined) return undefined;
  const peer = announced.peer(key);
  if (peer === undefined) return skip(worded('sysSshdPam'));
  const reading = login(false, user, peer, 'account refused by PAM');
  return { ...reading, ok: undefined, refused: 'PAM refuses the account' };
}

const TOO_MANY = 'maximum authentication attempts exceeded for ';

/** `error: maximum authentication attempts exceeded for U from A port P ssh2`, behind failures that may not be logged. */
function tooMany(text: string, key: string, announced: Announcements): Reading {
  const origin = originOf(text);
  if (origin === undefined) return reject(worded('sysNoEnd', { program: 'sshd' }));
  if (key === '') return skip(ENDED_SOMEWHERE);
  const counted = announced.has(failedKey(key));
  announced.add(failedKey(key));
  if (counted) return skip(ENDED);
  const { user, unknown } = userIn(text.slice(TOO_MANY.length, origin.at));
  return login(false, user, origin, unknown ? 'too many attempts, invalid user' : 'too many attempts');
}

function readError(text: string, key: string, announced: Announcements): Reading | undefined {
  if (text.startsWith('PAM: ')) return pamError(text, key, announced);
  if (text.startsWith('Access denied for user ')) return accountRefused(text, key, announced);
  return text.startsWith(TOO_MANY) ? tooMany(text, key, announced) : undefined;
}

/**
 * One message of sshd.
 * @param key host and process of the message, which are those of one connection; empty: not known
 */
export function readSshd(text: string, key: string, announced: Announcements): Reading {
  if (text.length > MAX_MESSAGE) return reject(worded('sysSshdLonger', { most: MAX_MESSAGE }));
  const before = text.endsWith(' [preauth]');
  const message = before ? text.slice(0, -' [preauth]'.length) : text;
  const [, result, method] = /^(Accepted|Failed|Partial) (\S{1,60}) for /.exec(message) ?? [];
  if (result !== undefined && method !== undefined) return outcome(message, result, method, key, announced);
  if (/^(?:Invalid|Illegal) user /.test(message)) return unknownUser(message, key, announced);
  if (message.startsWith('ROOT LOGIN REFUSED FROM ')) return rootRefused(message, key, announced);
  const inner = message.replace(/^(?:error|fatal): /, '');
  const other = message.startsWith('User ')
    ? refusedUser(message, key, announced)
    : (readError(inner, key, announced) ?? readConnection(inner, before, key, announced));
  if (other !== undefined) return other;
  const remark = REMARKS.find(([begin]) => message.startsWith(begin));
  return skip(remark?.[1] ?? OTHER);
}
