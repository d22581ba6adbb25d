import * as z from 'zod';
import type { Files } from '../base/ports.ts';
import type { Step } from './action.ts';
import { JournalFile } from './journal-file.ts';

const step = z.union([
  z.strictObject({
    run: z.array(z.string()),
    input: z.string().optional(),
    expect: z.string().optional(),
    mayFail: z.literal(true).optional(),
  }),
  z.strictObject({ write: z.string(), text: z.string().nullable() }),
  z.strictObject({ list: z.string(), entries: z.array(z.string()) }),
]);

/** What was meant to be done; `confirm` belongs to the `apply` before it. */
export type Deed = 'apply' | 'confirm';

/**
 * A line of the journal. `begin`: something is about to be done, with what the plan was. `change`: a change is about
 * to be made, and how it is taken back. `end`: all of its changes are made. `undone`: all of them are taken back.
 */
const entry = z.discriminatedUnion('what', [
  z.object({
    what: z.literal('begin'),
    id: z.string(),
    at: z.string(),
    deed: z.enum(['apply', 'confirm']),
    sink: z.string(),
    prefixes: z.array(z.string()),
    direction: z.enum(['in', 'out', 'both']),
    port: z.number().optional(),
    until: z.string().optional(),
  }),
  z.object({ what: z.literal('change'), id: z.string(), key: z.string(), undo: z.array(step) }),
  z.object({ what: z.literal('end'), id: z.string(), at: z.string() }),
  z.object({ what: z.literal('undone'), id: z.string(), at: z.string() }),
]);
export type Entry = z.infer<typeof entry>;
type Begin = Extract<Entry, { what: 'begin' }>;

/** One deed as the journal tells it. */
export interface RecordedDeed {
  begin: Begin;
  /** How each change is taken back, in the order in which they were made. */
  undo: Step[][];
  ended: boolean;
}

/** What was done to a firewall. */
export class Journal extends JournalFile<Entry> {
  constructor(path: string, effects: Files) {
    super(path, entry, effects);
  }

  /** What is done and not taken back, in order. @throws UserError for a line that is whole and not the journal's */
  async standing(): Promise<RecordedDeed[]> {
    const done = new Map<string, RecordedDeed>();
    for (const line of await this.lines()) {
      if (line.what === 'begin') done.set(line.id, { begin: line, undo: [], ended: false });
      else if (line.what === 'undone') done.delete(line.id);
      else {
        const found = done.get(line.id);
        if (line.what === 'change') found?.undo.push(line.undo.map(stepOf));
        else if (found !== undefined) found.ended = true;
      }
    }
    return [...done.values()];
  }
}

function stepOf(read: z.infer<typeof step>): Step {
  if ('write' in read || 'list' in read) return read;
  const { run, input, expect, mayFail } = read;
  return {
    run,
    ...(input !== undefined && { input }),
    ...(expect !== undefined && { expect }),
    ...(mayFail && { mayFail }),
  };
}
