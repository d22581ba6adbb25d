import { worded } from './worded.ts';
import type { LoginReading, Reading } from '../rows/reading.ts';
import { reject, skip } from '../rows/reading.ts';

/**
 * What Exim writes into its main and reject log ("Log files" in the specification; read 2026-11). What a client says of itself
 * in HELO is in round brackets before its address, and the name it logs in with behind it: where both could be the end
 * of the address, the line is rejected.
 */

const MAX_MESSAGE = 8192;

/** Behind the client: the server's own end, and an ident name. */
const LOCAL = String.raw`(?: I=\[[0-9A-Fa-f:.]{2,45}\](?::\d{1,5})?)?(?: U=\S{1,100})?`;
const CLIENT = String.raw`(?: |^|H=)\[([0-9A-Fa-f:.]{2,45})\](?::(\d{1,5}))?`;

/** ` [203.0.113.9]:4711 I=[192.0.2.25]:587: 535 ` of a login that failed. */
const FAILED_AT = new RegExp(`${CLIENT}${LOCAL}: (\\d{3}) `, 'g');
const FAILED = /^([\w.-]{1,60}) authenticator failed for /;
const SET_ID = ' (set_id=';
const ACCEPTED_AT = new RegExp(`${CLIENT}${LOCAL} P=(e?smtps?a?|ssmtp)(?= )`, 'g');
const ANY_AT = new RegExp(`${CLIENT}(?=[ :,)]|$)`, 'g');
const MESSAGE_ID = /^[0-9A-Za-z]{6}-[0-9A-Za-z]{6,11}-[0-9A-Za-z]{2,4} /;

function login(
  ok: boolean | undefined,
  client: string,
  port: string | undefined,
  detail: string,
): LoginReading {
  return { kind: 'login', service: 'smtp', client, port: Number(port ?? '0'), ok, detail };
}

const FORGED = reject(worded('sysForged', { program: 'exim' }));

/** `login authenticator failed for host (HELO) [203.0.113.9]:4711: 535 Incorrect authentication data (set_id=NAME)` */
function failedLogin(text: string, method: string): Reading {
  const places = [...text.matchAll(FAILED_AT)];
  const [place] = places;
  if (place === undefined) return reject(worded('sysEximNoAddress'));
  if (places.length > 1) return FORGED;
  const [whole, client = '', port, code] = place;
  const behind = text.slice(place.index + whole.length);
  const at = behind.indexOf(SET_ID);
  const user = at < 0 ? undefined : behind.slice(at + SET_ID.length).replace(/\)(?:: \d+ Time\(s\))?$/, '');
  // 435 and others: it could not look at the password, or the client broke off.
  const ok = code === '535' ? false : undefined;
  const detail = ok === false ? method : `${method}, no password was looked at`;
  return { ...login(ok, client, port, detail), ...(user !== undefined && { user }) };
}

/** `1PLKOW-00046U-EW <= sender H=host (HELO) [203.0.113.9]:4711 P=esmtpsa X=… A=plain_server:NAME S=720`: with a mail. */
function accepted(text: string): Reading {
  const places = [...text.matchAll(ACCEPTED_AT)];
  const [place] = places;
  if (place === undefined) return skip(worded('sysEximMails'));
  if (places.length > 1) return FORGED;
  const [whole, client = '', port] = place;
  const own = text.slice(place.index + whole.length).split(/ S=\d/, 1)[0] ?? '';
  const [, method, user] = / A=([\w.-]{1,60})(?::(\S{1,255}))?/.exec(own) ?? [];
  if (method === undefined) return skip(worded('sysEximMails'));
  return { ...login(true, client, port, method), ...(user !== undefined && { user }) };
}

/** What Exim refused a client, by its fixed words. */
const REFUSED: readonly (readonly [rule: string, words: RegExp])[] = [
  ['AUTH not advertised', /^SMTP protocol error in ".*" H=.* command used when not advertised$/is],
  ['protocol error', /^SMTP (?:protocol (?:synchronization )?error|syntax error) /],
  ['connection dropped', /^SMTP call from .* dropped: /s],
  ['connection dropped', /^SMTP connection from .* closed by DROP in ACL$/s],
  ['no mail', /^no MAIL in SMTP connection from /],
  ['sender verify fail', /^H=.* sender verify fail /s],
  ['rejected', /^(?:F=\S{0,300} )?H=.* (?:temporarily )?rejected /s],
];
/** What may come after the client without being the client's own. */
const ENDS_FIXED = / (?:AUTH command used when not advertised|closed by DROP in ACL)$/i;

function refused(text: string): Reading | undefined {
  const rule = REFUSED.find(([, words]) => words.test(text))?.[0];
  if (rule === undefined) return undefined;
  const places = [...text.matchAll(ANY_AT)];
  // Where the line's end is fixed, the last is Exim's; what precedes it is HELO or a quoted command.
  const place = ENDS_FIXED.test(text) ? places.at(-1) : places[0];
  if (place === undefined) return skip(worded('sysEximRefused'));
  if (places.length > 1 && !ENDS_FIXED.test(text)) return FORGED;
  const [, client = '', port] = place;
  return {
    kind: 'alert',
    sensor: 'exim',
    rule,
    src: client,
    srcPort: Number(port ?? '0'),
    message: text.slice(0, 1000),
  };
}

/** One message of Exim. @param text behind time and process */
export function readExim(text: string): Reading {
  if (text.length > MAX_MESSAGE) return reject(worded('sysLonger', { program: 'exim' }));
  const message = text.replace(MESSAGE_ID, '');
  const [, method] = FAILED.exec(message) ?? [];
  if (method !== undefined) return failedLogin(message, method);
  if (message.startsWith('<= ')) return accepted(message);
  return refused(message) ?? skip(worded('sysExim'));
}
