// Checksums that Node does not have.

const P1: u32 = 2654435761;
const P2: u32 = 2246822519;
const P3: u32 = 3266489917;
const P4: u32 = 668265263;
const P5: u32 = 374761393;

let a: u32 = 0;
let b: u32 = 0;
let c: u32 = 0;
let d: u32 = 0;
let total: u32 = 0;
let isLong: bool = false;
/** Bytes that do not fill sixteen yet. */
const REST = memory.data(16, 16);

/** Begins an XXH32, which LZ4 has: https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md. The seed is 0. */
export function xxh32Begin(): void {
  a = P1 + P2;
  b = P2;
  c = 0;
  d = 0 - P1;
  total = 0;
  isLong = false;
}

function round(sum: u32, at: i32): u32 {
  return rotl<u32>(sum + load<u32>(at) * P2, 13) * P1;
}

function stripe(at: i32): void {
  a = round(a, at);
  b = round(b, at + 4);
  c = round(c, at + 8);
  d = round(d, at + 12);
  isLong = true;
}

export function xxh32Add(from: i32, length: i32): void {
  let at = from;
  const end = from + length;
  const held = <i32>(total & 15);
  total += length;
  if (held > 0) {
    const fits = min(16 - held, length);
    memory.copy(<i32>REST + held, at, fits);
    at += fits;
    if (held + fits < 16) return;
    stripe(<i32>REST);
  }
  let p = a;
  let q = b;
  let r = c;
  let s = d;
  for (; end - at >= 16; at += 16) {
    p = round(p, at);
    q = round(q, at + 4);
    r = round(r, at + 8);
    s = round(s, at + 12);
    isLong = true;
  }
  a = p;
  b = q;
  c = r;
  d = s;
  memory.copy(<i32>REST, at, end - at);
}

export function xxh32End(): u32 {
  let sum = isLong ? rotl<u32>(a, 1) + rotl<u32>(b, 7) + rotl<u32>(c, 12) + rotl<u32>(d, 18) : P5;
  sum += total;
  let at = <i32>REST;
  const end = at + <i32>(total & 15);
  for (; end - at >= 4; at += 4) sum = rotl<u32>(sum + load<u32>(at) * P3, 17) * P4;
  for (; at < end; at++) sum = rotl<u32>(sum + <u32>load<u8>(at) * P5, 11) * P1;
  sum = (sum ^ (sum >> 15)) * P2;
  sum = (sum ^ (sum >> 13)) * P3;
  return sum ^ (sum >> 16);
}

/** ECMA-182, reflected, as xz has it. */
const CRC64_POLYNOMIAL: u64 = 0xc96c5795d7870f42;
/** Four tables, so that four bytes are taken at a time. */
const CRC64 = memory.data(4 * 256 * 8, 16);

for (let i = 0; i < 256; i++) {
  let crc: u64 = i;
  for (let bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (crc & 1 ? CRC64_POLYNOMIAL : 0);
  store<u64>(CRC64 + i * 8, crc);
}
for (let i = 256; i < 1024; i++) {
  const before = load<u64>(CRC64 + (i - 256) * 8);
  store<u64>(CRC64 + i * 8, load<u64>(CRC64 + (<i32>before & 255) * 8) ^ (before >> 8));
}

function crc64Of(table: i32, byte: u32): u64 {
  return load<u64>(CRC64 + table * 2048 + byte * 8);
}

/** The CRC64 of what `crc` is of and these bytes behind it; it begins as 0. */
export function crc64(crc: u64, from: i32, length: i32): u64 {
  let sum = ~crc;
  let at = from;
  const end = from + length;
  for (; end - at >= 4; at += 4) {
    const low = <u32>sum ^ load<u32>(at);
    sum =
      (sum >> 32) ^
      crc64Of(3, low & 255) ^
      crc64Of(2, (low >> 8) & 255) ^
      crc64Of(1, (low >> 16) & 255) ^
      crc64Of(0, low >> 24);
  }
  for (; at < end; at++) sum = (sum >> 8) ^ crc64Of(0, (<u32>sum ^ <u32>load<u8>(at)) & 255);
  return ~sum;
}
