import { SCAN_KINDS } from '../../../src/model/abuse-types.ts';
import type { ScanKindMessages } from '../../../src/findings/scan-kinds/messages.ts';
import type { SamplesOf } from '../../language/samples.ts';

export const SAMPLES: SamplesOf<ScanKindMessages> = {
  scanKind: SCAN_KINDS.map((kind) => ({ kind })),
};
