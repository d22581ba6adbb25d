import type { NetworkMessages } from '../../../src/findings/network/messages.ts';
import type { SamplesOf } from '../../language/samples.ts';

export const SAMPLES: SamplesOf<NetworkMessages> = {
  roleListedNat: [{ gateway: 'nat-1' }],
  roleListedInterface: [{ networkInterface: 'eni-1', kind: 'load balancer' }],
  roleTranslated: [{ legs: 301, hosts: 22 }],
  roleMirrored: [{ share: 0.9 }],
  roleNextHop: [{ records: 301, hosts: 22 }],
  roleRegional: [{ gateway: 'nat-0a9b8c7d6e5f40312' }],
  roleTransit: [{ hosts: 14 }],
};
