import type { Format, Head, ReadOptions, Recognition } from '../formats/format.ts';

/**
 * One piece of evidence that the survey found: a file, or a member of an archive. It is recognised but not
 * yet read; `open` may be called more than once.
 */
export interface EvidenceFile {
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
  /** Less of the head is kept than a format starts from: `withHead` reads it again. */
  brief?: boolean;
  /** What holds for reading this file alone: its zone, its year, when it was written. */
  read?: ReadOptions;
  /** The file is compressed; `open` unpacks it. */
  compressed: boolean;
  /** Bytes of the byte order mark that come before what `open` reads: 3 or 0. */
  mark: number;
  /**
   * Where the file can be opened by name, uncompressed content or not (archive members: the spooled copy). Empty of a
   * small member that lies in memory, unless it is Parquet.
   */
  file: string;
  /** All of a small archive member, as stored. */
  content?: Uint8Array;
  open(): FileReading;
  /** Does it still hold the bytes that were read of it first? */
  isAsRead(): Promise<boolean>;
}

/** What is known of a file once it was read to its end. */
export interface ReadEnd {
  /** Of the file as stored. Absent only if it could not be read to its end: a read error, or reading was given up. */
  sha256?: string;
  /**
   * Why the content ends early (a compressed file that is cut, a limit, a read error; what came before it was delivered),
   * or what was ignored behind its end: reasons for the manifest's notes.
   */
  problems: readonly string[];
  /** Why not all of the content was delivered; it is among the problems too. */
  partial?: string;
  /** What happened to the file since it was found or while it was read; it is among the problems too. */
  changed?: string;
}

/** A file being read once: the content after decompression, hashed as stored on the way. */
export interface FileReading {
  /** Blocks of up to 4 MiB. The bytes of a block are valid until the next one is asked for: copy what is kept. */
  content: AsyncIterable<Uint8Array>;
  /**
   * Settles when `content` is at its end (or was given up). If `content` was never asked for, it reads the
   * file to hash it, without decompression. Never rejects.
   */
  finished(): Promise<ReadEnd>;
}
