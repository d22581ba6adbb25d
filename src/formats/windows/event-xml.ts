import { worded } from './worded.ts';
import type { WindowsEvent } from './windows-event.ts';

/**
 * XML of Windows events. Windows escapes `<` and `>` in every value, so the first `</Event>` is the event's own, and nothing that
 * a client calls itself is an element.
 */

interface Piece {
  /** `cut`: another event begins, or the file ends, before this one has ended. `between`: what is no event. */
  kind: 'event' | 'cut' | 'between';
  start: number;
  end: number;
}

const OPEN = Buffer.from('<Event');
const CLOSE = Buffer.from('</Event>');
const SPACES = new Set([0x09, 0x0a, 0x0d, 0x20]);
const GREATER = 0x3e;

/** Where the next `<Event ` or `<Event>` begins, not `<EventData>`; -1: nowhere. */
function nextOpen(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(OPEN, from); at >= 0; at = bytes.indexOf(OPEN, at + 1)) {
    const behind = bytes[at + OPEN.length];
    if (behind === GREATER || (behind !== undefined && SPACES.has(behind))) return at;
  }
  return -1;
}

/** Declarations, the element around all events, comments, and the number that evtx_dump writes before each. */
const AROUND =
  /<\?xml [^<>]{0,300}\?>|<\/?Events(?: [^<>]{0,1000})?>|<!--.{0,1000}?-->|^Record \d{1,10}$|^\u00ef\u00bb\u00bf/gms;
const MAX_BETWEEN = 4096;

function isBetween(bytes: Buffer, start: number, end: number): boolean {
  const text = bytes.toString('latin1', start, Math.min(end, start + MAX_BETWEEN));
  return text.replaceAll(AROUND, '').trim() !== '';
}

/** The events of a file, in order. */
export function* eventsIn(content: Uint8Array): Generator<Piece> {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.length);
  let at = 0;
  let close = bytes.indexOf(CLOSE);
  for (let start = nextOpen(bytes, 0); start >= 0;) {
    if (isBetween(bytes, at, start)) yield { kind: 'between', start: at, end: start };
    // Each is looked for once, however many events have no end.
    if (close >= 0 && close < start) close = bytes.indexOf(CLOSE, start);
    const next = nextOpen(bytes, start + OPEN.length);
    const whole = close >= 0 && (next < 0 || close < next);
    const end = whole ? close + CLOSE.length : next < 0 ? bytes.length : next;
    yield { kind: whole ? 'event' : 'cut', start, end };
    at = end;
    start = next;
  }
  if (isBetween(bytes, at, bytes.length)) yield { kind: 'between', start: at, end: bytes.length };
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** A value as it was before it was escaped (XML 1.0, 4.1 and 4.6). */
function unescaped(text: string): string {
  return text.replaceAll(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return NAMED[name] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

/** Between the tags of an element that occurs once; undefined: it is not there, or empty. */
function within(text: string, name: string): string | undefined {
  const open = text.indexOf(`<${name}>`);
  const end = open < 0 ? -1 : text.indexOf(`</${name}>`, open);
  return end < 0 ? undefined : text.slice(open + name.length + 2, end);
}

const DATA = /<Data Name=(?:"([\w -]{1,64})"|'([\w -]{1,64})')(?:\s{0,8}\/>|>([^<]*)<\/Data>)/g;
const ELEMENT = /<([A-Za-z]\w{0,63})(?: [^<>]{0,300})?>([^<]*)<\/\1>/g;

/** @returns the values by their names; undefined if a name occurs twice */
function valuesOf(text: string): Map<string, string> | undefined {
  const values = new Map<string, string>();
  const data = within(text, 'EventData') ?? '';
  const own =
    data === '' ? [...(within(text, 'UserData') ?? '').matchAll(ELEMENT)] : [...data.matchAll(DATA)];
  for (const match of own) {
    const [name, value] = data === '' ? [match[1], match[2]] : [match[1] ?? match[2], match[3]];
    if (name === undefined || values.has(name)) return undefined;
    values.set(name, unescaped(value ?? ''));
  }
  return values;
}

const ID = /<EventID(?: [^<>]{0,100})?>\s{0,8}(\d{1,5})\s{0,8}<\/EventID>/;
const PROVIDER = /<Provider [^<>]{0,300}?\bName=(?:"([^"<>]{0,200})"|'([^'<>]{0,200})')/;
const TIME = /<TimeCreated [^<>]{0,100}?\bSystemTime=(?:"([^"<>]{0,64})"|'([^'<>]{0,64})')/;

/**
 * One event: what its System and its EventData, or UserData, say.
 * @returns a text if it is not one: why
 */
export function xmlEvent(text: string): (WindowsEvent & { time: string }) | string {
  const system = within(text, 'System');
  if (system === undefined) return worded('winNoSystem');
  const [, id] = ID.exec(system) ?? [];
  if (id === undefined) return worded('winNoId');
  const provider = PROVIDER.exec(system);
  const time = TIME.exec(system);
  const values = valuesOf(text);
  if (values === undefined) return worded('winTwice');
  return {
    id,
    provider: provider?.[1] ?? provider?.[2] ?? '',
    time: time?.[1] ?? time?.[2] ?? '',
    value: (name) => values.get(name),
  };
}
