import { latin1At } from '../../formats/text/line-bytes.ts';
import { LF, QUOTE } from '../../kernel/ascii.ts';
import { MAX_PREFIX, type Envelope, type Unwrapping } from './envelope.ts';
import { writeString } from './json-string.ts';
import type { Unwrapped } from './unwrapped.ts';

/** What stands around the messages where `aws logs` prints JSON over several lines. */
const AROUND_MESSAGES = /^\s{0,40}(?:[{}[\]],?$|"\w{1,40}": (?:[[{]|"[^"]{0,600}"|\d{1,20})[\]}]?,?$)/;
const MESSAGE = /^\s{1,40}"message": "/;

function unwrapCloudWatch(bytes: Uint8Array, start: number, end: number, out: Unwrapped): Unwrapping {
  const text = latin1At(bytes, start, Math.min(end, start + MAX_PREFIX));
  const [message] = MESSAGE.exec(text) ?? [];
  if (message === undefined) return AROUND_MESSAGES.test(text) ? 'whole' : undefined;
  const before = out.length;
  if (writeString(bytes, start + message.length, end, out) < 0) return undefined;
  out.endsLine(before);
  return 'whole';
}

/** A batch as a subscription of CloudWatch Logs delivers it, to Firehose several in one line. */
const BATCH = /^\{"messageType":"(?:DATA|CONTROL)_MESSAGE",/;
const DATA_BATCH = '"messageType":"DATA_MESSAGE"';
/** Within a string the quotes are escaped: this is a key. */
const MESSAGE_KEY = Buffer.from('"message":"');

/** Each message of a batch becomes a line: only here lines are more than before, and a record's number is its own. */
function unwrapBatch(bytes: Uint8Array, start: number, end: number, out: Unwrapped): Unwrapping {
  const head = latin1At(bytes, start, Math.min(end, start + MAX_PREFIX));
  if (!BATCH.test(head)) return undefined;
  // AWS asks in this way whether the destination is there.
  if (!head.includes(DATA_BATCH)) return 'whole';
  const line = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start);
  const begin = out.length;
  for (let key = line.indexOf(MESSAGE_KEY); key >= 0;) {
    if (out.length > begin) out.byte(LF);
    const before = out.length;
    const close = writeString(bytes, start + key + MESSAGE_KEY.length, end, out);
    if (close < 0) {
      // What is cut off is rejected, not lost.
      out.length = before;
      out.copy(bytes, start + key, end);
      return 'whole';
    }
    out.endsLine(before);
    key = line.indexOf(MESSAGE_KEY, close - start);
  }
  return 'whole';
}

/** A row of `timestamp,message` as the console exports it, or `@timestamp,@message` of Logs Insights. */
const CSV_HEADER = /^"?@?timestamp"?,"?@?message"?/;
const CSV_TIME = /^"?(?:\d{13}|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3})"?,/;

function unwrapCsv(bytes: Uint8Array, start: number, end: number, out: Unwrapped): Unwrapping {
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

export const CLOUDWATCH_JSON: Envelope = { is: 'in the JSON that aws logs prints', unwrap: unwrapCloudWatch };
export const CLOUDWATCH_BATCH: Envelope = {
  is: 'a batch of messages that a subscription of CloudWatch Logs delivers',
  unwrap: unwrapBatch,
};
export const CLOUDWATCH_CSV: Envelope = { is: 'in the CSV of CloudWatch Logs', unwrap: unwrapCsv };
