import type { Answer } from './channel.ts';
import { retryAfter } from './http.ts';
import type { HttpAnswer } from './http.ts';

/**
 * What it means that a desk which knows no token has not taken a report: where it failed itself, nobody knows whether it has.
 * @param said its own words
 */
export function notTaken(
  { status, headers }: Pick<HttpAnswer, 'status' | 'headers'>,
  said: string,
  now: Date,
): Answer {
  if (status === 429) {
    const seconds = retryAfter(headers, now);
    return {
      outcome: 'later',
      ...(seconds !== undefined && { seconds }),
      reason: { key: 'answerThrottled', params: {} },
    };
  }
  if (status === 401 || status === 403) {
    return { outcome: 'stopped', reason: { key: 'answerNoRights', params: { status, said } } };
  }
  if (status >= 400 && status < 500) {
    return { outcome: 'refused', reasons: [{ key: 'answerRefused', params: { status, said } }] };
  }
  return { outcome: 'unknown', reason: { key: 'answerOdd', params: { status } } };
}
