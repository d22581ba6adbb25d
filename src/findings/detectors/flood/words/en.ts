import { protocolName } from '../../../../net/protocols.ts';
import { count, about, percent, bytes, counted, span } from '../../../../language/grammar/en.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { FloodMessages } from '../messages.ts';

export const en: WordsOf<FloodMessages> = {
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
