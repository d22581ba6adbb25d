import { protocolName } from '../../../../net/protocols.ts';
import { period } from '../../../../language/figures.ts';
import { count, about, percent, bytes, counted, packetsOf } from '../../../../language/grammar/ru.ts';
import type { FloodKind } from '../../../../model/abuse-types.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { FloodMessages } from '../messages.ts';

/** Из каких пакетов состоит лавина. */
const PACKETS: Record<FloodKind, (of: FloodMessages['floodKind']) => string> = {
  syn_flood: () => 'SYN-флуд: одни SYN, без продолжения рукопожатия',
  tcp_reset_flood: () => 'лавина сбросов TCP (RST)',
  tcp_ack_flood: () => 'лавина подтверждений TCP (ACK) без данных',
  tcp_data_flood: ({ size }) =>
    `лавина пакетов TCP с данными, в среднем ${bytes(size)} каждый; это не SYN-флуд`,
  udp_flood: ({ size }) => `UDP-флуд, в среднем ${bytes(size)} на пакет`,
  icmp_flood: ({ size }) => `ICMP-флуд, в среднем ${bytes(size)} на пакет`,
  fragment_flood: () => 'лавина фрагментов, у которых нет своих портов',
  protocol_flood: ({ protocol }) => `лавина ${protocolName(protocol)}: не TCP, не UDP и не ICMP`,
  unusual_protocol_flood: ({ protocol }) => `лавина необычного протокола ${protocolName(protocol)}`,
  unknown: () => '',
};

export const ru: WordsOf<FloodMessages> = {
  flooded: (params) => {
    const target = params.target ?? counted(params.targets, 'цель', 'цели', 'целей');
    const several = params.ports > 1 ? `, ${counted(params.ports, 'порт', 'порта', 'портов')}` : '';
    const at = params.port === undefined ? several : `, порт ${params.port}`;
    const back =
      params.packets_back === 0 ? 'в ответ ничего не пришло' : `в ответ: ${packetsOf(params.packets_back)}`;
    return (
      `${params.who}: поток ${protocolName(params.protocol)} на ${target}${at}, до ${about(params.packets_per_second)} ` +
      `пакетов/с (${bytes(params.bytes_per_second)}/с), ${period(params.when)}, всего ${packetsOf(params.packets)} ` +
      `и ${bytes(params.bytes)}; ${back}.${params.kind === undefined ? '' : ` ${params.kind}`}`
    );
  },
  floodKind: (params) => {
    const reasons = {
      flagless: 'в нём нет флагов TCP',
      unlogged: 'в записях нет SYN, FIN и RST, а остальные флаги журнал сохранять не обязан',
      mixed: 'в записях смешаны пакеты разных видов',
    };
    return params.why === undefined
      ? `Вид: ${PACKETS[params.name](params)}.`
      : `По этому журналу вид не определить: ${reasons[params.why]}.`;
  },
  floodRule: (params) =>
    `${params.source}. Действующие значения: ${count(params.packets_per_second)} пакетов/с, ${count(params.bits_per_second)} бит/с ` +
    `или ${count(params.flows_per_second)} потоков/с; либо ${count(params.one_sided_packets_per_second)} пакетов/с ` +
    `при объёме от ${count(params.one_sided_packets)} пакетов; встречных пакетов не больше ${percent(params.share_back)}, либо только SYN`,
  sourceFlood: () =>
    'пороги FastNetMon по умолчанию (20 000 пакетов/с, 1 Гбит/с, 3500 потоков/с, среднее за 5 с); односторонний поток: собственное определение',
  synFlooded: ({ host, port, packets, sources, seconds, when, once }) =>
    `${host}: на порт TCP ${port} за ${about(seconds)} с (${period(when)}) пришло пакетов SYN: ${count(packets)}, ` +
    `источники: ${count(sources)}; ни один отправитель не продолжил рукопожатие` +
    `${once ? '. Адреса, скорее всего, подделаны и принадлежат не нападающим' : ''}.`,
  synFloodRule: ({ source, sources, share, window }) =>
    `${source}. Действующие значения: источников за ${window} с: ${count(sources)}, ${percent(share)} всех обращавшихся к порту`,
  sourceSynFlood: () => 'полуоткрытые соединения (RFC 4987); числа: собственное определение; нужны tcp_flags',
  volumeFlooded: (params) => {
    const several = params.ports > 1 ? `, ${counted(params.ports, 'порт', 'порта', 'портов')}` : '';
    const at = params.port === undefined ? several : `, порт ${params.port}`;
    const from = params.source ?? counted(params.sources, 'адрес', 'адреса', 'адресов');
    const refused = params.refused === 0 ? '' : `; отклонено ${percent(params.refused)} пакетов`;
    return (
      `${params.host}${at}: поток ${protocolName(params.protocol)} извне (источники: ${from}), до ` +
      `${about(params.packets_per_second)} пакетов/с (${bytes(params.bytes_per_second)}/с), ${period(params.when)}, ` +
      `всего ${packetsOf(params.packets)} и ${bytes(params.bytes)}${refused}. ${params.kind} ` +
      `Адреса отправителей могут быть подделаны: отвечать с них не требовалось.`
    );
  },
  volumeFloodRule: (params) =>
    `${params.source}. Действующие значения: ${count(params.packets_per_second)} пакетов/с, ${count(params.bits_per_second)} бит/с ` +
    `или ${count(params.flows_per_second)} потоков/с на один узел от всех, кому он почти не отвечал (не больше ` +
    `${percent(params.share_back)} их пакетов); либо ${count(params.one_sided_packets_per_second)} пакетов/с ` +
    `при объёме от ${count(params.one_sided_packets)} пакетов`,
  sourceInboundFlood: () =>
    'пороги FastNetMon по умолчанию (20 000 пакетов/с, 1 Гбит/с, 3500 потоков/с, среднее за 5 с) на один узел; меньшая скорость, что считается ответом и TCP без SYN и данных: собственное определение',
  name_refused_packets: () => 'отклонённых пакетов',
  gapTooShort: ({ seconds, least, packets, target }) =>
    `потоки охватывают ${about(seconds)} с: слишком мало, чтобы судить о лавине по скорости за ${least} с; ` +
    `за это время к ${target} отправлено пакетов: ${count(packets)}`,
  name_packets_back: () => 'встречных пакетов',
  name_packets_per_second: () => 'пакетов в секунду',
  name_bits_per_second: () => 'бит в секунду',
  name_flows_per_second: () => 'потоков в секунду',
};
