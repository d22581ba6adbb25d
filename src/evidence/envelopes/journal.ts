import { worded } from '../worded.ts';
import type { Envelope, Unwrapping } from './envelope.ts';
import { latin1At } from '../../formats/text/line-bytes.ts';
import { LATEST } from '../../tables/times.ts';
import { CR, LF } from '../../kernel/ascii.ts';
import type { ByteWriter } from './unwrapped.ts';

/**
 * The journal written as records of several lines: `journalctl -o export` (systemd, "Journal Export Formats") and
 * `-o json-pretty`. A record becomes the line of syslog that it is, in the place of its last line.
 */
interface Layout {
  readonly is: string;
  /** A field in a line: its name, and its value. It needs no more to be of a record. */
  readonly field: RegExp;
  /** A line that belongs to a record and names no field that is kept; only a record that has begun has such lines. */
  readonly other: RegExp;
  readonly begins?: (line: string) => boolean;
  readonly ends: (line: string) => boolean;
  readonly value: (text: string) => string;
  /** The name of a field whose value follows as its length and its bytes, in which line ends may be. */
  readonly binary?: RegExp;
  /** The time of the record that begins where another ends: microseconds since 1970, in hexadecimal. */
  readonly time?: RegExp;
}

const KEPT = new Set([
  '__REALTIME_TIMESTAMP',
  '_HOSTNAME',
  '_TRANSPORT',
  'SYSLOG_IDENTIFIER',
  '_COMM',
  '_PID',
  'SYSLOG_PID',
  'MESSAGE',
]);
const MAX_VALUE = 16_384;
const LINE_END = Buffer.from([LF]);

/** The line of syslog that a record is; undefined: it has no time or no message. */
function lineOf(record: ReadonlyMap<string, string>): string | undefined {
  const at = Number(record.get('__REALTIME_TIMESTAMP') ?? Number.NaN);
  const message = record.get('MESSAGE');
  if (!(at >= 0 && at < LATEST * 1e6) || message === undefined) return undefined;
  const millis = Math.floor(at / 1000);
  const micros = String(at - millis * 1000).padStart(3, '0');
  const time = new Date(millis).toISOString().replace('Z', `${micros}Z`);
  const word = (text: string | undefined): string =>
    (text ?? '').replaceAll(/[\s[\]:()]/g, '_').slice(0, 100) || '-';
  const said = record.get('SYSLOG_IDENTIFIER') ?? record.get('_COMM');
  // The kernel's messages are those of its own transport: a program may call itself `kernel`.
  const program = record.get('_TRANSPORT') === 'kernel' ? 'kernel' : said === 'kernel' ? '-' : word(said);
  const pid = record.get('_PID') ?? record.get('SYSLOG_PID');
  const process = pid === undefined ? '' : `[${word(pid)}]`;
  return `${time} ${word(record.get('_HOSTNAME'))} ${program}${process}: ${message}`;
}

/** Length of what comes before a value of `journalctl -o export` that is not text: its own, lowest byte first. */
const SIZE_BYTES = 8;

/** A value that is given as its length and its bytes, of which a line is one part. */
class BinaryValue {
  readonly name: string;
  #bytes: Buffer = Buffer.alloc(0);
  /** Bytes that were passed over, the length's too. */
  #passed = 0;

  constructor(name: string) {
    this.name = name;
  }

  /** @returns whether the value is whole: a line end behind it is its own */
  take(bytes: Uint8Array, start: number, end: number): boolean {
    // A carriage return before the line end was taken for a part of that.
    const stop = bytes[end] === CR && bytes[end + 1] === LF ? end + 2 : end + 1;
    this.#passed += stop - start;
    if (this.#bytes.length < MAX_VALUE)
      this.#bytes = Buffer.concat([this.#bytes, bytes.subarray(start, stop - 1), LINE_END]);
    if (this.#passed <= SIZE_BYTES) return false;
    const size = Number(this.#bytes.readBigUInt64LE(0));
    return this.#passed >= SIZE_BYTES + size + 1;
  }

  /** What it says, on one line. */
  get text(): string {
    const end = Math.min(this.#bytes.length - 1, MAX_VALUE);
    return this.#bytes.toString('latin1', SIZE_BYTES, end).replaceAll(/[\r\n]/g, ' ');
  }
}

function reader(layout: Layout): Envelope {
  const { is, field, other, begins, ends, value, binary, time } = layout;
  const record = new Map<string, string>();
  let open = false;
  let long: BinaryValue | undefined;
  const keep = (name: string, content: string): void => {
    if (KEPT.has(name) && !record.has(name)) record.set(name, content);
  };
  const flush = (out: ByteWriter): void => {
    const line = lineOf(record);
    if (line !== undefined) out.copy(Buffer.from(line, 'latin1'), 0, line.length);
    record.clear();
  };
  return {
    is,
    unwrap(bytes, start, end, out): Unwrapping {
      if (long !== undefined) {
        if (!long.take(bytes, start, end)) return 'whole';
        keep(long.name, long.text);
        long = undefined;
        return 'whole';
      }
      const text = latin1At(bytes, start, Math.min(end, start + MAX_VALUE));
      if (ends(text)) {
        flush(out);
        const [, micros] = time?.exec(text) ?? [];
        open = micros !== undefined;
        if (micros !== undefined) record.set('__REALTIME_TIMESTAMP', String(Number.parseInt(micros, 16)));
        return 'whole';
      }
      const [, name = '', content = ''] = field.exec(text) ?? [];
      if (name !== '') {
        open = true;
        keep(name, value(content));
        return 'whole';
      }
      if (begins?.(text) === true) {
        open = true;
        return 'whole';
      }
      if (!open) return undefined;
      const [, bytesOf] = binary?.exec(text) ?? [];
      if (bytesOf !== undefined) long = new BinaryValue(bytesOf);
      return bytesOf !== undefined || other.test(text) ? 'whole' : undefined;
    },
    atEnd: flush,
  };
}

function envelope(layout: Layout): Envelope {
  return { ...reader(layout), begin: () => reader(layout) };
}

function jsonText(text: string): string {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'latin1').toString());
    return typeof value === 'string' ? Buffer.from(value.replaceAll(/[\r\n]/g, ' ')).toString('latin1') : '';
  } catch {
    return '';
  }
}

export const JOURNAL_EXPORT = envelope({
  is: worded('envExport'),
  field: /^([A-Z_][A-Z0-9_]{0,63})=(.*)$/s,
  other: /^$/,
  binary: /^([A-Z_][A-Z0-9_]{0,63})$/,
  ends: (line) => line === '',
  value: (text) => text,
});

export const JOURNAL_PRETTY = envelope({
  is: worded('envPretty'),
  field: /^\s{0,16}"([A-Z_][A-Z0-9_]{0,63})" ?: ("(?:[^"\\]|\\.)*"),?$/s,
  other: /^\s{0,16}["\d\]].*$/s,
  begins: (line) => line === '{',
  ends: (line) => line === '}',
  value: jsonText,
});

/** The cursor behind the time names it exactly, in no zone. */
const VERBOSE =
  /^[A-Z][a-z]{2} \d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{6})? \S{1,8} \[s=[0-9a-f]{1,32};[^\]]{0,200};t=([0-9a-f]{1,14});x=[0-9a-f]{1,16}\]/;

/** A record ends where the next begins, and is in that line's place. */
export const JOURNAL_VERBOSE = envelope({
  is: worded('envVerbose'),
  field: /^ {0,4}([A-Z_][A-Z0-9_]{0,63})=(.*)$/s,
  other: /^(?: {4}|-- )/,
  ends: (line) => VERBOSE.test(line),
  value: (text) => text,
  time: VERBOSE,
});
