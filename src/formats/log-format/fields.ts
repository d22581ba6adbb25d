import type { ColumnName } from '../../tables/tables.ts';
import { NAMED_TIMES, timeSteps } from './time.ts';
import type { Step } from './time.ts';

/**
 * What a value may look like, which tells where it ends.
 * - `word`: no spaces. `number`: digits, at most one dot, or `-`.
 * - `list`: words with `, ` or ` : ` between, as of several proxies or upstream servers.
 * - `text`: anything, up to the fixed text that follows.
 */
type Shape = 'word' | 'number' | 'list' | 'text' | 'time';

export type Meaning =
  | { kind: 'address'; column: 'c_ip' | 's_ip' | 'peer' }
  /** `%h`: an address, or a name that was looked up. */
  | { kind: 'host' }
  | { kind: 'int'; column: 'sc_status' | 'c_port' | 's_port' }
  | { kind: 'long'; column: 'sc_bytes' | 'cs_bytes' }
  /** @param unit how many of it make a second */
  | { kind: 'duration'; unit: number }
  | { kind: 'text'; column: ColumnName<'requests'> }
  | { kind: 'request' }
  /** A path with its query. */
  | { kind: 'uri' }
  /** A query, with its question mark or without. */
  | { kind: 'query' }
  | { kind: 'time' };

export interface Field {
  /** As the format has it. */
  name: string;
  shape: Shape;
  /** Undefined: `requests` has no place for it, or another variable says the same better. */
  meaning: Meaning | undefined;
  /** Of two variables for one column the lower is taken. */
  rank: number;
  /** Of a time: how it is read. */
  steps: readonly Step[];
}

const LOCAL_TIME = timeSteps('%d/%b/%Y:%H:%M:%S %z') ?? [];
const ISO_TIME = timeSteps('%Y-%m-%dT%H:%M:%S%z') ?? [];

type KnownField = Omit<Field, 'name'>;

function text(column: ColumnName<'requests'>, shape: Shape = 'text', rank = 0): KnownField {
  return { shape, meaning: { kind: 'text', column }, rank, steps: [] };
}
function of(shape: Shape, meaning: Meaning, rank = 0): KnownField {
  return { shape, meaning, rank, steps: [] };
}
function time(steps: readonly Step[]): KnownField {
  return { shape: 'time', meaning: { kind: 'time' }, rank: 0, steps };
}
function unkept(shape: Shape): KnownField {
  return { shape, meaning: undefined, rank: 0, steps: [] };
}

/** nginx, "Alphabetical index of variables"; and what the format's combination stands for: see `log-format-plan`. */
const NGINX: ReadonlyMap<string, KnownField> = new Map([
  ['$remote_addr', of('word', { kind: 'address', column: 'c_ip' })],
  ['$realip_remote_addr', of('word', { kind: 'address', column: 'peer' })],
  ['$remote_port', of('number', { kind: 'int', column: 'c_port' })],
  ['$server_addr', of('word', { kind: 'address', column: 's_ip' })],
  ['$server_port', of('number', { kind: 'int', column: 's_port' })],
  ['$hostname', text('s_computername', 'word')],
  ['$remote_user', text('cs_username')],
  ['$time_local', time(LOCAL_TIME)],
  ['$time_iso8601', time(ISO_TIME)],
  ['$msec', time(NAMED_TIMES.get('$msec') ?? [])],
  ['$request', of('text', { kind: 'request' })],
  ['$request_method', text('cs_method', 'word')],
  ['$request_uri', of('text', { kind: 'uri' }, 1)],
  ['$uri', text('cs_uri_stem', 'text', 2)],
  ['$document_uri', text('cs_uri_stem', 'text', 2)],
  ['$uri$is_args$args', of('text', { kind: 'uri' }, 2)],
  ['$args', of('text', { kind: 'query' }, 2)],
  ['$query_string', of('text', { kind: 'query' }, 2)],
  ['$server_protocol', text('cs_version', 'word', 1)],
  ['$status', of('number', { kind: 'int', column: 'sc_status' })],
  ['$bytes_sent', of('number', { kind: 'long', column: 'sc_bytes' })],
  ['$body_bytes_sent', of('number', { kind: 'long', column: 'sc_bytes' }, 1)],
  ['$request_length', of('number', { kind: 'long', column: 'cs_bytes' })],
  ['$request_time', of('number', { kind: 'duration', unit: 1 })],
  ['$http_referer', text('referer')],
  ['$http_user_agent', text('user_agent')],
  ['$http_x_forwarded_for', text('x_forwarded_for', 'list')],
  ['$proxy_add_x_forwarded_for', text('x_forwarded_for', 'list', 1)],
  ['$http_host', text('cs_host')],
  ['$host', text('cs_host', 'word', 1)],
  ['$server_name', text('cs_host', 'word', 3)],
  ['$scheme', unkept('word')],
  ['$pipe', unkept('word')],
  ['$gzip_ratio', unkept('word')],
  ['$connection', unkept('word')],
  ['$connection_requests', unkept('word')],
  ['$request_id', unkept('word')],
  ['$ssl_protocol', unkept('word')],
  ['$ssl_cipher', unkept('word')],
]);

/** Apache, "Module mod_log_config": by the letter, where the parameter does not matter. */
const APACHE: ReadonlyMap<string, KnownField> = new Map([
  ['%h', of('word', { kind: 'host' }, 1)],
  ['%a', of('word', { kind: 'address', column: 'c_ip' })],
  ['%{c}a', of('word', { kind: 'address', column: 'peer' })],
  ['%{c}h', unkept('word')],
  ['%A', of('word', { kind: 'address', column: 's_ip' })],
  ['%l', unkept('word')],
  ['%u', text('cs_username')],
  ['%t', time(LOCAL_TIME)],
  ['%r', of('text', { kind: 'request' })],
  ['%m', text('cs_method', 'word')],
  ['%U', text('cs_uri_stem', 'text', 2)],
  ['%q', of('text', { kind: 'query' }, 2)],
  ['%U%q', of('text', { kind: 'uri' }, 2)],
  ['%H', text('cs_version', 'word', 1)],
  ['%s', of('number', { kind: 'int', column: 'sc_status' }, 1)],
  ['%>s', of('number', { kind: 'int', column: 'sc_status' })],
  ['%O', of('number', { kind: 'long', column: 'sc_bytes' })],
  ['%b', of('number', { kind: 'long', column: 'sc_bytes' }, 1)],
  ['%B', of('number', { kind: 'long', column: 'sc_bytes' }, 1)],
  ['%I', of('number', { kind: 'long', column: 'cs_bytes' })],
  ['%S', unkept('number')],
  ['%D', of('number', { kind: 'duration', unit: 1_000_000 })],
  ['%T', of('number', { kind: 'duration', unit: 1 }, 1)],
  ['%{s}T', of('number', { kind: 'duration', unit: 1 }, 1)],
  ['%{ms}T', of('number', { kind: 'duration', unit: 1000 })],
  ['%{us}T', of('number', { kind: 'duration', unit: 1_000_000 })],
  ['%V', text('cs_host', 'word', 2)],
  ['%v', text('cs_host', 'word', 3)],
  ['%p', of('number', { kind: 'int', column: 's_port' }, 1)],
  ['%{canonical}p', of('number', { kind: 'int', column: 's_port' }, 1)],
  ['%{local}p', of('number', { kind: 'int', column: 's_port' })],
  ['%{remote}p', of('number', { kind: 'int', column: 'c_port' })],
  ['%X', unkept('word')],
  ['%L', unkept('word')],
  ['%k', unkept('number')],
  ['%P', unkept('number')],
  ['%{pid}P', unkept('number')],
  ['%{tid}P', unkept('number')],
  ['%{hextid}P', unkept('word')],
]);

/** Request headers that have a column. */
const HEADERS: ReadonlyMap<string, ColumnName<'requests'>> = new Map([
  ['referer', 'referer'],
  ['user-agent', 'user_agent'],
  ['x-forwarded-for', 'x_forwarded_for'],
  ['host', 'cs_host'],
]);

function apacheField(name: string): KnownField {
  const [, parameter = '', letter] = /^%>?\{([^}]*)\}([a-zA-Z])$/.exec(name) ?? [];
  if (letter === 'i') {
    const column = HEADERS.get(parameter.toLowerCase());
    if (column !== undefined) return text(column, column === 'x_forwarded_for' ? 'list' : 'text');
  }
  if (letter === 't') {
    const pattern = parameter.replace(/^begin:/, '');
    const steps = NAMED_TIMES.get(pattern) ?? timeSteps(pattern);
    if (steps !== undefined && !pattern.startsWith('$')) return time(steps);
  }
  return unkept('text');
}

/** What a variable of a log format stands for. One that is not known may be anything, and is passed over. */
export function fieldOf(name: string): Field {
  const known = NGINX.get(name) ?? APACHE.get(name);
  if (known !== undefined) return { name, ...known };
  if (name.startsWith('$upstream_')) return { name, ...unkept('list') };
  if (name.startsWith('%')) return { name, ...apacheField(name) };
  return { name, ...unkept('text') };
}
