/**
 * Counts what is in a write-ahead log of SQLite (sqlite.org, "Database File Format", "The Write-Ahead Log"): a
 * header of 32 bytes, then frames of 24 bytes and a page. A frame counts if its salts are the header's and its
 * checksum goes on from the one before; transactions that were never committed, and what an earlier round left
 * behind, are no part of the database.
 */

const HEADER_BYTES = 32;
const FRAME_BYTES = 24;
const MAGIC = 0x377f0682;

export interface WalFrames {
  /** Of transactions that were committed: pages of the database that are here only. */
  committed: number;
  /** Whole frames behind them that do not belong to the database. */
  left: number;
}

/** Is it the beginning of a write-ahead log? */
export function isWal(bytes: Uint8Array): boolean {
  if (bytes.length < HEADER_BYTES) return false;
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  // The lowest bit of the magic says in which order the checksums read their words.
  return view.readUInt32BE(0) >>> 1 === MAGIC >>> 1 && view.readUInt32BE(4) === 3_007_000;
}

type Sums = readonly [number, number];

/** The checksum of an even number of 32-bit words, going on from another. */
function checksum(view: Buffer, start: number, end: number, big: boolean, [first, second]: Sums): Sums {
  let a = first;
  let b = second;
  for (let at = start; at + 8 <= end; at += 8) {
    a = (a + (big ? view.readUInt32BE(at) : view.readUInt32LE(at)) + b) >>> 0;
    b = (b + (big ? view.readUInt32BE(at + 4) : view.readUInt32LE(at + 4)) + a) >>> 0;
  }
  return [a, b];
}

function matches(view: Buffer, at: number, [a, b]: Sums): boolean {
  return view.readUInt32BE(at) === a && view.readUInt32BE(at + 4) === b;
}

/** Undefined if the header is damaged. */
export function walFrames(bytes: Uint8Array): WalFrames | undefined {
  if (!isWal(bytes)) return undefined;
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const big = view.readUInt32BE(0) % 2 === 1;
  const page = view.readUInt32BE(8);
  if (page < 512 || page > 65_536 || (page & (page - 1)) !== 0) return undefined;
  let sums = checksum(view, 0, 24, big, [0, 0]);
  if (!matches(view, 24, sums)) return undefined;
  const size = FRAME_BYTES + page;
  const all = Math.floor((view.length - HEADER_BYTES) / size);
  let committed = 0;
  for (let frame = 0; frame < all; frame++) {
    const at = HEADER_BYTES + frame * size;
    if (view.compare(view, 16, 24, at + 8, at + 16) !== 0) break;
    sums = checksum(view, at, at + 8, big, sums);
    sums = checksum(view, at + FRAME_BYTES, at + size, big, sums);
    if (!matches(view, at + 16, sums)) break;
    // The last frame of a transaction says how large the database is then.
    if (view.readUInt32BE(at + 4) !== 0) committed = frame + 1;
  }
  return { committed, left: all - committed };
}
