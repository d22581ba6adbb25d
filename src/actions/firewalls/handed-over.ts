import type { Capabilities } from './firewall.ts';

/** What every list can do that is handed over as a file; a device that can do more says so in its own folder. */
export const HANDED_OVER: Capabilities = {
  timer: false,
  timerHint:
    'Hand the list over without --for, and take it back by hand; the device has no timer that abusedesk knows.',
  shortest: { 4: 1, 6: 1 },
  families: [4, 6],
  directions: ['in'],
  port: false,
  survivesRestart: true,
};
