// What is asked of the side that called: it is rare, and there it is written already.

/** The code of a text in the column of a field. @param flags what is in it, see `values.ts` */
export declare function textCode(field: i32, start: i32, end: i32, flags: i32): i32;
/** The code of an IPv4 address. */
export declare function v4Code(field: i32, address: i32): i32;
/** The code of an address in text; 0: it is not one. */
export declare function addressCode(field: i32, start: i32, end: i32): i32;
/** Days since 1970 of `2026-07-01`; -1 if it is no date. */
export declare function dayAt(at: i32): i32;
/** Seconds since 1970 of `10/Oct/2000:13:55:36 -0700`; -1 if it is no time. */
export declare function stampAt(at: i32): f64;
