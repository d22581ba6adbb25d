import { join } from 'node:path';
import { UserError } from '../../base/errors.ts';
import type { Clock, Environment, Files } from '../../base/ports.ts';
import { Folding } from '../../attribution/history.ts';
import type { History } from '../../attribution/history.ts';
import { importedOf, readList } from '../../attribution/import.ts';
import type { ImportedList, Origin } from '../../attribution/import.ts';
import { GitArchive } from './git-archive.ts';
import { readListFile } from './list-file.ts';

export interface ImportRequest {
  /** Files, folders of files, clones of an archive of lists. */
  paths: readonly string[];
  /** What the user says of all of them. */
  given: Pick<Origin, 'list' | 'published' | 'own'>;
  /** Called from time to time with the number of versions read so far. */
  onProgress?: (versions: number) => void;
}

export interface ImportResult {
  histories: History[];
  imported: ImportedList[];
  /** Files of folders that are no list, or could not be read, with the reason. */
  skipped: { path: string; reason: string }[];
}

/** A file of a clone that was no list so often is not looked at any more. */
const GIVEN_UP = 3;
/** Folders below folders. */
const MAX_DEPTH = 8;

class Import {
  readonly #foldings = new Map<string, Folding>();
  readonly #untouched: Map<string, History>;
  readonly #request: ImportRequest;
  readonly #effects: Files & Clock & Environment;
  readonly imported: ImportedList[] = [];
  readonly skipped: ImportResult['skipped'] = [];

  constructor(histories: readonly History[], request: ImportRequest, effects: Files & Clock & Environment) {
    this.#untouched = new Map(histories.map((history) => [history.list, history]));
    this.#request = request;
    this.#effects = effects;
  }

  get histories(): History[] {
    const folded = [...this.#foldings.values()].map((folding) => folding.history);
    return [...[...this.#untouched.values()].filter(({ list }) => !this.#foldings.has(list)), ...folded];
  }

  #fold(bytes: Uint8Array, origin: Pick<Origin, 'source' | 'written' | 'committed'>): void {
    const { given, onProgress } = this.#request;
    const read = readList(bytes, { ...origin, ...given, imported: this.#effects.now().toISOString() });
    const { provider, list, version, ranges } = read;
    let folding = this.#foldings.get(list);
    if (folding === undefined) {
      folding = new Folding(this.#untouched.get(list) ?? { provider, list, versions: [], rows: [] });
      this.#foldings.set(list, folding);
    }
    this.imported.push(importedOf(read, folding.add(version, ranges.rows)));
    onProgress?.(this.imported.length);
  }

  #skip(path: string, error: unknown): void {
    if (!(error instanceof UserError)) throw error;
    this.skipped.push({ path, reason: error.message });
  }

  async file(path: string): Promise<void> {
    const { bytes, written } = await readListFile(path, this.#effects);
    this.#fold(bytes, { source: path, written });
  }

  async folder(path: string, depth = 0): Promise<void> {
    const entries = await this.#effects.fs.readdir(path, { withFileTypes: true });
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const inner = join(path, entry.name);
      if (entry.isDirectory() && depth < MAX_DEPTH && !entry.name.startsWith('.')) {
        await this.folder(inner, depth + 1);
      } else if (entry.isFile()) {
        try {
          await this.file(inner);
        } catch (error) {
          this.#skip(inner, error);
        }
      }
    }
  }

  async clone(path: string): Promise<void> {
    const archive = new GitArchive(path, this.#effects.env['PATH'] ?? '');
    for (const file of await archive.files()) {
      let failed = 0;
      for (const commit of await archive.commits(file)) {
        const source = `${path}:${commit.id.slice(0, 12)}:${file}`;
        try {
          const bytes = await archive.read(commit);
          if (bytes !== undefined) this.#fold(bytes, { source, committed: commit.committed });
          failed = 0;
        } catch (error) {
          this.#skip(source, error);
          if (++failed >= GIVEN_UP && !this.imported.some((one) => one.version.source.endsWith(`:${file}`)))
            break;
        }
      }
    }
  }
}

/**
 * Reads lists and folds them into the histories; nothing is stored. A file that was named must be a list; of a folder or a
 * clone the others are passed over and reported.
 * @throws UserError when a file that was named is no list, or a folder holds none
 */
export async function importRanges(
  histories: readonly History[],
  request: ImportRequest,
  effects: Files & Clock & Environment,
): Promise<ImportResult> {
  const run = new Import(histories, request, effects);
  for (const path of request.paths) {
    const kind = await kindOf(path, effects);
    const before = run.imported.length;
    if (kind === 'file') await run.file(path);
    else if (kind === 'clone') await run.clone(path);
    else await run.folder(path);
    if (run.imported.length > before) continue;
    const [first] = run.skipped;
    throw new UserError('there is no list of address ranges in the folder', {
      file: path,
      ...(first && { hint: `${first.path}: ${first.reason}` }),
    });
  }
  return { histories: run.histories, imported: run.imported, skipped: run.skipped };
}

async function kindOf(path: string, effects: Files): Promise<'file' | 'folder' | 'clone'> {
  const is = (place: string): Promise<boolean> =>
    effects.fs.stat(place).then(
      (found) => found.isDirectory(),
      () => false,
    );
  if (!(await is(path))) return 'file';
  return (await is(join(path, '.git'))) ? 'clone' : 'folder';
}
