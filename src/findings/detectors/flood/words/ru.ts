import { protocolName } from '../../../../net/protocols.ts';
import { period } from '../../../../language/figures.ts';
import { count, about, percent, bytes, counted, packetsOf } from '../../../../language/grammar/ru.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { FloodMessages } from '../messages.ts';

export const ru: WordsOf<FloodMessages> = {
  flooded: (told) => {
    const target = told.target ?? counted(told.targets, 'цель', 'цели', 'целей');
    const several = told.ports > 1 ? `, ${counted(told.ports, 'порт', 'порта', 'портов')}` : '';
    const at = told.port === undefined ? several : `, порт ${told.port}`;
    const back =
      told.packets_back === 0 ? 'в ответ ничего не пришло' : `в ответ: ${packetsOf(told.packets_back)}`;
    return (
      `${told.who}: поток ${protocolName(told.protocol)} на ${target}${at}, до ${about(told.packets_per_second)} ` +
      `пакетов/с (${bytes(told.bytes_per_second)}/с), ${period(told.when)}, всего ${packetsOf(told.packets)} ` +
      `и ${bytes(told.bytes)}; ${back}.`
    );
  },
  floodRule: (told) =>
    `${told.source}. Действующие значения: ${count(told.packets_per_second)} пакетов/с, ${count(told.bits_per_second)} бит/с ` +
    `или ${count(told.flows_per_second)} потоков/с; либо ${count(told.one_sided_packets_per_second)} пакетов/с ` +
    `при объёме от ${count(told.one_sided_packets)} пакетов; встречных пакетов не больше ${percent(told.share_back)}, либо только SYN`,
  sourceFlood: () =>
    'пороги FastNetMon по умолчанию (20 000 пакетов/с, 1 Гбит/с, 3500 потоков/с, среднее за 5 с); односторонний поток: собственное определение',
  synFlooded: ({ host, port, packets, sources, seconds, when, once }) =>
    `${host}: на порт TCP ${port} за ${about(seconds)} с (${period(when)}) пришло пакетов SYN: ${count(packets)}, ` +
    `источники: ${count(sources)}; ни один отправитель не продолжил рукопожатие` +
    `${once ? '. Адреса, скорее всего, подделаны и принадлежат не нападающим' : ''}.`,
  synFloodRule: ({ source, sources, share, window }) =>
    `${source}. Действующие значения: источников за ${window} с: ${count(sources)}, ${percent(share)} всех обращавшихся к порту`,
  sourceSynFlood: () => 'полуоткрытые соединения (RFC 4987); числа: собственное определение; нужны tcp_flags',
  gapTooShort: ({ seconds, least, packets, target }) =>
    `потоки охватывают ${about(seconds)} с: слишком мало, чтобы судить о лавине по скорости за ${least} с; ` +
    `за это время к ${target} отправлено пакетов: ${count(packets)}`,
  name_packets_back: () => 'встречных пакетов',
  name_packets_per_second: () => 'пакетов в секунду',
  name_bits_per_second: () => 'бит в секунду',
  name_flows_per_second: () => 'потоков в секунду',
};
