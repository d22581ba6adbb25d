import { RECORDER } from '../../network/sightings.ts';
import { INWARD, OUTWARD, scopeConditions, sentConditions } from '../../attempts.ts';
import type { FlowRows, Scope } from '../../attempts.ts';
import type { ScopeRows } from '../../scopes.ts';
import type { Step } from '../../sql/steps.ts';
import type { DetectorContext } from '../../detector.ts';
import { FLOOD } from './thresholds.ts';
import { limitsOf } from '../../threshold.ts';
import { KIND_NAMES, kindSums } from './kinds.ts';

const KEY = ['host', 'target', 'protocol', 'interface', 'win'];

/** Where the rates come from: what was sent and what came back, and by what the rates are told apart beside their keys. */
interface RateRows {
  sent: FlowRows;
  received: FlowRows;
  /** A column of what was sent. */
  of?: 'scope';
}

/** Records that count: not refused, and with what a rate needs. */
const COUNTED = ['protocol IS NOT NULL', 'ts_start IS NOT NULL', `coalesce(action, 'ACCEPT') = 'ACCEPT'`];

function and(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : ` WHERE ${conditions.join('\n    AND ')}`;
}

/**
 * Steps up to `rates`: one row for each (host, target, protocol, interface, win) with what was sent, at what rate, and
 * what came back. Windows are as long as the log's aggregation; a rate is over the time from the first packet to the
 * last of the window, at least `mean_over` seconds, so that records of one and of ten minutes give the same rate for the
 * same traffic. SYN packets are those of records with the SYN flag and no more than 60 bytes a packet: the first record of
 * a long upload has the flag, too.
 *
 * @param having condition on the sums of a group that is worth a look; undefined: all
 */
function rateSteps(
  context: DetectorContext,
  { sent, received, of }: RateRows,
  window: number,
  having?: string,
): Step[] {
  const { dialect } = context.engine;
  const { mean_over } = limitsOf(context, FLOOD);
  const win = dialect.bucket('ts_start', window);
  const own = of === undefined ? [] : [of];
  const on = KEY.map((column) => `s.${column} = g.${column}`).join(' AND ');
  return [
    {
      name: 'sent',
      sql: `SELECT ${[...own, ''].join(', ')}${OUTWARD.host} AS host, ${OUTWARD.target} AS target, protocol, coalesce(${RECORDER}, '') AS interface,
    ${win} AS win, count(*) AS flows, sum(packets) AS packets, sum(bytes) AS bytes,
    ${kindSums()},
    min(ts_start) AS first, max(coalesce(ts_end, ts_start)) AS last,
    greatest(${mean_over}, ${dialect.epoch('max(coalesce(ts_end, ts_start))')} - ${dialect.epoch('min(ts_start)')} + 1) AS seconds
  FROM ${sent.from}${and([...COUNTED, ...sent.conditions])}
  GROUP BY ${[...own, ...KEY].map((_, place) => place + 1).join(', ')}${having === undefined ? '' : ` HAVING ${having}`}`,
    },
    {
      name: 'got',
      sql: `SELECT ${INWARD.host} AS host, ${INWARD.target} AS target, protocol, coalesce(${RECORDER}, '') AS interface,
    ${win} AS win, sum(packets) AS packets
  FROM ${received.from}${and([`${INWARD.target} IN (SELECT target FROM sent)`, ...received.conditions])}
  GROUP BY 1, 2, 3, 4, 5`,
    },
    {
      name: 'rates',
      sql: `SELECT ${[...own, ''].join(', ')}s.host, s.target, s.protocol, s.interface, s.win, s.flows, s.packets, s.bytes, ${KIND_NAMES.map((name) => `s.${name}`).join(', ')},
    s.first, s.last, s.seconds, coalesce(g.packets, 0) AS packets_back
  FROM sent s LEFT JOIN got g ON ${on}`,
    },
  ];
}

/** The rates of one host and protocol towards its targets. */
export function ratesOfScope(context: DetectorContext, scope: Scope, window: number): Step[] {
  const sent = { from: 'flows', conditions: sentConditions(context, scope) };
  const received = { from: 'flows', conditions: scopeConditions(context, scope, INWARD) };
  return rateSteps(context, { sent, received }, window);
}

/** The same of many in one pass, each with its `scope`. */
export function ratesOfScopes(
  context: DetectorContext,
  { sent, received }: ScopeRows,
  window: number,
): Step[] {
  return rateSteps(context, { sent, received, of: 'scope' }, window);
}

/**
 * The rates of whatever sent enough. Hosts are few: first those that sent enough to all of their targets together, of what
 * they sent the targets that got enough from all of them, and of those the rates. Two columns group faster than five, and
 * as a rule nothing is left.
 * @param having condition on the sums of a group that is worth a look
 */
export function ratesOfBusy(context: DetectorContext, window: number, having: string): Step[] {
  const win = context.engine.dialect.bucket('ts_start', window);
  const conditions = [...sentConditions(context, {}), `${OUTWARD.host} IN (SELECT host FROM busy)`];
  const loud = `${OUTWARD.target} IN (SELECT target FROM loud)`;
  return [
    {
      name: 'busy',
      few: true,
      sql: `SELECT ${OUTWARD.host} AS host, ${win} AS win
  FROM flows${and([...COUNTED, ...sentConditions(context, {})])}
  GROUP BY 1, 2 HAVING ${having}`,
    },
    {
      name: 'loud',
      few: true,
      sql: `SELECT ${OUTWARD.target} AS target, ${win} AS win
  FROM flows${and([...COUNTED, ...conditions])}
  GROUP BY 1, 2 HAVING ${having}`,
    },
    ...rateSteps(
      context,
      {
        sent: { from: 'flows', conditions: [...conditions, loud] },
        received: { from: 'flows', conditions: [] },
      },
      window,
      having,
    ),
  ];
}
