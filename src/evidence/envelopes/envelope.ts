import { latin1At } from '../../formats/text/line-bytes.ts';
import { BACKSLASH, LF, QUOTE, SPACE } from '../../kernel/ascii.ts';
import { JOURNAL_EXPORT, JOURNAL_PRETTY, JOURNAL_VERBOSE } from './journal.ts';
import { emptyStamp, findStamp, originOf } from '../../formats/syslog/header.ts';
import type { Unwrapped } from './unwrapped.ts';

/** How a line went: it is whole, or goes on in the next; undefined: it is not of the envelope's shape. */
export type Unwrapping = 'whole' | 'part' | undefined;

/** What a collector, a container engine or grep puts around each line of a log. */
export interface Envelope {
  /** Completes "each line is …". */
  readonly is: string;
  /** A log may begin like that by itself: it is looked for only where nothing is recognised otherwise. */
  readonly doubtful?: boolean;
  /** Writes what the line `bytes[start, end)` holds; nothing if it is not of this shape. */
  unwrap(bytes: Uint8Array, start: number, end: number, out: Unwrapped): Unwrapping;
  /** Of an envelope around several lines, which remembers those before: another one, at a file's beginning. */
  begin?(): Envelope;
  /** Writes what the file's end has cut off. */
  atEnd?(out: Unwrapped): void;
}

/** What stands before a line is looked for in so many bytes. */
const MAX_PREFIX = 600;

/** Lines behind something that the pattern matches; it is anchored, and its repetitions are bounded. */
function behind(is: string, pattern: RegExp): Envelope {
  return {
    is,
    unwrap(bytes, start, end, out) {
      const match = pattern.exec(latin1At(bytes, start, Math.min(end, start + MAX_PREFIX)));
      if (match === null) return undefined;
      out.copy(bytes, start + match[0].length, end);
      return match[1] === 'P' ? 'part' : 'whole';
    },
  };
}

const DOCKER = '{"log":"';
const LETTER_N = 110;
const ESCAPES: ReadonlyMap<number, number> = new Map([
  [98, 8],
  [102, 12],
  [LETTER_N, LF],
  [114, 13],
  [116, 9],
]);

function isDocker(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < DOCKER.length) return false;
  for (let at = 0; at < DOCKER.length; at++) {
    if (bytes[start + at] !== DOCKER.charCodeAt(at)) return false;
  }
  return true;
}

/** Writes the character of `\u0041` at `at`, with its second half if it has one. @returns place behind it; -1: none */
function writeUnicode(bytes: Uint8Array, at: number, end: number, out: Unwrapped): number {
  const [escape, first = '', second = ''] =
    /^\\u([0-9a-f]{4})(?:\\u(d[c-f][0-9a-f]{2}))?/i.exec(latin1At(bytes, at, Math.min(end, at + 12))) ?? [];
  if (escape === undefined) return -1;
  const high = Number.parseInt(first, 16);
  const pair = high >= 0xd800 && high < 0xdc00 && second !== '';
  const codes = pair ? [high, Number.parseInt(second, 16)] : [high];
  out.text(high === LF ? ' ' : String.fromCharCode(...codes));
  return at + 6 * codes.length;
}

/** Writes the JSON string that begins behind the quote at `open`. @returns where it ends; -1: it is broken */
function writeString(bytes: Uint8Array, open: number, end: number, out: Unwrapped): number {
  let from = open;
  for (let at = open; at < end;) {
    const byte = bytes[at]!;
    if (byte !== QUOTE && byte !== BACKSLASH) {
      at++;
      continue;
    }
    out.copy(bytes, from, at);
    if (byte === QUOTE) return at;
    const escape = bytes[at + 1] ?? 0;
    if (escape === LETTER_N && bytes[at + 2] !== QUOTE) {
      // What was one record stays one line.
      out.byte(SPACE);
      at += 2;
    } else if (escape === 117) {
      at = writeUnicode(bytes, at, end, out);
      if (at < 0) return -1;
    } else {
      out.byte(ESCAPES.get(escape) ?? escape);
      at += 2;
    }
    from = at;
  }
  return -1;
}

/** A line of Docker's json-file driver: `{"log":"…\n","stream":"stdout","time":"…"}`. Docker cuts at 16 KiB. */
function unwrapDocker(bytes: Uint8Array, start: number, end: number, out: Unwrapped): Unwrapping {
  if (!isDocker(bytes, start, end)) return undefined;
  const before = out.length;
  if (writeString(bytes, start + DOCKER.length, end, out) < 0) {
    out.length = before;
    return undefined;
  }
  return out.endsLine(before) ? 'whole' : 'part';
}

const MESSAGES = ['message', 'log', '@message', 'MESSAGE', 'msg'];

/** The text of a collector's object: Filebeat's `message`, Fluent Bit's `log`. */
function unwrapMessage(bytes: Uint8Array, start: number, end: number, out: Unwrapped): Unwrapping {
  if (bytes[start] !== 123) return undefined;
  let record: unknown;
  try {
    record = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString());
  } catch {
    return undefined;
  }
  if (typeof record !== 'object' || record === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(record));
  const message = MESSAGES.map((name) => fields.get(name)).find((value) => typeof value === 'string');
  if (message === undefined) return undefined;
  // What was one line stays one.
  out.text(message.trimEnd().replaceAll(/[\r\n]/g, ' '));
  return 'whole';
}

/** What stands around the messages where `aws logs` prints JSON over several lines. */
const AROUND_MESSAGES = /^\s{0,40}(?:[{}[\]],?$|"\w{1,40}": (?:[[{]|"[^"]{0,600}"|\d{1,20})[\]}]?,?$)/;
const MESSAGE = /^\s{1,40}"message": "/;

function unwrapCloudWatch(bytes: Uint8Array, start: number, end: number, out: Unwrapped): Unwrapping {
  const text = latin1At(bytes, start, Math.min(end, start + MAX_PREFIX));
  const [message] = MESSAGE.exec(text) ?? [];
  if (message === undefined) return AROUND_MESSAGES.test(text) ? 'whole' : undefined;
  const before = out.length;
  if (writeString(bytes, start + message.length, end, out) < 0) return undefined;
  out.endsLine(before);
  return 'whole';
}

/** A batch as a subscription of CloudWatch Logs delivers it, to Firehose several in one line. */
const BATCH = /^\{"messageType":"(?:DATA|CONTROL)_MESSAGE",/;
const DATA_BATCH = '"messageType":"DATA_MESSAGE"';
/** Within a string the quotes are escaped: this is a key. */
const MESSAGE_KEY = Buffer.from('"message":"');

/** Each message of a batch becomes a line: only here lines are more than before, and a record's number is its own. */
function unwrapBatch(bytes: Uint8Array, start: number, end: number, out: Unwrapped): Unwrapping {
  const head = latin1At(bytes, start, Math.min(end, start + MAX_PREFIX));
  if (!BATCH.test(head)) return undefined;
  // AWS asks in this way whether the destination is there.
  if (!head.includes(DATA_BATCH)) return 'whole';
  const line = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start);
  const begin = out.length;
  for (let key = line.indexOf(MESSAGE_KEY); key >= 0;) {
    if (out.length > begin) out.byte(LF);
    const before = out.length;
    const close = writeString(bytes, start + key + MESSAGE_KEY.length, end, out);
    if (close < 0) {
      // What is cut off is rejected, not lost.
      out.length = before;
      out.copy(bytes, start + key, end);
      return 'whole';
    }
    out.endsLine(before);
    key = line.indexOf(MESSAGE_KEY, close - start);
  }
  return 'whole';
}

/** A row of `timestamp,message` as the console exports it, or `@timestamp,@message` of Logs Insights. */
const CSV_HEADER = /^"?@?timestamp"?,"?@?message"?/;
const CSV_TIME = /^"?(?:\d{13}|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3})"?,/;

function unwrapCsv(bytes: Uint8Array, start: number, end: number, out: Unwrapped): Unwrapping {
  const text = latin1At(bytes, start, Math.min(end, start + 40));
  const [time] = CSV_TIME.exec(text) ?? [];
  if (time === undefined) return CSV_HEADER.test(text) ? 'whole' : undefined;
  let at = start + time.length;
  if (bytes[at] !== QUOTE) {
    out.copy(bytes, at, end);
    return 'whole';
  }
  for (at++; at < end; at++) {
    // A quote within is doubled; a single one ends the value.
    if (bytes[at] === QUOTE && (++at >= end || bytes[at] !== QUOTE)) return 'whole';
    out.byte(bytes[at]!);
  }
  return undefined;
}

const stamp = emptyStamp();

function unwrapSyslog(bytes: Uint8Array, start: number, end: number, out: Unwrapped): Unwrapping {
  const limit = Math.min(end, start + MAX_PREFIX);
  if (!findStamp(bytes, start, limit, stamp) || stamp.structured) return undefined;
  const origin = originOf(latin1At(bytes, stamp.end, limit));
  if (origin === undefined) return undefined;
  out.copy(bytes, stamp.end + origin.message, end);
  return 'whole';
}

const TIME = String.raw`\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?`;
const COLOUR = String.raw`(?:\x1b\[[\d;]{0,10}m)`;

/**
 * The envelopes that are known, the more certain first. Sources: Docker documentation, "JSON File logging driver";
 * Kubernetes documentation, "Logging Architecture" (the CRI's format); AWS documentation, "Exporting log data to
 * Amazon S3" and `aws logs tail`; read 2026-11.
 */
export const ENVELOPES: readonly Envelope[] = [
  { is: 'an entry of Docker’s json-file log', unwrap: unwrapDocker },
  behind(
    'an entry of a Kubernetes container log (CRI)',
    new RegExp(`^${TIME} (?:stdout|stderr) ([FP])(?::\\w{1,10})? `),
  ),
  behind('a line of kubectl logs --prefix', /^\[pod\/[\w.-]{1,253}\/[\w.-]{1,63}\] /),
  behind(
    'a line of docker compose logs',
    new RegExp(`^${COLOUR}{0,3}[\\w.@-]{1,128} {0,60}\\| ${COLOUR}{0,3}`),
  ),
  // What a dash follows is a client, and its identity.
  behind(
    'behind the time and the stream that CloudWatch Logs puts before it',
    new RegExp(`^${TIME}[ \\t](?!\\S{1,512} -? ?-)[^ \\t]{1,512}[ \\t]`),
  ),
  behind('behind the time that CloudWatch Logs or kubectl puts before it', new RegExp(`^${TIME}[ \\t]`)),
  { is: 'a message of syslog', unwrap: unwrapSyslog },
  { is: 'the message of a collector’s JSON object', unwrap: unwrapMessage },
  { is: 'in the JSON that aws logs prints', unwrap: unwrapCloudWatch },
  { is: 'a batch of messages that a subscription of CloudWatch Logs delivers', unwrap: unwrapBatch },
  { is: 'in the CSV of CloudWatch Logs', unwrap: unwrapCsv },
  JOURNAL_EXPORT,
  JOURNAL_PRETTY,
  JOURNAL_VERBOSE,
  behind('quoted, as in a mail', /^(?:> ?){1,8}/),
  {
    ...behind(
      'behind the path that grep puts before it',
      /^(?:[A-Za-z]:)?[^:\s"'<>{}[\]]{1,400}:(?:\d{1,9}:)?/,
    ),
    doubtful: true,
  },
];

/** Of a whole file, not of a line; see `beginsWithMark`. */
export const BYTE_ORDER_MARK: Envelope = behind('behind a byte order mark', /^(?:\u00ef\u00bb\u00bf)?/);

export function beginsWithMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}
