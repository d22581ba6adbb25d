import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import { LocalTime } from '../text/local-time.ts';
import type { RowSink, TimeColumn } from '../../tables/rows.ts';
import { readLines } from '../text/line-records.ts';
import type { Head, LineFormat, ReadOptions, Recognition } from '../format.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import { Matcher } from './match.ts';
import { carriesZone, planOf } from './plan.ts';
import type { Plan } from './plan.ts';
import { chooseFormat } from './choice.ts';
import { logFormatProblem } from './given.ts';
import { Setters } from './setters.ts';
import type { Setter } from './setters.ts';
import { emptyTime, wallClock } from './time.ts';
import type { TimeParts } from './time.ts';
import { excerpt } from '../text/line-bytes.ts';
import { DASH } from '../../kernel/ascii.ts';

/** What a file's lines have in common. */
interface State {
  /** Undefined: none fits. */
  format: string | undefined;
  zone: string | undefined;
}

const FORWARDED_NOTE = worded('lfForwarded');
const UNNAMED_NOTE = worded('lfUnnamed');
const UNKNOWN = worded('lfUnknown');

/** Reads the lines of one chunk by a plan. */
class ChunkReader {
  readonly #chunk: Chunk;
  readonly #plan: Plan;
  readonly #matcher: Matcher;
  readonly #setters: (Setter | undefined)[];
  readonly #forwarded: { place: number; set: Setter } | undefined;
  readonly #time: TimeParts = emptyTime();
  readonly #local: LocalTime;
  readonly #zone: string | undefined;
  readonly #ts: TimeColumn;
  readonly #tally: Tally;

  constructor(chunk: Chunk, plan: Plan, zone: string | undefined, sink: RowSink, tally: Tally) {
    this.#chunk = chunk;
    this.#plan = plan;
    this.#matcher = new Matcher(plan);
    this.#local = new LocalTime(zone);
    this.#zone = zone;
    this.#ts = sink.time('ts');
    this.#tally = tally;
    const setters = new Setters(sink, plan.escape, this.#time, tally);
    this.#setters = plan.fields.map((field) => setters.of(field));
    this.#forwarded = this.#clientFrom(setters);
    const unkept = plan.fields.filter(({ meaning }) => meaning === undefined).map(({ name }) => name);
    if (unkept.length > 0) tally.note(worded('noteNotKept', { fields: unkept.join(' ').slice(0, 500) }));
  }

  read(sink: RowSink): void {
    readLines(this.#chunk, sink, this.#tally, (start, end) => this.#line(start, end));
    this.#local.note(this.#tally);
  }

  /** Where the client is found if no field is it. */
  #clientFrom(setters: Setters): { place: number; set: Setter } | undefined {
    const { fields } = this.#plan;
    const named = fields.some(
      ({ meaning }) => meaning?.kind === 'host' || (meaning?.kind === 'address' && meaning.column === 'c_ip'),
    );
    if (named) return undefined;
    const place = fields.findIndex(
      ({ meaning }) => meaning?.kind === 'text' && meaning.column === 'x_forwarded_for',
    );
    this.#tally.note(place < 0 ? UNNAMED_NOTE : FORWARDED_NOTE);
    return place < 0 ? undefined : { place, set: setters.lastForwarded() };
  }

  #line(start: number, end: number): string | undefined {
    const { bytes } = this.#chunk;
    const { starts, ends } = this.#matcher;
    const reason = this.#matcher.match(bytes, start, end);
    if (reason !== undefined) return reason;
    Object.assign(this.#time, NO_TIME);
    for (let place = 0; place < this.#setters.length; place++) {
      const setter = this.#setters[place];
      const from = starts[place]!;
      const to = ends[place]!;
      if (setter === undefined || to === from || (to - from === 1 && bytes[from] === DASH)) continue;
      if (!setter(bytes, from, to)) {
        return worded('cannotBe', { field: this.#plan.fields[place]!.name, value: excerpt(bytes, from, to) });
      }
    }
    const forwarded = this.#forwarded;
    if (forwarded !== undefined) forwarded.set(bytes, starts[forwarded.place]!, ends[forwarded.place]!);
    return this.#stamp();
  }

  #stamp(): string | undefined {
    const { epoch, micros, offset } = this.#time;
    if (epoch !== undefined) {
      this.#ts.set(epoch, micros);
      return undefined;
    }
    const wall = wallClock(this.#time);
    if (wall === undefined) return worded('lfBadTime');
    if (offset === undefined) {
      this.#tally.note(worded('lfZone', { zone: this.#zone ?? 'UTC' }));
      this.#ts.set(this.#local.utc(wall.days, wall.second), micros);
    } else this.#ts.set(wall.days * 86_400 + wall.second - offset, micros);
    return undefined;
  }
}

const NO_TIME = emptyTime();

function recognise(head: Head, options: ReadOptions = {}): Recognition | undefined {
  const choice = chooseFormat(head, options.logFormats ?? []);
  if (choice === undefined) return undefined;
  const { ratio, lines, because } = choice;
  return {
    confidence: ratio >= 0.9 ? 0.96 : 0.5 + 0.4 * ratio,
    because: because(Math.round(ratio * lines), lines),
  };
}

/**
 * The format to read a file by. What is kept of a file's head is short, and may begin with lines of something else:
 * a few that fit will do.
 */
function formatFor(head: Head, { logFormats = [] }: ReadOptions): string | undefined {
  return chooseFormat(head, logFormats, 0)?.format ?? logFormats[0];
}

/**
 * Access logs of nginx and Apache in a format of one's own: given by the user, found in a server's configuration
 * beside the logs, or of software that brings its own.
 */
export const LOG_FORMAT: LineFormat<State> = {
  name: 'log-format',
  title: 'Apache or nginx access log in a custom format (LogFormat, log_format)',
  sample:
    '203.0.113.9 - - [10/Oct/2025:13:55:36 +0000] "GET / HTTP/1.1" 200 612 "-" "curl/8.5" 120 0.004 ' +
    '[default-web-80] [] 10.0.0.12:8080 612 0.004 200 0123456789abcdef0123456789abcdef',
  kind: 'lines',
  table: 'requests',
  // nginx, ngx_http_core_module; Apache httpd, mod_log_config.
  portSettings: [
    { program: 'nginx', setting: '$remote_port in log_format' },
    { program: 'Apache httpd', setting: '%{remote}p in LogFormat' },
  ],
  quotable: 'columns',
  zone: ZONE.assumed,
  local: true,
  zoneIn(head, options = {}) {
    const plan = planOf(formatFor(head, options) ?? '');
    return typeof plan !== 'string' && carriesZone(plan) ? ZONE.offsets : undefined;
  },
  shapes: {
    problem: logFormatProblem,
    fits: (head, format) => chooseFormat(head, [format])?.given === true,
  },
  recognise,
  start: (head, options) => ({ format: formatFor(head, options), zone: options.zone }),
  carry: (_chunk, state) => state,
  parse(chunk, { format, zone }, sink, tally) {
    const plan = format === undefined ? undefined : planOf(format);
    if (plan === undefined || typeof plan === 'string') readLines(chunk, sink, tally, () => UNKNOWN);
    else new ChunkReader(chunk, plan, zone, sink, tally).read(sink);
  },
};
