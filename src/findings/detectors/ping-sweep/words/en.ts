import { protocolName } from '../../../../net/protocols.ts';
import { count, counted, percent, span } from '../../../../language/grammar/en.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { IcmpMessages } from '../messages.ts';

export const en: WordsOf<IcmpMessages> = {
  pinged: ({ who, protocol, hosts, when, unanswered }) =>
    `${who} pinged ${counted(hosts, 'host')} (${protocolName(protocol)}) from ${span(when)}; ${percent(unanswered)} did not answer. ` +
    'Flow records have no ICMP types: what answers somebody is left out.',
  pingedUs: ({ source, protocol, hosts, when, unanswered }) =>
    `${source} pinged ${counted(hosts, 'host')} of ours (${protocolName(protocol)}) from ${span(when)}; ${percent(unanswered)} did not ` +
    'answer. Flow records have no ICMP types, and the address may be forged.',
  pingedUsMore: ({ sources, named, hosts, when }) =>
    `Beside the ${count(named)} that pinged most, ${counted(sources, 'more address', 'more addresses')} pinged up to ` +
    `${counted(hosts, 'host')} of ours each from ${span(when)}.`,
  pingRule: ({ source, hosts, minutes, share }) =>
    `${source}. In force: ${count(hosts)} hosts in ${count(minutes)} minutes, ${percent(share)} without an answer`,
  sourcePing: () =>
    'Zeek policy/misc/scan (25 hosts in 5 minutes); Jung et al. 2004 (share of failures); a ping is unasked: definition',
  sourcePingedUs: () =>
    'Zeek policy/misc/scan (25 hosts in 5 minutes); Jung et al. 2004 (share of failures); a ping by its length: definition',
  name_silent_hosts: () => 'silent hosts',
};
