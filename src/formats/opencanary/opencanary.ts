import { ZONE } from '../../tables/zones.ts';
import type { RowSink } from '../../tables/rows.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import type { Head, LineFormat, Recognition } from '../format.ts';
import { EventRows, passwordDetail } from '../rows/event-rows.ts';
import type { Instant } from '../text/instant.ts';
import { numberIn, objectIn, textIn } from '../text/json-fields.ts';
import type { Outcome } from '../text/line-records.ts';
import { LocalTime } from '../text/local-time.ts';
import { readJsonRecords, recogniseJson } from '../text/sensor-lines.ts';
import type { Json } from '../text/sensor-lines.ts';
import { isoTime } from '../text/sensor-time.ts';
import { FIRST_DEED, LOGTYPES, REDIS_COMMAND } from './logtypes.ts';
import { worded } from './worded.ts';

const TCP = 6;

const OWN = worded('canaryOwn');
const SILENT = worded('canarySilent');
const NO_TYPE = worded('canaryNoType');
const NO_TIME = worded('canaryNoTime');
const NO_ADDRESS = worded('canaryNoAddress');

/** In which zone its times are, though they are called UTC; undefined: they are UTC. */
type State = string | undefined;

/** Who did it, when, and what OpenCanary wrote of it. */
interface Setting {
  time: Instant;
  client: string | undefined;
  clientPort: number | undefined;
  server: string | undefined;
  serverPort: number | undefined;
  data: Json;
  line: number;
}

/** Reads the events of one chunk. */
class EventReader {
  readonly #rows: EventRows;
  readonly #local: LocalTime | undefined;
  readonly #tally: Tally;

  constructor(zone: State, sink: RowSink, tally: Tally) {
    this.#local = zone === undefined ? undefined : new LocalTime(zone);
    this.#rows = new EventRows(sink, tally);
    this.#tally = tally;
  }

  read(event: Json, line: number): Outcome {
    const type = numberIn(event, 'logtype');
    if (type === undefined) return NO_TYPE;
    if (type < FIRST_DEED) return { skip: OWN };
    const time = this.#time(textIn(event, 'utc_time') ?? textIn(event, 'local_time'));
    if (time === undefined) return NO_TIME;
    return this.#judge(type, {
      time,
      client: textIn(event, 'src_host'),
      clientPort: numberIn(event, 'src_port'),
      server: textIn(event, 'dst_host'),
      serverPort: numberIn(event, 'dst_port'),
      data: objectIn(event, 'logdata') ?? {},
      line,
    });
  }

  /** `local_time` is UTC like `utc_time`: the local one is `local_time_adjusted` (seen of 0.9.10, in Tokyo). */
  #time(text: string | undefined): Instant | undefined {
    const time = isoTime(text);
    return time === undefined || this.#local === undefined ? time : this.#local.instant(time);
  }

  end(): void {
    this.#local?.note(this.#tally);
  }

  #judge(type: number, setting: Setting): Outcome {
    const deed = LOGTYPES.get(type);
    if (type === REDIS_COMMAND && textIn(setting.data, 'CMD')?.toUpperCase() === 'AUTH')
      return this.#login('opencanary redis', setting, redisLogin(setting.data));
    if (deed?.kind === 'login')
      return this.#login(deed.service, setting, {
        username: textIn(setting.data, 'USERNAME'),
        password: passwordIn(setting.data),
      });
    if (deed?.kind === 'flow') return this.#connected(setting);
    if (deed?.kind === 'silent') return { skip: SILENT };
    return this.#alert(deed?.rule ?? `logtype ${type}`, deed?.fields ?? Object.keys(setting.data), setting);
  }

  /** Nobody is ever let in. */
  #login(
    service: string,
    { time, client, clientPort, server, line }: Setting,
    { username, password }: { username: string | undefined; password: string | undefined },
  ): Outcome {
    const written = this.#rows.login(
      { time, client, clientPort, server, service, username, ok: false, detail: passwordDetail(password) },
      line,
    );
    return written ? undefined : NO_ADDRESS;
  }

  #connected({ time, client, clientPort, server, serverPort, line }: Setting): Outcome {
    const written = this.#rows.flow(
      {
        start: time,
        src: client,
        dst: server,
        srcPort: clientPort,
        dstPort: serverPort,
        protocol: TCP,
        // The honeypot hears of a connection when the handshake is done.
        state: 'established',
        initiator: 'src',
      },
      line,
    );
    return written ? undefined : NO_ADDRESS;
  }

  #alert(rule: string, fields: readonly string[], setting: Setting): Outcome {
    const { time, client, clientPort, server, serverPort, data, line } = setting;
    const said = fields
      .map((field) => textIn(data, field))
      .filter((text) => text !== undefined && text !== '');
    const message = said.length === 0 ? undefined : said.join(' ');
    const written = this.#rows.alert(
      {
        time,
        src: client,
        srcPort: clientPort,
        dst: server,
        dstPort: serverPort,
        sensor: 'opencanary',
        rule,
        message,
        kind: 'deed',
        url: textIn(data, 'PATH'),
      },
      line,
    );
    return written ? undefined : NO_ADDRESS;
  }
}

/** An empty one was tried, too. */
function passwordIn(data: Json): string | undefined {
  const password = Object.hasOwn(data, 'PASSWORD') ? data['PASSWORD'] : undefined;
  return typeof password === 'string' ? password : undefined;
}

/** `AUTH password`, and since Redis 6 `AUTH user password`. */
function redisLogin(data: Json): { username: string | undefined; password: string | undefined } {
  const [first, second] = (textIn(data, 'ARGS') ?? '').split(' ');
  return second === undefined
    ? { username: undefined, password: first }
    : { username: first, password: second };
}

/** The keys that all of its events have, and no other sensor's. */
function isOwn(event: Json): boolean {
  return (
    numberIn(event, 'logtype') !== undefined &&
    textIn(event, 'node_id') !== undefined &&
    Object.hasOwn(event, 'logdata') &&
    Object.hasOwn(event, 'src_host')
  );
}

function recognise(head: Head): Recognition | undefined {
  if (!head.text.includes('"logtype"')) return undefined;
  return recogniseJson(head, isOwn, 0.97, worded('canaryEvents'));
}

function parse(chunk: Chunk, state: State, sink: RowSink, tally: Tally): void {
  const reader = new EventReader(state, sink, tally);
  readJsonRecords(chunk, sink, tally, (event, line) => reader.read(event, line));
  reader.end();
}

/**
 * Events of the honeypot OpenCanary, a JSON object a line. Attempts to log in are logins of `opencanary ssh`, `opencanary ftp`
 * and so on, none of which worked; connections are flows; what else a client did is an alert.
 * Source: OpenCanary's source, `opencanary/logger.py`; read 2026-11.
 */
export const OPENCANARY: LineFormat<State> = {
  name: 'opencanary',
  honeypot: true,
  title: 'Events of the honeypot OpenCanary (JSON)',
  sample:
    '{"dst_host": "192.0.2.1", "dst_port": 22, "local_time": "2026-11-29 17:16:46.229722", "local_time_adjusted": "2026-11-30 02:16:46.229731", "logdata": {"LOCALVERSION": "SSH-2.0-OpenSSH_9.2p1", "PASSWORD": "toor", "REMOTEVERSION": "SSH-2.0-Go", "USERNAME": "root"}, "logtype": 4002, "node_id": "canary-1", "src_host": "203.0.113.7", "src_port": 33723, "utc_time": "2026-11-29 17:16:46.229728"}',
  kind: 'lines',
  table: 'logins',
  also: ['alerts', 'flows'],
  zone: ZONE.offsetsOrUtc,
  recognise,
  doubtful: true,
  start: (_head, { zone, zoneNamed }) => (zoneNamed === true ? zone : undefined),
  carry: (_chunk, state) => state,
  parse,
};
