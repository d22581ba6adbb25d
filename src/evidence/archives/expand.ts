import type { Files } from '../../base/ports.ts';
import type { Outcome } from './gunzip.ts';
import type { ArchiveKind } from './kind.ts';
import type { StoredFile } from '../blocks.ts';
import { openStored } from '../open.ts';
import { Inflated, Meter } from './meter.ts';
import type { Member, Spool } from './spool.ts';
import { untar } from './tar.ts';
import { unzip } from './zip.ts';

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
 * goes to `outcome`, and what is wrong with the file that it lies in to its `within`; members before that are delivered.
 * @param parent of the archive that this one lies in: what comes out of both counts as one
 */
export async function* expand(
  archive: StoredFile & { path: string },
  kind: ArchiveKind,
  parent: Meter | undefined,
  spool: Spool,
  outcome: Outcome & { within?: readonly string[] },
  effects: Files,
): AsyncGenerator<Member> {
  const meter = parent?.within(archive.bytes) ?? new Meter(archive.bytes, spool.limits, spool.spare);
  if (kind === 'zip') {
    yield* unzip(archive, meter, spool, outcome, effects);
    return;
  }
  const whole = { ...spool.limits, maxMemberBytes: spool.limits.maxTotalBytes };
  const inflated = kind === 'tar' ? undefined : new Inflated(archive.bytes, whole, meter);
  const opened = openStored(archive, inflated, effects);
  if (kind === 'tar' || kind === 'tar.gz') {
    yield* untar(opened, meter, inflated !== undefined, spool, outcome);
  } else {
    const member = await spool.write(innerName(archive.path), opened.content, undefined, meter);
    if (kind === 'gzip') yield member;
    else if (member.file !== undefined) {
      yield* unzip(member.file, meter.within(member.file.bytes), spool, outcome, effects);
    }
  }
  const end = await opened.finished();
  outcome.within = end.problems;
  if (end.partial !== undefined) outcome.partial = true;
}
