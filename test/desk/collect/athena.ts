import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { TestContext } from 'node:test';
import { refusal } from './aws-server.ts';
import type { Answer, Answers, Asked } from './aws-server.ts';

/** A column as the catalogue has it. */
export interface Column {
  Name: string;
  Type: string;
}

/** A table of the catalogue, with its rows: of its columns first, then of its partitions. */
export interface Table {
  name: string;
  columns: readonly Column[];
  partitions: readonly Column[];
  properties: Readonly<Record<string, string>>;
  rows: readonly (readonly (string | number | null)[])[];
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'VARCHAR',
  int: 'INTEGER',
  bigint: 'BIGINT',
  date: 'DATE',
};

/** A database in which the SQL that is sent is run: DuckDB reads of it what Athena reads. */
export async function database(t: TestContext, tables: readonly Table[]): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  t.after(() => {
    connection.closeSync();
    instance.closeSync();
  });
  await connection.run('CREATE SCHEMA logs');
  for (const { name, columns, partitions, rows } of tables) {
    const all = [...columns, ...partitions];
    const declared = all.map(({ Name, Type }) => `"${Name}" ${TYPES[Type] ?? Type}`);
    await connection.run(`CREATE TABLE logs."${name}" (${declared.join(', ')})`);
    const places = all.map(({ Type }, i) => `CAST($${i + 1} AS ${TYPES[Type] ?? Type})`).join(', ');
    for (const row of rows) await connection.run(`INSERT INTO logs."${name}" VALUES (${places})`, [...row]);
  }
  return connection;
}

export const json = (body: object): Answer => ({
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/x-amz-json-1.1' },
});

interface Execution {
  id: string;
  text: string;
  token: string;
  /** The request as it came. */
  asked: Readonly<Record<string, unknown>>;
  rows: (string | undefined)[][];
  stopped?: true;
}

/** The service: shapes as in AWS's API reference of Athena, "GetQueryExecution", "GetQueryResults", "GetTableMetadata". */
export function athenaOf(
  tables: readonly Table[],
  sql: DuckDBConnection,
  page = 1000,
): { answers: Answers; executions: Execution[] } {
  const executions: Execution[] = [];
  const metadata = ({ name, columns, partitions, properties }: Table): object => ({
    Name: name,
    TableType: 'EXTERNAL_TABLE',
    Columns: columns,
    PartitionKeys: partitions,
    Parameters: { EXTERNAL: 'TRUE', ...properties },
  });
  const own = ({ body }: Asked): Execution | undefined =>
    executions.find(({ id }) => id === JSON.parse(body).QueryExecutionId);
  const unknown = refusal('InvalidRequestException', 'QueryExecution was not found');
  const answers: Answers = {
    'athena:ListDatabases': () => json({ DatabaseList: [{ Name: 'default' }, { Name: 'logs' }] }),
    'athena:ListTableMetadata': ({ body }) =>
      json({ TableMetadataList: JSON.parse(body).DatabaseName === 'logs' ? tables.map(metadata) : [] }),
    'athena:GetTableMetadata': (asked) => {
      const table = tables.find(({ name }) => name === JSON.parse(asked.body).TableName);
      if (table !== undefined) return json({ TableMetadata: metadata(table) });
      return refusal('MetadataException', 'EntityNotFoundException: Table not found')(asked);
    },
    'athena:StartQueryExecution': async ({ body }) => {
      const asked = JSON.parse(body);
      const known = executions.find(({ token }) => token === asked.ClientRequestToken);
      const id = known?.id ?? `00000000-0000-4000-8000-${String(executions.length).padStart(12, '0')}`;
      if (known === undefined) {
        const result = await sql.runAndReadAll(asked.QueryString);
        const rows = result
          .getRows()
          .map((row) => row.map((value) => (value === null ? undefined : String(value))));
        const names = result.columnNames();
        executions.push({
          id,
          text: asked.QueryString,
          token: asked.ClientRequestToken,
          asked,
          rows: [names, ...rows],
        });
      }
      return json({ QueryExecutionId: id });
    },
    'athena:GetQueryExecution': (asked) => {
      const one = own(asked);
      if (one === undefined) return unknown(asked);
      return json({
        QueryExecution: {
          QueryExecutionId: one.id,
          Query: one.text,
          StatementType: 'DML',
          ResultConfiguration: { OutputLocation: `s3://answers/${one.id}.csv` },
          Status: {
            State: one.stopped === true ? 'CANCELLED' : 'SUCCEEDED',
            SubmissionDateTime: 1_795_186_800.5,
          },
          Statistics: { EngineExecutionTimeInMillis: 812, DataScannedInBytes: 4242 },
          WorkGroup: 'primary',
        },
      });
    },
    'athena:GetQueryResults': (asked) => {
      const one = own(asked);
      if (one === undefined) return unknown(asked);
      const { NextToken = '0' } = JSON.parse(asked.body);
      const from = Number(NextToken);
      const rows = one.rows.slice(from, from + page);
      const more = from + page < one.rows.length;
      return json({
        UpdateCount: 0,
        ResultSet: {
          Rows: rows.map((row) => ({
            Data: row.map((value) => (value === undefined ? {} : { VarCharValue: value })),
          })),
          ResultSetMetadata: { ColumnInfo: (one.rows[0] ?? []).map((Name) => ({ Name, Type: 'varchar' })) },
        },
        ...(more && { NextToken: String(from + page) }),
      });
    },
    'athena:StopQueryExecution': (asked) => {
      const one = own(asked);
      if (one !== undefined) one.stopped = true;
      return json({});
    },
  };
  return { answers, executions };
}
