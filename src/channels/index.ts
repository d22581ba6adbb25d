import { AWS_ABUSE_SIGNAL } from './aws-abuse-signal/index.ts';
import { CLOUDFLARE } from './cloudflare/index.ts';
import { MSRC } from './msrc/index.ts';
import { PACKET } from './packet/index.ts';
import { SMTP } from './smtp/index.ts';
import type { ChannelPlugIn } from './channel.ts';

/** Every way to a provider's desk; of those that take a complaint the first is chosen. To add one, add a folder and a line. */
export const CHANNELS: readonly ChannelPlugIn[] = [AWS_ABUSE_SIGNAL, MSRC, CLOUDFLARE, SMTP, PACKET];
