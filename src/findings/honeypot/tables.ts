import { sqlKind } from './kinds.ts';
import type { Days } from './messages.ts';
import type { Plan } from './pot.ts';
import { NO_PORT } from './records.ts';

const SUMS = 'sum(flows) AS flows, sum(packets) AS packets, sum(bytes) AS bytes';

/** A share of all that has the same `within`; null where there is nothing to have a share of. */
function share(measure: string, within: string): string {
  const all = `sum(sum(${measure})) OVER (PARTITION BY ${within})`;
  return `round(CAST(sum(${measure}) AS DOUBLE) / nullif(${all}, 0), 4) AS share_${measure}`;
}

const SHARES = ['flows', 'packets', 'bytes'].map((measure) => share(measure, 'direction')).join(', ');
const SHARE_COLUMNS = ['share_flows', 'share_packets', 'share_bytes'];

/** How it divides into what came unasked, what answered, and what nobody had asked for; both ways. */
const traffic: Plan = {
  name: 'honeypot_traffic',
  title: { key: 'tablePotTraffic', params: {} },
  columns: ['direction', 'class', 'sources', 'flows', 'packets', 'bytes', ...SHARE_COLUMNS],
  select: `SELECT direction, class, count(DISTINCT remote) AS sources, ${SUMS}, ${SHARES}
FROM honeypot_cube GROUP BY direction, class ORDER BY direction, flows DESC, class`,
  by: ['direction', 'class'],
  counted: 'flows',
};

const days: Plan = {
  name: 'honeypot_days',
  title: { key: 'tablePotDays', params: {} },
  columns: ['day', 'direction', 'class', 'sources', 'flows', 'packets', 'bytes'],
  select: `SELECT day, direction, class, count(DISTINCT remote) AS sources, ${SUMS}
FROM honeypot_cube GROUP BY day, direction, class ORDER BY day, direction, class`,
  by: ['day', 'direction', 'class'],
  counted: 'flows',
};

const kinds: Plan = {
  name: 'honeypot_kinds',
  title: { key: 'tablePotKinds', params: {} },
  columns: ['what', 'direction', 'class', 'sources', 'flows', 'packets', 'bytes', ...SHARE_COLUMNS],
  select: `SELECT what, direction, class, count(DISTINCT remote) AS sources, ${SUMS}, ${SHARES}
FROM (SELECT honeypot_cube.*, ${sqlKind('protocol', 'port')} AS what FROM honeypot_cube) AS kinds
GROUP BY what, direction, class ORDER BY direction, flows DESC, what, class`,
  by: ['what', 'direction', 'class'],
  extra: `, ${sqlKind('classed.protocol', 'classed.port')} AS what`,
  counted: 'flows',
};

const ports: Plan = {
  name: 'honeypot_ports',
  title: { key: 'tablePotPorts', params: {} },
  columns: [
    'direction',
    'class',
    'protocol',
    'port',
    'sources',
    'flows',
    'packets',
    'bytes',
    ...SHARE_COLUMNS,
  ],
  select: `SELECT direction, class, protocol, nullif(port, ${NO_PORT}) AS port, count(DISTINCT remote) AS sources, ${SUMS}, ${SHARES}
FROM honeypot_cube GROUP BY 1, 2, 3, 4 ORDER BY direction, flows DESC, class, protocol, port`,
  by: ['direction', 'class', 'protocol', 'port'],
  counted: 'flows',
};

/** Sources of a day, how many of them for the first time, and how much of the day the busiest one has. */
function sources(arrived: string): Plan {
  return {
    name: 'honeypot_sources',
    title: { key: 'tablePotSources', params: {} },
    columns: ['day', 'sources', 'new_sources', 'share_new', 'flows', 'share_busiest'],
    parts: [
      `seen AS (SELECT remote, day, sum(flows) AS flows FROM honeypot_cube WHERE ${arrived} GROUP BY remote, day)`,
      'firsts AS (SELECT remote, min(day) AS first_day FROM seen GROUP BY remote)',
    ],
    select: `SELECT seen.day AS day, count(*) AS sources, count(CASE WHEN seen.day = first_day THEN 1 END) AS new_sources,
  round(count(CASE WHEN seen.day = first_day THEN 1 END) / CAST(count(*) AS DOUBLE), 4) AS share_new,
  sum(seen.flows) AS flows, round(max(seen.flows) / CAST(sum(seen.flows) AS DOUBLE), 4) AS share_busiest
FROM seen JOIN firsts ON firsts.remote = seen.remote GROUP BY seen.day ORDER BY seen.day`,
    by: ['day'],
    where: arrived,
    counted: 'flows',
  };
}

/** On how many days a source was there, as people count it. */
const LIFETIME = `CASE WHEN active_days = 1 THEN '1' WHEN active_days <= 3 THEN '2-3' WHEN active_days <= 7 THEN '4-7'
    WHEN active_days <= 30 THEN '8-30' ELSE '31+' END`;

/** Sources with the number of days on which they were there. */
function lives(arrived: string): string {
  return `lives AS (
  SELECT remote, count(DISTINCT day) AS active_days, min(first) AS first, max(last) AS last, sum(flows) AS flows,
    sum(packets) AS packets, sum(bytes) AS bytes
  FROM honeypot_cube WHERE ${arrived} GROUP BY remote
)`;
}

function lifetimes(arrived: string): Plan {
  return {
    name: 'honeypot_lifetimes',
    title: { key: 'tablePotLifetimes', params: {} },
    columns: ['active_days', 'sources', 'share_sources', 'flows', 'share_flows'],
    parts: [lives(arrived)],
    select: `SELECT active_days, sources, round(sources / CAST(sum(sources) OVER () AS DOUBLE), 4) AS share_sources, flows,
  round(flows / CAST(sum(flows) OVER () AS DOUBLE), 4) AS share_flows
FROM (SELECT ${LIFETIME} AS active_days, min(active_days) AS least, count(*) AS sources, sum(flows) AS flows
  FROM lives GROUP BY 1) AS lived ORDER BY least`,
    by: ['active_days'],
    extra: `, ${LIFETIME} AS active_days`,
    join: 'JOIN lives ON lives.remote = classed.remote',
    where: arrived,
    counted: 'flows',
  };
}

const ONE_DAY =
  'round(count(CASE WHEN active_days = 1 THEN 1 END) / CAST(count(*) AS DOUBLE), 4) AS share_one_day';

/** Whose they are, by the lists of ranges; null: in no list that was asked. */
function providers(arrived: string): Plan {
  return {
    name: 'honeypot_providers',
    title: { key: 'tablePotProviders', params: {} },
    columns: ['provider', 'sources', 'share_one_day', 'flows', 'packets', 'bytes', 'share_flows'],
    parts: [lives(arrived)],
    select: `SELECT provider, count(*) AS sources, ${ONE_DAY}, ${SUMS},
  round(CAST(sum(flows) AS DOUBLE) / sum(sum(flows)) OVER (), 4) AS share_flows
FROM lives LEFT JOIN attribution ON attribution.address = lives.remote GROUP BY provider ORDER BY flows DESC, provider`,
    by: ['provider'],
    extra: ', attribution.provider AS provider',
    join: 'LEFT JOIN attribution ON attribution.address = classed.remote',
    where: arrived,
    counted: 'flows',
  };
}

/** Addresses that came the most; the others are counted in the tables before. */
const BUSIEST = 20;

function busiest(arrived: string): Plan {
  return {
    name: 'honeypot_busiest',
    title: { key: 'tablePotBusiest', params: { most: BUSIEST } },
    columns: ['address', 'provider', 'active_days', 'first', 'last', 'flows', 'share_flows'],
    parts: [
      lives(arrived),
      `ranked AS (SELECT lives.*, CAST(flows AS DOUBLE) / sum(flows) OVER () AS part_of_all,
    row_number() OVER (ORDER BY flows DESC, remote) AS place FROM lives)`,
    ],
    select: `SELECT remote AS address, provider, active_days, first, last, flows, round(part_of_all, 4) AS share_flows
FROM ranked LEFT JOIN attribution ON attribution.address = ranked.remote WHERE place <= ${BUSIEST} ORDER BY place`,
    by: ['address'],
    extra: ', classed.remote AS address',
    where: arrived,
    counted: 'flows',
  };
}

/**
 * The tables of a honeypot: `traffic` first, which tells what the others count as come unasked.
 * @param attributed whether the lake knows whose addresses are
 */
export function potPlans(attributed: boolean): {
  traffic: Plan;
  days: Plan;
  rest: (arrived: string) => Plan[];
} {
  return {
    traffic,
    days,
    rest: (arrived) => [
      kinds,
      ports,
      sources(arrived),
      lifetimes(arrived),
      busiest(arrived),
      ...(attributed ? [providers(arrived)] : []),
    ],
  };
}

const CHOSEN = 'honeypot_chosen.address IS NOT NULL';
const JOIN_CHOSEN = 'LEFT JOIN honeypot_chosen ON honeypot_chosen.address';

/** What came from the chosen addresses, beside the rest. */
function split(arrived: string): string {
  return `split AS (
  SELECT honeypot_cube.*, CASE WHEN ${CHOSEN} THEN flows ELSE 0 END AS set_flows, CASE WHEN ${CHOSEN} THEN remote END AS set_remote,
    CASE WHEN ${CHOSEN} THEN NULL ELSE remote END AS rest_remote
  FROM honeypot_cube ${JOIN_CHOSEN} = honeypot_cube.remote WHERE ${arrived}
)`;
}

/** One provider or network against the rest: by day, by port, and how its addresses come and go. */
export function chosenPlans(arrived: string, set: string): Plan[] {
  const counts = `sum(flows) AS flows, sum(set_flows) AS set_flows, sum(flows) - sum(set_flows) AS rest_flows`;
  return [
    {
      name: 'honeypot_set_days',
      title: { key: 'tablePotSetDays', params: { set } },
      columns: ['day', 'set_flows', 'rest_flows', 'flows', 'share_set', 'set_sources', 'rest_sources'],
      parts: [split(arrived)],
      select: `SELECT day, ${counts}, round(CAST(sum(set_flows) AS DOUBLE) / sum(flows), 4) AS share_set,
  count(DISTINCT set_remote) AS set_sources, count(DISTINCT rest_remote) AS rest_sources
FROM split GROUP BY day ORDER BY day`,
      by: ['day'],
      where: arrived,
      counted: 'flows',
    },
    {
      name: 'honeypot_set_ports',
      title: { key: 'tablePotSetPorts', params: { set } },
      columns: ['protocol', 'port', 'set_flows', 'rest_flows', 'flows', 'share_of_set', 'share_of_rest'],
      parts: [split(arrived)],
      select: `SELECT protocol, nullif(port, ${NO_PORT}) AS port, ${counts},
  round(CAST(sum(set_flows) AS DOUBLE) / nullif(sum(sum(set_flows)) OVER (), 0), 4) AS share_of_set,
  round(CAST(sum(flows) - sum(set_flows) AS DOUBLE) / nullif(sum(sum(flows) - sum(set_flows)) OVER (), 0), 4) AS share_of_rest
FROM split GROUP BY 1, 2 ORDER BY set_flows DESC, flows DESC, protocol, port`,
      by: ['protocol', 'port'],
      where: arrived,
      counted: 'flows',
    },
    {
      name: 'honeypot_set_sources',
      title: { key: 'tablePotSetSources', params: { set } },
      columns: ['part', 'sources', 'share_one_day', 'flows', 'flows_per_source', 'share_flows'],
      parts: [lives(arrived)],
      select: `SELECT CASE WHEN ${CHOSEN} THEN 'set' ELSE 'rest' END AS part, count(*) AS sources, ${ONE_DAY}, sum(flows) AS flows,
  round(CAST(sum(flows) AS DOUBLE) / count(*), 2) AS flows_per_source,
  round(CAST(sum(flows) AS DOUBLE) / sum(sum(flows)) OVER (), 4) AS share_flows
FROM lives ${JOIN_CHOSEN} = lives.remote GROUP BY 1 ORDER BY 1 DESC`,
      by: ['part'],
      extra: `, CASE WHEN ${CHOSEN} THEN 'set' ELSE 'rest' END AS part`,
      join: `${JOIN_CHOSEN} = classed.remote`,
      where: arrived,
      counted: 'flows',
    },
  ];
}

/** One period against another, by protocol and port, and all of it in the row without either. @param text quotes */
export function periodsPlan(
  arrived: string,
  { before, now }: { before: Days; now: Days },
  text: (value: string) => string,
): Plan {
  const within = ({ from, to }: Days): string => `day BETWEEN ${text(from)} AND ${text(to)}`;
  const count = ([name, days]: readonly [string, Days]): string =>
    `count(DISTINCT CASE WHEN ${within(days)} THEN remote END) AS sources_${name}, sum(CASE WHEN ${within(days)} THEN flows ELSE 0 END) AS flows_${name}`;
  const counts = (
    [
      ['before', before],
      ['now', now],
    ] as const
  )
    .map(count)
    .join(', ');
  return {
    name: 'honeypot_periods',
    title: { key: 'tablePotPeriods', params: { before, now } },
    columns: ['protocol', 'port', 'sources_before', 'sources_now', 'flows_before', 'flows_now', 'times'],
    parts: [
      `compared AS (
  SELECT protocol, port, ${counts} FROM honeypot_cube WHERE ${arrived} GROUP BY protocol, port
  UNION ALL SELECT NULL, NULL, ${counts} FROM honeypot_cube WHERE ${arrived}
)`,
    ],
    select: `SELECT protocol, nullif(port, ${NO_PORT}) AS port, sources_before, sources_now, flows_before, flows_now,
  round(CAST(flows_now AS DOUBLE) / nullif(flows_before, 0), 2) AS times
FROM compared WHERE flows_before + flows_now > 0
ORDER BY CASE WHEN protocol IS NULL THEN 0 ELSE 1 END, flows_now DESC, flows_before DESC, protocol, port`,
    by: ['protocol', 'port'],
    where: `${arrived} AND (${within(before)} OR ${within(now)})`,
  };
}
