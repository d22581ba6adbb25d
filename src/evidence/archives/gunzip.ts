import { crc32 } from 'node:zlib';
import { messageOf } from '../../model/reason.ts';
import { worded } from '../worded.ts';
import type { InflateEnd } from './inflate.ts';
import { ByteSource, inflateRaw } from './inflate.ts';
import type { Inflated } from './meter.ts';

// RFC 1952, section 2.3.
const FLAG_HEADER_CRC = 2;
const FLAG_EXTRA = 4;
const FLAG_NAME = 8;
const FLAG_COMMENT = 16;
const FLAGS_RESERVED = 0xe0;
const FIXED_HEADER_BYTES = 10;
const MAX_HEADER_TEXT = 64 * 1024;

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
}

/** What is wrong with the file as a whole, as a reason; the first one stays. */
export interface Outcome {
  problem?: string;
  /** With the problem, not all of the content was delivered. */
  partial?: boolean;
  /** Where in the stored bytes the step began that failed for damage. */
  damagedAt?: number;
}

/**
 * Inflates a gzip file of one or many members (RFC 1952). What can be read is delivered; why it ends early,
 * a wrong checksum, or bytes behind the end go to `outcome`. Never throws on any bytes.
 * @param bound what may come out of it; undefined of a beginning, which is bounded by itself
 * @param careful from this stored byte on, in small steps; see `secondLook`
 */
export async function* gunzip(
  stored: AsyncIterator<Uint8Array>,
  bound: Inflated | undefined,
  outcome: Outcome,
  careful = Infinity,
): AsyncGenerator<Uint8Array> {
  const source = new ByteSource(stored);
  let content = 0;
  for (let member = 0; ; member += 1) {
    const fixed = await source.take(FIXED_HEADER_BYTES);
    if (member > 0 && !isGzip(fixed)) {
      const behind = await trailing(source, fixed);
      if (behind !== undefined) outcome.problem ??= behind;
      return;
    }
    if (!(await skipHeader(source, fixed))) {
      endEarly(outcome, content);
      return;
    }
    const end: InflateEnd = { complete: false };
    let crc = 0;
    // Where the step ended that the content is of, and the one before it: of a step only the whole content counts as read.
    let [last, step] = [source.consumed, source.consumed];
    for await (const out of inflateRaw(source, end, careful, Infinity, bound?.stored)) {
      if (source.consumed !== step) [last, step] = [step, source.consumed];
      const over = bound?.over(content + out.length);
      if (bound !== undefined && over !== undefined) {
        const { stored } = bound;
        const left = Math.max(0, stored - last);
        outcome.problem = worded('arcStopped', { why: messageOf(over), bytes: content, left, stored });
        outcome.partial = true;
        return;
      }
      content += out.length;
      crc = crc32(out, crc);
      yield out;
    }
    const trailer = await source.take(8);
    if (end.damage !== undefined) {
      if (end.damagedAt !== undefined) outcome.damagedAt = end.damagedAt;
      outcome.partial = true;
      outcome.problem ??= worded('gzipDamaged', { bytes: content, damage: end.damage });
      return;
    }
    if (!end.complete || trailer.length < 8) {
      endEarly(outcome, content);
      return;
    }
    if (new DataView(trailer.buffer).getUint32(0, true) !== crc) outcome.problem ??= worded('gzipChecksum');
  }
}

function endEarly(outcome: Outcome, content: number): void {
  outcome.problem ??= worded('gzipShort', { bytes: content });
  outcome.partial = true;
}

/** What follows the last member. Zero bytes are padding (of tapes and block devices), and an empty rest is none either. */
async function trailing(source: ByteSource, first: Uint8Array): Promise<string | undefined> {
  let length = first.length;
  let padding = first.every((byte) => byte === 0);
  for (;;) {
    const piece = await source.peek(Infinity);
    if (piece === undefined) break;
    length += piece.length;
    padding &&= piece.every((byte) => byte === 0);
    source.advance(piece.length);
  }
  return padding ? undefined : worded('gzipBehind', { bytes: length });
}

/** Passes over the rest of a member's header; false if it ends early or is no header. */
async function skipHeader(source: ByteSource, fixed: Uint8Array): Promise<boolean> {
  const flags = fixed[3] ?? FLAGS_RESERVED;
  if (fixed.length < FIXED_HEADER_BYTES || (flags & FLAGS_RESERVED) !== 0) return false;
  if ((flags & FLAG_EXTRA) !== 0) {
    const length = await source.take(2);
    await source.take((length[0] ?? 0) + (length[1] ?? 0) * 256);
  }
  if ((flags & FLAG_NAME) !== 0 && !(await skipText(source))) return false;
  if ((flags & FLAG_COMMENT) !== 0 && !(await skipText(source))) return false;
  if ((flags & FLAG_HEADER_CRC) !== 0) await source.take(2);
  return true;
}

/** Passes over a text that ends in a zero byte. */
async function skipText(source: ByteSource): Promise<boolean> {
  let length = 0;
  while (length < MAX_HEADER_TEXT) {
    const piece = await source.peek(MAX_HEADER_TEXT);
    if (piece === undefined) return false;
    const zero = piece.indexOf(0);
    source.advance(zero === -1 ? piece.length : zero + 1);
    if (zero !== -1) return true;
    length += piece.length;
  }
  return false;
}
