import type { Dirent } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { errorCode, UserError } from '../base/errors.ts';
import { homeFolder } from '../base/home.ts';
import type { Clock, Environment, Files } from '../base/ports.ts';
import { byUrgency, dueIn } from '../cases/clock.ts';
import type { DueMatter } from '../cases/clock.ts';
import { readDocument } from '../cases/store.ts';

/** So many entries of one folder are looked at, and so many cases read. */
const MAX_ENTRIES = 20_000;
const MAX_CASES = 5_000;
const CASE_FILE = 'case.json';

/** A matter with the folder of its case, absolute. */
export interface DueCase extends DueMatter {
  folder: string;
}

export interface CaseList {
  due: DueCase[];
  /** Folders that hold a case which cannot be read. */
  broken: { folder: string; why: string }[];
  /** Cases that were read, those without a notice too. */
  read: number;
  /** There are more than are looked at in one pass. */
  more: boolean;
}

type Effects = Files & Clock & Environment;

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

/**
 * What is due in the cases of these folders, the most urgent first. A case that cannot be read is said and does not stop the rest.
 * @param folders cases, or folders that hold cases; none: the current one, and the data folder of `intake`
 * @throws UserError (exit 2) where a folder that was named is none
 */
export async function listCases(folders: readonly string[], effects: Effects): Promise<CaseList> {
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
  const distinct = [...new Set(found)];
  const list: CaseList = { due: [], broken: [], read: 0, more: more || distinct.length > MAX_CASES };
  const now = effects.now();
  for (const folder of distinct.slice(0, MAX_CASES)) {
    try {
      const document = await readDocument(folder, effects);
      if (document === undefined) continue;
      list.read += 1;
      for (const matter of dueIn(document, now)) list.due.push({ ...matter, folder });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      list.broken.push({ folder, why: error.message });
    }
  }
  list.due.sort((a, b) => byUrgency(a, b) || (basename(a.folder) < basename(b.folder) ? -1 : 1));
  return list;
}
