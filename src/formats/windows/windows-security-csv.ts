import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import { LocalTime } from '../text/local-time.ts';
import type { RowSink } from '../../tables/rows.ts';
import { areNames, csvCells, csvRows } from '../text/csv.ts';
import type { DocumentFormat, Head, ReadOptions, Recognition } from '../format.ts';
import type { Tally } from '../../tables/tally.ts';
import { reject } from '../rows/reading.ts';
import type { Reading } from '../rows/reading.ts';
import { ReadingRows } from '../rows/reading-rows.ts';
import { textReading } from '../text/text-encoding.ts';
import type { TextReading } from '../text/text-encoding.ts';
import type { Instant } from '../text/instant.ts';
import { EVENT_DATA, readLogon } from './windows-security-event.ts';
import type { EventDataName, LogonEvent } from './windows-security-event.ts';
import { readLogonMessage } from './windows-security-message.ts';
import { hasZone, orderOf, readWindowsTime } from './windows-security-time.ts';
import type { DateOrder } from './windows-security-time.ts';

const DELIMITERS = [',', ';', '\t'] as const;
const SOURCE = 'Microsoft-Windows-Security-Auditing';

/** Names of columns in lower case without spaces, and without what comes before the last dot. */
const TIMES = [
  'timecreated',
  'dateandtime',
  'eventtime',
  '@timestamp',
  'timegenerated',
  'systemtime',
  'date',
];
const IDS = ['id', 'eventid', 'event_id', 'eventcode', 'code', 'instanceid'];
const MESSAGES = ['message', 'description'];

/** Where in a row the values are; -1: there is no such column. */
interface Layout {
  delimiter: string;
  time: number;
  id: number;
  message: number;
  data: ReadonlyMap<EventDataName, number>;
  /** Names of the header, to see it again. */
  names: readonly string[];
  width: number;
}

function plainName(name: string): string {
  const bare = name.replaceAll(/[\s_]/g, '').toLowerCase();
  return bare.slice(bare.lastIndexOf('.') + 1);
}

function placeOf(names: readonly string[], wanted: readonly string[]): number {
  for (const name of wanted) {
    const place = names.indexOf(name.replaceAll('_', ''));
    if (place >= 0) return place;
  }
  return -1;
}

/**
 * The layout of a file by its first rows. The Event Viewer names five columns, in the computer's language, and
 * writes the message as a sixth.
 */
function layoutOf(header: string, next: string): Layout | undefined {
  for (const delimiter of DELIMITERS) {
    const cells = csvCells(header.trimEnd(), delimiter);
    if (cells.length < 2) continue;
    const names = cells.map(plainName);
    const known = { delimiter, names: cells, time: placeOf(names, TIMES), id: placeOf(names, IDS) };
    const message = placeOf(names, MESSAGES);
    const data = new Map<EventDataName, number>();
    for (const name of EVENT_DATA) {
      const place = names.indexOf(name.toLowerCase());
      if (place >= 0) data.set(name, place);
    }
    const source = csvCells(next, delimiter)[2];
    if (cells.length === 5 && source === SOURCE)
      return { ...known, time: 1, id: 3, message: 5, data: new Map(), width: 6 };
    const enough = message >= 0 || (data.has('IpAddress') && data.has('LogonType'));
    if (known.time >= 0 && known.id >= 0 && enough && areNames(cells))
      return { ...known, message, data, width: cells.length };
  }
  return undefined;
}

/** The first line that is no `#TYPE …` of Export-Csv, and the one behind it. */
function firstLines(text: string): [header: string, next: string] {
  const lines = text
    .slice(0, 65_536)
    .replace(/^(?:\u00ef\u00bb\u00bf|\ufeff)/, '')
    .split('\n', 3);
  if (lines[0]?.startsWith('#TYPE ') === true) lines.shift();
  return [(lines[0] ?? '').slice(0, 4096), (lines[1] ?? '').slice(0, 4096)];
}

/** Is the first record's number one of the Security log's own (Microsoft, "Windows security audit events")? */
function showsAudit({ delimiter, id, message }: Layout, record: string): boolean {
  const number = (csvCells(record, delimiter)[id] ?? '').trim();
  return message >= 0 && /^\d{4}$/.test(number) && Number(number) >= 4608 && Number(number) < 5200;
}

function recognise(head: Head): Recognition | undefined {
  const layout = layoutOf(...firstLines(head.text));
  if (layout === undefined) return undefined;
  const own =
    layout.data.size > 2 || head.text.includes(SOURCE) || showsAudit(layout, firstLines(head.text)[1]);
  return own ? { confidence: 0.9, because: worded('winCsv') } : undefined;
}

function zoneIn(head: Head): string | undefined {
  const [header, next] = firstLines(head.text);
  const layout = layoutOf(header, next);
  const time = layout === undefined ? undefined : csvCells(next, layout.delimiter)[layout.time];
  return time !== undefined && hasZone(time) ? ZONE.offsets : undefined;
}

/** The order of day and month, as soon as a date tells it. */
function orderIn(bytes: Uint8Array, layout: Layout, { decode }: TextReading): DateOrder {
  for (const { cells } of csvRows(bytes, layout.delimiter, () => undefined, decode)) {
    const order = orderOf(cells[layout.time] ?? '');
    if (order !== undefined) return order;
  }
  return undefined;
}

/** In columns of their own, values have their names; in a message, only logons are read. */
function readRow(cells: readonly string[], layout: Layout): Reading {
  const id = (cells[layout.id] ?? '').trim();
  if (id !== '4624' && id !== '4625') return readLogon({ id });
  if (layout.data.has('IpAddress')) {
    const event: LogonEvent = { id };
    for (const [name, place] of layout.data) event[name] = (cells[place] ?? '').trim();
    return readLogon(event);
  }
  const event = readLogonMessage(id, cells[layout.message] ?? '');
  return event === undefined ? reject(worded('winSections')) : readLogon(event);
}

function isHeader(cells: readonly string[], { names }: Layout): boolean {
  return cells.length === names.length && cells.every((cell, place) => cell.trimEnd() === names[place]);
}

function parse(bytes: Uint8Array, options: ReadOptions, sink: RowSink, tally: Tally): void {
  const text = textReading(bytes);
  const layout = layoutOf(...firstLines(text.decode(bytes.subarray(0, 65_536))));
  const rows = new ReadingRows(sink, tally, (text) => text);
  const time = new LocalTime(options.zone);
  const instant: Instant = { seconds: 0, micros: 0 };
  const order = layout === undefined ? undefined : orderIn(bytes, layout, text);
  const broken = (line: number, offset: number, reason: string): void => tally.rejected(line, offset, reason);
  const records = csvRows(
    bytes,
    layout?.delimiter ?? ',',
    ({ line, offset, reason }) => broken(line, offset, reason),
    text.decode,
  );
  for (const { cells, line, offset } of records) {
    if (layout === undefined) broken(line, offset, worded('winNoColumns'));
    else if (cells.length === 1 && cells[0]?.trim() === '') tally.skipped(worded('skipBlank'));
    else if (isHeader(cells, layout) || cells[0]?.startsWith('#TYPE ') === true)
      tally.skipped(worded('skipHeader'));
    else if (cells.length !== layout.width)
      broken(line, offset, worded('winColumns', { columns: cells.length, wanted: layout.width }));
    else rows.add(readTimed(cells, layout, time, order, instant), instant, line, offset);
  }
  time.note(tally);
  if (text.note !== undefined) tally.note(text.note);
}

function readTimed(
  cells: readonly string[],
  layout: Layout,
  time: LocalTime,
  order: DateOrder,
  instant: Instant,
): Reading {
  const reading = readRow(cells, layout);
  if (reading.kind !== 'login') return reading;
  const reason = readWindowsTime(cells[layout.time] ?? '', time, order, instant);
  return reason === undefined ? reading : reject(reason);
}

/** Logons of the Windows Security log as CSV: the Event Viewer's, or Get-WinEvent | Export-Csv. */
export const WINDOWS_SECURITY_CSV: DocumentFormat = {
  name: 'windows-security-csv',
  title: 'Windows Security log as CSV: logons (4624, 4625)',
  sample:
    'TimeCreated,Id,TargetUserName,LogonType,IpAddress,IpPort,Status,SubStatus\n2026-11-21T22:10:03Z,4625,Administrator,3,203.0.113.9,52114,0xc000006d,0xc000006a',
  kind: 'document',
  table: 'logins',
  zone: ZONE.offsetsOrAssumed,
  local: true,
  zoneIn,
  recognise,
  parse,
};
