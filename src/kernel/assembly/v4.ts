// IPv4 addresses of sixteen bytes at a time: their dots say which bytes belong to which part, and a table by the places of the
// dots says how to bring the digits into columns, so that all four parts are put together at once and without a branch: nobody
// foresees the lengths of parts.
const DOT: v128 = i8x16.splat(46);
const ZERO: v128 = i8x16.splat(48);
/** What follows an address: a space, or a control character. */
const STOP: v128 = i8x16.splat(0x21);
const TEN: v128 = i8x16.splat(10);
/** Digits of tens and ones lie beside each other in the lower half, hundreds alone in the upper one. */
const WEIGHTS: v128 = i16x8(2561, 2561, 2561, 2561, 100, 100, 100, 100);
/** Takes a zero for a digit that is not there: no place of the sixteen bytes. */
const NOWHERE: i32 = 0x80;

/** By the places where the parts of an address end, a bit each: its plan; 0: it is no address. */
const PLAN_OF = memory.data(65536, 64);
/** By plan: of each column the place of its digit. The first is for what is no address. */
const PLANS = memory.data(82 * 16, 16);

/** The address that was read last. */
export let v4: i32 = 0;

let plans: i32 = 0;

function place(plan: i32, column: i32, at: i32): void {
  store<u8>(PLANS + plan * 16 + column, <u8>at);
}

/** Where the digits lie of a part that ends at `end`; 0 is the last part, whose columns come first. */
function placePart(plan: i32, part: i32, length: i32, end: i32): void {
  place(plan, part * 2, length > 1 ? end - 2 : NOWHERE);
  place(plan, part * 2 + 1, end - 1);
  place(plan, part * 2 + 8, length > 2 ? end - 3 : NOWHERE);
  place(plan, part * 2 + 9, NOWHERE);
}

/** The plan of addresses whose parts have so many digits. */
function addPlan(a: i32, b: i32, c: i32, d: i32): void {
  const plan = ++plans;
  const second = a + 1 + b;
  const third = second + 1 + c;
  const end = third + 1 + d;
  placePart(plan, 3, a, a);
  placePart(plan, 2, b, second);
  placePart(plan, 1, c, third);
  placePart(plan, 0, d, end);
  store<u8>(PLAN_OF + ((1 << a) | (1 << second) | (1 << third) | (1 << end)), <u8>plan);
}

for (let a = 1; a < 4; a++) {
  for (let b = 1; b < 4; b++) {
    for (let c = 1; c < 4; c++) {
      for (let d = 1; d < 4; d++) addPlan(a, b, c, d);
    }
  }
}

/** Reads an IPv4 address that a space or a control character follows into `v4`. @returns its end, -1 if it is not one */
export function readV4(at: i32): i32 {
  const bytes = v128.load(at);
  const stops = i8x16.bitmask(i8x16.lt_u(bytes, STOP));
  if (stops == 0) return -1;
  const end = ctz(stops);
  const within = (1 << end) - 1;
  const dots = i8x16.bitmask(i8x16.eq(bytes, DOT)) & within;
  const digits = i8x16.sub(bytes, ZERO);
  const numerals = i8x16.bitmask(i8x16.lt_u(digits, TEN));
  const plan = <i32>load<u8>(PLAN_OF + (dots | (1 << end)));
  // A part that begins with 0 and has another digit behind it: some take what follows for octal.
  const zeros = i8x16.bitmask(i8x16.eq(bytes, ZERO)) & ((dots << 1) | 1) & (numerals >> 1);
  const columns = i8x16.swizzle(digits, v128.load(PLANS + plan * 16));
  const sums = i16x8.mul(columns, WEIGHTS);
  // Hundreds come from the upper half, and are not shifted.
  const parts = i64x2.extract_lane(i16x8.shr_u(sums, 8), 0) + i64x2.extract_lane(sums, 1);
  const above = parts & ~0x00ff00ff00ff00ff;
  if (((((numerals | dots) & within) ^ within) | zeros | i32(plan == 0) | i32(above != 0)) != 0) return -1;
  const pairs = (parts | (parts >> 8)) & 0x0000ffff0000ffff;
  v4 = <i32>(pairs | (pairs >> 16));
  return at + end;
}
