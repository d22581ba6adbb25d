import { AN_HOUR } from './delay.ts';
import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import { fieldsLine } from '../text/fields-line.ts';
import type { RowSink, TimeColumn } from '../../tables/rows.ts';
import { readLines } from '../text/line-records.ts';
import type { SkippedLine, Outcome } from '../text/line-records.ts';
import { clearTime, isEmpty, knownFields, secondsOf, settersOf } from './cloudfront-fields.ts';
import type { RecordTime, Setter } from './cloudfront-fields.ts';
import { firstLines } from '../text/first-lines.ts';
import type { Head, LineFormat, Recognition } from '../format.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import { excerpt, latin1At, lineEnd } from '../text/line-bytes.ts';
import { HASH } from '../../kernel/ascii.ts';

const TAB = 9;
const FIELDS = Buffer.from('#Fields:');
const DIRECTIVE: SkippedLine = { skip: worded('skipDirective') };
/** What is longer than this is no `#Fields` line: all fields of v2 take 1 KB. */
const MAX_HEADER = 8192;

/**
 * The standard fields, in order; logs of before 2019-12 end earlier. What grep leaves of a log is read by them.
 * Source: AWS documentation, "Standard logging reference".
 */
const STANDARD = (
  'date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) ' +
  'cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken ' +
  'x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version fle-status ' +
  'fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len ' +
  'sc-range-start sc-range-end'
).split(' ');
/** Fewer fields were in no log: up to `cs-protocol-version`. */
const LEAST = 24;
const HEADLESS_NOTE = worded('cfHeadless');

/** What a line needs to know of the lines before it: the fields in force. */
export interface CloudFrontState {
  fields: readonly string[] | null;
  /** The fields are those that a log has by default. */
  assumed: boolean;
}

/** The names of a `#Fields` line; undefined: it is another line. */
function fieldsAt(bytes: Uint8Array, start: number, end: number): readonly string[] | undefined {
  if (end - start > MAX_HEADER || !FIELDS.every((byte, i) => bytes[start + i] === byte)) return undefined;
  return latin1At(bytes, start, end)
    .slice(FIELDS.length)
    .trim()
    .split(/[ \t]+/);
}

/** Only `#Fields` changes the state: the last of the chunk holds. */
function carry(chunk: Chunk, state: CloudFrontState): CloudFrontState {
  const { bytes, start, end } = chunk;
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, end);
  let fields: readonly string[] | undefined;
  for (let at = view.lastIndexOf(FIELDS); at >= start && fields === undefined;) {
    const mark = at === start + 3 && chunk.offset === 0;
    if (at === start || mark || bytes[at - 1] === 10) fields = fieldsAt(bytes, at, lineEnd(bytes, at, end));
    at = at === 0 ? -1 : view.lastIndexOf(FIELDS, at - 1);
  }
  return fields === undefined ? state : { fields, assumed: false };
}

/** Reads the lines of one chunk, with the fields in force at each. */
class ChunkReader {
  readonly #bytes: Uint8Array;
  readonly #sink: RowSink;
  readonly #tally: Tally;
  readonly #ts: TimeColumn;
  readonly #time: RecordTime = { day: -1, second: -1, epoch: -1, micros: 0 };
  #fields: readonly string[] = [];
  #setters: (Setter | undefined)[] = [];

  constructor(bytes: Uint8Array, state: CloudFrontState, sink: RowSink, tally: Tally) {
    this.#bytes = bytes;
    this.#sink = sink;
    this.#tally = tally;
    this.#ts = sink.time('ts');
    if (state.assumed) tally.note(HEADLESS_NOTE);
    if (state.fields !== null) this.#use(state.fields);
  }

  #use(fields: readonly string[]): void {
    this.#fields = fields;
    this.#setters = settersOf(fields, this.#time, this.#sink, this.#tally);
  }

  record(start: number, end: number): Outcome {
    if (this.#bytes[start] === HASH) {
      const fields = fieldsAt(this.#bytes, start, end);
      if (fields !== undefined) this.#use(fields);
      return DIRECTIVE;
    }
    if (this.#fields.length === 0) return worded('noFieldsLine');
    clearTime(this.#time);
    const reason = this.#values(start, end);
    if (reason !== undefined) return reason;
    const seconds = secondsOf(this.#time);
    if (seconds < 0) return worded('noDateTime');
    this.#ts.set(seconds, this.#time.micros);
    return undefined;
  }

  #values(start: number, end: number): string | undefined {
    const bytes = this.#bytes;
    const setters = this.#setters;
    let field = 0;
    for (let at = start; at <= end; field++) {
      let stop = at;
      while (stop < end && bytes[stop] !== TAB) stop++;
      const setter = setters[field];
      if (setter !== undefined && !isEmpty(bytes, at, stop) && !setter(bytes, at, stop)) {
        return worded('cannotBe', {
          field: this.#fields[field]!.slice(0, 40),
          value: excerpt(bytes, at, stop),
        });
      }
      at = stop + 1;
    }
    const wanted = this.#fields.length;
    return field === wanted ? undefined : worded('valuesFields', { found: field, wanted });
  }
}

/** Fields that no other W3C log has. */
const OWN: ReadonlySet<string> = new Set(['x-edge-location', 'x-edge-result-type', 'x-edge-request-id']);

/** `2026-03-02 10:00:01 FRA56-P4 1180 203.0.113.9 GET `, with tabs. */
const RECORD =
  /^\d{4}-\d\d-\d\d\t\d\d:\d\d:\d\d\t[A-Z]{3}\d{1,3}(?:-[A-Z]{1,3}\d{1,3})?\t\d{1,15}\t[0-9a-f.:]{2,45}\t[A-Z]{1,20}\t/;

/** The fields of a log without a header, if its first line is a record of the standard ones. */
function standardFields(head: Head): readonly string[] | undefined {
  const [line = ''] = firstLines(head.text, 1);
  const count = line.split('\t').length;
  const standard = RECORD.test(line) && count >= LEAST && count <= STANDARD.length;
  return standard ? STANDARD.slice(0, count) : undefined;
}

function recognise(head: Head): Recognition | undefined {
  const names = fieldsLine(head.text);
  if (!names.some((name) => OWN.has(name))) {
    return standardFields(head) === undefined
      ? undefined
      : {
          confidence: 0.9,
          because: worded('cfStandard'),
        };
  }
  return knownFields(names) >= 3
    ? { confidence: 0.96, because: worded('cfFields', { count: names.length }) }
    : undefined;
}

/** Standard logs of CloudFront with a `#Fields` line: the legacy ones, and v2 in W3C format. */
export const CLOUDFRONT: LineFormat<CloudFrontState> = {
  name: 'cloudfront',
  delay: AN_HOUR,
  title: 'Standard log of Amazon CloudFront',
  sample:
    '#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type\n2026-03-02\t10:00:01\tFRA56-P4\t1180\t203.0.113.9\tGET\td111111abcdef8.cloudfront.net\t/cart\t200\t-\tcurl/8.5.0\tid=7\t-\tMiss',
  kind: 'lines',
  table: 'requests',
  zone: ZONE.format,
  recognise,
  start(head) {
    const fields = standardFields(head) ?? null;
    return { fields, assumed: fields !== null };
  },
  carry,
  parse(chunk, state, sink, tally) {
    const reader = new ChunkReader(chunk.bytes, state, sink, tally);
    readLines(chunk, sink, tally, (start, end) => reader.record(start, end));
  },
};
