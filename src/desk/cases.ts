import type { Dirent } from 'node:fs';
import { basename, isAbsolute, join, resolve } from 'node:path';
import { errorCode, UserError } from '../base/errors.ts';
import { homeFolder } from '../base/home.ts';
import type { Clock, Environment, Files, Processes } from '../base/ports.ts';
import { byUrgency, dueAt, dueIn } from '../cases/clock.ts';
import type { DueMatter } from '../cases/clock.ts';
import { readDocument } from '../cases/store.ts';
import type { IndexedCase } from './case-index/index.ts';

/** So many entries of one folder are looked at, and so many cases read. */
const MAX_ENTRIES = 20_000;
const MAX_CASES = 5_000;
const CASE_FILE = 'case.json';

/** A matter with the folder of its case, absolute. */
export interface DueCase extends DueMatter {
  folder: string;
  /** The case was not read: it is as the index has it, of a folder on this computer. */
  on?: string;
  /** The folder is no more, or holds another case; what is said is what the index has. */
  gone?: true;
}

export interface CaseList {
  due: DueCase[];
  /** Folders that hold a case which cannot be read. */
  broken: { folder: string; why: string }[];
  /** Cases of the index whose folder on this computer is no more, or holds another case. */
  gone: { id: string; folder: string }[];
  /** Cases that were read, those without a notice too. */
  read: number;
  /** There are more than are looked at in one pass. */
  more: boolean;
}

type Effects = Files & Clock & Environment & Processes;

async function entriesOf(folder: string, effects: Files): Promise<Dirent[] | undefined> {
  try {
    return await effects.fs.readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (errorCode(error) !== undefined) return undefined;
    throw error;
  }
}

/** Whether something of that name is there, whatever it is. */
async function isThere(path: string, effects: Files): Promise<boolean> {
  return effects.fs.lstat(path).then(
    () => true,
    () => false,
  );
}

/** A folder that is none, a link among them, leads nowhere. */
async function isFolder(path: string, effects: Files): Promise<boolean> {
  return effects.fs.lstat(path).then(
    (stat) => stat.isDirectory(),
    () => false,
  );
}

/**
 * Case folders in what was named: the folder itself, the folders in it, and the `case` folders in those, as `intake` lays them out. No link
 * is followed, and of a case nothing but its case.json is looked for.
 */
async function casesIn(root: string, effects: Files): Promise<{ folders: string[]; more: boolean }> {
  if (await isThere(join(root, CASE_FILE), effects)) return { folders: [root], more: false };
  const entries = (await entriesOf(root, effects)) ?? [];
  const folders: string[] = [];
  const within = entries.filter((entry) => entry.isDirectory());
  for (const { name } of within.slice(0, MAX_ENTRIES)) {
    for (const path of [join(root, name), join(root, name, 'case')]) {
      if ((await isFolder(path, effects)) && (await isThere(join(path, CASE_FILE), effects)))
        folders.push(path);
    }
  }
  return { folders: folders.toSorted(), more: within.length > MAX_ENTRIES };
}

/** Where cases are looked for if nothing is named: here, and where `intake` puts them. */
function usual(effects: Effects): string[] {
  const here = effects.cwd();
  return [here, join(homeFolder(effects), 'intake')];
}

/** The cases of the index that were not read, as it has them. */
function addIndexed(
  list: CaseList,
  indexed: readonly IndexedCase[],
  read: ReadonlySet<string>,
  effects: Effects,
): void {
  const broken = new Set(list.broken.map(({ folder }) => folder));
  const now = effects.now();
  for (const { id, opened, host, folder, matters } of indexed) {
    const here = host === effects.process.host;
    if (read.has(keyOf(id, opened)) || (here && broken.has(folder))) continue;
    if (here) list.gone.push({ id, folder });
    for (const kept of matters) {
      list.due.push({ ...dueAt(id, kept, now), folder, on: host, ...(here && { gone: true as const }) });
    }
  }
}

const keyOf = (id: string, opened: string): string => JSON.stringify([id, opened]);

/** Where the cases lie that are to be listed. @throws UserError where a folder that was named is none */
async function foldersOf(
  folders: readonly string[],
  effects: Effects,
): Promise<{ folders: string[]; more: boolean }> {
  const roots = folders.map((folder) => resolve(effects.cwd(), folder));
  for (const root of roots) {
    if (await isFolder(root, effects)) continue;
    throw new UserError('this is no folder', {
      file: root,
      hint: 'Name a case, or a folder that holds cases; links are not followed.',
    });
  }
  const found: string[] = [];
  let more = false;
  for (const root of roots.length === 0 ? usual(effects) : roots) {
    const one = await casesIn(root, effects);
    found.push(...one.folders);
    more ||= one.more;
  }
  return { folders: found, more };
}

/**
 * What is due in the cases of these folders, the most urgent first. A case that cannot be read is said and does not stop the rest.
 * @param folders cases, or folders that hold cases; none: the current one, and the data folder of `intake`
 * @param indexed cases of the team's index. One that lies here, too, is read in its folder; the others are as the index has them
 * @throws UserError (exit 2) where a folder that was named is none
 */
export async function listCases(
  folders: readonly string[],
  effects: Effects,
  indexed: readonly IndexedCase[] = [],
): Promise<CaseList> {
  const { folders: found, more } = await foldersOf(folders, effects);
  for (const { folder } of indexed) {
    if (isAbsolute(folder) && (await isFolder(folder, effects))) found.push(folder);
  }
  const distinct = [...new Set(found)];
  const list: CaseList = {
    due: [],
    broken: [],
    gone: [],
    read: 0,
    more: more || distinct.length > MAX_CASES,
  };
  const now = effects.now();
  const read = new Set<string>();
  for (const folder of distinct.slice(0, MAX_CASES)) {
    try {
      const document = await readDocument(folder, effects);
      if (document === undefined) continue;
      list.read += 1;
      read.add(keyOf(document.id, document.opened));
      for (const matter of dueIn(document, now)) list.due.push({ ...matter, folder });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      list.broken.push({ folder, why: error.message });
    }
  }
  addIndexed(list, indexed, read, effects);
  list.due.sort((a, b) => byUrgency(a, b) || (basename(a.folder) < basename(b.folder) ? -1 : 1));
  return list;
}

/** The case folders in what was named, absolute. @throws UserError where it is no folder */
export async function caseFoldersIn(folders: readonly string[], effects: Effects): Promise<string[]> {
  return [...new Set((await foldersOf(folders, effects)).folders)];
}
