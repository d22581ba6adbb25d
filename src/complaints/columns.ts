import type { Row } from '../events/engines/engine.ts';
import { parseAddress } from '../net/address.ts';
import { isHostName } from '../net/host-name.ts';
import { protocolName } from '../net/protocols.ts';
import { isInternal } from './redact.ts';
import type { KnownName, Redactor } from './redact.ts';
import type { Incident } from './incidents.ts';

/** Columns of a table that a complaint is made from. */
export const COLUMNS: Readonly<Record<Incident['unit'], readonly string[]>> = {
  requests: [
    'ts',
    'c_ip',
    'c_port',
    's_ip',
    's_port',
    's_computername',
    's_sitename',
    'cs_host',
    'cs_method',
    'cs_uri_stem',
    'cs_uri_query',
    'cs_username',
    'sc_status',
    'user_agent',
    'referer',
  ],
  logins: ['ts', 'c_ip', 'c_port', 's_ip', 'service', 'username', 'ok', 'detail'],
  flows: [
    'ts_start',
    'ts_end',
    'src',
    'src_port',
    'dst',
    'dst_port',
    'protocol',
    'packets',
    'bytes',
    'tcp_flags',
    'action',
  ],
  alerts: [
    'ts',
    'src',
    'src_port',
    'dst',
    'dst_port',
    'sensor',
    'rule',
    'severity',
    'message',
    'outcome',
    'url',
    'hash',
  ],
};

/** What the columns of a table are called that every complaint needs: who, from which port, when, and to whom. */
interface Ends {
  time: string;
  address: string;
  port: string;
  server: string;
  /** Undefined: the table has none. */
  serverPort?: string;
}

export const ENDS: Readonly<Record<Incident['unit'], Ends>> = {
  requests: { time: 'ts', address: 'c_ip', port: 'c_port', server: 's_ip', serverPort: 's_port' },
  logins: { time: 'ts', address: 'c_ip', port: 'c_port', server: 's_ip' },
  flows: { time: 'ts_start', address: 'src', port: 'src_port', server: 'dst', serverPort: 'dst_port' },
  alerts: { time: 'ts', address: 'src', port: 'src_port', server: 'dst', serverPort: 'dst_port' },
};

function textAt(row: Row, name: string): string {
  const value = row[name];
  return value === null || value === undefined ? '' : String(value);
}

/** A name and those that it lies below: `owa.corp.example`, `corp.example`. */
function hostAndParents(text: string): string[] {
  const host = text.replace(/:\d{1,5}$/, '').toLowerCase();
  if (host === '' || host === '-' || parseAddress(host.replaceAll(/[[\]]/g, '')) !== undefined) return [];
  if (!isHostName(host)) return [host];
  const labels = host.split('.');
  return labels.slice(0, -1).map((_, at) => labels.slice(at).join('.'));
}

function hostOfPage(referer: string): string {
  return /^[a-z]{2,10}:\/\/(?:[^/@\s]{0,200}@)?([^/?#\s]{1,253})/i.exec(referer)?.[1] ?? '';
}

/** Values of a query, as they stand there; of one without names all of it. */
function valuesOf(query: string): string[] {
  if (query === '' || query === '-') return [];
  return query
    .split(/[&;]/)
    .map((pair) => (pair.includes('=') ? pair.slice(pair.indexOf('=') + 1) : pair))
    .filter((value) => value !== '');
}

/** Users and hosts that columns of a row name. */
function namesOf(row: Row): KnownName[] {
  const users = ['cs_username', 'username'].map((name) => textAt(row, name));
  const hosts = ['s_computername', 's_sitename', 'cs_host'].map((name) => textAt(row, name));
  const known: KnownName[] = [
    ...users.map((value): KnownName => ({ what: 'user', value })),
    ...[...hosts, hostOfPage(textAt(row, 'referer'))]
      .flatMap(hostAndParents)
      .map((value): KnownName => ({ what: 'host name', value })),
  ];
  return known.filter(({ value }) => value !== '' && value !== '-');
}

/** What columns of a row say must not go out. */
export function knownOf(row: Row): KnownName[] {
  const page = /\?([^#\s]{1,2000})/.exec(textAt(row, 'referer'))?.[1] ?? '';
  const values = [textAt(row, 'cs_uri_query'), page].flatMap(valuesOf);
  const queries = values.map((value): KnownName => ({ what: 'query value', value }));
  return [...namesOf(row), ...queries.filter(({ value }) => value !== '-')];
}

/** The header of syslog: a time, then the host that wrote the line. */
const HEADER =
  /(?:[A-Z][a-z]{2} {1,2}\d{1,2}(?: \d{4})? \d{2}:\d{2}:\d{2}(?:\.\d{1,9})?|\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\S{0,20}) (\S{1,255}) /;

/** The host that a line of syslog names as its writer. */
export function hostOfHeader(line: string): KnownName[] {
  const host = HEADER.exec(line.slice(0, 500))?.[1];
  return host === undefined ? [] : hostAndParents(host).map((value) => ({ what: 'host name', value }));
}

/** A cell that no spreadsheet takes for a formula. */
function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

export function csvLine(cells: readonly string[]): string {
  return `${cells.map((text) => cell(text.replaceAll(/[\r\n]+/g, ' '))).join(',')}\n`;
}

/** Of an address that means something inside our networks alone, nothing. */
export function outside(address: string): string {
  return address === '' || isInternal(address) ? '' : address;
}

type Unit = Incident['unit'];

const SOURCE = ['source', 'source_port', 'destination', 'destination_port'] as const;

const HEADERS: Readonly<Record<Unit, readonly string[]>> = {
  requests: ['time', ...SOURCE, 'method', 'path', 'status', 'user', 'user_agent'],
  logins: ['time', 'source', 'source_port', 'destination', 'service', 'result', 'user'],
  flows: ['time', 'end', ...SOURCE, 'protocol', 'packets', 'bytes', 'tcp_flags', 'action'],
  alerts: ['time', ...SOURCE, 'sensor', 'rule', 'severity', 'message', 'outcome', 'path', 'hash'],
};

/** An attack by a request is in its query mostly: there it is shown, without tokens and passwords. */
const withQuery = ({ unit, deed }: EntryKind): boolean => unit === 'requests' && deed === 'exploit';

/** Of which entries a table is. */
type EntryKind = Pick<Incident, 'unit' | 'deed'>;

export function headersOf(shown: EntryKind): readonly string[] {
  return withQuery(shown) ? [...HEADERS.requests, 'query'] : HEADERS[shown.unit];
}

/** A row in the columns of `headersOf`, redacted. */
export function cellsOf(shown: EntryKind, row: Row, redactor: Redactor): string[] {
  const { unit } = shown;
  const { time, address, port, server, serverPort } = ENDS[unit];
  const known = knownOf(row);
  const redacted = (name: string, most: number): string =>
    redactor.line(textAt(row, name).slice(0, most), known);
  const who = [textAt(row, address), portOf(row[port]), outside(textAt(row, server))];
  const ends = serverPort === undefined ? who : [...who, portOf(row[serverPort])];
  const user = textAt(row, unit === 'requests' ? 'cs_username' : 'username');
  const shownUser = user === '' || user === '-' ? '' : redactor.mark('user', user);
  if (unit === 'logins') {
    const result = row['ok'] === 1 ? 'worked' : row['ok'] === 0 ? 'failed' : '';
    return [textAt(row, time), ...ends, textAt(row, 'service'), result, shownUser];
  }
  if (unit === 'flows') {
    const figures = ['packets', 'bytes', 'tcp_flags', 'action'].map((name) => textAt(row, name));
    const protocol = row['protocol'] === null ? '' : protocolName(Number(row['protocol']));
    return [textAt(row, time), textAt(row, 'ts_end'), ...ends, protocol, ...figures];
  }
  if (unit === 'alerts') {
    const said = ['sensor', 'rule', 'severity', 'message', 'outcome'].map((name) => redacted(name, 300));
    return [textAt(row, time), ...ends, ...said, redacted('url', 1000), textAt(row, 'hash')];
  }
  return [
    textAt(row, time),
    ...ends,
    redacted('cs_method', 20),
    redacted('cs_uri_stem', 1000),
    textAt(row, 'sc_status'),
    shownUser,
    redacted('user_agent', 300),
    ...(withQuery(shown) ? [redactor.line(textAt(row, 'cs_uri_query').slice(0, 1000), namesOf(row))] : []),
  ];
}

/** A port of a connection; port 0 stands for one that is not known. */
export function portOf(value: Row[string] | undefined): string {
  const port = Number(value ?? 0);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? String(port) : '';
}
