import type { Table } from '../../../model/pictures.ts';
import { sqlLines, tableOf } from '../../charts/tables/requests.ts';
import { sqlCell } from '../../charts/tables/scope.ts';
import type { Scope } from '../../charts/tables/scope.ts';

/** Every request that looks like an attack, a row for each of its classes: of all clients, whether or not their cloud is known. */
const ATTACKS = `SELECT requests.evidence AS evidence, requests.line AS line, class AS attack_class, provider, c_ip AS address, ts, cs_method,
  cs_uri_stem, cs_uri_query, sc_status, sc_bytes, time_taken, user_agent
FROM requests JOIN (SELECT DISTINCT evidence, line, class FROM request_classes) AS classes
  ON classes.evidence = requests.evidence AND classes.line = requests.line
LEFT JOIN attribution ON attribution.address = c_ip`;
const COUNTS = `count(*) AS hits, count(DISTINCT cs_uri_stem) AS paths,
  count(CASE WHEN sc_status BETWEEN 200 AND 299 THEN 1 END) AS answered, count(CASE WHEN sc_status >= 400 THEN 1 END) AS refused,
  min(ts) AS first, max(ts) AS last`;

/** Which classes of attacks there were, and how many of their requests were answered. */
export function attackClasses(scope: Scope): Promise<Table> {
  const columns = ['attack_class', 'hits', 'addresses', 'paths', 'answered', 'refused', 'first', 'last'];
  const sql = `SELECT attack_class, count(DISTINCT address) AS addresses, ${COUNTS} FROM (${ATTACKS}) AS attacks GROUP BY attack_class`;
  return tableOf(
    scope,
    {
      name: 'attack_classes',
      message: { key: 'tableAttackClasses', params: {} },
      columns,
      lines: { sql: ATTACKS, by: ['attack_class'], counted: 'hits' },
    },
    { sql, busiest: 'hits', order: 'hits DESC, attack_class' },
  );
}

/** Who sent them. */
export function attackSources(scope: Scope): Promise<Table> {
  const columns = [
    'provider',
    'address',
    'attack_class',
    'hits',
    'paths',
    'answered',
    'refused',
    'first',
    'last',
  ];
  const sql = `SELECT provider, address, attack_class, ${COUNTS} FROM (${ATTACKS}) AS attacks GROUP BY provider, address, attack_class`;
  return tableOf(
    scope,
    {
      name: 'attack_sources',
      message: { key: 'tableAttackSources', params: {} },
      columns,
      lines: { sql: ATTACKS, by: ['provider', 'address', 'attack_class'], counted: 'hits' },
    },
    { sql, busiest: 'hits', order: 'hits DESC, address, attack_class' },
  );
}

/** How a request ended, by the class of its status (RFC 9110, section 15). */
const OUTCOME = `CASE WHEN sc_status BETWEEN 100 AND 299 THEN '2xx' WHEN sc_status BETWEEN 300 AND 399 THEN '3xx'
    WHEN sc_status = 401 THEN '401' WHEN sc_status BETWEEN 400 AND 499 THEN '4xx' WHEN sc_status >= 500 THEN '5xx' END`;

const SUMS = `count(*) AS hits, sum(sc_bytes) AS bytes, max(sc_bytes) AS largest_answer,
  round(sum(time_taken) / 1000e0, 3) AS seconds, round(max(time_taken) / 1000e0, 3) AS slowest_seconds,
  min(ts) AS first, max(ts) AS last, coalesce(sum(sc_bytes), 0) AS weight`;

/** Who or what took most: bytes and time of the answers, by how they ended. */
function volumeOf(
  scope: Scope,
  by: 'url' | 'user' | 'address',
  column: 'cs_uri_stem' | 'cs_username' | 'c_ip',
): Promise<Table> {
  const { known, from } = scope;
  const shown = column === 'c_ip' ? 'address' : column;
  const cell = sqlCell(column);
  const counted = `(sc_bytes IS NOT NULL OR time_taken IS NOT NULL) AND ${column} IS NOT NULL`;
  const sql = `SELECT ${cell} AS ${shown}, ${OUTCOME} AS outcome, ${SUMS}
${from} AND ${counted} GROUP BY ${cell}, ${OUTCOME}`;
  const lines = `${sqlLines(scope, { [shown]: cell, outcome: OUTCOME, sc_bytes: 'sc_bytes', time_taken: 'time_taken' })} AND ${counted}`;
  return tableOf(
    scope,
    {
      name: `volume_by_${by}`,
      message: { key: 'tableVolume', params: { by, known } },
      columns: [
        shown,
        'outcome',
        'hits',
        'bytes',
        'largest_answer',
        'seconds',
        'slowest_seconds',
        'first',
        'last',
      ],
      lines: { sql: lines, by: [shown, 'outcome'], counted: 'hits' },
    },
    {
      sql,
      busiest: 'weight',
      order: `weight DESC, hits DESC, ${shown}, outcome`,
      coded: {
        scope,
        columns: { [shown]: column },
        others: ['ts', 'sc_status', 'sc_bytes', 'time_taken'],
        sql: `SELECT shown AS ${shown}, outcome, ${SUMS}
FROM (SELECT ${column} AS shown, ${OUTCOME} AS outcome, ts, sc_bytes, time_taken FROM coded WHERE ${counted}) AS ended
GROUP BY shown, outcome`,
      },
    },
  );
}

export function volumeByUrl(scope: Scope): Promise<Table> {
  return volumeOf(scope, 'url', 'cs_uri_stem');
}

export function volumeByUser(scope: Scope): Promise<Table> {
  return volumeOf(scope, 'user', 'cs_username');
}

export function volumeByAddress(scope: Scope): Promise<Table> {
  return volumeOf(scope, 'address', 'c_ip');
}
