import type { Span } from '../../../language/figures.ts';
import {
  count,
  percent,
  counted,
  listed,
  some,
  span,
  middleboxes,
  abuseTypes,
} from '../../../language/grammar/en.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { ClaimMessages } from '../messages.ts';

const accused = (who: string): string => who || 'the accused resource';

const logTime = (when: Span | null): string => (when === null ? 'the whole log' : span(when));

export const en: WordsOf<ClaimMessages> = {
  sentClaimed: ({ host, packets, targets, share, found }) => {
    const amount =
      share === undefined
        ? ''
        : ` That is ${percent(share)} of the claimed amount; the rest is not in the log.`;
    return (
      `${host} sent ${counted(packets, 'packet')} to ${counted(targets, 'claimed target')} ` +
      `around the claimed time.${amount}${found === undefined ? '' : ` At that time: ${found}`}`
    );
  },
  connectedClaimed: ({ host, records, targets, found }) =>
    `${counted(records, 'flow record')} of ${host} to ${counted(targets, 'claimed target')} around the claimed time; ` +
    `the log counts no packets.${found === undefined ? '' : ` Then: ${found}`}`,
  foundThen: ({ found }) => `At the claimed time: ${found}`,
  notCovered: ({ who, when }) =>
    `No flow record fits the claim, and the log does not cover ${accused(who)} in ${logTime(when)} wholly.`,
  noRecordTowards: ({ who, when }) =>
    `The log covers ${accused(who)} in ${logTime(when)} without a gap and has no record towards the claimed targets.`,
  nothingOfTheKind: ({ who, when, why }) =>
    `The log covers ${accused(who)} in ${logTime(when)} without a gap, and ${why}.`,
  noTargetNamed: ({ why }) => `Flow records alone cannot tell: the notice names no target, and ${why}.`,
  fewUnanswered: ({ hosts }) => `at most ${count(hosts)} hosts were tried without an answer`,
  lowRate: ({ packets }) => `no target was sent more than ${count(packets)} packets a second`,
  openedTo: ({ connections, ports }) => {
    const where = ports.length === 0 ? 'to others' : `to others at TCP ports ${ports.join(', ')}`;
    if (connections === 0) return `no connection was opened ${where}`;
    return `${counted(connections, 'connection was', 'connections were')} opened ${where}`;
  },
  noShape: ({ type }) => `${abuseTypes[type]} has no shape in flows`,
  onlyShare: ({ share }) =>
    `Only ${percent(share)} of the claimed amount is in the log around the claimed time.`,
  gatewayAlone: () => 'The flow log shows the NAT gateway alone and not for whom its packets are.',
  noFlows: () => 'There are no flow records.',
  countedByQuery: ({ host, records, ports, alike }) =>
    `The counts have ${counted(records, 'flow record')} of ${host} (destination ports ${ports.join(', ')})${alike === 0 ? ', more than twice as many as of any other host that stands out' : `, and at least half as many of ${counted(alike, 'other host')}`}. ` +
    'They have no times and do not say which span was asked, nor who lies beyond the NAT gateway, nor whether anybody answered: this makes it likely, and no more.',
  countedByGateway: ({ host, records, ports, alike }) =>
    `Around the claimed time ${host} sent the NAT gateway ${counted(records, 'flow record')} for ports ${ports.join(', ')}${alike === 0 ? ', more than twice as many as any other host that stands out' : `, and ${counted(alike, 'other host')} at least half as many`}. ` +
    'The log does not say for whom the packets were: this makes it likely, and no more.',
  lackRecords: ({ who, when }) =>
    `flow records themselves of ${accused(who)}${when === null ? '' : ` for ${span(when)}`}, which the query only counted`,
  lackInterfaces: ({ interfaces, who }) => `flow records of ${interfaces.join(', ')} (${accused(who)})`,
  lackHost: ({ who }) => `flow records of ${accused(who)}, of which the log has none`,
  lackPartial: (names) =>
    `the rest of ${some(names)}, of which only a part was read: give it whole, or unpacked`,
  lackLost: ({ count: lost }) =>
    `records that were lost: ${counted(lost, 'SKIPDATA entry', 'SKIPDATA entries')}; nothing brings them back`,
  lackTime: () => 'the time of the activity: the notice gives none; ask for it',
  lackWindow: ({ when, log }) => `flow records of ${span(when)} (the log has ${span(log)})`,
  lackIntervals: ({ silent }) =>
    `flow records of ${silent.map(span).join('; ')}, of which no interface has any`,
  lackResource: ({ who }) => `which of our resources ${accused(who)} is: add the inventory`,
  lackTargets: () =>
    'the targets: remote address, port and protocol of the activity; ask the reporter for them',
  lackPacketTargets: () =>
    'no pkt-dstaddr in the flow log: the NAT leg cannot be joined; add field pkt-dstaddr',
  lackFlowLogs: ({ who, when }) =>
    `VPC flow logs of ${accused(who)}${when === null ? '' : ` for ${span(when)}`}`,
  lackHow: ({ what }) => `${what}; how to get them: docs/how-to/get-flow-logs.md`,
  accusedNamed: ({ ids }) => `the notice names ${ids.join(', ')}`,
  accusedGateway: ({ address, kind, gateway }) =>
    `${address} is the address of the ${middleboxes[kind]} ${gateway}`,
  accusedMapped: ({ address, host }) => `the inventory maps ${address} to ${host}`,
  accusedOnlyNat: ({ asked }) =>
    `no inventory tells whose address ${asked.join(', ') || 'it'} is; taken for the only NAT gateway's`,
  accusedUnknown: ({ asked }) =>
    asked.length === 0
      ? 'the notice names no resource'
      : `neither inventory nor flows know ${asked.join(', ')}`,
  accusedAccount: ({ account, fits }) =>
    `the account ${account} of the notice fits ${listed(fits)} of the inventory`,
  accusedNobody: () => 'no claim names anybody',
  didConnect: ({ records, share }) =>
    `${counted(records, 'flow record')} of it fit the claim, ${percent(share)} of those of all our hosts`,
  didSend: ({ packets, share }) =>
    `it sent ${counted(packets, 'packet')} of the claimed flows, ${percent(share)} of what our hosts sent there`,
  didFound: ({ detectors, share }) =>
    `${detectors.join(', ')} found it at the claimed time, with ${percent(share)} of all that was found`,
  didCount: ({ records, ports, share }) =>
    `${counted(records, 'flow record')} to ports ${ports.join(', ')} are counted of it, ${percent(share)} of all that stand out`,
  didAll: ({ found }) => found.join(' '),
  culpritBecause: ({ accused: named, did }) => `${named}; ${did}`,
  culpritNextHop: ({ accused: named, did, records, gateway }) =>
    `${named}; ${counted(records, 'record')} of its own interface name ${gateway} as the next hop; ${did}`,
  gapAccount: ({ accounts, known }) =>
    `the notice is about account ${listed(accounts)}, and the inventory shows ${listed(known)}: collect the inventory of the account that is meant`,
  gapCounted: ({ host, records, ports, share }) =>
    `${host} stands out where flow records are only counted: ${counted(records, 'flow record')} to ports ${ports.join(', ')}, ${percent(share)} of all that stand out. Counts have no times and do not say who answered, and no notice says what happened: add the notice, or the flow records themselves.`,
  gapNobody: ({ type, accused: named }) =>
    `nobody is named for the ${abuseTypes[type]} of the notice: ${named}, and no flow record fits it`,
  gapTransitNat: ({ address, command }) =>
    `${address} is a private address that neither inventory nor flows know: a transit gateway with NAT may have made it of another; its rules tell which: ${command}`,
  gapInferredNat: ({ address, because, commands }) =>
    `${address} is taken for a NAT gateway by the flows alone (${because}); ` +
    `add the output of ${listed(commands)}`,
};
