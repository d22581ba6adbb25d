import type { Effects } from '../../effects.ts';
import { isGzip } from './gunzip.ts';
import type { Outcome } from './gunzip.ts';
import type { Stored } from '../open.ts';
import { openStored } from '../open.ts';
import type { Member, Spool } from './spool.ts';
import { isTar, untar } from './tar.ts';
import { unzip } from './zip.ts';

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
 * The kind of archive, by its first bytes after decompression. Undefined: it is none, or an office document.
 * @param compressed the file as stored is gzip
 */
export function archiveKind(head: Uint8Array, compressed: boolean): ArchiveKind | undefined {
  if (isOfficeDocument(head)) return undefined;
  if (isZip(head)) return compressed ? 'zip.gz' : 'zip';
  if (isTar(head)) return compressed ? 'tar.gz' : 'tar';
  return compressed && isGzip(head) ? 'gzip' : undefined;
}

/** The path of a member, as `Evidence.path` shows it. */
export function nestedIn(archive: string, member: string): string {
  return `${archive}!/${member.replace(/^(?:\.?\/)+/, '')}`;
}

/** The name of what a compressed file holds: its own without the ending. */
function innerName(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.endsWith('.gz') ? name.slice(0, -3) : `${name}.content`;
}

/**
 * Unpacks an archive into the spool, one member after the other. What is wrong with the archive as a whole
 * goes to `outcome`; members before that are delivered.
 */
export async function* expand(
  archive: Stored & { path: string },
  kind: ArchiveKind,
  spool: Spool,
  outcome: Outcome,
  effects: Effects,
): AsyncGenerator<Member> {
  if (kind === 'zip') {
    yield* unzip(archive, spool, outcome, effects);
    return;
  }
  const whole = { ...spool.limits, maxMemberBytes: spool.limits.maxTotalBytes };
  const opened = openStored(archive, kind !== 'tar', whole, effects);
  if (kind === 'tar' || kind === 'tar.gz') yield* untar(opened, archive.bytes, spool, outcome);
  else {
    const meter = { content: 0, stored: archive.bytes };
    const member = await spool.write(innerName(archive.path), opened.content, () => Infinity, meter);
    if (kind === 'gzip') yield member;
    else if (member.file !== undefined) yield* unzip(member.file, spool, outcome, effects);
  }
  const { problem } = await opened.finished();
  if (problem !== undefined)
    outcome.problem = outcome.problem === undefined ? problem : `${outcome.problem} (${problem})`;
}
