import { worded } from './worded.ts';
import type { Reading } from '../rows/reading.ts';
import { reject, skip } from '../rows/reading.ts';
import type { Announcements, Peer } from './announced.ts';
import { LOGIN_DETAIL } from '../../tables/login-details.ts';

/**
 * What Dropbear writes (`svr-auth.c`, `svr-session.c`; read 2026-11). It names neither an unknown user nor, since 2013, his
 * address: that is where the connection of the process begins and ends.
 */

const MAX_MESSAGE = 2048;

/** `203.0.113.9:4711`, and IPv6 without brackets; a host name where it looks names up. */
const PEER = /^<?(\S{1,255}):(\d{1,5})>?$/;

function peerOf(text: string): Peer | undefined {
  const [, client, port] = PEER.exec(text) ?? [];
  return client === undefined
    ? undefined
    : { client: client.replace(/^<?\[?([^[\]]*)\]?$/, '$1'), port: Number(port) };
}

const BAD = /^bad (?:PAM )?(?:password|interactive) attempt for '(.*)' from (\S{1,300})$/is;
const GOOD =
  /^(PAM password|password|pubkey) auth succeeded for '(.*)' (?:with .{1,200} )?from (\S{1,300})$/is;
const UNKNOWN = /^login attempt (?:for nonexistent user|with wrong user \S{0,100})(?: from (\S{1,300}))?$/i;
const BEGAN = /^child connection from (\S{1,300})$/i;
/** With the failures, or without a user; before 2020 with the address at the end, or nowhere. */
const BEFORE_LOGIN =
  /^exit before auth(?: from (<\S{1,300}>))?(?::? \(user '(.{0,400})', (\d{1,6}) fails\))?: .*?(?: from (\S{1,300}))?$/is;

function unknownKey(connection: string): string {
  return connection === '' ? '' : `${connection}\nunknown`;
}

/** A connection of which a failure is counted. */
function countedKey(connection: string): string {
  return connection === '' ? '' : `${connection}\n`;
}

function login(ok: boolean, user: string | undefined, { client, port }: Peer, detail: string): Reading {
  return {
    kind: 'login',
    service: 'dropbear',
    ...(user !== undefined && { user }),
    client,
    port,
    ok,
    detail,
  };
}

function unknownUser(where: string | undefined, key: string, announced: Announcements): Reading {
  const peer = where === undefined ? announced.peer(key) : peerOf(where);
  if (peer !== undefined) {
    announced.add(countedKey(key));
    return login(false, undefined, peer, 'password, invalid user');
  }
  if (where !== undefined) return reject(worded('sysNoEnd', { program: 'dropbear' }));
  announced.add(unknownKey(key));
  return skip(worded('sysDropbearUnknown'));
}

function endBeforeLogin(
  match: RegExpExecArray,
  text: string,
  key: string,
  announced: Announcements,
): Reading {
  const [, bracketed, , fails, last] = match;
  const where = bracketed ?? last;
  const peer = where === undefined ? announced.peer(key) : peerOf(where);
  const unknown = announced.take(unknownKey(key));
  const counted = announced.take(countedKey(key));
  if (counted || (fails !== undefined && fails !== '0')) return skip(worded('sysDropbearCounted'));
  if (peer === undefined) return skip(worded('sysDropbearNobody'));
  if (unknown) return login(false, undefined, peer, 'password, invalid user');
  const { client, port } = peer;
  return {
    kind: 'alert',
    sensor: 'dropbear',
    rule: 'ended before a login',
    src: client,
    srcPort: port,
    orName: true,
    message: text.slice(0, 1000),
  };
}

/**
 * One message of Dropbear.
 * @param key host and process, which are those of one connection; empty: not known
 */
export function readDropbear(text: string, key: string, announced: Announcements): Reading {
  if (text.length > MAX_MESSAGE) return reject(worded('sysLonger', { program: 'dropbear' }));
  const [bad, user, where = ''] = BAD.exec(text) ?? [];
  const [good, method = '', name, from = ''] = GOOD.exec(text) ?? [];
  if (bad !== undefined || good !== undefined) {
    const peer = peerOf(bad === undefined ? from : where);
    if (peer === undefined) return reject(worded('sysNoEnd', { program: 'dropbear' }));
    const how = method.toLowerCase() === 'pubkey' ? LOGIN_DETAIL.publicKey : 'password';
    return bad === undefined ? login(true, name, peer, how) : login(false, user, peer, 'password');
  }
  const unknown = UNKNOWN.exec(text);
  if (unknown !== null) return unknownUser(unknown[1], key, announced);
  const [, began] = BEGAN.exec(text) ?? [];
  const peer = began === undefined ? undefined : peerOf(began);
  if (peer !== undefined) {
    announced.connect(key, peer);
    return skip(worded('sysDropbearBegin'));
  }
  const end = BEFORE_LOGIN.exec(text);
  return end === null ? skip(worded('sysDropbear')) : endBeforeLogin(end, text, key, announced);
}
