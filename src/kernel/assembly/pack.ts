// Parquet's RLE / bit-packing hybrid (Apache Parquet, "Encodings", RLE = 3).

/** A value that comes so often in a row is written once, with its number. */
const RUN: i32 = 16;
/** Bit-packed values come in groups of eight. */
const GROUP: i32 = 8;

/** Where the next byte goes. */
let out: i32 = 0;

/**
 * Writes `count` values of 32 bits at `from`, each less `base`, in `width` bits (1 to 32) to `to`.
 * @returns how many bytes that took
 */
export function packHybrid(from: i32, count: i32, base: i32, width: i32, to: i32): i32 {
  out = to;
  let packed = 0;
  let at = 0;
  while (at < count) {
    // A glance at where a run would end spares most values a closer look.
    const end =
      at + RUN <= count && valueAt(from, at) == valueAt(from, at + RUN - 1) ? runEnd(from, at, count) : at;
    if (end - at < RUN) {
      at = min(count, at + GROUP);
      continue;
    }
    packGroups(from, packed, at, base, width);
    packRun(valueAt(from, at) - base, end - at, width);
    at = end;
    packed = end;
  }
  packGroups(from, packed, count, base, width);
  return out - to;
}

/**
 * Puts the codes at `from` that are not 0 side by side, and says at `levels` of each row whether it has one (1) or
 * not (0).
 * @returns how many there are
 */
export function present(from: i32, rows: i32, levels: i32): i32 {
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const code = valueAt(from, row);
    const level = i32(code != 0);
    store<i32>(levels + row * 4, level);
    store<i32>(from + count * 4, code);
    count += level;
  }
  return count;
}

function valueAt(from: i32, index: i32): i32 {
  return load<i32>(from + index * 4);
}

/** Where the run of equal values that begins at `begin` ends. */
function runEnd(from: i32, begin: i32, count: i32): i32 {
  const value = valueAt(from, begin);
  let at = begin + RUN;
  for (let i = begin + 1; i < at; i++) if (valueAt(from, i) != value) return i;
  while (at < count && valueAt(from, at) == value) at++;
  return at;
}

function packRun(value: i32, count: i32, width: i32): void {
  putVarInt(count << 1);
  for (let shift = 0; shift < width; shift += 8) store<u8>(out++, <u8>(value >>> shift));
}

function packGroups(from: i32, begin: i32, end: i32, base: i32, width: i32): void {
  const groups = (end - begin + GROUP - 1) / GROUP;
  if (groups == 0) return;
  putVarInt((groups << 1) | 1);
  const stop = out + groups * width;
  let word: u64 = 0;
  let used = 0;
  for (let i = begin; i < end; i++) {
    word |= (<u64>(<u32>(valueAt(from, i) - base))) << used;
    used += width;
    if (used >= 32) {
      store<u32>(out, <u32>word);
      out += 4;
      word >>= 32;
      used -= 32;
    }
  }
  for (; out < stop; word >>= 8) store<u8>(out++, <u8>word);
}

function putVarInt(value: i32): void {
  let rest = <u32>value;
  for (; rest > 127; rest >>= 7) store<u8>(out++, <u8>(rest | 128));
  store<u8>(out++, <u8>rest);
}
