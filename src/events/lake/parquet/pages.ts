import type { ColumnInfo, ColumnType } from './metadata.ts';
import { ENCODING, writeDataHeader, writeDictionaryHeader } from './metadata.ts';
import type { Output } from './output.ts';

/** One column's values, encoded. */
export interface EncodedColumn {
  name: string;
  type: ColumnType;
  nulls: number;
  encoding: number;
  /** The data page's body: `levels` bytes that say which rows are null, then the values. */
  page: Uint8Array;
  levels: number;
  /** The distinct values that the data page's codes mean, in Parquet's PLAIN encoding. */
  dictionary?: { size: number; bytes: Uint8Array };
  range?: { min: number; max: number };
}

/**
 * Appends one column of a row group: a dictionary page where it has one, and one data page of version 2. Nothing is
 * compressed: what the encodings leave hardly shrinks.
 */
export function appendColumn(out: Output, rows: number, column: EncodedColumn): ColumnInfo {
  const { name, type, nulls, encoding, page, levels, dictionary, range } = column;
  const begin = out.small.offset;
  if (dictionary !== undefined) {
    writeDictionaryHeader(out.small, dictionary.size, dictionary.bytes.length);
    out.write(dictionary.bytes);
  }
  const data = out.small.offset;
  writeDataHeader(out.small, rows, nulls, encoding, levels, page.length);
  out.write(page);
  return {
    name,
    type,
    encodings: dictionary === undefined ? [encoding] : [ENCODING.plain, encoding],
    nulls,
    size: out.small.offset - begin,
    data,
    ...(dictionary !== undefined && { dictionary: begin }),
    ...(range !== undefined && { range }),
  };
}
