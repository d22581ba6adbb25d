import { worded } from './worded.ts';
import { cutWords, emptyWords } from '../text/aws-words.ts';
import type { Words } from '../text/aws-words.ts';
import { isNone } from '../text/field-values.ts';
import { excerpt, spaceAfter } from '../text/line-bytes.ts';
import { parseDigits } from '../../kernel/byte-time.ts';
import { DASH, QUOTE, SPACE } from '../../kernel/ascii.ts';

/** What follows the request: status, error code, bytes sent, object size, total time, turn-around time. */
const NUMBERS = 6;
/** Place of the error code among them: the only one that is no number. */
const ERROR = 1;
/** Place of the host header among the words behind the agent. */
const HOST = 5;
const MAX_ERROR = 64;

/** Where the parts behind the request lie. */
export interface Tail {
  /** The numbers, and the error code. */
  readonly words: Words;
  /** Words behind the agent. */
  readonly rest: Words;
  refererStart: number;
  refererEnd: number;
  agentStart: number;
  agentEnd: number;
  /** Empty where the log has none. */
  hostStart: number;
  hostEnd: number;
}

export function emptyTail(): Tail {
  const words = emptyWords();
  const rest = emptyWords();
  return {
    words,
    rest,
    refererStart: 0,
    refererEnd: 0,
    agentStart: 0,
    agentEnd: 0,
    hostStart: 0,
    hostEnd: 0,
  };
}

/** Whether the status and what follows it are at `from`, and a referer behind them. */
function isReply(bytes: Uint8Array, from: number, end: number): boolean {
  let at = from;
  for (let word = 0; word < NUMBERS; word++) {
    if (at >= end || bytes[at] === QUOTE) return false;
    const stop = spaceAfter(bytes, at, Math.min(end, at + MAX_ERROR + 1));
    if (bytes[stop] !== SPACE || stop >= end) return false;
    const number = isNone(bytes, at, stop) || parseDigits(bytes, at, stop) >= 0;
    if (word === ERROR ? stop === at : !number) return false;
    // A status has three digits.
    if (word === 0 && stop - at !== 3 && stop - at !== 1) return false;
    at = stop + 1;
  }
  return at < end && (bytes[at] === QUOTE || bytes[at] === DASH);
}

/**
 * The quote that ends a request: the one before a status. S3 does not escape quotes in a request, a referer or an
 * agent, so a client can write a second one; then nobody can say which is the log's own.
 * @returns `first`: its place, -1 if there is none; `only`: there is no other
 */
export function findReply(bytes: Uint8Array, start: number, end: number): { first: number; only: boolean } {
  let first = -1;
  for (let at = bytes.indexOf(QUOTE, start); at >= 0 && at < end; at = bytes.indexOf(QUOTE, at + 1)) {
    if (bytes[at + 1] !== SPACE || !isReply(bytes, at + 2, end)) continue;
    if (first >= 0) return { first, only: false };
    first = at;
  }
  return { first, only: true };
}

/** The quote that ends the referer: the first before an agent, in quotes or `-`. */
function refererClose(bytes: Uint8Array, from: number, end: number): number {
  for (let at = from; at + 2 < end; at++) {
    const next = bytes[at + 2];
    if (bytes[at] === QUOTE && bytes[at + 1] === SPACE && (next === QUOTE || next === DASH)) return at;
  }
  return -1;
}

function setReferer(bytes: Uint8Array, at: number, end: number, tail: Tail): number {
  const quoted = bytes[at] === QUOTE;
  tail.refererStart = quoted ? at + 1 : at;
  tail.refererEnd = quoted ? refererClose(bytes, at + 1, end) : spaceAfter(bytes, at, end);
  return tail.refererEnd < 0 ? -1 : tail.refererEnd + (quoted ? 2 : 1);
}

/** The agent ends with the line's last quote: nothing behind it has one. */
function setAgent(bytes: Uint8Array, at: number, end: number, tail: Tail): number {
  const quoted = bytes[at] === QUOTE;
  tail.agentStart = quoted ? at + 1 : at;
  tail.agentEnd = quoted ? bytes.lastIndexOf(QUOTE, end - 1) : spaceAfter(bytes, at, end);
  return tail.agentEnd < tail.agentStart ? -1 : tail.agentEnd + (quoted ? 2 : 1);
}

/** Finds the parts from the status on. @returns why they are not all there; undefined if `tail` was filled */
export function findTail(bytes: Uint8Array, from: number, end: number, tail: Tail): string | undefined {
  if (from >= end || !isReply(bytes, from, end))
    return worded('s3NoStatusAt', { value: excerpt(bytes, from, end) });
  cutWords(bytes, from, end, tail.words);
  const agent = setReferer(bytes, tail.words.ends[NUMBERS - 1]! + 1, end, tail);
  if (agent < 0 || agent >= end) return worded('s3Referer');
  const rest = setAgent(bytes, agent, end, tail);
  if (rest < 0) return worded('s3Agent');
  cutWords(bytes, rest, end, tail.rest);
  const { starts, ends, count } = tail.rest;
  tail.hostStart = count > HOST ? starts[HOST]! : 0;
  tail.hostEnd = count > HOST ? ends[HOST]! : 0;
  return undefined;
}
