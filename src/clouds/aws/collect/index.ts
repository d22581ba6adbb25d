import type { CollectCapability } from '../../collection.ts';
import { investigatorPolicy } from './policy.ts';

/** Collecting by AWS's SDK, which is loaded when it is asked for. */
export const COLLECT: CollectCapability = {
  collect: async (folder, consent, signal) => (await import('./collect.ts')).collect(folder, consent, signal),
  warehouse: { option: 'athena', title: 'Athena' },
  policy: investigatorPolicy,
};
