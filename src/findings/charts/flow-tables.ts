import { INWARD, isMiddlebox, OUTWARD } from '../attempts.ts';
import type { DetectorContext } from '../detector.ts';
import type { Row } from '../../events/engines/engine.ts';
import type { Table } from '../../model/pictures.ts';
import { askSteps } from '../sql/steps.ts';
import type { Ask } from '../sql/steps.ts';
import { COUNTED, flowCells, SERVICE_PORT } from './flow-cells.ts';
import type { ChartMessage } from './messages.ts';

/** Longer questions, which name thousands of hosts, are not kept in the case. */
const MAX_SQL = 100_000;

/** A table is cut here, and says so. */
const MAX_ROWS = 5000;

/**
 * Common table expression `internet`: what passed between our hosts and the internet, each flow once.
 */
function sqlInternet(context: DetectorContext): string {
  const side = (way: 'out' | 'in', { host, target }: { host: string; target: string }): string =>
    `SELECT '${way}' AS direction, ${host} AS host, ${target} AS remote,
    ${SERVICE_PORT} AS port, protocol, action,
    ts_start, packets, bytes, src, src_port, dst, dst_port, evidence, line
  FROM flows WHERE ${[
    context.localNetworks.condition(host),
    `NOT ${isMiddlebox(context, host)}`,
    `NOT ${context.localNetworks.condition(target)}`,
    context.observationPoints.everywhere(host, (address) => context.localNetworks.contains(address)),
  ].join('\n    AND ')}`;
  return `WITH internet AS (
  ${side('out', OUTWARD)}
  UNION ALL
  ${side('in', INWARD)}
)`;
}

interface Plan {
  name: keyof typeof COUNTED;
  title: ChartMessage;
  columns: string[];
  /** After `internet`: further table expressions, and the SELECT. */
  sql: (context: DetectorContext) => string;
  /** What tells its rows apart. */
  by: string[];
  /** Which of the flows it counts, where not all. */
  of?: string;
}

const SUMS = 'count(*) AS flows, sum(packets) AS packets, sum(bytes) AS bytes';

const PLANS: readonly Plan[] = [
  {
    name: 'flows_by_port',
    title: { key: 'tableFlowPorts', params: {} },
    columns: ['direction', 'protocol', 'port', 'action', 'hosts', 'remotes', 'flows', 'packets', 'bytes'],
    by: ['direction', 'protocol', 'port', 'action'],
    sql: () => `SELECT direction, protocol, port, action, count(DISTINCT host) AS hosts,
  count(DISTINCT remote) AS remotes, ${SUMS}
FROM internet GROUP BY direction, protocol, port, action ORDER BY bytes DESC, direction, protocol, port, action`,
  },
  {
    name: 'flows_by_day',
    title: { key: 'tableFlowDays', params: {} },
    columns: ['day', 'direction', 'hosts', 'remotes', 'flows', 'packets', 'bytes'],
    by: ['day', 'direction'],
    sql: ({
      engine,
    }) => `SELECT ${engine.dialect.day('ts_start')} AS day, direction, count(DISTINCT host) AS hosts,
  count(DISTINCT remote) AS remotes, ${SUMS}
FROM internet GROUP BY 1, 2 ORDER BY 1, 2 DESC`,
  },
  {
    name: 'sources_by_day',
    title: { key: 'tableFlowSources', params: {} },
    columns: ['day', 'sources', 'new_sources', 'flows', 'packets', 'bytes'],
    by: ['day'],
    of: "direction = 'in'",
    sql: ({ engine }) => `, days AS (
  SELECT remote, ${engine.dialect.day('ts_start')} AS day, ${SUMS} FROM internet WHERE direction = 'in' GROUP BY 1, 2
), firsts AS (
  SELECT remote, min(day) AS first FROM days GROUP BY remote
)
SELECT d.day AS day, count(*) AS sources, count(CASE WHEN d.day = f.first THEN 1 END) AS new_sources,
  sum(d.flows) AS flows, sum(d.packets) AS packets, sum(d.bytes) AS bytes
FROM days d JOIN firsts f ON d.remote = f.remote GROUP BY d.day ORDER BY d.day`,
  },
];

function cellsOf(row: Row, columns: readonly string[]): Table['rows'][number] {
  return columns.map((column) => {
    const value = row[column];
    return typeof value === 'boolean' || value === undefined ? null : value;
  });
}

/** The records that a table counts. */
function sqlLines(context: DetectorContext, { of }: Plan): string {
  return `${sqlInternet(context)}
SELECT evidence, line, ts_start, src, src_port, dst, dst_port, protocol, packets, bytes, action, direction, port,
  ${context.engine.dialect.day('ts_start')} AS day
FROM internet${of === undefined ? '' : ` WHERE ${of}`}`;
}

async function tableOf(context: DetectorContext, plan: Plan, ask: Ask): Promise<Table> {
  const { name, title, columns, by } = plan;
  const sql = `${sqlInternet(context)}
${plan.sql(context)}`;
  const rows = await ask(`${COUNTED[name](context)} LIMIT ${MAX_ROWS + 1}`);
  return {
    name,
    message: rows.length > MAX_ROWS ? { key: 'tableCut', params: { title, shown: MAX_ROWS } } : title,
    columns,
    rows: rows.slice(0, MAX_ROWS).map((row) => cellsOf(row, columns)),
    ...(sql.length <= MAX_SQL && { sql, lines: { sql: sqlLines(context, plan), by, counted: 'flows' } }),
  };
}

/**
 * `flows_by_port`, `flows_by_day`, `sources_by_day`; none without flows. All are counted from the same cells; the SQL of each is
 * that by which it is counted from the flows alone.
 */
export async function flowTables(context: DetectorContext): Promise<Table[]> {
  if (!(await context.engine.tables()).has('flows')) return [];
  return askSteps(context.engine, flowCells(context), async (ask) => {
    const tables: Table[] = [];
    for (const plan of PLANS) tables.push(await tableOf(context, plan, ask));
    return tables;
  });
}
