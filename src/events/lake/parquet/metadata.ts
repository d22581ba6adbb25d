import type { PageWriter } from '../../../kernel/page-writer.ts';
import { writeStruct } from './thrift.ts';
import type { Fields } from './thrift.ts';

/*
 * Parquet's own descriptions, as far as a part uses them; their fields have numbers (Apache Parquet,
 * `parquet.thrift`).
 */

const PAGE = { dictionary: 2, dataV2: 3 } as const;
export const ENCODING = { plain: 0, delta: 5, dictionary: 8 } as const;
const PHYSICAL = { int32: 1, int64: 2, bytes: 6 } as const;
const OPTIONAL = 1;
const UTF8 = 0;
const UNCOMPRESSED = 0;

export type ColumnType = 'int' | 'long' | 'millis' | 'micros' | 'text';

/** What a column's values are in the file, and what they mean; times are those of no zone. */
const TYPES: Readonly<Record<ColumnType, { physical: number; converted?: number; logical?: Fields }>> = {
  int: { physical: PHYSICAL.int32 },
  long: { physical: PHYSICAL.int64 },
  millis: { physical: PHYSICAL.int64, logical: timestamp({ field_1: {} }) },
  micros: { physical: PHYSICAL.int64, logical: timestamp({ field_2: {} }) },
  text: { physical: PHYSICAL.bytes, converted: UTF8, logical: { field_1: {} } },
};

function timestamp(unit: Fields): Fields {
  return { field_8: { field_1: false, field_2: unit } };
}

/** One column of a row group as the file's end describes it. Every column may be null. */
export interface ColumnInfo {
  name: string;
  type: ColumnType;
  encodings: readonly number[];
  nulls: number;
  /** Bytes, with the pages' headers. */
  size: number;
  /** Where its data page begins in the file, and its dictionary page. */
  data: number;
  dictionary?: number;
  range?: { min: number; max: number };
}

export interface RowGroup {
  rows: number;
  columns: readonly ColumnInfo[];
}

export function writeDictionaryHeader(out: PageWriter, values: number, size: number): void {
  writeStruct(out, {
    field_1: PAGE.dictionary,
    field_2: size,
    field_3: size,
    field_7: { field_1: values, field_2: ENCODING.plain },
  });
}

/** @param levels bytes that say which rows are null */
export function writeDataHeader(
  out: PageWriter,
  rows: number,
  nulls: number,
  encoding: number,
  levels: number,
  size: number,
): void {
  writeStruct(out, {
    field_1: PAGE.dataV2,
    field_2: size,
    field_3: size,
    field_8: {
      field_1: rows,
      field_2: nulls,
      field_3: rows,
      field_4: encoding,
      field_5: levels,
      field_6: 0,
      field_7: false,
    },
  });
}

/** A value of the column as PLAIN has it. */
function plain(type: ColumnType, value: number): Uint8Array {
  if (type === 'int') return new Uint8Array(Int32Array.of(value).buffer);
  return new Uint8Array(BigInt64Array.of(BigInt(value)).buffer);
}

function schemaElement({ name, type }: ColumnInfo): Fields {
  const { physical, converted, logical } = TYPES[type];
  return {
    field_1: physical,
    field_3: OPTIONAL,
    field_4: name,
    field_6: converted,
    field_10: logical,
  };
}

function columnChunk(column: ColumnInfo, rows: number): Fields {
  const { type, range } = column;
  const size = BigInt(column.size);
  return {
    field_2: BigInt(column.dictionary ?? column.data),
    field_3: {
      field_1: TYPES[type].physical,
      field_2: [...column.encodings],
      field_3: [column.name],
      field_4: UNCOMPRESSED,
      field_5: BigInt(rows),
      field_6: size,
      field_7: size,
      field_9: BigInt(column.data),
      field_11: column.dictionary === undefined ? undefined : BigInt(column.dictionary),
      field_12: {
        field_3: BigInt(column.nulls),
        field_5: range && plain(type, range.max),
        field_6: range && plain(type, range.min),
      },
    },
  };
}

function rowGroup({ rows, columns }: RowGroup): Fields {
  const size = columns.reduce((sum, column) => sum + column.size, 0);
  return {
    field_1: columns.map((column) => columnChunk(column, rows)),
    field_2: BigInt(size),
    field_3: BigInt(rows),
  };
}

/**
 * Writes the file's description, and how long it is: what comes before the last four bytes.
 * @param groups one or more, all of the same columns
 */
export function writeFileMetadata(out: PageWriter, groups: readonly RowGroup[]): void {
  const begin = out.offset;
  const columns = groups[0]?.columns ?? [];
  writeStruct(out, {
    field_1: 2,
    field_2: [{ field_4: 'root', field_5: columns.length }, ...columns.map(schemaElement)],
    field_3: BigInt(groups.reduce((sum, { rows }) => sum + rows, 0)),
    field_4: groups.map(rowGroup),
    field_6: 'abusedesk',
    // The order of values is that of their type, which is what makes the ranges good for anything.
    field_7: columns.map(() => ({ field_1: {} })),
  });
  out.appendUint32(out.offset - begin);
}
