import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod';
import { syncFolder, writeAtomic } from '../base/atomic-files.ts';
import { errorCode, UserError } from '../base/errors.ts';
import type { Environment, Files, Ids } from '../base/ports.ts';
import type { Journal, JournalRecord } from './journal.ts';
import * as publish from './publish.ts';

/**
 * Publishing in one step. All that a run writes is first put together in a folder beside the old files; renaming that
 * folder to `publishing/` is the step. Before it the case is the old one, whole. After it the case is the new one: what is
 * left is moving files to their places, and whoever opens the case next finishes that if it was cut short.
 */
export const PUBLISHING = 'publishing';

/** Says which run the lake beside it is of; a lake is moved as a whole, so the one file stands for all. */
export const LAKE_MARK = 'lake/run.json';

type Disk = Files & Ids & Environment;

/** What a lake may hold beside its parts, each one named with its SHA-256 by the mark: what a later run may take over. */
const KEPT_FILES = ['reading.jsonl', 'answers.json'] as const;
export type KeptFile = (typeof KEPT_FILES)[number];

/** A lake as the last run of the case has left it. */
export interface StandingLake {
  /** Absolute. */
  folder: string;
  /** SHA-256 of the files beside its parts; an absent one was not written. */
  kept: Partial<Record<KeptFile, string>>;
}

async function kindOf(path: string, effects: Files): Promise<'file' | 'folder' | 'other' | undefined> {
  try {
    const stat = await effects.fs.lstat(path);
    if (stat.isFile()) return 'file';
    return stat.isDirectory() ? 'folder' : 'other';
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Marks a lake as that of a run. @returns what is written in its mark */
export async function markLake(lake: string, id: string, run: number, effects: Disk): Promise<string> {
  const kept: StandingLake['kept'] = {};
  for (const name of KEPT_FILES) {
    const path = join(lake, name);
    if ((await kindOf(path, effects)) === 'file') kept[name] = await publish.sha256Of(path, effects);
  }
  const mark = `${JSON.stringify({ case: id, run, kept })}\n`;
  await writeAtomic(join(lake, basename(LAKE_MARK)), mark, effects);
  return mark;
}

const markSchema = z.object({ kept: z.partialRecord(z.enum(KEPT_FILES), z.string()).optional() });

/** A mark is one line; what is longer is none. */
const MAX_MARK_BYTES = 64 * 1024;

/**
 * The lake that stands in a case. Undefined: there is none of which more is known than its rows, as a version wrote it that kept
 * nothing. `changed`: its mark is none that the journal says was written. It need not be the last: a run may have been killed
 * before it published.
 * @param standing the outputs that case.json names
 */
export async function standingLake(
  dir: string,
  journal: JournalRecords,
  standing: Readonly<Record<string, string>>,
  effects: Files,
): Promise<StandingLake | 'changed' | undefined> {
  const marks = new Set(journal.records.flatMap(({ body }) => body['mark'] ?? []));
  if (marks.size === 0) return undefined;
  const folder = join(dir, 'lake');
  const path = join(dir, LAKE_MARK);
  try {
    const stat = await effects.fs.lstat(path);
    const isPlain = (await kindOf(folder, effects)) === 'folder' && stat.isFile();
    if (!isPlain || stat.size > MAX_MARK_BYTES) return 'changed';
    const bytes = await effects.fs.readFile(path);
    const hash = publish.sha256(bytes);
    if (!marks.has(hash)) return hash === standing[LAKE_MARK] ? undefined : 'changed';
    const { kept = {} } = markSchema.parse(JSON.parse(bytes.toString('utf8')));
    return { folder, kept };
  } catch (error) {
    // It cannot be read, whatever it is now.
    if (errorCode(error) !== undefined) return 'changed';
    throw error;
  }
}

function* hashed(pieces: Iterable<string | Uint8Array>, hash: Hash): Generator<string | Uint8Array> {
  for (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
}

/** Writes the staged files below `folder`, durably. @returns the SHA-256 of each, by its path */
export async function stageFiles(
  folder: string,
  staged: publish.StagedFiles,
  effects: Disk,
): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const [path, content] of staged) {
    const target = join(folder, 'files', path);
    await effects.fs.mkdir(dirname(target), { recursive: true });
    const hash = createHash('sha256');
    await writeAtomic(target, hashed(typeof content === 'function' ? content() : [content], hash), effects);
    files[path] = hash.digest('hex');
  }
  return files;
}

/** The step: from here on the case is the new one. */
export async function commit(dir: string, staging: string, effects: Disk): Promise<void> {
  await syncFolder(staging, effects);
  await effects.fs.rename(staging, join(dir, PUBLISHING));
  await syncFolder(dir, effects);
}

function damaged(file: string): UserError {
  return new UserError('what a run was about to publish is not what its journal says', {
    file,
    hint: 'Restore the case from a copy, or investigate into a new case folder.',
  });
}

/** Moves the new lake to its place; `record.body.lake` says whether the run built one. */
async function moveLake(dir: string, staging: string, record: JournalRecord, effects: Disk): Promise<void> {
  const lake = join(dir, 'lake');
  const fresh = join(staging, 'lake');
  const before = join(staging, 'lake-before');
  const built = record.body['lake'] === true;
  const waiting = (await kindOf(fresh, effects)) !== undefined;
  // It is in its place already.
  if (built && !waiting) return;
  if ((await kindOf(lake, effects)) !== undefined && (await kindOf(before, effects)) === undefined) {
    await effects.fs.rename(lake, before);
  }
  if (waiting) await effects.fs.rename(fresh, lake);
  await syncFolder(dir, effects);
}

/**
 * Moves what was committed to its place, `case.json` last. Done again after it was cut short, it goes on where it stopped.
 * @returns names under which files that somebody had edited were kept
 * @throws UserError where the folder does not hold what the journal says
 */
export async function finish(dir: string, journal: Journal, effects: Disk): Promise<string[]> {
  const staging = join(dir, PUBLISHING);
  const kind = await kindOf(staging, effects);
  if (kind === undefined) return [];
  const record = journal.records.at(-1);
  const publishes = record !== undefined && (record.kind === 'published' || record.kind === 'amended');
  if (kind !== 'folder' || !publishes) throw damaged(staging);
  const written = publish.writtenHashes(journal.records);
  const kept: string[] = [];
  const files = publish.filesOf(record);
  for (const [path, hash] of files) {
    publish.checkPath(path);
    const source = join(staging, 'files', path);
    const waiting = await kindOf(source, effects);
    // It was moved before.
    if (waiting === undefined) continue;
    if (waiting !== 'file' || !(await publish.untouched(source, new Set([hash]), effects)))
      throw damaged(source);
    const aside = await publish.moveIn(dir, path, source, written.get(path) ?? new Set(), effects);
    if (aside !== undefined) kept.push(aside);
  }
  if (record.kind === 'published') {
    kept.push(...(await publish.removeStale(dir, publish.namesIn(record, 'stale'), written, effects)));
    await moveLake(dir, staging, record, effects);
  }
  const document = join(staging, 'case.json');
  if ((await kindOf(document, effects)) === 'file') await effects.fs.rename(document, join(dir, 'case.json'));
  await syncFolder(dir, effects);
  await effects.fs.rm(staging, { recursive: true, force: true });
  return kept;
}

/** What is asked of a journal: what its records say. */
interface JournalRecords {
  records: readonly Pick<JournalRecord, 'body'>[];
}

/**
 * The outputs that are not those of this `case.json` but of another run, by the journal. An output that somebody edited or
 * removed is none of them; nobody edits the lake's mark.
 */
async function foreignOutputs(
  dir: string,
  outputs: Readonly<Record<string, string>>,
  journal: JournalRecords,
  effects: Files,
): Promise<string[]> {
  const written = publish.writtenHashes(journal.records);
  const foreign: string[] = [];
  for (const [path, hash] of Object.entries(outputs)) {
    const target = join(dir, path);
    if ((await kindOf(dirname(target), effects)) !== 'folder') continue;
    if ((await kindOf(target, effects)) !== 'file') continue;
    const others = new Set(written.get(path));
    others.delete(hash);
    const differs = path === LAKE_MARK && !(await publish.untouched(target, new Set([hash]), effects));
    if (differs || (await publish.untouched(target, others, effects))) foreign.push(path);
  }
  return foreign;
}

/** What to say of a folder whose outputs are not all of the run that wrote its `case.json`; undefined: they are. */
export async function mixture(
  dir: string,
  outputs: Readonly<Record<string, string>>,
  journal: JournalRecords,
  effects: Files,
): Promise<UserError | undefined> {
  const [path, ...others] = await foreignOutputs(dir, outputs, journal, effects);
  if (path === undefined) return undefined;
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  return new UserError(`the case mixes two runs: this${more} is not of the run that wrote case.json`, {
    file: join(dir, path),
    hint: 'Restore the folder from a copy, or run `abusedesk investigate` again on it.',
  });
}

/** What to say of a folder whose new run is not yet all in its place; undefined: there is none such. */
export async function halfMoved(dir: string, effects: Files): Promise<UserError | undefined> {
  if ((await kindOf(join(dir, PUBLISHING), effects)) === undefined) return undefined;
  return new UserError('a run that was writing this case was cut short', {
    file: join(dir, PUBLISHING),
    hint: 'Run `abusedesk report CASE`: it finishes what was begun, and writes the report anew.',
  });
}
