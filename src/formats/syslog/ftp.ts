import { worded } from './worded.ts';
import type { AlertReading, LoginReading, Reading } from '../rows/reading.ts';
import { reject, skip } from '../rows/reading.ts';
import { LOGIN_DETAIL } from '../../tables/login-details.ts';

/** What ProFTPD, Pure-FTPd and vsftpd write of logins, in logs of their own and in syslog. Read 2026-11. */

const MAX_MESSAGE = 4096;
const NO_LOGIN = worded('sysFtp');

function login(ok: boolean, user: string | undefined, client: string, detail: string): LoginReading {
  const name = user === undefined || user === '' ? {} : { user };
  return { kind: 'login', service: 'ftp', ...name, client, port: 0, ok, detail };
}

function alert(sensor: string, rule: string, client: string, text: string): AlertReading {
  return { kind: 'alert', sensor, rule, src: client, message: text.slice(0, 1000) };
}

/**
 * `servername (host[203.0.113.9]): USER …`, in syslog with ` - ` behind it. The address comes before all that the client
 * chose; a host name has no brackets.
 */
const PROFTPD = /^(?:\S{1,255} )?\([^\s()[\]]{0,255}\[([0-9A-Fa-f:.]{2,45})\]\)(?:: | - )/;
const PROFTPD_FAILED = /^USER (.*) \(Login failed\): /s;
const PROFTPD_UNKNOWN = /^USER (.*): no such user found from /s;
const PROFTPD_OK = /^(?:USER|ANON) (.*): Login successful\.?$/s;

/** One message of ProFTPD. */
export function readProftpd(text: string): Reading {
  if (text.length > MAX_MESSAGE) return reject(worded('sysLonger', { program: 'ProFTPD' }));
  const [whole, client] = PROFTPD.exec(text) ?? [];
  if (whole === undefined || client === undefined) return skip(worded('sysProftpdOwn'));
  const rest = text.slice(whole.length);
  const failed = PROFTPD_FAILED.exec(rest);
  if (failed !== null) return login(false, failed[1], client, 'password');
  const unknown = PROFTPD_UNKNOWN.exec(rest);
  if (unknown !== null) return login(false, unknown[1], client, 'invalid user');
  const ok = PROFTPD_OK.exec(rest);
  if (ok !== null) return login(true, ok[1], client, 'password');
  if (/^SECURITY VIOLATION: root login attempted/i.test(rest))
    return login(false, 'root', client, LOGIN_DETAIL.rootRefused);
  return rest.startsWith('Maximum login attempts')
    ? alert('proftpd', 'too many attempts', client, rest)
    : skip(NO_LOGIN);
}

/** `(?@203.0.113.9) [WARNING] …`: the address is the last of the brackets, before what the client chose. */
const PURE = /^\(([^()]{0,255})@([^()@\s]{1,255})\) \[[A-Z]{3,12}\] /;
const PURE_FAILED = /^Authentication failed for user \[(.*)\]$/s;
const PURE_OK = /^(.*) is now logged in$/s;

/** One message of Pure-FTPd. */
export function readPureFtpd(text: string): Reading {
  if (text.length > MAX_MESSAGE) return reject(worded('sysLonger', { program: 'Pure-FTPd' }));
  const [whole, , client] = PURE.exec(text) ?? [];
  if (whole === undefined || client === undefined) return skip(worded('sysPureOwn'));
  const rest = text.slice(whole.length);
  const failed = PURE_FAILED.exec(rest);
  if (failed !== null) return login(false, failed[1], client, 'password');
  const ok = PURE_OK.exec(rest);
  return ok === null ? skip(NO_LOGIN) : login(true, ok[1], client, 'password');
}

/** `[pid 7] [NAME] FAIL LOGIN: Client "203.0.113.9", "reason"`; after an anonymous login comes the client's password. */
const VSFTPD =
  /^(?:\[pid \d{1,10}\] )?(?:\[(.*)\] )?(FAIL|OK) LOGIN: Client "([0-9A-Fa-f:.]{2,45})"(?:, "[^"]{0,300}"|, anon password ".*")?$/s;
const VSFTPD_CLIENT = / LOGIN: Client "/g;

/** One message of vsftpd. @param text behind the time */
export function readVsftpd(text: string): Reading {
  if (text.length > MAX_MESSAGE) return reject(worded('sysLonger', { program: 'vsftpd' }));
  const places = [...` ${text}`.matchAll(VSFTPD_CLIENT)].length;
  if (places === 0) return skip(NO_LOGIN);
  if (places > 1) return reject(worded('sysForged', { program: 'vsftpd' }));
  const [, user, result, client] = VSFTPD.exec(text) ?? [];
  if (client === undefined) return reject(worded('sysNoEndAddress', { program: 'vsftpd' }));
  return login(result === 'OK', user, client, 'password');
}
