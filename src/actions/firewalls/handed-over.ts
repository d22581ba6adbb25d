import type { Capabilities } from './firewall.ts';

/** Of a list that is handed over: whatever a device can do beyond, its own folder says. */
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
