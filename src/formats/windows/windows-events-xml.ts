import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import { LocalTime } from '../text/local-time.ts';
import type { RowSink } from '../../tables/rows.ts';
import type { DocumentFormat, Head, ReadOptions, Recognition } from '../format.ts';
import type { Tally } from '../../tables/tally.ts';
import { reject } from '../rows/reading.ts';
import type { Reading } from '../rows/reading.ts';
import { ReadingRows } from '../rows/reading-rows.ts';
import { textReading } from '../text/text-encoding.ts';
import type { Instant } from '../text/instant.ts';
import { holds } from './holds.ts';
import { eventsIn, xmlEvent } from './event-xml.ts';
import { readWindowsEvent } from './windows-event.ts';
import { readWindowsTime } from './windows-security-time.ts';

/** No event of Windows is so long (its log's own limit is 64 KiB in UTF-16). */
const MAX_EVENT = 1024 * 1024;
const LOGON = /<EventID(?: [^<>]{0,100})?>(?:4624|4625)<\/EventID>/;

function readEvent(text: string, besideLogons: boolean, utc: LocalTime, instant: Instant): Reading {
  const event = xmlEvent(text);
  if (typeof event === 'string') return reject(event);
  const reading = readWindowsEvent(event, besideLogons);
  if (reading.kind !== 'login') return reading;
  // Old versions of evtx_dump name the zone.
  const reason = readWindowsTime(event.time.replace(/ UTC$/, 'Z'), utc, undefined, instant);
  return reason === undefined ? reading : reject(reason);
}

function parse(bytes: Uint8Array, _options: ReadOptions, sink: RowSink, tally: Tally): void {
  const text = textReading(bytes);
  if (text.note !== undefined) tally.note(text.note);
  const rows = new ReadingRows(sink, tally, (value) => value);
  const utc = new LocalTime(undefined);
  const instant: Instant = { seconds: 0, micros: 0 };
  const besideLogons = holds(bytes, LOGON);
  let record = 0;
  for (const { kind, start, end } of eventsIn(bytes)) {
    record++;
    if (kind === 'between') tally.skipped(worded('winBetween'));
    else if (kind === 'cut') tally.rejected(record, start, worded('winCut'));
    else if (end - start > MAX_EVENT) tally.rejected(record, start, worded('winLarge'));
    else
      rows.add(
        readEvent(text.decode(bytes.subarray(start, end)), besideLogons, utc, instant),
        instant,
        record,
        start,
      );
  }
}

/** What comes before the first event: of the Event Viewer, of wevtutil, of PowerShell and of two programs called evtx_dump. */
const FIRST =
  /^(?:\u00ef\u00bb\u00bf)?\s{0,64}(?:Record \d{1,10}\s{1,4})?(?:<\?xml [^<>]{0,200}\?>\s{0,64})?(?:<Events(?: [^<>]{0,300})?>\s{0,64})?<Event xmlns=(["'])http:\/\/schemas\.microsoft\.com\/win\/2004\/08\/events\/event\1/;

function recognise(head: Head): Recognition | undefined {
  return FIRST.test(head.text.slice(0, 2048)) ? { confidence: 0.95, because: worded('winXml') } : undefined;
}

/** Logons among Windows events as XML: Event Viewer, `wevtutil qe /f:xml`, `Get-WinEvent` with ToXml(), evtx_dump. */
export const WINDOWS_EVENTS_XML: DocumentFormat = {
  name: 'windows-events-xml',
  title: 'Windows events as XML: logons (4624, 4625, 4768, 4771, 4776), Remote Desktop (21, 25, 140, 1149)',
  sample:
    "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Microsoft-Windows-Security-Auditing'/><EventID>4625</EventID><TimeCreated SystemTime='2026-11-21T22:10:03.1234567Z'/></System><EventData><Data Name='TargetUserName'>Administrator</Data><Data Name='Status'>0xc000006d</Data><Data Name='SubStatus'>0xc000006a</Data><Data Name='LogonType'>3</Data><Data Name='IpAddress'>203.0.113.9</Data><Data Name='IpPort'>52114</Data></EventData></Event>",
  kind: 'document',
  table: 'logins',
  zone: ZONE.format,
  recognise,
  parse,
};
