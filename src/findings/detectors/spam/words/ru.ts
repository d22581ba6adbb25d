import { period } from '../../../../language/figures.ts';
import { count, counted, duration, listed, portWords } from '../../../../language/grammar/ru.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { SpamMessages } from '../messages.ts';

export const ru: WordsOf<SpamMessages> = {
  mailedMany: ({ who, servers, ports, connections, busiest, window, when, before, takes_none }) =>
    `${who}: ${counted(connections, 'соединение', 'соединения', 'соединений')} с почтовыми серверами, которых ${count(servers)} ` +
    `(${portWords(listed(ports.map(String)), ports.length, 'TCP')}), ${period(when)}; больше всего за ${duration(window)} — ${count(busiest)}. ` +
    (takes_none
      ? 'Признаков того, что узел сам принимает почту, нет. '
      : 'Принимает ли узел почту, из журнала не видно. ') +
    (before === undefined
      ? 'Журнал слишком короток, чтобы сказать, отправлял ли он почту раньше.'
      : `До этого он почту не отправлял (${duration(before)} его потоков).`),
  spamRule: ({ source, servers, window, history }) =>
    `${source}. Действующие значения: почтовых серверов — ${count(servers)} за ${duration(window)}; история — ${duration(history)}; ` +
    'узлы, отвечающие на портах 25, 465 или 587, не учитываются',
  sourceSpam: () =>
    'GuardDuty Backdoor:EC2/Spambot (почта на порт 25 без истории); число серверов — собственное определение',
  gapMailUnseen: ({ hosts, sample }) =>
    `наших узлов, отправлявших на множество почтовых серверов: ${count(hosts)} (${listed(sample)}${hosts > sample.length ? ', …' : ''}). ` +
    'Журнал потоков снят на шлюзе, и не видно, приходит ли к ним почта, как к почтовому серверу: нужен журнал их собственных интерфейсов',
  name_mail_connections: () => 'соединения с почтовыми серверами',
  name_mail_servers_in_busiest_window: () => 'почтовых серверов в самом плотном окне',
  name_seconds_without_mail: () => 'время без почты до этого',
};
