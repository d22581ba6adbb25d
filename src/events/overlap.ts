import type { TableName } from '../model/evidence.ts';

/** Rows that two files have in common, although neither holds all of the other. */
export interface Overlap {
  table: TableName;
  /** Numbers in the manifest; `first` is the smaller. */
  first: number;
  second: number;
  /** Rows of the one that are in the other as well; a row that occurs twice in both counts twice. */
  rows: number;
}
