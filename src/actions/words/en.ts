import type { Instant } from '../../model/instant.ts';
import type { BlockStep } from '../../model/block.ts';
import { clientKinds, records, about, count, counted, duration } from '../../language/grammar/en.ts';
import type { WordsOf } from '../../language/words.ts';
import type { Direction } from '../rule.ts';
import type { BlockMessages } from './messages.ts';

const prefixes = (value: number): string => counted(value, 'prefix', 'prefixes');
const numbers = ({ add, remove }: { add: number; remove: number }): string =>
  `${count(add)} added, ${count(remove)} removed`;

const STEPS: Readonly<Record<BlockStep, string>> = {
  addresses: "the attackers' addresses",
  prefixes: 'their published prefixes',
  service_in_region: 'the service in its regions',
  service: 'the service everywhere',
  provider: 'the whole provider',
};

const TRAFFIC: Readonly<Record<Direction, string>> = {
  in: 'incoming connections',
  out: 'outgoing connections',
  both: 'all traffic',
};

/** How far logs must reach to tell it. */
function willTell(known: Instant | undefined): string {
  return known === undefined ? '' : `; logs that run to ${known} will tell`;
}

export const en: WordsOf<BlockMessages> = {
  blockFillsTable: (told) => `nftables: the sets of table ${told.table} are filled (${numbers(told)})`,
  blockPointsTable: ({ table }) => `nftables: the rules of table ${table} are pointed at them`,
  blockClosesOff: ({ program }) =>
    `${program}: all traffic with these addresses is stopped until the rules below hold, so that no running connection passes for one of this host's own`,
  blockRemovesTable: ({ table }) => `nftables: table ${table} is removed`,
  blockMakesSets: (told) =>
    `ipset: ${counted(told.sets, 'new set', 'new sets')} with ${prefixes(told.prefixes)}, counted afterwards`,
  blockSwitchesRules: (told) => `${told.program}: the rules are pointed at the new sets (${numbers(told)})`,
  blockRemovesSets: ({ sets }) => `ipset: ${counted(sets, 'old set is', 'old sets are')} removed`,
  blockWritesFile: (told) => `${told.path} is written, checked and loaded (${numbers(told)})`,
  blockReplacesList: (told) => `the list ${told.list} is replaced (${numbers(told)})`,
  blockNothingChanges: () => 'nothing changes: it is installed already',

  keptOwn: () => 'an address of this computer',
  keptGateway: () => 'the default gateway',
  keptResolver: () => 'a DNS server of this computer',
  keptSession: () => 'somebody is logged in from there to administer this computer',
  keptAsked: () => 'named with --keep',

  blockFits: (told) => `fits: ${prefixes(told.prefixes)}, nothing beside`,
  blockFitsOver: ({ exact, used, percent }) =>
    `fits as ${prefixes(used)} instead of ${count(exact)}, with ${about(percent)}% more addresses than asked for`,
  blockFamilyLeft: (told) =>
    `${told.sink} takes no IPv${told.family}: ${prefixes(told.prefixes)} of it are not blocked there`,
  blockGoneAfterRestart: ({ command }) =>
    `gone after a restart, unless it is made again at each start: \`${command}\``,
  blockStaysAfterRestart: () => 'still there after a restart',
  blockEnds: ({ until, command }) => `ends by itself at ${until}, unless confirmed before: \`${command}\``,
  blockNotTried: ({ sink }) => `what is written for ${sink} has not been tried on the device`,
  blockUnread: ({ why }) => `what is in force now could not be read: ${why}`,
  blockListsMissing: ({ provider, lists, command }) =>
    `Only a part of ${provider}: these lists are not loaded: ${lists.join(', ')} (${command})`,

  blockStep: (told) =>
    `${STEPS[told.step]}${told.of.length === 0 ? '' : ` (${told.of.join(', ')})`}: ${prefixes(told.prefixes)}`,
  blockStopsBad: ({ sent, clients, signedIn: { times, users } }) =>
    `stops all that the attackers sent: ${records(sent)}, from ${counted(clients, 'address', 'addresses')}` +
    (times === 0
      ? ''
      : `; ${count(times)} of these with credentials that worked (${counted(users, 'account', 'accounts')})`),
  blockStopsNoGood: () => 'and nobody else',
  blockStopsGood: ({ users, more, others, sent }) => {
    const own =
      users.length === 0
        ? 'none of your own users'
        : `of your own users ${users.join(', ')}${more > 0 ? ` and ${count(more)} more` : ''}`;
    const beside = others.length === 0 ? '' : `; ${clientKinds(others)}`;
    return `and ${own}${beside} (${records(sent)})`;
  },
  blockHeld: ({ days, stopped, all }) =>
    `made after the first ${count(days)} days, it would have stopped ${count(stopped)} of the ${count(all)} that followed`,
  blockNarrowest: ({ step }) => `the narrowest that works: ${STEPS[step]}`,

  blockNothing: () => 'nothing is blocked',
  blockRule: (told) =>
    `${prefixes(told.prefixes)}, ${TRAFFIC[told.direction]}` +
    `${told.port === undefined ? '' : `, port ${told.port}`}${told.until === undefined ? '' : `, until ${told.until}`}`,
  blockCounter: ({ what, packets, bytes }) =>
    `${what}: ${counted(packets, 'packet', 'packets')}, ${counted(bytes, 'byte', 'bytes')} stopped`,
  blockProbe: ({ address, port, connected, stopped }) =>
    `attempt to connect to ${address} port ${port}: ${connected ? 'connected' : 'no connection'}, ` +
    `${counted(stopped, 'packet', 'packets')} stopped`,
  blockStopped: ({ since, until, before }) =>
    `stopped: after the block of ${since} nothing of it is in the logs, which end at ${until} (before: ${counted(before, 'request', 'requests')})`,
  blockNotStopped: ({ since, after, sample, last }) =>
    `not stopped: ${counted(after, 'request', 'requests')} after the block of ${since}, the last at ${last} (${sample.join(', ')})`,
  blockLogsEnd: ({ since, until, known }) =>
    `not yet knowable: the logs end at ${until}, the block is of ${since}; make a case of newer ones${willTell(known)}`,
  blockNothingBefore: ({ since }) =>
    `not yet knowable: in these logs hardly anything came from there before the block of ${since} either`,
  blockPaused: ({ pause, silence, known }) =>
    `not yet knowable: they have kept still for ${duration(silence)}, and had for ${duration(pause)} before the block${willTell(known)}`,
  blockNoRequests: () =>
    "not yet knowable: the case has no requests or logins; flow logs show packets before this computer's firewall sees them",
  blockUndone: (told) =>
    `taken back: the ${told.deed === 'apply' ? 'block' : 'confirmation'} of ${told.at}, ${prefixes(told.prefixes)}`,
  blockRuns: ({ command }) => `runs at each start and each day: ${command}`,
  blockWritten: ({ path }) => `written: ${path}`,

  blockSink: ({ title, marks }) => `${title}: ${marks.join(', ')}`,
  sinkApplied: () => 'applied from here',
  sinkHandedOver: () => 'files to hand over',
  sinkTimer: () => 'ends by itself',
  sinkCapacity: ({ entries }) => `holds ${counted(entries, 'entry', 'entries')}`,
  sinkTried: ({ program }) => `tried with ${program}`,
  sinkUntried: () => 'not tried on the device',
};
