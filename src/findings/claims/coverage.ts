import { isAnyOf } from '../attempts.ts';
import type { ClaimWindow } from './claim-window.ts';
import type { DetectorContext } from '../detector.ts';
import { instantOf, secondsOf } from '../sql/instants.ts';
import { RECORDER } from '../network/sightings.ts';
import type { ClaimMessage } from './messages.ts';
import type { Span } from '../../language/figures.ts';

/** Longest aggregation interval of a flow log; a longer silence of the whole log is a gap. AWS documentation. */
const AGGREGATION = 600;

/** Names that a sentence shows. */
const SHOWN = 3;

/** Whether the flow log could have seen what the claim says. */
export interface Coverage {
  complete: boolean;
  /** What is missing, one sentence each. */
  missing: ClaimMessage[];
}

/** The intervals of the claim's window in which no interface at all recorded anything. */
async function silentIntervals(window: ClaimWindow, context: DetectorContext): Promise<Span[]> {
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
  const silent: Span[] = [];
  for (let start = first; start <= last && silent.length < 5; start += AGGREGATION) {
    if (!heard.has(start)) silent.push({ from: instantOf(start), to: instantOf(start + AGGREGATION) });
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
    (await context.engine.query(`SELECT 1 AS one FROM flows WHERE ${isAnyOf(RECORDER, named)} LIMIT 1`))
      .length > 0
  );
}

/**
 * Whether the log covers the claim's window for the accused: it begins before and ends after it, has no silent
 * interval within, knows the accused interfaces, AWS lost no records (SKIPDATA), and all of it was read.
 * @param interfaces the accused's own or its gateway's; empty where they are not known
 * @param who the accused, for the sentence; empty where the claim names nothing
 */
export async function coverageOf(
  window: ClaimWindow | undefined,
  interfaces: readonly string[],
  who: string,
  context: DetectorContext,
): Promise<Coverage> {
  const missing: ClaimMessage[] = [];
  if (!(await isLogged(interfaces, context))) {
    missing.push({ key: 'lackInterfaces', params: { interfaces: [...interfaces], who } });
  }
  if (interfaces.length === 0) missing.push({ key: 'lackHost', params: { who } });
  if (context.lostRecords > 0) {
    missing.push({ key: 'lackLost', params: { count: context.lostRecords } });
  }
  const [partly, more] = [context.partly.slice(0, SHOWN), Math.max(0, context.partly.length - SHOWN)];
  if (partly.length > 0) missing.push({ key: 'lackPartial', params: { names: partly, more } });
  if (window === undefined) {
    missing.push({ key: 'lackTime', params: {} });
    return { complete: false, missing };
  }
  const { first, last } = await extent(context);
  if (secondsOf(first) > secondsOf(window.from) || secondsOf(last) < secondsOf(window.to)) {
    const when = { from: window.from, to: window.to };
    missing.push({ key: 'lackWindow', params: { when, log: { from: first, to: last } } });
  } else {
    const silent = await silentIntervals(window, context);
    if (silent.length > 0) missing.push({ key: 'lackIntervals', params: { silent } });
  }
  return { complete: missing.length === 0, missing };
}
