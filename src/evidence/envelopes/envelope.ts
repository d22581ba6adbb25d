import type { Head } from '../../formats/format.ts';
import { latin1At } from '../../formats/text/line-bytes.ts';
import type { ByteWriter } from './unwrapped.ts';

/** How a line went: it is whole, or goes on in the next; undefined: it is not of the envelope's shape. */
export type Unwrapping = 'whole' | 'part' | undefined;

/** What a collector, a container engine or grep puts around each line of a log. */
export interface Envelope {
  /** Completes "each line is …". */
  readonly is: string;
  /** A log may begin like that by itself: it is looked for only where nothing is recognised otherwise. */
  readonly doubtful?: boolean;
  /**
   * Whether the file's beginning as a whole shows it, where single lines would not tell it from a log's own. Then it is
   * looked for in what is recognised as it stands, too.
   */
  readonly shown?: (head: Head) => boolean;
  /** Records may follow one another without a line end: each of these texts begins with the last byte of one. */
  readonly between?: readonly string[];
  /** The longest line, in bytes, where that is longer than any log's. */
  readonly longest?: number;
  /** Writes what the line `bytes[start, end)` holds; nothing if it is not of this shape. */
  unwrap(bytes: Uint8Array, start: number, end: number, out: ByteWriter): Unwrapping;
  /** Of an envelope around several lines, which remembers those before: another one, at a file's beginning. */
  begin?(): Envelope;
  /** Writes what the file's end has cut off. */
  atEnd?(out: ByteWriter): void;
}

/** What comes before a line is looked for in so many bytes. */
export const MAX_PREFIX = 600;

/** An envelope of lines behind what the pattern matches, which is anchored and whose repetitions are bounded. */
export function behind(is: string, pattern: RegExp): Envelope {
  return {
    is,
    unwrap(bytes, start, end, out) {
      const match = pattern.exec(latin1At(bytes, start, Math.min(end, start + MAX_PREFIX)));
      if (match === null) return undefined;
      out.copy(bytes, start + match[0].length, end);
      return match[1] === 'P' ? 'part' : 'whole';
    },
  };
}
