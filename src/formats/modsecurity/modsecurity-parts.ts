import { modsecurityMessage } from '../text/error-lines/modsecurity-line.ts';
import { emptyTransaction, MAX_MESSAGES, portOf, setHeader } from './modsecurity-transaction.ts';
import type { Transaction } from './modsecurity-transaction.ts';
import { MAX_FIELD_BYTES } from '../text/line-bytes.ts';
import { parseStamp } from '../../kernel/byte-time.ts';
import { microsOf } from '../text/sensor-time.ts';

/**
 * The parts of a serial audit log (ModSecurity Reference Manual, "ModSecurity 2 Data Formats"; libmodsecurity 3
 * writes the same with three dashes). Lines begin with a part's boundary only where ModSecurity wrote one: bodies
 * hold whatever was sent, so only the boundary of the transaction that is open counts.
 */
export interface OpenTransaction {
  /** `--1a2b3c4d-` or `---tR5uY6k1---`: what each of its boundaries begins with. */
  mark: string;
  /** Number of its first line. */
  line: number;
  part: string;
  /** Lines of the part so far. */
  lines: number;
  /** Bytes of the part, bounded where it is a body. */
  bytes: number;
  transaction: Transaction;
}

/** Parts that hold what was sent or answered, line ends included: C and I request bodies, E the answer's. */
const BODIES = new Set(['C', 'E', 'I']);
/**
 * A body that is longer than this has lost its transaction's end. ModSecurity keeps 12.5 MiB of a request
 * (`SecRequestBodyLimit`, default 13,107,200 bytes).
 */
const MAX_BODY = 16 * 2 ** 20;

const BOUNDARY = /^(--[0-9a-f]{8}-|---[0-9A-Za-z]{1,40}---)([A-Z])--$/;
const LONGEST_BOUNDARY = 60;

/** @returns the mark and the part of a boundary, if the line is one */
export function boundaryOf(line: string): { mark: string; part: string } | undefined {
  if (line.length > LONGEST_BOUNDARY || !line.startsWith('--')) return undefined;
  const [, mark, part] = BOUNDARY.exec(line) ?? [];
  return mark === undefined || part === undefined ? undefined : { mark, part };
}

/** What a line did to the transactions. */
export type Step =
  /** It belongs to no transaction. */
  | { kind: 'outside' }
  /** It is part of one, `cut` being the one before that has lost its end. */
  | { kind: 'within'; cut?: OpenTransaction }
  | { kind: 'end'; ended: OpenTransaction };

const WITHIN: Step = { kind: 'within' };
const OUTSIDE: Step = { kind: 'outside' };

/** Goes through an audit log line by line and keeps the open transaction. */
export class Parts {
  open: OpenTransaction | undefined;

  constructor(open: OpenTransaction | undefined) {
    this.open = open;
  }

  /**
   * @param bytes length of the line
   * @param text called where the line's text is needed: of a body it is not
   */
  step(bytes: number, dashes: boolean, number: number, text: () => string): Step {
    const boundary = dashes && bytes <= LONGEST_BOUNDARY ? boundaryOf(text()) : undefined;
    const open = this.open;
    if (open !== undefined && boundary?.mark === open.mark) return this.#next(open, boundary.part);
    const begins = boundary?.part === 'A';
    if (open === undefined) return begins ? this.#begin(boundary.mark, number) : OUTSIDE;
    open.bytes += bytes + 1;
    open.lines++;
    if (BODIES.has(open.part)) {
      if (open.bytes <= MAX_BODY || !begins) return WITHIN;
    } else if (!begins) {
      readLine(open, text(), number);
      return WITHIN;
    }
    return { ...this.#begin(boundary.mark, number), cut: open };
  }

  #begin(mark: string, line: number): { kind: 'within' } {
    this.open = { mark, line, part: 'A', lines: 0, bytes: 0, transaction: emptyTransaction() };
    return { kind: 'within' };
  }

  #next(open: OpenTransaction, part: string): Step {
    open.part = part;
    open.lines = 0;
    open.bytes = 0;
    if (part !== 'Z') return WITHIN;
    this.open = undefined;
    return { kind: 'end', ended: open };
  }
}

function readLine(open: OpenTransaction, text: string, number: number): void {
  const { transaction, part, lines } = open;
  if (part === 'A' && lines === 1) readParties(transaction, text);
  else if (part === 'B') readRequest(transaction, text, lines, number);
  else if (part === 'F' && lines === 1) transaction.status = statusOf(text);
  else if (part === 'H') readMessage(transaction, text, number);
}

/** `[21/Nov/2026:22:10:03.123456 +0000] id 203.0.113.9 52114 192.0.2.5 443` */
const PARTIES =
  /^\[(\d\d\/[A-Za-z]{3}\/\d{4}:\d\d:\d\d:\d\d)(?:\.(\d{1,6}))? ([+-]+\d{4})\] (\S{1,128}) (\S{1,60}) (\d{1,5}) (\S{1,255}) (\d{1,5})\s{0,4}$/;

/** Seconds since 1970 UTC of a time and an offset as Apache writes them; NaN if they are no time. */
export function apacheTime(time: string, offset: string): number {
  const bytes = Buffer.from(`${time} ${offset}`, 'latin1');
  const seconds = bytes.length === 26 ? parseStamp(bytes, 0) : -1;
  return seconds < 0 ? Number.NaN : seconds;
}

function readParties(transaction: Transaction, text: string): void {
  const [, time, fraction, offset, id = '', client, clientPort, server, serverPort] =
    PARTIES.exec(text) ?? [];
  if (time === undefined || offset === undefined || client === undefined) return;
  transaction.seconds = apacheTime(time, offset.replace(/^[+-]*(?=[+-])/, ''));
  transaction.micros = microsOf(fraction);
  transaction.id = id;
  transaction.client = client;
  transaction.clientPort = portOf(clientPort);
  transaction.server = server ?? '';
  transaction.serverPort = portOf(serverPort);
}

function readRequest(transaction: Transaction, text: string, lines: number, number: number): void {
  if (lines === 1) {
    transaction.request = text.slice(0, 2 * MAX_FIELD_BYTES);
    transaction.requestLine = number;
    return;
  }
  const colon = text.indexOf(':');
  if (colon > 0 && colon < 40)
    setHeader(transaction, text.slice(0, colon).toLowerCase(), text.slice(colon + 1).trim());
}

/** `HTTP/1.1 403 Forbidden` */
function statusOf(text: string): number {
  const [, status] = /^HTTP\/[\d.]{1,4} (\d{3})(?: |$)/.exec(text) ?? [];
  return status === undefined ? -1 : Number(status);
}

/** `Message: Warning. …` of version 2, `ModSecurity: Warning. …` of version 3. */
function readMessage(transaction: Transaction, text: string, number: number): void {
  // `Action: Intercepted (phase 2)` of version 2 is written of what was stopped, by whichever rule.
  if (text.startsWith('Action: Intercepted')) transaction.outcome = 'blocked';
  const begin = text.startsWith('Message: ') ? 'Message: '.length : 0;
  if (begin === 0 && !text.startsWith('ModSecurity: ')) return;
  const message = modsecurityMessage(text.slice(begin));
  if (message === undefined || transaction.messages.length >= MAX_MESSAGES) return;
  transaction.messages.push({ line: number, message });
}
