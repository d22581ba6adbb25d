import type { Table } from '../../../model/pictures.ts';
import { tableOf } from './requests.ts';
import type { Scope } from './requests.ts';

/** What was asked for, as whom, with what answer and which program, month by month. */
export function requestsBySource(scope: Scope): Promise<Table> {
  const { engine, known, from } = scope;
  const message = { key: 'tableRequests', params: { known } } as const;
  const columns = ['provider', 'month', 'cs_uri_stem', 'cs_username', 'status', 'user_agent', 'hits'];
  const sql = `SELECT provider, ${engine.dialect.month('ts')} AS month, cs_uri_stem, cs_username,
  CASE WHEN sc_substatus IS NULL THEN CAST(sc_status AS VARCHAR)
    ELSE CAST(sc_status AS VARCHAR) || '.' || CAST(sc_substatus AS VARCHAR) END AS status,
  user_agent, count(*) AS hits
${from} GROUP BY provider, ${engine.dialect.month('ts')}, cs_uri_stem, cs_username, sc_status, sc_substatus, user_agent`;
  const order = 'provider, month, hits DESC, cs_uri_stem, cs_username, status, user_agent';
  return tableOf(scope, { name: 'requests_by_source', message, columns }, { sql, busiest: 'hits', order });
}
