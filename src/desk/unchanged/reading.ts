import { join } from 'node:path';
import * as z from 'zod';
import { errorCode } from '../../base/errors.ts';
import type { Files } from '../../base/ports.ts';
import { sha256 } from '../../cases/publish.ts';
import type { KeptFile, StandingLake } from '../../cases/publishing.ts';
import type { Evidence } from '../../model/evidence.ts';
import type { EvidenceFile } from '../../evidence/evidence-file.ts';
import { hashedParts, partNames, takeParts } from './parts.ts';
import type { Part } from './parts.ts';

/** More is not kept, some 200,000 files: it would have to be read as a whole. Then the evidence is read anew each time. */
const MAX_BYTES = 256 * 2 ** 20;
const PIECE_CHARACTERS = 2 ** 20;

/** Files are hashed so many at a time: a disk has the next ones ready. */
const FILES_AT_A_TIME = 4;

const partSchema = z.object({ path: z.string(), bytes: z.number(), sha256: z.string() });
export const partsSchema = z.array(partSchema);
const headSchema = z.object({ key: z.string(), parts: partsSchema });

/** What became of the rows of the run before. `changed`: they are not as they were written. */
export type TakenReading = { evidence: Evidence[] } | 'changed' | undefined;

/**
 * A file that lies beside a lake's parts, as it was written.
 * @returns undefined if there is none; `changed` if it is another
 */
export async function readKept(
  { folder, kept }: StandingLake,
  name: KeptFile,
  { fs }: Files,
): Promise<{ text: string } | 'changed' | undefined> {
  const hash = kept[name];
  if (hash === undefined) return undefined;
  const path = join(folder, name);
  try {
    const stat = await fs.lstat(path);
    if (!stat.isFile() || stat.size > MAX_BYTES) return 'changed';
    const bytes = await fs.readFile(path);
    return sha256(bytes) === hash ? { text: bytes.toString('utf8') } : 'changed';
  } catch (error) {
    // It cannot be read, whatever it is now.
    if (errorCode(error) !== undefined) return 'changed';
    throw error;
  }
}

/** Writes a file beside a lake's parts, in pieces; of one that becomes too large nothing stays. */
export async function writeKept(
  lake: string,
  name: KeptFile,
  lines: Iterable<string>,
  { fs }: Files,
): Promise<void> {
  const path = join(lake, name);
  const handle = await fs.open(path, 'w');
  let length = 0;
  let piece = '';
  try {
    for (const line of lines) {
      piece += line;
      if (piece.length < PIECE_CHARACTERS) continue;
      length += (await handle.write(piece)).bytesWritten;
      piece = '';
      if (length > MAX_BYTES) break;
    }
    if (piece !== '') length += (await handle.write(piece)).bytesWritten;
  } finally {
    await handle.close();
  }
  if (length > MAX_BYTES) await fs.rm(path);
}

function* linesOf(key: string, parts: readonly Part[], read: readonly Evidence[]): Generator<string> {
  yield `${JSON.stringify({ key, parts })}\n`;
  for (const one of read) yield `${JSON.stringify(one)}\n`;
}

/** Notes beside a new lake what it was read from, and how: a later run may take it over. */
export async function keepReading(
  lake: string,
  key: string,
  read: readonly Evidence[],
  effects: Files,
): Promise<void> {
  const parts = await hashedParts(lake, await partNames(lake, effects), effects);
  await writeKept(lake, 'reading.jsonl', linesOf(key, parts, read), effects);
}

/** Whether each file holds the bytes that were read then. Every byte is read and hashed. */
async function areAsRead(
  found: readonly EvidenceFile[],
  evidence: readonly Evidence[],
  onFile: (file: EvidenceFile) => void,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const files = found.entries();
  let same = true;
  const lane = async (): Promise<void> => {
    for (const [place, file] of files) {
      if (!same) return;
      signal?.throwIfAborted();
      const { sha256: now, changed } = await file.open().finished();
      const then = evidence[place];
      // What was written to while it was read gives other rows each time.
      same &&= now !== undefined && changed === undefined;
      same &&= then?.id === file.id && then.sha256 === now && then.changed === undefined;
      onFile(file);
    }
  };
  await Promise.all(Array.from({ length: FILES_AT_A_TIME }, lane));
  return same;
}

/**
 * Takes over the rows of the run before, where they are of the same files, by their content, read in the same way by the same
 * program. The lake's parts lie in the new lake then, each checked by its hash.
 */
export async function takeReading(
  standing: StandingLake,
  key: string,
  found: readonly EvidenceFile[],
  lake: string,
  onFile: (file: EvidenceFile) => void,
  signal: AbortSignal | undefined,
  effects: Files,
): Promise<TakenReading> {
  const noted = await readKept(standing, 'reading.jsonl', effects);
  if (noted === undefined || noted === 'changed') return noted;
  const { text } = noted;
  const first = text.indexOf('\n');
  const { key: keptKey, parts } = headSchema.parse(JSON.parse(text.slice(0, first)));
  if (keptKey !== key) return undefined;
  const lines = text
    .slice(first)
    .split('\n')
    .filter((line) => line !== '');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- this program wrote it: the hash and the key say so
  const evidence = lines.map((line) => JSON.parse(line) as Evidence);
  if (!(await areAsRead(found, evidence, onFile, signal))) return undefined;
  if (!(await takeParts(standing.folder, lake, parts, effects))) return 'changed';
  // What was checked, and not what may lie there by now.
  await effects.fs.writeFile(join(lake, 'reading.jsonl'), text);
  return { evidence };
}
