import type { AbuseType } from '../../../model/abuse-types.ts';
import { flatText, formOf, keptText, reading, statement } from '../../form.ts';
import type { Message } from '../../messages.ts';
import { readTime } from '../../time.ts';
import { address, distinct, port } from '../../values.ts';
import type { Reading } from '../sender.ts';
import { cellsOf } from './cells.ts';

/** Shadowserver's reports (their overview, 2026) of which the word in the file's or the tag's name says the kind. */
const KINDS: readonly (readonly [RegExp, AbuseType])[] = [
  [/dns|resolver/i, 'open_resolver'],
  [/proxy|socks/i, 'open_proxy'],
  [/brute/i, 'login_attack'],
  [/ddos|amplif|ntp|memcached|ssdp|chargen/i, 'ddos'],
  [/sinkhole|drone|botnet|microsoft-sinkhole|compromised|infected/i, 'infected_host'],
  [/spam/i, 'spam'],
  [/phish/i, 'phishing'],
  [/malware/i, 'malware'],
  [/scan/i, 'vulnerability_scan'],
];

/** Columns that every report of theirs begins with, in whatever order. */
const COLUMNS = ['timestamp', 'ip', 'port'];
const MAX_ROWS = 5000;
const MAX_ADDRESSES = 200;

/** The header of a report's table: quoted or not. */
function headOf(lines: readonly string[]): number {
  return lines.findIndex((line) => {
    const names = cellsOf(line.toLowerCase().replace(/^\ufeff/, ''));
    return (
      COLUMNS.every((name) => names.includes(name)) &&
      names.some((name) => ['asn', 'tag', 'naics'].includes(name))
    );
  });
}

function read(message: Message): Reading | undefined {
  const flat = flatText(message);
  const attached = message.attached ?? [];
  const lines = headOf(attached) >= 0 ? attached : message.lines.map(({ raw }) => raw);
  const head = headOf(lines);
  if (head < 0 || !/shadowserver/i.test(`${message.from ?? ''} ${flat} ${message.whole ?? ''}`))
    return undefined;
  const names = cellsOf((lines[head] ?? '').toLowerCase().replace(/^\ufeff/, ''));
  const rows = lines
    .slice(head + 1, head + 1 + MAX_ROWS)
    .filter((line) => line.trim() !== '')
    .map(cellsOf);
  const cell = (row: readonly string[], name: string): string => row[names.indexOf(name)] ?? '';
  const whole = rows.filter((row) => row.length === names.length && address(cell(row, 'ip')) !== undefined);
  if (whole.length === 0) return undefined;
  const stamps = whole.flatMap((row) => readTime(cell(row, 'timestamp')) ?? []);
  const times = stamps.map(({ instant }) => instant).sort();
  const word =
    /\bReport:? ?([\w /-]{3,60})/i.exec(message.subject ?? '')?.[1]?.trim() ?? cell(whole[0] ?? [], 'tag');
  const ports = distinct(whole.flatMap((row) => port(cell(row, 'port')) ?? [])).slice(0, 200);
  const [from, to] = [times[0], times.at(-1)];
  return reading(
    statement(KINDS.find(([pattern]) => pattern.test(word))?.[1] ?? 'other', {
      ...(word === '' ? {} : { reported_activity: word }),
      addresses: distinct(whole.map((row) => address(cell(row, 'ip')) ?? '')).slice(0, MAX_ADDRESSES),
      ...(from === undefined ? {} : { window: { from, ...(to === undefined || to === from ? {} : { to }) } }),
      ...(stamps.some(({ zoned }) => !zoned) ? { zone: 'assumed UTC' } : {}),
      flows: ports.length === 0 ? [] : [{ local_ports: ports.sort((a, b) => a - b) }],
      forwarded: keptText(lines.slice(head)),
      ...(message.subject === undefined ? {} : { subject: message.subject }),
    }),
    message.lines.find(({ text }) => text.trim() !== '')?.number ?? 1,
    rows.length === whole.length ? [] : [`${rows.length - whole.length} rows of the table`],
  );
}

/** Reports of the Shadowserver Foundation: a table of addresses, in the mail or attached to it. */
export const shadowserver = formOf({
  name: 'shadowserver',
  title: 'Shadowserver',
  phrases: ['shadowserver foundation'],
  labels: [],
  letterWords: () => ({ provider: 'Shadowserver', desk: 'Shadowserver Foundation' }),
  // By which AbuseIO's parser and IntelMQ's documentation tell its reports (read 2026-11).
  addresses: ['autoreports@shadowserver.org'],
  domains: ['shadowserver.org'],
  dns: ['shadowserver.org'],
  callsItself: /shadowserver/i,
  read,
});
