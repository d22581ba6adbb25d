import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import type { RowSink } from '../../tables/rows.ts';
import { numberIn, objectIn, objectsIn, textIn } from '../text/json-fields.ts';
import { fileOf, LISTENING, writeConnection, writeDeed, writeLogin } from './dionaea-rows.ts';
import type { PotConnection } from './dionaea-rows.ts';
import type { Head, LineFormat, Recognition } from '../format.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import { readJsonRecords, recogniseJson } from '../text/sensor-lines.ts';
import type { Outcome } from '../text/line-records.ts';
import type { Json } from '../text/sensor-lines.ts';
import { EventRows } from '../rows/event-rows.ts';
import { isoTime } from '../text/sensor-time.ts';
import type { Instant } from '../text/instant.ts';

/** Logins and commands that are kept of one connection. */
const MAX_DEEDS = 1000;
const MANY_NOTE = worded('dioMany', { most: MAX_DEEDS });
const SILENT = worded('dioSilent');

/** `dionaea.connection.tcp.accept`: the transport and what happened. */
const CONNECTION = /^dionaea\.connection\.(tcp|tls|udp)\.(accept|connect|reject|pending|listen)$/;
/** Incidents that tell what a client did, and the fields that say it. */
const DEEDS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^dionaea\.download\.(?:offer|complete(?:\.hash|\.unique|\.again)?)$/, ['url', 'md5hash']],
  [/^dionaea\.shellcode\.detected$/, []],
  [/^dionaea\.modules\.python\.smb\.dcerpc\.(?:request|bind)$/, ['uuid', 'opnum']],
  [/^dionaea\.modules\.python\.[a-z0-9]{1,16}\.(?:command|cmd)$/, ['command', 'cmd', 'arguments', 'args']],
];
/** Of the incidents that tell of one file, the first and the one with its hash; the others repeat it. */
const FILES = new Set(['download.offer', 'download.complete.hash']);
const LOGIN = /^dionaea\.modules\.python\.[a-z0-9]{1,16}\.login$/;

/** A text, number, or list of them, as one text. */
function plain(value: unknown): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (!Array.isArray(value)) return undefined;
  return value
    .slice(0, MAX_DEEDS)
    .map((part) => plain(part))
    .filter((part) => part !== undefined)
    .join(' ');
}

/**
 * A list of objects, also where it was turned over: `{"username": ["sa"], "password": ["1"]}`, as `flat_data` of
 * the configuration does it.
 */
function entriesOf(object: Json | undefined, key: string): Json[] {
  if (object === undefined) return [];
  const columns = objectIn(object, key);
  if (columns === undefined) return objectsIn(object, key);
  const entries: Json[] = [];
  for (const [name, values] of Object.entries(columns)) {
    if (!Array.isArray(values)) continue;
    for (const [place, value] of values.slice(0, MAX_DEEDS + 1).entries()) {
      (entries[place] ??= {})[name === '__proto__' ? '' : name] = value;
    }
  }
  return entries;
}

/** Reads the records of one chunk. */
class RecordReader {
  readonly #rows: EventRows;
  readonly #tally: Tally;

  constructor(sink: RowSink, tally: Tally) {
    this.#rows = new EventRows(sink, tally);
    this.#tally = tally;
  }

  read(record: Json, line: number): Outcome {
    const time = isoTime(textIn(record, 'timestamp'));
    if (time === undefined) return worded('noTimeIn', { field: 'timestamp' });
    const origin = textIn(record, 'origin');
    if (origin !== undefined) return this.#incident(origin, objectIn(record, 'data') ?? {}, time, line);
    return this.#connection(record, time, line);
  }

  /** Of `log_json`: a connection that has ended, with all that was done on it. */
  #connection(record: Json, time: Instant, line: number): Outcome {
    const kind = objectIn(record, 'connection');
    if (kind === undefined) return worded('dioNoConnection');
    const connection: PotConnection = {
      time,
      type: textIn(kind, 'type'),
      transport: textIn(kind, 'transport'),
      protocol: textIn(kind, 'protocol'),
      localHost: textIn(record, 'dst_ip'),
      localPort: numberIn(record, 'dst_port'),
      remoteHost: textIn(record, 'src_ip'),
      remotePort: numberIn(record, 'src_port'),
    };
    if (connection.type === 'listen') return { skip: LISTENING };
    const reason = writeConnection(this.#rows, connection, line);
    if (reason !== undefined) return reason;
    for (const entry of this.#few(entriesOf(record, 'credentials'))) {
      const credentials = {
        username: plain(entry['username']) || undefined,
        password: plain(entry['password']),
      };
      writeLogin(this.#rows, connection, credentials, line);
    }
    for (const entry of this.#few(entriesOf(objectIn(record, 'ftp'), 'commands'))) {
      const said = [plain(entry['command']), plain(entry['arguments'])].filter(Boolean).join(' ');
      writeDeed(this.#rows, connection, { rule: 'ftp.command', message: said || undefined }, line);
    }
    return undefined;
  }

  #few(entries: Json[]): Json[] {
    if (entries.length > MAX_DEEDS) this.#tally.note(MANY_NOTE);
    return entries.slice(0, MAX_DEEDS);
  }

  /** Of `log_incident`: one thing that happened. */
  #incident(origin: string, data: Json, time: Instant, line: number): Outcome {
    const [, transport, type] = CONNECTION.exec(origin) ?? [];
    const from = objectIn(data, 'connection') ?? objectIn(data, 'con');
    const connection: PotConnection = {
      time,
      type,
      transport,
      protocol: from && textIn(from, 'protocol'),
      localHost: from && textIn(from, 'local_ip'),
      localPort: from && numberIn(from, 'local_port'),
      remoteHost: from && textIn(from, 'remote_ip'),
      remotePort: from && numberIn(from, 'remote_port'),
    };
    if (type === 'listen') return { skip: LISTENING };
    if (type !== undefined) return writeConnection(this.#rows, connection, line);
    if (LOGIN.test(origin)) {
      const credentials = {
        username: plain(data['username']) || undefined,
        password: plain(data['password']),
      };
      return writeLogin(this.#rows, connection, credentials, line);
    }
    const [, fields] = DEEDS.find(([pattern]) => pattern.test(origin)) ?? [];
    if (fields === undefined) return { skip: SILENT };
    const said = fields.map((field) => plain(Object.hasOwn(data, field) ? data[field] : undefined));
    const rule = origin.replace(/^dionaea\.(?:modules\.python\.)?/, '');
    const message = said.filter(Boolean).join(' ');
    const file = FILES.has(rule) ? fileOf(plain(data['url']), plain(data['md5hash']) || undefined) : {};
    return writeDeed(this.#rows, connection, { rule, message: message || undefined, ...file }, line);
  }
}

/** A record of `log_json` or of `log_incident`. */
function isOwn(record: Json): boolean {
  if (textIn(record, 'origin')?.startsWith('dionaea.') === true)
    return objectIn(record, 'data') !== undefined;
  const connection = objectIn(record, 'connection');
  if (connection === undefined || !Object.hasOwn(record, 'src_hostname')) return false;
  return ['protocol', 'transport', 'type'].every((key) => Object.hasOwn(connection, key));
}

function recognise(head: Head): Recognition | undefined {
  if (!head.text.includes('"connection"') && !head.text.includes('"dionaea')) return undefined;
  return recogniseJson(head, isOwn, 0.96, worded('dioRecords'));
}

function parse(chunk: Chunk, _state: undefined, sink: RowSink, tally: Tally): void {
  const reader = new RecordReader(sink, tally);
  readJsonRecords(chunk, sink, tally, (record, line) => reader.read(record, line));
}

/**
 * Logs of the honeypot Dionaea, a JSON object a line: its `log_json` (a connection, with the logins and commands on
 * it) and its `log_incident` (an event). Connections are flows, what a client did is an alert; whether a login was
 * accepted is not said. Source: Dionaea documentation, "log_json" and "log_incident"; read 2026-11.
 */
export const DIONAEA_JSON: LineFormat<undefined> = {
  name: 'dionaea-json',
  honeypot: true,
  title: 'Connections or incidents of the honeypot Dionaea (JSON)',
  sample:
    '{"connection":{"protocol":"mysqld","transport":"tcp","type":"accept"},"dst_ip":"192.0.2.10","dst_port":3306,"src_hostname":"","src_ip":"203.0.113.9","src_port":50122,"timestamp":"2026-03-02T10:00:01.186641","credentials":[{"password":"123456","username":"root"}]}',
  kind: 'lines',
  table: 'flows',
  also: ['logins', 'alerts'],
  zone: ZONE.program,
  recognise,
  start: () => undefined,
  carry: () => undefined,
  parse,
};
