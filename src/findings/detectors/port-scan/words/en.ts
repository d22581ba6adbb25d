import { protocolName } from '../../../../net/protocols.ts';
import { count, percent, counted, span, ports } from '../../../../language/grammar/en.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ScanMessages } from '../messages.ts';

export const en: WordsOf<ScanMessages> = {
  scanned: (params) =>
    `${params.who} sent ${params.protocol === 6 ? 'connection attempts' : 'packets'} (${ports(params)}) to ` +
    `${counted(params.hosts, 'host')} from ${span(params.when)}; ` +
    `${percent(params.unanswered)} received no reply${params.flagless ? '; the log has no TCP flags' : ''}.`,
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
  name_unanswered_hosts: () => 'unanswered hosts',
  name_own_hosts: () => 'own hosts',
  name_targets_per_minute: () => 'targets per minute',
};
