// Searches that look at sixteen bytes together. There is always a line feed that ends them.

/** Place of the first space or control character at or after `from`. */
export function graphEnd(from: i32): i32 {
  return firstBelow(from, 0x21);
}

/** The same, or of the first `!` or `"`: what is next to the space. */
export function bareEnd(from: i32): i32 {
  return firstBelow(from, 0x23);
}

/** The same, or of the first `?`. */
export function pathEnd(from: i32): i32 {
  return firstBelowOr(from, 0x23, 0x3f);
}

/** Place of the first `"` or control character at or after `from`. */
export function quotedEnd(from: i32): i32 {
  return firstBelowOr(from, 0x20, 0x22);
}

function firstBelow(from: i32, limit: u8): i32 {
  let at = from;
  let found = below(at, limit);
  while (found == 0) {
    at += 16;
    found = below(at, limit);
  }
  return at + ctz(found);
}

function firstBelowOr(from: i32, limit: u8, mark: u8): i32 {
  let at = from;
  let found = belowOr(at, limit, mark);
  while (found == 0) {
    at += 16;
    found = belowOr(at, limit, mark);
  }
  return at + ctz(found);
}

/** A bit for each of sixteen bytes, the first lowest: it is below the limit. */
function below(at: i32, limit: u8): i32 {
  return i8x16.bitmask(i8x16.lt_u(v128.load(at), i8x16.splat(limit)));
}

/** The same, or it is the mark. */
function belowOr(at: i32, limit: u8, mark: u8): i32 {
  const bytes = v128.load(at);
  const low = i8x16.lt_u(bytes, i8x16.splat(limit));
  return i8x16.bitmask(v128.or(low, i8x16.eq(bytes, i8x16.splat(mark))));
}
