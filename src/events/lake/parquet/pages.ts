import { writePageHeader } from 'hyparquet-writer/src/datapage.js';
import type { writeMetadata } from 'hyparquet-writer/src/metadata.js';
import type { Output } from './output.ts';

type FileMetaData = Parameters<typeof writeMetadata>[1];
type RowGroup = FileMetaData['row_groups'][number];
type SchemaElement = FileMetaData['schema'][number];
type ColumnChunk = RowGroup['columns'][number];
type Meta = NonNullable<ColumnChunk['meta_data']>;
type Encoding = Meta['encodings'][number];

/** One column's values, encoded. */
export interface EncodedColumn {
  /** Name and type. */
  element: Pick<SchemaElement, 'name' | 'type' | 'converted_type' | 'logical_type'>;
  nulls: number;
  encoding: Encoding;
  /** The data page's body: `levels` bytes that say which rows are null, then the values. */
  page: Uint8Array;
  levels: number;
  /** The distinct values that the data page's codes mean, in Parquet's PLAIN encoding. */
  dictionary?: { size: number; bytes: Uint8Array };
  range?: { min: number | bigint; max: number | bigint };
}

/** A column of a part as the file's end describes it. */
export interface Chunk {
  element: SchemaElement;
  chunk: ColumnChunk;
}

function appendDictionary(out: Output, { size, bytes }: { size: number; bytes: Uint8Array }): void {
  writePageHeader(out.small, {
    type: 'DICTIONARY_PAGE',
    uncompressed_page_size: bytes.length,
    compressed_page_size: bytes.length,
    dictionary_page_header: { num_values: size, encoding: 'PLAIN' },
  });
  out.write(bytes);
}

/**
 * Appends one column of a part: a dictionary page where it has one, and one data page of version 2. Nothing is
 * compressed: what the encodings leave hardly shrinks.
 */
export function appendColumn(out: Output, rows: number, column: EncodedColumn): Chunk {
  const { element, nulls, encoding, page, levels, dictionary, range } = column;
  const begin = out.small.offset;
  if (dictionary !== undefined) appendDictionary(out, dictionary);
  const data = out.small.offset;
  writePageHeader(out.small, {
    type: 'DATA_PAGE_V2',
    uncompressed_page_size: page.length,
    compressed_page_size: page.length,
    data_page_header_v2: {
      num_values: rows,
      num_nulls: nulls,
      num_rows: rows,
      encoding,
      definition_levels_byte_length: levels,
      repetition_levels_byte_length: 0,
      is_compressed: false,
    },
  });
  out.write(page);
  const size = BigInt(out.small.offset - begin);
  const meta: Meta = {
    type: element.type ?? 'BYTE_ARRAY',
    encodings: dictionary === undefined ? [encoding] : ['PLAIN', encoding],
    path_in_schema: [element.name],
    codec: 'UNCOMPRESSED',
    num_values: BigInt(rows),
    total_uncompressed_size: size,
    total_compressed_size: size,
    data_page_offset: BigInt(data),
    ...(dictionary !== undefined && { dictionary_page_offset: BigInt(begin) }),
    statistics: {
      null_count: BigInt(nulls),
      ...(range !== undefined && { min_value: range.min, max_value: range.max }),
    },
  };
  return {
    element: { ...element, repetition_type: levels > 0 ? 'OPTIONAL' : 'REQUIRED' },
    chunk: { file_offset: BigInt(begin), meta_data: meta },
  };
}
