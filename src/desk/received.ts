import type { NotedRecord } from '../cases/reading.ts';
import { withClaims } from '../cases/timeline.ts';
import { concluded } from '../cases/conclusion.ts';
import type { CaseDocument } from '../model/case.ts';
import type { Claim } from '../model/claim.ts';
import { instantSchema } from '../model/instant.ts';
import type { Instant } from '../model/instant.ts';
import { withReceived } from '../notices/received.ts';

/** Kinds of records that may note when the notice arrived. */
const NOTING = new Set(['investigating', 'received']);

/** When the notice arrived, as the user gave it to an earlier command. */
export function notedReceived(records: readonly NotedRecord[]): Instant | undefined {
  const noted = records.findLast(({ kind, body }) => NOTING.has(kind) && body['received'] !== undefined);
  const instant = instantSchema.safeParse(noted?.body['received']);
  return instant.success ? instant.data : undefined;
}

/** Whether all claims are of one file; a claim names its file and, of a text, its line. */
function ofOneFile(claims: readonly Claim[]): boolean {
  return new Set(claims.map(({ evidence = '' }) => evidence.replace(/:\d+$/, ''))).size === 1;
}

/** Gives the notices the time of arrival. @returns false where every notice states its own */
export function takeReceived(read: { claims: Claim[] }, received: Instant): boolean {
  const { claims, used } = withReceived(read.claims, received, ofOneFile(read.claims));
  read.claims = claims;
  return used || claims.length === 0;
}

/** The case with its notices' time of arrival: the deadline, the matters and the timeline follow. */
export function receivedAt(
  document: CaseDocument,
  received: Instant,
): { document: CaseDocument; used: boolean } {
  const { claims, used } = withReceived(document.claims, received, ofOneFile(document.claims));
  const { conclusion } = concluded({ ...document, claims });
  const { stopped } = document.conclusion;
  return {
    document: {
      ...document,
      claims,
      // How far the logs reach has not changed.
      conclusion: { ...conclusion, ...(stopped && { stopped }) },
      timeline: withClaims(document.timeline, claims),
    },
    used,
  };
}
