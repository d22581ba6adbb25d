import type { BlockMessages } from '../../src/actions/words/messages.ts';
import { part } from '../language/samples.ts';
import type { SamplesOf } from '../language/samples.ts';

const none = [{}];
const numbers = { add: 1200, remove: 3 };
const at = '2026-11-20T14:31:07Z';
const command = 'abusedesk block confirm --sink nftables';

export const SAMPLES: SamplesOf<BlockMessages> = {
  blockFillsTable: [{ ...numbers, table: 'abusedesk' }],
  blockClosesOff: [{ program: 'nftables' }],
  blockPointsTable: [{ table: 'abusedesk' }],
  blockRemovesTable: [{ table: 'abusedesk' }],
  blockMakesSets: [
    { sets: 1, prefixes: 1 },
    { sets: 2, prefixes: 1200 },
  ],
  blockSwitchesRules: [{ ...numbers, program: 'iptables' }],
  blockRemovesSets: [{ sets: 1 }, { sets: 2 }],
  blockWritesFile: [{ ...numbers, path: '/etc/nginx/abusedesk.conf' }],
  blockReplacesList: [{ ...numbers, list: 'abusedesk-ipv4' }],
  blockNothingChanges: none,
  keptOwn: none,
  keptGateway: none,
  keptResolver: none,
  keptSession: none,
  keptAsked: none,
  blockFits: [{ prefixes: 1 }, { prefixes: 12 }],
  blockFitsOver: [{ exact: 1200, used: 12, percent: 1.7 }],
  blockFamilyLeft: [{ family: 6, prefixes: 12, sink: 'ufw' }],
  blockGoneAfterRestart: [{ command }],
  blockStaysAfterRestart: none,
  blockEnds: [{ until: at, command }],
  blockNotTried: [{ sink: 'Cisco IOS' }],
  blockUnread: [{ why: part }],
  blockListsMissing: [
    {
      provider: 'azure',
      lists: ['azure-china', 'azure-usgov'],
      command: { argv: ['abusedesk', 'ranges', 'update'] },
    },
  ],
  blockStep: [
    { step: 'addresses', of: [], prefixes: 1 },
    { step: 'service', of: ['aws EC2', 'aws S3'], prefixes: 1200 },
  ],
  blockStopsBad: [
    {
      sent: { requests: 1200, logins: 2, flows: 30 },
      clients: 12,
      signedIn: { times: 12, users: 2 },
    },
    { sent: { requests: 1, logins: 0, flows: 0 }, clients: 1, signedIn: { times: 0, users: 0 } },
  ],
  blockStopsNoGood: none,
  blockStopsGood: [
    { users: [], more: 0, others: [], sent: { requests: 1, logins: 0, flows: 0 } },
    {
      users: ['a', 'b'],
      more: 3,
      others: [{ kind: 'other', clients: 1 }],
      sent: { requests: 0, logins: 12, flows: 1 },
    },
  ],
  blockHeld: [{ days: 2, stopped: 10, all: 12 }],
  blockNarrowest: [{ step: 'service_in_region' }],
  blockNothing: none,
  blockRule: [
    { prefixes: 1, direction: 'in' },
    { prefixes: 12, direction: 'out', port: 443, until: at },
    { prefixes: 12, direction: 'both' },
  ],
  blockCounter: [{ what: 'abusedesk4', packets: 1, bytes: 60 }],
  blockProbe: [
    { address: '203.0.113.7', port: 443, connected: false, stopped: 1 },
    { address: '203.0.113.7', port: 443, connected: true, stopped: 0 },
  ],
  blockStopped: [{ since: at, until: '2026-11-21T14:31:07Z', before: 1 }],
  blockNotStopped: [
    { since: at, after: 1, sample: ['203.0.113.7'], last: at },
    { since: at, after: 12, sample: ['203.0.113.7', '203.0.113.8'], last: at },
  ],
  blockLogsEnd: [
    { since: at, until: at },
    { since: at, until: at, known: at },
  ],
  blockNothingBefore: [{ since: at }],
  blockPaused: [
    { pause: 90, silence: 60 },
    { pause: 90, silence: 60, known: at },
  ],
  blockNoRequests: none,
  blockUndone: [
    { deed: 'apply', at, prefixes: 1 },
    { deed: 'confirm', at, prefixes: 12 },
  ],
  blockRuns: [{ command }],
  blockWritten: [{ path: 'units/abusedesk-block-nftables.timer' }],
  blockSink: [{ title: 'nftables', marks: [part, part] }],
  sinkApplied: none,
  sinkHandedOver: none,
  sinkTimer: none,
  sinkCapacity: [{ entries: 10_000 }],
  sinkTried: [{ program: 'nftables 1.0.6' }],
  sinkUntried: none,
};
