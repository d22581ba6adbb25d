import { createHash } from 'node:crypto';
import type { Complaint } from '../model/complaint.ts';

/** 16 hex digits of a digest over texts, none of which can run into the next. */
function digest(parts: readonly (string | null)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

/** What a complaint is told apart by, and what it is recognised by when the same happens again. */
export function identityOf({
  provider,
  actor,
  type,
  first,
}: Pick<Complaint, 'provider' | 'actor' | 'type' | 'first'>): Pick<Complaint, 'id' | 'fold'> {
  return { id: digest([provider, actor, type, first]), fold: digest([provider, actor, type]) };
}
