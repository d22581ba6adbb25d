import type { Table } from '../../../model/pictures.ts';
import { sqlOf } from '../../sql/steps.ts';
import { webOutcomes } from './web-outcomes.ts';
import { tableOf } from '../../charts/tables/requests.ts';
import type { Scope } from '../../charts/tables/scope.ts';

/**
 * How the logins of each user ended, by whose network they came from. A user is an account whatever its case;
 * forms that log no account are the row without one.
 */
export function usersByOutcome(scope: Scope): Promise<Table> {
  const columns = ['user', 'provider', 'ok', 'failed', 'first', 'last', 'addresses'];
  const message = { key: 'tableUsers', params: {} } as const;
  const steps = webOutcomes(scope.engine.dialect);
  const users = `SELECT min(username) AS "user", nullif(provider, '') AS provider, count(CASE WHEN ok THEN 1 END) AS ok,
  count(CASE WHEN NOT ok THEN 1 END) AS failed, min(ts) AS first, max(ts) AS last,
  count(DISTINCT address) AS addresses, count(*) AS requests
FROM outcomes GROUP BY account, nullif(provider, '')`;
  const lines = sqlOf(
    steps,
    `SELECT evidence, line, ts, address, username, agent, server, port, service, ok, region,
  min(username) OVER (PARTITION BY account, provider) AS "user", nullif(provider, '') AS provider
FROM outcomes`,
  );
  return tableOf(
    scope,
    { name: 'users_by_outcome', message, columns, lines: { sql: lines, by: ['user', 'provider'] } },
    {
      sql: sqlOf(steps, users),
      busiest: 'requests',
      order: 'failed DESC, ok DESC, "user", provider',
      coded: { scope, columns: {}, others: [], steps, sql: users },
    },
  );
}
