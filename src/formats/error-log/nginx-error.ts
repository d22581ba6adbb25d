import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import { readRecords, recogniseLines } from '../text/line-records.ts';
import { ErrorRows, lineText } from '../rows/error-rows.ts';
import type { LineFormat } from '../format.ts';
import type { Chunk } from '../../tables/tally.ts';
import {
  FORGED_NOTE,
  hasHeader,
  MAX_MESSAGE_BYTES,
  nginxErrorRecord,
} from '../text/error-lines/nginx-error-line.ts';
import { lineEnd } from '../text/line-bytes.ts';
import { LF } from '../../kernel/ascii.ts';

interface State {
  zone: string | undefined;
  /** A program's message of several lines is open: lines that begin before this offset in the file are its own. */
  openUntil: number;
}

const SHAPE = /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d \[[a-z]{4,6}\] \d{1,10}#\d{1,10}: /;
/** How nginx begins and ends what a program (PHP) wrote; between, the program's lines are as they were written. */
const OPENS = 'sent in stderr: "';
const OPEN_BYTES = Buffer.from(OPENS);
const CLOSES = '" while ';
const BEGUN = { skip: worded('errorBegun') };
const CONTINUED = { skip: worded('errorContinued') };

/** Does a program's message begin in this line and not end in it? */
function opens(text: string): boolean {
  const at = text.indexOf(OPENS);
  return at >= 0 && at < 200 && hasHeader(text) && !text.includes(CLOSES, at);
}

function viewOf({ bytes, start, end }: Chunk): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start);
}

/** Follows messages of several lines through a chunk. */
function carry(chunk: Chunk, state: State): State {
  const view = viewOf(chunk);
  let { openUntil } = state;
  let at = 0;
  while (at < view.length) {
    if (chunk.offset + at < openUntil) {
      const end = lineEnd(view, at, view.length);
      if (view.toString('latin1', at, end).includes(CLOSES)) openUntil = 0;
      at = end + 1;
      continue;
    }
    const found = view.indexOf(OPEN_BYTES, at);
    if (found < 0) break;
    const start = found === 0 ? 0 : view.lastIndexOf(LF, found - 1) + 1;
    const end = lineEnd(view, found, view.length);
    if (start >= at && opens(view.toString('latin1', start, end)))
      openUntil = chunk.offset + start + MAX_MESSAGE_BYTES;
    at = end + 1;
  }
  return openUntil === state.openUntil ? state : { ...state, openUntil };
}

/**
 * nginx's error log: what was not found, forbidden or limited, by client; failed Basic logins; ModSecurity 3's rules
 * where they are logged there.
 */
export const NGINX_ERROR: LineFormat<State> = {
  name: 'nginx-error',
  title: 'nginx error log',
  sample:
    '2025/10/10 13:55:36 [error] 1234#1234: *567 open() "/var/www/html/.env" failed (2: No such file or directory), ' +
    'client: 203.0.113.9, server: example.com, request: "GET /.env HTTP/1.1", host: "example.com"',
  kind: 'lines',
  table: 'alerts',
  also: ['logins'],
  zone: ZONE.assumed,
  local: true,
  recognise: (head) => recogniseLines(head, SHAPE, 'nginx-error'),
  start: (_head, { zone }) => ({ zone, openUntil: 0 }),
  carry,
  parse(chunk, state, sink, tally) {
    const rows = new ErrorRows(sink, tally, state.zone);
    const unclear = (): void => tally.note(FORGED_NOTE);
    let { openUntil } = state;
    readRecords(chunk, sink, tally, (start, end, line) => {
      const text = lineText(chunk, start, end, tally);
      const offset = chunk.offset + start - chunk.start;
      if (offset < openUntil) {
        if (text.includes(CLOSES)) openUntil = 0;
        return CONTINUED;
      }
      if (opens(text)) {
        openUntil = offset + MAX_MESSAGE_BYTES;
        return BEGUN;
      }
      const record = nginxErrorRecord(text, unclear);
      return typeof record === 'string' || 'skip' in record ? record : rows.add(record, line);
    });
    rows.note(tally);
  },
};
