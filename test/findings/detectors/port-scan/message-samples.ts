import type { ScanMessages } from '../../../../src/findings/detectors/port-scan/messages.ts';
import { part, when } from '../../../language/samples.ts';
import type { SamplesOf } from '../../../language/samples.ts';

const scan = { who: '10.10.3.17 (web-7)', protocol: 6, ports: [22], port_count: 1, hosts: 12_043, when };
const scanRule = { source: part, least: 25, share: 0.8, packets: 3, protocol: 6 };

export const SAMPLES: SamplesOf<ScanMessages> = {
  scanned: [
    { ...scan, unanswered: 0.97, flagless: true },
    { ...scan, ports: [1, 7, 9, 13, 17], port_count: 300, unanswered: 0.8, flagless: false },
  ],
  scanRule: [
    { ...scanRule, unit: 'hosts' },
    { ...scanRule, unit: 'ports', protocol: 17 },
    { ...scanRule, unit: 'pairs' },
  ],
  sourceHorizontal: [{}],
  sourceVertical: [{}],
  sourceBlock: [{}],
  name_unanswered_hosts: [{}],
  name_own_hosts: [{}],
  name_targets_per_minute: [{}],
};
