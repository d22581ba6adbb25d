import { posix } from 'node:path';
import type { Files, Stats } from '../live/read.ts';

/** A copied file: its content, once it is asked for. */
export interface CopiedFile {
  size: number;
  /** Seconds since 1970. */
  modified?: number;
  content: () => Promise<Buffer | undefined>;
}

/** Copies do not keep who owns them, nor what may be done with them: all are taken for programs that root may run. */
const FILE_MODE = 0o100_755;
const FOLDER_MODE = 0o040_755;

function missing(path: string): Error {
  return Object.assign(new Error(`no such file: ${path}`), { code: 'ENOENT' });
}

/** Copies of a host's files, as its own file system would show them. Nothing is written anywhere. */
export function copiedFiles(copies: ReadonlyMap<string, CopiedFile>): Files {
  const folders = new Map<string, Set<string>>();
  for (const path of copies.keys()) {
    for (let at = path; at !== '/'; at = posix.dirname(at)) {
      const folder = posix.dirname(at);
      const names = folders.get(folder) ?? new Set<string>();
      folders.set(folder, names.add(posix.basename(at)));
    }
  }
  const stat = async (path: string): Promise<Stats> => {
    const file = copies.get(path);
    if (file === undefined && !folders.has(path)) throw missing(path);
    return {
      dev: 1,
      ino: 0,
      uid: 0,
      size: file?.size ?? 0,
      mode: file === undefined ? FOLDER_MODE : FILE_MODE,
      mtime: new Date((file?.modified ?? 0) * 1000),
      isFile: () => file !== undefined,
      isDirectory: () => file === undefined,
      isSymbolicLink: () => false,
    };
  };
  const readFile = async (path: string): Promise<Buffer> => {
    const bytes = await copies.get(path)?.content();
    if (bytes === undefined) throw missing(path);
    return bytes;
  };
  return {
    readFile,
    stat,
    lstat: stat,
    realpath: async (path) => path,
    readlink: (path) => Promise.reject(missing(path)),
    async readdir(path) {
      const names = folders.get(path);
      if (names === undefined) throw missing(path);
      return [...names];
    },
    async open(path) {
      const bytes = await readFile(path);
      return {
        read: async (buffer, offset, length, position) => ({
          bytesRead: bytes.copy(buffer, offset, position, position + length),
        }),
        close: () => Promise.resolve(),
      };
    },
  };
}
