import type { Series } from '../../model/pictures.ts';
import { secondsOf } from '../sql/instants.ts';
import { burstsIn } from './bursts.ts';
import type { HoneypotMessage } from './messages.ts';
import type { Pot } from './pot.ts';

const DAY = 86_400;
/** A longer time is not drawn by the day: such days are those of a clock that was wrong. */
const MOST_DAYS = 5000;

interface Drawing {
  name: string;
  message: HoneypotMessage;
  /** Conditions: what is drawn as in and as out. */
  into: string;
  out: string;
  /** Joins `honeypot_chosen`, where the conditions ask for it. */
  join?: (remote: string) => string;
}

/** Flows by day, in and out; undefined where there are none, or the days lie too far apart to be drawn. */
async function seriesOf(pot: Pot, { name, message, into, out, join }: Drawing): Promise<Series | undefined> {
  const { dialect } = pot.context.engine;
  const from = (table: string): string =>
    `${table}${join === undefined ? '' : ` ${join(`${table}.remote`)}`}`;
  const condition = `(${into} OR ${out})`;
  const [extent] = await pot.ask(
    [],
    `SELECT min(day) AS first, max(day) AS last FROM ${from('honeypot_cube')} WHERE ${condition}`,
  );
  const { first, last } = extent ?? {};
  if (typeof first !== 'string' || typeof last !== 'string') return undefined;
  const start = `${first}T00:00:00Z`;
  const length = (secondsOf(`${last}T00:00:00Z`) - secondsOf(start)) / DAY + 1;
  if (!(length >= 1 && length <= MOST_DAYS)) return undefined;
  const bucket = `CAST(floor((${dialect.epoch('first')} - ${secondsOf(start)}) / ${DAY}) AS BIGINT) + 1`;
  const select = `SELECT ${bucket} AS bucket, sum(CASE WHEN ${out} THEN flows ELSE 0 END) AS "out",
  sum(CASE WHEN ${into} THEN flows ELSE 0 END) AS "in"
FROM ${from('honeypot_cube')} WHERE ${condition} GROUP BY 1 ORDER BY 1`;
  const series: Series = {
    name,
    message,
    unit: 'flows',
    start,
    bucket_seconds: DAY,
    out: Array.from({ length }, () => 0),
    in: Array.from({ length }, () => 0),
    sql: pot.published([], select),
    lines: {
      sql: pot.lines({
        extra: `, ${bucket.replace(dialect.epoch('first'), dialect.epoch('ts_start'))} AS bucket`,
        ...(join && { join: join('classed.remote') }),
        where: condition,
      }),
      by: ['bucket'],
    },
  };
  for (const row of await pot.ask([], select)) {
    const at = Number(row['bucket']) - 1;
    if (at < 0 || at >= length) continue;
    series.out[at] = Number(row['out']);
    series.in[at] = Number(row['in']);
  }
  const bursts = (values: readonly number[]): number[] => burstsIn(values, pot.context);
  return { ...series, bursts: { out: bursts(series.out), in: bursts(series.in) } };
}

const BEGUN = "(direction = 'out' AND class = 'begun')";

/** What came unasked below the axis, and above it what the honeypot itself began. */
export function potSeries(pot: Pot, arrived: string): Promise<Series | undefined> {
  return seriesOf(pot, {
    name: 'honeypot',
    message: { key: 'seriesPot', params: {} },
    into: `(${arrived})`,
    out: BEGUN,
  });
}

/** The same of the addresses that are set against the rest. */
export function chosenSeries(pot: Pot, arrived: string, set: string): Promise<Series | undefined> {
  return seriesOf(pot, {
    name: 'honeypot_set',
    message: { key: 'seriesPotSet', params: { set } },
    into: `(${arrived})`,
    out: BEGUN,
    join: (remote) => `JOIN honeypot_chosen ON honeypot_chosen.address = ${remote}`,
  });
}
