import { packingOf } from './packings/index.ts';
import type { Packing } from './packings/index.ts';
import { readTarHeader } from './tar-header.ts';

/** How an archive is packed. A file that is compressed twice over counts as an archive. */
export interface ArchiveKind {
  /** As the manifest names it: `tar`, `tar.gz`, `zip.xz`; by its outer packing what is compressed twice. */
  name: string;
  inner: 'zip' | 'tar' | 'packed';
  /** How the archive is compressed as a whole. */
  packing?: Packing;
}

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
 * @param packing how the file as stored is compressed
 */
export function archiveKind(head: Uint8Array, packing: Packing | undefined): ArchiveKind | undefined {
  if (isOfficeDocument(head)) return undefined;
  const inner = isZip(head) ? 'zip' : readTarHeader(head) === undefined ? undefined : 'tar';
  if (packing === undefined) return inner && { name: inner, inner };
  if (inner !== undefined) return { name: `${inner}${packing.endings[0]}`, inner, packing };
  return packingOf(head) && { name: packing.name, inner: 'packed', packing };
}
