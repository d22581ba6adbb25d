import type { Evidence } from './evidence.ts';
import type { Format, Head, Recognition } from './formats/format.ts';

/**
 * One piece of evidence that the survey found: a file, or a member of an archive. It is recognised but not
 * yet read; `open` may be called more than once.
 */
export interface Found {
  /** Number in the manifest, from 0. */
  id: number;
  /** As in `Evidence.path`. */
  path: string;
  /** Size as stored. */
  bytes: number;
  /** Undefined: nothing matched. */
  format: Format | undefined;
  recognition: Recognition | undefined;
  head: Head;
  /** The content is gzip; `open` inflates it. */
  compressed: boolean;
  /** Where the file can be opened by name, uncompressed content or not (archive members: the spooled copy). */
  file: string;
  open(): Opened;
}

/** A file being read once: the content after decompression, hashed as stored on the way. */
export interface Opened {
  content: AsyncIterable<Uint8Array>;
  /** Settles when `content` is at its end (or was abandoned). */
  finished(): Promise<{
    sha256: string;
    /** Why the content ends early: truncated gzip, a limit, a read error. What came before it was delivered. */
    problem?: string;
  }>;
}

/** A file that could not even be opened, or that nothing recognised: it is listed all the same. */
export type Unread = Evidence;
