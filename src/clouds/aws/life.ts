import type { LifeCalls } from '../cloud.ts';

/** Actions of the EC2 API, as CloudTrail records them. Source: Amazon EC2 API reference, Actions (2026-11). */
export const LIFE: LifeCalls = {
  made: ['RunInstances', 'AllocateAddress'],
  gone: ['TerminateInstances', 'ReleaseAddress'],
  stopped: ['StopInstances'],
  started: ['StartInstances'],
};
