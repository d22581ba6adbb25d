import { protocolName } from '../../net/protocols.ts';
import { createFlowLogs, describeFlowLogs, inRegion, whichInstance, whichVpc } from './commands.ts';
import { figuresOf, momentsOf, portsPhrase, type PortWords } from './figures.ts';
import type { Sentences, Span } from './messages.ts';

const { count, about, percent, bytes } = figuresOf('en-US');

/** `1 host`, `12,043 hosts`. */
function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`. */
function listed(values: readonly string[]): string {
  const last = values.at(-1) ?? '';
  return values.length < 2 ? last : `${values.slice(0, -1).join(', ')} and ${last}`;
}

/** `2024-07-02 14:31 to 15:02 UTC`. */
function span(when: Span): string {
  const [begin, end] = momentsOf(when);
  return end === undefined ? `${begin} UTC` : `${begin} to ${end} UTC`;
}

/** `TCP port 22`, `port 22`. */
export const portWords: PortWords = (list, number, protocol = '') =>
  `${protocol} ${number === 1 ? 'port' : 'ports'} ${list}`.trimStart();

function ports(told: { protocol: number; ports: number[]; port_count: number }): string {
  return portsPhrase(
    told,
    portWords,
    (name, total, some) => `${count(total)} ${name} ports (${some})`,
    listed,
  );
}

function some({ names, more }: { names: string[]; more: number }): string {
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}

const KINDS = {
  nat: 'NAT gateway',
  'load balancer': 'load balancer',
  'transit gateway': 'transit gateway',
} as const;

const accused = (who: string): string => who || 'the accused resource';
const logTime = (when: Span | null): string => (when === null ? 'the whole log' : span(when));
const inPlaces = (regions: string[]): string => (regions.length === 0 ? '' : ` in ${listed(regions)}`);

/** What a fan-out's title says was done. */
function fanAim({ protocol, port }: { protocol?: number; port?: number }): string {
  return port === undefined
    ? 'called'
    : `tried ${portWords(String(port), 1, protocol === undefined ? '' : protocolName(protocol))} on`;
}

export const en: Sentences = {
  quoted: ({ text }) => text,

  scanned: (told) =>
    `${told.who} tried ${ports(told)} on ${counted(told.hosts, 'host')} from ${span(told.when)}; ` +
    `${percent(told.unanswered)} got no answer${told.flagless ? '; the log has no TCP flags' : ''}.`,
  scanRule: ({ source, least, unit, share, packets, protocol }) =>
    `${source}. In force: ${count(least)} ${unit}, ${percent(share)} without an answer, at most ${packets} packets ` +
    `a record; answered is ${protocolName(protocol)} ` +
    (protocol === 6 ? 'with a SYN-ACK or a record of 2 packets back' : 'with any record back'),
  sourceHorizontal: () =>
    'Zeek policy/misc/scan (25 hosts on a port in 5 minutes); Jung et al. 2004 (share of failures)',
  sourceVertical: () =>
    'Zeek policy/misc/scan (15 ports of a host in 5 minutes); Jung et al. 2004 (share of failures)',
  sourceBlock: () =>
    'Zeek simple-scan (25 host and port pairs in 15 minutes); Jung et al. 2004 (share of failures)',
  flooded: (told) => {
    const target = told.target ?? counted(told.targets, 'target');
    const several = told.ports > 1 ? `${count(told.ports)} ports of ` : '';
    const at = told.port === undefined ? several : `port ${told.port} of `;
    const back =
      told.packets_back === 0 ? 'nothing came back' : `${counted(told.packets_back, 'packet')} came back`;
    return (
      `${told.who} sent ${protocolName(told.protocol)} to ${at}${target} at up to ` +
      `${about(told.packets_per_second)} packets/s (${bytes(told.bytes_per_second)}/s) from ${span(told.when)}, ` +
      `${counted(told.packets, 'packet')} and ${bytes(told.bytes)} in all; ${back}.`
    );
  },
  floodRule: (told) =>
    `${told.source}. In force: ${count(told.packets_per_second)} packets/s, ${count(told.bits_per_second)} bit/s ` +
    `or ${count(told.flows_per_second)} flows/s; or ${count(told.one_sided_packets_per_second)} packets/s over ` +
    `${count(told.one_sided_packets)} packets; with at most ${percent(told.share_back)} of the packets back, or SYNs alone`,
  sourceFlood: () =>
    'FastNetMon default thresholds (20,000 packets/s, 1 Gbit/s, 3,500 flows/s, mean of 5 s); one-sided rate: definition',
  backscattered: ({ victims, sample, hosts, when }) =>
    `${counted(victims, 'address', 'addresses')} (${sample.join(', ')}${victims > sample.length ? ', …' : ''}) ` +
    `sent resets and SYN-ACKs to ${count(hosts)} of our addresses from ${span(when)}, which nobody here asked for: ` +
    'they are hit by somebody who forges addresses, and are not the attackers.',
  backscatterRule: ({ source, hosts }) =>
    `${source}. In force: ${hosts} of our addresses, no record of ours to them`,
  sourceBackscatter: () =>
    'Flow scan detectors (all flows RST, SYN-ACK or RST-ACK, more than 3 destinations); needs tcp_flags',

  loginsFailed: ({ attacker, failures, services, when, tried, device }) =>
    `${attacker} failed ${counted(failures, 'login')} at ${listed(services)} from ${span(when)}, ${tried}` +
    `${device ? '; a device with an old password looks the same' : ''}.`,
  attackerClient: ({ address, provider }) => (provider === undefined ? address : `${address} (${provider})`),
  attackerGroup: ({ addresses, provider, regions, shared }) =>
    `${counted(addresses, 'address', 'addresses')} of ` +
    `${provider === undefined ? 'no known cloud' : `${provider}${inPlaces(regions)}`}, ${shared},`,
  attackersBeyond: ({ addresses }) =>
    `${counted(addresses, 'more address', 'more addresses')}, each beyond the threshold by itself,`,
  sharedAgent: ({ agent }) => (agent === '' ? 'all with no user agent' : `all with the user agent ${agent}`),
  sharedNothing: () => 'none of which is beyond the threshold by itself',
  triedUnnamed: ({ log }) =>
    log === 'form' ? 'the form does not log for which account' : 'the log does not say for which account',
  triedOne: ({ user }) => `all as ${user}`,
  triedMany: ({ accounts, few }) =>
    `on ${count(accounts)} accounts, ${few ? 'few tries on each (password spraying)' : 'many tries on each'}`,
  webAttackRule: ({ source, failures, minutes, accounts, rotating }) =>
    `${source}. In force: ${failures} failed logins of one client in ${minutes} minutes, ` +
    `or on ${accounts} accounts that it never entered, or ${failures} of one provider's clients with the same ` +
    `user agent from ${rotating} addresses or more`,
  loginAttackRule: ({ source, failures, minutes, accounts, rotating }) =>
    `${source}. In force: ${failures} failed logins of one client at one service in ${minutes} minutes, ` +
    `or on ${accounts} accounts that it never entered, or ${failures} in all of one provider's clients ` +
    `at one service, from ${rotating} addresses or more that stay below`,
  sourceWebAttack: () =>
    'Zeek policy/protocols/ssh/detect-bruteforcing (30 failures in 30 minutes), applied to web logins; ' +
    'spraying and rotating sources: definition',
  sourceLoginAttack: () =>
    'Zeek policy/protocols/ssh/detect-bruteforcing (30 failures in 30 minutes), applied to every service; ' +
    'spraying and rotating sources: definition',
  credentialsWorked: ({ user, successes, noun, services, place, when, why }) =>
    `${user === undefined ? 'Some credentials' : `The credentials of ${user}`} work: ` +
    `${counted(successes, noun)} to ${listed(services)} succeeded from ${place}, ${span(when)}, ${why}.`,
  placeAddress: ({ address, provider, regions }) =>
    provider === undefined ? address : `${address} (${[provider, ...regions].join(', ')})`,
  placeAddresses: ({ addresses, provider, regions }) =>
    `${counted(addresses, 'address', 'addresses')}${provider === undefined ? '' : ` of ${provider}${inPlaces(regions)}`}`,
  whyGuessed: ({ failures }) => `after ${counted(failures, 'failed login')} with it`,
  whyElsewhere: () => 'by a script, while its owner comes from other networks with other programs',
  whyAmongMany: ({ logins, accounts, before }) => {
    const spread = accounts > 0 ? ` on ${counted(accounts, 'account')} that stayed shut` : '';
    return `from where ${counted(logins, 'login')} failed${spread}${before > 0 ? ` and ${count(before)} on this one` : ''}`;
  },
  entryRule: ({ source, why }) => `${source}. In force: ${why}`,
  ruleGuessed: ({ failures }) =>
    `${failures} failures or more of the same source on the same account before it worked`,
  ruleElsewhere: () => 'a script in a cloud with credentials whose owner uses other networks and programs',
  ruleAmongMany: ({ failures, per_account: each }) =>
    `${failures} failures or more of the source, on accounts most of which it never entered, ` +
    `and more than ${each} for each that it entered`,
  sourceWebEntry: () =>
    'definition: failures, then success, by the same client (or provider and user agent) and user',
  sourceLoginEntry: () =>
    'definition: failures, then success, by the same client and user, or after failures on many accounts',

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
  foundThen: ({ found }) => `At the claimed time: ${found}`,
  notCovered: ({ who, when }) =>
    `No flow record fits the claim, and the log does not cover ${accused(who)} in ${logTime(when)} wholly.`,
  noRecordTowards: ({ who, when }) =>
    `The log covers ${accused(who)} in ${logTime(when)} without a gap and has no record towards the claimed targets.`,
  stayedQuiet: ({ who, when, why }) =>
    `The log covers ${accused(who)} in ${logTime(when)} without a gap, and ${why}.`,
  noTargetNamed: ({ why }) => `Flow records alone cannot tell: the notice names no target, and ${why}.`,
  quietHosts: ({ hosts }) => `at most ${count(hosts)} hosts were tried without an answer`,
  quietRate: ({ packets }) => `no target was sent more than ${count(packets)} packets a second`,
  noShape: ({ type }, kinds) => `${kinds[type]} has no shape in flows`,
  onlyShare: ({ share }) =>
    `Only ${percent(share)} of the claimed amount is in the log around the claimed time.`,
  gatewayAlone: () => 'The flow log shows the NAT gateway alone and not for whom its packets are.',
  noFlows: () => 'There are no flow records.',
  lackInterfaces: ({ interfaces, who }) => `flow records of ${interfaces.join(', ')} (${accused(who)})`,
  lackHost: ({ who }) => `flow records of ${accused(who)}, of which the log has none`,
  lackLost: ({ count: lost }) =>
    `records that AWS lost: ${counted(lost, 'SKIPDATA entry', 'SKIPDATA entries')}; nothing brings them back`,
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
    `${address} is the address of the ${KINDS[kind]} ${gateway}`,
  accusedMapped: ({ address, host }) => `the inventory maps ${address} to ${host}`,
  accusedOnlyNat: ({ asked }) =>
    `no inventory tells whose address ${asked.join(', ') || 'it'} is; taken for the only NAT gateway's`,
  accusedUnknown: ({ asked }) =>
    asked.length === 0
      ? 'the notice names no resource'
      : `neither inventory nor flows know ${asked.join(', ')}`,
  accusedNobody: () => 'no claim names anybody',
  didSend: ({ packets, share }) =>
    `it sent ${counted(packets, 'packet')} of the claimed flows, ${percent(share)} of what our hosts sent there`,
  didFound: ({ detectors, share }) =>
    `${detectors.join(', ')} found it at the claimed time, with ${percent(share)} of all that was found`,
  didAll: ({ found }) => found.join(' '),
  culpritBecause: ({ accused: named, did }) => `${named}; ${did}`,
  roleListedNat: ({ gateway }) => `the inventory lists it as NAT gateway ${gateway}`,
  roleListedCard: ({ card, kind }) => `the inventory lists ${card} as an interface of a ${KINDS[kind]}`,
  roleTranslated: ({ legs, hosts }) =>
    `${legs} records from ${hosts} of our hosts to it are packets for other addresses`,
  roleMirrored: ({ share }) =>
    `${percent(share)} of what our hosts send it leaves it again on the same ports, in the same amounts`,
  roleTransit: ({ hosts }) => `its records name ${hosts} of our addresses and none of them is in most`,
  gapNobody: ({ type, accused: named }, kinds) =>
    `nobody is named for the ${kinds[type]} of the notice: ${named}, and no flow record fits it`,
  gapInferredNat: ({ address, because }) =>
    `${address} is taken for a NAT gateway by the flows alone (${because}); ` +
    'add the output of aws ec2 describe-nat-gateways and describe-network-interfaces',

  gapUnknown: (told) => `not recognised, so not read: ${some(told)}`,
  gapUnreadable: (told) => `could not be opened: ${some(told)}`,
  gapZone: (told) =>
    `times without a zone in ${some(told)} were read as UTC: if the clock there showed another, give it with --zone`,
  gapLost: ({ path }) =>
    `${path}: the log says that records were lost (SKIPDATA): traffic that is missing here may have happened`,
  gapRejected: ({ path, rejected, read }) =>
    `${path}: ${rejected} of ${read} lines could not be read; see the manifest`,
  gapOverlap: ({ first, second, rows, table }) =>
    `${first} and ${second} have ${rows} ${table} in common, which are counted twice: if they are the same records, give only one of the files`,
  gapNoRanges: () =>
    'no provider ranges are known, so no address is attributed: run `abusedesk ranges update`, or put ip-ranges.json into the folder',
  gapDistant: ({ provider, published, days, edge }) =>
    `the nearest known ${provider} ranges, of ${published}, were published ${counted(Math.abs(days), 'day')} ` +
    `${days > 0 ? 'after' : 'before'} the evidence ${edge}`,
  gapUnusedRule: ({ pattern, kind }) =>
    `no file of the evidence fits ${pattern}: the ${kind} given for it was not used`,
  gapUnusedFormat: ({ format }) =>
    `no file of the evidence has the log format that was given, ${format}: it was not used`,
  gapBalancers: (told) =>
    `X-Forwarded-For was believed of load balancers that the inventory names: ${some(told)}`,
  gapProxies: (told) =>
    `requests with X-Forwarded-For come from ${some(told)}: if these are proxies of yours, name them with --trusted-proxy, and the clients behind them are told apart`,

  nextTogether: ({ host, others }) =>
    `look inside ${host} and ${others.join(', ')}: the flow logs do not tell them apart`,
  nextSnapshot: ({ host, region, instance, named }) =>
    `keep the evidence of ${host} before anything else: \`aws ec2 create-snapshots${inRegion(region)} --instance-specification InstanceId=${instance}\`${whichInstance('; ', { host, region, instance })}${named ? '; the instance is the one that the notice names' : ''}`,
  nextCutOff: ({ host, region, instance }) =>
    `cut ${host} off: stop it with \`aws ec2 stop-instances${inRegion(region)} --instance-ids ${instance}\`, or deny its traffic in the subnet's network ACL; a new security group does not end connections that are already open`,
  nextFlowLogs: ({ lacks, kept, ...place }) => {
    const what = `get the ${lacks.join('; the ')}`;
    if (kept.length > 0)
      return `${what}. The inventory says that flow logs are kept in ${listed(kept)}; how to fetch them: docs/how-to/get-flow-logs.md`;
    return (
      `${what}. Where flow logs are kept: \`${describeFlowLogs(place)}\`. If there are none, turn them on now: ` +
      `\`${createFlowLogs(place)}\`${whichVpc('; ', place)}; BUCKET, one of yours: \`aws s3 ls\`; step by step: docs/how-to/get-flow-logs.md`
    );
  },
  nextInventory: () => 'add the inventory, so that addresses get names: docs/how-to/collect-inventory.md',
  nextAgain: () => 'run the same command again when the missing logs are there',
  nextPasswords: ({ users }) =>
    `change the password of ${users.join(', ')} now, end the open sessions, and look for mailbox rules and forwarding`,
  nextInterim: ({ path }) => `send the interim answer as a reply to the notice: ${path}`,
  nextFinal: ({ path }) => `fill the blanks of the final answer and send it: ${path}`,
  nextForged: () =>
    "do not answer the forged notice and open nothing in it; look into your provider's console for a real one",
  nextRanges: () => 'fetch the published ranges, so that addresses get owners: `abusedesk ranges update`',

  tierFree: ({ gb }) => `free (${gb} GB a month)`,
  tierStep: ({ step, tb }) => `${step} ${tb} TB`,
  tierNat: () => 'NAT gateway processing',
  costList: ({ as_of: asOf }) =>
    `list prices of ${asOf} (AWS, EC2 on-demand pricing page, data transfer; Amazon VPC pricing page), before tax and discounts`,
  costRegion: ({ reference }) => `the region is not known: prices of ${reference}`,
  costNoPrice: ({ egress, nat, region, reference }) =>
    `no ${[egress && 'egress', nat && 'NAT gateway'].filter(Boolean).join(' and ')} price of ${region} on record: that of ${reference}`,
  costLastPrice: ({ tier }) => `"${tier}" is billed at the last price on record; the real one is lower`,
  costFree: ({ gb, since }) => `${gb} GB a month are free, as since ${since}`,
  costAlone: () =>
    'nothing else left AWS in this month: other traffic uses up the free part and moves this into cheaper tiers',
  costInternet: () =>
    'all bytes went to the internet: traffic to other AWS regions or services is priced otherwise',
  costLeftOut: () =>
    'not included: the instance and NAT gateway hours, traffic between availability zones, bytes received through a NAT gateway, load balancers, the flow logs themselves',

  timeBegins: ({ notice, type }, kinds) => `${notice}: reported ${kinds[type]} begins`,
  timeMoment: ({ notice, type }, kinds) => `${notice}: reported ${kinds[type]}`,
  timeEnds: ({ notice, type }, kinds) => `${notice}: reported ${kinds[type]} ends`,
  timeReceived: ({ notice, stage }) => `${notice} received (${stage} notice)`,
  timeDue: ({ notice }) => `${notice}: answer due`,
  timeNotice: ({ source, reference }) =>
    reference === undefined ? `${source} notice` : `${source} notice ${reference}`,
  timeFindingEnds: ({ who, type }, kinds) => `${who === undefined ? '' : `${who}: `}${kinds[type]} ends`,
  timeOpened: () => 'case opened',

  tableRequests: ({ known }) =>
    `${known ? 'Requests from cloud addresses' : 'Requests'} by month, URL, user, status and user agent`,
  tableUsers: () => 'Whose logins succeeded and failed, and from where',
  tableSources: () => 'Cloud clients by service and region',
  tableRotation: () => 'How the cloud addresses rotate from day to day',
  tableRhythm: ({ known }) => `At what rhythm ${known ? 'the cloud clients' : 'the clients'} ask`,
  tableHours: ({ known }) =>
    `At what hour of the day (UTC) ${known ? 'the cloud clients' : 'the clients'} ask`,
  tableClients: ({ known }) =>
    known ? 'Which programs the cloud clients are' : 'Which programs the clients are',
  tableFlowPorts: () =>
    'Flows between our hosts and the internet by port (none: both sides above 32767), the most bytes first',
  tableFlowDays: () => 'Flows between our hosts and the internet by day',
  tableFlowSources: () =>
    'Addresses on the internet that sent to our hosts, by day; new are those not seen on a day before',
  tableCut: ({ title, shown, rows, by }) =>
    rows === undefined
      ? `${title} (the first ${shown} rows; there are more)`
      : `${title} (the first ${shown} of ${rows} rows by ${by})`,
  seriesBytes: ({ host }) => `What ${host} sent to the internet and received from it`,
  seriesFlows: ({ host }) => `Flow records of ${host} to the internet and back`,
  seriesRequests: ({ provider, unit }) =>
    `${provider === undefined ? 'Requests' : `Requests from ${provider}`} per ${unit}`,
  fanNobody: () => 'Nobody reached out to the internet',
  fanOnly: (told) => `Only ${told.who} ${fanAim(told)} hosts on the internet`,
  fanTimes: (told) => `${told.who} ${fanAim(told)} ${about(told.times)} times as many hosts as any other`,
  fanSeveral: (told) => `Several hosts ${fanAim(told)} about as many hosts on the internet as ${told.who}`,
};
