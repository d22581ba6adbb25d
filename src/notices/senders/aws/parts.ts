import type { Line } from '../../lines.ts';
import { beginsReport } from '../../third-party/begins.ts';

/** A message taken apart: what AWS says, and what it passes on. */
export interface Parts {
  own: Line[];
  /** The third party's text, as received. */
  forwarded: string[];
  /** How many quote marks come before the notice's lines. */
  depth: number;
  /** The third party's text goes on at the end of the message. */
  open: boolean;
  /** Index of the first line behind the notice: another one may follow. */
  next: number;
}

/** Words that are in AWS's notices and make a line part of one. */
const MARKS =
  /abuse report|aws resource|implicated in|acceptable use policy|reported activity|abuse time|required actions?|report (?:begin|end) time|remote (?:ip|port)|total (?:bytes|packets) (?:sent|received)|action taken|have taken the following|final notification|not received a response|not heard back|ec2 instance id|instance id|(?:aws|account) id\s*:|aws account|account contact|security contact|region\(s\)|trust & safety|ec2 abuse|aws abuse|24 hours|destination (?:ips|ports)|log extract|reply (?:directly )?to this email/i;

/** `DOS,i-…,2017-01-01 12:00:00 PDT,…`: a line of the comma-separated layout. */
export const CSV_LINE = /^\s*([A-Z][A-Z _-]{1,24}),\s{0,4}(i-[0-9a-fA-FxX*]{8,17}),/;

const BLOCKED = /^[\s*-]{0,10}(?:blocked|isolated|disabled)\b/i;
const FORWARDED_BEGIN =
  /^[\s-]{0,80}(?:beginning of forwarded report|forwarded report)(?:\(s\)|s)?[\s-:]{0,80}$/i;
const FORWARDED_END = /^[\s-]{0,80}end of forwarded report(?:\(s\)|s)?[\s-]{0,80}$/i;
const SIGNATURE =
  /^(?:the )?(?:aws|amazon web services|amazon ec2|amazon)(?: ec2)? (?:trust (?:&|and) safety|abuse)(?: team)?[.,]?$/i;
const REPORT_BELOW =
  /(?:original )?reports? (?:below|is attached below)|original report|added the report below/i;
/** Labels of AWS's own block that may come after its signature. */
const OWN_LABEL =
  /^\s*(?:aws id|account id|account contact|security contact|aws account id|region\(s\)|details of the abusive)/i;

function isMarked(line: Line): boolean {
  return MARKS.test(line.text) || CSV_LINE.test(line.text) || BLOCKED.test(line.text);
}

/**
 * Where the lines end that are as deep in quotes as the notice is. A line less deep in between is taken for the
 * rest of a line that a mail program broke; a line less deep after them is the forwarder's.
 */
function depthEnd(lines: readonly Line[], first: number): number {
  const depth = lines[first]?.depth ?? 0;
  if (depth === 0) return lines.length;
  for (const [at, line] of lines.entries()) {
    if (at < first) continue;
    const before = lines[at - 1];
    const broken =
      before !== undefined &&
      before.depth >= depth &&
      before.text !== '' &&
      (lines[at + 1]?.depth ?? 0) >= depth;
    if (line.depth < depth && line.text !== '' && !broken) return at;
  }
  return lines.length;
}

/** Does AWS's frame around the third party's text end in these lines? */
export function endsForwarded(lines: readonly Line[]): boolean {
  return lines.some((line) => FORWARDED_END.test(line.text));
}

function forwardedFrom(lines: readonly Line[]): {
  ownEnd: number;
  begin: number;
  end: number;
  open: boolean;
} {
  const marker = lines.findIndex((line) => FORWARDED_BEGIN.test(line.text));
  if (marker >= 0) {
    const end = lines.findIndex((line, index) => index > marker && FORWARDED_END.test(line.text));
    return { ownEnd: marker, begin: marker + 1, end: end < 0 ? lines.length : end, open: end < 0 };
  }
  const signature = lines.findIndex((line) => SIGNATURE.test(line.text.trim()));
  if (signature < 0 || !lines.slice(0, signature).some((line) => REPORT_BELOW.test(line.text))) {
    const start = lines.findIndex((line) => beginsReport(line.text));
    const ownEnd = start < 0 ? lines.length : start;
    return { ownEnd, begin: ownEnd, end: lines.length, open: false };
  }
  let begin = signature + 1;
  lines.forEach((line, index) => {
    // A label's value is on the next line.
    if (OWN_LABEL.test(line.text)) begin = Math.max(begin, Math.min(index + 2, lines.length));
  });
  return { ownEnd: begin, begin, end: lines.length, open: true };
}

/** The third party's lines without blank ones at both ends; quote marks deeper than the notice's are its own. */
function trimmed(lines: readonly Line[], depth: number): string[] {
  const texts = lines.map(
    (line) => (line.depth > depth ? '> '.repeat(line.depth - depth) : '') + line.raw.trimEnd(),
  );
  const first = texts.findIndex((text) => text.trim() !== '');
  return first < 0 ? [] : texts.slice(first, texts.findLastIndex((text) => text.trim() !== '') + 1);
}

/**
 * Finds the first notice in the lines: from its first marked line to its last, without what somebody wrote before
 * and after it. Undefined if no line is marked.
 */
export function takeApart(message: readonly Line[]): Parts | undefined {
  const first = message.findIndex(isMarked);
  if (first < 0) return undefined;
  const next = depthEnd(message, first);
  const lines = message.slice(first, next);
  const depth = lines[0]?.depth ?? 0;
  const { own: around, extracts } = withoutExtracts(lines);
  if (extracts.length > 0)
    return { own: around, forwarded: trimmed(extracts, depth), depth, open: false, next };
  const { ownEnd, begin, end, open } = forwardedFrom(lines);
  const own = lines.slice(0, ownEnd);
  const last = own.findLastIndex(isMarked);
  const valueEnd = lastValue(own, last);
  return {
    own: own.slice(0, valueEnd + 1),
    forwarded: trimmed(lines.slice(begin, end), depth),
    depth,
    open: open && next === message.length,
    next,
  };
}

/** `* Log Extract:` and a line of `<<<`, in the notices of 2012 to 2016; `>>>` ends it, which reads as three empty quotes. */
const EXTRACT = /^[\s*]{0,10}(?:log extract|comments)\s{0,5}:/i;
const EXTRACT_BEGIN = /^\s{0,20}<{3}\s{0,20}$/;
const EXTRACT_MARKS = 3;

/** The third party's extracts taken out of the lines: they are in the middle of the mail, and the notice's own words go on after them. */
function withoutExtracts(lines: readonly Line[]): { own: Line[]; extracts: Line[] } {
  const own: Line[] = [];
  const extracts: Line[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at];
    if (line === undefined) break;
    const begins = EXTRACT_BEGIN.test(line.text) && EXTRACT.test(lines[at - 1]?.text ?? '');
    const end = begins
      ? lines.findIndex(
          ({ raw, depth }, index) => index > at && raw === '' && depth === line.depth + EXTRACT_MARKS,
        )
      : -1;
    if (end < 0) own.push(line);
    else {
      for (const each of lines.slice(at + 1, end)) extracts.push(each);
      at = end;
    }
  }
  return { own, extracts };
}

/** Index of the last line of the paragraph that the line is in: a value may follow its label. */
function lastValue(lines: readonly Line[], last: number): number {
  let at = last;
  const label = lines[last]?.text.trimEnd().endsWith(':') === true;
  if (label && lines[at + 1]?.text === '') at++;
  while (at + 1 < lines.length && lines[at + 1]?.text !== '') at++;
  return at;
}
