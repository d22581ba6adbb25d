import { createHash } from 'node:crypto';
import * as z from 'zod';
import { instantSchema } from '../model/instant.ts';
import type { Instant } from '../model/instant.ts';
import { messageSchema } from '../model/message-schema.ts';
import type { Message } from '../model/message.ts';
import type { Complaint } from '../model/complaint.ts';
import type { Progress } from './channel.ts';

/*
 * What is to go out and what became of it, as the case's journal tells it. A sending is written down with its bytes before the first
 * attempt, each attempt before it is made and its outcome after it; so a run that was killed anywhere leaves behind what it may
 * have done.
 */

/** The kind of the journal's records that are about sendings. */
export const QUEUE_KIND = 'complaint';

/** A complaint in a sending: enough to know it and its like again. */
const itemSchema = z.object({
  id: z.string(),
  fold: z.string(),
  provider: z.string().nullable(),
  actor: z.string(),
  type: z.string(),
  first: instantSchema,
  last: instantSchema,
  /** Of all that it says. */
  digest: z.string(),
});
export type Item = z.infer<typeof itemSchema>;

const stepSchema = z.discriminatedUnion('step', [
  /** What was put before a person, by digests of what would go out and by which way. */
  z.object({ step: z.literal('shown'), at: instantSchema, digests: z.array(z.string()) }),
  z.object({
    step: z.literal('queued'),
    at: instantSchema,
    sending: z.string(),
    channel: z.string(),
    to: z.string().optional(),
    from: z.string().optional(),
    test: z.boolean(),
    by: z.enum(['network', 'file']),
    /** Path in the case folder, and what it holds. */
    body: z.string(),
    sha256: z.string(),
    items: z.array(itemSchema).min(1),
  }),
  z.object({ step: z.literal('sending'), at: instantSchema, sending: z.string() }),
  z.object({
    step: z.literal('sent'),
    at: instantSchema,
    sending: z.string(),
    receipt: z.string().optional(),
  }),
  z.object({
    step: z.literal('refused'),
    at: instantSchema,
    sending: z.string(),
    reasons: z.array(messageSchema),
  }),
  z.object({
    step: z.literal('later'),
    at: instantSchema,
    sending: z.string(),
    reason: messageSchema,
    until: instantSchema,
  }),
  z.object({ step: z.literal('unknown'), at: instantSchema, sending: z.string(), reason: messageSchema }),
  z.object({
    step: z.literal('progress'),
    at: instantSchema,
    sending: z.string(),
    status: z.string(),
    reason: z.string().optional(),
    description: z.string().optional(),
    final: z.boolean(),
  }),
]);
export type Step = z.infer<typeof stepSchema>;
type Queued = Extract<Step, { step: 'queued' }>;

/** `waiting`: not taken so far. `sending`: an attempt whose end nobody wrote down. `prepared`: a person brings it to a form. */
type State = 'waiting' | 'sending' | 'sent' | 'prepared' | 'refused' | 'unknown';

export interface Sending extends Omit<Queued, 'step' | 'sending' | 'at'> {
  id: string;
  state: State;
  /** When the state was reached. */
  at: Instant;
  /** Attempts so far. */
  attempts: number;
  /** Of the first attempt. */
  began?: Instant;
  /** Not to be tried before. */
  until?: Instant;
  receipt?: string;
  reasons: readonly Message[];
  progress?: Progress & { at: Instant };
}

function apply(sending: Sending, step: Exclude<Step, { step: 'shown' | 'queued' }>): void {
  const { at } = step;
  switch (step.step) {
    case 'sending':
      sending.attempts += 1;
      sending.began ??= at;
      Object.assign(sending, { state: 'sending', at });
      return;
    case 'sent':
      Object.assign(sending, { state: sending.by === 'file' ? 'prepared' : 'sent', at, reasons: [] });
      if (step.receipt !== undefined) sending.receipt = step.receipt;
      return;
    case 'refused':
      Object.assign(sending, { state: 'refused', at, reasons: step.reasons });
      return;
    case 'later':
      Object.assign(sending, { state: 'waiting', at, reasons: [step.reason], until: step.until });
      return;
    case 'unknown':
      Object.assign(sending, { state: 'unknown', at, reasons: [step.reason] });
      return;
    case 'progress': {
      const { status, reason, description, final } = step;
      sending.progress = {
        at,
        status,
        final,
        ...(reason !== undefined && { reason }),
        ...(description !== undefined && { description }),
      };
    }
  }
}

/** What the journal's records tell: every sending, in the order in which they began, and what was shown. */
export interface Queue {
  sendings: ReadonlyMap<string, Sending>;
  shown: ReadonlySet<string>;
}

/** Reads the queue; a record that is not of its form is none of ours. */
export function queueOf(
  records: readonly { kind: string; body: Readonly<Record<string, unknown>> }[],
): Queue {
  const sendings = new Map<string, Sending>();
  const shown = new Set<string>();
  for (const { kind, body } of records) {
    if (kind !== QUEUE_KIND) continue;
    const parsed = stepSchema.safeParse(body);
    if (!parsed.success) continue;
    const step = parsed.data;
    if (step.step === 'shown') {
      for (const digest of step.digests) shown.add(digest);
    } else if (step.step === 'queued') {
      const { step: _step, sending: id, at, ...rest } = step;
      // Written down anew before any attempt, it is the later one that goes out.
      sendings.delete(id);
      sendings.set(id, { ...rest, id, at, state: 'waiting', attempts: 0, reasons: [] });
    } else {
      const sending = sendings.get(step.sending);
      if (sending !== undefined) apply(sending, step);
    }
  }
  return { sendings, shown };
}

function hexOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
}

/** @param said what else the outcome depends on, such as who complains */
export function itemOf(complaint: Complaint, said: unknown): Item {
  // The reasons do not go out, and change from day to day.
  const { because: _because, ...told } = complaint;
  const { id, fold, provider, actor, type, first, last } = complaint;
  return { id, fold, provider, actor, type, first, last, digest: hexOf([told, said]) };
}

/** What a person is shown of an item: what it says, and the way that it goes. */
export function shownAs({ digest }: Item, channel: string, to: string | undefined, test: boolean): string {
  return hexOf([digest, channel, to ?? null, test]).slice(0, 16);
}

/**
 * The id of a sending, which is also its token: the same for every attempt, after a restart too.
 * @param generation how many sendings of the same things ended with a refusal, or were trials
 */
export function sendingId(
  channel: string,
  to: string | undefined,
  test: boolean,
  items: readonly Item[],
  generation: number,
): string {
  return hexOf([channel, to ?? null, test, items.map(({ id }) => id), generation]);
}
