import { errorCode } from './errors.ts';

/** By the system's code: what it means, and after `; ` what to do. */
export const REASONS = {
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
  EROFS: 'the disk can only be read; name a folder on another one',
  EFBIG: 'a file became larger than the limits allow; raise the limit (ulimit -f), or write to another disk',
  ENOTDIR: 'a part of its path is a file; name another path',
  EISDIR: 'it is a folder where a file was expected; name another path',
  ENOTEMPTY: 'somebody else wrote into it meanwhile; look at what it holds',
  EBUSY: 'the system is using it; close what holds it',
  EXDEV: 'it lies on another disk than its neighbours; remove the link or mount',
  ENXIO: 'nobody is at its other end; name a regular file',
  ENODEV: 'the device is not there; name a regular file',
  ENOMEM: 'the system has no memory left; close other programs',
  EAGAIN: 'the system has nothing left to give (threads, processes); raise the limit (ulimit -u)',
} as const;

export type FaultCode = keyof typeof REASONS;

/** What an error of the system means, and after `; ` what to do. Undefined: the code tells a user nothing. */
export function reasonOf(code: string): string | undefined {
  const reasons: Readonly<Record<string, string>> = REASONS;
  return Object.hasOwn(reasons, code) ? reasons[code] : undefined;
}

/** A file system error in words, with what to do; the code comes after it. */
export function fsReason(error: unknown): string {
  const code = errorCode(error);
  if (code === undefined) return error instanceof Error ? error.message : String(error);
  return `${reasonOf(code) ?? 'the system refuses'} (${code})`;
}
