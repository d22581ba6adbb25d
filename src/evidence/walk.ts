import { messageOf } from '../model/reason.ts';
import { worded } from './worded.ts';
import { basename, resolve, sep } from 'node:path';
import type { Files } from '../base/ports.ts';
import { errorCode, UserError } from '../base/errors.ts';
import { openRegular } from '../base/regular-file.ts';
import { fsReason } from '../base/fs-reason.ts';
import { junkFile, junkFolder } from './junk.ts';
import { nameOf, quotedName } from '../base/file-names.ts';
import type { StoredFile } from './blocks.ts';
import { LATEST } from '../tables/times.ts';
import { pick } from './identity.ts';
import { systemMessage, systemReason } from './system-reason.ts';

/** A regular file that the walk came to. */
export interface WalkedFile extends StoredFile {
  path: string;
  /** When it was last written, seconds since 1970. */
  modified?: number;
}

/** What is listed and not read: `skipped` on purpose, `unreadable` although it should have been read. */
export interface SkippedFile {
  path: string;
  bytes: number;
  format: 'skipped' | 'unreadable';
  because: string;
}

interface Walk {
  files: WalkedFile[];
  skipped: SkippedFile[];
  /** Files and folders by device and inode, with the path under which they were met. */
  seen: Map<string, string>;
  /** Real paths of what was given: a link to something below them is read where its target is. */
  roots: string[];
  /** Our own working folder. */
  scratch: string;
  maxFiles: number;
}

/** One entry of a folder, or something given by the user. */
interface Place {
  path: string;
  at: string | Buffer;
  name: string;
}

interface Stats {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
  dev: bigint;
  ino: bigint;
  size: bigint;
  mtimeNs: bigint;
  ctimeNs: bigint;
  mtimeMs: bigint;
}

/**
 * Lists the regular files below the given paths, in the byte order of their names. Links are not followed
 * below a given path: their targets are read where they are, or lie outside. What is not read is listed
 * with the reason.
 * @throws UserError if a given path does not exist, or is one of our own case folders
 */
export async function walk(
  paths: readonly string[],
  scratch: string,
  maxFiles: number,
  effects: Files,
): Promise<{ files: WalkedFile[]; skipped: SkippedFile[] }> {
  const roots = paths.map((path) => resolve(effects.cwd(), path));
  const state: Walk = {
    files: [],
    skipped: [],
    seen: new Map(),
    roots: await Promise.all(roots.map((root) => realPath(root, effects))),
    scratch: await realPath(scratch, effects),
    maxFiles,
  };
  const labels = labelsOf(paths, roots);
  for (const [index, root] of roots.entries()) {
    await walkRoot(state, root, labels[index] ?? '', paths[index] ?? root, effects);
  }
  return { files: state.files, skipped: state.skipped };
}

async function realPath(path: string, effects: Files): Promise<string> {
  return effects.fs.realpath(path).catch(() => resolve(path));
}

/** What comes before the paths below each root: nothing for the only one, else its name, else all of it. */
function labelsOf(given: readonly string[], roots: readonly string[]): string[] {
  const names = roots.map((root) => basename(root) || root);
  if (roots.length === 1) return names;
  return names.map((name, index) =>
    names.indexOf(name) === names.lastIndexOf(name) ? name : (given[index] ?? name),
  );
}

async function walkRoot(state: Walk, root: string, label: string, given: string, effects: Files) {
  let stats: Stats;
  try {
    stats = await effects.fs.stat(root, { bigint: true });
  } catch (error) {
    const missing = errorCode(error) === 'ENOENT';
    throw new UserError(
      missing ? 'There is no such file or folder.' : `It cannot be read: ${fsReason(error)}.`,
      {
        file: given,
        hint: 'Give the folder or the files with the notice and the logs.',
        cause: error,
      },
    );
  }
  if (!stats.isDirectory()) {
    await walkPlace(state, { path: label, at: root, name: basename(root) }, stats, effects);
    return;
  }
  if (await isCaseFolder(root, effects)) {
    throw new UserError('This is a case folder, not evidence.', {
      file: given,
      hint: 'Give the folder with the notice and the logs; the case folder is made from it.',
    });
  }
  state.seen.set(identity(stats), label);
  await walkFolder(state, state.roots.length === 1 ? '' : `${label}/`, root, effects);
}

/** @param prefix of the paths below: empty, or ending in a slash */
async function walkFolder(
  state: Walk,
  prefix: string,
  folder: string | Buffer,
  effects: Files,
): Promise<void> {
  let names: Buffer[];
  try {
    names = await effects.fs.readdir(folder, { encoding: 'buffer' });
  } catch (error) {
    skipFile(
      state,
      prefix === '' ? './' : prefix,
      0,
      'unreadable',
      worded('folderFails', { why: systemMessage(error) }),
    );
    return;
  }
  names.sort((a, b) => a.compare(b));
  for (const bytes of names) {
    const { name, exact } = nameOf(bytes);
    const place: Place = {
      path: prefix + name,
      name,
      at: exact ? childText(folder, name) : childBytes(folder, bytes),
    };
    if (state.files.length >= state.maxFiles) {
      const because = worded('walkLimit', { most: state.maxFiles });
      skipFile(state, place.path, 0, 'unreadable', because);
      return;
    }
    try {
      await walkPlace(state, place, await effects.fs.lstat(place.at, { bigint: true }), effects);
    } catch (error) {
      skipFile(state, place.path, 0, 'unreadable', systemReason(error));
    }
  }
}

function childText(folder: string | Buffer, name: string): string | Buffer {
  return typeof folder === 'string' ? `${folder}${sep}${name}` : childBytes(folder, Buffer.from(name));
}

function childBytes(folder: string | Buffer, name: Buffer): Buffer {
  return Buffer.concat([typeof folder === 'string' ? Buffer.from(folder) : folder, Buffer.from(sep), name]);
}

function skipFile(
  state: Walk,
  path: string,
  bytes: number,
  format: SkippedFile['format'],
  because: string,
): void {
  state.skipped.push({ path, bytes, format, because });
}

function identity(stats: Stats): string {
  return `${stats.dev}:${stats.ino}`;
}

async function walkPlace(state: Walk, place: Place, stats: Stats, effects: Files): Promise<void> {
  const bytes = Number(stats.size);
  if (stats.isSymbolicLink()) {
    skipFile(state, place.path, 0, 'skipped', await linkReason(state, place.at, effects));
  } else if (stats.isDirectory()) {
    const because = await passedOver(state, place, stats, effects);
    if (because !== undefined) {
      skipFile(state, `${place.path}/`, 0, 'skipped', because);
      return;
    }
    state.seen.set(identity(stats), `${place.path}/`);
    await walkFolder(state, `${place.path}/`, place.at, effects);
  } else if (!stats.isFile()) {
    skipFile(state, place.path, 0, 'unreadable', worded('walkDevice'));
  } else {
    const junk = junkFile(place.name);
    const met = stats.ino === 0n ? undefined : state.seen.get(identity(stats));
    if (junk !== undefined)
      skipFile(state, place.path, bytes, 'skipped', worded('evMissing', { what: messageOf(junk) }));
    else if (met !== undefined) {
      skipFile(state, place.path, bytes, 'skipped', worded('evSameFile', { path: quotedName(met) }));
    } else {
      state.seen.set(identity(stats), place.path);
      const modified = Math.floor(Number(stats.mtimeMs) / 1000);
      // Anybody can give a file any time: one that no log can be of dates nothing.
      const dated = modified > 0 && modified < LATEST;
      const found = pick(stats);
      state.files.push({ path: place.path, at: place.at, bytes, found, ...(dated && { modified }) });
    }
  }
}

/** Why a folder is not looked into. Undefined: it is. */
async function passedOver(
  state: Walk,
  place: Place,
  stats: Stats,
  effects: Files,
): Promise<string | undefined> {
  const junk = junkFolder(place.name);
  if (junk !== undefined) return worded('evMissing', { what: messageOf(junk) });
  const met = stats.ino === 0n ? undefined : state.seen.get(identity(stats));
  if (met !== undefined) return worded('walkSameFolder', { path: met === '' ? './' : quotedName(met) });
  if (typeof place.at !== 'string') return undefined;
  const real = await realPath(place.at, effects);
  if (real === state.scratch) return worded('walkScratch');
  if (isWithin(state.scratch, real) && (await isBegunCase(place.at, effects))) {
    return worded('walkBegun');
  }
  if (place.name.endsWith('.case') || (await isCaseFolder(place.at, effects))) {
    return worded('walkCase');
  }
  return undefined;
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** A case folder has its journal before it has its `case.json`. */
async function isBegunCase(folder: string, effects: Files): Promise<boolean> {
  return effects.fs.access(`${folder}${sep}journal.jsonl`).then(
    () => true,
    () => false,
  );
}

async function isCaseFolder(folder: string, effects: Files): Promise<boolean> {
  try {
    const handle = await openRegular(`${folder}${sep}case.json`, effects);
    try {
      const start = Buffer.alloc(4096);
      const { bytesRead } = await handle.read(start, 0, start.length, 0);
      return /"schema"\s{0,8}:\s{0,8}"abusedesk\.case\//.test(start.toString('latin1', 0, bytesRead));
    } finally {
      await handle.close();
    }
  } catch {
    return false;
  }
}

async function linkReason(state: Walk, at: string | Buffer, effects: Files): Promise<string> {
  let target: string;
  try {
    target = await effects.fs.realpath(at);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT') return worded('walkNowhere');
    if (code === 'ELOOP') return worded('walkCircle');
    return worded('walkLinkFails', { why: systemMessage(error) });
  }
  if (typeof at === 'string' && isWithin(resolve(at), target)) {
    return worded('walkLoop');
  }
  if (state.roots.some((root) => isWithin(target, root))) {
    return worded('walkInside');
  }
  return worded('walkOutside', { target: quotedName(target) });
}
