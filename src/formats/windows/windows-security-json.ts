import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import { LocalTime } from '../text/local-time.ts';
import type { RowSink } from '../../tables/rows.ts';
import type { DocumentFormat, Head, ReadOptions, Recognition } from '../format.ts';
import type { Tally } from '../../tables/tally.ts';
import { eachRecord, isObject, parseValue } from '../text/json-values.ts';
import { reject } from '../rows/reading.ts';
import type { Reading } from '../rows/reading.ts';
import { ReadingRows } from '../rows/reading-rows.ts';
import { textReading } from '../text/text-encoding.ts';
import type { Instant } from '../text/instant.ts';
import { readWindowsEvent } from './windows-event.ts';
import { EVENT_DATA, POSITIONS, readLogon } from './windows-security-event.ts';
import type { LogonEvent } from './windows-security-event.ts';
import { readLogonMessage } from './windows-security-message.ts';
import { hasZone, readWindowsTime } from './windows-security-time.ts';
import { holds } from './holds.ts';
import { textOfValue } from '../text/json-fields.ts';

/** An event as its exporters write it: where the id, the time and the data are. */
interface ExportedEvent {
  provider: string;
  id: string;
  time: string;
  data: Record<string, unknown> | undefined;
  /** Values without names, in the order of the event's template. */
  properties: readonly unknown[];
  message: string;
}

function inner(value: unknown, name: string): Record<string, unknown> | undefined {
  const found = isObject(value) ? value[name] : undefined;
  return isObject(found) ? found : undefined;
}

/** The first of the names that has a text. */
function first(value: Record<string, unknown> | undefined, ...names: readonly string[]): string {
  for (const name of names) {
    const text = textOfValue(value?.[name]);
    if (text !== '') return text;
  }
  return '';
}

/** UserData holds one element, whose elements are the values. */
function userData(value: Record<string, unknown> | undefined): Record<string, unknown> | undefined {
  return Object.values(value ?? {}).find(
    (one): one is Record<string, unknown> => isObject(one) && !('xmlns' in one),
  );
}

/** Event XML as JSON, as evtx_dump and others make it: attributes and text in keys that begin with `#`. */
function fromXml(event: Record<string, unknown>): ExportedEvent {
  const system = inner(event, 'System');
  const created = inner(system, 'TimeCreated');
  const provider = inner(system, 'Provider');
  return {
    provider: first(inner(provider, '#attributes') ?? provider, 'Name', '@Name'),
    id: first(system, 'EventID') || first(inner(system, 'EventID'), '#text', 'Value'),
    time: first(inner(created, '#attributes') ?? created, 'SystemTime', '@SystemTime'),
    data: inner(event, 'EventData') ?? userData(inner(event, 'UserData')),
    properties: [],
    message: '',
  };
}

function exportedOf(value: Record<string, unknown>): ExportedEvent {
  const record = inner(value, '_source') ?? value;
  const xml = inner(record, 'Event');
  if (xml !== undefined) return fromXml(xml);
  const winlog = inner(record, 'winlog');
  const properties = record['Properties'];
  return {
    provider:
      first(winlog, 'provider_name') ||
      first(inner(record, 'event'), 'provider') ||
      first(record, 'ProviderName', 'SourceName', 'Provider'),
    id:
      first(winlog, 'event_id') ||
      first(inner(record, 'event'), 'code') ||
      first(record, 'EventID', 'Id', 'event_id'),
    time:
      first(record, '@timestamp', 'EventTime', 'TimeCreated', 'TimeGenerated') ||
      first(inner(record, 'TimeCreated'), 'DateTime', 'value'),
    data:
      inner(winlog, 'event_data') ??
      inner(winlog, 'user_data') ??
      inner(record, 'EventData') ??
      ('LogonType' in record ? record : undefined),
    properties: Array.isArray(properties) ? properties : [],
    message: first(record, 'Message', 'message'),
  };
}

/** A logon by its values' places, or by its message. */
function nameless({ id, properties, message }: ExportedEvent): Reading {
  const positions = POSITIONS.get(id);
  if (positions === undefined) return readLogon({ id });
  if (properties.length <= positions.IpPort) {
    const event = readLogonMessage(id, message);
    return event === undefined ? reject(worded('winNoData')) : readLogon(event);
  }
  const event: LogonEvent = { id };
  for (const name of EVENT_DATA) {
    const property = properties[positions[name]];
    event[name] = textOfValue(isObject(property) ? property['Value'] : property);
  }
  return readLogon(event);
}

function readEvent(exported: ExportedEvent, besideLogons: boolean): Reading {
  const { data, id, provider } = exported;
  if (data === undefined) return nameless(exported);
  const value = (name: string): string | undefined => (name in data ? textOfValue(data[name]) : undefined);
  return readWindowsEvent({ id, provider, value }, besideLogons);
}

function readRecord(value: unknown, besideLogons: boolean, time: LocalTime, instant: Instant): Reading {
  if (!isObject(value)) return reject(worded('notJsonObject'));
  const exported = exportedOf(value);
  if (exported.id === '') return reject(worded('winNoId'));
  const reading = readEvent(exported, besideLogons);
  if (reading.kind !== 'login') return reading;
  const reason = readWindowsTime(exported.time, time, undefined, instant);
  return reason === undefined ? reading : reject(reason);
}

function parse(stored: Uint8Array, options: ReadOptions, sink: RowSink, tally: Tally): void {
  const text = textReading(stored);
  // A backslash may be half a character of a code page.
  const bytes = text.note === undefined ? stored : Buffer.from(text.decode(stored));
  if (text.note !== undefined) tally.note(text.note);
  const rows = new ReadingRows(sink, tally, (text) => text);
  const time = new LocalTime(options.zone);
  const instant: Instant = { seconds: 0, micros: 0 };
  const besideLogons = holds(bytes, ID);
  let record = 0;
  eachRecord(bytes, ['Events', 'events', 'hits'], (value) => {
    record++;
    const json = parseValue(bytes, value);
    const reading =
      'reason' in json ? reject(json.reason) : readRecord(json.value, besideLogons, time, instant);
    rows.add(reading, instant, record, value.start);
  });
  time.note(tally);
}

const ID = /"(?:EventID|event_id|Id|code|#text)"\s{0,4}:\s{0,4}"?(?:4624|4625)\b/;
/** A time, in any of the exporters' fields. */
const TIME = /"(?:@timestamp|EventTime|TimeCreated|TimeGenerated|SystemTime)"\s{0,4}:\s{0,4}"([^"]{10,64})"/g;
const PROVIDER =
  /"Microsoft-Windows-(?:Security-Auditing|TerminalServices-(?:RemoteConnectionManager|LocalSessionManager)|RemoteDesktopServices-RdpCoreTS)"/;
const DATA = /"(?:IpAddress|TargetUserName|Properties)"\s{0,4}:/;

function recognise(head: Head): Recognition | undefined {
  const text = head.text.replace(/^\u00ef\u00bb\u00bf/, '').trimStart();
  if (!text.startsWith('{') && !text.startsWith('[')) return undefined;
  const named = PROVIDER.test(text);
  if (!(ID.test(text) && DATA.test(text)) && !(named && /"(?:EventID|event_id|Id)"\s{0,4}:/.test(text)))
    return undefined;
  return { confidence: 0.85, because: worded('winJson') };
}

/** Logons of the Windows Security log as JSON: Winlogbeat, NXLog, evtx_dump, Get-WinEvent | ConvertTo-Json. */
export const WINDOWS_SECURITY_JSON: DocumentFormat = {
  name: 'windows-security-json',
  title: 'Windows events as JSON: logons (4624, 4625, 4768, 4771, 4776), Remote Desktop (21, 25, 140, 1149)',
  sample:
    '{"EventTime":"2026-11-21T22:10:03Z","EventID":4625,"TargetUserName":"Administrator","LogonType":"3","IpAddress":"203.0.113.9","IpPort":"52114","Status":"0xc000006d","SubStatus":"0xc000006a"}',
  kind: 'document',
  table: 'logins',
  zone: ZONE.offsetsOrAssumed,
  local: true,
  zoneIn(head) {
    const times = [...head.text.slice(0, 16_384).matchAll(TIME)].map((match) => match[1] ?? '');
    return times.length > 0 && times.every((time) => hasZone(time.replaceAll('\\/', '/')))
      ? ZONE.offsets
      : undefined;
  },
  recognise,
  parse,
};
