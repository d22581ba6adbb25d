import { protocolName } from '../../../net/protocols.ts';
import { about, count, counted, listed, percent, portWords } from '../../../language/grammar/en.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { Aim, HoneypotMessages } from '../messages.ts';

const aim = ({ protocol, port }: Aim): string =>
  port === undefined ? protocolName(protocol) : portWords(String(port), 1, protocolName(protocol));

const days = ({ from, to }: { from: string; to: string }): string =>
  from === to ? from : `${from} to ${to}`;

export const en: WordsOf<HoneypotMessages> = {
  potTitle: () => 'Honeypot',
  potMeans: () => 'How the words are meant',
  potBurst: () => 'burst, as defined below',
  tablePotTraffic: () =>
    'What came unasked, what answered, and what nobody had asked for; shares of each direction',
  tablePotDays: () => 'The honeypot by day and direction',
  tablePotBursts: () => 'Days with bursts, and the port that had the most of each',
  tablePotKinds: () => 'What it was about: mail, DNS, ICMP and others, both ways',
  tablePotPorts: () => 'By protocol and port, both ways; shares of each direction',
  tablePotSources: () => 'Addresses that came unasked, by day; new are those not seen on a day before',
  tablePotLifetimes: () => 'On how many days an address came: how they rotate',
  tablePotBusiest: ({ most }) => `The ${count(most)} addresses that came the most`,
  tablePotProviders: () => 'Whose the addresses are that came unasked',
  tablePotDownloads: () => 'Files that the honeypot fetched or was given',
  tablePotSetDays: ({ set }) => `${set} against the rest, by day`,
  tablePotSetPorts: ({ set }) => `${set} against the rest, by port; each share is of its own flows`,
  tablePotSetSources: ({ set }) => `How the addresses of ${set} come and go, beside the rest`,
  tablePotPeriods: ({ before, now }) =>
    `${days(now)} against ${days(before)}, by port; the first row is all of it`,
  seriesPot: () => 'Flows that came unasked, and those that the honeypot began, by day',
  seriesPotSet: ({ set }) =>
    `Flows that came unasked from ${set}, and those that the honeypot began to it, by day`,
  potCame: ({ flows, unsolicited, response, backscatter, unknown }) =>
    `${counted(flows, 'flow')} came in: ${percent(unsolicited)} unsolicited, ${percent(response)} responses, ${percent(backscatter)} backscatter` +
    (unknown > 0 ? `, ${percent(unknown)} that the log does not tell apart` : ''),
  potSent: ({ flows, begun, answers, unknown }) =>
    `${counted(flows, 'flow')} left: ${percent(answers)} answers and refusals, which are no attacks; the honeypot itself began ${count(begun)}` +
    (unknown > 0 ? `; of ${percent(unknown)} the log does not tell who began` : ''),
  potNothing: () => 'No flow passed between addresses of yours and others',
  potBursts: ({ bursts, more }) =>
    `${bursts.length + more === 1 ? 'A burst' : 'Bursts'} on ${listed(
      bursts.map(
        (burst) =>
          `${burst.day} (${burst.direction}, ${counted(burst.flows, 'flow')}, ${about(burst.times)} times the median, ${percent(burst.share)} of it ${aim(burst)})`,
      ),
    )}${more > 0 ? `, and ${more} more in the table` : ''}`,
  potNoBursts: ({ days: active, least }) =>
    active < least
      ? `${counted(active, 'day')} with traffic: fewer than ${least} give no median by which a burst could be told`
      : `No day of the ${counted(active, 'day')} stands out as a burst`,
  potSources: ({ sources, days: active, oneDay, lasting }) =>
    `${counted(sources, 'address', 'addresses')} came unasked on ${counted(active, 'day')}: ${percent(oneDay)} of them on one day only, ${percent(lasting)} on more than seven`,
  potSet: ({ set, flows, share, sources, oneDay, restOneDay, ports }) =>
    `${set}: ${counted(flows, 'flow')} from ${counted(sources, 'address', 'addresses')}, ${percent(share)} of all that came unasked; ${percent(oneDay)} of its addresses came on one day only` +
    (restOneDay === undefined ? '' : ` (of the rest ${percent(restOneDay)})`) +
    (ports.length === 0
      ? ''
      : `. Most went to ${listed(ports.map((port) => `${aim(port)} (${percent(port.share)}; of the rest ${percent(port.rest)})`))}`),
  potSetNone: ({ set }) => `Nothing came unasked from ${set}`,
  potDownloads: ({ times, samples, sources }) =>
    `${counted(times, 'file was', 'files were')} fetched or brought by ${counted(sources, 'address', 'addresses')}: ${counted(samples, 'different hash', 'different hashes')}`,
  potUnknownCounted: ({ share }) =>
    `The log does not tell of ${percent(share)} of what came in whether it was asked for; the tables of addresses count it as come unasked`,
  potPeriods: ({ before, now, flowsBefore, flowsNow, sourcesBefore, sourcesNow }) =>
    `${days(now)}: ${counted(flowsNow, 'flow')} from ${counted(sourcesNow, 'address', 'addresses')} came unasked; ${days(before)}: ${counted(flowsBefore, 'flow')} from ${counted(sourcesBefore, 'address', 'addresses')}`,
  potMeansClasses: () =>
    'Unsolicited: the other side began it (what saw the packets says so, a SYN without ACK, or a datagram to the lower port). Response: it answers what a host here began. Backscatter: SYN-ACK or RST that no host here had asked for; its sender was asked in your name and is no attacker (Moore, Voelker and Savage 2001). Not known: TCP without flags, or a connection whose beginning is not in the log',
  potMeansBurst: ({ times, share, least }) =>
    `Burst (our definition): a day with more than ${times} times the median of the days that have traffic of its kind, and more than ${percent(share)} of the peak; told from ${least} such days on`,
  potMeansRotation: () =>
    'Rotation (our definition): the share of addresses that came on a single day, and of each day those not seen before; the first day has new ones only',
  potMeansRecords: () =>
    'Each record of the log is one flow. Connections that only the honeypot itself wrote down are counted where nothing else recorded any',
  potMasked: ({ least, rest }) =>
    `Written for publishing. Shares are rounded to whole per cents; numbers, times and names are left out; days are counted from the first. Marks stand for addresses and files: the same mark is the same address. A row without a port or provider is all that have less than ${percent(rest)}, and of fewer than ${count(least)} flows or addresses no share is given`,
  potMaskedPart: () => 'the chosen networks',
  potWithheld: ({ least }) =>
    `Fewer than ${count(least)} flows: their shares would give the numbers away, so none are given`,
  potSharesCame: ({ unsolicited, response, backscatter, unknown }) =>
    `Of what came in, ${percent(unsolicited)} were unsolicited, ${percent(response)} responses and ${percent(backscatter)} backscatter` +
    (unknown > 0 ? `; ${percent(unknown)} the log does not tell apart` : ''),
  potSharesSent: ({ begun, answers, unknown }) =>
    `Of what left, ${percent(answers)} were answers and refusals, and ${percent(begun)} the honeypot itself began` +
    (unknown > 0 ? `; of ${percent(unknown)} the log does not tell` : ''),
  potSharesSources: ({ oneDay }) => `${percent(oneDay)} of the addresses came on one day only`,
  potSharesSet: ({ set, share, oneDay }) =>
    `${percent(share)} of what came unasked was from ${set}` +
    (oneDay === undefined ? '' : `; ${percent(oneDay)} of its addresses came on one day only`),
  potOfPeak: () => 'per cent of the busiest day',
  potDay: ({ day }) => `day ${day}`,
  oursProposed: ({ prefix, share, again }) =>
    `no address in the flows is known to be yours, so nothing was judged by direction; ${prefix} stands in ${percent(share)} of the records: if it is yours, run ${again}`,
  oursUnknown: ({ again }) =>
    `no address in the flows is known to be yours, so nothing was judged by direction, and none stands in most of the records: name yours with ${again}`,
  name_class: () => 'class',
  name_share_flows: () => 'share of flows',
  name_share_packets: () => 'share of packets',
  name_share_bytes: () => 'share of bytes',
  name_share_new: () => 'share new',
  name_share_busiest: () => 'share of the busiest address',
  name_active_days: () => 'days seen',
  name_share_sources: () => 'share of addresses',
  name_share_one_day: () => 'on one day only',
  name_set_flows: () => 'its flows',
  name_rest_flows: () => 'flows of the rest',
  name_share_set: () => 'its share of the day',
  name_set_sources: () => 'its addresses',
  name_rest_sources: () => 'addresses of the rest',
  name_share_of_set: () => 'share of its flows',
  name_share_of_rest: () => "share of the rest's flows",
  name_part: () => 'part',
  name_flows_per_source: () => 'flows per address',
  name_sources_before: () => 'addresses before',
  name_sources_now: () => 'addresses now',
  name_flows_before: () => 'flows before',
  name_flows_now: () => 'flows now',
  name_times: () => 'times as many',
  name_median_flows: () => 'median of the days',
  name_share_port: () => 'share of the port',
  name_what: () => 'about',
  name_share_hits: () => 'share of all files',
  name_sample: () => 'hash',
  name_honeypot: () => 'honeypot',
  name_deed: () => 'event',
  name_said: () => 'as the honeypot wrote it',
  name_pot_unsolicited: () => 'unsolicited',
  name_pot_response: () => 'response',
  name_pot_backscatter: () => 'backscatter',
  name_pot_not_known: () => 'not known',
  name_pot_begun: () => 'begun here',
  name_pot_answer: () => 'answer or refusal',
  name_pot_set: () => 'set apart',
  name_pot_rest: () => 'the rest',
  name_pot_mail: () => 'mail (spam)',
  name_pot_dns: () => 'DNS',
  name_pot_icmp: () => 'ICMP',
  name_pot_smb: () => 'Windows file sharing',
  name_pot_ssh: () => 'SSH',
  name_pot_telnet: () => 'Telnet',
  name_pot_proxy: () => 'proxies',
  name_pot_web: () => 'web',
  name_pot_desktop: () => 'remote desktop',
  name_pot_database: () => 'databases',
  name_pot_other: () => 'other',
};
