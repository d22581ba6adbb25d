import type { Complaint, Reporter } from '../model/complaint.ts';
import { parseAddress } from '../net/address.ts';

/** Addresses that belong to nobody (RFC 5737, RFC 3849). */
const SOURCE = { 4: '192.0.2.1', 6: '2001:db8::1' };
const TARGET = { 4: '198.51.100.1', 6: '2001:db8:1::1' };

/** Somebody who is nobody (RFC 2606). */
export const TRIAL_REPORTER: Reporter = {
  org: 'Example',
  contact: 'abuse@example.com',
  domain: 'example.com',
};

/** What a trial says in the place of everything that was seen. */
export const TRIAL_TEXT = 'A test of the interface. No abuse is reported.';

/** The complaint as a trial: its types and figures, and nothing of the evidence and of the addresses. */
export function trialOf(complaint: Complaint): Complaint {
  const family = parseAddress(complaint.actor)?.family ?? 4;
  const { destination } = complaint;
  return {
    ...complaint,
    id: `trial-${complaint.id}`,
    actor: SOURCE[family],
    ...(destination !== undefined && { destination: { ...destination, address: TARGET[family] } }),
    because: [],
    description: TRIAL_TEXT,
    evidence: [],
    redactions: [],
  };
}
