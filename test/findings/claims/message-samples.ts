import type { ClaimMessages } from '../../../src/findings/claims/messages.ts';
import { part, when, log } from '../../language/samples.ts';
import type { SamplesOf } from '../../language/samples.ts';

const claimed = { who: '203.0.113.10', when };
const seen = { host: '10.10.3.17', packets: 17, targets: 12 };

export const SAMPLES: SamplesOf<ClaimMessages> = {
  sentClaimed: [{ ...seen, share: 0.3, found: part }, seen],
  connectedClaimed: [
    { host: '10.128.0.5 (web-7)', records: 3, targets: 1 },
    { host: '10.128.0.5', records: 1, targets: 2, found: part },
  ],
  foundThen: [{ found: part }],
  notCovered: [claimed, { who: '', when: null }],
  noRecordTowards: [claimed, { who: '', when: null }],
  nothingOfTheKind: [
    { ...claimed, why: part },
    { who: '', when: null, why: part },
  ],
  noTargetNamed: [{ why: part }],
  fewUnanswered: [{ hosts: 4 }],
  lowRate: [{ packets: 90 }],
  openedTo: [
    { connections: 0, ports: [] },
    { connections: 0, ports: [25, 587] },
    { connections: 1, ports: [] },
    { connections: 1200, ports: [25, 587] },
  ],
  noShape: [{ type: 'spam' }],
  onlyShare: [{ share: 0.03 }],
  gatewayAlone: [{}],
  noFlows: [{}],
  countedByQuery: [
    { host: '10.10.1.17 (web-7)', records: 3014, ports: [22, 23, 445], alike: 0 },
    { host: '10.10.1.17', records: 120, ports: [22], alike: 2 },
  ],
  countedByGateway: [{ host: '10.10.1.17', records: 3014, ports: [22], alike: 1 }],
  lackRecords: [{ who: '10.10.1.17', when: null }],
  lackInterfaces: [{ interfaces: ['eni-1', 'eni-2'], who: '10.10.3.17' }],
  lackHost: [{ who: '10.10.3.17' }],
  lackLost: [{ count: 5 }],
  lackPartial: [
    { names: ['a.log.gz'], more: 0 },
    { names: ['a.log.gz', 'b.log.gz', 'c.log.gz'], more: 2 },
  ],
  lackTime: [{}],
  lackWindow: [{ when, log }],
  lackIntervals: [{ silent: [when, log] }],
  lackResource: [{ who: '203.0.113.10' }],
  lackTargets: [{}],
  lackPacketTargets: [{}],
  lackFlowLogs: [claimed, { who: '', when: null }],
  lackHow: [{ what: part }],
  accusedNamed: [{ ids: ['i-1', 'i-2'] }],
  accusedGateway: [
    { address: '203.0.113.10', kind: 'nat', gateway: 'nat-1' },
    { address: '203.0.113.10', kind: 'load balancer', gateway: 'app/web' },
    { address: '203.0.113.10', kind: 'transit gateway', gateway: 'tgw-1' },
  ],
  accusedMapped: [{ address: '203.0.113.10', host: '10.10.3.17' }],
  accusedOnlyNat: [{ asked: ['203.0.113.10'] }, { asked: [] }],
  accusedUnknown: [{ asked: ['203.0.113.10'] }, { asked: [] }],
  accusedAccount: [{ account: 'xxxx370', fits: ['123456789370'] }],
  gapAccount: [{ accounts: ['xxxx370'], known: ['123456789012'] }],
  accusedNobody: [{}],
  didSend: [{ packets: 17, share: 1 }],
  didConnect: [{ records: 3, share: 0.5 }],
  didFound: [{ detectors: ['flood'], share: 0.5 }],
  didCount: [{ records: 3014, ports: [22, 23], share: 0.97 }],
  didAll: [{ found: [part, part] }],
  culpritBecause: [{ accused: part, did: part }],
  culpritNextHop: [{ accused: part, did: part, records: 12, gateway: 'nat-1' }],
  gapCounted: [{ host: '10.10.1.17', records: 3014, ports: [22, 3389], share: 0.87 }],
  gapNobody: [{ type: 'ddos', accused: part }],
  gapTransitNat: [{ address: '100.64.3.17', command: { argv: ['aws', 'ec2', 'describe-vpcs'] } }],
  gapInferredNat: [{ address: '10.10.2.68', because: part, commands: [{ argv: ['show', 'gateways'] }] }],
};
