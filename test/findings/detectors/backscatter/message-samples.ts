import type { BackscatterMessages } from '../../../../src/findings/detectors/backscatter/messages.ts';
import { part, when } from '../../../language/samples.ts';
import type { SamplesOf } from '../../../language/samples.ts';

export const SAMPLES: SamplesOf<BackscatterMessages> = {
  backscattered: [
    { victims: 9, sample: ['192.0.2.1', '192.0.2.2'], hosts: 5, when },
    { victims: 1, sample: ['192.0.2.1'], hosts: 1, when },
  ],
  backscatterRule: [{ source: part, hosts: 3 }],
  sourceBackscatter: [{}],
  name_victims: [{}],
};
