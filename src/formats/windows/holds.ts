/** Read at once; a pattern's text is no longer than the overlap. */
const PIECE = 8 * 1024 * 1024;
const OVERLAP = 512;

/**
 * Has a file a place that the pattern fits?
 * @param pattern without the flag `g`, of at most 512 bytes
 */
export function holds(bytes: Uint8Array, pattern: RegExp): boolean {
  for (let at = 0; at < bytes.length; at += PIECE) {
    const length = Math.min(PIECE + OVERLAP, bytes.length - at);
    if (pattern.test(Buffer.from(bytes.buffer, bytes.byteOffset + at, length).toString('latin1')))
      return true;
  }
  return false;
}
