import type { CaseFolder } from '../../cases/store.ts';
import type { Channel, World } from '../../channels/channel.ts';
import { Pace } from '../../channels/dispatch.ts';
import type { ChannelMessage } from '../../channels/sentences.ts';
import { ledgerOf, queueIn } from './send.ts';

/** A question that was not answered, by the sending's id. */
export type Unanswered = ReadonlyMap<string, ChannelMessage>;

/**
 * Asks the providers what has become of what was sent, and writes down what is new.
 * @returns which could not be asked, and why
 */
export async function follow(
  folder: CaseFolder,
  channels: readonly Channel[],
  signal: AbortSignal,
  world: World,
): Promise<Unanswered> {
  const unanswered = new Map<string, ChannelMessage>();
  const ledger = ledgerOf(folder);
  for (const channel of channels) {
    const { name, perSecond } = channel;
    if (channel.progress === undefined) continue;
    const pace = new Pace(perSecond, signal);
    for (const { id, state, channel: by, receipt, progress } of queueIn(folder).sendings.values()) {
      if (by !== name || state !== 'sent' || receipt === undefined || progress?.final === true) continue;
      await pace.turn();
      const now = await channel.progress(receipt, world);
      if ('key' in now) {
        unanswered.set(id, now);
        continue;
      }
      if (now.status === progress?.status && now.reason === progress.reason) continue;
      await ledger.append({ step: 'progress', at: world.now().toISOString(), sending: id, ...now });
    }
  }
  return unanswered;
}
