import { INWARD, isMiddlebox, OUTWARD } from '../attempts.ts';
import type { DetectorContext } from '../detector.ts';
import type { Step } from '../sql/steps.ts';

/** Where the system's ephemeral ports begin (Linux: 32768 to 60999). */
const EPHEMERAL = 32_768;

/** The lower port; the only one where the other is not known. Engines differ in what \`least\` makes of a null. */
const LOWER = 'least(coalesce(src_port, dst_port), coalesce(dst_port, src_port))';

/** The port by which a flow is told: the lower of the two, as a rule the service's; null where both are ephemeral. */
export const SERVICE_PORT = `CASE WHEN ${LOWER} < ${EPHEMERAL} THEN ${LOWER} END`;

const DAY = 86_400;

/**
 * What passed between our hosts and the internet, each flow once, as cells from which all tables are counted: by our hosts
 * with their sums, and by strangers, who are too many to be sorted by hosts as well. Both have few rows beside the flows.
 */
export function flowCells(context: DetectorContext): readonly Step[] {
  const { engine, localNetworks, observationPoints } = context;
  const ofSide = (name: 'host' | 'target'): string =>
    `CASE WHEN from_ours THEN ${OUTWARD[name]} ELSE ${INWARD[name]} END`;
  // A truth value is a smaller key than a word, and a time a smaller one than a day's name.
  const key = `outward, protocol, port, action, day`;
  return [
    {
      name: 'sided',
      sql: `SELECT flows.*, ${localNetworks.condition(OUTWARD.host)} AS from_ours,
    ${localNetworks.condition(OUTWARD.target)} AS to_ours FROM flows`,
    },
    {
      name: 'passed',
      sql: `SELECT from_ours AS outward, protocol, ${SERVICE_PORT} AS port, action,
    ${engine.dialect.bucket('ts_start', DAY)} AS day, ${ofSide('host')} AS host, ${ofSide('target')} AS remote,
    packets, bytes, interface, resource FROM sided WHERE from_ours <> to_ours`,
    },
    {
      name: 'internet_flows',
      sql: `SELECT * FROM passed WHERE NOT ${isMiddlebox(context, 'host')}
    AND ${observationPoints.everywhere('host', (address) => localNetworks.contains(address))}`,
    },
    {
      name: 'host_cells',
      few: true,
      sql: `SELECT ${key}, host, count(*) AS flows, sum(packets) AS packets, sum(bytes) AS bytes
  FROM internet_flows GROUP BY ${key}, host`,
    },
    {
      name: 'remote_cells',
      few: true,
      sql: `SELECT DISTINCT ${key}, remote FROM internet_flows`,
    },
    {
      name: 'day_cells',
      few: true,
      sql: `SELECT DISTINCT outward, day, remote FROM remote_cells`,
    },
  ];
}

const WAY = `CASE WHEN outward THEN 'out' ELSE 'in' END`;

const SUMS = ['flows', 'packets', 'bytes'];

/** Counts from several tables of cells under the same keys: what one does not count is null in it. */
function joined(keys: string, counts: readonly string[], parts: readonly string[]): string {
  return `SELECT ${keys}, ${counts.map((name) => `sum(${name}) AS ${name}`).join(', ')}
FROM (${parts.join('\n  UNION ALL ')}) AS counted GROUP BY ${keys}`;
}

const sumOf = (names: readonly string[]): string => names.map((name) => `sum(${name}) AS ${name}`).join(', ');
const nothingOf = (names: readonly string[]): string =>
  names.map((name) => `CAST(NULL AS BIGINT) AS ${name}`).join(', ');

/** The tables' rows, by the tables' names, counted from `flowCells`. */
export const COUNTED = {
  flows_by_port: (_context: DetectorContext) => {
    const keys = 'outward, protocol, port, action';
    const counts = ['hosts', 'remotes', ...SUMS];
    const parts = [
      `SELECT ${keys}, count(DISTINCT host) AS hosts, ${nothingOf(['remotes'])}, ${sumOf(SUMS)} FROM host_cells GROUP BY ${keys}`,
      `SELECT ${keys}, ${nothingOf(['hosts'])}, count(DISTINCT remote) AS remotes, ${nothingOf(SUMS)} FROM remote_cells GROUP BY ${keys}`,
    ];
    return `SELECT ${WAY} AS direction, protocol, port, action, ${counts.join(', ')}
FROM (${joined(keys, counts, parts)}) AS ports ORDER BY bytes DESC, direction, protocol, port, action`;
  },
  flows_by_day: ({ engine }: DetectorContext) => {
    const counts = ['hosts', 'remotes', ...SUMS];
    const parts = [
      `SELECT day, outward, count(DISTINCT host) AS hosts, ${nothingOf(['remotes'])}, ${sumOf(SUMS)} FROM host_cells GROUP BY day, outward`,
      `SELECT day, outward, ${nothingOf(['hosts'])}, count(*) AS remotes, ${nothingOf(SUMS)} FROM day_cells GROUP BY day, outward`,
    ];
    return `SELECT ${engine.dialect.day('day')} AS day, ${WAY} AS direction, ${counts.join(', ')}
FROM (${joined('day, outward', counts, parts)}) AS days ORDER BY 1, 2 DESC`;
  },
  sources_by_day: ({ engine }: DetectorContext) => {
    const counts = ['sources', 'new_sources', ...SUMS];
    const parts = [
      `SELECT day, ${nothingOf(['sources', 'new_sources'])}, ${sumOf(SUMS)} FROM host_cells WHERE NOT outward GROUP BY day`,
      `SELECT day, count(*) AS sources, 0 AS new_sources, ${nothingOf(SUMS)} FROM day_cells WHERE NOT outward GROUP BY day`,
      `SELECT day, CAST(0 AS BIGINT) AS sources, count(*) AS new_sources, ${nothingOf(SUMS)} FROM (
    SELECT min(day) AS day FROM day_cells WHERE NOT outward GROUP BY remote) AS firsts WHERE day IS NOT NULL GROUP BY day`,
    ];
    return `SELECT ${engine.dialect.day('day')} AS day, ${counts.join(', ')}
FROM (${joined('day', counts, parts)}) AS days ORDER BY 1`;
  },
} as const satisfies Readonly<Record<string, (context: DetectorContext) => string>>;
