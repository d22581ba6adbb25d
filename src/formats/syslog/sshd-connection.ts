import { worded } from './worded.ts';
import type { AlertReading, Reading } from '../rows/reading.ts';
import { reject, skip } from '../rows/reading.ts';
import type { Announcements, Peer } from './announced.ts';
import { attemptKey, ENDED, ENDED_SOMEWHERE, failedKey } from './sshd-keys.ts';

/**
 * What sshd writes of connections (OpenSSH, `packet.c`, `kex.c`, `sshd-session.c`): their beginnings and ends. An end
 * before a login is an attempt where it names a user, and else an alert: somebody connected and did not log in.
 */

const SESSION_ENDED = worded('sysSshdEnd');
const BEGAN = worded('sysSshdBegin');

const USER_ENDED =
  /^(Connection (?:closed|reset) by|Disconnected from|Disconnecting) (authenticating|invalid) user /;
/** `U A port P`: the name may hold addresses and ports of its own, and sshd writes the real ones last. */
const AT_END = /^(.{0,400}) (\S{1,255}) port (\d{1,5})$/s;
/** The one reason that holds nothing of the client's. */
const FAILURES = ': Too many authentication failures';

interface UserAt extends Peer {
  user: string;
}

function userAt(text: string): UserAt | undefined {
  const [, user, client, port] = AT_END.exec(text) ?? [];
  return user === undefined || client === undefined ? undefined : { user, client, port: Number(port) };
}

/** `U A port P: REASON`; the reason may hold what the client chose, so only one place may fit. */
function userBeforeReason(text: string): UserAt | undefined {
  if (text.endsWith(FAILURES)) return userAt(text.slice(0, -FAILURES.length));
  let found: UserAt | undefined;
  for (let at = text.indexOf(': '); at >= 0; at = text.indexOf(': ', at + 1)) {
    const user = userAt(text.slice(0, at));
    if (user !== undefined && found !== undefined) return undefined;
    found = user ?? found;
  }
  return found;
}

/**
 * The end of a connection for a user. Where the server takes keys only, sshd logs nothing else of an attempt at its usual
 * level (OpenSSH, `auth.c`: failures below the limit are logged as VERBOSE).
 */
function userEnded(
  text: string,
  [whole, what, kind]: RegExpExecArray,
  key: string,
  announced: Announcements,
): Reading {
  if (key === '') return skip(ENDED_SOMEWHERE);
  const rest = text.slice(whole.length);
  const found = what === 'Disconnecting' ? userBeforeReason(rest) : userAt(rest);
  if (announced.take(failedKey(key))) return skip(ENDED);
  if (found === undefined) return reject(worded('sysSshdNoUser'));
  const detail = kind === 'invalid' ? 'ended before a login, invalid user' : 'ended before a login';
  return { kind: 'login', service: 'sshd', ...found, ok: false, detail };
}

/** Messages of a connection before any login, with the client's address in a place that sshd fills itself. */
const PROBES: readonly (readonly [rule: string, message: RegExp])[] = [
  ['no identification', /^Did not receive identification string from (\S{1,255})(?: port (\d{1,5}))?$/],
  ['bad identification', /^Bad protocol version identification '.*' from (\S{1,255})(?: port (\d{1,5}))?$/s],
  ['bad identification', /^banner exchange: Connection from (\S{1,255}) port (\d{1,5}): /],
  ['no common algorithm', /^Unable to negotiate with (\S{1,255}) port (\d{1,5}): /],
  ['connection broken', /^ssh_dispatch_run_fatal: Connection from (\S{1,255}) port (\d{1,5}): /],
  [
    'no login in time',
    /^Timeout before authentication for (?:connection from )?(\S{1,255}?)(?: port (\d{1,5})| to \S{1,255}, pid = \d{1,10})?$/,
  ],
  ['refused', /^refused connect from .* \((\S{1,255})\)$/s],
  ['too many connections', /^drop connection #\d{1,9} from \[(\S{1,255})\]:(\d{1,5}) on /],
  ['no login', /^Received disconnect from (\S{1,255}) port (\d{1,5}): ?(?:3|14): /],
  ['no login', /^Received disconnect from (\S{1,255}): (?:3|14): /],
];

/** The same without an address: the process tells whose connection it is, if a line before said so. */
const NAMELESS: readonly (readonly [rule: string, message: RegExp])[] = [
  ['bad identification', /^kex_exchange_identification: /],
  ['no common algorithm', /^(?:Unable to negotiate a key exchange method|no matching \S{1,40} found: )/],
  ['connection broken', /^Read from socket failed: /],
];

/** Ends of connections; before a login only where sshd says `[preauth]`. */
const ENDS: readonly RegExp[] = [
  /^Connection (?:closed|reset) by (\S{1,255})(?: port (\d{1,5}))?$/,
  /^Disconnected from (\S{1,255})(?: port (\d{1,5}))?$/,
  /^Received disconnect from (\S{1,255}) port (\d{1,5}): ?\d{1,10}: /,
  /^Received disconnect from (\S{1,255}): \d{1,10}: /,
  /^Disconnecting (\S{1,255}) port (\d{1,5}): /,
];

const BEGINS: readonly RegExp[] = [
  /^Connection from (\S{1,255})(?: port (\d{1,5})(?: on .*)?)?$/,
  /^SSH: Server;Ltype: [A-Za-z]{1,20};Remote: (\S{1,255}?)-(\d{1,5});/,
];

function peerOf(match: RegExpExecArray): Peer {
  // PuTTY and others end their reasons in anything; a colon is never part of an address's end.
  return { client: (match[1] ?? '').replace(/:$/, ''), port: Number(match[2] ?? '0') };
}

function alert(rule: string, { client, port }: Peer, text: string): AlertReading {
  return {
    kind: 'alert',
    sensor: 'sshd',
    rule,
    src: client,
    srcPort: port,
    orName: true,
    message: text.slice(0, 1000),
  };
}

function nameless(rule: string, text: string, key: string, announced: Announcements): Reading {
  const peer = announced.peer(key);
  // The end of the connection, which follows, names the client.
  announced.add(probeKey(key));
  return peer === undefined ? skip(worded('sysSshdNoLogin')) : alert(rule, peer, text);
}

function probeKey(key: string): string {
  return attemptKey(key, 'probe');
}

function ended(
  match: RegExpExecArray,
  text: string,
  before: boolean,
  key: string,
  announced: Announcements,
): Reading {
  if (announced.take(failedKey(key))) return skip(ENDED);
  if (!before && !announced.take(probeKey(key))) return skip(SESSION_ENDED);
  return alert('ended before a login', peerOf(match), text);
}

/** Before OpenSSH 6.8: `Too many authentication failures for U`, behind failures that may not be logged. */
const TOO_MANY =
  /^(?:Disconnecting: )?Too many authentication failures(?: for (?:invalid user )?(.{1,400}))?$/s;

function tooMany(match: RegExpExecArray, key: string, announced: Announcements): Reading {
  const peer = announced.peer(key);
  if (announced.has(failedKey(key))) return skip(ENDED);
  if (peer === undefined) return skip(worded('sysSshdMany'));
  announced.add(failedKey(key));
  const user = match[1] === undefined ? {} : { user: match[1] };
  return { kind: 'login', service: 'sshd', ...user, ...peer, ok: false, detail: 'too many attempts' };
}

function probe(text: string, key: string, announced: Announcements): Reading | undefined {
  for (const [rule, message] of PROBES) {
    const match = message.exec(text);
    if (match !== null) return alert(rule, peerOf(match), text);
  }
  const silent = NAMELESS.find(([, message]) => message.test(text));
  return silent === undefined ? undefined : nameless(silent[0], text, key, announced);
}

/**
 * @param text without `error: ` before and ` [preauth]` behind it
 * @param before sshd says that nobody had logged in yet
 * @param key host and process; empty: not known
 * @returns undefined: it is about something else
 */
export function readConnection(
  text: string,
  before: boolean,
  key: string,
  announced: Announcements,
): Reading | undefined {
  const user = USER_ENDED.exec(text);
  if (user !== null) return userEnded(text, user, key, announced);
  const many = TOO_MANY.exec(text);
  if (many !== null) return tooMany(many, key, announced);
  for (const begin of BEGINS) {
    const match = begin.exec(text);
    if (match === null) continue;
    announced.connect(key, peerOf(match));
    return skip(BEGAN);
  }
  const found = probe(text, key, announced);
  if (found !== undefined) return found;
  for (const end of ENDS) {
    const match = end.exec(text);
    if (match !== null) return ended(match, text, before, key, announced);
  }
  return undefined;
}
