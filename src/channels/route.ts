import type { Complaint } from '../model/complaint.ts';
import type { Channel, Context } from './channel.ts';
import type { ChannelMessage } from './sentences.ts';

/** Which way a complaint goes, and why those before it are not taken. */
export interface Route {
  /** Undefined: there is none. */
  channel: Channel | undefined;
  passed: { channel: string; why: ChannelMessage }[];
}

/**
 * Chooses the first channel that takes the complaint. It is meant for whom the address belonged to at the time of the incident: that
 * is the complaint's provider.
 * @param channels in the order in which they are asked; one alone where somebody has chosen
 */
export function routeOf(complaint: Complaint, channels: readonly Channel[], context: Context): Route {
  const passed: Route['passed'] = [];
  for (const channel of channels) {
    const why = channel.objection(complaint, context);
    if (why === undefined) return { channel, passed };
    passed.push({ channel: channel.name, why });
  }
  return { channel: undefined, passed };
}
