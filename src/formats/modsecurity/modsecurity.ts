import { worded } from './worded.ts';
import { messageOf } from '../../model/reason.ts';
import { ZONE } from '../../tables/zones.ts';
import type { RowSink } from '../../tables/rows.ts';
import type { Head, LineFormat, Recognition } from '../format.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import { boundaryOf, Parts } from './modsecurity-parts.ts';
import type { OpenTransaction } from './modsecurity-parts.ts';
import { TransactionRows } from './modsecurity-transaction.ts';
import { utf8Of } from '../text/column-texts.ts';
import { blankReason, excerpt, latin1At, lineEnd } from '../text/line-bytes.ts';
import { CR, DASH } from '../../kernel/ascii.ts';

interface AuditState {
  /** The transaction that the chunk before has left open. */
  open: OpenTransaction | undefined;
}

const WITHIN = worded('modsecWithin');
const INDEX = worded('modsecIndex');

/**
 * The end of a line of a concurrent log's index: where the transaction is, `/20261121/20261121-2210/
 * 20261121-221003-ID offset size md5:…`.
 */
const INDEX_TAIL =
  /\/\d{8}\/\d{8}-\d{4}\/\d{8}-\d{6}-\S{1,100} \d{1,15}(?:\.\d{1,9})? \d{1,15}(?:\.\d{1,9})? (?:md5:)?[0-9a-f]{32}$/;
const TAIL = 300;

/** Places of each line of a chunk, without its line end. */
function* linesOf({ bytes, start, end, line }: Chunk): Generator<{ from: number; to: number; line: number }> {
  let number = line;
  for (let from = start; from < end; number++) {
    const feed = lineEnd(bytes, from, end);
    yield { from, to: feed > from && bytes[feed - 1] === CR ? feed - 1 : feed, line: number };
    from = feed + 1;
  }
}

function isDashed(bytes: Uint8Array, from: number, to: number): boolean {
  return to - from > 2 && bytes[from] === DASH && bytes[from + 1] === DASH;
}

function carry(chunk: Chunk, state: AuditState): AuditState {
  const { bytes } = chunk;
  const parts = new Parts(structuredClone(state.open));
  for (const { from, to, line } of linesOf(chunk)) {
    parts.step(to - from, isDashed(bytes, from, to), line, () => latin1At(bytes, from, to));
  }
  return { open: parts.open };
}

function cutReason({ line }: OpenTransaction): string {
  return worded('modsecCut', { line });
}

function parse(chunk: Chunk, state: AuditState, sink: RowSink, tally: Tally): void {
  const { bytes, start, offset } = chunk;
  const rows = new TransactionRows(sink, (text) => tally.note(text), utf8Of);
  const parts = new Parts(structuredClone(state.open));
  for (const { from, to, line } of linesOf(chunk)) {
    const step = parts.step(to - from, isDashed(bytes, from, to), line, () => latin1At(bytes, from, to));
    if (step.kind === 'end') {
      const reason = rows.add(step.ended.transaction);
      if (reason === undefined) tally.parsed();
      else
        tally.rejected(
          step.ended.line,
          offset + from - start,
          worded('modsecTransaction', { why: messageOf(reason) }),
        );
    } else if (step.kind === 'outside') {
      outside(bytes, from, to, (reason) => tally.rejected(line, offset + from - start, reason), tally);
    } else if (step.cut !== undefined) {
      tally.rejected(line, offset + from - start, cutReason(step.cut));
    } else {
      tally.skipped(WITHIN);
    }
  }
}

function outside(
  bytes: Uint8Array,
  from: number,
  to: number,
  rejected: (reason: string) => void,
  tally: Tally,
): void {
  const blank = blankReason(bytes, from, to);
  if (blank !== undefined) tally.skipped(blank);
  else if (INDEX_TAIL.test(latin1At(bytes, Math.max(from, to - TAIL), to))) tally.skipped(INDEX);
  else rejected(worded('modsecOutside', { line: excerpt(bytes, from, to) }));
}

function recognise(head: Head): Recognition | undefined {
  const [first = '', second = ''] = head.text.replace(/^\s{1,100}/, '').split('\n', 2);
  const boundary = boundaryOf(first.trimEnd());
  if (boundary !== undefined) {
    return {
      confidence: boundary.part === 'A' ? 0.97 : 0.7,
      because: worded('modsecBegins', { part: boundary.part }),
    };
  }
  if (INDEX_TAIL.test(first.trimEnd().slice(-TAIL)))
    return { confidence: 0.97, because: worded('modsecIndexLines') };
  const inside =
    second !== '' &&
    /^(--[0-9a-f]{8}-|---[0-9A-Za-z]{1,40}---)Z--\r?\n\s{0,8}(--[0-9a-f]{8}-|---[0-9A-Za-z]{1,40}---)A--\r?$/m.test(
      head.text,
    );
  return inside
    ? {
        confidence: 0.6,
        because: worded('modsecMiddle'),
      }
    : undefined;
}

/** ModSecurity's audit log as text: serial, or the file of one transaction of a concurrent one; versions 2 and 3. */
export const MODSECURITY: LineFormat<AuditState> = {
  name: 'modsecurity',
  title: 'ModSecurity audit log (native, serial or concurrent)',
  sample: [
    '--1a2b3c4d-A--',
    '[21/Nov/2026:22:10:03 +0000] aR5uY6k1xMIAAAEAAAA 203.0.113.9 52114 192.0.2.5 443',
    '--1a2b3c4d-B--',
    "GET /item?id=1'%20OR%201=1 HTTP/1.1",
    'Host: www.example.org',
    '--1a2b3c4d-H--',
    'Message: Warning. detected SQLi using libinjection. [file "/etc/modsecurity/crs/REQUEST-942.conf"] [line "45"] [id "942100"] [msg "SQL Injection Attack Detected via libinjection"] [severity "CRITICAL"]',
    '--1a2b3c4d-Z--',
  ].join('\n'),
  kind: 'lines',
  table: 'alerts',
  also: ['requests'],
  zone: ZONE.offsets,
  recognise,
  start: () => ({ open: undefined }),
  carry,
  parse,
  atEnd: ({ open }) => (open === undefined ? undefined : worded('modsecFileEnds', { line: open.line })),
};
