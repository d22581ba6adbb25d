/**
 * How glibc writes its records of logins, `struct utmp` of <utmp.h> (utmp(5)), in wtmp, btmp and utmp: numbers as the
 * processor has them. Where 64-bit programs share the file with 32-bit ones (x86-64, and 32-bit systems themselves) a record has
 * 384 bytes, with times of 32 bits; where they do not (AArch64, and musl's structure) it has 400, with times of 64 bits.
 * Source: sysdeps/gnu/bits/utmp.h and `__WORDSIZE_TIME64_COMPAT32` of glibc 2.36; 384 bytes checked by utmpdump of util-linux
 * 2.38 on x86-64.
 */
export interface Layout {
  /** Bytes of a record. */
  size: 384 | 400;
  /** Where the seconds begin, how many bytes they have, and where the address is. */
  seconds: number;
  wide: boolean;
  address: number;
  little: boolean;
}

const LAYOUTS: readonly Layout[] = [
  { size: 384, seconds: 340, wide: false, address: 348, little: true },
  { size: 400, seconds: 344, wide: true, address: 360, little: true },
  { size: 384, seconds: 340, wide: false, address: 348, little: false },
  { size: 400, seconds: 344, wide: true, address: 360, little: false },
];

/** Fields that are at the same place in every layout: offset and length in bytes. */
export const TEXTS = { terminal: [8, 32], user: [44, 32], host: [76, 256] } as const;

/** `ut_type`: what a record says; the values of utmp(5). */
export const TYPE = { empty: 0, login: 6, session: 7, accounting: 9 } as const;

/** Later seconds are no times: 2106, the end of unsigned numbers of 32 bits. */
const LAST_SECOND = 2 ** 32;

/** The type and time of a record. */
export interface Stamp {
  type: number;
  /** Seconds since 1970. */
  seconds: number;
}

export function stampOf(record: DataView, { seconds, wide, little }: Layout): Stamp {
  const at = wide ? Number(record.getBigInt64(seconds, little)) : record.getUint32(seconds, little);
  return { type: record.getInt16(0, little), seconds: at };
}

/** Could the bytes be such a record? Its type is known, its time is one, and its texts end with zeros. */
export function isRecord(record: DataView, layout: Layout): boolean {
  const { type, seconds } = stampOf(record, layout);
  if (type < TYPE.empty || type > TYPE.accounting || record.getInt16(2, layout.little) !== 0) return false;
  if (seconds < 0 || seconds >= LAST_SECOND) return false;
  return Object.values(TEXTS).every(([at, length]) => endsWithZeros(record, at, length));
}

/** No control character stands in the text, and nothing but zeros behind the first zero. */
function endsWithZeros(record: DataView, at: number, length: number): boolean {
  let ended = false;
  for (let i = at; i < at + length; i++) {
    const byte = record.getUint8(i);
    if (byte === 0) ended = true;
    else if (ended || byte < 32) return false;
  }
  return true;
}

/** So many records decide which layout it is. */
const LOOKED_AT = 64;

/** The layout in which most of the first records are such; undefined: in none of them half are. */
export function layoutOf(bytes: Uint8Array): Layout | undefined {
  let best: { layout: Layout; share: number } | undefined;
  for (const layout of LAYOUTS) {
    const records = Math.min(LOOKED_AT, Math.floor(bytes.length / layout.size));
    let fits = 0;
    for (let i = 0; i < records; i++) {
      if (isRecord(viewOf(bytes, i * layout.size, layout.size), layout)) fits += 1;
    }
    const share = records === 0 ? 0 : fits / records;
    if (share >= 0.5 && share > (best?.share ?? 0)) best = { layout, share };
  }
  return best?.layout;
}

export function viewOf(bytes: Uint8Array, at: number, size: number): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset + at, size);
}
