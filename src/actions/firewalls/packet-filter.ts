import type { Capabilities } from './firewall.ts';

/** What a host's own packet filter can do: drop any prefix, either way, on one port too, and forget it at a time. */
export const PACKET_FILTER: Omit<Capabilities, 'survivesRestart' | 'triedWith'> = {
  timer: true,
  shortest: { 4: 1, 6: 1 },
  families: [4, 6],
  directions: ['in', 'out', 'both'],
  port: true,
};
