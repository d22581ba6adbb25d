import { COLUMNS_AT, STRIDE } from './layout';

/** Rows that are complete, from the first of each column on. */
export let rows: i32 = 0;

export function endRow(): void {
  rows++;
}

export function fetched(): void {
  rows = 0;
}

/** Sets a whole number or a value's number in the row at hand. */
export function setInt(column: i32, value: i32): void {
  store<i32>(COLUMNS_AT + column * STRIDE + rows * 4, value);
}

/** Sets a number in the row at hand. */
export function setDouble(column: i32, value: f64): void {
  store<f64>(COLUMNS_AT + column * STRIDE + rows * 8, value);
}
