/*
 * Searches that look at four bytes together. To find the bytes below n, n is subtracted from each: where that borrows,
 * and only there, a high bit appears that was not there before. What borrows in turn stands behind it, so the first
 * that is found is right. To find the bytes that equal n, they are made zero by an exclusive or, and one is subtracted.
 *
 * There must be a byte that ends the search, and three more bytes behind it.
 */

const HIGH_BITS = 0x8080_8080;
const ONES = 0x0101_0101;

/** Which of a word's four bytes has the lowest of the high bits. */
function first(found: number): number {
  return (31 - Math.clz32(found & -found)) >> 3;
}

/** Place of the first space or control character at or after `at`. */
export function graphEnd(view: DataView, at: number): number {
  for (let from = at; ; from += 4) {
    const word = view.getInt32(from, true);
    const found = (word - 0x2121_2121) & ~word & HIGH_BITS;
    if (found !== 0) return from + first(found);
  }
}

/** The same, or of the first `!` or `"`: what stands next to the space. */
export function bareEnd(view: DataView, at: number): number {
  for (let from = at; ; from += 4) {
    const word = view.getInt32(from, true);
    const found = (word - 0x2323_2323) & ~word & HIGH_BITS;
    if (found !== 0) return from + first(found);
  }
}

/** The same, or of the first `?`. */
export function pathEnd(view: DataView, at: number): number {
  for (let from = at; ; from += 4) {
    const word = view.getInt32(from, true);
    const marked = word ^ 0x3f3f_3f3f;
    const found = (((word - 0x2323_2323) & ~word) | ((marked - ONES) & ~marked)) & HIGH_BITS;
    if (found !== 0) return from + first(found);
  }
}

/** Place of the first `"` or control character at or after `at`. */
export function quotedEnd(view: DataView, at: number): number {
  for (let from = at; ; from += 4) {
    const word = view.getInt32(from, true);
    const marked = word ^ 0x2222_2222;
    const found = (((word - 0x2020_2020) & ~word) | ((marked - ONES) & ~marked)) & HIGH_BITS;
    if (found !== 0) return from + first(found);
  }
}
