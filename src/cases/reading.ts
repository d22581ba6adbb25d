import type { Dirent } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { errorCode, UserError } from '../base/errors.ts';
import type { Files } from '../base/ports.ts';
import type { CaseDocument } from '../model/case.ts';
import { MAX_JOURNAL_BYTES } from './journal.ts';
import { LOCK_FILE } from './lock.ts';
import { halfMoved, mixture } from './publishing.ts';
import { checkFolder, JOURNAL_FILE, readDocument } from './store.ts';

const recordSchema = z.object({ kind: z.string(), body: z.record(z.string(), z.unknown()) });

/** What a journal's record says, as far as a reader who does not check the chain believes it. */
export interface NotedRecord {
  kind: string;
  body: Readonly<Record<string, unknown>>;
}

/** A case that is read and not held: another run may write it anew meanwhile. */
export interface CaseReading {
  /** The path of the folder, absolute. */
  readonly dir: string;
  /** What the last finished run wrote. */
  readonly document: CaseDocument;
  /** Whole records of the journal; the chain is checked by who opens the case for writing. */
  readonly records: readonly NotedRecord[];
}

/** A lake as it lies there, and whether it is still the same. */
export interface LakeReading {
  /** The path of the folder, absolute. */
  readonly folder: string;
  /** False: another run has put a new lake in its place. */
  isSame(): Promise<boolean>;
}

/** A run that publishes is done within a moment. */
const LOOKS = 20;
const PAUSE_MS = 50;

/**
 * Opens a case for reading: without its lock, on a disk that cannot be written to, while another run works on it.
 * @throws UserError (exit 2) where there is no case, none that a run has finished, or files of two runs
 */
export async function readCase(dir: string, effects: Files): Promise<CaseReading> {
  const path = resolve(effects.cwd(), dir);
  await checkFolder(path, false, effects);
  for (let look = 1; ; look += 1) {
    const reading = await readOnce(path, effects);
    const { outputs } = reading.document;
    const flaw = (await halfMoved(path, effects)) ?? (await mixture(path, outputs ?? {}, reading, effects));
    if (flaw === undefined) return reading;
    // Where no run holds the case's lock, waiting changes nothing.
    if (look === LOOKS || !(await isHeld(path, effects))) throw flaw;
    await sleep(PAUSE_MS);
  }
}

async function readOnce(path: string, effects: Files): Promise<CaseReading> {
  const document = await readDocument(path, effects);
  if (document === undefined) {
    throw (
      (await halfMoved(path, effects)) ??
      new UserError('the case is not finished: it has no case.json yet', {
        file: path,
        hint: 'Run `abusedesk investigate` with this case folder first.',
      })
    );
  }
  return { dir: path, document, records: await readRecords(join(path, JOURNAL_FILE), effects) };
}

async function isHeld(path: string, effects: Files): Promise<boolean> {
  return effects.fs.lstat(join(path, LOCK_FILE)).then(
    () => true,
    () => false,
  );
}

function recordOf(line: string): NotedRecord[] {
  try {
    const parsed = recordSchema.safeParse(JSON.parse(line));
    return parsed.success ? [parsed.data] : [];
  } catch {
    // The end of a journal may be half written at this moment.
    return [];
  }
}

async function readRecords(path: string, effects: Files): Promise<NotedRecord[]> {
  try {
    const stat = await effects.fs.lstat(path);
    if (!stat.isFile() || stat.size > MAX_JOURNAL_BYTES) return [];
    return (await effects.fs.readFile(path, 'utf8')).split('\n').flatMap(recordOf);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** What tells this lake from another one that a later run puts in its place; undefined if there is no lake. */
async function identityOf(folder: string, effects: Files): Promise<string | undefined> {
  try {
    const stat = await effects.fs.lstat(folder, { bigint: true });
    if (!stat.isDirectory()) {
      throw new UserError('the lake of the case is no folder', {
        file: folder,
        hint: 'Run `abusedesk investigate` again with this case folder.',
      });
    }
    return `${stat.dev}:${stat.ino}:${stat.birthtimeNs}`;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * False: it went away while it was looked at.
 * @throws UserError if there is a link in it: in a lake that somebody handed over it would lead the engine out of it
 */
async function isWhole(folder: string, effects: Files): Promise<boolean> {
  let entries: Dirent[];
  try {
    entries = await effects.fs.readdir(folder, { withFileTypes: true, recursive: true });
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
  for (const entry of entries) {
    if (entry.isFile() || entry.isDirectory()) continue;
    throw new UserError('the lake of the case holds something that is no file', {
      file: join(entry.parentPath, entry.name),
      hint: 'A lake consists of Parquet files. Run `abusedesk investigate` again with this case folder.',
    });
  }
  return true;
}

/** Finds the lake of a case. @throws UserError (exit 2) where there is none, or where it holds links */
export async function readLake({ dir }: Pick<CaseReading, 'dir'>, effects: Files): Promise<LakeReading> {
  const folder = join(dir, 'lake');
  for (let look = 1; ; look += 1) {
    const identity = await identityOf(folder, effects);
    const isSame = async (): Promise<boolean> => (await identityOf(folder, effects)) === identity;
    if (identity !== undefined && (await isWhole(folder, effects)) && (await isSame())) {
      return { folder, isSame };
    }
    if (look === LOOKS) {
      throw new UserError('the case has no lake', {
        file: folder,
        hint: 'Run `abusedesk investigate` again with this case folder.',
      });
    }
    await sleep(PAUSE_MS);
  }
}
