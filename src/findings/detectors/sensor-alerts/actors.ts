import type { RowsContext } from '../../detector.ts';
import { MAX_LINES } from '../../sql/lines.ts';
import type { Step } from '../../sql/steps.ts';
import { limitsOf } from '../../threshold.ts';
import { FATES, HIGH, MEDIUM, raisedSteps, requestsWhere } from './raised.ts';
import { SENSOR_ALERTS } from './thresholds.ts';

/** Whom the alerts are about: addresses of ours, or those of others. */
export type Side = 'own' | 'others';

/** So many addresses get a finding each; the others share one. */
const MOST = 25;
const VERDICT = "kind = 'verdict'";
/** Place of those that share one. */
export const BEYOND = MOST + 1;

/**
 * Steps up to `actors`: a row for each address that is reported often or gravely enough, by its place, and one, at `BEYOND`, for all
 * addresses after the first. The gravest is first: what was let through, or may have been, before what was blocked.
 */
export function actorSteps(context: RowsContext, side: Side): Step[] {
  const { grave, medium, own, bans, window } = limitsOf(context, SENSOR_ALERTS);
  const { dialect } = context.engine;
  return [
    ...raisedSteps(),
    {
      name: 'judged',
      few: true,
      sql: `SELECT * FROM raised
  WHERE kind IN ('verdict', 'ban') AND src IS NOT NULL AND ts IS NOT NULL AND own_src = ${side === 'own' ? 1 : 0}`,
    },
    {
      name: 'sums',
      few: true,
      sql: `SELECT src AS address, ${requestsWhere(`kind = 'verdict' AND level >= ${HIGH}`)} AS grave,
    ${requestsWhere(`kind = 'verdict' AND level >= ${HIGH} AND coalesce(fate, '') <> 'blocked'`)} AS through,
    ${requestsWhere(`kind = 'verdict' AND level >= ${MEDIUM}`)} AS medium,
    count(CASE WHEN kind = 'ban' THEN 1 END) AS bans, count(*) AS alerts FROM judged GROUP BY src`,
    },
    {
      name: 'places',
      few: true,
      sql: `SELECT address, CASE WHEN place <= ${MOST} THEN place ELSE ${BEYOND} END AS place FROM (
    SELECT address, row_number() OVER (ORDER BY through DESC, grave DESC, medium DESC, bans DESC, alerts DESC, address) AS place
    FROM sums WHERE grave >= ${grave} OR medium >= ${side === 'own' ? own : medium} OR bans >= ${bans}
  ) AS ranked`,
    },
    {
      name: 'placed',
      few: true,
      sql: `SELECT judged.*, place FROM judged JOIN places ON places.address = judged.src`,
    },
    {
      name: 'peaks',
      few: true,
      sql: `SELECT place, max(alerts) AS peak FROM (
    SELECT place, ${dialect.bucket('ts', window)} AS win, count(*) AS alerts FROM placed GROUP BY place, 2
  ) AS windows GROUP BY place`,
    },
    {
      name: 'actors',
      few: true,
      sql: `SELECT figures.*, peak, provider FROM (
    SELECT place, min(src) AS address, count(DISTINCT src) AS addresses, ${requestsWhere(VERDICT)} AS reported,
      ${requestsWhere(`${VERDICT} AND fate = 'blocked'`)} AS blocked,
      ${requestsWhere(`${VERDICT} AND fate = 'passed'`)} AS passed,
      count(CASE WHEN kind = 'ban' THEN 1 END) AS bans, max(CASE WHEN kind = 'ban' THEN ${MEDIUM} ELSE level END) AS level,
      count(DISTINCT dst) AS hosts, count(CASE WHEN own_dst = 0 THEN 1 END) AS outward, min(ts) AS first, max(ts) AS last,
      ${dialect.sample('dst', 10)} AS targets, ${dialect.sample('dst_port', 10)} AS ports
    FROM placed GROUP BY place
  ) AS figures JOIN peaks ON peaks.place = figures.place
  LEFT JOIN attribution ON attribution.address = figures.address AND figures.addresses = 1`,
    },
  ];
}

/** Of the most frequent value of a column, for each address and sensor. */
function topOf(column: string, further = ''): string {
  return `SELECT * FROM (
  SELECT place, sensor, kind, ${column}${further}, row_number() OVER (
    PARTITION BY place, sensor, kind ORDER BY count(*) DESC, ${column}) AS nth
  FROM placed WHERE ${column} IS NOT NULL GROUP BY place, sensor, kind, ${column}
) AS ranked WHERE nth = 1`;
}

/** A row for each address and sensor, the busiest sensor first: how often, what became of it, the rule and the path named most. */
export function sqlSaid({ engine: { dialect } }: RowsContext): string {
  return `SELECT figures.*, tops.rule AS rule, tops.message AS message, paths.url AS url FROM (
  SELECT place, sensor, kind, count(*) AS alerts, ${FATES}, max(level) AS level, count(DISTINCT rule) AS rules,
    count(DISTINCT url) AS urls, ${dialect.sample('rule', 5)} AS rule_sample, ${dialect.sample('dst', 5)} AS targets
  FROM placed WHERE place < ${BEYOND} GROUP BY place, sensor, kind
) AS figures
LEFT JOIN (${topOf('rule', ', min(message) AS message')}) AS tops
  ON tops.place = figures.place AND tops.sensor = figures.sensor AND tops.kind = figures.kind
LEFT JOIN (${topOf('url')}) AS paths
  ON paths.place = figures.place AND paths.sensor = figures.sensor AND paths.kind = figures.kind
ORDER BY figures.place, figures.kind DESC, alerts DESC, figures.sensor`;
}

/** The first lines of each place, by time. */
export const SQL_LINES = `SELECT place AS subject, evidence, line FROM (
  SELECT place, ts, evidence, line, row_number() OVER (PARTITION BY place ORDER BY ts, evidence, line) AS nth FROM placed
) AS ranked WHERE nth <= ${MAX_LINES} ORDER BY subject, ts, evidence, line`;
