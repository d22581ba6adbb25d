import { protocolName } from '../../../net/protocols.ts';
import {
  about,
  addressesOf,
  count,
  counted,
  listed,
  percent,
  portWords,
} from '../../../language/grammar/ru.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { Aim, HoneypotMessages } from '../messages.ts';

const aim = ({ protocol, port }: Aim): string =>
  port === undefined ? protocolName(protocol) : portWords(String(port), 1, protocolName(protocol));

const days = ({ from, to }: { from: string; to: string }): string => (from === to ? from : `${from} — ${to}`);

const flowsOf = (value: number): string => counted(value, 'поток', 'потока', 'потоков');
const daysOf = (value: number): string => counted(value, 'день', 'дня', 'дней');

export const ru: WordsOf<HoneypotMessages> = {
  potTitle: () => 'Ханипот',
  potMeans: () => 'Что значат слова',
  potBurst: () => 'всплеск (определение ниже)',
  tablePotTraffic: () => 'Что пришло само, что было ответом и чего никто не запрашивал; доли по направлениям',
  tablePotDays: () => 'Ханипот по дням и направлениям',
  tablePotBursts: () => 'Дни со всплесками и порт, на который пришлось больше всего',
  tablePotKinds: () => 'О чём был трафик: почта, DNS, ICMP и прочее, в обе стороны',
  tablePotPorts: () => 'По протоколам и портам, в обе стороны; доли по направлениям',
  tablePotSources: () => 'Адреса, обратившиеся сами, по дням; новые — те, которых раньше не было',
  tablePotLifetimes: () => 'Сколько дней появлялся адрес: как адреса сменяются',
  tablePotBusiest: ({ most }) => `Адреса, обращавшиеся чаще всех (${count(most)})`,
  tablePotProviders: () => 'Чьи адреса обратились сами',
  tablePotDownloads: () => 'Файлы, которые ханипот загрузил или получил',
  tablePotSetDays: ({ set }) => `${set} и все остальные, по дням`,
  tablePotSetPorts: ({ set }) => `${set} и все остальные, по портам; доли — от собственных потоков`,
  tablePotSetSources: ({ set }) => `Как сменяются адреса ${set} в сравнении с остальными`,
  tablePotPeriods: ({ before, now }) =>
    `${days(now)} в сравнении с ${days(before)}, по портам; первая строка — всего`,
  seriesPot: () => 'Потоки, пришедшие сами, и потоки, начатые ханипотом, по дням',
  seriesPotSet: ({ set }) => `Потоки, пришедшие сами от ${set}, и потоки, начатые туда ханипотом, по дням`,
  potCame: ({ flows, unsolicited, response, backscatter, unknown }) =>
    `Входящие, ${flowsOf(flows)}: пришло само ${percent(unsolicited)}, ответы ${percent(response)}, обратное рассеяние ${percent(backscatter)}` +
    (unknown > 0 ? `, по журналу не различить ${percent(unknown)}` : ''),
  potSent: ({ flows, begun, answers, unknown }) =>
    `Исходящие, ${flowsOf(flows)}: ответы и отказы ${percent(answers)}, это не атаки; сам ханипот начал ${count(begun)}` +
    (unknown > 0 ? `; для ${percent(unknown)} журнал не показывает, кто начал` : ''),
  potNothing: () => 'Между вашими и чужими адресами не было ни одного потока',
  potBursts: ({ bursts, more }) =>
    `Всплески: ${bursts
      .map(
        (burst) =>
          `${burst.day} (${burst.direction === 'in' ? 'входящие' : 'исходящие'}, ${flowsOf(burst.flows)}, больше медианы примерно в ${about(burst.times)} раз, из них ${percent(burst.share)} — ${aim(burst)})`,
      )
      .join('; ')}${more > 0 ? `; ещё ${more} в таблице` : ''}`,
  potNoBursts: ({ days: active, least }) =>
    active < least
      ? `Дней с трафиком: ${count(active)}; при числе меньше ${least} нет медианы, по которой виден всплеск`
      : `Дней с трафиком: ${count(active)}, и ни один не выделяется как всплеск`,
  potSources: ({ sources, days: active, oneDay, lasting }) =>
    `Сами обратились ${addressesOf(sources)} за ${daysOf(active)}: ${percent(oneDay)} из них только в один день, ${percent(lasting)} — больше чем в семь дней`,
  potSet: ({ set, flows, share, sources, oneDay, restOneDay, ports }) =>
    `${set}: ${flowsOf(flows)}, ${addressesOf(sources)}, ${percent(share)} всего, что пришло само; только в один день появились ${percent(oneDay)} его адресов` +
    (restOneDay === undefined ? '' : ` (у остальных ${percent(restOneDay)})`) +
    (ports.length === 0
      ? ''
      : `. Больше всего: ${listed(ports.map((port) => `${aim(port)} (${percent(port.share)}; у остальных ${percent(port.rest)})`))}`),
  potSetNone: ({ set }) => `От ${set} ничего не пришло само`,
  potDownloads: ({ times, samples, sources }) =>
    `Загружено или передано: ${counted(times, 'файл', 'файла', 'файлов')}, участвовали ${addressesOf(sources)}; ${counted(samples, 'различный хеш', 'различных хеша', 'различных хешей')}`,
  potUnknownCounted: ({ share }) =>
    `О ${percent(share)} входящего журнал не говорит, было ли оно запрошено; в таблицах адресов оно считается пришедшим само`,
  potPeriods: ({ before, now, flowsBefore, flowsNow, sourcesBefore, sourcesNow }) =>
    `${days(now)}: пришло само ${flowsOf(flowsNow)}, ${addressesOf(sourcesNow)}; ${days(before)}: ${flowsOf(flowsBefore)}, ${addressesOf(sourcesBefore)}`,
  potMeansClasses: () =>
    'Пришло само: начала другая сторона (так записал тот, кто видел пакеты, либо SYN без ACK, либо датаграмма на меньший порт). Ответ: отклик на то, что начал здешний узел. Обратное рассеяние: SYN-ACK или RST, которых ни один здешний узел не запрашивал; их отправителя спросили от вашего имени, он не нападает (Moore, Voelker, Savage 2001). Неизвестно: TCP без флагов или соединение, начала которого нет в журнале',
  potMeansBurst: ({ times, share, least }) =>
    `Всплеск (наше определение): день, в который потоков больше, чем ${times} медианы дней с трафиком того же вида, и больше ${percent(share)} от самого большого дня; определяется, если таких дней не меньше ${least}`,
  potMeansRotation: () =>
    'Сменяемость (наше определение): доля адресов, появившихся лишь в один день, и для каждого дня доля тех, которых раньше не было; в первый день новые все',
  potMeansRecords: () =>
    'Одна запись журнала — один поток. Соединения, отмеченные только самим ханипотом, считаются лишь там, где других записей нет',
  potMasked: ({ least, rest }) =>
    `Для публикации. Доли округлены до целых процентов; числа, время и названия опущены; дни считаются от первого. Адреса и файлы заменены метками: одинаковая метка — один и тот же адрес. Строка без порта или владельца — все, у кого меньше ${percent(rest)}; если потоков или адресов меньше ${count(least)}, доли не даются`,
  potMaskedPart: () => 'выбранных сетей',
  potWithheld: ({ least }) =>
    `Потоков меньше ${count(least)}: по долям можно узнать числа, поэтому доли не даются`,
  potSharesCame: ({ unsolicited, response, backscatter, unknown }) =>
    `Из входящего пришло само ${percent(unsolicited)}, ответы ${percent(response)}, обратное рассеяние ${percent(backscatter)}` +
    (unknown > 0 ? `; по журналу не различить ${percent(unknown)}` : ''),
  potSharesSent: ({ begun, answers, unknown }) =>
    `Из исходящего ответы и отказы ${percent(answers)}, сам ханипот начал ${percent(begun)}` +
    (unknown > 0 ? `; по журналу неясно ${percent(unknown)}` : ''),
  potSharesSources: ({ oneDay }) => `${percent(oneDay)} адресов появились только в один день`,
  potSharesSet: ({ set, share, oneDay }) =>
    `${percent(share)} того, что пришло само, — от ${set}` +
    (oneDay === undefined ? '' : `; только в один день появились ${percent(oneDay)} его адресов`),
  potOfPeak: () => 'проценты от самого большого дня',
  potDay: ({ day }) => `день ${day}`,
  oursProposed: ({ prefix, share, again }) =>
    `ни один адрес в потоках не известен как ваш, поэтому по направлению ничего не оценено; ${prefix} есть в ${percent(share)} записей: если он ваш, выполните ${again}`,
  oursUnknown: ({ again }) =>
    `ни один адрес в потоках не известен как ваш, поэтому по направлению ничего не оценено, и ни один не встречается в большинстве записей: укажите свои адреса командой ${again}`,
  name_class: () => 'класс',
  name_share_flows: () => 'доля потоков',
  name_share_packets: () => 'доля пакетов',
  name_share_bytes: () => 'доля байтов',
  name_share_new: () => 'доля новых',
  name_share_busiest: () => 'доля самого активного',
  name_active_days: () => 'дней',
  name_share_sources: () => 'доля адресов',
  name_share_one_day: () => 'только в один день',
  name_set_flows: () => 'его потоки',
  name_rest_flows: () => 'потоки остальных',
  name_share_set: () => 'его доля за день',
  name_set_sources: () => 'его адреса',
  name_rest_sources: () => 'адреса остальных',
  name_share_of_set: () => 'доля его потоков',
  name_share_of_rest: () => 'доля потоков остальных',
  name_part: () => 'часть',
  name_flows_per_source: () => 'потоков на адрес',
  name_sources_before: () => 'адресов раньше',
  name_sources_now: () => 'адресов теперь',
  name_flows_before: () => 'потоков раньше',
  name_flows_now: () => 'потоков теперь',
  name_times: () => 'во сколько раз',
  name_median_flows: () => 'медиана дней',
  name_share_port: () => 'доля порта',
  name_what: () => 'о чём',
  name_share_hits: () => 'доля от всех файлов',
  name_sample: () => 'хеш',
  name_honeypot: () => 'ханипот',
  name_deed: () => 'событие',
  name_said: () => 'запись ханипота',
  name_pot_unsolicited: () => 'пришло само',
  name_pot_response: () => 'ответ извне',
  name_pot_backscatter: () => 'обратное рассеяние',
  name_pot_not_known: () => 'неизвестно',
  name_pot_begun: () => 'начато здесь',
  name_pot_answer: () => 'ответ или отказ',
  name_pot_set: () => 'выделенные',
  name_pot_rest: () => 'остальные',
  name_pot_mail: () => 'почта (спам)',
  name_pot_dns: () => 'DNS-запросы',
  name_pot_icmp: () => 'ICMP-трафик',
  name_pot_smb: () => 'общие папки Windows',
  name_pot_ssh: () => 'вход по SSH',
  name_pot_telnet: () => 'вход по Telnet',
  name_pot_proxy: () => 'прокси',
  name_pot_web: () => 'веб',
  name_pot_desktop: () => 'удалённый рабочий стол',
  name_pot_database: () => 'базы данных',
  name_pot_other: () => 'прочее',
};
