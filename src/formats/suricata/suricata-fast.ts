import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import { protocolNumber } from '../../net/protocols.ts';
import { LocalTime } from '../text/local-time.ts';
import type { RowSink } from '../../tables/rows.ts';
import { utf8Of } from '../text/column-texts.ts';
import type { LineFormat } from '../format.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import { daysOf, parseClock } from '../../kernel/byte-time.ts';
import { readShortRecords, recogniseLines } from '../text/line-records.ts';
import type { Outcome } from '../text/line-records.ts';
import { hasPorts, MAX_PORT, EventRows } from '../rows/event-rows.ts';
import { microsOf } from '../text/sensor-time.ts';

/**
 * `11/21/2026-22:10:03.123456  [Drop] [**] [1:2001219:20] ET SCAN … [**] [Classification: …] [Priority: 2] {TCP}
 * 203.0.113.9:47047 -> 192.0.2.10:22`. Source: Suricata documentation, "Fast log", and its `alert-fastlog.c`.
 */
const MAX_LINE = 4096;
const SHAPE =
  /^\d\d\/\d\d\/\d{4}-\d\d:\d\d:\d\d\.\d{6} {1,2}(?:\[\w{1,12}\] )?\[\*\*\] \[\d{1,10}:\d{1,10}:\d{1,10}\] /;
const HEADER =
  /^(\d\d)\/(\d\d)\/(\d{4})-(\d\d:\d\d:\d\d)\.(\d{6}) {1,2}(?:\[(\w{1,12})\] )?\[\*\*\] \[\d{1,10}:(\d{1,10}):\d{1,10}\] /;
/** From the end: what is between is the rule's own words. */
const TAIL =
  / \[\*\*\] (?:\[Classification: ([^\]]{0,300})\] )?\[Priority: (\d{1,3})\] \{([^}]{1,32})\} (\S{2,60}) -> (\S{2,60})$/;
const SEVERITIES: ReadonlyMap<string, string> = new Map([
  ['1', 'high'],
  ['2', 'medium'],
  ['3', 'low'],
]);

/** After the last colon comes the port, of IPv6 too. @param ported its protocol has ports; others write a type there */
function endOf(text: string, ported: boolean): { address: string; port: number | undefined } {
  const colon = text.lastIndexOf(':');
  const port = Number(text.slice(colon + 1));
  const address = colon < 0 ? text : text.slice(0, colon);
  return { address, port: ported && Number.isInteger(port) && port <= MAX_PORT ? port : undefined };
}

function read(text: string, local: LocalTime, rows: EventRows, line: number): Outcome {
  const header = HEADER.exec(text);
  if (header === null) return worded('suriNoFast');
  const [whole, month, day, year, clock = '', fraction, verdict, id = ''] = header;
  const days = daysOf(Number(year), Number(month), Number(day));
  const second = parseClock(Buffer.from(clock), 0);
  if (days < 0 || second < 0) return worded('badTime');
  const tail = TAIL.exec(text);
  if (tail === null) return worded('suriNoTail');
  const [, classification, priority = '', protocol = '', from = '', to = ''] = tail;
  const ported = hasPorts(protocolNumber(protocol));
  const src = endOf(from, ported);
  const dst = endOf(to, ported);
  const said = [classification, verdict?.toLowerCase()].filter((part) => part !== undefined && part !== '');
  const written = rows.alert(
    {
      time: { seconds: local.utc(days, second), micros: microsOf(fraction) },
      src: src.address,
      srcPort: src.port,
      dst: dst.address,
      dstPort: dst.port,
      sensor: 'suricata',
      rule: utf8Of(`${id} ${text.slice(whole.length, tail.index)}`),
      severity: SEVERITIES.get(priority) ?? priority,
      message: said.length === 0 ? undefined : utf8Of(said.join('; ')),
      kind: 'verdict',
      outcome: verdict === 'Drop' ? 'blocked' : 'passed',
    },
    line,
  );
  return written ? undefined : worded('suriSource');
}

function parse(chunk: Chunk, zone: string | undefined, sink: RowSink, tally: Tally): void {
  const local = new LocalTime(zone);
  const rows = new EventRows(sink, tally);
  readShortRecords(chunk, sink, tally, MAX_LINE, (text, line) => read(text, local, rows, line));
  local.note(tally);
}

/** Alerts of Suricata as text; those of Snort are the same where it writes the year (`-y`). */
export const SURICATA_FAST: LineFormat<string | undefined> = {
  name: 'suricata-fast',
  title: 'Alerts of Suricata as text (fast.log)',
  sample:
    '11/21/2026-22:10:03.123456  [**] [1:2001219:20] ET SCAN Potential SSH Scan [**] [Classification: Attempted Information Leak] [Priority: 2] {TCP} 203.0.113.9:47047 -> 192.0.2.10:22',
  kind: 'lines',
  table: 'alerts',
  zone: ZONE.assumed,
  local: true,
  recognise: (head) => recogniseLines(head, SHAPE, 'suricata-fast'),
  start: (_head, { zone }) => zone,
  carry: (_chunk, zone) => zone,
  parse,
};
