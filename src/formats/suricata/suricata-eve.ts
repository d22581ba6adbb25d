import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import type { RowSink } from '../../tables/rows.ts';
import { numberIn, objectIn, objectsIn, textIn } from '../text/json-fields.ts';
import type { Head, LineFormat, Recognition } from '../format.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import { readRecords } from '../text/line-records.ts';
import type { Outcome } from '../text/line-records.ts';
import { readJson, recogniseJson } from '../text/sensor-lines.ts';
import type { Json } from '../text/sensor-lines.ts';
import { EventRows } from '../rows/event-rows.ts';
import { isoTime } from '../text/sensor-time.ts';
import type { Instant } from '../text/instant.ts';
import { endsOf, flowsOf, netflowOf } from './suricata-flow.ts';
import { typePassedOver } from './suricata-skim.ts';

const NO_ADDRESS = worded('suriNoAddress');

/** Suricata counts from 1, the most severe; rules may use more steps than have names. */
const SEVERITIES: ReadonlyMap<number, string> = new Map([
  [1, 'high'],
  [2, 'medium'],
  [3, 'low'],
]);

/** `alert.action`: what was done with the packet. */
const OUTCOMES: ReadonlyMap<string, 'blocked' | 'passed'> = new Map([
  ['allowed', 'passed'],
  ['blocked', 'blocked'],
]);

/** Events that are passed over, and why. */
const PASSED: ReadonlyMap<string, string> = new Map([
  ['stats', worded('suriCounters')],
  ['engine', worded('suriMessages')],
  ['fileinfo', worded('suriFile')],
  ['ssh', worded('suriSsh')],
]);
/** Types that become rows. All others are passed over without being parsed. */
const READ = new Set(['alert', 'anomaly', 'flow', 'netflow', 'http', 'dns', 'tls']);
const OTHER = worded('suriOther');
const ANSWER = worded('suriAnswer');
const NAMES_NOTE = worded('suriNames');

const TWICE = worded('suriTwice');
/** A flow event, as Suricata writes it and as shippers write it again. */
export const FLOW_MARKS = ['"event_type":"flow"', '"event_type": "flow"'];

interface State {
  /** There are flow events. Netflow events beside them would count each packet a second time. */
  flows: boolean;
}

/** AWS Network Firewall puts each event in an envelope. */
function unwrapped(record: Json): Json {
  return Object.hasOwn(record, 'firewall_name') ? (objectIn(record, 'event') ?? record) : record;
}

/** Reads events one after the other. */
export class EventReader {
  readonly #rows: EventRows;
  readonly #tally: Tally;
  readonly #flows: boolean;

  constructor({ flows }: State, sink: RowSink, tally: Tally) {
    this.#flows = flows;
    this.#rows = new EventRows(sink, tally);
    this.#tally = tally;
  }

  read(record: Json, line: number): Outcome {
    const event = unwrapped(record);
    const type = textIn(event, 'event_type');
    if (type === undefined) return worded('suriNoType');
    const time = isoTime(textIn(event, 'timestamp'));
    if (time === undefined) return worded('noTimeIn', { field: 'timestamp' });
    switch (type) {
      case 'alert':
        return this.#alert(event, time, line);
      case 'anomaly':
        return this.#anomaly(event, time, line);
      case 'flow': {
        const written = flowsOf(event, time).map((row) => this.#rows.flow(row, line));
        return written.every(Boolean) ? undefined : NO_ADDRESS;
      }
      case 'netflow':
        if (this.#flows) return { skip: TWICE };
        return this.#rows.flow(netflowOf(event, time), line) ? undefined : NO_ADDRESS;
      case 'http':
        return this.#request(event, time, line);
      case 'dns':
        return this.#question(event, time, line);
      case 'tls':
        return this.#named(event, time, line, { tlsSni: textIn(objectIn(event, 'tls') ?? {}, 'sni') });
      default:
        return { skip: PASSED.get(type) ?? OTHER };
    }
  }

  /** A rule may say which end is the attacker's; without that it is the sender of the packet that it matched. */
  #alert(event: Json, time: Instant, line: number): Outcome {
    const alert = objectIn(event, 'alert');
    if (alert === undefined) return worded('suriNoAlert');
    const ends = endsOf(event);
    const source = objectIn(alert, 'source');
    const target = objectIn(alert, 'target');
    const named = source !== undefined && target !== undefined;
    const severity = numberIn(alert, 'severity');
    const said = [textIn(alert, 'category'), textIn(alert, 'action')].filter((text) => text !== undefined);
    const id = numberIn(alert, 'signature_id');
    const written = this.#rows.alert(
      {
        time,
        src: named ? textIn(source, 'ip') : ends.src,
        srcPort: named ? numberIn(source, 'port') : ends.srcPort,
        dst: named ? textIn(target, 'ip') : ends.dst,
        dstPort: named ? numberIn(target, 'port') : ends.dstPort,
        sensor: 'suricata',
        rule: [id, textIn(alert, 'signature')].filter((part) => part !== undefined).join(' '),
        severity: severity === undefined ? undefined : (SEVERITIES.get(severity) ?? String(severity)),
        message: said.length === 0 ? undefined : said.join('; '),
        kind: 'verdict',
        outcome: OUTCOMES.get(textIn(alert, 'action') ?? ''),
        url: textIn(objectIn(event, 'http') ?? {}, 'url'),
      },
      line,
    );
    return written ? undefined : NO_ADDRESS;
  }

  #anomaly(event: Json, time: Instant, line: number): Outcome {
    const anomaly = objectIn(event, 'anomaly') ?? {};
    const { src, srcPort, dst, dstPort } = endsOf(event);
    // Some are about the capture, not about a packet of somebody.
    if (src === undefined) return { skip: worded('suriAnomaly') };
    const layer = textIn(anomaly, 'layer') ?? textIn(anomaly, 'type');
    const rule = `anomaly ${textIn(anomaly, 'event') ?? textIn(anomaly, 'type') ?? ''}`.trim();
    const ends = { src, srcPort, dst, dstPort };
    const alert = { time, ...ends, sensor: 'suricata', rule, message: layer, kind: 'event' } as const;
    return this.#rows.alert(alert, line) ? undefined : NO_ADDRESS;
  }

  #request(event: Json, time: Instant, line: number): Outcome {
    const http = objectIn(event, 'http');
    if (http === undefined) return worded('suriNoHttp');
    const ends = endsOf(event);
    const written = this.#rows.request(
      {
        time,
        client: ends.src,
        clientPort: ends.srcPort,
        server: ends.dst,
        serverPort: ends.dstPort,
        host: textIn(http, 'hostname'),
        method: textIn(http, 'http_method'),
        uri: textIn(http, 'url'),
        version: textIn(http, 'protocol'),
        status: numberIn(http, 'status'),
        sent: numberIn(http, 'length'),
        agent: textIn(http, 'http_user_agent'),
        referer: textIn(http, 'http_refer'),
        forwarded: textIn(http, 'xff') ?? textIn(event, 'xff'),
      },
      line,
    );
    return written ? undefined : NO_ADDRESS;
  }

  /** Version 1 and 2 name the question in `dns` itself, version 3 in `dns.queries`. */
  #question(event: Json, time: Instant, line: number): Outcome {
    const dns = objectIn(event, 'dns') ?? {};
    const type = textIn(dns, 'type');
    if (type === 'answer' || type === 'response') return { skip: ANSWER };
    const [query] = objectsIn(dns, 'queries');
    const name = textIn(dns, 'rrname') ?? (query && textIn(query, 'rrname'));
    return this.#named(event, time, line, { dnsQuery: name?.toLowerCase().replace(/\.$/, '') });
  }

  #named(
    event: Json,
    time: Instant,
    line: number,
    { dnsQuery, tlsSni }: { dnsQuery?: string; tlsSni?: string },
  ): Outcome {
    this.#tally.note(NAMES_NOTE);
    const { src, dst, srcPort, dstPort, protocol } = endsOf(event);
    const start = time;
    const row = { start, src, dst, srcPort, dstPort, protocol, initiator: 'src', dnsQuery, tlsSni } as const;
    return this.#rows.flow(row, line) ? undefined : NO_ADDRESS;
  }
}

function isOwn(record: Json): boolean {
  const event = unwrapped(record);
  if (textIn(event, 'event_type') === undefined || isoTime(textIn(event, 'timestamp')) === undefined)
    return false;
  const flow = Object.hasOwn(event, 'src_ip') && Object.hasOwn(event, 'dest_ip');
  // Honeypots have types of events and addresses, too; they number no flows.
  const own = Object.hasOwn(event, 'flow_id') || Object.hasOwn(event, 'proto');
  return (flow && own) || objectIn(event, 'stats') !== undefined;
}

function recognise(head: Head): Recognition | undefined {
  if (!head.text.includes('"event_type"')) return undefined;
  return recogniseJson(head, isOwn, 0.96, worded('suriEvents'));
}

function carry({ bytes, start, end }: Chunk, state: State): State {
  if (state.flows) return state;
  const view = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start);
  return { flows: FLOW_MARKS.some((mark) => view.includes(mark)) };
}

function parse(chunk: Chunk, state: State, sink: RowSink, tally: Tally): void {
  const reader = new EventReader(state, sink, tally);
  readRecords(chunk, sink, tally, (start, end, line) => {
    const type = typePassedOver(chunk.bytes, start, end, READ);
    if (type !== undefined) return { skip: PASSED.get(type) ?? OTHER };
    return readJson(chunk, start, end, (record) => reader.read(record, line));
  });
}

/**
 * EVE events of Suricata, a JSON object a line, also in the envelope of AWS Network Firewall. Flows are two rows, one
 * for each direction. Source: Suricata documentation, "Eve JSON Format"; AWS documentation, "Contents of a Network
 * Firewall log"; read 2026-11.
 */
export const SURICATA_EVE: LineFormat<State> = {
  name: 'suricata-eve',
  title: 'EVE events of Suricata (JSON), also of AWS Network Firewall',
  sample:
    '{"timestamp":"2026-03-02T10:00:01.186641+0000","flow_id":1770453319291727,"event_type":"alert","src_ip":"203.0.113.9","src_port":47047,"dest_ip":"192.0.2.10","dest_port":22,"proto":"TCP","alert":{"action":"allowed","gid":1,"signature_id":2001219,"rev":20,"signature":"ET SCAN Potential SSH Scan","category":"Attempted Information Leak","severity":2}}',
  kind: 'lines',
  table: 'alerts',
  also: ['flows', 'requests'],
  zone: ZONE.offsets,
  recognise,
  start: ({ text }) => ({ flows: FLOW_MARKS.some((mark) => text.includes(mark)) }),
  carry,
  parse,
};
