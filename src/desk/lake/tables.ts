import { isByDay, PART_DAY } from '../../events/engines/duckdb/copy-out.ts';
import type { CopiedTable } from '../../events/engines/duckdb/copy-out.ts';
import { athenaTable, trinoTable } from '../../events/engines/trino/ddl.ts';

/** An engine that reads a lake where it was put. */
export type LakeEngine = 'trino' | 'athena';

/** Where the tables go, and for which engine. */
export interface TablesQuestion {
  for: LakeEngine;
  catalog: string;
  schema: string;
}

/**
 * The statements that make the tables over a lake which was put somewhere; none of them writes there. A table without rows is
 * made too: questions of abusedesk name all of them.
 * @param url the lake's folder as the engine reaches it
 */
export function tablesOver(
  tables: readonly CopiedTable[],
  url: string,
  { for: engine, catalog, schema }: TablesQuestion,
): string[] {
  return tables.flatMap(({ table, rows }) => {
    const over = {
      table,
      location: `${url}/${table}`,
      ...(rows > 0 && isByDay(table) && { partition: PART_DAY }),
    };
    return engine === 'athena' ? athenaTable(schema, over) : trinoTable(catalog, schema, over);
  });
}
