import { period } from '../../../../language/figures.ts';
import { addressesOf, count, counted, listed } from '../../../../language/grammar/ru.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { SensorMessages } from '../messages.ts';

const LEVELS = { high: 'высокая важность', medium: 'средняя важность', low: 'низкая важность' } as const;

const times = (value: number): string => counted(value, 'раз', 'раза', 'раз');

function fates(reported: number, blocked: number, passed: number): string {
  const unsaid = reported - blocked - passed;
  if (unsaid === reported) return 'было ли это заблокировано, не сказано';
  const parts = [
    ...(blocked > 0 ? [`заблокировано: ${count(blocked)}`] : []),
    ...(passed > 0 ? [`пропущено: ${count(passed)}`] : []),
    ...(unsaid > 0 ? [`не сказано: ${count(unsaid)}`] : []),
  ];
  return parts.join(', ');
}

function whoOf({ address, provider, name }: { address: string; provider?: string; name?: string }): string {
  const further = [name, provider].filter((part) => part !== undefined);
  return further.length === 0 ? address : `${address} (${further.join(', ')})`;
}

const most = (different: number): string => (different > 1 ? 'чаще всего ' : '');

export const ru: WordsOf<SensorMessages> = {
  sensorsSayOf: ({ own, said, when, peak, minutes, ...who }) =>
    `${whoOf(who)}${own ? ' (наш узел)' : ''}: ${said.join('; ')}; ${period(when)}` +
    `${peak === undefined ? '' : `, не более ${counted(peak, 'оповещения', 'оповещений', 'оповещений')} за ${counted(minutes, 'минуту', 'минуты', 'минут')}`}.`,
  sensorsSayOfOthers: ({ addresses, own, reported, blocked, passed, when }) =>
    `Ещё ${addressesOf(addresses)}${own ? ' из наших' : ''}: о них сообщено ${times(reported)} или они заблокированы ` +
    `(${fates(reported, blocked, passed)}), ${period(when)}.`,
  sensorReported: ({ sensor, reported, web, level, blocked, passed, rule, rules, url, urls, targets }) =>
    `${sensor} сообщает ${web ? `о запросах: ${count(reported)}` : times(reported)} (${LEVELS[level]})` +
    (rule === undefined ? '' : `, ${most(rules)}по правилу ${rule}`) +
    (url === undefined ? '' : `, ${most(urls)}по адресу ${url}`) +
    `${targets.length === 0 ? '' : `, к ${listed(targets)}`}; ${fates(reported, blocked, passed)}`,
  sensorBanned: ({ sensor, bans, rules }) =>
    `${sensor} закрыл доступ ${times(bans)}${rules.length === 0 ? '' : ` (${listed(rules)})`}`,
  sensorRule: ({ source, grave, medium, bans }) =>
    `${source}. Действующие значения на один адрес: сообщений критической или высокой важности — ${count(grave)}, средней или без неё — ` +
    `${count(medium)}, либо закрытий доступа — ${count(bans)}`,
  sensorOwnRule: ({ source, own }) =>
    `${source}. Действующее значение: сообщений средней важности и выше или без неё о нашем узле — ${count(own)}`,
  sourceSensors: () =>
    'определение: суждение другой системы передаётся с её важностью, заблокированное отделено от пропущенного',
  filesBrought: ({ sensor, downloads, addresses, files, urls, hash, url, times: often, when }) =>
    `В ловушку ${sensor} попало ${counted(downloads, 'файл', 'файла', 'файлов')} с ${counted(addresses, 'адреса', 'адресов', 'адресов')}, ${period(when)}` +
    `: ${files === 0 ? 'хеши не указаны' : `разных по хешу — ${count(files)}`}${urls === 0 ? '' : `, URL — ${count(urls)}`}` +
    `; чаще всего ${hash ?? 'файл без хеша'}${url === undefined ? '' : ` с ${url}`} (${times(often)}).`,
  downloadRule: ({ source }) => `${source}. Действующее значение: один файл`,
  sourceDownloads: () =>
    'определение: сама ловушка файлов не загружает, поэтому каждый попавший в неё файл принесён нападающим',
  commandsTyped: ({ sensor, commands, addresses, address, different, command, times: often, when }) =>
    `В ловушку ${sensor} вошли и ввели команды с ${address ?? counted(addresses, 'адреса', 'адресов', 'адресов')}: команд — ${count(commands)}, разных — ${count(different)}, ${period(when)}` +
    `${command === undefined ? '' : `; чаще всего ${command} (${times(often)})`}.`,
  commandRule: ({ source }) => `${source}. Действующее значение: одна команда`,
  sourceCommands: () =>
    'определение: пользователей у ловушки нет, поэтому каждый, кто вводит в ней команды, взломщик',
  tableAlertsByRule: () => 'Оповещения по правилам: о чём сообщили датчики и серверы и чем это кончилось',
  tableAlertsBySource: () => 'Оповещения по источникам: о ком сообщили датчики и кому закрыт доступ',
  tableAlertsByUrl: () => 'Оповещения по путям: о запросах к каким страницам сообщили датчики',
  tableAlertBursts: ({ alerts, minutes }) =>
    `Всплески: не менее ${counted(alerts, 'оповещения', 'оповещений', 'оповещений')} одного датчика за ${counted(minutes, 'минуту', 'минуты', 'минут')}`,
  tableDownloads: () => 'Файлы, попавшие в ловушки, по URL и хешу',
  name_reported: () => 'сообщений',
  name_reported_blocked: () => 'сообщено и заблокировано',
  name_reported_passed: () => 'сообщено и пропущено',
  name_bans: () => 'закрытий доступа',
  name_alerts_in_busiest_window: () => 'оповещений в самом плотном окне',
  name_downloads: () => 'загруженных файлов',
  name_different_files: () => 'разных файлов',
  name_commands: () => 'введённых команд',
  name_different_commands: () => 'разных команд',
  name_urls: () => 'число URL',
  name_sensor: () => 'датчик',
  name_rule: () => 'правило',
  name_message: () => 'сообщение',
  name_severity: () => 'важность',
  name_alerts: () => 'тревог',
  name_blocked: () => 'отклонено',
  name_passed: () => 'пропущено',
  name_rules: () => 'правил',
  name_address: () => 'адрес',
  name_url: () => 'URL (путь)',
  name_hash: () => 'хеш',
  name_window_start: () => 'начало окна',
};
