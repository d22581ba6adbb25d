import { worded } from './worded.ts';

/** What unpacking may cost: every archive and every compressed file is somebody else's. */
export interface Limits {
  /** Archives within archives: 1 reads the members of an archive, but no archive among them. */
  maxDepth: number;
  /** Content per stored byte, beyond what is spare. */
  maxRatio: number;
  /** What all packed files of a survey together may unfold to beyond that. */
  spareBytes: number;
  /** Content of one compressed file or archive member. */
  maxMemberBytes: number;
  /** Content that one survey may unpack to disk. */
  maxTotalBytes: number;
  /** Files and archive members of one survey. */
  maxFiles: number;
}

/**
 * Measured (gzip -1, -6, -9): flow logs in order of time pack 4 to 5 times, access logs of a shop 8 to 11 times, those of a flood
 * with a few things that vary 21 to 53 times, one line over and over 143 to 294 times. Deflate cannot do more than 1,032 times
 * (RFC 1951: a match of 258 bytes in two bits). Eighty is ten times what an ordinary access log holds, so that no packed file costs
 * more than ten times what ordinary ones of as many bytes do; `--unpack-ratio` reads more.
 */
export const LIMITS: Limits = {
  maxDepth: 4,
  maxRatio: 80,
  spareBytes: 64 * 2 ** 20,
  maxMemberBytes: 64 * 2 ** 30,
  maxTotalBytes: 256 * 2 ** 30,
  maxFiles: 200_000,
};

/** No setting allows more: what is packed so well is packed twice. */
export const MOST_RATIO = 1_000_000;

/** Of an archive in an archive, and of a member, so much may be made of any number of bytes. */
const GRACE_BYTES = 64 * 2 ** 20;

/**
 * Why this much content of this many stored bytes is too much, as a reason. Undefined: it is not.
 * @param grace content that may be made of any number of bytes
 */
export function overLimit(
  content: number,
  stored: number,
  limits: Limits,
  grace = GRACE_BYTES,
): string | undefined {
  if (content > limits.maxMemberBytes) {
    return worded('arcHolds', { bytes: limits.maxMemberBytes });
  }
  if (content > grace && content > stored * limits.maxRatio) return inflates(limits);
  return undefined;
}

/** The reason that something unfolds to too much. */
export function inflates({ maxRatio }: Limits): string {
  return worded('arcInflates', { times: maxRatio });
}
