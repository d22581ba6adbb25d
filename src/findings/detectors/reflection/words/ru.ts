import { portName } from '../../../../net/ports.ts';
import { period } from '../../../../language/figures.ts';
import { about, addressesOf, bytes, count, packetsOf, percent } from '../../../../language/grammar/ru.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ReflectionMessages } from '../messages.ts';

const service = (port: number): string =>
  `UDP-порт ${port}${portName(port) === undefined ? '' : ` (${portName(port)})`}`;

export const ru: WordsOf<ReflectionMessages> = {
  reflectedOn: ({ host, port, sources, packets, bytes: size, when }) =>
    `${host}: незапрошенные ответы, ${packetsOf(packets)} (${bytes(size)}), ${service(port)}, источники: ${addressesOf(sources)}, ${period(when)}. ` +
    'Кто-то шлёт запросы от его имени; отвечающие узлы использованы в атаке и не являются нападающими.',
  reflectedOnRule: ({ source, sources, size, bytes: least }) =>
    `${source}. Действующие значения: ${addressesOf(sources)} за минуту, ${count(size)} байт в пакете, всего ${bytes(least)}, ни одной нашей записи в их сторону`,
  sourceReflectedOn: () =>
    'службы с усилением: CISA TA14-017A; ответы, которых никто не запрашивал, сразу от множества адресов: собственное определение',
  reflects: (params) =>
    `${params.who}: ${service(params.port)}, отправлено ${bytes(params.bytes)} (${params.target ?? `целей: ${count(params.targets)}`}) в ответ на ` +
    `${bytes(params.asked)} запросов, ${period(params.when)}; усиление по полезной нагрузке ${about(params.factor)}: узел используют для отражения и усиления потока.`,
  reflectsRule: ({ source, share, least, most, bytes: size }) =>
    `${source}. Действующие значения: ${percent(share)} опубликованного коэффициента, не меньше ${count(least)}, достаточно ${count(most)}; ${bytes(size)} одной цели за десять минут`,
  sourceReflects: () => 'коэффициенты усиления: CISA TA14-017A; объём: собственное определение',
  name_bytes_asked: () => 'байт в запросах',
  name_amplification: () => 'коэффициент усиления',
};
