import type { EvidenceFile } from './evidence-file.ts';
import type { Head } from '../formats/format.ts';
import { FORMATS } from '../formats/index.ts';
import { HEAD_BYTES, recognise } from './recognise.ts';

/** No configuration of a web server is larger; of a larger one this much is read. */
const MAX_TELLING_BYTES = 4 * 2 ** 20;
const MAX_LOG_FORMATS = 100;

/** The first bytes of the content, after decompression. */
export async function beginning(
  found: EvidenceFile,
  bytes: number,
): Promise<{ head: Buffer; whole: boolean }> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of found.open().content) {
    pieces.push(Buffer.from(piece));
    length += piece.length;
    if (length > bytes) break;
  }
  return { head: Buffer.concat(pieces).subarray(0, bytes), whole: length <= bytes };
}

interface NamedFormats {
  logFormats: Set<string>;
  richer: Set<string>;
}

/** What the web servers' configurations among the evidence tell, each log format once. */
async function namedBy(found: readonly EvidenceFile[]): Promise<NamedFormats> {
  const named: NamedFormats = { logFormats: new Set(), richer: new Set() };
  for (const one of found) {
    if (one.format?.kind !== 'attachment' || one.format.tells === undefined) continue;
    const { head } = await beginning(one, MAX_TELLING_BYTES);
    const { logFormats, richer } = one.format.tells(head.toString());
    for (const format of logFormats) {
      if (named.logFormats.size >= MAX_LOG_FORMATS) break;
      named.logFormats.add(format);
      if (richer.includes(format)) named.richer.add(format);
    }
  }
  return named;
}

/** The formats that are worth another look at a file; none for what is recognised for certain. */
function worthwhile({ format, bytes }: EvidenceFile, named: NamedFormats): ReadonlySet<string> {
  if (bytes === 0 || (format !== undefined && format.byShape !== true)) return new Set();
  return format === undefined ? named.logFormats : named.richer;
}

/**
 * Looks again at the files that nothing was recognised in, and at those that are read by their shape alone, knowing
 * what a configuration beside them says. What the user gave goes before it.
 */
export async function lookAgain(found: readonly EvidenceFile[]): Promise<void> {
  const named = await namedBy(found);
  if (named.logFormats.size === 0) return;
  for (const one of found) {
    const formats = worthwhile(one, named);
    if (formats.size === 0) continue;
    const { head: bytes, whole } = await beginning(one, HEAD_BYTES);
    const head: Head = { bytes, whole, name: one.head.name, text: bytes.toString('latin1') };
    const read = { ...one.read, logFormats: [...(one.read?.logFormats ?? []), ...formats] };
    const { format, recognition } = recognise(head, FORMATS, undefined, read);
    if (format === undefined || format === one.format) continue;
    Object.assign(one, { format, recognition, read });
  }
}
