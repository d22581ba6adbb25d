import type { Messages } from '../../src/findings/sentences/messages.ts';

/** What each sentence may be told; together the samples of one take every turn that it has. */
export type Samples = { [Key in keyof Messages]: Messages[Key][] };

/** Parts in words, as a language's sentence gets them. */
const part = { key: 'quoted', text: 'PART' } as const;
const when = { from: '2026-11-20T14:31:07Z', to: '2026-11-20T15:02:44Z' };
const log = { from: '2026-11-20T14:31:07Z', to: '2026-11-21T15:02:44Z' };
const limits = { source: part, failures: 31, minutes: 17, accounts: 12, rotating: 5 };
const target = { host: 'i-0a5306f1eb7c8294d', region: 'us-east-1', instance: 'i-0b5306f1eb7c8294d' };
const place = { provider: 'Amazon Web Services', regions: ['us-east-1', 'eu-west-1'] };
const scan = { who: '10.10.3.17 (web-7)', protocol: 6, ports: [22], port_count: 1, hosts: 12_043, when };
const scanRule = { source: part, least: 25, share: 0.8, packets: 3, protocol: 6 };
const flood = {
  who: '10.10.3.17',
  targets: 2,
  ports: 3,
  protocol: 17,
  packets_per_second: 4900,
  bytes_per_second: 2_940_000,
  when,
  packets: 291_255,
  bytes: 294_167_550,
  packets_back: 0,
};
const logins = { attacker: part, failures: 40, services: ['EWS', 'an unnamed service'], when, tried: part };
const entry = { successes: 3, services: ['OWA'], place: part, when, why: part };
const claimed = { who: '203.0.113.10', when };
const some = { names: ['a.log', 'b.log'], more: 3 };
const seen = { host: '10.10.3.17', packets: 17, targets: 12 };
const notice = { notice: part, type: 'port_scan' } as const;
const distant = { provider: 'aws', published: '2018-03-05T00:00:00Z', days: 730 };
const fan = { who: '10.10.3.17', protocol: 17, port: 53 };

export const SAMPLES: Samples = {
  quoted: [{ text: 'as it is' }],
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
  flooded: [flood, { ...flood, target: '198.51.100.7', targets: 1, ports: 1, port: 80, packets_back: 21 }],
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
  backscattered: [
    { victims: 9, sample: ['192.0.2.1', '192.0.2.2'], hosts: 5, when },
    { victims: 1, sample: ['192.0.2.1'], hosts: 1, when },
  ],
  backscatterRule: [{ source: part, hosts: 3 }],
  sourceBackscatter: [{}],
  loginsFailed: [
    { ...logins, device: true },
    { ...logins, device: false },
  ],
  attackerClient: [{ address: '198.51.100.7', provider: 'AWS' }, { address: '198.51.100.7' }],
  attackerGroup: [
    { ...place, addresses: 20, shared: part },
    { addresses: 20, regions: [], shared: part },
  ],
  attackersBeyond: [{ addresses: 5 }],
  sharedAgent: [{ agent: 'curl/8' }, { agent: '' }],
  sharedNothing: [{}],
  triedUnnamed: [{ log: 'form' }, { log: 'log' }],
  triedOne: [{ user: 'root' }],
  triedMany: [
    { accounts: 12, few: true },
    { accounts: 12, few: false },
  ],
  webAttackRule: [limits],
  loginAttackRule: [limits],
  sourceWebAttack: [{}],
  sourceLoginAttack: [{}],
  credentialsWorked: [
    { ...entry, user: 'CORP\\a.user', noun: 'request' },
    { ...entry, noun: 'login' },
  ],
  placeAddress: [
    { ...place, address: '198.51.100.7' },
    { address: '198.51.100.7', regions: [] },
  ],
  placeAddresses: [
    { ...place, addresses: 4 },
    { addresses: 4, regions: [] },
  ],
  whyGuessed: [{ failures: 11 }],
  whyElsewhere: [{}],
  whyAmongMany: [
    { logins: 30, accounts: 3, before: 2 },
    { logins: 30, accounts: 0, before: 0 },
  ],
  entryRule: [{ source: part, why: part }],
  ruleGuessed: [{ failures: 10 }],
  ruleElsewhere: [{}],
  ruleAmongMany: [{ failures: 10, per_account: 2 }],
  sourceWebEntry: [{}],
  sourceLoginEntry: [{}],
  sentClaimed: [{ ...seen, share: 0.3, found: part }, seen],
  foundThen: [{ found: part }],
  notCovered: [claimed, { who: '', when: null }],
  noRecordTowards: [claimed, { who: '', when: null }],
  stayedQuiet: [
    { ...claimed, why: part },
    { who: '', when: null, why: part },
  ],
  noTargetNamed: [{ why: part }],
  quietHosts: [{ hosts: 4 }],
  quietRate: [{ packets: 90 }],
  noShape: [{ type: 'spam' }],
  onlyShare: [{ share: 0.03 }],
  gatewayAlone: [{}],
  noFlows: [{}],
  lackInterfaces: [{ interfaces: ['eni-1', 'eni-2'], who: '10.10.3.17' }],
  lackHost: [{ who: '10.10.3.17' }],
  lackLost: [{ count: 5 }],
  lackTime: [{}],
  lackWindow: [{ when, log }],
  lackIntervals: [{ silent: [when, log] }],
  lackResource: [{ who: '203.0.113.10' }],
  lackTargets: [{}],
  lackPacketTargets: [{}],
  lackFlowLogs: [{}],
  accusedNamed: [{ ids: ['i-1', 'i-2'] }],
  accusedGateway: [
    { address: '203.0.113.10', kind: 'nat', gateway: 'nat-1' },
    { address: '203.0.113.10', kind: 'load balancer', gateway: 'app/web' },
    { address: '203.0.113.10', kind: 'transit gateway', gateway: 'tgw-1' },
  ],
  accusedMapped: [{ address: '203.0.113.10', host: '10.10.3.17' }],
  accusedOnlyNat: [{ asked: ['203.0.113.10'] }, { asked: [] }],
  accusedUnknown: [{ asked: ['203.0.113.10'] }, { asked: [] }],
  accusedNobody: [{}],
  didSend: [{ packets: 17, share: 1 }],
  didFound: [{ detectors: ['flood'], share: 0.5 }],
  didAll: [{ found: [part, part] }],
  culpritBecause: [{ accused: part, did: part }],
  roleListedNat: [{ gateway: 'nat-1' }],
  roleListedCard: [{ card: 'eni-1', kind: 'load balancer' }],
  roleTranslated: [{ legs: 301, hosts: 22 }],
  roleMirrored: [{ share: 0.9 }],
  roleTransit: [{ hosts: 14 }],
  gapNobody: [{ type: 'ddos', accused: part }],
  gapInferredNat: [{ address: '10.10.2.68', because: part }],
  gapUnknown: [some, { names: ['a.log'], more: 0 }],
  gapUnreadable: [some],
  gapZone: [some],
  gapRejected: [{ path: 'a.log', rejected: 3, read: 1200 }],
  gapOverlap: [{ first: 'a.log', second: 'b.log', rows: 41, table: 'requests' }],
  gapNoRanges: [{}],
  gapDistant: [
    { ...distant, edge: 'begins' },
    { ...distant, days: -1, edge: 'ends' },
  ],
  gapUnusedRule: [
    { pattern: '*.log', kind: 'zone' },
    { pattern: '*.log', kind: 'year' },
  ],
  gapUnusedFormat: [{ format: '"%h %l"' }],
  gapBalancers: [some],
  gapProxies: [some],
  nextTogether: [{ host: 'i-1', others: ['i-2', 'i-3'] }],
  nextSnapshot: [target, { host: 'i-1', instance: 'INSTANCE-ID' }],
  nextCutOff: [target, { host: 'i-1', instance: 'INSTANCE-ID' }],
  nextFlowLogs: [{}],
  nextInventory: [{}],
  nextAgain: [{}],
  nextPasswords: [{ users: ['CORP\\a.user', 'CORP\\b.user'] }],
  nextInterim: [{ path: 'letters/reply-interim.en.txt' }],
  nextFinal: [{ path: 'letters/reply-final.en.txt' }],
  nextForged: [{}],
  nextRanges: [{}],
  tierFree: [{ gb: 100 }],
  tierStep: [
    { step: 'first', tb: 10 },
    { step: 'next', tb: 40 },
    { step: 'above', tb: 150 },
  ],
  tierNat: [{}],
  costList: [{ as_of: '2026-11' }],
  costRegion: [{ reference: 'us-east-1' }],
  costNoPrice: [
    { egress: true, nat: true, region: 'xx-nowhere-9', reference: 'us-east-1' },
    { egress: false, nat: true, region: 'xx-nowhere-9', reference: 'us-east-1' },
  ],
  costLastPrice: [{ tier: part }],
  costFree: [{ gb: 100, since: '2021-12' }],
  costAlone: [{}],
  costInternet: [{}],
  costLeftOut: [{}],
  timeBegins: [notice],
  timeMoment: [notice],
  timeEnds: [notice],
  timeReceived: [
    { notice: part, stage: 'first' },
    { notice: part, stage: 'reminder' },
    { notice: part, stage: 'final' },
    { notice: part, stage: 'action' },
  ],
  timeDue: [{ notice: part }],
  timeNotice: [{ source: 'aws', reference: '27579687149' }, { source: 'aws' }],
  timeFindingEnds: [{ who: '10.10.3.17', type: 'port_scan' }, { type: 'backscatter' }],
  timeOpened: [{}],
  tableRequests: [{ known: true }, { known: false }],
  tableUsers: [{}],
  tableSources: [{}],
  tableRotation: [{}],
  tableRhythm: [{ known: true }, { known: false }],
  tableHours: [{ known: true }, { known: false }],
  tableClients: [{ known: true }, { known: false }],
  tableFlowPorts: [{}],
  tableFlowDays: [{}],
  tableFlowSources: [{}],
  tableCut: [
    { title: part, shown: 5000, rows: 9100, by: 'hits' },
    { title: part, shown: 5000 },
  ],
  seriesBytes: [{ host: '10.10.3.17' }],
  seriesFlows: [{ host: '10.10.3.17' }],
  seriesRequests: [
    { provider: 'aws', unit: 'hour' },
    { unit: 'day' },
    { unit: 'week' },
    { provider: 'aws', unit: '30 days' },
  ],
  fanNobody: [{}],
  fanOnly: [fan, { who: '10.10.3.17' }],
  fanTimes: [
    { ...fan, times: 28.4 },
    { who: '10.10.3.17', times: 2.5 },
  ],
  fanSeveral: [fan, { who: '10.10.3.17' }],
};
