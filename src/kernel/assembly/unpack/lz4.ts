// Blocks of LZ4: https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md. What is copied is copied sixteen bytes at a time, and so
// up to fifteen too many, which the next copy writes over, or which lie in the slack behind the place for the content.

/** What is longer is copied by one instruction. */
const LONG: i32 = 1024;

/** Where the content ends that the last block gave, whole or not. */
export let lz4End: i32 = 0;

/** The length that goes on behind a half of the token that is all ones; -1: the block ends in it. It ends at `lengthEnd`. */
let lengthEnd: i32 = 0;
function longer(from: i32, end: i32): i32 {
  let at = from;
  let length = 15;
  while (at < end) {
    const more = <i32>load<u8>(at++);
    length += more;
    if (more != 255) {
      lengthEnd = at;
      return length;
    }
  }
  return -1;
}

/** @returns whether the block is whole; what came before damage lies there too */
export function lz4Block(from: i32, end: i32, window: i32, to: i32, toEnd: i32): bool {
  let at = from;
  let out = to;
  while (at < end) {
    const token = <i32>load<u8>(at++);
    let length = token >> 4;
    if (length == 15) {
      length = longer(at, end);
      if (length < 0) break;
      at = lengthEnd;
    }
    // As many literals as there are: a cut block still says them.
    if (length > end - at || length > toEnd - out) {
      const there = min(min(length, end - at), toEnd - out);
      memory.copy(out, at, there);
      out += there;
      break;
    }
    copyApart(out, at, length);
    out += length;
    at += length;
    if (at == end) {
      lz4End = out;
      return true;
    }
    if (end - at < 2) break;
    const distance = <i32>load<u16>(at);
    at += 2;
    if (distance == 0 || distance > out - window) break;
    length = token & 15;
    if (length == 15) {
      length = longer(at, end);
      if (length < 0) break;
      at = lengthEnd;
    }
    length += 4;
    if (length > toEnd - out) break;
    if (distance >= 16) copyApart(out, out - distance, length);
    else repeat(out, distance, length);
    out += length;
  }
  lz4End = out;
  return false;
}

/** Copies from at least sixteen bytes before, or from elsewhere. */
function copyApart(to: i32, from: i32, length: i32): void {
  if (length > LONG && (from > to || to - from >= length)) {
    memory.copy(to, from, length);
    return;
  }
  v128.store(to, v128.load(from));
  for (let done = 16; done < length; done += 16) v128.store(to + done, v128.load(from + done));
}

/** Writes the last few bytes again and again. */
function repeat(to: i32, distance: i32, length: i32): void {
  const first = min(length, 32);
  for (let done = 0; done < first; done++) store<u8>(to + done, load<u8>(to + done - distance));
  if (length <= 32) return;
  // From here on as far back as a whole number of repeats allows, which is at least sixteen bytes.
  const far = ((15 + distance) / distance) * distance;
  for (let done = 32; done < length; done += 16) v128.store(to + done, v128.load(to + done - far));
}
