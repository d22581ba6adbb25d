import { columnsOf } from '../../schema.ts';
import type { ParquetMapping } from '../../../formats/format.ts';
import type { TableName } from '../../../model/evidence.ts';
import { LATEST } from '../../../tables/times.ts';
import type { TABLE_ROWS } from '../../../tables/words.ts';
import { reasonsOf } from '../../../model/reason.ts';
import { sqlText } from './quote.ts';

/** A column of the file: its name, and its type as DuckDB names it. */
export interface FileColumn {
  name: string;
  type: string;
}

/** What whole numbers of a column of times count since 1970, and how many of them make a second. */
const TIME_UNITS = { seconds: 1, milliseconds: 1e3, microseconds: 1e6, nanoseconds: 1e9 } as const;
export type TimeUnit = keyof typeof TIME_UNITS;

/** Whole numbers up to here are exact in JavaScript. */
const MAX_LONG = 2 ** 53 - 1;
const MAX_INT = 2 ** 31 - 1;
/** Ports and protocols have a field of 16 and 8 bits in the packet (RFC 9293, RFC 791). */
const MOST: Readonly<Record<string, number>> = { src_port: 65_535, dst_port: 65_535, protocol: 255 };

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Is it a type of times, which need no unit? */
function isTimestamp(type: string): boolean {
  return type.startsWith('TIMESTAMP');
}

/** The text of a cell; what stands for nothing is null. */
function textOf(column: string, nothing: string): string {
  return `nullif(nullif(trim(CAST(${column} AS VARCHAR)), ${sqlText(nothing)}), '')`;
}

/** Is it an IPv4 address of four decimal parts, none with a zero before it? */
const V4 = '(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}';

const reason = reasonsOf<typeof TABLE_ROWS>();

/** How one column of the table is made of the file: in SQL, over the names that `cellsOf` gives. */
export interface Cell {
  /** Name in the table, and its type in SQL. */
  name: string;
  type: string;
  /** The cell as text, null where it says nothing. */
  text: string;
  /** Its value; null too where the text cannot be read as one. */
  value: string;
  /** Why a text whose value is null is rejected, as a reason. @param shown the text, or its beginning */
  wrong: (shown: string) => string;
}

function whole(text: string, most: number): string {
  return `CASE WHEN TRY_CAST(${text} AS BIGINT) BETWEEN 0 AND ${most} THEN TRY_CAST(${text} AS BIGINT) END`;
}

/** A percent-encoded text; as it stands where it is no encoding of UTF-8. NUL becomes U+FFFD, as everywhere. */
function decoded(text: string): string {
  return `replace(coalesce(TRY(url_decode(${text})), ${text}), chr(0), chr(65533))`;
}

/** Microseconds since 1970, UTC. Divided as whole numbers: the seventh digit of a nanosecond is no rounding. */
function micros(column: string, type: string, unit: TimeUnit): string {
  // A time with a zone says which; one without is UTC, whatever the session's zone is.
  if (isTimestamp(type)) return `TRY(epoch_us(${column}))`;
  const count = `TRY_CAST(CAST(${column} AS VARCHAR) AS HUGEINT)`;
  const perSecond = TIME_UNITS[unit];
  return perSecond <= 1e6 ? `${count} * ${1e6 / perSecond}` : `${count} // ${perSecond / 1e6}`;
}

/**
 * The columns of the table that the file has.
 * @param units of its columns of times, by the names in the file
 */
export function cellsOf(
  table: TableName,
  mapping: ParquetMapping,
  columns: readonly FileColumn[],
  units: ReadonlyMap<string, TimeUnit>,
): Cell[] {
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  return columnsOf(table).flatMap(({ name, kind, type }): Cell[] => {
    const column = Object.hasOwn(mapping.columns, name) ? mapping.columns[name] : undefined;
    if (column === undefined) return [];
    const quoted = quoteName(column);
    const text = textOf(quoted, mapping.nothing);
    const cell = (value: string, wrong: Cell['wrong']): Cell[] => [{ name, type, text, value, wrong }];
    switch (kind) {
      case 'address':
        return cell(
          `CASE WHEN regexp_full_match(${text}, '${V4}') THEN ${text} ELSE (SELECT address FROM v6 WHERE v6.text = ${text}) END`,
          (shown) => reason('cellNoAddress', { column: name, value: shown }),
        );
      case 'time': {
        const since = micros(quoted, types.get(column) ?? '', units.get(column) ?? 'seconds');
        const end = `${LATEST} * 1000000`;
        return cell(
          `CASE WHEN ${since} >= 0 AND ${since} < ${end} THEN make_timestamp(CAST(${since} AS BIGINT)) END`,
          (shown) => reason('cellNoTime', { column: name, value: shown }),
        );
      }
      case 'int':
      case 'long': {
        const most = MOST[name] ?? (kind === 'int' ? MAX_INT : MAX_LONG);
        return cell(whole(text, most), (shown) =>
          reason('cellNoNumber', { column: name, value: shown, most }),
        );
      }
      default:
        return cell(mapping.percentEncoded.includes(name) ? decoded(text) : text, () =>
          // Any text can be one.
          reason('skipOther'),
        );
    }
  });
}

/** Texts that may be addresses of IPv6: SQL that gives each once, from all columns of addresses. */
export function sqlOtherAddresses(
  table: TableName,
  mapping: ParquetMapping,
  source: string,
): string | undefined {
  const texts = columnsOf(table).flatMap(({ name, kind }) => {
    const column =
      kind === 'address' && Object.hasOwn(mapping.columns, name) ? mapping.columns[name] : undefined;
    return column === undefined ? [] : [textOf(quoteName(column), mapping.nothing)];
  });
  if (texts.length === 0) return undefined;
  const each = texts.map((text) => `SELECT ${text} AS text FROM ${source} WHERE contains(${text}, ':')`);
  return each.join(' UNION ');
}

/** The columns of times whose type does not say what they count. */
export function unitless(
  table: TableName,
  mapping: ParquetMapping,
  columns: readonly FileColumn[],
): string[] {
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  return columnsOf(table).flatMap(({ name, kind }) => {
    const column =
      kind === 'time' && Object.hasOwn(mapping.columns, name) ? mapping.columns[name] : undefined;
    return column === undefined || isTimestamp(types.get(column) ?? '') ? [] : [column];
  });
}

/** What a column counts in whose middle this number is: the unit in which it lies between 1973 and 2100. */
export function unitOf(middle: number): TimeUnit | undefined {
  const names = ['seconds', 'milliseconds', 'microseconds', 'nanoseconds'] as const;
  return names.find((unit) => {
    const seconds = middle / TIME_UNITS[unit];
    return seconds >= 1e8 && seconds < LATEST;
  });
}
