import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import { LocalTime } from '../text/local-time.ts';
import type { RowSink } from '../../tables/rows.ts';
import type { Head, LineFormat, Recognition } from '../format.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import { isObject } from '../text/json-values.ts';
import { readRecords } from '../text/line-records.ts';
import { modsecurityMessage, modsecurityRule } from '../text/error-lines/modsecurity-line.ts';
import { apacheTime } from './modsecurity-parts.ts';
import {
  emptyTransaction,
  MAX_MESSAGES,
  portOf,
  setHeader,
  TransactionRows,
} from './modsecurity-transaction.ts';
import type { Transaction } from './modsecurity-transaction.ts';
import { utf8At } from '../text/line-bytes.ts';
import { daysOf, parseClock } from '../../kernel/byte-time.ts';
import { monthDayAt } from '../text/missing-year.ts';
import { microsOf } from '../text/sensor-time.ts';
import { objectIn, textOfValue, valuesIn } from '../text/json-fields.ts';

/**
 * `SecAuditLogFormat JSON`: one transaction a line. Versions 2.9 and 3 name everything differently. Of a header
 * that occurs twice in a request the last one is read.
 */
interface JsonState {
  zone: string | undefined;
}

/** The object under a name; an empty one if there is none. */
function partIn(value: Record<string, unknown>, name: string): Record<string, unknown> {
  return objectIn(value, name) ?? {};
}

function setHeaders(transaction: Transaction, headers: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(headers).slice(0, 500)) {
    setHeader(transaction, name.toLowerCase(), textOfValue(value));
  }
}

function statusOf(value: unknown): number {
  const status = Number(textOfValue(value));
  return Number.isInteger(status) && status >= 100 && status <= 999 ? status : -1;
}

/** `Sat Nov 21 22:10:03 2026`, local (asctime of C). */
function ctime(text: string, time: LocalTime): number {
  const bytes = Buffer.from(text.slice(0, 40), 'latin1');
  const monthDay = monthDayAt(bytes, 4, bytes.length);
  const day = daysOf(Number(text.slice(20, 24)), monthDay >> 5, monthDay & 31);
  const second = parseClock(bytes, 11);
  return text.length !== 24 || monthDay < 0 || day < 0 || second < 0 ? Number.NaN : time.utc(day, second);
}

/**
 * Version 3 does not write of each rule what it did. Where it only watches, all passed; an answer that is no error was served.
 * Of an error it is not known whether a rule or the site gave it.
 */
function outcomeOf3(inner: Record<string, unknown>, status: number): Transaction['outcome'] {
  if (inner['is_interrupted'] === true) return 'blocked';
  if (inner['is_interrupted'] === false) return 'passed';
  const engine = textOfValue(partIn(inner, 'producer')['secrules_engine']).toLowerCase();
  return engine === 'detectiononly' || (status >= 200 && status < 300) ? 'passed' : '';
}

/** libmodsecurity 3: everything within `transaction`. */
function version3(outer: Record<string, unknown>, line: number, time: LocalTime): Transaction {
  const inner = partIn(outer, 'transaction');
  const request = partIn(inner, 'request');
  const made = emptyTransaction();
  made.seconds = ctime(textOfValue(inner['time_stamp']), time);
  made.client = textOfValue(inner['client_ip']);
  made.clientPort = portOf(inner['client_port']);
  made.server = textOfValue(inner['host_ip']);
  made.serverPort = portOf(inner['host_port']);
  const version = textOfValue(request['http_version']);
  const method = textOfValue(request['method']);
  if (method !== '')
    made.request = `${method} ${textOfValue(request['uri'])}${/^[\d.]{1,4}$/.test(version) ? ` HTTP/${version}` : ''}`;
  made.requestLine = line;
  setHeaders(made, partIn(request, 'headers'));
  made.status = statusOf(partIn(inner, 'response')['http_code']);
  made.id = textOfValue(inner['unique_id']);
  made.outcome = outcomeOf3(inner, made.status);
  for (const message of valuesIn(inner, 'messages').slice(0, MAX_MESSAGES)) {
    if (!isObject(message)) continue;
    const details = partIn(message, 'details');
    const told = modsecurityRule(
      textOfValue(details['ruleId']).slice(0, 20),
      textOfValue(message['message']),
      textOfValue(details['severity']),
    );
    made.messages.push({ line, message: told });
  }
  return made;
}

/** `21/Nov/2026:22:10:03.123456 +0000`, with two signs where Apache's own writer put one too many. */
const TIME_2 = /^(\d\d\/[A-Za-z]{3}\/\d{4}:\d\d:\d\d:\d\d)(?:\.(\d{1,6}))? ([+-]+)(\d{4})$/;

/** ModSecurity 2.9: `transaction`, `request`, `response` and `audit_data` side by side. */
function version2(outer: Record<string, unknown>, line: number): Transaction {
  const inner = partIn(outer, 'transaction');
  const request = partIn(outer, 'request');
  const made = emptyTransaction();
  const [, time, fraction, sign = '', offset] = TIME_2.exec(textOfValue(inner['time'])) ?? [];
  if (time !== undefined && offset !== undefined) made.seconds = apacheTime(time, sign.slice(-1) + offset);
  made.micros = microsOf(fraction);
  made.client = textOfValue(inner['remote_address']);
  made.clientPort = portOf(inner['remote_port']);
  made.server = textOfValue(inner['local_address']);
  made.serverPort = portOf(inner['local_port']);
  made.request = textOfValue(request['request_line']);
  made.requestLine = line;
  setHeaders(made, partIn(request, 'headers'));
  made.status = statusOf(partIn(outer, 'response')['status']);
  made.id = textOfValue(inner['transaction_id']);
  if (partIn(partIn(outer, 'audit_data'), 'action')['intercepted'] === true) made.outcome = 'blocked';
  for (const text of valuesIn(partIn(outer, 'audit_data'), 'messages').slice(0, MAX_MESSAGES)) {
    const message = modsecurityMessage(textOfValue(text));
    if (message !== undefined) made.messages.push({ line, message });
  }
  return made;
}

function transactionOf(text: string, line: number, time: LocalTime): Transaction | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return worded('notJson');
  }
  if (!isObject(value) || !isObject(value['transaction'])) return worded('modsecNoObject');
  return 'remote_address' in value['transaction'] ? version2(value, line) : version3(value, line, time);
}

function parse(chunk: Chunk, state: JsonState, sink: RowSink, tally: Tally): void {
  const rows = new TransactionRows(
    sink,
    (text) => tally.note(text),
    (text) => text,
  );
  const time = new LocalTime(state.zone);
  readRecords(chunk, sink, tally, (start, end, line) => {
    const transaction = transactionOf(utf8At(chunk.bytes, start, end), line, time);
    return typeof transaction === 'string' ? transaction : rows.add(transaction);
  });
  time.note(tally);
}

function recognise(head: Head): Recognition | undefined {
  const text = head.text.replace(/^\s{1,100}/, '');
  if (!/^\{\s{0,8}"transaction"\s{0,8}:\s{0,8}\{/.test(text)) return undefined;
  const first = text.slice(0, 4096);
  if (/"time_stamp"\s{0,4}:/.test(first) && /"client_ip"\s{0,4}:/.test(first))
    return { confidence: 0.95, because: worded('modsecJson3') };
  return /"transaction_id"\s{0,4}:/.test(first) && /"remote_address"\s{0,4}:/.test(first)
    ? { confidence: 0.95, because: worded('modsecJson2') }
    : undefined;
}

/** ModSecurity's audit log as JSON, versions 2.9 and 3. */
export const MODSECURITY_JSON: LineFormat<JsonState> = {
  name: 'modsecurity-json',
  title: 'ModSecurity audit log (JSON)',
  sample:
    '{"transaction":{"client_ip":"203.0.113.9","time_stamp":"Sat Nov 21 22:10:03 2026","client_port":52114,"host_ip":"192.0.2.5","host_port":443,"request":{"method":"GET","http_version":1.1,"uri":"/?id=1","headers":{"Host":"www.example.org"}},"response":{"http_code":403,"headers":{}},"messages":[{"message":"SQL Injection Attack","details":{"ruleId":"942100","severity":"2"}}]}}',
  kind: 'lines',
  table: 'alerts',
  also: ['requests'],
  zone: ZONE.assumed,
  local: true,
  zoneIn: ({ text }) => (/"remote_address"\s{0,4}:/.test(text) ? ZONE.offsets : undefined),
  recognise,
  start: (_head, { zone }) => ({ zone }),
  carry: (_chunk, state) => state,
  parse,
};
