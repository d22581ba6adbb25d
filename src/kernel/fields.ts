import type { Target } from './target.ts';

/** How the kernel reads a field, as `assembly/fields.ts` numbers it; `-` is null wherever null is allowed. */
export const FIELD = {
  /** Anything, kept nowhere. */
  skip: 0,
  text: 1,
  address: 2,
  /** Up to a largest value. */
  int: 3,
  long: 4,
  /** Seconds since 1970, of a time between 2000 and 2100. */
  time: 5,
  /** `ACCEPT` or `REJECT`. */
  action: 6,
  /** `OK`; no null. */
  status: 7,
  /** `2026-07-01`; no null. It is kept with the clock. */
  day: 8,
  /** `13:55:36`; no null. The line must have a day as well. */
  clock: 9,
} as const;

/** How each field of a line is read, and where it goes; made once per chunk and list of fields. */
export interface FieldPlan {
  kinds: Uint8Array;
  /** Largest value of an `int`, longest text in bytes. */
  most: Int32Array;
  targets: Target[];
}

/** A plan for so many fields that reads none of them. */
export function emptyPlan(fields: number): FieldPlan {
  return {
    kinds: new Uint8Array(fields),
    most: new Int32Array(fields),
    targets: Array.from({ length: fields }, () => undefined),
  };
}
