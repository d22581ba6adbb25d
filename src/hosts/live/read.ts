import { dirname, join, posix } from 'node:path';
import { READ_AT_ONCE } from '../../base/regular-file.ts';
import { instant } from '../text/moment.ts';

/** The files that inspecting needs; a part of `node:fs/promises`. */
export interface Files {
  readFile(path: string): Promise<Buffer>;
  readlink(path: string): Promise<string>;
  readdir(path: string): Promise<string[]>;
  lstat(path: string): Promise<Stats>;
  stat(path: string): Promise<Stats>;
  realpath(path: string): Promise<string>;
  open(path: string, flags: string | number): Promise<Handle>;
}

interface Handle {
  read(buffer: Uint8Array, offset: number, length: number, position: number): Promise<{ bytesRead: number }>;
  close(): Promise<void>;
}

export interface Stats {
  dev: number;
  ino: number;
  size: number;
  mode: number;
  uid: number;
  mtime: Date;
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

/** What is asked of a file that may be gone, or may not be looked at, the next moment. */
export async function attempt<T>(work: Promise<T>): Promise<T | undefined> {
  return work.catch(() => undefined);
}

/** The text of a small file; undefined if it cannot be read. Bytes that are no UTF-8 come as U+FFFD. */
export async function textOf(fs: Files, path: string): Promise<string | undefined> {
  return (await attempt(fs.readFile(path)))?.toString('utf8');
}

/** Links that lead to links are followed so far. */
const MAX_LINKS = 8;
/** Larger files are no configuration. */
const MAX_BYTES = 1 << 20;

/**
 * A view of a host's files below a folder: `/`, or where a disk is mounted. Symbolic links are followed only as far as
 * they stay below it: an absolute link on a mounted disk means another disk.
 */
export class Tree {
  readonly #fs: Files;
  readonly root: string;

  constructor(fs: Files, root: string) {
    this.#fs = fs;
    this.root = root;
  }

  at(path: string): string {
    return join(this.root, path);
  }

  /** Names in a folder, sorted; none if there is no such folder. */
  async names(folder: string): Promise<string[]> {
    if (!(await this.#inside(folder))) return [];
    return ((await attempt(this.#fs.readdir(this.at(folder)))) ?? []).sort();
  }

  /**
   * Where a link leads in the end, by the disk's own paths: an absolute one begins at its root. The path itself where
   * it is no link, or leads nowhere.
   */
  async followed(path: string): Promise<string> {
    let now = path;
    for (let i = 0; i < MAX_LINKS; i++) {
      if ((await this.stat(now))?.isSymbolicLink() !== true) return now;
      const target = await attempt(this.#fs.readlink(this.at(now)));
      if (target === undefined) return path;
      now = posix.resolve(dirname(now), target);
    }
    return path;
  }

  /** A regular file's text and stat; undefined if it is not one, or is too large for a configuration. */
  async file(path: string): Promise<{ text: string; stat: Stats } | undefined> {
    const stat = await this.stat(path);
    if (stat === undefined || !stat.isFile() || stat.size > MAX_BYTES || !(await this.#inside(path)))
      return undefined;
    // Files that the kernel makes up as they are read have no size.
    const bytes = await this.#start(path, stat.size === 0 ? MAX_BYTES : stat.size);
    return bytes === undefined ? undefined : { text: bytes.toString('utf8'), stat };
  }

  /** Of the thing itself, not of what a link points to. */
  async stat(path: string): Promise<Stats | undefined> {
    return attempt(this.#fs.lstat(this.at(path)));
  }

  /** The first bytes of a regular file. */
  async head(path: string, bytes: number): Promise<Buffer | undefined> {
    return (await this.#inside(path)) ? this.#start(path, bytes) : undefined;
  }

  /** A part of a regular file. @param from in bytes */
  async part(path: string, from: number, bytes: number): Promise<Buffer | undefined> {
    return (await this.#inside(path)) ? this.#start(path, bytes, from) : undefined;
  }

  async #start(path: string, bytes: number, from = 0): Promise<Buffer | undefined> {
    // Whoever has the host may put a pipe in a file's place, between looking and opening.
    const handle = await attempt(this.#fs.open(this.at(path), READ_AT_ONCE));
    if (handle === undefined) return undefined;
    try {
      const buffer = Buffer.alloc(bytes);
      const { bytesRead } = await handle.read(buffer, 0, bytes, from);
      return buffer.subarray(0, bytesRead);
    } catch {
      return undefined;
    } finally {
      await handle.close();
    }
  }

  async #inside(path: string): Promise<boolean> {
    if (this.root === '/') return true;
    const [root, real] = await Promise.all([
      attempt(this.#fs.realpath(this.root)),
      attempt(this.#fs.realpath(this.at(path))),
    ]);
    return root !== undefined && real !== undefined && (real === root || real.startsWith(`${root}/`));
  }
}

/** A moment as facts have it: ISO 8601 in UTC, to the second. */
export function secondOf(moment: Date): string {
  return instant(moment.getTime());
}
