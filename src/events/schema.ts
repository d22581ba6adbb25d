import type { TableName } from '../model/evidence.ts';
import { TABLES } from '../tables/tables.ts';
import type { ColumnKind } from '../tables/tables.ts';

/** Tables that are made from the event tables. */
type DerivedName = 'addresses' | 'attribution' | 'request_classes';
export type LakeTable = TableName | DerivedName;

type Kind = ColumnKind | 'blob';

const SQL_TYPE: Record<Kind, string> = {
  address: 'VARCHAR',
  text: 'VARCHAR',
  time: 'TIMESTAMP',
  int: 'INTEGER',
  long: 'BIGINT',
  blob: 'BLOB',
};

/** Number in the manifest and line (or record) number: where a row came from. */
const ORIGIN = { evidence: 'int', line: 'long' } as const;

const DERIVED = {
  /**
   * Each distinct address. `key` is the sortable form: 16 bytes, IPv4 as `::ffff:a.b.c.d`; `family` is 4 or 6;
   * `is_local` is 1 for an address of the networks that are ours, else 0 (a number, as engines skip a part by the least
   * and the greatest number in it, and not by a truth value).
   */
  addresses: { address: 'text', key: 'blob', family: 'int', is_local: 'int' },
  /** Whose address it is; `services` is joined by commas. Addresses that nobody publishes are absent. */
  attribution: {
    address: 'text',
    provider: 'text',
    list: 'text',
    services: 'text',
    region: 'text',
    border_group: 'text',
    prefix: 'text',
    as_of: 'time',
  },
  /**
   * Requests that look like an attack: a row for each class that a request is of, by which of its parts (`url`, `agent`,
   * `referer`, `method`). `evidence` and `line` are the request's.
   */
  request_classes: { ...ORIGIN, class: 'text', part: 'text' },
} as const satisfies Record<DerivedName, Readonly<Record<string, Kind>>>;

/** Every table of the lake with its columns; a Parquet part has those that its rows use, in this order. */
export const LAKE: Readonly<Record<LakeTable, Readonly<Record<string, Kind>>>> = {
  flows: { ...ORIGIN, ...TABLES.flows },
  requests: { ...ORIGIN, ...TABLES.requests },
  logins: { ...ORIGIN, ...TABLES.logins },
  alerts: { ...ORIGIN, ...TABLES.alerts },
  counts: { ...ORIGIN, ...TABLES.counts },
  ...DERIVED,
};

/** The event tables, in the lake's order. */
export const EVENT_TABLES: readonly TableName[] = ['flows', 'requests', 'logins', 'alerts', 'counts'];

/** Event tables whose rows have a time. */
export const TIMED_TABLES: readonly TableName[] = EVENT_TABLES.filter((table) => table !== 'counts');

export const LAKE_TABLES: readonly LakeTable[] = [
  ...EVENT_TABLES,
  'addresses',
  'attribution',
  'request_classes',
];

/** Columns of a table with their SQL types, in order. */
export function columnsOf(table: LakeTable): { name: string; kind: Kind; type: string }[] {
  return Object.entries(LAKE[table]).map(([name, kind]) => ({ name, kind, type: SQL_TYPE[kind] }));
}
