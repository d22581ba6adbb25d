import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import type { RowSink } from '../../tables/rows.ts';
import { cutWords, emptyWords } from '../text/aws-words.ts';
import { readLines, recogniseLines } from '../text/line-records.ts';
import type { SkippedLine, Outcome } from '../text/line-records.ts';
import { isNone, setNumber, setPart, setText } from '../text/field-values.ts';
import type { LineFormat } from '../format.ts';
import type { Tally } from '../../tables/tally.ts';
import { emptyTail, findReply, findTail } from './s3-access-tail.ts';
import { findRequest } from '../text/http-request.ts';
import type { RequestLine } from '../text/http-request.ts';
import { parseStamp } from '../../kernel/byte-time.ts';
import { excerpt, setAddress } from '../text/line-bytes.ts';
import { BRACKET_CLOSE, QUESTION, QUOTE } from '../../kernel/ascii.ts';

const BRACKET_OPEN = 91;
/** Length of `[06/Feb/2019:00:00:38 +0000] `. */
const TIME_LENGTH = 29;

/** Places of the words behind the time: address, requester, request id, operation, key. */
const PLACE = { client: 0, requester: 1, key: 4 };
const WORDS = 5;
/** What stands for the address where a service of AWS itself acted. */
const INTERNAL = 'AWS Internal ';

const OWN: SkippedLine = { skip: worded('s3Own') };
const FORGED = worded('s3Forged');

/** Owner, bucket, time, address, requester, request id, operation, key. */
const SHAPE =
  /^(?:\S{1,300}:)?[0-9a-f]{32,64} [a-z0-9][a-z0-9.-]{2,62} \[\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] (?:[0-9a-f.:]{2,45}|-|AWS Internal) \S{1,300} \S{1,40} [A-Z0-9]{2,12}\.[A-Z0-9_.]{2,60} /;

function columns(sink: RowSink) {
  return {
    ts: sink.time('ts'),
    client: sink.address('c_ip'),
    bucket: sink.text('s_sitename'),
    user: sink.text('cs_username'),
    method: sink.text('cs_method'),
    stem: sink.text('cs_uri_stem'),
    query: sink.text('cs_uri_query'),
    version: sink.text('cs_version'),
    host: sink.text('cs_host'),
    status: sink.int('sc_status'),
    sent: sink.long('sc_bytes'),
    taken: sink.long('time_taken'),
    referer: sink.text('referer'),
    agent: sink.text('user_agent'),
  };
}

/** Reads the lines of one chunk. */
class ChunkReader {
  readonly #bytes: Uint8Array;
  readonly #columns: ReturnType<typeof columns>;
  readonly #tally: Tally;
  readonly #head = emptyWords();
  readonly #words = emptyWords();
  readonly #tail = emptyTail();
  readonly #request: RequestLine = { methodEnd: 0, uriStart: 0, uriEnd: 0, versionStart: 0 };

  constructor(bytes: Uint8Array, sink: RowSink, tally: Tally) {
    this.#bytes = bytes;
    this.#columns = columns(sink);
    this.#tally = tally;
  }

  record(start: number, end: number): Outcome {
    const bytes = this.#bytes;
    let bracket = start;
    while (bracket < end && bytes[bracket] !== BRACKET_OPEN) bracket++;
    if (bracket + TIME_LENGTH > end) return worded('s3NoBrackets');
    const seconds = parseStamp(bytes, bracket + 1);
    if (seconds < 0 || bytes[bracket + TIME_LENGTH - 2] !== BRACKET_CLOSE) {
      return worded('s3Time', { value: excerpt(bytes, bracket, bracket + TIME_LENGTH - 1) });
    }
    this.#columns.ts.set(seconds);
    cutWords(bytes, start, bracket, this.#head);
    if (this.#head.count !== 2) return worded('s3Place');
    setText(this.#columns.bucket, bytes, this.#head.starts[1]!, this.#head.ends[1]!, this.#tally);
    return this.#behindTime(bracket + TIME_LENGTH, end);
  }

  #behindTime(from: number, end: number): Outcome {
    const bytes = this.#bytes;
    const internal = this.#isInternal(from, end);
    const at = cutWords(bytes, internal ? from + 4 : from, end, this.#words);
    const { starts, ends, count } = this.#words;
    if (count < WORDS) return worded('s3Fields', { count, wanted: WORDS });
    const client = starts[PLACE.client]!;
    const clientEnd = ends[PLACE.client]!;
    const nobody = internal || isNone(bytes, client, clientEnd);
    if (!nobody && !setAddress(this.#columns.client, bytes, client, clientEnd)) {
      return worded('s3Client', { value: excerpt(bytes, client, clientEnd) });
    }
    setText(this.#columns.user, bytes, starts[PLACE.requester]!, ends[PLACE.requester]!, this.#tally);
    const quoted = count === WORDS && bytes[at] === QUOTE;
    const none = quoted ? bytes[at + 2] === QUOTE && isNone(bytes, at + 1, at + 2) : this.#isNone(WORDS);
    if (!quoted && !none) return worded('s3NoRequest');
    if (none && nobody) return OWN;
    if (none) setText(this.#columns.stem, bytes, starts[PLACE.key]!, ends[PLACE.key]!, this.#tally);
    return none ? this.#reply(quoted ? at + 4 : starts[WORDS]! + 2, end) : this.#asked(at + 1, end);
  }

  #isInternal(from: number, end: number): boolean {
    if (from + INTERNAL.length > end) return false;
    for (let i = 0; i < INTERNAL.length; i++)
      if (this.#bytes[from + i] !== INTERNAL.charCodeAt(i)) return false;
    return true;
  }

  #isNone(word: number): boolean {
    const { starts, ends, count } = this.#words;
    return word < count && isNone(this.#bytes, starts[word]!, ends[word]!);
  }

  /** The request, which the client chose: S3 does not escape the quotes in it. */
  #asked(start: number, end: number): Outcome {
    const found = findReply(this.#bytes, start, end);
    if (found.first < 0) return worded('s3NoStatus');
    this.#setRequest(start, found.first);
    if (found.only) return this.#reply(found.first + 2, end);
    this.#tally.note(FORGED);
    return undefined;
  }

  #setRequest(start: number, end: number): void {
    const bytes = this.#bytes;
    const { method, stem, query, version } = this.#columns;
    const request = this.#request;
    if (!findRequest(bytes, start, end, request)) {
      setText(stem, bytes, start, end, this.#tally);
      return;
    }
    let question = request.uriStart;
    while (question < request.uriEnd && bytes[question] !== QUESTION) question++;
    method.setBytes(bytes, start, request.methodEnd);
    setPart(stem, bytes, request.uriStart, question, this.#tally);
    setPart(query, bytes, question + 1, request.uriEnd, this.#tally);
    setText(version, bytes, request.versionStart, end, this.#tally);
  }

  /** What follows the request: status, error, bytes, size, durations, referer, agent, and what was added later. */
  #reply(from: number, end: number): Outcome {
    const bytes = this.#bytes;
    const tail = this.#tail;
    const reason = findTail(bytes, from, end, tail);
    if (reason !== undefined) return reason;
    const { starts, ends } = tail.words;
    const { status, sent, taken, referer, agent, host } = this.#columns;
    setNumber(status, bytes, starts[0]!, ends[0]!);
    setNumber(sent, bytes, starts[2]!, ends[2]!);
    setNumber(taken, bytes, starts[4]!, ends[4]!);
    setText(referer, bytes, tail.refererStart, tail.refererEnd, this.#tally);
    setText(agent, bytes, tail.agentStart, tail.agentEnd, this.#tally);
    setText(host, bytes, tail.hostStart, tail.hostEnd, this.#tally);
    return undefined;
  }
}

/**
 * Server access logs of Amazon S3. The requester (an ARN, a canonical id, `-` for anonymous) is `cs_username`, the
 * bucket `s_sitename`; where there is no request line, as for each object of a multi-object delete, the path is
 * the object's key.
 * Source: AWS documentation, "Amazon S3 server access log format".
 */
export const S3_ACCESS: LineFormat<undefined> = {
  name: 's3-access',
  title: 'Server access log of Amazon S3',
  sample:
    '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be example-bucket [02/Mar/2026:10:00:01 +0000] 203.0.113.9 - 3E57427F3EXAMPLE REST.GET.OBJECT photos/cat.jpg "GET /example-bucket/photos/cat.jpg HTTP/1.1" 200 - 4406 4406 7 6 "-" "curl/8.5.0" - s9lzHYrFp76ZVxRcpX9+5cjAnEH2ROuNkd2BHfIa6UkFVdtjf5mKR3/eTPFvsiP/XV/VLi31234= - TLS_AES_128_GCM_SHA256 - example-bucket.s3.amazonaws.com TLSv1.3 - -',
  kind: 'lines',
  table: 'requests',
  zone: ZONE.offsets,
  recognise: (head) => recogniseLines(head, SHAPE, 's3-access'),
  start: () => undefined,
  carry: () => undefined,
  parse(chunk, _state, sink, tally) {
    const reader = new ChunkReader(chunk.bytes, sink, tally);
    readLines(chunk, sink, tally, (start, end) => reader.record(start, end));
  },
};
