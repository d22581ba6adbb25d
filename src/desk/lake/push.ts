import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { UserError } from '../../base/errors.ts';
import { inTemporaryFolder } from '../../base/temporary.ts';
import type { Environment, Files } from '../../base/ports.ts';
import { readCase, readLake } from '../../cases/reading.ts';
import { CLOUDS } from '../../clouds/index.ts';
import type { Place } from '../../clouds/place.ts';
import { copyOut } from '../../events/engines/duckdb/copy-out.ts';
import type { CopiedTable } from '../../events/engines/duckdb/copy-out.ts';
import { folderPlace } from './folder-place.ts';

/** A lake that lies at a place, whole. */
export interface PushedLake {
  /** The folder of this lake, as whoever reads there writes it. */
  url: string;
  /** The same below the location. */
  below: string;
  tables: CopiedTable[];
  /** Files that were put there now; the others lay there already. */
  put: number;
}

async function placeOf(location: string, effects: Files): Promise<Place> {
  for (const { place } of CLOUDS) {
    const bucket = await place?.(location);
    if (bucket !== undefined) return bucket;
  }
  if (/^[a-z][a-z0-9+.-]*:/i.test(location)) {
    throw new UserError(`a lake cannot be put to '${location.slice(0, 200)}'`, {
      hint: 'Give s3://BUCKET/PREFIX, or a folder.',
    });
  }
  return folderPlace(location, effects);
}

/**
 * The folder of one lake, by the case and by what is in its files: a later run's rows never lie beside an earlier one's, and the
 * same rows are put once.
 */
async function folderOf(
  id: string,
  target: string,
  paths: readonly string[],
  { fs }: Files,
): Promise<string> {
  const all = createHash('sha256');
  for (const path of paths) {
    const one = createHash('sha256');
    const file = await fs.open(join(target, ...path.split('/')));
    for await (const block of file.createReadStream()) one.update(block);
    all.update(`${path}\n${one.digest('hex')}\n`);
  }
  return `${id}/${all.digest('hex').slice(0, 16)}`;
}

/** Says what lies in the lake's folder and does not belong to it, or what is not there as it was put. */
async function compare(
  place: Place,
  below: string,
  wanted: ReadonlyMap<string, number>,
): Promise<Map<string, number>> {
  const there = await place.list();
  const strange = [...there.keys()].find((path) => path.startsWith(`${below}/`) && !wanted.has(path));
  if (strange === undefined) return there;
  throw new UserError('something else lies among the files of the lake', {
    file: `${place.url}/${strange}`,
    hint: 'An engine would read it as rows of the case. Move it away, or give another location.',
  });
}

/** Where a lake is put, and what is said meanwhile. */
export interface PutOptions {
  /** `s3://bucket/prefix`, or a folder. */
  location: string;
  memory: string;
  signal?: AbortSignal;
  onFile?: (done: number, of: number) => void;
}

/**
 * Puts a lake where engines of many machines read it, each table in a folder, with its parts by day. Run again it puts what is
 * missing; nothing that lies there is changed or removed.
 * @param lake its folder @param id the case's
 * @throws UserError (exit 2) where the place cannot be used, or something else lies in the lake's folder
 */
export async function putLake(
  lake: string,
  id: string,
  { location, memory, signal, onFile }: PutOptions,
  effects: Files & Environment,
): Promise<PushedLake> {
  const place = await placeOf(location, effects);
  try {
    return await inTemporaryFolder('lake', effects, async (scratch) => {
      const target = join(scratch, 'lake');
      await effects.fs.mkdir(target);
      const tables = await copyOut(lake, target, { memory, spill: join(scratch, 'spill') });
      const files = tables.flatMap((table) => table.files);
      const below = await folderOf(
        id,
        target,
        files.map(({ path }) => path),
        effects,
      );
      const wanted = new Map(files.map(({ path, bytes }) => [`${below}/${path}`, bytes]));
      const there = await compare(place, below, wanted);
      let put = 0;
      for (const [n, { path, bytes }] of files.entries()) {
        signal?.throwIfAborted();
        onFile?.(n, files.length);
        if (there.get(`${below}/${path}`) === bytes) continue;
        await place.put(`${below}/${path}`, join(target, ...path.split('/')));
        put += 1;
      }
      const now = await compare(place, below, wanted);
      const missing = [...wanted].find(([path, bytes]) => now.get(path) !== bytes);
      if (missing !== undefined) {
        throw new UserError('a file of the lake is not there as it was put', {
          file: `${place.url}/${missing[0]}`,
          hint: 'Run the same command again.',
        });
      }
      return { url: `${place.url}/${below}`, below, tables, put };
    });
  } finally {
    await place.close();
  }
}

/**
 * Puts the lake of a case that is on disk; see `putLake`. The case is read only.
 * @throws UserError (exit 2) where the case cannot be read, too
 */
export async function pushLake(
  dir: string,
  options: PutOptions,
  effects: Files & Environment,
): Promise<PushedLake> {
  const reading = await readCase(dir, effects);
  const lake = await readLake(reading, effects);
  try {
    const pushed = await putLake(lake.folder, reading.document.id, options, effects);
    if (await lake.isSame()) return pushed;
  } catch (error) {
    if (await lake.isSame()) throw error;
  }
  throw new UserError('another run has written the case anew while its lake was copied', {
    file: reading.dir,
    hint: 'Run the same command again when that run has ended.',
  });
}
