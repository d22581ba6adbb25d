import { parseAddress } from '../../../net/address.ts';
import { worded } from '../worded.ts';
import type { ErrorRecord } from './error-record.ts';
import { modsecurityMessage } from './modsecurity-line.ts';
import { daysOf } from '../../../kernel/byte-time.ts';

const HEADER =
  /^(\d{4})\/(\d\d)\/(\d\d) (\d\d):(\d\d):(\d\d) \[(emerg|alert|crit|error|warn|notice|info|debug)\] \d{1,10}#\d{1,10}: (?:\*\d{1,20} )?/;
const CLIENT = ', client: ';
/** nginx cuts a message at 2,048 bytes (`NGX_MAX_ERROR_STR`): what is at the end of a longer one may be lost. */
export const MAX_MESSAGE_BYTES = 2048;
/** A little less: the time before the message is a part of it, and a character may take four bytes. */
const NEARLY_CUT = 1900;
/** Places of `, client: ` that are looked at. */
const MAX_CLIENTS = 8;

export const FORGED_NOTE = worded('noteForged');

const SHORT_KINDS: readonly (readonly [RegExp, string])[] = [
  [/^open\(\) ".{1,4000}" failed \(2: /, 'file not found'],
  [/^open\(\) ".{1,4000}" failed \(13: /, 'permission denied'],
  [/^".{1,4000}" is not found \(2: /, 'file not found'],
  [/^directory index of "/, 'directory index forbidden'],
  [/^user ".{0,256}" was not found in /, 'unknown user'],
  [/^user ".{0,256}": password mismatch/, 'password mismatch'],
  [/^no user\/password was provided/, 'no password'],
  [/^SSL_do_handshake\(\) failed/, 'TLS handshake failed'],
  [/^\[lua\] /, 'lua'],
];
/** What nginx did with the request, where its message says that it did something. A dry run only counts. */
const OUTCOMES: readonly (readonly [RegExp, 'blocked' | 'passed'])[] = [
  [/^(?:limiting|delaying) (?:requests?|connections?), dry run/, 'passed'],
  [/^limiting (?:requests?|connections?)/, 'blocked'],
  [/^delaying requests?/, 'passed'],
  [/^access forbidden by rule/, 'blocked'],
  [/^directory index of ".{1,4000}" is forbidden/, 'blocked'],
  [/^client intended to send too large (?:chunked )?body/, 'blocked'],
];
/** The request as nginx writes it behind the client. */
const REQUEST = /, request: "[A-Za-z_-]{1,32} ([^\s"]{1,1000})/;
const FAILED_LOGIN = /^user "(.{0,256})"(?:: password mismatch| was not found in )/;

/** The fixed words that a message of nginx begins with: up to what it quotes or counts. */
function kindOf(message: string): string | undefined {
  const known = SHORT_KINDS.find(([pattern]) => pattern.test(message))?.[1];
  if (known !== undefined) return known;
  const words = /^[A-Za-z_/ -]{1,60}/.exec(message)?.[0] ?? '';
  const [before = ''] = words.split(' while ', 1);
  const kind = before.replace(/ (?:by zone|of|in|for)? ?$/, '').trim();
  return kind === '' ? undefined : kind;
}

/** Places where `, client: ADDRESS` is, followed by `, ` or the end. */
function clients(text: string): { at: number; client: string }[] {
  const found: { at: number; client: string }[] = [];
  for (
    let at = text.indexOf(CLIENT);
    at >= 0 && found.length < MAX_CLIENTS;
    at = text.indexOf(CLIENT, at + 1)
  ) {
    const [client = ''] =
      /^[^\s,]{1,64}(?=,|$)/.exec(text.slice(at + CLIENT.length, at + CLIENT.length + 65)) ?? [];
    if (client === 'unix:' || parseAddress(client) !== undefined) found.push({ at, client });
  }
  return found;
}

/** A message whose quotes hold a name of the configuration only. */
const OWN_WORDS = /^(?:limiting|delaying) [^"]{1,80} "[^"]{1,80}"$/;

/**
 * The place that nginx itself wrote. What a client sent is in quotes in a message, decoded, and behind the
 * client in the request and the referrer: it may hold `, client: …` too. Before the first quote it cannot; where
 * only one place is there, it is nginx's own, unless that was cut off.
 */
function trueClient(text: string): { at: number; client: string } | 'unclear' | undefined {
  const found = clients(text);
  const [first] = found;
  if (first === undefined) return undefined;
  const before = text.slice(0, first.at);
  if (!before.includes('"') || OWN_WORDS.test(before)) return first;
  return found.length > 1 || text.length > NEARLY_CUT ? 'unclear' : first;
}

/** ModSecurity's connector puts the client before its message, where nothing of the client's own can be. */
const CONNECTOR = /^\[client ([0-9A-Fa-f:.]{2,45})\] (?=ModSecurity: )/;

/** A line as nginx begins each message: time and level. */
export function hasHeader(text: string): boolean {
  return HEADER.test(text);
}

/**
 * Reads a line of nginx's error log.
 * @param unclear called when the line names a client that may be the client's own invention
 * @returns the record; why the line is passed over; or why it is not one
 */
export function nginxErrorRecord(text: string, unclear: () => void): ErrorRecord | { skip: string } | string {
  const match = HEADER.exec(text);
  if (match === null) return worded('noTimeLevel');
  const [header, year, month, day, hour = '', minute = '', second = '', severity] = match;
  const days = daysOf(Number(year), Number(month), Number(day));
  if (days < 0 || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return worded('badTime');
  const [connector = '', told] = CONNECTOR.exec(text.slice(header.length, header.length + 80)) ?? [];
  const said = text.slice(header.length + connector.length);
  const who =
    told === undefined ? trueClient(said) : { at: clients(said).at(-1)?.at ?? said.length, client: told };
  if (who === undefined) return { skip: worded('skipServer') };
  if (who === 'unclear') unclear();
  const known = who === 'unclear' ? undefined : who;
  const message = known === undefined ? said : said.slice(0, known.at);
  const rule = message.startsWith('ModSecurity: ') ? modsecurityMessage(message) : undefined;
  const asked = known === undefined ? undefined : REQUEST.exec(said.slice(known.at))?.[1];
  return {
    days,
    second: Number(hour) * 3600 + Number(minute) * 60 + Math.min(Number(second), 59),
    micros: 0,
    client: known === undefined || known.client === 'unix:' ? undefined : known.client,
    port: undefined,
    sensor: rule === undefined ? 'nginx' : 'modsecurity',
    rule: rule === undefined ? kindOf(message) : rule.rule === '' ? undefined : rule.rule,
    severity: rule?.severity ?? severity,
    message: rule?.message ?? message,
    user: FAILED_LOGIN.exec(message)?.[1],
    ...(rule !== undefined && { kind: 'verdict' }),
    outcome: rule === undefined ? OUTCOMES.find(([begin]) => begin.test(message))?.[1] : rule.outcome,
    url: rule?.url ?? asked,
    requestId: rule?.requestId,
  };
}
