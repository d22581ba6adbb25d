import type { Files } from '../../base/ports.ts';
import type { Outcome } from './gunzip.ts';
import type { ArchiveKind } from './kind.ts';
import type { Packing } from './packings/index.ts';
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
function innerName(path: string, { endings }: Packing): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const ending = endings.find((one) => name.endsWith(one));
  return ending === undefined ? `${name}.content` : name.slice(0, -ending.length);
}

/**
 * Unpacks an archive into the spool, one member after the other. What is wrong with the archive as a whole
 * goes to `outcome`, and what is wrong with the file that it lies in to its `within`; members before that are delivered.
 * @param parent of the archive that this one lies in: what comes out of both counts as one
 */
export async function* expand(
  archive: StoredFile & { path: string },
  { inner, packing }: ArchiveKind,
  parent: Meter | undefined,
  spool: Spool,
  outcome: Outcome & { within?: readonly string[] },
  effects: Files,
): AsyncGenerator<Member> {
  const meter = parent?.within(archive.bytes) ?? new Meter(archive.bytes, spool.limits, spool.spare);
  if (inner === 'zip' && packing === undefined) {
    yield* unzip(archive, meter, spool, outcome, effects);
    return;
  }
  const whole = { ...spool.limits, maxMemberBytes: spool.limits.maxTotalBytes };
  const packed = packing && { packing, inflated: new Inflated(archive.bytes, whole, meter) };
  const opened = openStored(archive, packed, effects);
  if (inner === 'tar' || packing === undefined) {
    yield* untar(opened, meter, packing !== undefined, spool, outcome);
  } else {
    const member = await spool.write(innerName(archive.path, packing), opened.content, undefined, meter);
    if (inner === 'packed') yield member;
    else if (member.file !== undefined) {
      yield* unzip(member.file, meter.within(member.file.bytes), spool, outcome, effects);
    }
  }
  const end = await opened.finished();
  outcome.within = end.problems;
  if (end.partial !== undefined) outcome.partial = true;
}
