import type { CaseMessages } from '../../src/cases/messages.ts';
import { part } from '../language/samples.ts';
import type { SamplesOf } from '../language/samples.ts';

const command = { argv: ['aws', 'ec2', 'describe-vpcs', '--query', 'Vpcs[].VpcId'] };
const some = { names: ['a.log', 'b.log'], more: 3 };
const notice = { notice: part, type: 'port_scan' } as const;
const distant = { provider: 'aws', published: '2018-03-05T00:00:00Z', days: 730 };

export const SAMPLES: SamplesOf<CaseMessages> = {
  caseBusy: [{}],
  gapUnknown: [some, { names: ['a.log'], more: 0 }],
  gapPrograms: [
    {
      programs: [
        { name: 'pvedaemon', lines: 1204 },
        { name: 'filterlog', lines: 1 },
      ],
      more: 0,
    },
    { programs: [{ name: 'pvedaemon', lines: 1204 }], more: 3 },
  ],
  gapUnreadable: [some],
  gapZone: [some],
  gapLost: [{ path: 'a.log.gz' }],
  gapTags: [{ columns: ['instance_tag'] }, { columns: ['asg_tag', 'instance_tag'] }],
  gapChanged: [{ path: 'a.log' }],
  gapPartial: [{ path: 'a.log.gz', why: { key: 'gzipShort', params: { bytes: 1200 } } }],
  gapMemory: [{ rules: ['port-scan'], pictures: 2, replay: true }],
  gapRejected: [{ path: 'a.log', rejected: 3, read: 1200 }],
  gapFuture: [
    { names: ['a.log'], more: 0, last: '2026-12-24T22:12:47Z', hours: 604 },
    { names: ['a.log', 'b.log', 'c.log'], more: 9, last: '2026-12-24T22:12:47Z', hours: 604 },
  ],
  gapWritten: [
    {
      names: ['a.log'],
      more: 0,
      last: '2026-11-30T02:12:47Z',
      written: '2026-11-29T17:12:50Z',
      hours: 9,
    },
    {
      names: ['a.log', 'b.log'],
      more: 0,
      last: '2026-11-29T18:12:47Z',
      written: '2026-11-29T17:12:40Z',
      hours: 1,
    },
  ],
  gapShifted: [
    {
      path: 'cowrie.json',
      other: 'flows.log',
      minutes: 540,
      cure: { argv: ['--zone', 'cowrie.json=+09:00'] },
    },
    { path: 'a.log', other: 'b.log', minutes: -330 },
  ],
  gapPassedOver: [{ names: ['counts.csv'], more: 0, reason: part }],
  gapNote: [{ path: 'a.log', note: part }],
  gapMore: [{ count: 41_000 }],
  gapOverlap: [{ first: 'a.log', second: 'b.log', rows: 41, table: 'requests' }],
  gapNoRanges: [{ update: command }],
  gapNotLoaded: [
    {
      addresses: 3,
      asked: ['aws'],
      notLoaded: ['azure', 'google'],
      update: { argv: ['abusedesk', 'ranges', 'update'] },
    },
  ],
  gapDistant: [
    { ...distant, edge: 'begins' },
    { ...distant, days: -1, edge: 'ends' },
    { ...distant, edge: 'ends', drift: { days: 365, relabelled: 8.4, gone: 0.21, added: 6.8 } },
  ],
  gapUnusedRule: [
    { pattern: '*.log', kind: 'zone' },
    { pattern: '*.log', kind: 'year' },
  ],
  gapUnusedFormat: [{ format: '"%h %l"' }],
  gapBalancers: [some],
  gapProxies: [some],
  nextTogether: [{ host: 'i-1', others: ['i-2', 'i-3'] }],
  nextSnapshot: [
    { host: 'i-1', snapshot: command, named: true },
    { host: '10.10.3.17', snapshot: command, find: command },
  ],
  nextCutOff: [
    { host: 'i-1', stop: command },
    { host: 'i-1', stop: command, plan: command },
  ],
  nextStopOutbound: [
    { host: 'i-1', ports: [80], targets: 1501, block: command, attempt: command },
    { host: 'i-1', ports: [80, 443], targets: 1, block: command, attempt: command },
  ],
  nextInside: [
    { host: 'i-1', inspect: command, collector: command },
    { host: '', inspect: command, collector: command },
  ],
  nextMailTraces: [
    { host: 'i-1', traces: [part], find: command, accounts: [] },
    { host: '', traces: [part, part], accounts: ['info@shop.example'] },
  ],
  nextScanFiles: [{ host: 'i-1', scan: command }],
  nextSnapshotElsewhere: [{ host: 'us-central1-a/web-7' }],
  nextCutOffElsewhere: [{ host: 'us-central1-a/web-7' }],
  nextFlowLogsElsewhere: [{ lacks: [part] }],
  nextFlowLogsKept: [{ lacks: [part], kept: ['arn:aws:s3:::logs', '/flow/logs'] }],
  nextFlowLogs: [
    { lacks: [part, part], describe: command, create: command, buckets: command },
    { lacks: [part], describe: command, create: command, find: command, buckets: command },
  ],
  nextInventory: [{}],
  nextAgain: [{}],
  nextKey: [{ id: 'AKIAIOSFODNN7EXAMPLE', deactivate: command, used: command, history: command }],
  nextKeyElsewhere: [{ id: '*7AB2' }],
  nextPasswords: [{ users: ['CORP\\a.user', 'CORP\\b.user'] }],
  nextBlock: [
    {
      prefixes: 8,
      bad: { requests: 6526, logins: 0, flows: 0 },
      users: [],
      more: 0,
      others: [
        { kind: 'monitor', clients: 2 },
        { kind: 'other', clients: 180 },
      ],
      plan: command,
    },
    {
      prefixes: 1,
      bad: { requests: 0, logins: 1, flows: 12 },
      users: ['CORP\\a.user', 'CORP\\b.user'],
      more: 2,
      others: [],
      plan: command,
      keep: part,
    },
  ],
  nextKeepBlock: [
    { what: 'aws EC2', prefixes: 120, users: [], more: 0, others: [], alike: true, schedule: command },
    {
      what: 'aws EC2 us-east-1',
      prefixes: 120,
      users: [],
      more: 0,
      others: [{ kind: 'other', clients: 180 }],
      alike: false,
      schedule: command,
    },
    {
      what: 'aws',
      prefixes: 1,
      users: ['CORP\\a.user'],
      more: 2,
      others: [],
      alike: false,
      schedule: command,
    },
  ],
  nextAskUsers: [{ ask: { argv: ['abusedesk', 'letter', 'user', 'CASE'] } }],
  nextComplain: [{ complain: { argv: ['abusedesk', 'complaint', 'CASE'] } }],
  nextInterim: [{ path: 'letters/reply-interim.en.txt' }],
  nextSecurityContact: [
    { missing: true, read: { argv: ['aws', 'account', 'get'] }, set: { argv: ['aws', 'account', 'put'] } },
    { missing: false, read: { argv: ['aws', 'account', 'get'] }, set: { argv: ['aws', 'account', 'put'] } },
  ],
  nextFinal: [{ path: 'letters/reply-final.en.txt' }],
  nextDispute: [{ path: 'letters/dispute.en.txt' }],
  nextForged: [{}],
  nextProve: [
    { names: ['i-0a1b2c3d4e5f60718', '123456789012'], more: 0, why: { key: 'authPasted', params: {} } },
    { names: ['i-1', 'i-2', 'i-3'], more: 4, why: { key: 'authPasted', params: {} } },
  ],
  nextRanges: [{ update: command }],
  stopSeen: [
    { last: '2026-11-20T15:02:12Z', ends: '2026-11-20T15:48:12Z' },
    { last: '2026-11-20T15:02:12.345678Z', ends: '2026-11-21T16:03:13Z' },
  ],
  stopGoing: [{ ends: '2026-11-20T15:02:12Z' }],
  stopShortly: [
    { last: '2026-11-20T15:02:12Z', seconds: 261 },
    { last: '2026-11-20T15:02:12Z', seconds: 261, known: '2026-11-20T15:23:12Z' },
  ],
  stopLogEnds: [
    { last: '2026-11-20T15:02:12Z' },
    { last: '2026-11-20T15:02:12Z', known: '2026-11-20T15:23:12Z' },
  ],
  stopTooShort: [
    { last: '2026-11-20T15:02:12Z', seconds: 660 },
    { last: '2026-11-20T15:02:12Z', seconds: 660, known: '2026-11-21T03:02:12Z' },
  ],
  stopUnknown: [{}],
  stopNotSeen: [{ ends: '2026-11-20T15:02:12Z' }],
  tierFree: [{ gb: 100 }],
  tierStep: [
    { step: 'first', tb: 10 },
    { step: 'next', tb: 40 },
    { step: 'above', tb: 150 },
  ],
  tierNat: [{}],
  tierZones: [{}],
  costList: [{ as_of: '2026-11', source: 'Example: Pricing' }],
  costRegion: [{ reference: 'us-east-1' }],
  costNoPrice: [
    { egress: true, nat: true, region: 'xx-nowhere-9', reference: 'us-east-1' },
    { egress: false, nat: true, region: 'xx-nowhere-9', reference: 'us-east-1' },
  ],
  costLastPrice: [{ tier: part }],
  costFree: [{ gb: 100, since: '2021-12' }],
  costAlone: [{ provider: 'Example' }],
  costInternet: [{ provider: 'Example' }],
  costLeftOut: [{}, { zones: true }],
  costClaimed: [{}],
  costServed: [{ gb: 512.25 }],
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
  timeLogEnds: [{ who: '10.10.3.17', type: 'port_scan' }, { type: 'backscatter' }],
  timeFindingEnds: [{ who: '10.10.3.17', type: 'port_scan' }, { type: 'backscatter' }],
  timeOpened: [{}],
};
