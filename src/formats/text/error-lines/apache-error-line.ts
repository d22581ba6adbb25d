import { parseAddress } from '../../../net/address.ts';
import { worded } from '../worded.ts';
import type { ErrorRecord } from './error-record.ts';
import { modsecurityMessage } from './modsecurity-line.ts';
import { daysOf } from '../../../kernel/byte-time.ts';
import { microsOf } from '../sensor-time.ts';

/** Why a line gives no row though it is well-formed. */
export interface PassedLine {
  skip: string;
}

const TIME =
  /^\[(?:[A-Z][a-z]{2} ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))? (\d{4})|(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?)\] /;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const LEVEL = /^(?:([a-z0-9_-]{0,40}):)?(emerg|alert|crit|error|warn|notice|info|debug|trace[1-8])$/;
/** An error of the system that comes before the client: `(13)Permission denied: [client …]`. */
const SYSTEM_ERROR = /^\(\d{1,6}\)[^:[\]]{1,120}: (?=\[(?:client|remote) )/;

/** The line does not begin with a time. */
export const NO_TIME = worded('noTimeBegin');

const ABOUT_ITSELF: PassedLine = { skip: worded('skipServer') };

/**
 * How messages of Apache 2.2 begin, which have no number, and what they are called here. PHP's are those of
 * mod_php.
 */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^File does not exist: /, 'file does not exist'],
  [/^client denied by server configuration: /, 'client denied'],
  [/^script (?:not found|'.{1,4000}' not found) or unable to stat/, 'script not found'],
  [/^Invalid URI in request /, 'invalid URI'],
  [/^Invalid method in request /, 'invalid method'],
  [/^request failed: /, 'request failed'],
  [/^Directory index forbidden by /, 'directory index forbidden'],
  [/^attempt to invoke directory as script: /, 'directory as script'],
  [/^client sent HTTP\/1\.1 request without hostname/, 'no host name'],
  [/^PHP (?:Warning|Notice|Deprecated|Parse error|Fatal error): /, 'PHP'],
];

const FAILED_LOGINS: readonly RegExp[] = [
  /^user (.{0,256}): authentication failure for "/,
  /^user (.{0,256}) not found: \//,
  /^user (.{0,256}): password mismatch: \//i,
  /^user `(.{0,256})' in realm `.{0,256}' not found: \//,
  /^(?:Digest: )?user `?(.{0,256}?)'?: password mismatch: \//,
];

/** A block; an address of IPv6 may have brackets of its own. */
const BLOCK = /^\[((?:client|remote) \[[0-9A-Fa-f:.]{2,45}\](?::\d{1,5})?|[^[\]]{0,200})\] ?/;

/** The blocks `[…]` at a line's beginning; nothing after the first that is no block is looked at. */
function blocks(text: string): { values: string[]; rest: string } {
  const values: string[] = [];
  let rest = text;
  while (values.length < 12) {
    if (rest[0] === '(') rest = rest.replace(SYSTEM_ERROR, '');
    const [whole, value] = BLOCK.exec(rest) ?? [];
    if (whole === undefined || value === undefined) break;
    // A second client is the message's own, as ModSecurity writes it: the first is the server's word.
    if (values.some(isClient)) {
      if (!isClient(value)) break;
    } else values.push(value);
    rest = rest.slice(whole.length);
  }
  return { values, rest };
}

function isClient(block: string): boolean {
  return block.startsWith('client ') || block.startsWith('remote ');
}

/** `203.0.113.9:52114`, `2001:db8::7:52114` (Apache 2.4), `203.0.113.9` (2.2), `[2001:db8::7]:52114`. @param ported a port follows */
function endpoint(text: string, ported: boolean): { client: string; port: number | undefined } {
  const [, inner, behind] = /^\[([^[\]]{2,45})\](?::(\d{1,5}))?$/.exec(text) ?? [];
  if (inner !== undefined && Number(behind ?? '0') <= 65_535)
    return { client: inner, port: behind === undefined ? undefined : Number(behind) };
  const [, host = text, port] = /^(.{1,64}):(\d{1,5})$/.exec(text) ?? [];
  const isPort = port !== undefined && Number(port) <= 65_535 && parseAddress(host) !== undefined;
  if (!isPort || (!ported && text.split(':').length > 2)) return { client: text, port: undefined };
  return { client: host, port: Number(port) };
}

interface Moment {
  days: number;
  second: number;
  micros: number;
  /** Length of the time in its brackets, with the space behind. */
  length: number;
}

function secondOf(clock: string): number {
  const hour = Number(clock.slice(0, 2));
  const minute = Number(clock.slice(3, 5));
  const second = Number(clock.slice(6, 8));
  return hour > 23 || minute > 59 || second > 60 ? -1 : hour * 3600 + minute * 60 + Math.min(second, 59);
}

function timeOf(text: string): Moment | string {
  const match = TIME.exec(text);
  if (match === null) return NO_TIME;
  const [whole, month = '', day, clock, fraction, year, iso = '', isoClock = '', isoFraction] = match;
  const days =
    year === undefined
      ? daysOf(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)), Number(iso.slice(8, 10)))
      : daysOf(Number(year), MONTHS.indexOf(month) + 1, Number(day));
  const second = secondOf(clock ?? isoClock);
  if (days < 0 || second < 0) return worded('bracketTime');
  const micros = microsOf(fraction ?? isoFraction);
  return { days, second, micros, length: whole.length };
}

function kindOf(message: string, module: string | undefined): string | undefined {
  return KINDS.find(([pattern]) => pattern.test(message))?.[1] ?? (module === '' ? undefined : module);
}

function userOf(message: string): string | undefined {
  for (const pattern of FAILED_LOGINS) {
    const user = pattern.exec(message)?.[1];
    if (user !== undefined) return user;
  }
  return undefined;
}

/**
 * Reads a line of Apache's error log, of 2.2 (`[time] [error] [client a.b.c.d] …`) or 2.4 (`[time] [module:error]
 * [pid 1] [client a.b.c.d:port] AH01630: …`). The client is taken from the blocks at the beginning only: what
 * comes after them is, in part, what a client wrote.
 * @returns the record; why the line is passed over; or why it is not one
 */
export function apacheErrorRecord(text: string): ErrorRecord | PassedLine | string {
  if (text[0] !== '[') return { skip: worded('skipOutput') };
  const time = timeOf(text);
  if (typeof time === 'string') return time;
  const { days, second, micros } = time;
  const { values, rest: said } = blocks(text.slice(time.length));
  const level = values.map((value) => LEVEL.exec(value)).find((match) => match !== null);
  const client = values.find(isClient)?.slice('client '.length);
  if (level === undefined) return worded('noLevel');
  if (client === undefined) return ABOUT_ITSELF;
  const [, module, severity] = level;
  const { client: address, port } = endpoint(client, module !== undefined);
  const record: ErrorRecord = {
    days,
    second,
    micros,
    client: address,
    port,
    sensor: 'apache',
    rule: undefined,
    severity,
    message: said,
    user: undefined,
  };
  const found = said.startsWith('ModSecurity: ') ? modsecurityMessage(said) : undefined;
  if (found !== undefined) {
    record.sensor = 'modsecurity';
    record.rule = found.rule || undefined;
    record.severity = found.severity ?? severity;
    record.message = found.message;
    record.kind = 'verdict';
    record.outcome = found.outcome;
    record.url = found.url;
    record.requestId = found.requestId;
    return record;
  }
  const [numbered = '', number] = /^(AH\d{5}): /.exec(said) ?? [];
  record.message = said.slice(numbered.length);
  record.rule = number ?? kindOf(record.message, module);
  record.user = userOf(record.message);
  if (record.message.startsWith('client denied by server configuration')) record.outcome = 'blocked';
  return record;
}
