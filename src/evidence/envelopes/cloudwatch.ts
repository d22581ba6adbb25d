import { worded } from '../worded.ts';
import { latin1At } from '../../formats/text/line-bytes.ts';
import { LF, QUOTE } from '../../kernel/ascii.ts';
import { MAX_PREFIX } from './envelope.ts';
import type { Envelope, Unwrapping } from './envelope.ts';
import { writeString } from './json-string.ts';
import type { ByteWriter } from './unwrapped.ts';

/** What is around the messages where `aws logs` prints JSON over several lines. */
const AROUND_MESSAGES = /^\s{0,40}(?:[{}[\]],?$|"\w{1,40}": (?:[[{]|"[^"]{0,600}"|\d{1,20})[\]}]?,?$)/;
const MESSAGE = /^\s{1,40}"message": "/;

function unwrapCloudWatch(bytes: Uint8Array, start: number, end: number, out: ByteWriter): Unwrapping {
  const text = latin1At(bytes, start, Math.min(end, start + MAX_PREFIX));
  const [message] = MESSAGE.exec(text) ?? [];
  if (message === undefined) return AROUND_MESSAGES.test(text) ? 'whole' : undefined;
  const before = out.length;
  if (writeString(bytes, start + message.length, end, out) < 0) return undefined;
  out.endsLine(before);
  return 'whole';
}

/** A batch as a subscription of CloudWatch Logs delivers it, to Firehose several in one line, with nothing between them. */
const BATCH = /^\s{0,16}\{[^[{]{0,600}"messageType"\s{0,4}:\s{0,4}"(?:DATA|CONTROL)_MESSAGE"/;
/** Within a string the quotes are escaped: these are keys, and what parts two batches. */
const MESSAGE_KEY = /"message"\s{0,4}:\s{0,4}"/g;
const KIND = /"messageType"\s{0,4}:\s{0,4}"(DATA|CONTROL)_MESSAGE"/g;
/** Of one batch; Firehose takes no record that is larger. */
const LONGEST = 32 * 2 ** 20;

/** Where batches that are no data begin and end: AWS asks in this way whether the destination is there. */
function controls(text: string): { from: number; to: number }[] {
  const kinds = [...text.matchAll(KIND)].map((match) => ({
    at: match.index,
    control: match[1] === 'CONTROL',
  }));
  const found: { from: number; to: number }[] = [];
  for (const [index, { at, control }] of kinds.entries()) {
    if (control) found.push({ from: at, to: kinds[index + 1]?.at ?? text.length });
  }
  return found;
}

/** Each message of a batch becomes a line: only here lines are more than before, and a record's number is its own. */
function unwrapBatch(bytes: Uint8Array, start: number, end: number, out: ByteWriter): Unwrapping {
  if (!BATCH.test(latin1At(bytes, start, Math.min(end, start + 2 * MAX_PREFIX)))) return undefined;
  const text = latin1At(bytes, start, end);
  const asked = controls(text);
  const begin = out.length;
  let close = 0;
  for (const key of text.matchAll(MESSAGE_KEY)) {
    // What a message quotes of another batch is its own.
    if (key.index < close || asked.some(({ from, to }) => key.index > from && key.index < to)) continue;
    if (out.length > begin) out.byte(LF);
    const before = out.length;
    const ended = writeString(bytes, start + key.index + key[0].length, end, out);
    if (ended < 0) {
      // What is cut off is rejected, not lost.
      out.length = before;
      out.copy(bytes, start + key.index, end);
      return 'whole';
    }
    close = ended - start;
    out.endsLine(before);
  }
  return 'whole';
}

/** A row of `timestamp,message` as the console exports it, or `@timestamp,@message` of Logs Insights. */
const CSV_HEADER = /^"?@?timestamp"?,"?@?message"?/;
const CSV_TIME = /^"?(?:\d{13}|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3})"?,/;

function unwrapCsv(bytes: Uint8Array, start: number, end: number, out: ByteWriter): Unwrapping {
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

export const CLOUDWATCH_JSON: Envelope = { is: worded('envAwsLogs'), unwrap: unwrapCloudWatch };
export const CLOUDWATCH_BATCH: Envelope = {
  is: worded('envBatch'),
  between: ['}{"messageType"', '}{"owner"'],
  longest: LONGEST,
  unwrap: unwrapBatch,
};
export const CLOUDWATCH_CSV: Envelope = { is: worded('envCsv'), unwrap: unwrapCsv };
