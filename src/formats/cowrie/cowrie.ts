import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import type { RowSink } from '../../tables/rows.ts';
import { numberIn, textIn } from '../text/json-fields.ts';
import { follow, sessionOf, sessionsAfter } from './cowrie-sessions.ts';
import type { Session, Sessions } from './cowrie-sessions.ts';
import type { Head, LineFormat, Recognition } from '../format.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import { readJsonRecords, recogniseJson } from '../text/sensor-lines.ts';
import type { Outcome } from '../text/line-records.ts';
import type { Json } from '../text/sensor-lines.ts';
import { passwordDetail, EventRows } from '../rows/event-rows.ts';
import type { AlertRow } from '../rows/event-rows.ts';
import { LocalTime } from '../text/local-time.ts';
import { isoTime } from '../text/sensor-time.ts';
import type { Instant } from '../text/instant.ts';

const TCP = 6;
const PREFIX = 'cowrie.';

/** What a file's lines have in common. */
interface State {
  sessions: Sessions;
  /** In which its times are, though they say `Z`; undefined: they are what they say. */
  zone: string | undefined;
}

/** Who did it, and when. */
interface Setting {
  time: Instant;
  client: string | undefined;
  session: Session | undefined;
  line: number;
}

/** What a client did in a session, and the fields that say it, in order. */
const DEEDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['command.input', ['input']],
  ['session.file_download', ['url', 'destfile', 'outfile', 'shasum']],
  ['session.file_download.failed', ['url']],
  ['session.file_upload', ['filename', 'outfile', 'shasum']],
  ['client.fingerprint', ['username', 'type', 'fingerprint']],
]);

/**
 * Files that came into the honeypot: it keeps what it was made to fetch, so those passed; of what it could not fetch nobody stopped
 * anything. A file that a command made has no URL.
 */
const DOWNLOADS: ReadonlyMap<string, Partial<AlertRow>> = new Map<string, Partial<AlertRow>>([
  ['session.file_download', { kind: 'download', outcome: 'passed' }],
  ['session.file_download.failed', { kind: 'download' }],
  ['session.file_upload', { kind: 'download', outcome: 'passed' }],
]);

function fileOf(name: string, event: Json): Partial<AlertRow> | undefined {
  const file = DOWNLOADS.get(name);
  return file && { ...file, url: textIn(event, 'url'), hash: textIn(event, 'shasum') };
}

/** Events that repeat another, and which. */
const REPEATED: ReadonlyMap<string, string> = new Map([
  ['command.failed', worded('cowrieTold')],
  ['command.success', worded('cowrieTold')],
  ['direct-tcpip.data', worded('cowrieContent')],
]);

const SILENT = worded('cowrieSilent');
const NO_CLIENT = worded('cowrieNoClient');

/** Reads the events of one chunk. */
class EventReader {
  readonly #rows: EventRows;
  readonly #sessions: Sessions;
  readonly #tally: Tally;
  readonly #local: LocalTime | undefined;

  constructor({ sessions, zone }: State, sink: RowSink, tally: Tally) {
    this.#local = zone === undefined ? undefined : new LocalTime(zone);
    this.#rows = new EventRows(sink, tally);
    // What is carried on is not ours to change.
    this.#sessions = new Map(sessions);
    this.#tally = tally;
  }

  read(event: Json, line: number): Outcome {
    const id = textIn(event, 'eventid');
    if (id === undefined || !id.startsWith(PREFIX)) return worded('cowrieNoId');
    const time = this.#time(textIn(event, 'timestamp'));
    if (time === undefined) return worded('noTimeIn', { field: 'timestamp' });
    const session = sessionOf(this.#sessions, event);
    const before = { time, session, line, client: session?.src ?? textIn(event, 'src_ip') };
    follow(this.#sessions, event);
    return this.#judge(id.slice(PREFIX.length), event, before);
  }

  /** On a host in another zone Cowrie writes `Z` on local times (seen of 2.7 to 3.1). */
  #time(text: string | undefined): Instant | undefined {
    const time = isoTime(text);
    return time === undefined || this.#local === undefined ? time : this.#local.instant(time);
  }

  end(): void {
    this.#local?.note(this.#tally);
  }

  #judge(name: string, event: Json, setting: Setting): Outcome {
    if (name === 'session.connect') return this.#connected(event, setting);
    if (name === 'login.success' || name === 'login.failed') return this.#login(name, event, setting);
    if (name === 'direct-tcpip.request') return this.#forwarded(event, setting);
    const fields = DEEDS.get(name);
    if (fields !== undefined) return this.#deed(name, fields, event, setting);
    return { skip: REPEATED.get(name) ?? SILENT };
  }

  #connected(event: Json, { time, line }: Setting): Outcome {
    const written = this.#rows.flow(
      {
        start: time,
        src: textIn(event, 'src_ip'),
        dst: textIn(event, 'dst_ip'),
        srcPort: numberIn(event, 'src_port'),
        dstPort: numberIn(event, 'dst_port'),
        protocol: TCP,
        // The honeypot hears of a connection when the handshake is done.
        state: 'established',
        initiator: 'src',
      },
      line,
    );
    return written ? undefined : worded('cowrieEnds');
  }

  #login(name: string, event: Json, setting: Setting): Outcome {
    // An empty one was tried, too.
    const password = Object.hasOwn(event, 'password') ? event['password'] : undefined;
    const protocol = setting.session?.protocol ?? textIn(event, 'protocol');
    const written = this.#rows.login(
      {
        time: setting.time,
        client: this.#client(setting),
        clientPort: setting.session?.srcPort,
        server: setting.session?.dst,
        service: protocol === undefined ? 'cowrie' : `cowrie ${protocol}`,
        username: textIn(event, 'username'),
        ok: name === 'login.success',
        detail: passwordDetail(typeof password === 'string' ? password : undefined),
      },
      setting.line,
    );
    return written ? undefined : worded('notAddress', { field: 'src_ip' });
  }

  #deed(name: string, fields: readonly string[], event: Json, setting: Setting): Outcome {
    const said = fields.map((field) => textIn(event, field)).filter((text) => text !== undefined);
    return this.#alert(name, said.join(' '), setting, fileOf(name, event));
  }

  /** `dst_ip` is the victim: whom the client wants to reach through the honeypot. It may be a name. */
  #forwarded(event: Json, setting: Setting): Outcome {
    const host = textIn(event, 'dst_ip');
    const port = numberIn(event, 'dst_port');
    if (host === undefined) return worded('cowrieNoTarget');
    const message = `asks to be connected to ${host}${port === undefined ? '' : ` port ${port}`}`;
    return this.#alert('direct-tcpip.request', message, setting, { dst: host, dstPort: port });
  }

  #alert(rule: string, message: string, setting: Setting, further: Partial<AlertRow> = {}): Outcome {
    const written = this.#rows.alert(
      {
        time: setting.time,
        src: this.#client(setting),
        srcPort: setting.session?.srcPort,
        dst: setting.session?.dst,
        sensor: 'cowrie',
        rule,
        message: message === '' ? undefined : message,
        kind: 'deed',
        ...further,
      },
      setting.line,
    );
    return written ? undefined : worded('notAddress', { field: 'src_ip' });
  }

  #client({ client }: Setting): string | undefined {
    if (client === undefined) this.#tally.note(NO_CLIENT);
    return client;
  }
}

function recognise(head: Head): Recognition | undefined {
  if (!head.text.includes('"cowrie.')) return undefined;
  const isOwn = (event: Json): boolean => textIn(event, 'eventid')?.startsWith(PREFIX) === true;
  return recogniseJson(head, isOwn, 0.97, worded('cowrieEvents'));
}

function parse(chunk: Chunk, state: State, sink: RowSink, tally: Tally): void {
  const reader = new EventReader(state, sink, tally);
  readJsonRecords(chunk, sink, tally, (event, line) => reader.read(event, line));
  reader.end();
}

/**
 * Events of the SSH and Telnet honeypot Cowrie, a JSON object a line. Attempts to log in are logins of the service
 * `cowrie ssh` or `cowrie telnet`, connections are flows, what a client did is an alert. In a `direct-tcpip.request`
 * the destination is a third party that the client attacks through the honeypot.
 * Source: Cowrie documentation, "Output event code reference"; read 2026-11.
 */
export const COWRIE: LineFormat<State> = {
  name: 'cowrie',
  honeypot: true,
  title: 'Events of the honeypot Cowrie (JSON)',
  sample:
    '{"eventid":"cowrie.login.failed","username":"root","password":"123456","message":"login attempt [root/123456] failed","sensor":"pot-1","timestamp":"2026-03-02T10:00:02.441207Z","src_ip":"203.0.113.9","session":"8599dd602207"}',
  kind: 'lines',
  table: 'logins',
  also: ['alerts', 'flows'],
  zone: ZONE.offsetsOrUtc,
  recognise,
  doubtful: true,
  start: (_head, { zone, zoneNamed }) => ({
    sessions: new Map(),
    zone: zoneNamed === true ? zone : undefined,
  }),
  carry: (chunk, state) => {
    const sessions = sessionsAfter(chunk, state.sessions);
    return sessions === state.sessions ? state : { ...state, sessions };
  },
  parse,
};
