/** How an interface counts time: so many units a second, from so many seconds after 1970. */
export interface Clock {
  unitsPerSecond: number;
  offset: number;
}

const MICROSECONDS: Clock = { unitsPerSecond: 1_000_000, offset: 0 };

const END_OF_OPTIONS = 0;
const RESOLUTION = 9;
const OFFSET = 14;

/** `if_tsresol`: a negative power of ten, or of two with the high bit set. */
function unitsOf(resolution: number): number {
  return (resolution & 0x80) === 0 ? 10 ** resolution : 2 ** (resolution & 0x7f);
}

/** The clock that the options in `[at, end)` of an interface block describe; microseconds without any. */
export function clockOf(view: DataView, at: number, end: number, little: boolean): Clock {
  const clock = { ...MICROSECONDS };
  while (at + 4 <= end) {
    const code = view.getUint16(at, little);
    const length = view.getUint16(at + 2, little);
    const value = at + 4;
    if (code === END_OF_OPTIONS || value + length > end) break;
    if (code === RESOLUTION && length >= 1) clock.unitsPerSecond = unitsOf(view.getUint8(value));
    if (code === OFFSET && length >= 8) clock.offset = Number(view.getBigInt64(value, little));
    at = value + length + ((4 - (length % 4)) % 4);
  }
  return clock;
}

const time = { seconds: 0, micros: 0 };

/**
 * Seconds since 1970 and microseconds of a time in an interface's units, given as two halves. The object that
 * it returns is the same each time.
 */
export function readClock(clock: Clock, high: number, low: number): { seconds: number; micros: number } {
  const units = clock.unitsPerSecond;
  const total = high * 2 ** 32 + low;
  if (total <= Number.MAX_SAFE_INTEGER) {
    time.seconds = Math.floor(total / units);
    time.micros = Math.floor(((total - time.seconds * units) * 1e6) / units);
  } else if (units <= 2 ** 36) {
    divide(high, low, units);
  } else {
    // Finer than some picoseconds; nobody's capture card counts so, but a file may say it.
    const exact = (BigInt(high) << 32n) | BigInt(low);
    time.seconds = Number(exact / BigInt(units));
    time.micros = Number(((exact % BigInt(units)) * 1_000_000n) / BigInt(units));
  }
  time.seconds += clock.offset;
  return time;
}

/** Long division by digits of 16 bits: nanoseconds since 1970 do not fit into a double. */
function divide(high: number, low: number, units: number): void {
  let seconds = 0;
  let left = 0;
  for (let digit = 0; digit < 4; digit++) {
    const half = digit < 2 ? high : low;
    left = left * 65_536 + (digit % 2 === 0 ? half >>> 16 : half & 0xffff);
    const part = Math.floor(left / units);
    seconds = seconds * 65_536 + part;
    left -= part * units;
  }
  time.seconds = seconds;
  time.micros = Math.floor((left * 1e6) / units);
}
