import { worded } from './worded.ts';
import type { RowSink, TextColumn } from '../../tables/rows.ts';
import type { ModsecurityMessage } from '../text/error-lines/modsecurity-line.ts';
import { withoutQuery } from '../rows/event-rows.ts';
import type { AlertOutcome } from '../rows/event-rows.ts';
import { alertColumns, requestColumns } from '../rows/event-columns.ts';
import type { AlertColumns, RequestColumns } from '../rows/event-columns.ts';
import { setAddressText } from '../text/column-texts.ts';
import { CUT_NOTE, MAX_FIELD_BYTES } from '../text/line-bytes.ts';

/** A message of a rule, and the line that holds it. */
interface RuleMessage {
  line: number;
  message: ModsecurityMessage;
}

/**
 * One transaction of an audit log, whatever form it was written in. Plain: it goes from chunk to chunk. Texts are
 * as the log has them.
 */
export interface Transaction {
  /** Seconds since 1970 UTC; NaN: not known. */
  seconds: number;
  micros: number;
  client: string;
  clientPort: number;
  server: string;
  serverPort: number;
  /** The request line; empty: there was none. */
  request: string;
  requestLine: number;
  host: string;
  agent: string;
  referer: string;
  forwarded: string;
  /** -1: no answer is in the log. */
  status: number;
  messages: RuleMessage[];
  /** ModSecurity's id of it. */
  id: string;
  /** What became of it, where the log says so beside the messages; empty: it does not. */
  outcome: AlertOutcome | '';
}

/** A transaction with more messages is of a rule set gone wild; each is one row. */
export const MAX_MESSAGES = 1000;

export function emptyTransaction(): Transaction {
  return {
    seconds: Number.NaN,
    micros: 0,
    client: '',
    clientPort: -1,
    server: '',
    serverPort: -1,
    request: '',
    requestLine: 0,
    host: '',
    agent: '',
    referer: '',
    forwarded: '',
    status: -1,
    messages: [],
    id: '',
    outcome: '',
  };
}

/** Sets one of the headers that are kept; the first of a name counts. @param name in lower case */
export function setHeader(transaction: Transaction, name: string, value: string): void {
  const kept = value.slice(0, MAX_FIELD_BYTES);
  if (name === 'host') transaction.host ||= kept;
  else if (name === 'user-agent') transaction.agent ||= kept;
  else if (name === 'referer') transaction.referer ||= kept;
  else if (name === 'x-forwarded-for') transaction.forwarded ||= kept;
}

/** A transaction is one request: what one rule stopped did not pass another. */
function outcomeOf({ outcome, messages }: Transaction): AlertOutcome | '' {
  if (outcome !== '') return outcome;
  const said = new Set(messages.map(({ message }) => message.outcome));
  if (said.has('blocked')) return 'blocked';
  return said.has('passed') ? 'passed' : '';
}

const REQUEST = /^([A-Za-z_-]{1,32}) (.*?)(?: (HTTP\/[\d.]{1,4}))?$/;

/** Turns transactions into a request each, and an alert for each message of a rule. */
export class TransactionRows {
  readonly #sink: RowSink;
  readonly #note: (text: string) => void;
  readonly #decode: (text: string) => string;
  readonly #alerts: AlertColumns;
  readonly #requests: RequestColumns;

  /** @param decode what makes text out of a transaction's texts */
  constructor(sink: RowSink, note: (text: string) => void, decode: (text: string) => string) {
    this.#sink = sink;
    this.#note = note;
    this.#decode = decode;
    this.#alerts = alertColumns(sink.beside('alerts'));
    this.#requests = requestColumns(sink.beside('requests'));
  }

  /** @returns why it is no row; undefined if it is one or more */
  add(transaction: Transaction): string | undefined {
    if (Number.isNaN(transaction.seconds)) return worded('modsecNoHead');
    if (transaction.request === '' && transaction.messages.length === 0) return worded('modsecNothing');
    const wrong = transaction.request === '' ? undefined : this.#request(transaction);
    if (wrong !== undefined) {
      this.#sink.undo();
      return wrong;
    }
    for (const told of transaction.messages) {
      const reason = this.#alert(transaction, told);
      if (reason !== undefined) {
        this.#sink.undo();
        return reason;
      }
    }
    return undefined;
  }

  #request(transaction: Transaction): string | undefined {
    const columns = this.#requests;
    if (!setAddressText(columns.client, transaction.client)) return worded('textClientNoAddress');
    columns.time.set(transaction.seconds, transaction.micros);
    setAddressText(columns.server, transaction.server);
    if (transaction.clientPort >= 0) columns.clientPort.set(transaction.clientPort);
    if (transaction.serverPort >= 0) columns.serverPort.set(transaction.serverPort);
    if (transaction.status >= 0) columns.status.set(transaction.status);
    this.#text(columns.host, transaction.host);
    this.#text(columns.agent, transaction.agent);
    this.#text(columns.referer, transaction.referer);
    this.#text(columns.forwarded, transaction.forwarded);
    const [, method, uri = '', version] = REQUEST.exec(transaction.request) ?? [];
    if (method === undefined) {
      this.#text(columns.stem, transaction.request);
    } else {
      const question = uri.indexOf('?');
      this.#text(columns.method, method);
      this.#text(columns.stem, question < 0 ? uri : uri.slice(0, question));
      if (question >= 0) this.#text(columns.query, uri.slice(question + 1));
      if (version !== undefined) this.#text(columns.version, version);
    }
    columns.sink.next(transaction.requestLine);
    return undefined;
  }

  #alert(transaction: Transaction, { line, message }: RuleMessage): string | undefined {
    const columns = this.#alerts;
    if (!setAddressText(columns.src, transaction.client)) return worded('textClientNoAddress');
    columns.time.set(transaction.seconds, transaction.micros);
    setAddressText(columns.dst, transaction.server);
    if (transaction.clientPort >= 0) columns.srcPort.set(transaction.clientPort);
    if (transaction.serverPort >= 0) columns.dstPort.set(transaction.serverPort);
    columns.sensor.setText('modsecurity');
    this.#text(columns.rule, message.rule);
    this.#text(columns.message, message.message);
    if (message.severity !== undefined) this.#text(columns.severity, message.severity);
    columns.kind.setText('verdict');
    const outcome = outcomeOf(transaction);
    if (outcome !== '') columns.outcome.setText(outcome);
    const uri = REQUEST.exec(transaction.request)?.[2] ?? message.url ?? '';
    this.#text(columns.url, withoutQuery(uri) ?? '');
    this.#text(columns.requestId, transaction.id);
    columns.sink.next(line);
    return undefined;
  }

  #text(column: TextColumn, text: string): void {
    if (text === '') return;
    if (text.length > MAX_FIELD_BYTES) this.#note(CUT_NOTE);
    column.setText(this.#decode(text.slice(0, MAX_FIELD_BYTES)));
  }
}

/** A port, -1 if it is not one. */
export function portOf(text: unknown): number {
  const port = typeof text === 'number' || typeof text === 'string' ? Number(text) : Number.NaN;
  return Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : -1;
}
