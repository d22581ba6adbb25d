import type { Instant } from '../../model/instant.ts';
import type { BlockStep } from '../../model/block.ts';
import {
  clientKinds,
  records,
  about,
  count,
  counted,
  packetsOf,
  duration,
} from '../../language/grammar/ru.ts';
import type { WordsOf } from '../../language/words.ts';
import type { Direction } from '../rule.ts';
import type { BlockMessages } from './messages.ts';

const numbers = ({ add, remove }: { add: number; remove: number }): string =>
  `добавлено: ${count(add)}, удалено: ${count(remove)}`;

const STEPS: Readonly<Record<BlockStep, string>> = {
  addresses: 'сами адреса злоумышленников',
  prefixes: 'их опубликованные префиксы',
  service_in_region: 'сервис в его регионах',
  service: 'сервис целиком',
  provider: 'весь провайдер',
};

const TRAFFIC: Readonly<Record<Direction, string>> = {
  in: 'входящие соединения',
  out: 'исходящие соединения',
  both: 'весь трафик',
};

/** How far logs must reach to tell it. */
function willTell(known: Instant | undefined): string {
  return known === undefined ? '' : `; это покажут журналы, доходящие до ${known}`;
}

export const ru: WordsOf<BlockMessages> = {
  blockFillsTable: (told) => `nftables: заполняются множества таблицы ${told.table} (${numbers(told)})`,
  blockPointsTable: ({ table }) => `nftables: правила таблицы ${table} переключаются на них`,
  blockClosesOff: ({ program }) =>
    `${program}: пока не действуют правила ниже, весь обмен с этими адресами прерывается, чтобы ни одно текущее соединение не сошло за начатое этим узлом`,
  blockRemovesTable: ({ table }) => `nftables: таблица ${table} удаляется`,
  blockMakesSets: ({ sets, prefixes }) =>
    `ipset: новые множества (${count(sets)}), префиксов: ${count(prefixes)}; количество сверяется`,
  blockSwitchesRules: (told) =>
    `${told.program}: правила переключаются на новые множества (${numbers(told)})`,
  blockRemovesSets: ({ sets }) => `ipset: прежние множества удаляются (${count(sets)})`,
  blockWritesFile: (told) => `${told.path} записывается, проверяется и загружается (${numbers(told)})`,
  blockReplacesList: (told) => `список ${told.list} заменяется (${numbers(told)})`,
  blockNothingChanges: () => 'ничего не меняется: всё уже установлено',

  keptOwn: () => 'адрес этого компьютера',
  keptGateway: () => 'шлюз по умолчанию',
  keptResolver: () => 'DNS-сервер этого компьютера',
  keptSession: () => 'с этого адреса сейчас вошёл администратор',
  keptAsked: () => 'указано в --keep',

  blockFits: ({ prefixes }) => `помещается: префиксов ${count(prefixes)}, ничего лишнего`,
  blockFitsOver: ({ exact, used, percent }) =>
    `помещается: префиксов ${count(used)} вместо ${count(exact)}, адресов блокируется на ${about(percent)} % больше, чем нужно`,
  blockFamilyLeft: ({ family, prefixes, sink }) =>
    `${sink} не принимает IPv${family}: там не блокируются префиксы (${count(prefixes)})`,
  blockGoneAfterRestart: ({ command }) =>
    `после перезагрузки исчезнет; чтобы блокировка восстанавливалась при каждом запуске: \`${command}\``,
  blockStaysAfterRestart: () => 'сохранится после перезагрузки',
  blockEnds: ({ until, command }) =>
    `закончится само в ${until}; чтобы оставить, подтвердите раньше: \`${command}\``,
  blockNotTried: ({ sink }) => `написанное для ${sink} не проверялось на самом устройстве`,
  blockUnread: ({ why }) => `не удалось прочитать то, что действует сейчас: ${why}`,
  blockListsMissing: ({ provider, lists, command }) =>
    `Только часть сетей ${provider}: не загружены списки ${lists.join(', ')} (${command})`,

  blockStep: ({ step, of, prefixes }) =>
    `${STEPS[step]}${of.length === 0 ? '' : ` (${of.join(', ')})`}, префиксов: ${count(prefixes)}`,
  blockStopsBad: ({ sent, clients, signedIn: { times, users } }) =>
    `останавливает всё, что отправили злоумышленники: ${records(sent)}; адресов, с которых это пришло: ${count(clients)}` +
    (times === 0
      ? ''
      : `; из них с действующими учётными данными: ${count(times)} (учётных записей: ${count(users)})`),
  blockStopsNoGood: () => 'и больше никого',
  blockStopsGood: ({ users, more, others, sent }) => {
    const own =
      users.length === 0
        ? 'ваших пользователей не затрагивает'
        : `из ваших пользователей затрагивает: ${users.join(', ')}${more > 0 ? ` и ещё ${count(more)}` : ''}`;
    const beside = others.length === 0 ? '' : `; ${clientKinds(others)}`;
    return `${own}${beside} (${records(sent)})`;
  },
  blockHeld: ({ days, stopped, all }) =>
    `установленная через ${count(days)} дн. после начала, остановила бы ${count(stopped)} из ${count(all)} последующих`,
  blockNarrowest: ({ step }) => `самая узкая из действенных: ${STEPS[step]}`,

  blockNothing: () => 'сейчас ничего не блокируется',
  blockRule: ({ prefixes, direction, port, until }) =>
    `${counted(prefixes, 'префикс', 'префикса', 'префиксов')}, ${TRAFFIC[direction]}` +
    `${port === undefined ? '' : `, порт ${port}`}${until === undefined ? '' : `, до ${until}`}`,
  blockCounter: ({ what, packets, bytes }) =>
    `${what}: остановлено ${packetsOf(packets)}, ${counted(bytes, 'байт', 'байта', 'байт')}`,
  blockProbe: ({ address, port, connected, stopped }) =>
    `попытка соединиться с ${address}, порт ${port}: ${connected ? 'соединение установлено' : 'соединения нет'}, ` +
    `остановлено ${packetsOf(stopped)}`,
  blockStopped: ({ since, until, before }) =>
    `прекратилось: после блокировки от ${since} таких запросов в журналах нет, журналы заканчиваются ${until} (до неё: ${count(before)})`,
  blockNotStopped: ({ since, after, sample, last }) =>
    `не прекратилось: после блокировки от ${since} запросов: ${count(after)}, последний ${last} (${sample.join(', ')})`,
  blockLogsEnd: ({ since, until, known }) =>
    `пока неизвестно: журналы заканчиваются ${until}, а блокировка от ${since}; создайте дело из более новых журналов${willTell(known)}`,
  blockNothingBefore: ({ since }) =>
    `пока неизвестно: в этих журналах таких запросов почти нет и до блокировки от ${since}`,
  blockPaused: ({ pause, silence, known }) =>
    `пока неизвестно: запросов нет ${duration(silence)}, но до блокировки их не было и ${duration(pause)} подряд${willTell(known)}`,
  blockNoRequests: () =>
    'пока неизвестно: в деле нет ни запросов, ни входов; журналы потоков показывают пакеты до брандмауэра этого компьютера',
  blockUndone: ({ deed, at, prefixes }) =>
    `отменено: ${deed === 'apply' ? 'блокировка' : 'подтверждение'} от ${at}, ` +
    counted(prefixes, 'префикс', 'префикса', 'префиксов'),
  blockRuns: ({ command }) => `запускается при каждом старте системы и раз в день: ${command}`,
  blockWritten: ({ path }) => `записано: ${path}`,

  blockSink: ({ title, marks }) => `${title}: ${marks.join(', ')}`,
  sinkApplied: () => 'применяется прямо отсюда',
  sinkHandedOver: () => 'готовит файлы для ручной установки',
  sinkTimer: () => 'заканчивает блокировку по сроку само',
  sinkCapacity: ({ entries }) => `вмещает ${counted(entries, 'запись', 'записи', 'записей')}`,
  sinkTried: ({ program }) => `проверено с ${program}`,
  sinkUntried: () => 'на самом устройстве не проверялось',
};
