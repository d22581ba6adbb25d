const DOT = 46;

/** Where the last `readV4` stopped. */
export let stopped = 0;

/**
 * The IPv4 address at `at` as 32 bits, and its end in `stopped`; -1: it is none. Leading zeros are refused. It is
 * for the caller to see that nothing of the same word follows, and that some byte that is no digit does.
 */
export function readV4(bytes: Uint8Array, at: number): number {
  let value = 0;
  for (let dots = 0; ; dots++) {
    let part = bytes[at]! - 48;
    if (part < 0 || part > 9) return -1;
    let digit = bytes[++at]! - 48;
    if (digit >= 0 && digit <= 9) {
      if (part === 0) return -1;
      part = part * 10 + digit;
      digit = bytes[++at]! - 48;
      if (digit >= 0 && digit <= 9) {
        part = part * 10 + digit;
        if (part > 255) return -1;
        digit = bytes[++at]! - 48;
      }
    }
    if (dots === 3) {
      stopped = at;
      return value * 256 + part;
    }
    value = value * 256 + part;
    if (digit !== DOT - 48) return -1;
    at++;
  }
}
