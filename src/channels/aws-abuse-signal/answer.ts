import * as z from 'zod';
import type { Answer, Progress } from '../channel.ts';
import { fieldProblem, saidBy } from '../fields.ts';
import { jsonOf, retryAfter } from '../http.ts';
import type { HttpAnswer } from '../http.ts';
import type { ChannelMessage } from '../sentences.ts';

/* What the interface answers ("CreateAbuseReport", "GetAbuseReportStatus", AWS Abuse Signal API Reference, 2026-11-18). */

const accepted = z.object({ reportId: z.string().regex(/^[a-zA-Z0-9]{20,64}$/) });

const fault = z.object({ message: z.string().catch('') });
/** 400: what of the request is not of its form. */
const invalid = z.object({
  fieldList: z.array(z.object({ path: z.string(), message: z.string().catch('') })).min(1),
});
/** 422: which rules the report does not keep. Codes are added without notice. */
const unmet = z.object({
  unmetRequirements: z
    .array(
      z.object({ path: z.string().catch(''), code: z.string().catch(''), message: z.string().catch('') }),
    )
    .min(1),
});

const progress = z.object({
  status: z.string().min(1).max(100),
  reasonCode: z.string().min(1).max(100).optional().catch(undefined),
  description: z.string().optional().catch(undefined),
});

/** What a role needs, as IAM names it; docs/reference/channels.md has the policy. */
const RIGHTS = ['abuse:CreateAbuseReport', 'abuse:GetAbuseReportStatus'];

/** What is listed of an answer that finds fault with many fields. */
const MAX_REASONS = 20;

function messageIn(value: unknown): string {
  const parsed = fault.safeParse(value);
  return parsed.success ? saidBy(parsed.data.message) : '';
}

function reasonsIn(status: number, value: unknown): ChannelMessage[] {
  const rules = unmet.safeParse(value);
  if (rules.success) {
    return rules.data.unmetRequirements
      .slice(0, MAX_REASONS)
      .map(({ path, code, message }) => fieldProblem(path, message, code));
  }
  const fields = invalid.safeParse(value);
  if (fields.success) {
    return fields.data.fieldList
      .slice(0, MAX_REASONS)
      .map(({ path, message }) => fieldProblem(path, message));
  }
  return [{ key: 'answerRefused', params: { status, said: messageIn(value) } }];
}

/** What became of a report that was handed in. */
export function createAnswer(answered: HttpAnswer, now: Date): Answer {
  const { status, headers, text } = answered;
  const value = jsonOf(text);
  if (status === 202 || status === 200) {
    const parsed = accepted.safeParse(value);
    if (parsed.success) return { outcome: 'sent', receipt: parsed.data.reportId };
    return { outcome: 'unknown', reason: { key: 'answerOdd', params: { status } } };
  }
  const seconds = retryAfter(headers, now);
  const wait = seconds === undefined ? {} : { seconds };
  if (status === 429) return { outcome: 'later', ...wait, reason: { key: 'answerThrottled', params: {} } };
  if (status === 401 || status === 403) {
    const params = { status, said: messageIn(value), rights: RIGHTS };
    return { outcome: 'stopped', reason: { key: 'answerNeedsRights', params } };
  }
  // It may have been taken all the same; the token makes the next attempt safe.
  if (status >= 500)
    return { outcome: 'unknown', ...wait, reason: { key: 'answerBusy', params: { status } } };
  if (status >= 400) return { outcome: 'refused', reasons: reasonsIn(status, value) };
  return { outcome: 'unknown', reason: { key: 'answerOdd', params: { status } } };
}

/** What has become of a report by now. */
export function progressAnswer({ status, text }: HttpAnswer): Progress | ChannelMessage {
  const value = jsonOf(text);
  if (status !== 200) return { key: 'answerRefused', params: { status, said: messageIn(value) } };
  const parsed = progress.safeParse(value);
  if (!parsed.success) return { key: 'answerOdd', params: { status } };
  const { reasonCode, description } = parsed.data;
  return {
    status: parsed.data.status,
    ...(reasonCode !== undefined && { reason: reasonCode }),
    ...(description !== undefined && { description: saidBy(description) }),
    final: parsed.data.status === 'COMPLETED',
  };
}
