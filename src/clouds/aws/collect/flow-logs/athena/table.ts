import type { Column, TableMetadata } from '@aws-sdk/client-athena';
import type { FlowLog } from '../../../../inventory.ts';

/** A column of a table, of its rows or of its partitions. */
interface TableColumn {
  name: string;
  /** As Hive calls it: `bigint`, `string`, `date`. */
  type: string;
}

/** A table of flow log records, as the catalogue describes it. */
export interface FlowTable {
  database: string;
  name: string;
  columns: readonly TableColumn[];
  partitions: readonly TableColumn[];
  /** What it was made with: `location`, `projection.day.format`. */
  properties: Readonly<Record<string, string>>;
}

/** A name that is the same in every dialect between quotation marks. */
const NAME = /^[\w-]{1,255}$/;

function columnsOf(columns: readonly Column[] = []): TableColumn[] | undefined {
  const read = columns.map(({ Name = '', Type = '' }) => ({ name: Name, type: Type.trim().toLowerCase() }));
  return read.every(({ name }) => NAME.test(name)) ? read : undefined;
}

/** Undefined: it has a name that no flow log's table has. */
export function tableOf(database: string, metadata: TableMetadata): FlowTable | undefined {
  const columns = columnsOf(metadata.Columns);
  const partitions = columnsOf(metadata.PartitionKeys);
  const name = metadata.Name ?? '';
  if (columns === undefined || partitions === undefined || !NAME.test(name) || !NAME.test(database)) {
    return undefined;
  }
  return { database, name, columns, partitions, properties: metadata.Parameters ?? {} };
}

/** The column for one of these names: AWS's documentation has had two (`start`, `starttime`). */
export function columnNamed({ columns }: FlowTable, names: readonly string[]): TableColumn | undefined {
  return columns.find(({ name }) => names.includes(name.toLowerCase()));
}

/** A bucket and the folder in it, with a slash at its end: `logs/team/`. */
function folderOf(place: string): string {
  return `${place.replace(/^arn:aws[\w-]{0,20}:s3:::/, '').replace(/^s3a?:\/\//, '')}/`.replace(/\/+$/, '/');
}

/** Whether a table's files are the flow log's: its place is the log's, or a part of it. */
export function readsLog({ properties }: FlowTable, { destination = '' }: FlowLog): boolean {
  const log = folderOf(destination);
  const places = [properties['storage.location.template'], properties['location']];
  return places.some((place) => place !== undefined && folderOf(place).startsWith(`${log}AWSLogs/`));
}
