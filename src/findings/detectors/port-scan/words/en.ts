import { protocolName } from '../../../../net/protocols.ts';
import {
  count,
  counted,
  duration,
  listed,
  percent,
  ports,
  portWords,
  span,
} from '../../../../language/grammar/en.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ScanMessages } from '../messages.ts';

export const en: WordsOf<ScanMessages> = {
  scanned: (params) =>
    `${params.who} sent ${params.protocol === 6 && params.kind === undefined ? 'connection attempts' : 'packets'} (${ports(params)}) to ` +
    `${counted(params.hosts, 'host')} from ${span(params.when)}; ` +
    `${percent(params.unanswered)} received no reply${params.flagless ? '; the log has no TCP flags' : ''}` +
    `${params.tests === undefined ? '' : `; ${params.tests.length === 1 ? `the statistical test ${listed(params.tests)} calls` : `the statistical tests ${listed(params.tests)} call`} it a scan, too`}.` +
    (params.worms === undefined ? '' : ` Worms are known to spread so (${listed(params.worms)}).`) +
    (params.kind === undefined ? '' : ` ${params.kind}`),
  scanRule: ({ source, least, unit, share, packets, protocol }) =>
    `${source}. In force: ${count(least)} ${unit}, ${percent(share)} without an answer, at most ${packets} packets ` +
    `a record; answered is ${protocolName(protocol)} ` +
    (protocol === 6 ? 'with a SYN-ACK or a record of 2 packets back' : 'with any record back'),
  spread: ({ who, hosts, ports: over, answered, worms, when, entered }) =>
    `${who} turned to ${counted(hosts, 'host')} outside on ${portWords(listed(over.map(String)), over.length, 'TCP')} from ${span(when)}; ` +
    `${count(answered)} of them answered. ` +
    (entered === undefined
      ? `Worms are known to spread so (${listed(worms)}); a client of very many servers may look the same.`
      : `Before that it let ${entered.source} in on the same port, last at ${span({ from: entered.at, to: entered.at })}: ` +
        `so worms go from host to host (${listed(worms)}).`),
  spreadRule: ({ source, hosts, window, entry, ports: over }) =>
    `${source}. In force: ${count(hosts)} hosts outside in ${duration(window)} on TCP ports ${listed(over.map(String))}; ` +
    `a connection that was taken on the same port counts for ${duration(entry)}`,
  sourceSpread: () =>
    'Zeek policy/misc/scan (25 hosts on a port in 5 minutes), answered or not; Gu et al. 2004 (who is reached on a port and then ' +
    'turns to others on it); which ports: reports on the worms',
  name_answering_hosts: () => 'hosts that answered',
  name_hosts_in_busiest_window: () => 'hosts in the busiest window',
  name_seconds_after_entry: () => 'time after being reached',
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
