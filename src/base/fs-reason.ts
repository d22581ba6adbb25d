import { errorCode } from './errors.ts';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'no permission to read it; give the user who runs this the right to (chmod, or run as its owner)',
  EPERM: 'the system does not allow reading it; run as a user who may',
  ENOENT: 'it is not there any more',
  ELOOP: 'its symbolic links lead in a circle',
  EIO: 'the disk reports a read error; copy it from a backup',
  ENAMETOOLONG: 'its path is too long for this system',
  EMFILE: 'too many files are open; raise the limit (ulimit -n)',
  ENFILE: 'too many files are open on this machine',
  ENOSPC: 'the disk is full; free some space, or choose another --case folder',
  EDQUOT: 'the disk quota is used up; free some space, or choose another --case folder',
  ESTALE: 'the network file system lost it; mount it again',
};

/** A file system error in words, with what to do; the code stands behind it. */
export function fsReason(error: unknown): string {
  const code = errorCode(error);
  if (code === undefined) return error instanceof Error ? error.message : String(error);
  return `${REASONS[code] ?? 'the system refuses'} (${code})`;
}
