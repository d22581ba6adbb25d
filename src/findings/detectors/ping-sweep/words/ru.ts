import { protocolName } from '../../../../net/protocols.ts';
import { period } from '../../../../language/figures.ts';
import { addressesOf, count, counted, percent } from '../../../../language/grammar/ru.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { IcmpMessages } from '../messages.ts';

const hostsOf = (value: number): string => counted(value, 'узел', 'узла', 'узлов');

export const ru: WordsOf<IcmpMessages> = {
  pinged: ({ who, protocol, hosts, when, unanswered }) =>
    `${who}: эхо-запросы (${protocolName(protocol)}) на ${hostsOf(hosts)}, ${period(when)}; без ответа остались ${percent(unanswered)}. ` +
    'Типов ICMP в записях потоков нет, поэтому ответы собеседникам не учтены.',
  pingedUs: ({ source, protocol, hosts, when, unanswered }) =>
    `${source}: эхо-запросы (${protocolName(protocol)}) на ${hostsOf(hosts)} из наших, ${period(when)}; без ответа остались ` +
    `${percent(unanswered)}. Типов ICMP в записях потоков нет, а адрес может быть поддельным.`,
  pingedUsMore: ({ sources, named, hosts, when }) =>
    `Кроме источников с наибольшим числом эхо-запросов (${count(named)}), нас опрашивали ещё ${addressesOf(sources)}, каждый не более чем ` +
    `${count(hosts)} из наших узлов, ${period(when)}.`,
  pingRule: ({ source, hosts, minutes, share }) =>
    `${source}. Действующие значения: ${hostsOf(hosts)} за ${count(minutes)} мин, без ответа ${percent(share)}`,
  sourcePing: () =>
    'Zeek policy/misc/scan (25 узлов за 5 минут); Jung и др., 2004 (доля неудач); эхо-запрос — то, чего собеседник не вызвал: собственное определение',
  sourcePingedUs: () =>
    'Zeek policy/misc/scan (25 узлов за 5 минут); Jung и др., 2004 (доля неудач); эхо-запрос узнаётся по длине: собственное определение',
  name_silent_hosts: () => 'узлов, не ответивших на эхо-запрос',
};
