import type { Message } from '../../../model/message.ts';
import type { DetectorContext } from '../../detector.ts';
import { limitsOf } from '../../threshold.ts';
import type { RequestMessage } from './messages.ts';
import { WEB_PROBING } from './thresholds.ts';

/** How many requests have a time, if all have the same: a log that only has the day, or an export that lost the times. Else 0. */
async function requestsAtOnce({ engine }: DetectorContext): Promise<number> {
  const [row] = await engine.query(
    'SELECT count(ts) AS requests, min(ts) AS first, max(ts) AS last FROM requests',
  );
  if (row?.['first'] !== row?.['last']) return 0;
  return Number(row?.['requests'] ?? 0);
}

/**
 * Does the log tell which requests fall into one window? Where more have the same time than single out a client, and none has
 * another one, a day's visitors would be a crowd of one second.
 */
export async function tellsTimes(context: DetectorContext): Promise<boolean> {
  return (await requestsAtOnce(context)) < limitsOf(context, WEB_PROBING).paths;
}

/** Says so where it does not. */
export async function sameTimes(context: DetectorContext): Promise<Message[]> {
  if (await tellsTimes(context)) return [];
  const gap: RequestMessage = { key: 'gapSameTimes', params: { requests: await requestsAtOnce(context) } };
  return [gap];
}
