import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import type { RowSink } from '../../tables/rows.ts';
import { setAddressText, setPlain } from '../text/column-texts.ts';
import { numberIn, objectIn, objectsIn, textIn } from '../text/json-fields.ts';
import { readLines } from '../text/line-records.ts';
import type { Outcome } from '../text/line-records.ts';
import { matchesOf } from './aws-waf-matches.ts';
import { alertColumns, requestColumns } from '../rows/event-columns.ts';
import type { AlertColumns, RequestColumns } from '../rows/event-columns.ts';
import type { Head, LineFormat, Recognition } from '../format.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import { LATEST } from '../../tables/times.ts';
import { isObject, jsonValues, parseValue } from '../text/json-values.ts';

type Json = Record<string, unknown>;

/** 2000, in milliseconds since 1970: the service is younger. */
const EARLIEST = 946_684_800_000;
const MAX_STATUS = 999;
const SPACE = 32;
const OPEN_OBJECT = 123;

/** What became of the request, whatever a single rule of it did. Who meets a puzzle has not come through. */
const OUTCOMES: ReadonlyMap<string, 'blocked' | 'passed'> = new Map([
  ['ALLOW', 'passed'],
  ['BLOCK', 'blocked'],
  ['CAPTCHA', 'blocked'],
  ['CHALLENGE', 'blocked'],
]);

const NOTE = worded('wafStatus');

/** The first header of that name, in whatever case it is written. */
function headerIn(headers: readonly Json[], name: string): string | undefined {
  const header = headers.find((entry) => textIn(entry, 'name')?.toLowerCase() === name);
  return header === undefined ? undefined : textIn(header, 'value');
}

/** Why the object is no record of a web ACL; undefined: it is one. */
function fault(record: unknown): string | undefined {
  if (!isObject(record)) return worded('notJsonObject');
  const timestamp = numberIn(record, 'timestamp');
  if (timestamp === undefined) return worded('wafNoTime');
  if (timestamp < EARLIEST || timestamp >= LATEST * 1000)
    return worded('wafTime', { value: String(timestamp) });
  const request = objectIn(record, 'httpRequest');
  return request === undefined || textIn(request, 'clientIp') === undefined
    ? worded('wafNoClient')
    : undefined;
}

/** Reads the lines of one chunk. */
class ChunkReader {
  readonly #bytes: Uint8Array;
  readonly #request: RequestColumns;
  readonly #alert: AlertColumns;
  readonly #tally: Tally;

  constructor(bytes: Uint8Array, sink: RowSink, tally: Tally) {
    this.#bytes = bytes;
    this.#request = requestColumns(sink);
    this.#alert = alertColumns(sink.beside('alerts'));
    this.#tally = tally;
  }

  /** A line is one record; some deliveries through Firehose leave several on one, without anything between them. */
  record(start: number, end: number, line: number): Outcome {
    const records: Json[] = [];
    const text = this.#bytes.subarray(this.#begin(start, end), end);
    for (const value of jsonValues(text)) {
      const json = parseValue(text, value);
      if ('reason' in json) return json.reason;
      const reason = fault(json.value);
      if (reason !== undefined) return reason;
      if (isObject(json.value)) records.push(json.value);
    }
    const last = records.pop();
    if (last === undefined) return worded('notJsonObject');
    for (const record of records) {
      this.#set(record, line);
      this.#request.sink.next(line);
    }
    this.#set(last, line);
    return undefined;
  }

  /** Behind the time that an export of CloudWatch Logs to S3 puts before each line. */
  #begin(start: number, end: number): number {
    const space = start + '2024-01-31T23:59:59.000Z'.length;
    const exported = this.#bytes[start] !== OPEN_OBJECT && this.#bytes[space] === SPACE;
    return exported && this.#bytes[space + 1] === OPEN_OBJECT && space < end ? space + 1 : start;
  }

  #set(record: Json, line: number): void {
    const request = objectIn(record, 'httpRequest') ?? {};
    const headers = objectsIn(request, 'headers');
    const column = this.#request;
    const tally = this.#tally;
    const millis = numberIn(record, 'timestamp') ?? 0;
    const status = numberIn(record, 'responseCodeSent');
    column.time.set(Math.floor(millis / 1000), (millis % 1000) * 1000);
    setAddressText(column.client, textIn(request, 'clientIp'));
    setPlain(column.site, textIn(record, 'httpSourceId'), tally);
    setPlain(column.host, headerIn(headers, 'host') ?? textIn(request, 'host'), tally);
    setPlain(column.method, textIn(request, 'httpMethod'), tally);
    setPlain(column.stem, textIn(request, 'uri'), tally);
    setPlain(column.query, textIn(request, 'args'), tally);
    setPlain(column.version, textIn(request, 'httpVersion'), tally);
    setPlain(column.agent, headerIn(headers, 'user-agent'), tally);
    setPlain(column.referer, headerIn(headers, 'referer'), tally);
    setPlain(column.forwarded, headerIn(headers, 'x-forwarded-for'), tally);
    if (status !== undefined && status <= MAX_STATUS) column.status.set(status);
    this.#setAlerts(record, textIn(request, 'clientIp'), millis, line);
  }

  #setAlerts(record: Json, client: string | undefined, millis: number, line: number): void {
    const request = objectIn(record, 'httpRequest') ?? {};
    const outcome = OUTCOMES.get(textIn(record, 'action') ?? '');
    for (const { rule, action, message } of matchesOf(record)) {
      const column = this.#alert;
      column.time.set(Math.floor(millis / 1000), (millis % 1000) * 1000);
      setAddressText(column.src, client);
      column.sensor.setText('aws-waf');
      setPlain(column.rule, rule, this.#tally);
      setPlain(column.severity, action, this.#tally);
      setPlain(column.message, message, this.#tally);
      column.kind.setText('verdict');
      if (outcome !== undefined) column.outcome.setText(outcome);
      setPlain(column.url, textIn(request, 'uri'), this.#tally);
      setPlain(column.requestId, textIn(request, 'requestId'), this.#tally);
      column.sink.next(line);
    }
  }
}

function recognise(head: Head): Recognition | undefined {
  const line = head.text.replace(/^(?:\u00ef\u00bb\u00bf)?\s{0,64}/, '').split('\n', 1)[0] ?? '';
  if (!/^(?:\d{4}-\d\d-\d\dT[\d:.]{8,18}Z )?\{/.test(line)) return undefined;
  const whole = ['"webaclId"', '"terminatingRuleId"', '"httpRequest"'].every((key) => line.includes(key));
  return whole ? { confidence: 0.96, because: worded('wafJson') } : undefined;
}

function parse(chunk: Chunk, _state: undefined, sink: RowSink, tally: Tally): void {
  tally.note(NOTE);
  const reader = new ChunkReader(chunk.bytes, sink, tally);
  readLines(chunk, sink, tally, (start, end, line) => reader.record(start, end, line));
}

/**
 * Logs of AWS WAF: a JSON object a line. Each record is a request; each rule that stopped it (BLOCK, CAPTCHA,
 * CHALLENGE) or counted it (COUNT) is an alert, the action its severity; what became of the request is the outcome of each.
 * Source: AWS documentation, "Log fields for web ACL traffic".
 */
export const AWS_WAF: LineFormat<undefined> = {
  name: 'aws-waf',
  title: 'AWS WAF log, a JSON object a line',
  sample:
    '{"timestamp":1772445601981,"formatVersion":1,"webaclId":"arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/shop/1a2b3c4d","terminatingRuleId":"BlockBadHosts","terminatingRuleType":"REGULAR","action":"BLOCK","httpSourceName":"ALB","httpSourceId":"123456789012-app/shop/50dc6c495c0c9188","ruleGroupList":[],"httpRequest":{"clientIp":"203.0.113.9","country":"DE","headers":[{"name":"Host","value":"shop.example.com"}],"uri":"/cart","args":"id=7","httpVersion":"HTTP/2.0","httpMethod":"GET","requestId":"1-65e2f0a1-5bdb7c1d"}}',
  kind: 'lines',
  table: 'requests',
  also: ['alerts'],
  zone: ZONE.milliseconds,
  recognise,
  start: () => undefined,
  carry: () => undefined,
  parse,
};
