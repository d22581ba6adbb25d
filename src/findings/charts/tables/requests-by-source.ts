import type { Table } from '../../../model/pictures.ts';
import { sqlLines, tableOf } from './requests.ts';
import type { Scope } from './requests.ts';

/** `401.1`: with IIS's substatus where there is one. */
const STATUS = `CASE WHEN sc_substatus IS NULL THEN CAST(sc_status AS VARCHAR)
    ELSE CAST(sc_status AS VARCHAR) || '.' || CAST(sc_substatus AS VARCHAR) END`;

/** What was asked for, as whom, with what answer and which program, month by month. */
export function requestsBySource(scope: Scope): Promise<Table> {
  const { engine, known, from } = scope;
  const message = { key: 'tableRequests', params: { known } } as const;
  const columns = ['provider', 'month', 'cs_uri_stem', 'cs_username', 'status', 'user_agent', 'hits'];
  const month = engine.dialect.month('ts');
  const sql = `SELECT provider, ${month} AS month, cs_uri_stem, cs_username,
  ${STATUS} AS status, user_agent, count(*) AS hits
${from} GROUP BY provider, ${month}, cs_uri_stem, cs_username, ${STATUS}, user_agent`;
  const order = 'provider, month, hits DESC, cs_uri_stem, cs_username, status, user_agent';
  const by = columns.filter((column) => column !== 'hits');
  const lines = { sql: sqlLines(scope, { month, status: STATUS }), by, counted: 'hits' };
  return tableOf(
    scope,
    { name: 'requests_by_source', message, columns, lines },
    { sql, busiest: 'hits', order },
  );
}
