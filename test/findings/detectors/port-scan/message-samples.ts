import type { ScanMessages } from '../../../../src/findings/detectors/port-scan/messages.ts';
import { part, when } from '../../../language/samples.ts';
import type { SamplesOf } from '../../../language/samples.ts';

const scan = {
  who: '10.10.3.17 (web-7)',
  protocol: 6,
  ports: [22],
  port_count: 1,
  hosts: 12_043,
  when,
  tests: ['TRW', 'BLR'],
};
const scanRule = { source: part, least: 25, share: 0.8, packets: 3, protocol: 6 };

const spread = { who: '10.10.3.17 (web-7)', hosts: 812, answered: 590, when };

export const SAMPLES: SamplesOf<ScanMessages> = {
  scanned: [
    { ...scan, unanswered: 0.97, flagless: true },
    { ...scan, ports: [1, 7, 9, 13, 17], port_count: 300, unanswered: 0.8, flagless: false },
    { ...scan, ports: [445], unanswered: 0.9, flagless: false, worms: ['Conficker', 'WannaCry'] },
    { ...scan, unanswered: 1, flagless: false, kind: part },
  ],
  scanRule: [
    { ...scanRule, unit: 'hosts' },
    { ...scanRule, unit: 'ports', protocol: 17 },
    { ...scanRule, unit: 'pairs' },
  ],
  spread: [
    { ...spread, ports: [23, 2323], worms: ['Mirai'] },
    {
      ...spread,
      ports: [445],
      worms: ['Conficker', 'WannaCry'],
      entered: { source: '198.51.100.7', at: when.from },
    },
    { ...spread, hosts: 1, answered: 0, ports: [6379], worms: ['P2PInfect'] },
  ],
  spreadRule: [{ source: part, hosts: 25, window: 300, entry: 3600, ports: [23, 445] }],
  sourceSpread: [{}],
  sourceHorizontal: [{}],
  sourceVertical: [{}],
  sourceBlock: [{}],
  name_unanswered_hosts: [{}],
  name_own_hosts: [{}],
  name_answering_hosts: [{}],
  name_hosts_in_busiest_window: [{}],
  name_seconds_after_entry: [{}],
  name_targets_per_minute: [{}],
};
