import { worded } from '../../model/evidence-worded.ts';
import { givenZone } from '../../tables/zones.ts';
import type { Evidence } from '../../model/evidence.ts';
import { once } from '../../model/reason.ts';
import type { DocumentFormat, Format, LineFormat, ParquetFormat } from '../../formats/format.ts';
import { moduleOf } from '../../formats/index.ts';
import type { EvidenceFile, ReadEnd } from '../../evidence/evidence-file.ts';
import { CUT_LIMITS, cutLines } from './lines.ts';
import type { Buffers, CutLimits, LongLine } from './lines.ts';
import type { Task } from './messages.ts';
import { addCounts, CountingTally, noCounts } from '../tally.ts';
import type { Counts } from '../tally.ts';

/** A document (a CSV with quotes, a JSON export) is parsed whole, so it has to fit in memory. */
const MAX_DOCUMENT_BYTES = 256 * 2 ** 20;

/** What a feeder needs of the worker pool. */
export interface Workers extends Buffers {
  /** How many there are at most. */
  readonly size: number;
  run(task: Task): Promise<Counts>;
}

export interface FeedOptions {
  limits?: CutLimits;
  signal?: AbortSignal;
  /** Called as content goes by: bytes after decompression, rows so far, of this file. */
  onBlock?(contentBytes: number, rows: number): void;
}

/** What feeding a file came to. */
export interface FileCounts {
  counts: Counts;
  /** Lines or records that were there. */
  read: number;
  sha256?: string;
  /** What happened to the file while it was found and read; see `ReadEnd`. */
  changed?: string;
  /** Why not all of it was read. */
  partial?: string;
}

function addLongLine(counts: Counts, long: LongLine, limit: number): void {
  const tally = new CountingTally();
  const { length } = long;
  const reason =
    limit === 2 ** 20 ? worded('evLongMib', { length }) : worded('evLongLine', { length, most: limit });
  tally.rejected(long.line, long.offset, reason);
  addCounts(counts, tally.counts);
}

/** What was not read of a file counts as one record that was rejected: nobody knows how many it holds. */
function addRest(counts: Counts, { line, offset }: { line: number; offset: number }, end: ReadEnd): number {
  if (end.partial === undefined) return 0;
  const tally = new CountingTally();
  tally.rejected(line, offset, end.partial);
  addCounts(counts, tally.counts);
  return 1;
}

/** How a file ended, for its entry in the manifest. */
export function endOf({
  sha256,
  changed,
  partial,
}: ReadEnd): Pick<FileCounts, 'sha256' | 'changed' | 'partial'> {
  return {
    ...(sha256 !== undefined && { sha256 }),
    ...(changed !== undefined && { changed }),
    ...(partial !== undefined && { partial }),
  };
}

/** Cuts the file into blocks of whole lines, carries the format's state along, and hands the blocks out. */
export async function feedLines(
  found: EvidenceFile,
  format: LineFormat,
  workers: Workers,
  options: FeedOptions,
): Promise<FileCounts> {
  const limits = options.limits ?? CUT_LIMITS;
  const counts = noCounts();
  const pending = new Set<Promise<void>>();
  const failures: unknown[] = [];
  let read = 0;
  let state = format.start(found.head, found.read ?? {});
  const opened = found.open();
  const isPart = async (): Promise<boolean> => (await opened.finished()).partial !== undefined;
  for await (const piece of cutLines(opened.content, workers, limits, isPart)) {
    options.signal?.throwIfAborted();
    if (failures.length > 0) break;
    if (piece.kind === 'cut line') {
      read++;
      addRest(counts, piece, await opened.finished());
      continue;
    }
    if (piece.kind === 'long line') {
      read++;
      addLongLine(counts, piece, limits.lineBytes);
      continue;
    }
    read += piece.lines;
    const task: Task = { ...piece, kind: 'lines', evidence: found.id, format: moduleOf(format.name), state };
    state = format.carry(piece, state);
    const contentBytes = piece.offset + piece.end;
    const settled = async (): Promise<void> => {
      try {
        addCounts(counts, await workers.run(task));
        options.onBlock?.(contentBytes, counts.parsed);
      } catch (error) {
        failures.push(error);
      }
    };
    const job = settled().finally(() => pending.delete(job));
    pending.add(job);
  }
  await Promise.all(pending);
  if (failures.length > 0) throw failures[0];
  const end = await opened.finished();
  const cut = format.atEnd?.(state);
  if (cut !== undefined) counts.notes.add(cut);
  for (const problem of end.problems) counts.notes.add(problem);
  return { counts, read, ...endOf(end) };
}

/** Reads the file whole and hands it to one worker. */
export async function feedDocument(
  found: EvidenceFile,
  format: DocumentFormat,
  workers: Workers,
  options: FeedOptions,
): Promise<FileCounts> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const opened = found.open();
  for await (const piece of opened.content) {
    options.signal?.throwIfAborted();
    length += piece.length;
    // What is too large is still hashed to its end, and then rejected as one record.
    if (length <= MAX_DOCUMENT_BYTES) pieces.push(piece.slice());
    else pieces.length = 0;
  }
  const end = await opened.finished();
  const counts = noCounts();
  if (length > MAX_DOCUMENT_BYTES) {
    const tally = new CountingTally();
    tally.rejected(1, 0, worded('evLarge', { length, most: MAX_DOCUMENT_BYTES }));
    addCounts(counts, tally.counts);
  } else {
    const bytes = new Uint8Array(length);
    let at = 0;
    for (const piece of pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    const task: Task = {
      kind: 'document',
      evidence: found.id,
      format: moduleOf(format.name),
      bytes,
      read: found.read ?? {},
    };
    addCounts(counts, await workers.run(task));
  }
  addRest(counts, { line: total(counts) + 1, offset: length }, end);
  for (const problem of end.problems) counts.notes.add(problem);
  options.onBlock?.(length, counts.parsed);
  return { counts, read: total(counts), ...endOf(end) };
}

const CHANGED = worded('evChanged');

/** Lets DuckDB read the file, and hashes it. */
export async function feedParquet(
  found: EvidenceFile,
  format: ParquetFormat,
  workers: Workers,
  options: FeedOptions,
): Promise<FileCounts> {
  const end = await found.open().finished();
  const counts = await workers.run({
    kind: 'parquet',
    evidence: found.id,
    format: moduleOf(format.name),
    file: found.file,
  });
  for (const problem of end.problems) counts.notes.add(problem);
  // The engine opens it by its name, after it was hashed.
  const changed = end.sha256 !== undefined && !(await found.isAsRead()) ? CHANGED : end.changed;
  if (changed !== undefined) counts.notes.add(changed);
  options.onBlock?.(found.bytes, counts.parsed);
  return {
    counts,
    read: total(counts),
    ...endOf(end),
    ...(changed !== undefined && { changed }),
  };
}

function total(counts: Counts): number {
  return counts.parsed + counts.rejected + counts.skipped;
}

/** How the file's times were read, for the manifest. */
function zoneOf(format: Format, { head, read }: EvidenceFile): string {
  const own = format.zoneIn?.(head, read);
  if (own !== undefined) return own;
  const heeded = format.local === true || (format.doubtful === true && read?.zoneNamed === true);
  return heeded && read?.zone !== undefined ? givenZone(read.zone) : format.zone;
}

/** The manifest's entry of a file that was fed. */
export function entryOf(found: EvidenceFile, fed: FileCounts): Evidence {
  const { format, recognition } = found;
  const { counts } = fed;
  return {
    id: found.id,
    path: found.path,
    bytes: found.bytes,
    format: format?.name ?? 'unknown',
    because: recognition?.because ?? worded('evNoMatch'),
    ...(fed.sha256 !== undefined && { sha256: fed.sha256 }),
    ...(fed.changed !== undefined && { changed: fed.changed }),
    ...(fed.partial !== undefined && { partial: fed.partial }),
    ...(format !== undefined && 'table' in format && { table: format.table }),
    ...(format !== undefined && { zone: zoneOf(format, found) }),
    read: fed.read,
    parsed: counts.parsed,
    rejected: counts.rejected,
    skipped: counts.skipped,
    ...(format !== undefined && 'also' in format && { rows: counts.rows }),
    rejects: counts.rejects.map(({ line, offset, reason }) => ({
      line,
      offset: offset + found.mark,
      reason: once(reason),
    })),
    // Blocks end in any order; the manifest does not.
    skips: [...counts.skips]
      .map(([reason, count]) => ({ reason: once(reason), count }))
      .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1)),
    notes: [...[...counts.remarks].map(([key, count]) => worded(key, { count })), ...counts.notes]
      .map(once)
      .sort(),
  };
}
