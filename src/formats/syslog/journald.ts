import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import type { RowSink } from '../../tables/rows.ts';
import type { Head, LineFormat, Recognition } from '../format.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import { LATEST } from '../../tables/times.ts';
import { isObject } from '../text/json-values.ts';
import { Announcements } from './announced.ts';
import { loggingIn } from './pam.ts';
import { readMessage } from './programs.ts';
import { reject, skip } from '../rows/reading.ts';
import type { Reading } from '../rows/reading.ts';
import { ReadingRows } from '../rows/reading-rows.ts';
import type { Instant } from '../text/instant.ts';
import { lineEnd, utf8At } from '../text/line-bytes.ts';

/** `journalctl -o json`: an object a line (systemd.journal-fields(7), systemd's "Journal Export Formats"). */
interface JournalState {
  /** See `Announcements`. */
  announced: string[];
  /** Services that log their logins themselves, beside PAM. */
  logging: string[];
}

const LOOK_BACK = 64 * 1024;
/** The byte that `journalctl -o json-seq` puts before each object (RFC 7464). */
const RECORD_SEPARATOR = 30;

/** A field as text; bytes that are not UTF-8 come as a list of numbers, a field that occurs twice as a list of both. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return '';
  const parts: unknown[] = value;
  if (typeof parts[0] === 'string') return parts[0];
  const bytes = parts.slice(0, 16_384).map((byte) => (typeof byte === 'number' ? byte : 63));
  return Buffer.from(bytes).toString('utf8');
}

function parseLine(bytes: Uint8Array, start: number, end: number): unknown {
  const from = bytes[start] === RECORD_SEPARATOR ? start + 1 : start;
  try {
    return JSON.parse(utf8At(bytes, from, end));
  } catch {
    return undefined;
  }
}

/**
 * Sets the time at which the journal received the message; the time that the sender states may be anything.
 * @returns false if the entry has no such time
 */
function setTime(entry: Record<string, unknown>, instant: Instant): boolean {
  const micros = textOf(entry['__REALTIME_TIMESTAMP']);
  if (!/^\d{10,18}$/.test(micros)) return false;
  const value = Number(micros);
  instant.seconds = Math.floor(value / 1e6);
  instant.micros = Math.floor(value - instant.seconds * 1e6);
  return instant.seconds < LATEST;
}

/** The kernel's messages are those of its own transport: a program may call itself `kernel`. */
function programOf(entry: Record<string, unknown>): string {
  if (entry['_TRANSPORT'] === 'kernel') return 'kernel';
  const name = textOf(entry['SYSLOG_IDENTIFIER']) || textOf(entry['_COMM']);
  return name === 'kernel' ? '' : name;
}

function readEntry(entry: Record<string, unknown>, announced: Announcements): Reading {
  const text = textOf(entry['MESSAGE']);
  if (text === '') return skip(worded('sysNoText'));
  if (/[\r\n]/.test(text)) return skip(worded('sysManyLines'));
  const host = textOf(entry['_HOSTNAME']);
  const pid = textOf(entry['_PID']) || textOf(entry['SYSLOG_PID']);
  return readMessage({ host, program: programOf(entry), pid, text: text.trimEnd() }, announced);
}

function readLine(value: unknown, announced: Announcements, instant: Instant): Reading {
  if (value === undefined) return reject(worded('notJson'));
  if (!isObject(value)) return reject(worded('notJsonObject'));
  if (!setTime(value, instant)) return reject(worded('sysNoRealtime'));
  return readEntry(value, announced);
}

function parse(chunk: Chunk, state: JournalState, sink: RowSink, tally: Tally): void {
  const rows = new ReadingRows(sink, tally, (text) => text);
  const announced = new Announcements(state.announced, state.logging);
  const instant: Instant = { seconds: 0, micros: 0 };
  rows.addLines(chunk, instant, (start, end) =>
    readLine(parseLine(chunk.bytes, start, end), announced, instant),
  );
}

function carry({ bytes, start, end }: Chunk, state: JournalState): JournalState {
  const all = end - start <= LOOK_BACK;
  const announced = new Announcements(all ? state.announced : [], state.logging);
  const instant: Instant = { seconds: 0, micros: 0 };
  for (let at = all ? start : lineEnd(bytes, end - LOOK_BACK, end) + 1; at < end;) {
    const stop = lineEnd(bytes, at, end);
    readLine(parseLine(bytes, at, stop), announced, instant);
    at = stop + 1;
  }
  return { ...state, announced: announced.keys };
}

function recognise(head: Head): Recognition | undefined {
  const first = head.text.replace(/^[\s\u001e]{1,100}/, '').split('\n', 1)[0] ?? '';
  if (!first.startsWith('{') || !/"__REALTIME_TIMESTAMP"\s{0,4}:/.test(first)) return undefined;
  return { confidence: 0.95, because: worded('sysJournalBecause') };
}

/** The systemd journal as JSON, an entry a line. */
export const JOURNALD: LineFormat<JournalState> = {
  name: 'journald',
  title: 'systemd journal as JSON (journalctl -o json)',
  sample:
    '{"__REALTIME_TIMESTAMP":"1795299003123456","_HOSTNAME":"web1","SYSLOG_IDENTIFIER":"sshd","_PID":"4711","MESSAGE":"Failed password for root from 203.0.113.9 port 52114 ssh2"}',
  kind: 'lines',
  table: 'logins',
  also: ['alerts', 'flows'],
  zone: ZONE.microseconds,
  recognise,
  start: ({ text }) => ({ announced: [], logging: loggingIn(text) }),
  carry,
  parse,
};
