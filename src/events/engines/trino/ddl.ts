import { columnsOf } from '../../schema.ts';
import type { LakeTable } from '../../schema.ts';
import { trinoText } from './dialect.ts';

/**
 * The lake's kinds as types of Trino and of Athena's tables: the exact types of the Parquet files, as another width is read
 * wrong or not at all. A varchar has no length.
 */
const TYPES = {
  address: { trino: 'varchar', athena: 'string' },
  text: { trino: 'varchar', athena: 'string' },
  time: { trino: 'timestamp(6)', athena: 'timestamp' },
  int: { trino: 'integer', athena: 'int' },
  long: { trino: 'bigint', athena: 'bigint' },
  blob: { trino: 'varbinary', athena: 'binary' },
} as const;

/** A table over the files of a folder. */
interface ExternalTable {
  table: LakeTable;
  /** The folder, as the server reaches it. */
  location: string;
  /** The column by which its parts lie in folders; undefined: they lie in the folder itself. */
  partition?: string;
}

/** A name in Trino's SQL, whatever it holds. */
export function trinoName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * The statements that put a table over the Parquet files of a folder of Trino's hive connector.
 * @param catalog,schema as they are called, without quotes
 */
export function trinoTable(
  catalog: string,
  schema: string,
  { table, location, partition }: ExternalTable,
): string[] {
  const name = [catalog, schema, table].map(trinoName).join('.');
  const columns = columnsOf(table).map(
    ({ name: column, kind }) => `  ${trinoName(column)} ${TYPES[kind].trino}`,
  );
  if (partition !== undefined) columns.push(`  ${trinoName(partition)} varchar`);
  const properties = [
    `format = 'PARQUET'`,
    `external_location = ${trinoText(location)}`,
    ...(partition === undefined ? [] : [`partitioned_by = ARRAY[${trinoText(partition)}]`]),
  ];
  return [
    `CREATE TABLE ${name} (\n${columns.join(',\n')}\n) WITH (\n  ${properties.join(',\n  ')}\n)`,
    ...(partition === undefined
      ? []
      : [
          `CALL ${trinoName(catalog)}.system.sync_partition_metadata(${trinoText(schema)}, ${trinoText(table)}, 'FULL')`,
        ]),
  ];
}

/** A name in the statements of Athena that make tables, which are Hive's. */
function hiveName(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

/** The same for Athena. */
export function athenaTable(schema: string, { table, location, partition }: ExternalTable): string[] {
  const name = `${hiveName(schema)}.${hiveName(table)}`;
  const columns = columnsOf(table).map(
    ({ name: column, kind }) => `  ${hiveName(column)} ${TYPES[kind].athena}`,
  );
  const by = partition === undefined ? '' : `\nPARTITIONED BY (${hiveName(partition)} string)`;
  return [
    `CREATE EXTERNAL TABLE ${name} (\n${columns.join(',\n')}\n)${by}\nSTORED AS PARQUET\nLOCATION ${trinoText(`${location}/`)}`,
    ...(partition === undefined ? [] : [`MSCK REPAIR TABLE ${name}`]),
  ];
}
