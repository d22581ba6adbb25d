import type { Found } from './found.ts';
import type { Head } from '../formats/format.ts';
import { FORMATS } from '../formats/index.ts';
import { saysMoreThanCombined } from '../formats/log-format/plan.ts';
import { HEAD_BYTES, recognise } from './recognise.ts';

/** No configuration of a web server is larger; of a larger one this much is read. */
const MAX_TELLING_BYTES = 4 * 2 ** 20;
const MAX_LOG_FORMATS = 100;

/** The first bytes of the content, after decompression. */
export async function beginning(found: Found, bytes: number): Promise<{ head: Buffer; whole: boolean }> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of found.open().content) {
    pieces.push(Buffer.from(piece));
    length += piece.length;
    if (length > bytes) break;
  }
  return { head: Buffer.concat(pieces).subarray(0, bytes), whole: length <= bytes };
}

/** The log formats that the web servers' configurations among the evidence name, each once. */
async function logFormats(found: readonly Found[]): Promise<string[]> {
  const formats = new Set<string>();
  for (const one of found) {
    if (one.format?.kind !== 'attachment' || one.format.tells === undefined) continue;
    const { head } = await beginning(one, MAX_TELLING_BYTES);
    for (const format of one.format.tells(head.toString()).logFormats ?? []) {
      if (formats.size < MAX_LOG_FORMATS) formats.add(format);
    }
  }
  return [...formats];
}

/** The formats that are worth another look at a file; none for what is recognised for certain. */
function worthwhile({ format, bytes }: Found, told: readonly string[]): readonly string[] {
  if (bytes === 0 || (format !== undefined && format.name !== 'access-log')) return [];
  return format === undefined ? told : told.filter(saysMoreThanCombined);
}

/**
 * Looks again at the files that nothing was recognised in, and at access logs that are read by their shape, knowing
 * what a configuration beside them says. What the user gave goes before it.
 */
export async function lookAgain(found: readonly Found[]): Promise<void> {
  const told = await logFormats(found);
  if (told.length === 0) return;
  for (const one of found) {
    const formats = worthwhile(one, told);
    if (formats.length === 0) continue;
    const { head: bytes, whole } = await beginning(one, HEAD_BYTES);
    const head: Head = { bytes, whole, name: one.head.name, text: bytes.toString('latin1') };
    const read = { ...one.read, logFormats: [...(one.read?.logFormats ?? []), ...formats] };
    const { format, recognition } = recognise(head, FORMATS, undefined, read);
    if (format === undefined || format === one.format) continue;
    Object.assign(one, { format, recognition, read });
  }
}
