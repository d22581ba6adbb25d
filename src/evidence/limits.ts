import { worded } from './worded.ts';

/** What unpacking may cost: every archive and every compressed file is somebody else's. */
export interface Limits {
  /** Archives within archives: 1 reads the members of an archive, but no archive among them. */
  maxDepth: number;
  /** Content per stored byte, once it exceeds `RATIO_GRACE_BYTES`. */
  maxRatio: number;
  /** Content of one compressed file or archive member. */
  maxMemberBytes: number;
  /** Content that one survey may unpack to disk. */
  maxTotalBytes: number;
  /** Files and archive members of one survey. */
  maxFiles: number;
}

/**
 * Logs compress 5 to 40 times, very uniform ones 100 to 200 times; deflate cannot do more than 1,032 times
 * (RFC 1951: a match of 258 bytes in two bits), which only bombs come near to.
 */
export const LIMITS: Limits = {
  maxDepth: 4,
  maxRatio: 300,
  maxMemberBytes: 64 * 2 ** 30,
  maxTotalBytes: 256 * 2 ** 30,
  maxFiles: 200_000,
};

/** Below this size a file may compress as well as it likes: it does no harm. */
const RATIO_GRACE_BYTES = 64 * 2 ** 20;

/**
 * Why this much content of this many stored bytes is too much, as a reason. Undefined: it is not.
 * @param grace content that may be made of any number of bytes
 */
export function overLimit(
  content: number,
  stored: number,
  limits: Limits,
  grace = RATIO_GRACE_BYTES,
): string | undefined {
  if (content > limits.maxMemberBytes) {
    return worded('arcHolds', { bytes: limits.maxMemberBytes });
  }
  if (content > grace && content > stored * limits.maxRatio) {
    return worded('arcInflates', { times: limits.maxRatio });
  }
  return undefined;
}
