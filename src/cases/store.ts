import { join, resolve } from 'node:path';
import { errorCode, UserError } from '../base/errors.ts';
import type { Clock, Effects, Environment, Files, Ids } from '../base/ports.ts';
import type { Instant } from '../model/instant.ts';
import type { CaseDocument, JournalHead } from '../model/case.ts';
import { MAX_DOCUMENT_BYTES, parseCase } from './document.ts';
import { makeFolder, mendable, writeAtomic } from '../base/atomic-files.ts';
import type { Journal, JournalRecord } from './journal.ts';
import { openJournal } from './journal.ts';
import { LOCK_FILE, lockCase } from './lock.ts';
import type { Content, StagedFiles } from './publish.ts';
import * as publish from './publish.ts';
import {
  commit,
  finish,
  LAKE_MARK,
  markLake,
  mixture,
  PUBLISHING,
  stageFiles,
  standingLake,
} from './publishing.ts';
import type { StandingLake } from './publishing.ts';
import { writtenCase } from './written.ts';

const CASE_FILE = 'case.json';
export const JOURNAL_FILE = 'journal.jsonl';

/** What a write did beside what was asked. */
interface PublishedCase {
  /** As it is in `case.json`: with the case's id, its opening time and the journal's head. */
  document: CaseDocument;
  /** Names under which files that somebody had edited were kept. */
  kept: string[];
}

/** A case folder that this process holds. Nothing of it changes before `publish` or `amend`. */
export interface CaseFolder {
  /** Absolute. */
  readonly dir: string;
  /** `2026-11-21-7f3a9c`: the day it was opened and six random digits. Stays for good. */
  readonly id: string;
  readonly opened: Instant;
  /** What the last finished run wrote. */
  readonly previous: CaseDocument | undefined;
  readonly journal: Journal;
  /** For temporary files; it goes with `close`. */
  readonly scratch: string;
  /** The lake of the run before, to take over what has not changed; see `standingLake`. */
  standingLake(): Promise<StandingLake | 'changed' | undefined>;
  /** An empty folder in which this run builds its lake; `publish` moves it to `lake/`. */
  newLake(): Promise<string>;
  /** Keeps a file for `publish` or `amend`. @param path relative, with `/`: `letters/reply-final.en.txt` */
  put(path: string, content: Content): void;
  /**
   * Ends a run: replaces the lake and everything that the run before had written; `case.json` comes last.
   * Whoever reads the lake at its old place must have closed it.
   */
  publish(document: CaseDocument): Promise<PublishedCase>;
  /** Adds files to the case and rewrites `case.json`; the lake and all other files stay. */
  amend(document: CaseDocument): Promise<PublishedCase>;
  /** Removes the scratch folder and lets the case go. */
  close(): Promise<void>;
}

async function listFolder(dir: string, effects: Files): Promise<string[] | undefined> {
  try {
    return await effects.fs.readdir(dir);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw mendable(error, 'the case folder cannot be read', dir);
  }
}

/** What `writeAtomic` leaves behind when it is killed. */
const TEMPORARY = /\.[0-9a-f-]{36}\.tmp$/;

/** What a run that was killed before its first journal record may leave. */
function mayBeLeft(name: string): boolean {
  return name === LOCK_FILE || name === 'scratch' || name.startsWith('journal.torn-') || TEMPORARY.test(name);
}

export async function readDocument(dir: string, effects: Files): Promise<CaseDocument | undefined> {
  const path = join(dir, CASE_FILE);
  try {
    const stat = await effects.fs.lstat(path);
    // A link could lead out of the case, a pipe would be waited for.
    if (!stat.isFile()) {
      throw new UserError('the case is not a regular file', {
        file: path,
        hint: 'Name a folder that `abusedesk investigate` has written.',
      });
    }
    if (stat.size > MAX_DOCUMENT_BYTES) {
      throw new UserError(`the file is larger than ${MAX_DOCUMENT_BYTES / 2 ** 20} MiB`, {
        file: path,
        hint: 'Run `abusedesk investigate` again into a new case folder.',
      });
    }
    return parseCase(await effects.fs.readFile(path, 'utf8'), path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw mendable(error, 'the case cannot be read', path);
  }
}

/** A folder is a case when it holds our journal or our case.json; it may become one when it is empty. */
export async function checkFolder(dir: string, create: boolean, effects: Files): Promise<void> {
  const names = await listFolder(dir, effects);
  const isCase = names?.some((name) => name === CASE_FILE || name === JOURNAL_FILE) ?? false;
  if (isCase) return;
  if (!create) {
    throw new UserError('there is no case here', {
      file: dir,
      hint: 'Name a folder that `abusedesk investigate` has written.',
    });
  }
  if (names?.some((name) => !mayBeLeft(name))) {
    throw new UserError('the folder is not empty and is no case', {
      file: dir,
      hint: 'Name a new or empty folder with --case.',
    });
  }
}

/** Removes what a kill left behind. A link among the folders could lead out of the case: it is not followed. */
async function sweep(dir: string, effects: Files): Promise<void> {
  for (const folder of [dir, join(dir, 'letters')]) {
    const names = (await isFolder(folder, effects)) ? ((await listFolder(folder, effects)) ?? []) : [];
    for (const name of names) {
      if (TEMPORARY.test(name)) await effects.fs.rm(join(folder, name), { force: true });
    }
  }
}

async function isFolder(path: string, effects: Files): Promise<boolean> {
  try {
    return (await effects.fs.lstat(path)).isDirectory();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/** The record that the case began with; there is none where the journal is new or was moved aside. */
function openingOf(journal: Journal): JournalRecord | undefined {
  return journal.records.find((record) => record.kind === 'opened');
}

function sameHead(value: unknown, head: JournalHead): boolean {
  return typeof value === 'object' && value !== null && 'head' in value && value.head === head.head;
}

/** The journal must pass through the place where it stood when case.json was written. */
function checkHead(journal: Journal, previous: CaseDocument | undefined, path: string): void {
  if (previous?.journal === undefined || journal.holds(previous.journal)) return;
  const first = openingOf(journal);
  if (first === undefined || sameHead(first.body['replaces'], previous.journal)) return;
  throw new UserError(
    `the journal has lost records: case.json was written at record ${previous.journal.records}`,
    {
      file: path,
      hint: 'Restore the journal from a copy; or move it aside and run again: a new one begins and says so.',
    },
  );
}

/** Takes the case's id and opening time from its first journal record, or begins the journal. */
async function identify(
  dir: string,
  journal: Journal,
  previous: CaseDocument | undefined,
  effects: Clock & Ids,
): Promise<{ id: string; opened: Instant }> {
  const first = openingOf(journal);
  if (!first) {
    const opened = previous?.opened ?? effects.now().toISOString();
    const random = effects.uuid().replaceAll('-', '').slice(0, 6);
    const id = previous?.id ?? `${opened.slice(0, 10)}-${random}`;
    await journal.append('opened', { id, opened, replaces: previous?.journal });
    return { id, opened };
  }
  const { id, opened } = first.body;
  if (typeof id !== 'string' || typeof opened !== 'string') {
    throw new Error('The first record of the journal does not name the case.');
  }
  if (previous && previous.id !== id) {
    throw new UserError(`the folder mixes two cases: case.json is of ${JSON.stringify(previous.id)}`, {
      file: join(dir, JOURNAL_FILE),
      hint: 'Put back the case.json that belongs to this journal, or remove it and run again.',
    });
  }
  return { id, opened };
}

async function freshScratch(dir: string, effects: Files): Promise<string> {
  const scratch = join(dir, 'scratch');
  await effects.fs.rm(scratch, { recursive: true, force: true });
  await effects.fs.mkdir(scratch);
  return scratch;
}

interface OpenCase {
  /** What is in the folder. */
  standing: CaseDocument | undefined;
  dir: string;
  scratch: string;
  journal: Journal;
  id: string;
  opened: Instant;
}

/** Puts all that is written together, journals it, and publishes it in one step; `case.json` comes last. */
async function writeRun(
  { dir, scratch, journal, id, opened, standing }: OpenCase,
  kind: 'published' | 'amended',
  document: CaseDocument,
  staged: StagedFiles,
  effects: Files & Ids & Environment,
): Promise<PublishedCase> {
  const staging = join(scratch, PUBLISHING);
  await effects.fs.mkdir(staging);
  const files = await stageFiles(staging, staged, effects);
  const stale = publish.standingFiles(journal.records);
  for (const path of Object.keys(standing?.outputs ?? {})) stale.add(path);
  for (const path of [LAKE_MARK, ...staged.keys()]) stale.delete(path);
  const outputs = kind === 'published' ? { ...files } : { ...standing?.outputs, ...files };
  const fresh = join(scratch, 'lake');
  const lake = kind === 'published' && (await isFolder(fresh, effects));
  if (lake) {
    const mark = await markLake(fresh, id, journal.head.records + 1, effects);
    await effects.fs.rename(fresh, join(staging, 'lake'));
    outputs[LAKE_MARK] = publish.sha256(mark);
  }
  const mark = lake && outputs[LAKE_MARK];
  const published = { stale: [...stale], lake, ...(typeof mark === 'string' && { mark }) };
  await journal.append(kind, { files, ...(kind === 'published' ? published : {}) });
  const final = { ...document, id, opened, outputs, journal: journal.head };
  await writeAtomic(join(staging, 'case.json'), `${JSON.stringify(writtenCase(final), null, 2)}\n`, effects);
  await commit(dir, staging, effects);
  const kept = await finish(dir, journal, effects);
  return { document: final, kept };
}

async function open(dir: string, mixed: 'refused' | 'replaced', effects: Effects): Promise<CaseFolder> {
  const unlock = await lockCase(dir, effects);
  try {
    const journal = await openJournal(join(dir, JOURNAL_FILE), effects);
    await finish(dir, journal, effects);
    const previous = await readDocument(dir, effects);
    checkHead(journal, previous, join(dir, JOURNAL_FILE));
    const mixes = mixed === 'refused' && (await mixture(dir, previous?.outputs ?? {}, journal, effects));
    if (mixes) throw mixes;
    const { id, opened } = await identify(dir, journal, previous, effects);
    await sweep(dir, effects);
    const scratch = await freshScratch(dir, effects);
    const staged = new Map<string, Content>();
    const run: OpenCase = { dir, scratch, journal, id, opened, standing: previous };
    const write = async (kind: 'published' | 'amended', document: CaseDocument): Promise<PublishedCase> => {
      try {
        const result = await writeRun(run, kind, document, staged, effects);
        run.standing = result.document;
        staged.clear();
        return result;
      } catch (error) {
        throw mendable(error, 'the case cannot be written', dir);
      }
    };
    return {
      dir,
      scratch,
      journal,
      id,
      opened,
      previous,
      standingLake: () => standingLake(dir, journal, previous?.outputs ?? {}, effects),
      async newLake() {
        const lake = join(scratch, 'lake');
        await effects.fs.rm(lake, { recursive: true, force: true });
        await effects.fs.mkdir(lake);
        return lake;
      },
      put(path, content) {
        publish.checkPath(path);
        staged.set(path, content);
      },
      publish: (document) => write('published', document),
      amend: (document) => write('amended', document),
      async close() {
        try {
          await effects.fs.rm(scratch, { recursive: true, force: true });
        } finally {
          await unlock();
        }
      },
    };
  } catch (error) {
    await unlock();
    throw mendable(error, 'the case cannot be opened', dir);
  }
}

/**
 * Opens the case in a folder, or begins one where the folder is new or empty, and holds it until `close`.
 * @throws UserError (exit 2): a folder with other things in it, a case that another run holds, a damaged
 *   journal, a disk that cannot be written to
 */
export async function openCase(dir: string, effects: Effects): Promise<CaseFolder> {
  const path = resolve(effects.cwd(), dir);
  await checkFolder(path, true, effects);
  try {
    await makeFolder(path, effects);
  } catch (error) {
    throw mendable(error, 'the case folder cannot be made', path);
  }
  return open(path, 'replaced', effects);
}

/**
 * Opens a case that is there already, as `openCase` does.
 * @throws UserError (exit 2) where there is none, or its files are those of two runs
 */
export async function openExistingCase(dir: string, effects: Effects): Promise<CaseFolder> {
  const path = resolve(effects.cwd(), dir);
  await checkFolder(path, false, effects);
  return open(path, 'refused', effects);
}
