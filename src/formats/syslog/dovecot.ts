import type { Reading } from '../rows/login-reading.ts';
import { reject, skip } from '../rows/login-reading.ts';

const MAX_MESSAGE = 8192;

/** `imap-login: Login: user=<alice>, …` and `imap-login: Disconnected … (auth failed, 2 attempts in 8 secs): …` */
const LOGIN = /^(imap|pop3|submission|managesieve|lmtp)-login: /;
const FAILED = /^[A-Z][^<]{0,200}\(auth failed, (\d{1,6}) attempts? in \d{1,9} secs?\): /;

/**
 * One message of Dovecot's login processes. The name between `user=<` and `>` is the client's, and stands before
 * what Dovecot writes itself: method, `rip`, `lip` are read from the end.
 */
export function readDovecot(text: string): Reading {
  const [whole, service] = LOGIN.exec(text) ?? [];
  if (whole === undefined || service === undefined) return skip('dovecot: no login');
  if (text.length > MAX_MESSAGE) return reject('dovecot: longer than it writes');
  const rest = text
    .replace(/^(?:Info|Warning|Error): /, '')
    .slice(whole.length)
    .replace(/^(?:Info|Warning): /, '');
  const failed = FAILED.exec(rest);
  const ok = rest.startsWith('Login: ');
  if (failed === null && !ok) return skip('dovecot: a connection without a login');
  const at = rest.lastIndexOf(', rip=');
  const [, client, server] =
    /^, rip=([0-9A-Fa-f:.]{2,45})(?:, lip=([0-9A-Fa-f:.]{2,45}))?/.exec(rest.slice(at)) ?? [];
  if (at < 0 || client === undefined) return reject('dovecot: no rip= with an address');
  const methodAt = rest.lastIndexOf(', method=', at);
  const method = methodAt < 0 ? '' : rest.slice(methodAt + ', method='.length, at);
  const open = rest.indexOf('user=<');
  const close = rest.lastIndexOf('>', methodAt < 0 ? at : methodAt);
  const attempts = failed?.[1] === undefined || failed[1] === '1' ? '' : `, ${failed[1]} attempts`;
  return {
    kind: 'login',
    service,
    ...(open >= 0 && close >= open + 6 && { user: rest.slice(open + 6, close) }),
    client,
    port: 0,
    ...(server !== undefined && { server }),
    ok,
    detail: `${/^[A-Z0-9-]{1,40}$/i.test(method) ? method : 'no method'}${attempts}`,
  };
}
