import type { PageWriter } from '../../../kernel/page-writer.ts';

/** A struct: `field_1`, `field_3`, … by their numbers, ascending. An undefined field is left out. */
export interface Fields {
  readonly [field: string]: Value;
}
/** A number is an i32, a bigint an i64; the elements of a list are of one type, and no booleans. */
type Value = boolean | number | bigint | string | Uint8Array | Fields | readonly Value[] | undefined;

/** Types of the compact protocol (Apache Thrift, "Thrift Compact protocol encoding", struct and list). */
const TYPE = { true: 1, false: 2, i32: 5, i64: 6, binary: 8, list: 9, struct: 12 } as const;
const STOP = 0;
/** More than this has no room in a header's four bits. */
const SHORT = 15;

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function typeOf(value: Value): number {
  if (typeof value === 'boolean') return value ? TYPE.true : TYPE.false;
  if (typeof value === 'number') return TYPE.i32;
  if (typeof value === 'bigint') return TYPE.i64;
  if (typeof value === 'string' || value instanceof Uint8Array) return TYPE.binary;
  return isList(value) ? TYPE.list : TYPE.struct;
}

function writeBinary(out: PageWriter, bytes: Uint8Array): void {
  out.appendVarInt(bytes.length);
  out.appendBytes(bytes);
}

function writeList(out: PageWriter, list: readonly Value[]): void {
  // An empty list is of any type.
  const type = list.length === 0 ? TYPE.struct : typeOf(list[0]);
  if (list.length < SHORT) out.appendUint8((list.length << 4) | type);
  else {
    out.appendUint8((SHORT << 4) | type);
    out.appendVarInt(list.length);
  }
  for (const value of list) writeValue(out, value);
}

function writeValue(out: PageWriter, value: Value): void {
  // A field's type says which boolean it is.
  if (typeof value === 'boolean' || value === undefined) return;
  if (typeof value === 'number' || typeof value === 'bigint') out.appendZigZag(value);
  else if (typeof value === 'string') writeBinary(out, Buffer.from(value));
  else if (value instanceof Uint8Array) writeBinary(out, value);
  else if (isList(value)) writeList(out, value);
  else writeStruct(out, value);
}

/** Writes the struct in Thrift's compact protocol. */
export function writeStruct(out: PageWriter, fields: Fields): void {
  let last = 0;
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const number = Number(name.slice('field_'.length));
    const ahead = number - last;
    if (ahead > 0 && ahead <= SHORT) out.appendUint8((ahead << 4) | typeOf(value));
    else {
      out.appendUint8(typeOf(value));
      out.appendZigZag(number);
    }
    writeValue(out, value);
    last = number;
  }
  out.appendUint8(STOP);
}
