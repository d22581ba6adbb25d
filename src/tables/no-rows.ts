import { addressTextFromBytes } from '../net/address.ts';
import type { TableName } from '../model/evidence.ts';
import type { AddressColumn, IntColumn, LongColumn, RowSink, TextColumn, TimeColumn } from './rows.ts';

const nothing = (): void => undefined;
const SOME = 1;

const NUMBERS: IntColumn & LongColumn & TimeColumn = { set: nothing, setRows: nothing };

const ADDRESSES: AddressColumn = {
  setV4: nothing,
  setBytes: (bytes, start, end) => addressTextFromBytes(bytes, start, end) !== undefined,
  appendV4: () => SOME,
  codeOfBytes: (bytes, start, end) => (addressTextFromBytes(bytes, start, end) === undefined ? 0 : SOME),
  setRows: nothing,
};

const TEXTS: TextColumn = {
  setBytes: nothing,
  setAgain: nothing,
  setText: nothing,
  codeOfBytes: () => SOME,
  append: () => SOME,
  setRows: nothing,
};

/** A sink that keeps nothing: for a reading of which the count alone is wanted. */
export function noRows(table: TableName): RowSink {
  return {
    table,
    generation: 0,
    int: () => NUMBERS,
    long: () => NUMBERS,
    time: () => NUMBERS,
    address: () => ADDRESSES,
    text: () => TEXTS,
    next: nothing,
    reserve: nothing,
    nextRows: nothing,
    undo: nothing,
    beside: noRows,
  };
}
