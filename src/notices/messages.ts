import type { Instant } from '../model/instant.ts';
import { headerLine, isAttribution, isSeparator } from './forwarding.ts';
import type { HeaderName } from './forwarding.ts';
import type { Line } from './lines.ts';
import type { TextPart } from './mail.ts';
import { readTime } from './time.ts';

/** One mail within a text: the outermost, or one that was forwarded or quoted in it. */
export interface Message {
  from?: string;
  subject?: string;
  /** Absent too when the forwarded header names no time zone: then it is not known when it arrived. */
  date?: Instant;
  /** Its header was written by whoever forwarded or quoted it. */
  quoted: boolean;
  lines: Line[];
  /** The lines that introduced it: separator, attribution, header. None of the outermost. */
  head: Line[];
  /** Lines of texts that the mail has as attachments: a third party's logs. */
  attached?: readonly string[];
  /** Parts of the mail that machines read, of the outermost message. */
  parts?: readonly TextPart[];
  /** The whole text as it came, where it is one message: what is read by machines must not be cut into lines. */
  whole?: string;
}

/** A header of a forwarded mail is at most so many lines, wrapped ones included. */
const HEADER_SPAN = 12;

interface Header {
  values: Map<HeaderName, string>;
  /** Index of the first line behind it. */
  end: number;
}

/** Reads the header of a forwarded mail that begins at the line, if there is one. */
function readHeader(lines: readonly Line[], at: number): Header | undefined {
  const first = headerLine(lines[at]?.text ?? '');
  if (first === undefined) return undefined;
  const values = new Map<HeaderName, string>();
  let current: HeaderName | undefined;
  let end = at;
  for (; end < lines.length && end < at + HEADER_SPAN; end++) {
    const text = lines[end]?.text.trim() ?? '';
    const field = headerLine(text);
    if (field !== undefined && values.has(field.name)) break;
    if (field !== undefined) {
      values.set(field.name, field.value);
      current = field.name;
    } else if (text === '' || current === undefined) {
      break;
    } else {
      values.set(current, `${values.get(current) ?? ''} ${text}`.trim());
    }
  }
  const told = (['from', 'date', 'subject', 'to'] as const).filter((name) => values.has(name)).length;
  return told >= 2 && values.has('from') ? { values, end } : undefined;
}

function open(header: Header | undefined, head: Line[]): Message {
  const message: Message = { quoted: true, lines: [], head };
  const from = header?.values.get('from');
  const subject = header?.values.get('subject');
  const time = readTime(header?.values.get('date') ?? '');
  if (from !== undefined) message.from = from;
  if (subject !== undefined) message.subject = subject;
  if (time?.zoned === true) message.date = time.instant;
  return message;
}

/** The attribution line, which may be wrapped once: how many lines it takes, 0 if it is not one. */
function attributionSpan(lines: readonly Line[], at: number): number {
  const text = lines[at]?.text ?? '';
  if (isAttribution(text)) return 1;
  // Only a line that could begin one is joined with its successor.
  if (text.length < 10 || text.length > 200 || text.endsWith(':')) return 0;
  return isAttribution(`${text} ${lines[at + 1]?.text ?? ''}`) ? 2 : 0;
}

/**
 * Takes a text apart into the mails it consists of: the outermost first, then what was forwarded or quoted, in
 * their order. A text that nobody forwarded is one message.
 */
export function splitMessages(lines: readonly Line[]): Message[] {
  const messages: Message[] = [];
  let current: Message = { quoted: false, lines: [], head: [] };
  let at = 0;
  for (let line = lines[at]; line !== undefined; line = lines[at]) {
    const span = isSeparator(line.text) ? 1 : attributionSpan(lines, at);
    const begin = span === 0 ? at : skipBlank(lines, at + span);
    const header = readHeader(lines, begin);
    if (span === 0 && header === undefined) {
      current.lines.push(line);
      at++;
      continue;
    }
    messages.push(current);
    const end = header?.end ?? at + span;
    current = open(header, lines.slice(at, end));
    at = end;
  }
  messages.push(current);
  return messages.filter(
    (message) => message.lines.some((line) => line.text !== '') || message.subject !== undefined,
  );
}

function skipBlank(lines: readonly Line[], from: number): number {
  let at = from;
  while (at < lines.length && at < from + 4 && lines[at]?.text === '') at++;
  return at;
}
