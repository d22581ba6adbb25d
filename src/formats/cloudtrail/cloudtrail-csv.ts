import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import type { RowSink } from '../../tables/rows.ts';
import { EventWriter } from './cloudtrail.ts';
import { eventOf } from './cloudtrail-event.ts';
import { areNames, csvCells, csvRows } from '../text/csv.ts';
import type { DocumentFormat, Head, ReadOptions, Recognition } from '../format.ts';
import type { Tally } from '../../tables/tally.ts';

/**
 * The columns that are read of "Download as CSV" in the console's event history, by the keys of the events that they
 * show (AWS documentation, "Viewing recent management events with the console"). Their order is the user's.
 */
const COLUMNS: ReadonlyMap<string, string> = new Map([
  ['event name', 'eventName'],
  ['resource name', 'resourceName'],
  ['event time', 'eventTime'],
  ['event source', 'eventSource'],
  ['source ip address', 'sourceIPAddress'],
  ['aws region', 'awsRegion'],
  ['error code', 'errorCode'],
  ['user name', 'userName'],
  ['aws access key', 'accessKeyId'],
]);
/** Without them a row is no event, or nobody's. */
const NEEDED = ['eventName', 'eventTime', 'eventSource', 'sourceIPAddress'];
const OF_IDENTITY = new Set(['userName', 'accessKeyId']);
const MAX_HEADER = 4096;

/** The key of each column; undefined if it is no such header. */
function keysOf(cells: readonly string[]): (string | undefined)[] | undefined {
  const keys = cells.map((cell) => COLUMNS.get(cell.trim().toLowerCase()));
  return NEEDED.every((key) => keys.includes(key)) && areNames(cells) ? keys : undefined;
}

function eventIn(cells: readonly string[], keys: readonly (string | undefined)[]): Record<string, unknown> {
  const identity = new Map<string, string>();
  const event = new Map<string, unknown>();
  for (const [place, key] of keys.entries()) {
    const cell = cells[place]?.trim() ?? '';
    if (key === undefined || cell === '' || cell === '-') continue;
    (OF_IDENTITY.has(key) ? identity : event).set(key, cell);
  }
  return { ...Object.fromEntries(event), userIdentity: Object.fromEntries(identity) };
}

function parse(bytes: Uint8Array, _options: ReadOptions, sink: RowSink, tally: Tally): void {
  const writer = new EventWriter(sink, tally);
  let keys: (string | undefined)[] | undefined;
  const rows = csvRows(bytes, ',', ({ line, offset, reason }) => tally.rejected(line, offset, reason));
  for (const { cells, line, offset } of rows) {
    const header = keysOf(cells);
    if (cells.length === 1 && cells[0]?.trim() === '') tally.skipped(worded('skipBlank'));
    else if (header !== undefined) {
      keys = header;
      tally.skipped(worded('skipHeader'));
    } else if (keys === undefined) tally.rejected(line, offset, worded('trailBefore'));
    else if (cells.length !== keys.length)
      tally.rejected(line, offset, worded('columnsHeader', { columns: cells.length, named: keys.length }));
    else writer.add(eventOf(eventIn(cells, keys)), line, offset);
  }
}

function recognise({ text }: Head): Recognition | undefined {
  const [first = ''] = text.replace(/^(?:\u00ef\u00bb\u00bf)?/, '').split('\n', 1);
  return first.length < MAX_HEADER && keysOf(csvCells(first.trimEnd(), ',')) !== undefined
    ? { confidence: 0.95, because: worded('trailCsv') }
    : undefined;
}

/** The event history of CloudTrail as the console downloads it. It does not say whether a console login worked. */
export const CLOUDTRAIL_CSV: DocumentFormat = {
  name: 'cloudtrail-csv',
  title: 'AWS CloudTrail event history, downloaded in the console as CSV',
  sample:
    'Event ID,Event time,User name,Event name,Resource type,Resource name,AWS access key,AWS region,Error code,Source IP address,Event source,Read-only\n1f2e,2026-03-02T10:00:01Z,alice,RunInstances,AWS::EC2::Instance,i-0123456789abcdef0,AKIAIOSFODNN7EXAMPLE,eu-central-1,,203.0.113.9,ec2.amazonaws.com,false',
  kind: 'document',
  table: 'alerts',
  also: ['logins'],
  zone: ZONE.format,
  recognise,
  parse,
};
