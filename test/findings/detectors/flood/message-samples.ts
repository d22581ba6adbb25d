import type { FloodMessages } from '../../../../src/findings/detectors/flood/messages.ts';
import { FLOOD_KINDS } from '../../../../src/model/abuse-types.ts';
import { part, when } from '../../../language/samples.ts';
import type { SamplesOf } from '../../../language/samples.ts';

const packets = {
  ports: 3,
  protocol: 17,
  packets_per_second: 4900,
  bytes_per_second: 2_940_000,
  when,
  packets: 291_255,
  bytes: 294_167_550,
  kind: part,
};
const flood = { ...packets, who: '10.10.3.17', targets: 2, packets_back: 0 };
const volume = { ...packets, host: '10.10.3.17' };

export const SAMPLES: SamplesOf<FloodMessages> = {
  flooded: [flood, { ...flood, target: '198.51.100.7', targets: 1, ports: 1, port: 80, packets_back: 21 }],
  floodKind: [
    ...FLOOD_KINDS.filter((name) => name !== 'unknown').map((name) => ({ name, protocol: 6, size: 1010 })),
    ...(['flagless', 'unlogged', 'mixed'] as const).map((why) => ({
      name: 'unknown' as const,
      protocol: 6,
      size: 40,
      why,
    })),
  ],
  floodRule: [
    {
      source: part,
      packets_per_second: 20_000,
      bits_per_second: 1_000_000_000,
      flows_per_second: 3500,
      one_sided_packets_per_second: 1000,
      one_sided_packets: 60_000,
      share_back: 0.02,
    },
  ],
  sourceFlood: [{}],
  synFlooded: [
    { host: '192.0.2.10', port: 80, packets: 8000, sources: 7990, seconds: 0.15, when, once: true },
    { host: '192.0.2.10', port: 80, packets: 9000, sources: 1000, seconds: 24, when, once: false },
  ],
  synFloodRule: [{ source: part, sources: 1000, share: 0.9, window: 60 }],
  sourceSynFlood: [{}],
  volumeFlooded: [
    { ...volume, sources: 37_000, refused: 0 },
    { ...volume, sources: 1, source: '198.51.100.7', refused: 0.4, ports: 1, port: 80 },
  ],
  volumeFloodRule: [
    {
      source: part,
      packets_per_second: 20_000,
      bits_per_second: 1_000_000_000,
      flows_per_second: 3500,
      one_sided_packets_per_second: 1000,
      one_sided_packets: 60_000,
      share_back: 0.02,
    },
  ],
  sourceInboundFlood: [{}],
  gapTooShort: [{ seconds: 0.15, least: 5, packets: 8000, target: '192.0.2.10' }],
  name_refused_packets: [{}],
  name_packets_back: [{}],
  name_packets_per_second: [{}],
  name_bits_per_second: [{}],
  name_flows_per_second: [{}],
};
