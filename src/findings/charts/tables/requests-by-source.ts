import type { Table } from '../../../model/pictures.ts';
import { sqlLines, tableOf } from './requests.ts';
import { sqlCell } from './scope.ts';
import type { Scope } from './scope.ts';

/** `401.1`: with IIS's substatus where there is one. */
const STATUS = `CASE WHEN sc_substatus IS NULL THEN CAST(sc_status AS VARCHAR)
    ELSE CAST(sc_status AS VARCHAR) || '.' || CAST(sc_substatus AS VARCHAR) END`;

/** What was asked for, as whom, with what answer and which program, month by month. */
export function requestsBySource(scope: Scope): Promise<Table> {
  const { engine, known, from } = scope;
  const message = { key: 'tableRequests', params: { known } } as const;
  const columns = ['provider', 'month', 'cs_uri_stem', 'cs_username', 'status', 'user_agent', 'hits'];
  const month = engine.dialect.month('ts');
  const texts = ['cs_uri_stem', 'cs_username', 'user_agent'].map((name) => [name, sqlCell(name)] as const);
  const cells = texts.map(([, cell]) => cell).join(', ');
  const sql = `SELECT provider, ${month} AS month, ${STATUS} AS status,
  ${texts.map(([name, cell]) => `${cell} AS ${name}`).join(', ')}, count(*) AS hits
${from} GROUP BY provider, ${month}, ${STATUS}, ${cells}`;
  const order = 'provider, month, hits DESC, cs_uri_stem, cs_username, status, user_agent';
  const by = columns.filter((column) => column !== 'hits');
  const lines = {
    sql: sqlLines(scope, { month, status: STATUS, ...Object.fromEntries(texts) }),
    by,
    counted: 'hits',
  };
  return tableOf(
    scope,
    { name: 'requests_by_source', message, columns, lines },
    {
      sql,
      busiest: 'hits',
      order,
      coded: {
        scope,
        columns: {
          provider: 'provider',
          cs_uri_stem: 'cs_uri_stem',
          cs_username: 'cs_username',
          user_agent: 'user_agent',
        },
        others: ['ts', 'sc_status', 'sc_substatus'],
        sql: `SELECT provider, month, cs_uri_stem, cs_username, ${STATUS} AS status, user_agent, hits FROM (
  SELECT provider, month, cs_uri_stem, cs_username, sc_status, sc_substatus, user_agent, count(*) AS hits
  FROM (SELECT coded.*, ${month} AS month FROM coded) AS dated
  GROUP BY provider, month, cs_uri_stem, cs_username, sc_status, sc_substatus, user_agent) AS grouped`,
      },
    },
  );
}
