import type { Complaint } from '../../model/complaint.ts';
import type { Context } from '../channel.ts';
import type { ChannelMessage } from '../sentences.ts';
import { TRIAL_REPORTER, trialOf } from '../trial.ts';

/** "Report format (XARF)", "Embedded evidence" and quotas (AWS Abuse Signal API User Guide, 2026-11-18). */
const MAX_REQUEST_BYTES = 5 * 1024 * 1024;
const MAX_EVIDENCE_ITEMS = 50;

/** The request's body; an objection where it is more than AWS takes. */
export function requestOf(
  complaint: Complaint,
  token: string,
  { documents, test }: Context,
): string | ChannelMessage {
  const { evidence } = complaint;
  if (evidence.length > MAX_EVIDENCE_ITEMS) {
    return { key: 'channelTooMany', params: { count: evidence.length, most: MAX_EVIDENCE_ITEMS } };
  }
  const told = test ? trialOf(complaint) : complaint;
  // AWS checks a report with this tag, and does not work on it ("Tagging test submissions").
  const trial = { reporter: TRIAL_REPORTER, sender: TRIAL_REPORTER, tags: ['lifecycle:test'] };
  const xarf = { ...documents.xarf4(told), ...(test && trial) };
  const body = JSON.stringify({ clientToken: token, correlationId: told.id, report: { xarf } });
  const bytes = Buffer.byteLength(body);
  if (bytes > MAX_REQUEST_BYTES)
    return { key: 'channelTooLarge', params: { bytes, most: MAX_REQUEST_BYTES } };
  return body;
}
