import { createHash } from 'node:crypto';
import { dirname, join, parse } from 'node:path';
import { errorCode, UserError } from '../base/errors.ts';
import type { Environment, Files } from '../base/ports.ts';
import { syncFolder } from '../base/atomic-files.ts';
import type { JournalRecord } from './journal.ts';

/** Names that only the store itself writes. */
const OWN = new Set(['case.json', 'journal.jsonl', 'case.lock', 'lake', 'scratch', 'publishing']);
const SEGMENT = /^[\p{L}\p{N}_][\p{L}\p{N}._ -]{0,119}$/u;
/** A file larger than this is not compared with what was written; it is kept. */
const MAX_COMPARED_BYTES = 4 * 2 ** 30;
const READ_BYTES = 2 ** 20;

/** What a file is to hold; what may be large comes in pieces. */
export type Content = string | Uint8Array | (() => Iterable<string>);

/** Path in the case folder → content to be written there. */
export type StagedFiles = ReadonlyMap<string, Content>;

/**
 * Lets only plain relative paths pass: `report.html`, `letters/reply-final.en.txt`. Whatever evidence puts
 * into a name, it stays inside the folder and does not touch the store's own files.
 */
export function checkPath(path: string): void {
  const segments = path.split('/');
  const plain = segments.length <= 4 && segments.every((segment) => SEGMENT.test(segment));
  if (!plain || OWN.has(segments[0] ?? '')) {
    throw new RangeError(`Not a path for a file of the case: ${JSON.stringify(path)}`);
  }
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The files that a record says were written, with their SHA-256. */
export function filesOf(record: Pick<JournalRecord, 'body'>): [path: string, hash: string][] {
  const { files } = record.body;
  if (typeof files !== 'object' || files === null) return [];
  return Object.entries(files).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
}

/** A list of names that a record's body holds under the key. */
export function namesIn(record: JournalRecord, key: string): string[] {
  const names = record.body[key];
  return Array.isArray(names) ? names.filter((name): name is string => typeof name === 'string') : [];
}

/** Every hash that the journal says was written to a path: content with another hash is somebody's own work. */
export function writtenHashes(records: readonly Pick<JournalRecord, 'body'>[]): Map<string, Set<string>> {
  const hashes = new Map<string, Set<string>>();
  for (const record of records) {
    for (const [path, hash] of filesOf(record)) {
      const known = hashes.get(path) ?? new Set();
      hashes.set(path, known.add(hash));
    }
  }
  return hashes;
}

/** The files that are in the folder since the last complete run, by the journal: its own and those added after it. */
export function standingFiles(records: readonly JournalRecord[]): Set<string> {
  const last = records.findLastIndex((record) => record.kind === 'published');
  const standing = records.slice(Math.max(0, last)).flatMap(filesOf);
  return new Set(standing.map(([path]) => path));
}

/** The SHA-256 of a file, which is read piece by piece. */
export async function sha256Of(path: string, effects: Files): Promise<string> {
  const hash = createHash('sha256');
  const buffer = new Uint8Array(READ_BYTES);
  const handle = await effects.fs.open(path, 'r');
  try {
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, READ_BYTES);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}

/** Is the file as one of these hashes says? A link or a very large file is not. */
export async function untouched(path: string, known: ReadonlySet<string>, effects: Files): Promise<boolean> {
  const stat = await effects.fs.lstat(path);
  if (known.size === 0 || !stat.isFile() || stat.size > MAX_COMPARED_BYTES) return false;
  return known.has(await sha256Of(path, effects));
}

async function exists(path: string, effects: Files): Promise<boolean> {
  try {
    await effects.fs.lstat(path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Moves a file that somebody edited out of the way: `reply.en.txt` → `reply.en.edited-1.txt`. */
async function setAside(dir: string, path: string, effects: Files): Promise<string> {
  const { dir: folder, name, ext } = parse(path);
  for (let n = 1; ; n += 1) {
    const aside = (folder === '' ? '' : `${folder}/`) + `${name}.edited-${n}${ext}`;
    if (await exists(join(dir, aside), effects)) continue;
    await effects.fs.rename(join(dir, path), join(dir, aside));
    return aside;
  }
}

/** Makes the folders above a file; a link among them could lead out of the case and is refused. */
export async function ensureParents(dir: string, path: string, effects: Files): Promise<void> {
  let folder = dir;
  for (const segment of path.split('/').slice(0, -1)) {
    folder = join(folder, segment);
    await effects.fs.mkdir(folder).catch((error: unknown) => {
      if (errorCode(error) !== 'EEXIST') throw error;
    });
    if ((await effects.fs.lstat(folder)).isDirectory()) continue;
    throw new UserError('a folder of the case is a link to somewhere else, or no folder', {
      file: folder,
      hint: 'Move it away and run the command again.',
    });
  }
}

/**
 * Moves a file to its place in the case. One that was edited since it was written is kept under another name.
 * @returns that name
 */
export async function moveIn(
  dir: string,
  path: string,
  source: string,
  written: ReadonlySet<string>,
  effects: Files & Environment,
): Promise<string | undefined> {
  const target = join(dir, path);
  await ensureParents(dir, path, effects);
  const edited = (await exists(target, effects)) && !(await untouched(target, written, effects));
  const aside = edited ? await setAside(dir, path, effects) : undefined;
  await effects.fs.rename(source, target);
  await syncFolder(dirname(target), effects);
  return aside;
}

/** Removes files of the run before that this run did not write again; edited ones are kept. */
export async function removeStale(
  dir: string,
  stale: Iterable<string>,
  written: ReadonlyMap<string, ReadonlySet<string>>,
  effects: Files,
): Promise<string[]> {
  const kept: string[] = [];
  for (const path of stale) {
    checkPath(path);
    const target = join(dir, path);
    if (!(await exists(target, effects))) continue;
    await ensureParents(dir, path, effects);
    if (await untouched(target, written.get(path) ?? new Set(), effects)) await effects.fs.rm(target);
    else kept.push(await setAside(dir, path, effects));
  }
  return kept;
}
