import type { Engine } from '../../../events/engines/engine.ts';
import type { Table } from '../../../model/pictures.ts';
import { tableOf } from '../../charts/tables/requests.ts';
import type { RowsContext } from '../../detector.ts';
import { sqlOf } from '../../sql/steps.ts';
import { limitsOf } from '../../threshold.ts';
import type { SensorMessage } from './messages.ts';
import { FATES, raisedSteps } from './raised.ts';
import { SENSOR_ALERTS } from './thresholds.ts';

/** What the tables show beside what they count by. */
const FIGURES = {
  alerts: 'count(*)',
  addresses: 'count(DISTINCT src)',
  rules: "count(DISTINCT coalesce(rule, ''))",
  message: 'min(message)',
  severity: 'min(severity)',
  first: 'min(ts)',
  last: 'max(ts)',
} as const;

interface AlertTable {
  name: string;
  message: SensorMessage;
  /** Columns by which it counts, each with its expression. */
  by: Readonly<Record<string, string>>;
  /** Figures of `FIGURES`, and `reported`, `blocked`, `passed`. */
  counts: readonly (keyof typeof FIGURES | 'reported' | 'blocked' | 'passed')[];
  where: string;
  /** Condition on the figures of a row. */
  having?: string;
}

const named = (columns: Readonly<Record<string, string>>): string =>
  Object.entries(columns)
    .map(([name, expression]) => `${expression} AS ${name}`)
    .join(', ');

const FROM = `raised LEFT JOIN attribution ON attribution.address = raised.src`;

/** A table of the alerts, the busiest row first; each row leads back to its lines. */
function tableBy(engine: Engine, { name, message, by, counts, where, having }: AlertTable): Promise<Table> {
  const keys = Object.keys(by);
  const columns = [...keys, ...counts];
  const sql = sqlOf(
    raisedSteps(),
    `SELECT ${columns.join(', ')} FROM (
  SELECT ${named(by)}, ${named(FIGURES)}, ${FATES}
  FROM ${FROM} WHERE ${where} GROUP BY ${keys.map((_, place) => place + 1).join(', ')}
) AS figures${having === undefined ? '' : ` WHERE ${having}`}`,
  );
  const lines = sqlOf(
    raisedSteps(),
    `SELECT raised.evidence AS evidence, raised.line AS line, raised.ts AS ts, dst, fate, ${named({ address: 'src', ...by })}
FROM ${FROM} WHERE ${where}`,
  );
  return tableOf(
    { engine },
    { name, message, columns, lines: { sql: lines, by: keys, counted: 'alerts' } },
    { sql, busiest: 'alerts', order: `alerts DESC, ${keys.join(', ')}` },
  );
}

const WHAT = ['alerts', 'reported', 'blocked', 'passed'] as const;

/** By rule: events of servers too, which accuse nobody. */
export function alertsByRule({ engine }: RowsContext): Promise<Table> {
  return tableBy(engine, {
    name: 'alerts_by_rule',
    message: { key: 'tableAlertsByRule', params: {} },
    by: { sensor: 'sensor', kind: 'kind', rule: 'rule' },
    counts: ['message', 'severity', ...WHAT, 'addresses', 'first', 'last'],
    where: 'true',
  });
}

/** By whom the alerts are about. */
export function alertsBySource({ engine }: RowsContext): Promise<Table> {
  return tableBy(engine, {
    name: 'alerts_by_source',
    message: { key: 'tableAlertsBySource', params: {} },
    by: { address: 'src', provider: 'provider', sensor: 'sensor', kind: 'kind' },
    counts: [...WHAT, 'rules', 'first', 'last'],
    where: "src IS NOT NULL AND kind <> 'event'",
  });
}

/** By path of the web server. */
export function alertsByUrl({ engine }: RowsContext): Promise<Table> {
  return tableBy(engine, {
    name: 'alerts_by_url',
    message: { key: 'tableAlertsByUrl', params: {} },
    by: { url: 'url', sensor: 'sensor' },
    counts: [...WHAT, 'addresses', 'rules', 'first', 'last'],
    where: "url IS NOT NULL AND kind = 'verdict'",
  });
}

/** Windows in which a sensor had very many alerts. */
export function alertBursts(context: RowsContext): Promise<Table> {
  const { window, burst } = limitsOf(context, SENSOR_ALERTS);
  return tableBy(context.engine, {
    name: 'alert_bursts',
    message: { key: 'tableAlertBursts', params: { alerts: burst, minutes: window / 60 } },
    by: { window_start: context.engine.dialect.bucket('raised.ts', window), sensor: 'sensor' },
    counts: [...WHAT, 'addresses', 'rules'],
    where: "kind IN ('verdict', 'ban') AND raised.ts IS NOT NULL",
    having: `alerts >= ${burst}`,
  });
}

/** Files that came into a honeypot: by URL and hash. */
export function downloadsByFile({ engine }: RowsContext): Promise<Table> {
  return tableBy(engine, {
    name: 'downloads',
    message: { key: 'tableDownloads', params: {} },
    by: { url: 'url', hash: 'hash', sensor: 'sensor' },
    counts: ['alerts', 'addresses', 'first', 'last'],
    where: "kind = 'download'",
  });
}
