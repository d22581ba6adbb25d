import { fieldOf } from './fields.ts';

/** A member of a flat object: its name, and a text, a number or a word. Each repetition has one way to go on. */
const MEMBER =
  /\s*"([\w@.-]{1,64})"\s*:\s*(?:"((?:[^"\\]|\\.)*)"|(-?\d[\d.]*)|(?:null|true|false))\s*([,}])/y;
const MAX_LINE = 32_768;
const MAX_MEMBERS = 100;

/** Names that people give their fields, by the variable of nginx that each stands for. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['client_ip', '$remote_addr'],
  ['clientip', '$remote_addr'],
  ['remote_ip', '$remote_addr'],
  ['user', '$remote_user'],
  ['method', '$request_method'],
  ['verb', '$request_method'],
  ['path', '$request_uri'],
  ['url', '$request_uri'],
  ['protocol', '$server_protocol'],
  ['agent', '$http_user_agent'],
  ['user_agent', '$http_user_agent'],
  ['http_referrer', '$http_referer'],
  ['referer', '$http_referer'],
  ['referrer', '$http_referer'],
  ['x_forwarded_for', '$http_x_forwarded_for'],
  ['xff', '$http_x_forwarded_for'],
  ['bytes', '$body_bytes_sent'],
  ['size', '$body_bytes_sent'],
  ['status_code', '$status'],
]);
const TIMES: ReadonlySet<string> = new Set(['time', 'timestamp', '@timestamp', 'ts', 'date']);

function timeVariable(value: string): string | undefined {
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:?\d\d)$/.test(value)) return '$time_iso8601';
  if (/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}$/.test(value)) return '$time_local';
  return /^\d{9,10}\.\d{3}$/.test(value) ? '$msec' : undefined;
}

/** The variable that a member's name stands for; one that no column has a place for if it is not known. */
function variableOf(name: string, value: string): string {
  const key = name.toLowerCase();
  const time = TIMES.has(key) ? timeVariable(value) : undefined;
  const variable = time ?? ALIASES.get(key) ?? `$${key.replaceAll(/\W/g, '_')}`;
  // A time in a form of its own is passed over rather than misread.
  if (key.startsWith('time_') && timeVariable(value) === undefined) return '$other_time';
  return fieldOf(variable).meaning === undefined ? `$other_${key.replaceAll(/\W/g, '_')}` : variable;
}

/**
 * The log format that writes a line such as this one: a flat JSON object whose members have the names of nginx's
 * variables, or names that are usual for them.
 * @returns undefined if it does not name time, client, status and what was asked for
 */
export function jsonFormat(line: string): string | undefined {
  if (line[0] !== '{' || line.length > MAX_LINE) return undefined;
  let format = 'escape=json {';
  const variables = new Set<string>();
  MEMBER.lastIndex = 1;
  for (let member = MEMBER.exec(line); member !== null; member = MEMBER.exec(line)) {
    const [whole, name = '', text, number, end] = member;
    if (variables.size > MAX_MEMBERS) return undefined;
    const value = text ?? number ?? '';
    const variable = variableOf(name, value);
    variables.add(variable);
    const shown = text === undefined ? `\${${variable.slice(1)}}` : `"\${${variable.slice(1)}}"`;
    const before = whole.slice(0, whole.indexOf(':') + 1 + spaces(whole));
    format += `${before}${shown}${end}`;
    if (end === '}') return said(variables) && MEMBER.lastIndex === line.length ? format : undefined;
  }
  return undefined;
}

/** How many spaces come after the colon. */
function spaces(member: string): number {
  const [, blank = ''] = /:(\s*)/.exec(member) ?? [];
  return blank.length;
}

function said(variables: ReadonlySet<string>): boolean {
  const has = (...names: string[]): boolean => names.some((name) => variables.has(name));
  return (
    has('$time_iso8601', '$time_local', '$msec') &&
    has('$remote_addr', '$http_x_forwarded_for') &&
    has('$status') &&
    has('$request', '$request_uri', '$uri')
  );
}
