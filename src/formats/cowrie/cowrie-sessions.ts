import { numberIn, textIn } from '../text/json-fields.ts';
import type { Chunk } from '../../tables/tally.ts';
import { isObject, parseValue } from '../text/json-values.ts';
import type { Json } from '../text/sensor-lines.ts';
import { lineEnd } from '../text/line-bytes.ts';

/** Who is at both ends of a session: only its first event says so. */
export interface Session {
  src: string | undefined;
  srcPort: number | undefined;
  dst: string | undefined;
  /** `ssh` or `telnet`. */
  protocol: string | undefined;
}

/** Sessions that are open, by their id, the oldest first. */
export type Sessions = Map<string, Session>;

/** No honeypot has as many sessions open; a hostile file would fill the memory with them. */
const MAX_SESSIONS = 10_000;
const MAX_ID = 64;
const MAX_ADDRESS = 64;

const OPENED = 'cowrie.session.connect';
const CLOSED = 'cowrie.session.closed';
/** What the names of both have in common. */
const MARK = Buffer.from('cowrie.session.c');

/** A text of an address or a name of a protocol, which are short. */
function shortText(event: Json, key: string): string | undefined {
  const text = textIn(event, key);
  return text === undefined || text.length > MAX_ADDRESS ? undefined : text;
}

/** Keeps the session that an event opens, and forgets the one that it closes. */
export function follow(sessions: Sessions, event: Json): void {
  const name = textIn(event, 'eventid');
  if (name !== OPENED && name !== CLOSED) return;
  const id = textIn(event, 'session');
  if (id === undefined || id.length > MAX_ID) return;
  sessions.delete(id);
  if (name === CLOSED) return;
  sessions.set(id, {
    src: shortText(event, 'src_ip'),
    srcPort: numberIn(event, 'src_port'),
    dst: shortText(event, 'dst_ip'),
    protocol: shortText(event, 'protocol'),
  });
  if (sessions.size <= MAX_SESSIONS) return;
  for (const oldest of sessions.keys()) {
    sessions.delete(oldest);
    return;
  }
}

/** The session that the event belongs to; undefined if its beginning was not seen. */
export function sessionOf(sessions: Sessions, event: Json): Session | undefined {
  const id = textIn(event, 'session');
  return id === undefined ? undefined : sessions.get(id);
}

/** The sessions open after the chunk. Parses the lines that open or close one, and no others. */
export function sessionsAfter(chunk: Chunk, before: Sessions): Sessions {
  const { bytes, start, end } = chunk;
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let found = view.indexOf(MARK, start);
  if (found < 0 || found >= end) return before;
  const sessions = new Map(before);
  while (found >= 0 && found < end) {
    const begin = Math.max(view.lastIndexOf(10, found) + 1, start);
    const stop = lineEnd(bytes, found, end);
    const json = parseValue(bytes, { start: begin, end: stop, closed: true });
    if ('value' in json && isObject(json.value)) follow(sessions, json.value);
    found = stop < end ? view.indexOf(MARK, stop) : -1;
  }
  return sessions;
}
