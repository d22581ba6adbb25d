import { protocolName } from '../../../../net/protocols.ts';
import { period } from '../../../../language/figures.ts';
import {
  count,
  counted,
  duration,
  listed,
  percent,
  ports,
  portWords,
} from '../../../../language/grammar/ru.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ScanMessages } from '../messages.ts';

const hostsOf = (value: number): string => counted(value, 'узел', 'узла', 'узлов');

export const ru: WordsOf<ScanMessages> = {
  scanned: (params) =>
    `${params.who}: выполнялись попытки соединения (${ports(params)}), ${hostsOf(params.hosts)}, ${period(params.when)}; ` +
    `без ответа остались ${percent(params.unanswered)}${params.flagless ? '; флагов TCP в журнале нет' : ''}.` +
    (params.tests === undefined
      ? ''
      : ` Это сканирование и по статистическим критериям: ${listed(params.tests)}.`) +
    (params.worms === undefined
      ? ''
      : ` Так, как известно, распространяются черви (${listed(params.worms)}).`) +
    (params.kind === undefined ? '' : ` ${params.kind}`),
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
  spread: ({ who, hosts, ports: over, answered, worms, when, entered }) =>
    `${who}: соединения с внешними узлами, которых ${count(hosts)} (${portWords(listed(over.map(String)), over.length, 'TCP')}), ${period(when)}; ` +
    `ответили ${count(answered)}. ` +
    (entered === undefined
      ? `Так, как известно, распространяются черви (${listed(worms)}); так же может выглядеть клиент множества серверов.`
      : `До этого узел принял на том же порту соединение от ${entered.source} (последнее: ${period({ from: entered.at, to: entered.at })}): ` +
        `именно так черви переходят с узла на узел (${listed(worms)}).`),
  spreadRule: ({ source, hosts, window, entry, ports: over }) =>
    `${source}. Действующие значения: внешних узлов — ${count(hosts)} за ${duration(window)}, порты TCP ${listed(over.map(String))}; ` +
    `принятое на том же порту соединение учитывается за ${duration(entry)} до этого`,
  sourceSpread: () =>
    'Zeek policy/misc/scan (25 узлов на одном порту за 5 минут), с ответом или без; Gu и др., 2004 (узел принял соединение на порту, а затем ' +
    'сам обращается к другим на том же порту); порты — из отчётов о червях',
  name_answering_hosts: () => 'ответивших узлов',
  name_hosts_in_busiest_window: () => 'узлов в самом плотном окне',
  name_seconds_after_entry: () => 'время после принятого соединения',
  sourceHorizontal: () =>
    'Zeek policy/misc/scan (25 узлов на одном порту за 5 минут); Jung и др., 2004 (доля неудач)',
  sourceVertical: () =>
    'Zeek policy/misc/scan (15 портов одного узла за 5 минут); Jung и др., 2004 (доля неудач)',
  sourceBlock: () => 'Zeek simple-scan (25 пар узлов и портов за 15 минут); Jung и др., 2004 (доля неудач)',
  name_unanswered_hosts: () => 'узлов без ответа',
  name_own_hosts: () => 'своих узлов',
  name_targets_per_minute: () => 'целей в минуту',
};
