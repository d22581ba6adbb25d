import type { Row } from '../events/engines/engine.ts';
import { parseAddress } from '../net/address.ts';
import { isHostName } from '../net/host-name.ts';
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

/** What columns of a row say must not go out. */
export function knownOf(row: Row): KnownName[] {
  const users = ['cs_username', 'username'].map((name) => textAt(row, name));
  const hosts = ['s_computername', 's_sitename', 'cs_host'].map((name) => textAt(row, name));
  const referer = textAt(row, 'referer');
  const queries = [textAt(row, 'cs_uri_query'), /\?([^#\s]{1,2000})/.exec(referer)?.[1] ?? ''];
  const known: KnownName[] = [
    ...users.map((value): KnownName => ({ what: 'user', value })),
    ...[...hosts, hostOfPage(referer)]
      .flatMap(hostAndParents)
      .map((value): KnownName => ({ what: 'host name', value })),
    ...queries.flatMap(valuesOf).map((value): KnownName => ({ what: 'query value', value })),
  ];
  return known.filter(({ value }) => value !== '' && value !== '-');
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

export const HEADERS: Readonly<Record<Incident['unit'], readonly string[]>> = {
  requests: [
    'time',
    'source',
    'source_port',
    'destination',
    'destination_port',
    'method',
    'path',
    'status',
    'user',
    'user_agent',
  ],
  logins: ['time', 'source', 'source_port', 'destination', 'service', 'result', 'user'],
};

/** A row in the columns of `HEADERS`, redacted. */
export function cellsOf(unit: Incident['unit'], row: Row, redactor: Redactor): string[] {
  const known = knownOf(row);
  const user = textAt(row, unit === 'requests' ? 'cs_username' : 'username');
  const shownUser = user === '' || user === '-' ? '' : redactor.mark('user', user);
  const head = [textAt(row, 'ts'), textAt(row, 'c_ip'), portOf(row['c_port']), outside(textAt(row, 's_ip'))];
  if (unit === 'logins') {
    const result = row['ok'] === 1 ? 'worked' : row['ok'] === 0 ? 'failed' : '';
    return [...head, textAt(row, 'service'), result, shownUser];
  }
  return [
    ...head,
    portOf(row['s_port']),
    redactor.line(textAt(row, 'cs_method').slice(0, 20), known),
    redactor.line(textAt(row, 'cs_uri_stem').slice(0, 1000), known),
    textAt(row, 'sc_status'),
    shownUser,
    redactor.line(textAt(row, 'user_agent').slice(0, 300), known),
  ];
}

/** A port of a connection; port 0 stands for one that is not known. */
export function portOf(value: Row[string] | undefined): string {
  const port = Number(value ?? 0);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? String(port) : '';
}
