import type { Envelope, Unwrapping } from './envelope.ts';
import { latin1At } from '../../formats/text/line-bytes.ts';
import type { Unwrapped } from './unwrapped.ts';

/**
 * The journal written as records of several lines: `journalctl -o export` (systemd, "Journal Export Formats") and
 * `-o json-pretty`. A record becomes the line of syslog that it is, in the place of its last line.
 */
interface Layout {
  readonly is: string;
  /** A field in a line: its name, and its value. */
  readonly field: RegExp;
  /** A line that belongs to a record and names no field that is kept. */
  readonly other: RegExp;
  readonly ends: (line: string) => boolean;
  readonly value: (text: string) => string;
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
/** 2100, as far as any other format's dates go, in microseconds. */
const LATEST = 4_102_444_800_000_000;

/** The line of syslog that a record is; undefined: it has no time or no message. */
function lineOf(record: ReadonlyMap<string, string>): string | undefined {
  const at = Number(record.get('__REALTIME_TIMESTAMP') ?? Number.NaN);
  const message = record.get('MESSAGE');
  if (!(at >= 0 && at < LATEST) || message === undefined) return undefined;
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

function reader({ is, field, other, ends, value, time }: Layout): Envelope {
  const record = new Map<string, string>();
  const flush = (out: Unwrapped): void => {
    const line = lineOf(record);
    if (line !== undefined) out.copy(Buffer.from(line, 'latin1'), 0, line.length);
    record.clear();
  };
  return {
    is,
    unwrap(bytes, start, end, out): Unwrapping {
      const text = latin1At(bytes, start, Math.min(end, start + MAX_VALUE));
      if (ends(text)) {
        flush(out);
        const [, micros] = time?.exec(text) ?? [];
        if (micros !== undefined) record.set('__REALTIME_TIMESTAMP', String(Number.parseInt(micros, 16)));
        return 'whole';
      }
      const [, name = '', content = ''] = field.exec(text) ?? [];
      if (name === '') return other.test(text) ? 'whole' : undefined;
      if (KEPT.has(name) && !record.has(name)) record.set(name, value(content));
      return 'whole';
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
  is: 'a field of a journal entry (journalctl -o export)',
  field: /^([A-Z_][A-Z0-9_]{0,63})=(.*)$/s,
  other: /^[A-Z_][A-Z0-9_]{0,63}$/,
  ends: (line) => line === '',
  value: (text) => text,
});

export const JOURNAL_PRETTY = envelope({
  is: 'a field of a journal entry (journalctl -o json-pretty)',
  field: /^\s{0,16}"([A-Z_][A-Z0-9_]{0,63})" ?: ("(?:[^"\\]|\\.)*"),?$/s,
  other: /^(?:\{|\s{0,16}["\d\]].*)$/s,
  ends: (line) => line === '}',
  value: jsonText,
});

/** The cursor behind the time names it exactly, in no zone. */
const VERBOSE =
  /^[A-Z][a-z]{2} \d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{6})? \S{1,8} \[s=[0-9a-f]{1,32};[^\]]{0,200};t=([0-9a-f]{1,14});x=[0-9a-f]{1,16}\]/;

/** A record ends where the next begins, and stands in that line's place. */
export const JOURNAL_VERBOSE = envelope({
  is: 'a field of a journal entry (journalctl -o verbose)',
  field: /^ {0,4}([A-Z_][A-Z0-9_]{0,63})=(.*)$/s,
  other: /^(?: {4}|-- )/,
  ends: (line) => VERBOSE.test(line),
  value: (text) => text,
  time: VERBOSE,
});
