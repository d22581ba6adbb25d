import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolder, syncFolder } from '../../base/atomic-files.ts';
import { errorCode, UserError } from '../../base/errors.ts';
import type { Effects } from '../../base/ports.ts';
import { inTemporaryFolder } from '../../base/temporary.ts';
import { isHeld, lockFile } from '../../cases/lock.ts';
import type { Database, IndexStore, Row, Value } from './database.ts';
import { builtinSqlite, wasmSqlite } from './sqlite-file.ts';
import type { OpenSqlite, SqliteFile } from './sqlite-file.ts';

/** A larger file is no index of ours: a hundred thousand matters take some 40 MB. */
const MAX_BYTES = 512 * 2 ** 20;
/** How long a run waits for another that changes the index, and how long between two looks, in milliseconds. */
const PATIENCE_MS = 20_000;
const LOOK_MS = 50;

const MAGIC = 'SQLite format 3\0';
const AWAY = 'Move the file away, and note the cases anew: abusedesk cases --note FOLDER';

/** Copies the file for work on it; there may be none yet. @throws UserError where something else lies there */
async function copyTo(copy: string, path: string, effects: Effects): Promise<void> {
  try {
    const stat = await effects.fs.stat(path);
    if (!stat.isFile() || stat.size > MAX_BYTES)
      throw new UserError('this is no case index', { file: path, hint: AWAY });
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  for (const ending of ['-journal', '-wal']) {
    const beside = await effects.fs.stat(`${path}${ending}`).catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    });
    // What lies in it belongs to the file: another program is changing it, or was killed at it.
    if (beside !== undefined && beside.size > 0) {
      throw new UserError('another program has the case index open', {
        file: `${path}${ending}`,
        hint: 'Close the program that works on the file with SQLite, and run the command again.',
      });
    }
  }
  await effects.fs.copyFile(path, copy);
  const handle = await effects.fs.open(copy, 'r');
  try {
    const { buffer } = await handle.read(Buffer.alloc(MAGIC.length), 0, MAGIC.length, 0);
    if (buffer.toString('latin1') !== MAGIC)
      throw new UserError('this is no file of SQLite', { file: path, hint: AWAY });
  } finally {
    await handle.close();
  }
}

/** What SQLite says of a question, for somebody who can mend the file or the disk. */
function asked<T>(path: string, question: () => T): T {
  try {
    return question();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`the case index: ${why}`, { file: path, hint: AWAY, cause: error });
  }
}

/** Opens a copy that nobody else has, and looks whether it is whole. */
function opened(copy: string, path: string, open: OpenSqlite): SqliteFile {
  const file = asked(path, () => open(copy));
  try {
    // A kill ends the copy alone, so that nothing of it need be journaled on disk.
    for (const setting of ['journal_mode = MEMORY', 'synchronous = OFF', 'trusted_schema = OFF'])
      asked(path, () => file.all(`PRAGMA ${setting}`, []));
    const [check] = asked(path, () => file.all('PRAGMA quick_check(1)', []));
    if (check?.['quick_check'] === 'ok') return file;
    throw new UserError(`the case index is damaged: ${String(check?.['quick_check'])}`, {
      file: path,
      hint: AWAY,
    });
  } catch (error) {
    file.close();
    throw error;
  }
}

/** Work on the copy, in one transaction. */
async function working<T>(
  copy: string,
  path: string,
  open: OpenSqlite,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const file = opened(copy, path, open);
  const ask = (sql: string, values: readonly Value[] = []): Promise<Row[]> =>
    Promise.resolve(asked(path, () => file.all(sql, values)));
  try {
    await ask('BEGIN');
    const result = await work({
      all: ask,
      async hasTable(name) {
        const rows = await ask("SELECT name FROM sqlite_master WHERE type = 'table' AND name = ?", [name]);
        return rows.length > 0;
      },
      // The file's lock is held already.
      lock: () => Promise.resolve(),
    });
    await ask('COMMIT');
    return result;
  } finally {
    file.close();
  }
}

async function locked(path: string, effects: Effects): Promise<() => Promise<void>> {
  const lock = `${path}.lock`;
  for (let waited = 0; ; waited += LOOK_MS) {
    try {
      return await lockFile(lock, effects);
    } catch (error) {
      if (!isHeld(error)) throw error;
      if (waited >= PATIENCE_MS) {
        throw new UserError('another run has been changing the case index for long', {
          file: lock,
          hint: 'Look whether it still works. If you are sure that none does, delete the lock file.',
          cause: error,
        });
      }
    }
    await sleep(LOOK_MS);
  }
}

/**
 * An index in one file of SQLite, changed as a whole: a copy is changed, synced and put in the file's place, under a lock. So a
 * reader, or a kill at any moment, sees the index as it was or as it is; and it does not depend on how a Node's SQLite locks
 * files, which differs between its own and the WebAssembly one.
 */
export async function sqliteStore(path: string, effects: Effects, open?: OpenSqlite): Promise<IndexStore> {
  const opener = open ?? builtinSqlite() ?? (await wasmSqlite());
  return {
    read: (work) =>
      inTemporaryFolder('index', effects, async (folder) => {
        const copy = join(folder, 'index.sqlite');
        await copyTo(copy, path, effects);
        return working(copy, path, opener, work);
      }),
    change: async (work) => {
      await makeFolder(dirname(path), effects);
      const unlock = await locked(path, effects);
      const copy = `${path}.${effects.uuid()}.tmp`;
      try {
        await copyTo(copy, path, effects);
        const result = await working(copy, path, opener, work);
        const handle = await effects.fs.open(copy, 'r+');
        try {
          await handle.sync();
        } finally {
          await handle.close();
        }
        await effects.fs.rename(copy, path);
        await syncFolder(dirname(path), effects);
        return result;
      } finally {
        await effects.fs.rm(copy, { force: true });
        // A lock of the WebAssembly SQLite is a folder.
        await effects.fs.rm(`${copy}.lock`, { force: true, recursive: true });
        await unlock();
      }
    },
  };
}
