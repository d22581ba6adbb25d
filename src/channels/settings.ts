import * as z from 'zod';
import { CHANNELS } from './index.ts';
import type { Channel } from './channel.ts';

/** A channel's key among the settings. */
function keyOf(name: string): string {
  return name.replaceAll('-', '_');
}

/** `channels:` in the settings: each channel's own, by its name. */
export const channelsSchema = z.strictObject(
  Object.fromEntries(
    CHANNELS.map(({ name, settings }) => [keyOf(name), settings.optional()] satisfies [string, z.ZodType]),
  ),
);
export type ChannelSettings = z.infer<typeof channelsSchema>;

/** What channels are called on the command line. */
export const CHANNEL_NAMES: readonly string[] = CHANNELS.map(({ name }) => name);

/** All channels with their settings, in the order in which they are asked. */
export function openChannels(settings: ChannelSettings): Channel[] {
  return CHANNELS.map((channel) => channel.open(settings[keyOf(channel.name)]));
}
