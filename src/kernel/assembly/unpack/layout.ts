// Where an instance that unpacks has things in its memory: it does nothing else, so the places of `../layout.ts` are free.

/** Bytes behind what is read, or written, that may be looked at, or written. */
export const UNPACK_SLACK: i32 = 64;
/** Tables of the methods, below 192 KiB; a method has all of it. */
export const TABLES_AT: i32 = 0x20000;
/** What is packed lies here, then what comes out; how much of each there is the side that calls knows. */
export const UNPACK_AT: i32 = 0x60000;
