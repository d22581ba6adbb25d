import { period } from '../../../../language/figures.ts';
import { bytes, count, counted, listed, packetsOf, percent } from '../../../../language/grammar/ru.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ExfiltrationMessages } from '../messages.ts';

export const ru: WordsOf<ExfiltrationMessages> = {
  askedNames: ({ who, domain, names, questions, length, when, resolver }) =>
    `${who} запросил ${counted(names, 'имя', 'имени', 'имён')} в домене ${domain}, всего DNS-запросов: ${count(questions)}, ${period(when)}; ` +
    `часть перед доменом — в среднем ${length} символов. Так данные уходят в DNS-запросах.` +
    (resolver
      ? ' Узел сам отвечает на запросы и мог спрашивать за другого: выясните, кто спрашивал его.'
      : ''),
  dnsTunnelRule: ({ source, names, share, length }) =>
    `${source}. Действующие значения: имён в одном домене — ${count(names)}, новых имён среди запросов — ${percent(share)}, ` +
    `символов в среднем — ${length}; зоны обратного поиска, списков и облаков не учитываются`,
  sourceDnsTunnel: () =>
    'RITA v5 (поддоменов у домена: 100, 500, 1000) и NEMEA (доля уникальных доменов больше 0,9); длина — собственное определение',
  talkedDns: ({ who, target, targets, packets, packets_back, bytes: sent, bytes_back, when }) =>
    `${who} вёл один разговор через UDP-порт 53 с ${target}${targets > 1 ? ` и ещё ${count(targets - 1)}` : ''}, ${period(when)}: ` +
    `с одного своего порта отправлено ${packetsOf(packets)} (${bytes(sent)}), получено ${packetsOf(packets_back)} (${bytes(bytes_back)}). ` +
    'Резолвер берёт новый порт для каждого запроса, и запросы короче: это похоже на туннель.',
  dnsVolumeRule: ({ source, packets, bytes: length }) =>
    `${source}. Действующие значения: ${packetsOf(packets)} в каждую сторону в одном разговоре, байтов в отправленном пакете — ${count(length)}`,
  sourceDnsVolume: () =>
    'собственное определение: один разговор из длинных пакетов через порт DNS (RFC 5452: порт для каждого запроса)',
  sentMuch: ({ who, target, bytes: sent, bytes_back, usual, days, when, operated }) =>
    `${who} отправил ${bytes(sent)} на ${target}, получил ${bytes(bytes_back)}, ${period(when)}; раньше он к этому адресу не обращался, а ` +
    `за самый насыщенный из прежних дней (их ${count(days)}) отправил всем вместе ${bytes(usual)}. ` +
    (operated
      ? 'Адрес принадлежит службе самого облака, например хранилищу: скорее всего, это резервная копия.'
      : 'Так же выглядят новое резервное копирование и переезд: выясните, кто это поручил.'),
  exfiltrationRule: ({ source, bytes: least, days, times, back }) =>
    `${source}. Действующие значения: ${bytes(least)} за день на новый адрес, в ${count(times)} раз больше самого насыщенного из прежних дней ` +
    `(не меньше ${count(days)}), в ${count(back)} раз больше полученного`,
  sourceExfiltration: () =>
    'собственное определение: день в сравнении с прежними днями того же узла, как GuardDuty Behavior:EC2/TrafficVolumeUnusual',
  gapNoHistory: ({ hosts, sample, days }) =>
    `наших узлов, отправивших много на новый адрес: ${count(hosts)} (${listed(sample)}${hosts > sample.length ? ', …' : ''}); в потоках нет ` +
    `истории за прежние дни (нужно ${count(days)}), с которой это можно сравнить: добавьте журналы за эти дни`,
  name_names_below_domain: () => 'имён в домене',
  name_dns_questions: () => 'DNS-запросов',
  name_name_length: () => 'средняя длина имени',
  name_packets_returned: () => 'пакетов в ответ',
  name_bytes_returned: () => 'байтов в ответ',
  name_bytes_fullest_day: () => 'байтов в самый насыщенный прежний день',
  name_days_before: () => 'прежних дней',
};
