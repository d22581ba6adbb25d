import type {
  AddressColumn,
  IntColumn,
  LongColumn,
  RowSink,
  TextColumn,
  TimeColumn,
} from '../tables/rows.ts';
import type { TableName } from '../model/evidence.ts';
import type { ColumnKind, ColumnName } from '../tables/tables.ts';

/** Where the values of a text go. */
export interface TextTarget {
  kind: 'text';
  column: TextColumn;
  /** Flags of bytes that the column's decoder acts on: a text without them is stored as it is. */
  special?: number;
  /** How the code is found, if not by the column from the bytes as they stand. */
  codeOf?(bytes: Uint8Array, start: number, end: number): number;
}

/** Where the values of a field go; undefined: nowhere. */
export type Target =
  | { kind: 'int'; column: IntColumn }
  | { kind: 'long'; column: LongColumn }
  | { kind: 'time'; column: TimeColumn }
  | { kind: 'address'; column: AddressColumn }
  | TextTarget
  | undefined;

/** Into a column of this kind; a text as it stands. */
export function targetOf<T extends TableName>(
  sink: RowSink<T>,
  name: ColumnName<T>,
  kind: ColumnKind,
): Exclude<Target, undefined> {
  switch (kind) {
    case 'address':
      return { kind, column: sink.address(name) };
    case 'int':
      return { kind, column: sink.int(name) };
    case 'long':
      return { kind, column: sink.long(name) };
    case 'time':
      return { kind, column: sink.time(name) };
    default:
      return { kind: 'text', column: sink.text(name) };
  }
}
