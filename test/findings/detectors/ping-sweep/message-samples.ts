import type { IcmpMessages } from '../../../../src/findings/detectors/ping-sweep/messages.ts';
import { part, when } from '../../../language/samples.ts';
import type { SamplesOf } from '../../../language/samples.ts';

export const SAMPLES: SamplesOf<IcmpMessages> = {
  pinged: [{ who: '10.10.3.17 (web-7)', protocol: 1, hosts: 254, when, unanswered: 0.9 }],
  pingedUs: [{ source: '198.51.100.7', protocol: 58, hosts: 61, when, unanswered: 1 }],
  pingedUsMore: [{ sources: 40, named: 10, hosts: 61, when }],
  pingRule: [{ source: part, hosts: 25, minutes: 5, share: 0.8 }],
  sourcePing: [{}],
  sourcePingedUs: [{}],
  name_silent_hosts: [{}],
};
