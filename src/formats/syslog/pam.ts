import { worded } from './worded.ts';
import type { Reading } from '../rows/reading.ts';
import { reject, skip } from '../rows/reading.ts';
import type { Announcements } from './announced.ts';
import { attemptKey, failedKey } from './sshd-keys.ts';

const PAM = /^pam_[a-z0-9_]{1,30}\(([\w.-]{1,60}):[a-z]{1,20}\): /;
const FAILURE = /^authentication failure; logname=.{0,200}? ruser=/;
/** Of a connection that ends: as many more failures, each of which is in a line of its own already where it logs each. */
const MORE =
  /^(?:pam_[a-z0-9_]{1,30}\([\w.-]{1,60}:[a-z]{1,20}\): |PAM )?(\d{1,4}) more authentication failures?; logname=.{0,200}? ruser=/;

/** Changes of user on the host itself: nobody comes in by them. */
const LOCAL: ReadonlySet<string> = new Set([
  'sudo',
  'sudo-i',
  'su',
  'su-l',
  'runuser',
  'polkit-1',
  'doas',
  'login',
]);

/**
 * Services that write a line of their own about each failure, with more in it, and how that reads. PAM's line counts
 * where a log has none of those, as one that was filtered for PAM's.
 */
const OWN_LINES: readonly (readonly [string, RegExp])[] = [
  [
    'sshd',
    /(?:Failed|Accepted) \S{1,60} for .{1,300} from |(?:Invalid|Illegal) user .{0,300} from |by authenticating user /,
  ],
  ['dovecot', /\(auth failed, |-login: (?:Login|Logged in): /],
  ['smtp', /: SASL \S{1,40} authentication failed/],
  ['vsftpd', /(?:OK|FAIL) LOGIN/],
  ['proftpd', /USER .{1,300} \(Login failed\)|USER .{1,300}: no such user|Login successful/],
  ['pure-ftpd', /Authentication failed for user/],
  ['dropbear', /Bad (?:PAM )?password attempt for|auth succeeded for/],
];

/** The services whose own lines about logins a file's beginning shows. */
export function loggingIn(text: string): string[] {
  return OWN_LINES.filter(([, line]) => line.test(text)).map(([service]) => service);
}

/**
 * `pam_unix(vsftpd:auth): authentication failure; … ruser=X rhost=203.0.113.9  user=X`. The names are the client's;
 * the host comes before the last of them and holds no space.
 * @param key host and process of the message; empty: not known
 * @returns undefined: no message of PAM
 */
export function readPam(text: string, key: string, announced: Announcements): Reading | undefined {
  const [whole = '', named] = PAM.exec(text) ?? [];
  const [, more] = MORE.exec(text) ?? [];
  if (named === undefined && more === undefined) return undefined;
  const service = named ?? 'sshd';
  const rest = text.slice(whole.length);
  if (LOCAL.has(service)) return skip(worded('sysPamLocal'));
  if (more === undefined && !FAILURE.test(rest)) return skip(worded('sysPamSessions'));
  const counted = more === undefined && announced.has(failedKey(key));
  if (announced.logging.has(service) || counted) return skip(worded('sysPamCounted'));
  const hosts = rest.split(' rhost=');
  const [, client = '', user] = /^(\S{0,255})(?: {1,2}user=(.{0,500}))?\s{0,2}$/.exec(hosts[1] ?? '') ?? [];
  // A second rhost= was brought in by a name.
  if (hosts.length !== 2) return reject(worded('sysPamForged'));
  if (client === '') return skip(worded('sysPamLogin'));
  announced.add(failedKey(key));
  if (user !== undefined) announced.add(attemptKey(key, 'user', user));
  return {
    kind: 'login',
    service,
    ...(user !== undefined && { user }),
    client,
    port: 0,
    ok: false,
    detail: 'PAM',
    ...(more !== undefined && { times: Number(more) }),
  };
}
