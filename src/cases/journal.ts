import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { errorCode, UserError } from '../base/errors.ts';
import type { Effects, Environment, Files, Ids } from '../base/ports.ts';
import type { JournalHead } from '../model/case.ts';
import type { Instant } from '../model/instant.ts';
import { syncFolder, writeAtomic } from '../base/atomic-files.ts';

/** What a record says beside its kind; anything that JSON can hold. */
type JournalBody = Readonly<Record<string, unknown>>;

/** One thing that was done to the case. */
export interface JournalRecord {
  /** Counted from 1, without gaps. */
  n: number;
  at: Instant;
  /** `opened`, `published`, `answers`, … */
  kind: string;
  body: JournalBody;
}

interface JournalReading {
  records: JournalRecord[];
  /** The hash of each record, in order. */
  hashes: string[];
  /** Bytes of the whole records. What follows them is a torn end. */
  length: number;
  /** The first line that is not as it was written. Lines after it are not read. */
  damage?: { line: number; reason: string };
}

const GENESIS = '0'.repeat(64);
const NEWLINE = 0x0a;
export const MAX_JOURNAL_BYTES = 64 * 2 ** 20;
const MAX_RECORD_BYTES = 2 ** 20;

/** `,"hash":"<64 hex>"}`: every line ends with it, and the hash covers the bytes before it. */
const SEAL_LENGTH = ',"hash":""}'.length + 64;
const SEAL = /^,"hash":"([0-9a-f]{64})"\}$/;

function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The line of a record, sealed with its hash; `prev` chains it to the record before. */
function seal(record: JournalRecord, prev: string): { line: string; hash: string } {
  const { n, at, kind, body } = record;
  const open = JSON.stringify({ n, at, kind, body, prev }).slice(0, -1);
  const hash = sha256(open);
  return { line: `${open},"hash":"${hash}"}\n`, hash };
}

function isBody(value: unknown): value is JournalBody {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Checks one line (without its end) against its place in the chain. A text is the reason why it is damaged. */
function unseal(line: Buffer, n: number, prev: string): { record: JournalRecord; hash: string } | string {
  const open = line.subarray(0, Math.max(0, line.length - SEAL_LENGTH));
  const hash = SEAL.exec(line.subarray(open.length).toString('latin1'))?.[1];
  if (hash === undefined) return 'it does not end with a hash';
  if (sha256(open) !== hash) return 'its content does not match its hash';
  let value: unknown;
  try {
    value = JSON.parse(`${open.toString('utf8')}}`);
  } catch {
    return 'it is not JSON';
  }
  if (!isBody(value) || typeof value['kind'] !== 'string' || typeof value['at'] !== 'string') {
    return 'it is not a journal record';
  }
  if (value['prev'] !== prev) return 'it does not follow the record before it';
  if (value['n'] !== n) return `it is not record ${n}`;
  if (!isBody(value['body'])) return 'it has no body';
  return { record: { n, at: value['at'], kind: value['kind'], body: value['body'] }, hash };
}

/**
 * Reads a journal's bytes and checks the chain from its first record on. Bytes after the last line end are
 * what a killed process leaves behind; they are not damage, and `length` says where they begin.
 */
export function readJournal(bytes: Buffer): JournalReading {
  const reading: JournalReading = { records: [], hashes: [], length: 0 };
  let prev = GENESIS;
  for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, reading.length)) {
    const line = reading.records.length + 1;
    const result = unseal(bytes.subarray(reading.length, end), line, prev);
    if (typeof result === 'string') return { ...reading, damage: { line, reason: result } };
    reading.records.push(result.record);
    reading.hashes.push(result.hash);
    prev = result.hash;
    reading.length = end + 1;
  }
  return reading;
}

/** The case's journal: append-only, one JSON record a line, each sealed with a hash that covers the one before. */
export interface Journal {
  /** Oldest first. */
  readonly records: readonly JournalRecord[];
  readonly head: JournalHead;
  /** Name of the file that a torn end was moved to when the journal was opened. */
  readonly torn: string | undefined;
  /** Whether the chain passes through this head: false means records were cut off or replaced since. */
  holds(head: JournalHead): boolean;
  /**
   * Writes one record; it is on the disk when the promise resolves. Calls are served in order.
   * After a failed write the journal takes no more: its next opening sets the torn end aside.
   */
  append(kind: string, body: JournalBody): Promise<JournalRecord>;
}

async function readAll(path: string, effects: Files): Promise<Buffer> {
  try {
    const stat = await effects.fs.lstat(path);
    if (!stat.isFile()) throw new UserError('the journal is not a regular file', { file: path });
    if (stat.size > MAX_JOURNAL_BYTES) {
      throw new UserError(`the journal is larger than ${MAX_JOURNAL_BYTES / 2 ** 20} MiB`, {
        file: path,
        hint: 'Move the journal aside and run the command again; a new one begins and says so.',
      });
    }
    return await effects.fs.readFile(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

/** Keeps the torn end beside the journal before cutting it off; done twice, it gives the same file. */
async function setAside(
  path: string,
  whole: number,
  torn: Buffer,
  n: number,
  effects: Files & Ids & Environment,
) {
  const name = `journal.torn-${n}-${sha256(torn).slice(0, 8)}`;
  await writeAtomic(join(dirname(path), name), torn, effects);
  const handle = await effects.fs.open(path, 'r+');
  try {
    await handle.truncate(whole);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return name;
}

async function appendLine(
  path: string,
  line: string,
  first: boolean,
  effects: Files & Environment,
): Promise<void> {
  const handle = await effects.fs.open(path, 'a');
  try {
    await handle.appendFile(line);
    await handle.sync();
  } finally {
    await handle.close();
  }
  if (first) await syncFolder(dirname(path), effects);
}

function damaged(path: string, line: number, reason: string): UserError {
  return new UserError(`the journal was changed after it was written: ${reason}`, {
    file: path,
    line,
    hint: 'Restore the journal from a copy; or move it aside and run again: a new one begins and says so.',
  });
}

function tooLong(path: string, kind: string, bytes: number): UserError {
  return new UserError(
    `a record (${kind}) of ${bytes} bytes is longer than the ${MAX_RECORD_BYTES} that the journal takes`,
    { file: path, hint: 'Give a folder in place of very many files, or use a new case folder with --case.' },
  );
}

/**
 * Opens the journal, or begins one. The caller holds the case's lock.
 * A torn last line is moved to `journal.torn-…` and noted in a record of its own.
 * @throws UserError with the line's number where the chain is broken; nothing is mended then
 */
export async function openJournal(path: string, effects: Effects): Promise<Journal> {
  const bytes = await readAll(path, effects);
  const { records, hashes, length, damage } = readJournal(bytes);
  if (damage) throw damaged(path, damage.line, damage.reason);

  let broken = false;
  async function write(kind: string, body: JournalBody): Promise<JournalRecord> {
    if (broken) throw new Error('The journal takes no records after a failed write.');
    const record = { n: records.length + 1, at: effects.now().toISOString(), kind, body };
    const { line, hash } = seal(record, hashes.at(-1) ?? GENESIS);
    const bytes = Buffer.byteLength(line);
    if (bytes > MAX_RECORD_BYTES) throw tooLong(path, kind, bytes);
    try {
      await appendLine(path, line, records.length === 0, effects);
    } catch (error) {
      broken = true;
      throw error;
    }
    records.push(record);
    hashes.push(hash);
    return record;
  }

  let last: Promise<unknown> = Promise.resolve();
  function append(kind: string, body: JournalBody): Promise<JournalRecord> {
    const next = last.then(() => write(kind, body));
    // The caller sees the failure; the next in the queue must not.
    last = next.catch(() => undefined);
    return next;
  }

  let torn: string | undefined;
  if (length < bytes.length) {
    torn = await setAside(path, length, bytes.subarray(length), records.length + 1, effects);
    await append('torn', { kept: torn, bytes: bytes.length - length });
  }
  return {
    records,
    torn,
    get head() {
      return { records: records.length, head: hashes.at(-1) ?? GENESIS };
    },
    holds: (head) => (head.records === 0 ? GENESIS : hashes[head.records - 1]) === head.head,
    append,
  };
}
