import { protocolName } from '../../../../net/protocols.ts';
import { period } from '../../../../language/figures.ts';
import { count, percent, counted, ports } from '../../../../language/grammar/ru.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ScanMessages } from '../messages.ts';

const hostsOf = (value: number): string => counted(value, 'узел', 'узла', 'узлов');

export const ru: WordsOf<ScanMessages> = {
  scanned: (params) =>
    `${params.who}: выполнялись попытки соединения (${ports(params)}), ${hostsOf(params.hosts)}, ${period(params.when)}; ` +
    `без ответа остались ${percent(params.unanswered)}${params.flagless ? '; флагов TCP в журнале нет' : ''}.`,
  scanRule: ({ source, least, unit, share, packets, protocol }) => {
    const sizes = {
      hosts: hostsOf(least),
      ports: counted(least, 'порт', 'порта', 'портов'),
      pairs: counted(least, 'пара узла и порта', 'пары узлов и портов', 'пар узлов и портов'),
    };
    const answered = protocol === 6 ? 'SYN-ACK или встречная запись от 2 пакетов' : 'любая встречная запись';
    return (
      `${source}. Действующие значения: ${sizes[unit]}, без ответа ${percent(share)}, пакетов в записи не больше ${count(packets)}` +
      `; ответом по ${protocolName(protocol)} считается ${answered}`
    );
  },
  sourceHorizontal: () =>
    'Zeek policy/misc/scan (25 узлов на одном порту за 5 минут); Jung и др., 2004 (доля неудач)',
  sourceVertical: () =>
    'Zeek policy/misc/scan (15 портов одного узла за 5 минут); Jung и др., 2004 (доля неудач)',
  sourceBlock: () => 'Zeek simple-scan (25 пар узлов и портов за 15 минут); Jung и др., 2004 (доля неудач)',
  name_unanswered_hosts: () => 'узлов без ответа',
  name_own_hosts: () => 'своих узлов',
  name_targets_per_minute: () => 'целей в минуту',
};
