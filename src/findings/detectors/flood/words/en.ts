import { protocolName } from '../../../../net/protocols.ts';
import { count, about, percent, bytes, counted, span } from '../../../../language/grammar/en.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { FloodMessages } from '../messages.ts';

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
      `${counted(params.packets, 'packet')} and ${bytes(params.bytes)} in all; ${back}.`
    );
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
  gapTooShort: ({ seconds, least, packets, target }) =>
    `the flows cover ${about(seconds)} s, too short to judge a flood by its rate over ${least} s: ` +
    `${counted(packets, 'packet')} went to ${target} in that time`,
  name_packets_back: () => 'packets back',
  name_packets_per_second: () => 'packets per second',
  name_bits_per_second: () => 'bits per second',
  name_flows_per_second: () => 'flows per second',
};
