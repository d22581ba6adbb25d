import type { Table } from '../../../model/pictures.ts';
import { SERVICE, sqlServiceName } from '../../sql/web-services.ts';
import { clientKind } from './client-kinds.ts';
import { NO_AGENT } from './codes.ts';
import { sqlLines, tableOf } from './requests.ts';
import { sqlCell } from './scope.ts';
import type { Scope } from './scope.ts';

/** From which services and regions of the clouds the clients came. */
export function sourcesByServiceRegion(scope: Scope): Promise<Table> {
  const columns = ['provider', 'services', 'region', 'addresses', 'requests', 'first', 'last'];
  const message = { key: 'tableSources', params: {} } as const;
  const sql = `SELECT provider, services, region, count(DISTINCT c_ip) AS addresses, count(*) AS requests,
  min(ts) AS first, max(ts) AS last ${scope.from} GROUP BY provider, services, region`;
  const order = 'requests DESC, provider, services, region';
  return tableOf(
    scope,
    {
      name: 'sources_by_service_region',
      message,
      columns,
      lines: { sql: sqlLines(scope), by: ['provider', 'services', 'region'], counted: 'requests' },
    },
    { sql, busiest: 'requests', order },
  );
}

/**
 * Whether the addresses rotate: how many there were each day, how many of them for the first time, and how many
 * were seen on that day only.
 */
export function rotation(scope: Scope): Promise<Table> {
  const { engine, from } = scope;
  const columns = ['provider', 'day', 'addresses', 'new_addresses', 'that_day_only', 'share_that_day_only'];
  const message = { key: 'tableRotation', params: {} } as const;
  const day = engine.dialect.day('ts');
  const sql = `SELECT provider, day, count(*) AS addresses, count(CASE WHEN day = first_day THEN 1 END) AS new_addresses,
  count(CASE WHEN days = 1 THEN 1 END) AS that_day_only,
  round(count(CASE WHEN days = 1 THEN 1 END) / CAST(count(*) AS DOUBLE), 4) AS share_that_day_only
FROM (
  SELECT provider, c_ip, day, min(day) OVER (PARTITION BY provider, c_ip) AS first_day,
    count(*) OVER (PARTITION BY provider, c_ip) AS days
  FROM (SELECT provider, c_ip, ${day} AS day ${from} GROUP BY provider, c_ip, ${day}) AS seen
) AS ranked GROUP BY provider, day`;
  return tableOf(
    scope,
    {
      name: 'rotation',
      message,
      columns,
      lines: { sql: sqlLines(scope, { day }), by: ['provider', 'day'] },
    },
    { sql, busiest: 'addresses', order: 'provider, day' },
  );
}

/** What kinds of clients they are, by what they call themselves and what they ask for. */
export async function clients(scope: Scope): Promise<Table> {
  const { known, from } = scope;
  const columns = ['provider', 'user_agent', 'service', 'requests', 'addresses', 'first', 'last'];
  const message = { key: 'tableClients', params: { known } } as const;
  const sql = `SELECT provider, coalesce(user_agent, '') AS user_agent, service, count(*) AS requests,
  count(DISTINCT c_ip) AS addresses, min(ts) AS first, max(ts) AS last
FROM (SELECT provider, ${sqlCell('user_agent')} AS user_agent, ${SERVICE} AS service, c_ip, ts ${from}) AS asked
GROUP BY provider, coalesce(user_agent, ''), service`;
  const order = 'requests DESC, provider, user_agent, service';
  const table = await tableOf(
    scope,
    {
      name: 'clients',
      message,
      columns,
      lines: {
        sql: sqlLines(scope, { user_agent: `nullif(${sqlCell('user_agent')}, '')`, service: SERVICE }),
        by: ['provider', 'user_agent', 'service'],
        counted: 'requests',
      },
    },
    {
      sql,
      busiest: 'requests',
      order,
      coded: {
        scope,
        columns: { provider: 'provider', user_agent: 'user_agent' },
        others: ['service_number', 'c_ip', 'ts'],
        sql: `SELECT provider, agent AS user_agent, ${sqlServiceName('service_number')} AS service, requests, addresses, first, last
FROM (SELECT provider, agent, service_number, sum(requests) AS requests, count(*) AS addresses, min(first) AS first, max(last) AS last
  FROM (SELECT provider, agent, service_number, c_ip, count(*) AS requests, min(ts) AS first, max(ts) AS last
    FROM (SELECT coded.*, coalesce(user_agent, ${NO_AGENT}) AS agent FROM coded) AS called
    GROUP BY provider, agent, service_number, c_ip) AS clients
  GROUP BY provider, agent, service_number) AS grouped`,
      },
    },
  );
  const rows = table.rows.map(([provider, agent, service, ...rest]) => [
    clientKind(String(agent ?? ''), String(service ?? '')),
    provider ?? null,
    agent === '' ? null : (agent ?? null),
    service ?? null,
    ...rest,
  ]);
  return { ...table, columns: ['kind', ...columns], rows };
}
