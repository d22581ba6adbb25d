import { worded } from '../../model/evidence-worded.ts';
import { basename, dirname, join } from 'node:path';
import type { Files, Processes } from '../../base/ports.ts';
import { UserError } from '../../base/errors.ts';
import type { Evidence } from '../../model/evidence.ts';
import type { Format } from '../../formats/format.ts';
import type { EvidenceFile } from '../../evidence/evidence-file.ts';
import { withHead } from '../../evidence/kept-head.ts';
import { quotedName } from '../../base/file-names.ts';
import { Copies } from './copies.ts';
import type { Original } from './copies.ts';
import { endOf, entryOf, feedDocument, feedLines, feedParquet } from './feeder.ts';
import type { FileCounts, FeedOptions } from './feeder.ts';
import { CUT_LIMITS } from './lines.ts';
import type { CutLimits } from './lines.ts';
import type { Timing } from './messages.ts';
import { feedPackets } from './packets.ts';
import { Pool } from './pool.ts';
import { noCounts } from '../tally.ts';

export interface IngestProgress {
  /** The file that just moved on. */
  path: string;
  /** Stored bytes that are read, of all files, and how many there are. A gzip counts when it is done. */
  bytes: number;
  totalBytes: number;
  /** Rows in the lake so far. */
  rows: number;
}

export interface IngestOptions {
  /** Addresses and address blocks of proxies: of requests from these the client is read from X-Forwarded-For. */
  trustedProxies?: readonly string[];
  onProgress?: (progress: IngestProgress) => void;
  signal?: AbortSignal;
  /** Where files are cut; for tests. */
  limits?: CutLimits;
  /** Receives the worker threads' times when all is done; for benchmarks. */
  onTiming?: (timing: Timing) => void;
}

/** So many files are read at a time: inflating one leaves the workers idle. */
const FILES_AT_A_TIME = 4;

/** Every file's share of the progress. */
class Progress {
  readonly #total: number;
  readonly #report: IngestOptions['onProgress'];
  /** Of the files that are not done, what is in the sums. */
  readonly #shares = new Map<number, { bytes: number; rows: number }>();
  #bytes = 0;
  #rows = 0;

  constructor(found: readonly EvidenceFile[], report: IngestOptions['onProgress']) {
    this.#total = found.reduce((sum, { bytes }) => sum + bytes, 0);
    this.#report = report;
  }

  at({ id, path }: EvidenceFile, bytes: number, rows: number): void {
    if (this.#report === undefined) return;
    const before = this.#shares.get(id);
    this.#bytes += bytes - (before?.bytes ?? 0);
    this.#rows += rows - (before?.rows ?? 0);
    this.#shares.set(id, { bytes, rows });
    this.#report({ path, bytes: this.#bytes, totalBytes: this.#total, rows: this.#rows });
  }

  /** The file is at its end. */
  done(found: EvidenceFile, rows: number): void {
    this.at(found, found.bytes, rows);
    this.#shares.delete(found.id);
  }
}

function feed(found: EvidenceFile, format: Format, pool: Pool, options: FeedOptions): Promise<FileCounts> {
  switch (format.kind) {
    case 'document':
      return feedDocument(found, format, pool, options);
    case 'parquet':
      return feedParquet(found, format, pool, options);
    case 'packets':
      return feedPackets(found, format, pool, options);
    case 'attachment':
      return hashOnly(found);
    default:
      return feedLines(found, format, pool, options);
  }
}

/** For what holds no events: it is listed with its hash. */
async function hashOnly(found: EvidenceFile): Promise<FileCounts> {
  const end = await found.open().finished();
  const counts = noCounts();
  for (const problem of end.problems) counts.notes.add(problem);
  return { counts, read: 0, ...endOf(end) };
}

/** Runs `work` over the items, some at a time, in order; the first failure ends it. */
async function inTurn<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  let failed = false;
  async function lane(): Promise<void> {
    while (!failed && next < items.length) {
      const item = items[next++]!;
      try {
        await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  }
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(width, items.length) }, lane));
  for (const lane of lanes) if (lane.status === 'rejected') throw lane.reason;
}

/** What the user can mend, said so; anything else is a bug. */
function explained(error: unknown): unknown {
  const message = error instanceof Error ? error.message : '';
  if (!/No space left on device|ENOSPC/.test(message)) return error;
  return new UserError('the disk is full: the lake could not be written', {
    hint: 'Free some space (the lake takes about a tenth of the logs), or put the case elsewhere with --case.',
    cause: error,
  });
}

/**
 * Reads all evidence into a new lake: Parquet parts under `lake/<table>/`. The lake appears only when it is
 * complete; an abort or a failure leaves none. An older lake at the same place is replaced.
 *
 * @param found as the survey lists them, recognised or not
 * @returns one entry per item of `found`, in order: each line read, counted as parsed, rejected or skipped
 * @throws the signal's reason when it aborts
 */
export async function ingest(
  found: readonly EvidenceFile[],
  lake: string,
  options: IngestOptions,
  effects: Files & Processes,
): Promise<Evidence[]> {
  const { fs } = effects;
  options.signal?.throwIfAborted();
  const unfinished = join(dirname(lake), `.${basename(lake)}.unfinished`);
  await fs.rm(unfinished, { recursive: true, force: true });
  await fs.mkdir(unfinished, { recursive: true });
  const limits = options.limits ?? CUT_LIMITS;
  const pool = new Pool(
    { lake: unfinished, trustedProxies: options.trustedProxies ?? [] },
    effects.cpus,
    limits.blockBytes,
  );
  try {
    const entries = await feedAll(found, pool, options, effects);
    await pool.finish();
    options.signal?.throwIfAborted();
    options.onTiming?.(pool.timing);
    await fs.rm(lake, { recursive: true, force: true });
    await fs.rename(unfinished, lake);
    return entries;
  } catch (error) {
    await pool.stop();
    await fs.rm(unfinished, { recursive: true, force: true });
    throw explained(error);
  }
}

async function feedAll(
  found: readonly EvidenceFile[],
  pool: Pool,
  options: IngestOptions,
  effects: Files,
): Promise<Evidence[]> {
  const progress = new Progress(found, options.onProgress);
  const copies = await Copies.among(found, options.signal, effects);
  const entries = new Map<EvidenceFile, Evidence>();
  await inTurn(found, FILES_AT_A_TIME, async (one) => {
    options.signal?.throwIfAborted();
    const original = await copies.originalOf(one);
    if (original !== undefined) {
      entries.set(one, copyOf(one, original));
      progress.done(one, 0);
      return;
    }
    const headed = await withHead(one);
    const fed = await feedOne(headed, pool, options, progress);
    entries.set(one, entryOf(headed, fed));
    progress.done(one, fed.counts.parsed);
  });
  return found.map((one) => entries.get(one)!);
}

/** The entry of a file that was not read, for all it holds is in another. */
function copyOf(one: EvidenceFile, { found, share, end }: Original): Evidence {
  const counts = noCounts();
  for (const problem of end.problems) counts.notes.add(problem);
  if (share !== 'whole')
    counts.notes.add(
      worded(share === 'beginning' ? 'evCopyBegin' : 'evCopyEnd', { path: quotedName(found.path) }),
    );
  const entry = entryOf(one, { counts, read: 0, ...endOf(end) });
  return { ...entry, duplicateOf: found.path };
}

function feedOne(
  one: EvidenceFile,
  pool: Pool,
  options: IngestOptions,
  progress: Progress,
): Promise<FileCounts> {
  if (one.format === undefined) return hashOnly(one);
  return feed(one, one.format, pool, {
    signal: options.signal,
    ...(options.limits && { limits: options.limits }),
    onBlock: (contentBytes, rows) => progress.at(one, one.compressed ? 0 : contentBytes, rows),
  });
}
