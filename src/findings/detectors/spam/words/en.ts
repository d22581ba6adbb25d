import { count, counted, duration, listed, portWords, span } from '../../../../language/grammar/en.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { SpamMessages } from '../messages.ts';

export const en: WordsOf<SpamMessages> = {
  mailedMany: ({ who, servers, ports, connections, busiest, window, when, before, takes_none }) =>
    `${who} made ${counted(connections, 'connection')} to ${counted(servers, 'mail server')} ` +
    `(${portWords(listed(ports.map(String)), ports.length, 'TCP')}) from ${span(when)}, to ${count(busiest)} of them ` +
    `within ${duration(window)}` +
    (takes_none
      ? '; nothing in the log shows it taking mail in'
      : '; whether it takes mail in is not in the log') +
    (before === undefined
      ? '. The log does not reach far enough back to say whether it sent mail before.'
      : `. In the ${duration(before)} of its flows before that it sent none.`),
  spamRule: ({ source, servers, window, history }) =>
    `${source}. In force: ${count(servers)} mail servers in ${duration(window)}; a history is ${duration(history)}; ` +
    'a host that answers on ports 25, 465 or 587 is left out',
  sourceSpam: () =>
    'GuardDuty Backdoor:EC2/Spambot (mail on port 25 without history); how many servers is a definition',
  gapMailUnseen: ({ hosts, sample }) =>
    `${counted(hosts, 'host')} of ours sent to very many mail servers (${sample.join(', ')}${hosts > sample.length ? ', …' : ''}); ` +
    'the flow log is of a gateway and does not show whether mail comes to them, as to a mail server: log their own interfaces',
  name_mail_connections: () => 'connections to mail servers',
  name_mail_servers_in_busiest_window: () => 'mail servers in the busiest window',
  name_seconds_without_mail: () => 'time without mail before',
};
