import { join } from 'node:path';
import * as z from 'zod';
import type { Files } from '../../base/ports.ts';
import { JournalFile } from '../journal-file.ts';
import { planSchema } from './change.ts';
import type { Plan } from './change.ts';

/** Why a change does not stand any more: taken back, evidence that stays, or its thing is gone. */
export type How = 'back' | 'kept' | 'gone';

const id = z.string();
const at = z.string();
const n = z.int().nonnegative();

/**
 * A line of the journal. `begin`: a plan is about to be applied, whole. `change`: its change of this number is about to be
 * made. `done`: AWS has shown it made. `end`: all are. `undone`: one does not stand any more. `closed`: none does.
 */
const line = z.discriminatedUnion('what', [
  z.object({ what: z.literal('begin'), id, at, plan: planSchema }),
  z.object({ what: z.literal('change'), id, at, n }),
  z.object({ what: z.literal('done'), id, at, n }),
  z.object({ what: z.literal('end'), id, at }),
  z.object({ what: z.literal('undone'), id, at, n, how: z.enum(['back', 'kept', 'gone']) }),
  z.object({ what: z.literal('closed'), id, at }),
]);
export type Line = z.infer<typeof line>;

/** One plan as the journal tells it. */
export interface RecordedPlan {
  plan: Plan;
  begun: string;
  /** When all was made; absent: it was stopped in its middle. */
  ended?: string;
  /** Numbers of changes that were begun, in order, and when AWS showed them made; undone ones are not in it. */
  started: Map<number, { done?: string }>;
}

/** What was done around instances. */
export class ContainJournal extends JournalFile<Line> {
  constructor(path: string, effects: Files) {
    super(path, line, effects);
  }

  /** Plans that stand, wholly or in part, in the order in which they were begun. */
  async standing(): Promise<RecordedPlan[]> {
    const plans = new Map<string, RecordedPlan>();
    for (const one of await this.lines()) {
      if (one.what === 'begin') {
        plans.set(one.id, { plan: one.plan, begun: one.at, started: new Map() });
        continue;
      }
      const found = plans.get(one.id);
      if (found === undefined) continue;
      if (one.what === 'change') found.started.set(one.n, found.started.get(one.n) ?? {});
      else if (one.what === 'done') found.started.set(one.n, { done: one.at });
      else if (one.what === 'end') found.ended = one.at;
      else if (one.what === 'undone') found.started.delete(one.n);
      else plans.delete(one.id);
    }
    return [...plans.values()];
  }
}

/** Where the journal lies in the state folder. */
export const journalPath = (home: string): string => join(home, 'contain', 'journal.jsonl');
