import { worded } from './worded.ts';
import type { AlertReading, Reading } from '../rows/reading.ts';
import { reject, skip } from '../rows/reading.ts';
import type { Announcements } from './announced.ts';

/** Postfix writes no longer line than 2,000 bytes (`line_length_limit`) into the parts that are looked at here. */
const MAX_MESSAGE = 8192;

/** `name[203.0.113.9]:port` at the place where Postfix itself writes the client; a name holds no brackets. */
const CLIENT = /^[^\s[\]]{0,255}\[(?:IPv6:)?([0-9A-Fa-f:.]{2,45}|unknown)\](?::(\d{1,5}))?/;

const TRAFFIC = worded('sysPostfixTraffic');

interface Peer {
  address: string;
  port: number;
  /** What follows it. */
  rest: string;
}

function peerAt(text: string, at: number): Peer | undefined {
  const match = CLIENT.exec(text.slice(at, at + 400));
  const [whole, address, port = '0'] = match ?? [];
  if (whole === undefined || address === undefined) return undefined;
  return { address, port: Number(port), rest: text.slice(at + whole.length) };
}

/** A login that a line with its user's name has counted. */
function acceptedKey(connection: string): string {
  return connection === '' ? '' : `${connection}\nSASL`;
}

/** A login of which an earlier line has given the reason. */
function refusedKey(connection: string): string {
  return connection === '' ? '' : `${connection}\nSASL failed`;
}

/**
 * The server could not look at the password, or the client sent none: Postfix's own words (`smtpd_sasl_proto.c`,
 * `xsasl_dovecot_server.c`) and those of Cyrus SASL (`sasl_errstring`).
 */
const NOT_LOOKED_AT =
  /^(?:connection (?:lost|refused|timed out)|can(?:no|')t connect|unable to |invalid authentication mechanism|no mechanism available|generic failure|temporary |4\d\d |remote authentication server unavailable|bad protocol|invalid base64|malformed |another step is needed|encryption needed|no memory|overflowed buffer|can't request information|invalid parameter|transient failure|server failed|mechanism (?:doesn't|too weak)|sasl library|version mismatch|internal |user exists, but no verifier|authentication (?:aborted|cancel))/i;
/** A prompt in base64 that the server sent before a name: the client gave up there. */
const NAME_PROMPT = /^VXNlcm5hbWU6/;
/** Where the reason says that the password was looked at. `LOGIN` may give the prompt for it in base64, others nothing. */
const WRONG =
  /^$|^[A-Za-z0-9+/]{8,}={0,2}$|reason unavailable|authentication fail|incorrect|invalid|credential|password|not found|unknown|denied|disabled|expired|locked|authorization|mismatch|reject|failed/i;

/** `warning: unknown[203.0.113.9]: SASL LOGIN authentication failed: …, sasl_username=info` */
function failedLogin(text: string, key: string, announced: Announcements): Reading | undefined {
  const peer = peerAt(text, 'warning: '.length);
  const [whole, method, how] =
    /^: SASL ([A-Za-z0-9_-]{1,40}) authentication (failed|aborted)/.exec(peer?.rest ?? '') ?? [];
  if (peer === undefined || method === undefined || whole === undefined) return undefined;
  // The name is the client's and the last of the line, whatever it holds.
  const behind = peer.rest.slice(whole.length).replace(/^: ?/, '');
  const named = behind.indexOf('sasl_username=');
  const user = named < 0 ? undefined : behind.slice(named + 'sasl_username='.length);
  const reason = (named < 0 ? behind : behind.slice(0, named)).replace(/,? ?$/, '').trim();
  announced.add(refusedKey(key));
  const { ok, remark } = outcomeOf(how === 'aborted', reason);
  return {
    kind: 'login',
    service: 'smtp',
    ...(user !== undefined && user !== '(unavailable)' && { user }),
    client: peer.address,
    port: peer.port,
    ok,
    detail: `SASL ${method}${remark}`,
  };
}

/** Whether a password was wrong, by why the login failed; undefined: nobody can tell, and it is held against nobody. */
function outcomeOf(aborted: boolean, reason: string): { ok: boolean | undefined; remark: string } {
  if (aborted || NAME_PROMPT.test(reason)) return { ok: undefined, remark: ', broken off by the client' };
  if (NOT_LOOKED_AT.test(reason)) return { ok: undefined, remark: ', no password was looked at' };
  return WRONG.test(reason)
    ? { ok: false, remark: '' }
    : { ok: undefined, remark: ', for a reason not known' };
}

/** `4A1B2C3D: client=mail.example.net[203.0.113.9], sasl_method=PLAIN, sasl_username=alice` */
function accepted(text: string, key: string, announced: Announcements): Reading | undefined {
  const queued = /^[0-9A-Za-z]{4,20}: client=/.exec(text);
  const peer = queued === null ? undefined : peerAt(text, queued[0].length);
  if (peer === undefined) return undefined;
  const [, method, user] = /^, sasl_method=([^,\s]{1,40}), sasl_username=(\S{0,500})/.exec(peer.rest) ?? [];
  if (method === undefined || user === undefined) return skip(TRAFFIC);
  announced.add(acceptedKey(key));
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

/** `disconnect from unknown[203.0.113.9] ehlo=1 auth=1 quit=1`: a login without a mail has no line of its own. */
function disconnected(text: string, key: string, announced: Announcements): Reading | undefined {
  const peer = text.startsWith('disconnect from ') ? peerAt(text, 'disconnect from '.length) : undefined;
  const [, worked, of] = / auth=(\d{1,6})(?:\/(\d{1,6}))?(?= |$)/.exec(peer?.rest ?? '') ?? [];
  if (peer === undefined || worked === undefined) return undefined;
  const named = announced.take(acceptedKey(key));
  const told = announced.take(refusedKey(key));
  if (worked === '0' && of !== undefined && !told) return alert(peer, 'AUTH refused', text);
  if (named || key === '' || worked === '0') return skip(TRAFFIC);
  const { address, port } = peer;
  return { kind: 'login', service: 'smtp', client: address, port, ok: true, detail: 'AUTH, without a mail' };
}

function alert(peer: Peer, rule: string, message: string): AlertReading {
  const { address, port } = peer;
  return {
    kind: 'alert',
    sensor: 'postfix',
    rule,
    src: address,
    srcPort: port,
    message: message.slice(0, 1000),
  };
}

/** What a client did, up to where Postfix writes who it was. */
const DEED =
  /^(?:warning: )?(improper command pipelining after [A-Z]{1,20}|too many errors after [A-Z-]{1,20}|lost connection after [A-Z-]{1,20}|timeout after [A-Z-]{1,20}|non-SMTP command|Connection (?:rate|concurrency) limit exceeded: \d{1,9}|non-E?SMTP command)(?: \([^()]{0,60}\))? from (?=\S{1,300}\[)/;

/** `lost connection after AUTH from unknown[203.0.113.9]` */
function deed(text: string): Reading | undefined {
  const [whole, rule] = DEED.exec(text) ?? [];
  const peer = whole === undefined ? undefined : peerAt(text, whole.length);
  if (peer === undefined || rule === undefined) return undefined;
  return peer.address === 'unknown' ? skip(TRAFFIC) : alert(peer, rule.replace(/: \d+$/, ''), text);
}

const REJECT =
  /^(?:NOQUEUE|[0-9A-Za-z]{4,20}): (reject|reject_warning|milter-reject|discard): ([A-Z-]{2,20}) from /;

/** `NOQUEUE: reject: RCPT from unknown[203.0.113.9]: 554 5.7.1 <a@b>: Relay access denied; …` */
function rejected(text: string): Reading | undefined {
  const [whole, what, stage] = REJECT.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const peer = peerAt(text, whole.length);
  if (peer === undefined) return reject(worded('sysPostfixReject'));
  const [code] = /^\d{3}(?: \d\.\d{1,3}\.\d{1,3})?/.exec(peer.rest.slice(2)) ?? [];
  const rule = `${what} ${stage}${code === undefined ? '' : ` ${code}`}`;
  return alert(peer, rule, peer.rest.slice(2));
}

/** `PREGREET 14 after 0.1 from [203.0.113.9]:4711: …` and `DNSBL rank 5 for [203.0.113.9]:4711` of postscreen. */
function postscreen(text: string): Reading | undefined {
  const [whole, what] =
    /^(PREGREET|DNSBL|COMMAND|HANGUP|BARE NEWLINE|NON-SMTP COMMAND) [^[]{1,60}(?=\[)/.exec(text) ?? [];
  const peer = whole === undefined ? undefined : peerAt(text, whole.length);
  if (peer === undefined || what === undefined) return undefined;
  return alert(peer, `postscreen ${what}`, text);
}

/** Is it a part of Postfix that speaks with clients? @param program as syslog names it: `postfix/smtpd` */
export function isPostfix(program: string): boolean {
  return /^postfix[\w-]{0,40}\/(?:[\w-]{1,40}\/)?(?:smtpd|postscreen|smtps|submission)$/.test(program);
}

/**
 * One message of `postfix/smtpd` or `postfix/postscreen`.
 * @param key host and process; a process serves one connection after the other
 */
export function readPostfix(text: string, key: string, announced: Announcements): Reading {
  if (text.length > MAX_MESSAGE) return reject(worded('sysLonger', { program: 'postfix' }));
  const failed = text.startsWith('warning: ') ? failedLogin(text, key, announced) : undefined;
  return (
    failed ??
    deed(text) ??
    rejected(text) ??
    accepted(text, key, announced) ??
    disconnected(text, key, announced) ??
    postscreen(text) ??
    skip(TRAFFIC)
  );
}
