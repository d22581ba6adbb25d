import type { Reading } from '../rows/login-reading.ts';
import { reject, skip } from '../rows/login-reading.ts';

/** Postfix writes no longer line than 2,000 bytes (`line_length_limit`) into the parts that are looked at here. */
const MAX_MESSAGE = 8192;

/** `name[203.0.113.9]:port` at the place where Postfix itself writes the client; a name holds no brackets. */
const CLIENT = /^[^\s[\]]{0,255}\[(?:IPv6:)?([0-9A-Fa-f:.]{2,45}|unknown)\](?::(\d{1,5}))?/;

const TRAFFIC = 'postfix: connections and mails without a login';

interface Peer {
  address: string;
  port: number;
  /** What stands behind it. */
  rest: string;
}

function peerAt(text: string, at: number): Peer | undefined {
  const match = CLIENT.exec(text.slice(at, at + 400));
  const [whole, address, port = '0'] = match ?? [];
  if (whole === undefined || address === undefined) return undefined;
  return { address, port: Number(port), rest: text.slice(at + whole.length) };
}

/** `warning: unknown[203.0.113.9]: SASL LOGIN authentication failed: …, sasl_username=info` */
function failedLogin(text: string): Reading | undefined {
  const peer = peerAt(text, 'warning: '.length);
  const [, method] = /^: SASL ([A-Za-z0-9_-]{1,40}) authentication failed/.exec(peer?.rest ?? '') ?? [];
  if (peer === undefined || method === undefined) return undefined;
  const named = peer.rest.lastIndexOf(', sasl_username=');
  const user = named < 0 ? undefined : peer.rest.slice(named + ', sasl_username='.length);
  return {
    kind: 'login',
    service: 'smtp',
    ...(user !== undefined && user !== '(unavailable)' && { user }),
    client: peer.address,
    port: peer.port,
    ok: false,
    detail: `SASL ${method}`,
  };
}

/** `4A1B2C3D: client=mail.example.net[203.0.113.9], sasl_method=PLAIN, sasl_username=alice` */
function accepted(text: string): Reading | undefined {
  const queued = /^[0-9A-Za-z]{4,20}: client=/.exec(text);
  const peer = queued === null ? undefined : peerAt(text, queued[0].length);
  if (peer === undefined) return undefined;
  const [, method, user] = /^, sasl_method=([^,\s]{1,40}), sasl_username=(\S{0,500})/.exec(peer.rest) ?? [];
  if (method === undefined || user === undefined) return skip(TRAFFIC);
  return {
    kind: 'login',
    service: 'smtp',
    user: user.replace(/,$/, ''),
    client: peer.address,
    port: peer.port,
    ok: true,
    detail: `SASL ${method}`,
  };
}

const REJECT = /^(?:NOQUEUE|[0-9A-Za-z]{4,20}): (reject|reject_warning|discard): ([A-Z-]{2,20}) from /;

/** `NOQUEUE: reject: RCPT from unknown[203.0.113.9]: 554 5.7.1 <a@b>: Relay access denied; …` */
function rejected(text: string): Reading | undefined {
  const [whole, what, stage] = REJECT.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const peer = peerAt(text, whole.length);
  if (peer === undefined) return reject('postfix: a reject without an address');
  const [code] = /^\d{3}(?: \d\.\d{1,3}\.\d{1,3})?/.exec(peer.rest.slice(2)) ?? [];
  return {
    kind: 'alert',
    sensor: 'postfix',
    rule: `${what} ${stage}${code === undefined ? '' : ` ${code}`}`,
    src: peer.address,
    message: peer.rest.slice(2, 1000),
  };
}

/** `PREGREET 14 after 0.1 from [203.0.113.9]:4711: …` and `DNSBL rank 5 for [203.0.113.9]:4711` of postscreen. */
function postscreen(text: string): Reading | undefined {
  const [whole, what] = /^(PREGREET|DNSBL|COMMAND) [^[]{1,60}(?=\[)/.exec(text) ?? [];
  const peer = whole === undefined ? undefined : peerAt(text, whole.length);
  if (peer === undefined || what === undefined) return undefined;
  return {
    kind: 'alert',
    sensor: 'postfix',
    rule: `postscreen ${what}`,
    src: peer.address,
    message: text.slice(0, 1000),
  };
}

/** Is it a part of Postfix that speaks with clients? @param program as syslog names it: `postfix/smtpd` */
export function isPostfix(program: string): boolean {
  return /^postfix[\w-]{0,40}\/(?:[\w-]{1,40}\/)?(?:smtpd|postscreen|smtps|submission)$/.test(program);
}

/** One message of `postfix/smtpd` or `postfix/postscreen`. */
export function readPostfix(text: string): Reading {
  if (text.length > MAX_MESSAGE) return reject('postfix: longer than it writes');
  const reading = text.startsWith('warning: ') ? failedLogin(text) : (rejected(text) ?? accepted(text));
  return reading ?? postscreen(text) ?? skip(TRAFFIC);
}
