import type { ProxyMessages } from '../../../../src/findings/detectors/proxies/messages.ts';
import { part, when } from '../../../language/samples.ts';
import type { SamplesOf } from '../../../language/samples.ts';

const proxied = {
  requests: 412,
  clients: 31,
  hosts: 96,
  sample: ['a.example', 'b.example', 'mail.example:25'],
  tunnels: 0,
  when,
};

export const SAMPLES: SamplesOf<ProxyMessages> = {
  relayed: [
    {
      who: '10.10.3.17',
      ports: [3128],
      clients: 41,
      targets: 210,
      window: 3600,
      bytes: 48_000_000,
      fetched: 47_500_000,
      when,
    },
  ],
  relayRule: [{ source: part, clients: 10, targets: 25, window: 3600, alike: 1.5, ports: [1080, 3128] }],
  sourceRelay: [{}],
  proxied: [
    proxied,
    { ...proxied, who: '10.10.3.17', tunnels: 20 },
    { ...proxied, requests: 1, clients: 1, hosts: 1, sample: ['a.example'] },
  ],
  proxiedRule: [{ source: part, hosts: 5 }],
  sourceProxied: [{}],
  name_windows_alike: [{}],
  name_bytes_passed_on: [{}],
  name_bytes_fetched: [{}],
  name_proxied_requests: [{}],
  name_tunnels: [{}],
};
