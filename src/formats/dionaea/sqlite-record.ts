/** A value of a row; a blob is read as text. */
export type SqliteValue = number | string | null;

const MAX_COLUMNS = 200;

/** A number of 1 to 9 bytes, seven bits in each but the last. Beyond 2^53 it loses digits, as nothing here has. */
export class Cursor {
  readonly bytes: Uint8Array;
  at: number;
  readonly end: number;

  constructor(bytes: Uint8Array, at: number, end: number) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  /** -1 if it goes beyond the end. */
  varint(): number {
    let value = 0;
    for (let count = 1; this.at < this.end; count++) {
      const byte = this.bytes[this.at++]!;
      if (count === 9) return value * 256 + byte;
      value = value * 128 + (byte & 127);
      if (byte < 128) return value;
    }
    return -1;
  }
}

/** Length in bytes of a value of this serial type; -1 for the two that are reserved. */
function lengthOf(type: number): number {
  if (type >= 12) return Math.floor((type - 12) / 2);
  return [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, -1, -1][type] ?? -1;
}

function valueOf(view: Buffer, at: number, type: number): SqliteValue {
  if (type === 0) return null;
  if (type <= 5) return view.readIntBE(at, lengthOf(type));
  if (type === 6) return Number(view.readBigInt64BE(at));
  if (type === 7) return view.readDoubleBE(at);
  if (type <= 9) return type - 8;
  // Even is a blob, odd a text; a blob is read as text, for programs store text as such.
  return view.toString('utf8', at, at + lengthOf(type));
}

/** The values of a record; undefined if it is not one. */
export function recordOf(payload: Buffer): SqliteValue[] | undefined {
  const cursor = new Cursor(payload, 0, payload.length);
  const headerEnd = cursor.varint();
  if (headerEnd < 1 || headerEnd > payload.length) return undefined;
  const values: SqliteValue[] = [];
  let at = headerEnd;
  while (cursor.at < headerEnd && values.length < MAX_COLUMNS) {
    const type = cursor.varint();
    const length = type < 0 ? -1 : lengthOf(type);
    if (length < 0 || at + length > payload.length) return undefined;
    values.push(valueOf(payload, at, type));
    at += length;
  }
  return values;
}

/** The column names of a `CREATE TABLE`, in order, in lower case; constraints of the table are left out. */
export function columnsOf(sql: string): string[] {
  const open = sql.indexOf('(');
  const columns: string[] = [];
  let depth = 0;
  let definition = '';
  const plain = sql.slice(open + 1, 65_536).replaceAll(/--[^\n]*/g, ' ');
  for (const letter of open < 0 ? '' : plain) {
    if (letter === '(') depth++;
    else if (letter === ')') depth--;
    if (depth < 0 || (letter === ',' && depth === 0)) {
      const name = /^\s*["`[]?([\w$]{1,64})/.exec(definition)?.[1]?.toLowerCase();
      const constraint = /^(?:constraint|primary|unique|check|foreign)$/;
      if (name !== undefined && !constraint.test(name)) columns.push(name);
      definition = '';
      if (depth < 0) break;
    } else definition += letter;
  }
  return columns;
}
