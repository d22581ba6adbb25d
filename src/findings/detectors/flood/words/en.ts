import { protocolName } from '../../../../net/protocols.ts';
import { count, about, percent, bytes, counted, span } from '../../../../language/grammar/en.ts';
import type { FloodKind } from '../../../../model/abuse-types.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { FloodMessages } from '../messages.ts';

/** What the packets of a flood are. */
const PACKETS: Record<FloodKind, (of: FloodMessages['floodKind']) => string> = {
  syn_flood: () => 'A SYN flood: SYNs alone, nothing of a handshake after them',
  tcp_reset_flood: () => 'A flood of TCP resets',
  tcp_ack_flood: () => 'A flood of TCP acknowledgements without data',
  tcp_data_flood: ({ size }) =>
    `A flood of TCP packets that carry data, ${bytes(size)} each on average, and no SYN flood`,
  udp_flood: ({ size }) => `A UDP flood, ${bytes(size)} a packet on average`,
  icmp_flood: ({ size }) => `An ICMP flood, ${bytes(size)} a packet on average`,
  fragment_flood: () => 'A flood of fragments, which have no ports of their own',
  protocol_flood: ({ protocol }) => `A flood of ${protocolName(protocol)}, neither TCP, UDP nor ICMP`,
  unusual_protocol_flood: ({ protocol }) => `A flood of an unusual protocol, ${protocolName(protocol)}`,
  unknown: () => '',
};

export const en: WordsOf<FloodMessages> = {
  flooded: (params) => {
    const target = params.target ?? counted(params.targets, 'target');
    const several = params.ports > 1 ? `${count(params.ports)} ports of ` : '';
    const at = params.port === undefined ? several : `port ${params.port} of `;
    const back =
      params.packets_back === 0 ? 'nothing came back' : `${counted(params.packets_back, 'packet')} came back`;
    return (
      `${params.who} sent ${protocolName(params.protocol)} to ${at}${target} at up to ` +
      `${about(params.packets_per_second)} packets/s (${bytes(params.bytes_per_second)}/s) from ${span(params.when)}, ` +
      `${counted(params.packets, 'packet')} and ${bytes(params.bytes)} in all; ${back}.${params.kind === undefined ? '' : ` ${params.kind}`}`
    );
  },
  floodKind: (params) => {
    const reasons = {
      flagless: 'it has no TCP flags',
      unlogged: 'its records have none of SYN, FIN and RST, and it need not keep the other flags',
      mixed: 'its records have packets of several kinds mixed',
    };
    return params.why === undefined
      ? `${PACKETS[params.name](params)}.`
      : `Kind not known from this log: ${reasons[params.why]}.`;
  },
  floodRule: (params) =>
    `${params.source}. In force: ${count(params.packets_per_second)} packets/s, ${count(params.bits_per_second)} bit/s ` +
    `or ${count(params.flows_per_second)} flows/s; or ${count(params.one_sided_packets_per_second)} packets/s over ` +
    `${count(params.one_sided_packets)} packets; with at most ${percent(params.share_back)} of the packets back, or SYNs alone`,
  sourceFlood: () =>
    'FastNetMon default thresholds (20,000 packets/s, 1 Gbit/s, 3,500 flows/s, mean of 5 s); one-sided rate: definition',
  synFlooded: ({ host, port, packets, sources, seconds, when, once }) =>
    `${host} got ${counted(packets, 'SYN')} to TCP port ${port} from ${counted(sources, 'address', 'addresses')} ` +
    `within ${about(seconds)} s, ${span(when)}, none of which went on with the handshake` +
    `${once ? ': the addresses are most likely forged, and not the attackers' : ''}.`,
  synFloodRule: ({ source, sources, share, window }) =>
    `${source}. In force: ${count(sources)} addresses in ${window} s, ${percent(share)} of all that came to the port`,
  sourceSynFlood: () => 'half-open connections (RFC 4987); numbers: definition; needs tcp_flags',
  volumeFlooded: (params) => {
    const several = params.ports > 1 ? `${count(params.ports)} ports of ` : '';
    const at = params.port === undefined ? several : `port ${params.port} of `;
    const from = params.source ?? counted(params.sources, 'address', 'addresses');
    const refused = params.refused === 0 ? '' : `; ${percent(params.refused)} of the packets were refused`;
    return (
      `${protocolName(params.protocol)} came to ${at}${params.host} from ${from} at up to ` +
      `${about(params.packets_per_second)} packets/s (${bytes(params.bytes_per_second)}/s), ${span(params.when)}, ` +
      `${counted(params.packets, 'packet')} and ${bytes(params.bytes)} in all${refused}. ${params.kind} ` +
      `${params.sources === 1 ? 'The address' : 'The addresses'} may be forged: nobody had to answer from there.`
    );
  },
  volumeFloodRule: (params) =>
    `${params.source}. In force: ${count(params.packets_per_second)} packets/s, ${count(params.bits_per_second)} bit/s ` +
    `or ${count(params.flows_per_second)} flows/s at one host from all that it hardly answered (at most ` +
    `${percent(params.share_back)} of their packets); or ${count(params.one_sided_packets_per_second)} packets/s over ` +
    `${count(params.one_sided_packets)} packets`,
  sourceInboundFlood: () =>
    'FastNetMon default thresholds (20,000 packets/s, 1 Gbit/s, 3,500 flows/s, mean of 5 s) at one host; lower rate and what counts as answered, and TCP without SYN and data: definition',
  name_refused_packets: () => 'refused packets',
  gapTooShort: ({ seconds, least, packets, target }) =>
    `the flows cover ${about(seconds)} s, too short to judge a flood by its rate over ${least} s: ` +
    `${counted(packets, 'packet')} went to ${target} in that time`,
  name_packets_back: () => 'packets back',
  name_packets_per_second: () => 'packets per second',
  name_bits_per_second: () => 'bits per second',
  name_flows_per_second: () => 'flows per second',
};
