import type { ScannedByMessages } from '../../../../src/findings/detectors/scanned-by/messages.ts';
import { part, when } from '../../../language/samples.ts';
import type { SamplesOf } from '../../../language/samples.ts';

const ports = { protocol: 6, ports: [22, 23], port_count: 2 };
const one = { ...ports, source: '198.51.100.7', hosts: 61, when, unanswered: 0.97 };
const together = {
  ...ports,
  sources: 40,
  sample: ['198.51.100.7', '198.51.100.9'],
  hosts: 61,
  when,
  pace: 120,
};

export const SAMPLES: SamplesOf<ScannedByMessages> = {
  scannedBy: [
    { ...one, shape: 'horizontal', tests: ['TRW', 'BLR'], proven: false },
    { ...one, shape: 'vertical', hosts: 1, port_count: 900, tests: [], proven: true },
    { ...one, shape: 'vertical', tests: [], proven: false, kind: part },
    { ...one, shape: 'block', slow: 90_000, tests: ['TRW'], proven: false },
  ],
  scannedByMore: [{ ...ports, sources: 731, named: 10, hosts: 61, when }],
  scannedByRule: [{ source: part, hosts: 25, ports: 15, pairs: 26, share: 0.8, slow: 0.95, named: 10 }],
  sourceScannedBy: [{}],
  scannedTogether: [
    { ...together, divided: true },
    { ...together, sources: 2, divided: false },
  ],
  scannedTogetherMore: [{ groups: 3, named: 10, sources: 90, when }],
  scannedTogetherRule: [{ source: part, sources: 10, ports: 3, share: 0.8, apart: 0.95 }],
  sourceScannedTogether: [{}],
};
