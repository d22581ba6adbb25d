import { count, counted, duration, listed, percent, ports, span } from '../../../../language/grammar/en.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ScannedByMessages } from '../messages.ts';

const SHAPES = {
  horizontal: 'a sweep for one service',
  vertical: 'ports of single hosts, one after the other',
  block: 'many ports on many hosts',
};

export const en: WordsOf<ScannedByMessages> = {
  scannedBy: (params) =>
    `${params.source} tried ${ports(params)} on ${counted(params.hosts, 'host')} of ours from ${span(params.when)}: ` +
    `${SHAPES[params.shape]}${params.slow === undefined ? '' : `, slowly, over ${duration(params.slow)}`}; ` +
    `${percent(params.unanswered)} received no reply` +
    `${params.tests.length === 0 ? '' : `; ${params.tests.length === 1 ? `the statistical test ${listed(params.tests)} calls` : `the statistical tests ${listed(params.tests)} call`} it a scan, too`}. ` +
    (params.kind === undefined ? '' : `${params.kind} `) +
    (params.proven
      ? 'It completed handshakes, so the address is its own.'
      : 'No handshake was completed, so the address may be forged.'),
  scannedByMore: (params) =>
    `Beside the ${count(params.named)} that tried most, ${counted(params.sources, 'more address', 'more addresses')} scanned ` +
    `${counted(params.hosts, 'host')} of ours (${ports(params)}) from ${span(params.when)}.`,
  scannedByRule: ({ source, hosts, ports: least, pairs, share, slow, named }) =>
    `${source}. In force: ${count(hosts)} hosts, ${count(least)} ports or ${count(pairs)} pairs of ours, ${percent(share)} without ` +
    `an answer; over the whole log ${percent(slow)}; a finding each for the ${count(named)} that tried most`,
  sourceScannedBy: () =>
    'Zeek policy/misc/scan (25 hosts on a port, 15 ports of a host, 5 minutes) and simple-scan (25 pairs, 15 minutes); ' +
    'Jung et al. 2004 (share of failures, TRW); SiLK rwscan (BLR)',
  scannedTogether: (params) =>
    `${counted(params.sources, 'address', 'addresses')} (${params.sample.join(', ')}${params.sources > params.sample.length ? ', …' : ''}) ` +
    `tried ${ports(params)} on ${counted(params.hosts, 'host')} of ours as one from ${span(params.when)}: ` +
    (params.divided
      ? 'they divided the hosts among them, and hardly any was tried twice.'
      : `all of them the same ports, each about every ${duration(params.pace)}.`),
  scannedTogetherMore: ({ groups, named, sources, when }) =>
    `Beside the ${count(named)} largest, ${counted(groups, 'more group', 'more groups')} of addresses, ` +
    `${count(sources)} in all, scanned us together from ${span(when)}.`,
  scannedTogetherRule: ({ source, sources, ports: least, share, apart }) =>
    `${source}. In force: ${count(sources)} addresses; ${count(least)} ports in common and ${percent(share)} at one pace, or ` +
    `${percent(apart)} of the pairs tried by one of them alone`,
  sourceScannedTogether: () =>
    'Definition: sources below every threshold with the same set of ports that keep step, or that divide our hosts among them',
};
