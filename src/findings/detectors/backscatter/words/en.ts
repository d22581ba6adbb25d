import { count, counted, span } from '../../../../language/grammar/en.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { BackscatterMessages } from '../messages.ts';

export const en: WordsOf<BackscatterMessages> = {
  backscattered: ({ victims, sample, hosts, when }) =>
    `${counted(victims, 'address', 'addresses')} (${sample.join(', ')}${victims > sample.length ? ', …' : ''}) ` +
    `sent resets and SYN-ACKs to ${count(hosts)} of our addresses from ${span(when)}, which nobody here asked for: ` +
    'they are hit by somebody who forges addresses, and are not the attackers.',
  backscatterRule: ({ source, hosts }) =>
    `${source}. In force: ${hosts} of our addresses, no record of ours to them`,
  sourceBackscatter: () =>
    'Flow scan detectors (all flows RST, SYN-ACK or RST-ACK, more than 3 destinations); needs tcp_flags',
  name_victims: () => 'victims',
};
