import { isAnyOf } from './attempts.ts';
import type { ClaimWindow } from './claim-window.ts';
import type { DetectorContext } from './detector.ts';
import { instantOf, secondsOf } from './instants.ts';
import { span } from './phrases.ts';

/** Longest aggregation interval of a flow log; a longer silence of the whole log is a gap. AWS documentation. */
const AGGREGATION = 600;

/** Whether the flow log could have seen what the claim says. */
export interface Coverage {
  complete: boolean;
  /** What is missing, one sentence each. */
  missing: string[];
}

/** How records that are not there can be had; completes the sentence of what is missing. */
export const COLLECT =
  'collect them from the log group or bucket of the flow log (aws ec2 describe-flow-logs names it), or, if there is none, turn one on for what comes: aws ec2 create-flow-logs --resource-type VPC --resource-ids VPC-ID --traffic-type ALL with the fields of version 5';

/** The intervals of the claim's window in which no interface at all recorded anything. */
async function silentIntervals(window: ClaimWindow, context: DetectorContext): Promise<string[]> {
  const { dialect } = context.engine;
  const [first, last] = [
    Math.floor(secondsOf(window.from) / AGGREGATION) * AGGREGATION,
    Math.floor(secondsOf(window.to) / AGGREGATION) * AGGREGATION,
  ];
  const rows = await context.engine
    .query(`SELECT DISTINCT ${dialect.epoch(dialect.bucket('ts_start', AGGREGATION))} AS start
FROM flows WHERE ts_start >= ${dialect.timestamp(instantOf(first))}
  AND ts_start < ${dialect.timestamp(instantOf(last + AGGREGATION))}`);
  const heard = new Set(rows.map((row) => Number(row['start'])));
  const silent: string[] = [];
  for (let start = first; start <= last && silent.length < 5; start += AGGREGATION) {
    if (!heard.has(start)) silent.push(span(instantOf(start), instantOf(start + AGGREGATION)));
  }
  return silent;
}

async function extent(context: DetectorContext): Promise<{ first: string; last: string }> {
  const rows = await context.engine.query(
    'SELECT min(ts_start) AS first, max(coalesce(ts_end, ts_start)) AS last FROM flows',
  );
  return { first: String(rows[0]?.['first']), last: String(rows[0]?.['last']) };
}

async function isLogged(interfaces: readonly string[], context: DetectorContext): Promise<boolean> {
  const { dialect } = context.engine;
  const named = interfaces.filter((id) => id !== '').map((id) => dialect.text(id));
  if (named.length === 0) return true;
  return (
    (await context.engine.query(`SELECT 1 AS one FROM flows WHERE ${isAnyOf('interface', named)} LIMIT 1`))
      .length > 0
  );
}

/**
 * Whether the log covers the claim's window for the accused: it begins before and ends after it, has no silent
 * interval within, knows the accused interfaces, and AWS lost no records (SKIPDATA).
 * @param interfaces the accused's own or its gateway's; empty where they are not known
 * @param who the accused, for the sentence
 */
export async function coverageOf(
  window: ClaimWindow | undefined,
  interfaces: readonly string[],
  who: string,
  context: DetectorContext,
): Promise<Coverage> {
  const missing: string[] = [];
  if (!(await isLogged(interfaces, context))) {
    missing.push(`flow records of ${interfaces.join(', ')} (${who}): ${COLLECT}`);
  }
  if (interfaces.length === 0) missing.push(`flow records of ${who}: the log has none; ${COLLECT}`);
  if (context.lostRecords > 0) {
    missing.push(`records that AWS lost: ${context.lostRecords} SKIPDATA entries; nothing brings them back`);
  }
  if (window === undefined) {
    missing.push('the time of the activity: the notice gives none; ask for it');
    return { complete: false, missing };
  }
  const { first, last } = await extent(context);
  if (secondsOf(first) > secondsOf(window.from) || secondsOf(last) < secondsOf(window.to)) {
    missing.push(
      `flow records of ${span(window.from, window.to)}: the log has ${span(first, last)}; ${COLLECT}`,
    );
  } else {
    const silent = await silentIntervals(window, context);
    if (silent.length > 0)
      missing.push(`flow records of ${silent.join('; ')}: no interface has any; ${COLLECT}`);
  }
  return { complete: missing.length === 0, missing };
}
