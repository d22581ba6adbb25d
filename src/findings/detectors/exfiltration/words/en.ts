import { bytes, count, counted, percent, span } from '../../../../language/grammar/en.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ExfiltrationMessages } from '../messages.ts';

export const en: WordsOf<ExfiltrationMessages> = {
  askedNames: ({ who, domain, names, questions, length, when, resolver }) =>
    `${who} asked for ${counted(names, 'name')} below ${domain} in ${counted(questions, 'question')} from ${span(when)}, ` +
    `on average ${length} characters long before the domain: data leaves so in questions of DNS` +
    (resolver
      ? '. It answers questions itself, and may have asked for another: look for who asked it.'
      : '.'),
  dnsTunnelRule: ({ source, names, share, length }) =>
    `${source}. In force: ${count(names)} names below one domain, ${percent(share)} of the questions for a new one, ` +
    `${length} characters on average; not below zones of reverse look-ups, lists and clouds`,
  sourceDnsTunnel: () =>
    'RITA v5 (subdomains of a domain: 100, 500, 1,000) and NEMEA (ratio of unique domains above 0.9); the length is a definition',
  talkedDns: ({ who, target, targets, packets, packets_back, bytes: sent, bytes_back, when }) =>
    `${who} kept up a conversation over UDP port 53 with ${target}${targets > 1 ? ` and ${count(targets - 1)} more` : ''} from ${span(when)}: ` +
    `${counted(packets, 'packet')} (${bytes(sent)}) out and ${count(packets_back)} (${bytes(bytes_back)}) back from one port of its own. ` +
    'A resolver takes a new port for each question, and its questions are shorter: it looks like a tunnel.',
  dnsVolumeRule: ({ source, packets, bytes: length }) =>
    `${source}. In force: ${count(packets)} packets each way in one conversation, ${count(length)} bytes a packet out`,
  sourceDnsVolume: () =>
    'Definition: one conversation of long packets over the port of DNS (RFC 5452: a port for each question)',
  sentMuch: ({ who, target, bytes: sent, bytes_back, usual, days, when, operated }) =>
    `${who} sent ${bytes(sent)} to ${target} from ${span(when)} and got ${bytes(bytes_back)} back; it never turned to that address before, and ` +
    `on the fullest of the ${counted(days, 'day')} before it sent ${bytes(usual)} to all together. ` +
    (operated
      ? 'The address is of a service that the cloud itself runs, such as its storage: most likely a backup.'
      : 'A new backup or a move looks the same: ask who ordered it.'),
  exfiltrationRule: ({ source, bytes: least, days, times, back }) =>
    `${source}. In force: ${bytes(least)} a day to a new address, ${count(times)} times the fullest of ${count(days)} days before and more, ` +
    `${count(back)} times what came back`,
  sourceExfiltration: () =>
    'Definition: a day against the same host’s days before, as GuardDuty Behavior:EC2/TrafficVolumeUnusual',
  gapNoHistory: ({ hosts, sample, days }) =>
    `${counted(hosts, 'host')} of ours sent much to a new address (${sample.join(', ')}${hosts > sample.length ? ', …' : ''}); the flows have no ` +
    `history of ${counted(days, 'day')} before against which that could be held: add the logs of the days before`,
  name_names_below_domain: () => 'names below the domain',
  name_dns_questions: () => 'questions of DNS',
  name_name_length: () => 'average length of the names',
  name_packets_returned: () => 'packets returned',
  name_bytes_returned: () => 'bytes returned',
  name_bytes_fullest_day: () => 'bytes on the fullest day before',
  name_days_before: () => 'days before',
};
