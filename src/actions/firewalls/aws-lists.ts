import type { Capabilities } from './firewall.ts';
import { HANDED_OVER } from './handed-over.ts';

/** Of a list that AWS keeps: it is changed from here, with the credentials that every program of AWS finds. */
export const AWS_LISTS: Capabilities = {
  ...HANDED_OVER,
  timerHint:
    'Leave --for out, and take the block back with `abusedesk block undo`; EventBridge Scheduler can run it at a time.',
  triedWith: 'moto 5.2.5, a model of AWS',
};
