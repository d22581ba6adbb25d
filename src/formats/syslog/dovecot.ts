import { worded } from './worded.ts';
import type { AlertReading, LoginReading, Reading } from '../rows/reading.ts';
import { reject, skip } from '../rows/reading.ts';

/**
 * What Dovecot writes, versions 1.2 to 2.4 (`login-common/client-common.c`): its login processes one line a connection, at
 * the end of it, its authentication workers a line an attempt where `auth_verbose` is set. The attempts are counted from
 * the first, and the second are alerts, so that no attempt counts twice.
 */

const MAX_MESSAGE = 8192;

const LOGIN = /^(imap|pop3|submission|managesieve|lmtp|sieve)-login: /;
const LEVEL = /^(?:Debug|Info|Warning|Error): /;
/** Where the reason ends and what `login_log_format_elements` names begins. */
const ELEMENTS = /: (?=user=<|method=|rip=)/;

/** Why the connection ended, in the brackets at the reason's end; 2.4 has a code behind it. */
const REASON = / \(([^()]{1,200})\)(?: \(([a-z_]{1,60})\))?$/;
const ATTEMPTS = /, (\d{1,6}) (?:attempts?|successful auths?)(?: in \d{1,9} secs?)?$/;
/** More than these no server allows in one connection. */
const MAX_ATTEMPTS = 10_000;

interface Ending {
  reason: string;
  code: string;
  /** Undefined: not said. */
  attempts: number | undefined;
}

function endingOf(head: string): Ending | undefined {
  const [, text, code = ''] = REASON.exec(head) ?? [];
  if (text === undefined) return undefined;
  const counted = ATTEMPTS.exec(text);
  return {
    reason: text.slice(0, counted?.index ?? text.length),
    code,
    attempts: counted === null ? undefined : Math.min(Number(counted[1]), MAX_ATTEMPTS),
  };
}

/** What is behind the reason: who, how, from where. */
interface Elements {
  user?: string;
  method: string;
  client: string;
  server?: string;
}

/**
 * The name between `user=<` and `>` is the client's and comes before what Dovecot writes itself: method, `rip` and `lip`
 * are read from the end.
 */
function elementsOf(text: string): Elements | undefined {
  const at = text.startsWith('rip=') ? -2 : text.lastIndexOf(', rip=');
  const rip = text.startsWith('rip=') ? text : text.slice(at + 2);
  const [, client, server] = /^rip=([0-9A-Fa-f:.]{2,45})(?:, lip=([0-9A-Fa-f:.]{2,45}))?/.exec(rip) ?? [];
  if (client === undefined || at === -1) return undefined;
  const before = at < 0 ? '' : text.slice(0, at);
  const methodAt = before.startsWith('method=') ? -2 : before.lastIndexOf(', method=');
  const method = methodAt === -1 ? '' : before.slice(methodAt + 2 + 'method='.length);
  const close = before.lastIndexOf('>', methodAt < 0 ? before.length : methodAt);
  const user = before.startsWith('user=<') && close >= 6 ? before.slice(6, close) : undefined;
  return {
    ...(user !== undefined && { user }),
    method: /^[A-Z0-9-]{1,40}$/i.test(method) ? method : 'no method',
    client,
    ...(server !== undefined && { server }),
  };
}

/** The password was wrong, or the account does not exist. */
const FAILED = /^(?:auth failed|proxy dest auth failed)$/;
/** It was right: Dovecot has looked at it before it says so. */
const RIGHT = /^(?:authorization failed|password expired|internal failure)$/;
const TOO_MANY_CONNECTIONS = /^(?:Disconnected: )?Maximum number of connections from user\+IP exceeded/;
/** The server has not come to look at the password. */
const OWN_FAILURE =
  /temporary|internal|auth process|auth service|auth server|disconnected before auth was ready|login disabled/i;

function loginOf(service: string, ok: boolean | undefined, elements: Elements, attempts = 1): LoginReading {
  const { user, method, client, server } = elements;
  return {
    kind: 'login',
    service,
    ...(user !== undefined && user !== '' && { user }),
    client,
    port: 0,
    ...(server !== undefined && { server }),
    ok,
    detail: attempts > 1 ? `${method}, ${attempts} attempts` : method,
    ...(attempts > 1 && { times: attempts }),
  };
}

function alert(rule: string, client: string, message: string): AlertReading {
  return { kind: 'alert', sensor: 'dovecot', rule, src: client, message: message.slice(0, 1000) };
}

function judge(service: string, head: string, elements: Elements, text: string): Reading {
  if (/^(?:Login|Logged in)$/.test(head) || / started proxying to /i.test(head))
    return loginOf(service, true, elements);
  if (TOO_MANY_CONNECTIONS.test(head))
    return { ...loginOf(service, undefined, elements), refused: 'too many connections of the user' };
  const ending = endingOf(head);
  if (ending === undefined) return skip(worded('sysDovecotNoLogin'));
  const { reason, code, attempts = 1 } = ending;
  if (FAILED.test(reason)) return loginOf(service, false, elements, Math.max(attempts, 1));
  const right = RIGHT.test(reason) && attempts > 0 && ending.attempts !== undefined;
  if (right) return { ...loginOf(service, undefined, elements), refused: reason };
  if (OWN_FAILURE.test(reason) || OWN_FAILURE.test(code)) {
    const login = loginOf(service, undefined, elements);
    return { ...login, detail: `${login.detail}, no password was looked at` };
  }
  return alert(reason.replace(/ in \d{1,9} secs?$|, waited \d{1,9} secs?$/, ''), elements.client, text);
}

function readLogin(service: string, rest: string): Reading {
  const split = ELEMENTS.exec(rest);
  if (split === null) return skip(worded('sysDovecotOther'));
  const elements = elementsOf(rest.slice(split.index + 2));
  if (elements === undefined) return reject(worded('sysDovecotNoRip'));
  return judge(service, rest.slice(0, split.index), elements, rest);
}

const AUTH = /^(?:dovecot: )?(?:auth|auth-worker)(?:\([^()\s]{0,40}\))?: (?:Info: |Debug: )?/;
/** `conn unix:auth-worker (pid=27359,uid=97): auth-worker<55>: ` of 2.3.11 and later. */
const CONNECTION = /^conn unix:auth-worker \([^()]{0,60}\): auth-worker<\d{1,12}>: /;
const PASSDB = /^(?:pam|passwd|passwd-file|shadow|sql|ldap|lua|bsdauth|static|imap|oauth2|checkpassword)\(/;
const AUTH_FAILED =
  /: (?:unknown user|password mismatch|invalid credentials|pam_authenticate\(\) failed: |authentication failed)/i;
/** `,ADDRESS,<session>): `, `,ADDRESS): `: behind a name of the client's, and before a password that may be logged. */
const AUTH_CLIENT = /,([0-9A-Fa-f:.]{2,45})(?:,(?:<[^<>]{0,100}>)?(?:,<[^<>]{0,100}>)?)?\): /g;

/** `auth-worker(304): pam(NAME,203.0.113.9,<session>): unknown user` */
function readAuth(text: string): Reading {
  const message = text.replace(CONNECTION, '');
  if (!PASSDB.test(message) || !AUTH_FAILED.test(message)) return skip(worded('sysDovecotAuth'));
  const clients = [...message.matchAll(AUTH_CLIENT)];
  const client = clients[0]?.[1];
  if (client === undefined) return skip(worded('sysDovecotNoAddress'));
  if (clients.length > 1) return reject(worded('sysForged', { program: 'dovecot' }));
  return alert('authentication failed', client, message);
}

/** One message of Dovecot, of a log of its own or of syslog. @param text as the program `dovecot` wrote it */
export function readDovecot(text: string): Reading {
  if (text.length > MAX_MESSAGE) return reject(worded('sysLonger', { program: 'dovecot' }));
  const message = text.replace(LEVEL, '');
  const [whole, service] = LOGIN.exec(message) ?? [];
  if (whole !== undefined && service !== undefined)
    return readLogin(service, message.slice(whole.length).replace(LEVEL, ''));
  const auth = AUTH.exec(message);
  return auth === null ? skip(worded('sysDovecot')) : readAuth(message.slice(auth[0].length));
}
