import type { ExfiltrationMessages } from '../../../../src/findings/detectors/exfiltration/messages.ts';
import { part, when } from '../../../language/samples.ts';
import type { SamplesOf } from '../../../language/samples.ts';

const asked = {
  who: '10.10.3.17',
  domain: 'tunnel.example',
  names: 1203,
  questions: 1210,
  length: 41.5,
  when,
};
const talked = {
  who: '10.10.3.17',
  target: '198.51.100.53',
  targets: 1,
  packets: 12_000,
  packets_back: 11_800,
  bytes: 2_400_000,
  bytes_back: 9_000_000,
  when,
};
const sent = {
  who: '10.10.3.17',
  target: '198.51.100.9',
  bytes: 40_000_000_000,
  bytes_back: 900_000,
  usual: 120_000_000,
  days: 6,
  when,
};

export const SAMPLES: SamplesOf<ExfiltrationMessages> = {
  askedNames: [
    { ...asked, resolver: false },
    { ...asked, resolver: true },
  ],
  dnsTunnelRule: [{ source: part, names: 100, share: 0.9, length: 20 }],
  sourceDnsTunnel: [{}],
  talkedDns: [talked, { ...talked, targets: 3 }],
  dnsVolumeRule: [{ source: part, packets: 1000, bytes: 110 }],
  sourceDnsVolume: [{}],
  sentMuch: [
    { ...sent, operated: false },
    { ...sent, operated: true },
  ],
  exfiltrationRule: [{ source: part, bytes: 1_000_000_000, days: 3, times: 5, back: 5 }],
  sourceExfiltration: [{}],
  gapNoHistory: [
    { hosts: 1, sample: ['10.10.3.17'], days: 3 },
    { hosts: 4, sample: ['10.10.3.17', '10.10.3.18', '10.10.3.19'], days: 3 },
  ],
  name_names_below_domain: [{}],
  name_dns_questions: [{}],
  name_name_length: [{}],
  name_packets_returned: [{}],
  name_bytes_returned: [{}],
  name_bytes_fullest_day: [{}],
  name_days_before: [{}],
};
