import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Channel, World } from './channel.ts';
import type { Sending, Step } from './queue.ts';
import type { ChannelMessage } from './sentences.ts';

/** Where each step is written down before the next is taken. */
export interface Ledger {
  append(step: Step): Promise<void>;
}

/** Attempts within one run. */
const MOST_ATTEMPTS = 5;
/** A longer wait is left to the next run: seconds. */
const MOST_WAIT_S = 60;

/** No more than so many in a second through one channel. */
export class Pace {
  readonly #gap: number;
  readonly #signal: AbortSignal;
  #next = 0;

  constructor(perSecond: number, signal: AbortSignal) {
    this.#gap = 1000 / perSecond;
    this.#signal = signal;
  }

  async turn(): Promise<void> {
    const now = performance.now();
    const at = Math.max(now, this.#next);
    this.#next = at + this.#gap;
    if (at > now) await pause(at - now, this.#signal);
  }
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal });
}

/** How the attempts ended; `stopped`: nothing more is to be sent through the channel now. */
export interface Dispatched {
  stopped?: ChannelMessage;
}

/**
 * Attempts a sending until it is taken, refused, or cannot be taken now. What may have arrived is attempted again only where the
 * channel knows it by its token.
 * @param body the bytes as they were kept
 */
export async function dispatch(
  channel: Channel,
  sending: Pick<Sending, 'id' | 'to' | 'from' | 'began'>,
  body: string,
  { ledger, pace, signal }: { ledger: Ledger; pace: Pace; signal: AbortSignal },
  world: World,
): Promise<Dispatched> {
  const { id, to, from } = sending;
  const stamp = (): { at: string; sending: string } => ({ at: world.now().toISOString(), sending: id });
  const began = Date.parse(sending.began ?? world.now().toISOString());
  for (let attempt = 1; ; attempt++) {
    await pace.turn();
    await ledger.append({ step: 'sending', ...stamp() });
    const consignment = {
      body,
      token: id,
      ...(to !== undefined && { to }),
      ...(from !== undefined && { from }),
    };
    const answer = await channel.send(consignment, world);
    const backoff = 2 ** (attempt - 1);
    switch (answer.outcome) {
      case 'sent': {
        const { receipt } = answer;
        await ledger.append({ step: 'sent', ...stamp(), ...(receipt !== undefined && { receipt }) });
        return {};
      }
      case 'refused':
        await ledger.append({ step: 'refused', ...stamp(), reasons: [...answer.reasons] });
        return {};
      case 'stopped':
        await ledger.append({ step: 'later', ...stamp(), reason: answer.reason, until: stamp().at });
        return { stopped: answer.reason };
      case 'unknown': {
        const { seconds = backoff, reason } = answer;
        await ledger.append({ step: 'unknown', ...stamp(), reason });
        const safe = world.now().getTime() - began < (channel.repeatable ?? 0);
        if (!safe || attempt >= MOST_ATTEMPTS) return {};
        if (seconds > MOST_WAIT_S) return { stopped: reason };
        await pause(seconds * 1000, signal);
        break;
      }
      case 'later': {
        const { seconds = backoff, reason } = answer;
        const until = new Date(world.now().getTime() + seconds * 1000).toISOString();
        await ledger.append({ step: 'later', ...stamp(), reason, until });
        // Whoever asks for a long wait would ask the next sending for it, too.
        if (seconds > MOST_WAIT_S) return { stopped: reason };
        if (attempt >= MOST_ATTEMPTS) return {};
        await pause(seconds * 1000, signal);
      }
    }
  }
}
