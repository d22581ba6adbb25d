import { isGzip } from './gunzip.ts';
import { readTarHeader } from './tar-header.ts';

/** How an archive is packed, as the manifest names it. A file that is gzip twice over counts as an archive. */
export type ArchiveKind = 'zip' | 'tar' | 'tar.gz' | 'zip.gz' | 'gzip';

const OFFICE = '[Content_Types].xml';

function isZip(head: Uint8Array): boolean {
  const begins = head[0] === 0x50 && head[1] === 0x4b;
  const local = head[2] === 3 && head[3] === 4;
  const empty = head[2] === 5 && head[3] === 6;
  return begins && (local || empty);
}

/** A zip that is a document of an office program, not an archive of evidence. */
export function isOfficeDocument(head: Uint8Array): boolean {
  return isZip(head) && Buffer.from(head.subarray(0, 4096)).includes(OFFICE);
}

/**
 * The kind of archive, by its first bytes after decompression. Undefined: it is not one, or an office document.
 * @param compressed the file as stored is gzip
 */
export function archiveKind(head: Uint8Array, compressed: boolean): ArchiveKind | undefined {
  if (isOfficeDocument(head)) return undefined;
  if (isZip(head)) return compressed ? 'zip.gz' : 'zip';
  if (readTarHeader(head) !== undefined) return compressed ? 'tar.gz' : 'tar';
  return compressed && isGzip(head) ? 'gzip' : undefined;
}
