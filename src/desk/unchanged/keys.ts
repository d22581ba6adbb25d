import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { errorCode } from '../../base/errors.ts';
import { homeFolder } from '../../base/home.ts';
import type { Environment, Files } from '../../base/ports.ts';
import type { Evidence } from '../../model/evidence.ts';
import type { EvidenceFile } from '../../evidence/evidence-file.ts';
import { sha256, sha256Of } from '../../cases/publish.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Attachments } from '../attachments.ts';

/**
 * What an answer depends on is put together into one hash, its key: what was kept under another key is not looked at. The
 * evidence's content is in none of them; it is hashed by every run.
 */

/** How a file is read. When it was written tells the year of some logs; of a notice, which is read anew, it tells nothing. */
function readingOf({
  id,
  path,
  bytes,
  format,
  recognition,
  compressed,
  mark,
  read,
}: EvidenceFile): unknown[] {
  const { modified, ...options } = read ?? {};
  const isNotice = format?.kind === 'attachment' && format.role === 'notice';
  return [id, path, bytes, format?.name, recognition, compressed, mark, options, isNotice ? 0 : modified];
}

/** What the rows of a lake depend on, beside the files' content. */
export function readingKey(
  found: readonly EvidenceFile[],
  program: string,
  proxies: readonly string[],
  { unpack_ratio }: Settings,
): string {
  const hash = createHash('sha256').update(JSON.stringify([program, proxies, unpack_ratio]));
  for (const one of found) hash.update(`\n${JSON.stringify(readingOf(one))}`);
  return hash.digest('hex');
}

/** The files that were stored for all cases: ranges and prices. One that cannot be read says why. */
async function storedDigest(effects: Files & Environment): Promise<string> {
  const hash = createHash('sha256');
  for (const name of ['ranges', 'prices']) {
    const folder = join(homeFolder(effects), name);
    try {
      for (const file of (await effects.fs.readdir(folder)).toSorted()) {
        const isStored = file.endsWith('.json') && (await effects.fs.stat(join(folder, file))).isFile();
        if (isStored) hash.update(`\n${file} ${await sha256Of(join(folder, file), effects)}`);
      }
    } catch (error) {
      const code = errorCode(error);
      if (code === undefined) throw error;
      hash.update(`\n${name} ${code}`);
    }
  }
  return hash.digest('hex');
}

/** Of a file what the questions over the lake look at; its other counts are those of its content. */
function listed({ id, path, sha256: hash, format, table, partial, duplicateOf }: Evidence): unknown[] {
  return [id, path, hash, format, table, partial, duplicateOf];
}

/**
 * What the answers that a lake gives depend on, beside its rows: what notices say (their deadlines and their signatures, which are looked up
 * in the network, are in it), settings, the stored ranges and prices.
 * @param reading the key of the rows
 * @param given what was given, as a sentence of the case may repeat it
 */
export async function answersKey(
  reading: string,
  given: readonly string[],
  evidence: readonly Evidence[],
  { claims, inventory }: Pick<Attachments, 'claims' | 'inventory'>,
  { ours, monitoring, thresholds, memory }: Settings,
  effects: Files & Environment,
): Promise<string> {
  return sha256(
    JSON.stringify([
      reading,
      given,
      evidence.map(listed),
      claims,
      inventory,
      { ours, monitoring, thresholds, memory },
      await storedDigest(effects),
    ]),
  );
}
