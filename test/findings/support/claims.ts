import { PASTED } from '../../../src/notices/authenticity.ts';
import type { Claim } from '../../../src/model/claim.ts';

/** A claim with these fields; the rest as a notice that says nothing more. */
export function claimOf(fields: Partial<Claim>): Claim {
  return {
    source: 'aws',
    type: 'other',
    accounts: [],
    instances: [],
    interfaces: [],
    addresses: [],
    regions: [],
    flows: [],
    actions_taken: [],
    stage: 'first',
    authenticity: { verdict: 'unproven', message: PASTED.message },
    ...fields,
  };
}
