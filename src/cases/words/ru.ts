import {
  clientKinds,
  records,
  count,
  counted,
  listed,
  some,
  abuseTypes,
  duration,
} from '../../language/grammar/ru.ts';
import { instantText, laterText } from '../../language/figures.ts';
import type { Instant } from '../../model/instant.ts';
import type { WordsOf } from '../../language/words.ts';
import type { CaseMessages } from '../messages.ts';

/** 8.4 → 8,4 */
const comma = (value: number): string => String(value).replace('.', ',');

/** What helps where a clock or its zone is wrong. */
const ZONE_CURE = ': часы или часовой пояс неверны; сверьте с другим журналом и задайте пояс ключом --zone';

function whatOf({ rules, pictures, replay }: CaseMessages['gapMemory']): string {
  const parts = [
    rules.length > 0 && `результаты правил ${listed(rules)}`,
    pictures > 0 && `таблицы и диаграммы отчёта (${count(pictures)})`,
    replay && 'расчёт того, что остановила бы блокировка',
  ];
  return listed(parts.filter((part) => part !== false));
}

/** How far logs must reach to tell it. */
function willTell(last: Instant, known: Instant | undefined): string {
  return known === undefined ? '' : ` Это покажут журналы, доходящие до ${laterText(last, known)}.`;
}

export const ru: WordsOf<CaseMessages> = {
  caseBusy: () => 'с этим делом сейчас работает другой запуск; дождитесь его окончания',
  gapUnknown: (params) => `не распознано и потому не прочитано: ${some(params)}`,
  gapPrograms: ({ programs, more }) =>
    `строки программ, которые abusedesk не читает: ${some({ names: programs.map(({ name, lines }) => `${name} (${count(lines)})`), more })}`,
  gapUnreadable: (params) => `не удалось открыть: ${some(params)}`,
  gapZone: (params) =>
    `время без часового пояса прочитано как UTC: ${some(params)}; если часы там шли иначе, задайте пояс ключом --zone`,
  gapPartial: ({ path, why }) =>
    `${path}: прочитана только часть, и то, что есть в остальном, тоже могло произойти: ${why}`,
  gapChanged: ({ path }) =>
    `${path}: файл изменился во время чтения. Выводы основаны на тех байтах, SHA-256 которых указан в описи доказательств; строки, которых в файле больше нет, не цитируются. Скопируйте его туда, куда ничего не пишется, и проверьте копию`,
  gapMemory: (left) =>
    `для этого требовалось больше памяти, чем разрешено, и оно пропущено: ${whatOf(left)}. Укажите memory: 2GB в abusedesk.yaml и повторите расследование`,
  gapLost: ({ path }) =>
    `${path}: по данным журнала, часть записей потеряна (SKIPDATA): трафик, которого здесь нет, мог быть`,
  gapTags: ({ columns }) =>
    `в журнале потоков есть поля для тегов, но значений нет ни одного (${columns.join(', ')}): журнал создан без TagFieldSpecifications, у ресурсов нет этих тегов или журнал не вправе их читать (AWS тогда пишет «-» и не сообщает об ошибке). Если имена нужны, создайте журнал потоков с указанием ключей тегов`,
  gapRejected: ({ path, rejected, read }) =>
    `${path}: не удалось прочитать ${counted(rejected, 'строку', 'строки', 'строк')} из ${count(read)}; смотрите опись доказательств`,
  gapFuture: ({ last, hours, ...files }) =>
    (files.names.length === 1
      ? `${some(files)}: последнее событие (${instantText(last)}) отстоит на ${hours} ч в будущее`
      : `${some(files)}: последние события отстоят в будущее, самое дальнее — на ${hours} ч (${instantText(last)})`) +
    ZONE_CURE,
  gapWritten: ({ last, written, hours, ...files }) =>
    (files.names.length === 1
      ? `${some(files)}: последнее событие (${instantText(last)}) на ${hours} ч позже последнего изменения файла (${instantText(written)})`
      : `${some(files)}: последние события позже последнего изменения файлов, самое большее — на ${hours} ч (${instantText(last)}, изменён ${instantText(written)})`) +
    ZONE_CURE,
  gapShifted: ({ path, other, minutes, cure }) =>
    `${path}: часы ${minutes > 0 ? 'спешат относительно' : 'отстают от'} ${other} (разница: ${duration(Math.abs(minutes) * 60)}), так как в остальном одни и те же клиенты активны в обоих журналах в одни и те же минуты; одни из этих часов неверны, и сопоставлять времена напрямую нельзя` +
    (cure === undefined ? '' : `; если неверны часы ${path}, прочитайте его заново с ключом ${cure}`),
  gapPassedOver: ({ reason, ...files }) => `${some(files)}: ничего не использовано: ${reason}`,
  gapNote: ({ path, note }) => `${path}: ${note}`,
  gapMore: ({ count: more }) =>
    `ещё таких записей: ${count(more)}; сведения по каждому файлу — в manifest.json`,
  gapOverlap: ({ first, second, rows, table }) =>
    `${first} и ${second}: ${counted(rows, 'общая запись', 'общие записи', 'общих записей')} (${table}), они учтены дважды; если это одни и те же записи, дайте только один из файлов`,
  gapNoRanges: ({ update }) =>
    `диапазоны адресов провайдеров неизвестны, поэтому владельцы адресов не указаны: выполните ${update} или положите в папку ip-ranges.json`,
  gapNotLoaded: ({ addresses, asked, notLoaded, update }) =>
    `${counted(addresses, 'адрес', 'адреса', 'адресов')} нет ни в одном из опрошенных списков диапазонов (${listed(asked)}); ` +
    `не загружены и потому не опрошены: ${listed(notLoaded)}; опубликованные из них получает команда ${update}`,
  gapDistant: ({ provider, published, days, edge, drift }) =>
    `ближайшие известные диапазоны ${provider} (от ${published}) опубликованы ${days > 0 ? 'позже' : 'раньше'} ` +
    `${edge === 'begins' ? 'начала' : 'конца'} доказательств на ${counted(Math.abs(days), 'день', 'дня', 'дней')}` +
    (drift === undefined
      ? ''
      : `; за ${counted(drift.days, 'день', 'дня', 'дней')} у ${comma(drift.relabelled)} % адресов меняются метки, ${comma(drift.added)} % адресов появляется, ${comma(drift.gone)} % исчезает`),
  gapUnusedRule: ({ pattern, kind }) =>
    `ни один файл не подходит под ${pattern}: заданный для него ${kind === 'zone' ? 'часовой пояс' : 'год'} не использован`,
  gapUnusedFormat: ({ format }) =>
    `ни у одного файла нет заданного формата журнала ${format}: он не использован`,
  gapBalancers: (params) =>
    `заголовку X-Forwarded-For поверили у балансировщиков нагрузки из описи: ${some(params)}`,
  gapProxies: (params) =>
    `запросы с X-Forwarded-For приходят от ${some(params)}: если это ваши прокси-серверы, назовите их ключом --trusted-proxy, и клиенты за ними станут различимы`,
  nextTogether: ({ host, others }) =>
    `осмотрите изнутри ${host}, ${listed(others)}: журналы потоков их не различают`,
  nextSnapshot: ({ host, snapshot, find, named }) =>
    `прежде всего сохраните доказательства (${host}): ${snapshot}${find === undefined ? '' : `; INSTANCE-ID: ${find}`}${named ? '; инстанс взят из уведомления' : ''}`,
  nextCutOff: ({ host, stop, plan }) =>
    `отключите ${host}: остановите его командой ${stop} или запретите его трафик в сетевом ACL подсети; новая группа безопасности не разрывает уже открытые соединения${plan === undefined ? '' : `; что разрывает каждое средство, кого ещё заденет и как его отменить: ${plan}`}`,
  nextStopOutbound: ({ host, ports: at, targets, block, attempt }) =>
    `если ${host} должен работать дальше, запретите ему начинать соединения с чужими портами TCP ${listed(at.map(String))}, по которым он обращался к узлам ` +
    `(${count(targets)}), хотя бы с теми, кто жалуется (TARGETS.txt, по адресу в строке): ${block}. Затем попробуйте на нём одно соединение вручную: ${attempt}; ` +
    `вывод положите в папку как доказательство того, что соединения не устанавливаются`,
  nextInside: ({ host, inspect, collector }) =>
    `выясните на ${host || 'узле, на который жалуются'}, какая программа или какой сценарий отправляет данные и как туда проникли; на самом узле, от имени root: ${inspect}; если там нет Node, подойдёт и вывод этого сценария: ${collector}; положите его в папку вместе с журналами веб-сервера и копией его страниц; по шагам: docs/how-to/look-inside-a-host.md`,
  nextMailTraces: ({ host, traces, find, accounts }) =>
    `найдите на ${host || 'узле, на который указывает жалоба,'} то, чем, судя по заголовкам письма, оно было отправлено: ${traces.join('; ')}; заголовки мог написать и сам отправитель, поэтому это зацепка, а не доказательство` +
    (find === undefined ? '' : `. Где лежит сценарий: ${find}`) +
    (accounts.length === 0
      ? ''
      : `. Если в журнале почтового сервера есть входы под ${listed(accounts)} в это время, смените пароль и завершите сеансы`),
  nextScanFiles: ({ host, scan }) =>
    `поищите на ${host} заражённые файлы: кто оставил там сценарий, мог оставить и другое: ${scan}; для снимка диска — с --root DIR`,
  nextSnapshotElsewhere: ({ host }) =>
    `прежде всего сохраните улики с ${host}: снимки дисков, средствами провайдера`,
  nextCutOffElsewhere: ({ host }) =>
    `отключите ${host}: остановите узел или заблокируйте его исходящий трафик вне его самого и убедитесь, что уже открытые соединения завершились`,
  nextFlowLogsElsewhere: ({ lacks }) =>
    `получите недостающее: ${listed(lacks)}. Если у провайдера записей нет, включите журналы потоков сейчас`,
  nextFlowLogsKept: ({ lacks, kept }) =>
    `получите ${lacks.join('; ')}; судя по описи, журналы потоков хранятся здесь: ${listed(kept)}: docs/how-to/get-flow-logs.md`,
  nextFlowLogs: ({ lacks, describe, create, find, buckets }) =>
    `получите ${lacks.join('; ')}. Где они хранятся: ${describe}. Если журналов нет, включите их сейчас: ` +
    `${create}${find === undefined ? '' : `; VPC-ID: ${find}`}; BUCKET, один из ваших: ${buckets}; по шагам: docs/how-to/get-flow-logs.md`,
  nextInventory: () => 'добавьте опись, чтобы у адресов появились имена: docs/how-to/collect-inventory.md',
  nextAgain: () => 'когда недостающие журналы появятся, выполните ту же команду ещё раз',
  nextKey: ({ id, deactivate, used, history }) =>
    `сейчас же отключите ключ доступа ${id}: ${deactivate}. Чей он и где использовался в последний раз: ${used}. ` +
    `Что делали с его помощью за последние 90 дней, в каждом регионе: ${history}`,
  nextKeyElsewhere: ({ id }) =>
    `найдите ключ доступа ${id}, сейчас же отключите его и выясните, что делали с его помощью`,
  nextPasswords: ({ users }) =>
    `сейчас же смените пароль (${listed(users)}), завершите открытые сеансы и проверьте правила и пересылку в почтовом ящике`,
  nextBlock: ({ prefixes, bad, users, more, others, plan, keep }) => {
    const own =
      users.length === 0
        ? 'из ваших пользователей блокировка не затронула бы никого'
        : `из ваших пользователей она затронула бы: ${listed(users)}${more > 0 ? ` и ещё ${count(more)}` : ''}`;
    const beside = others.length === 0 ? '' : ` (помимо них — ${clientKinds(others)})`;
    const what =
      prefixes === 1 ? 'этот префикс' : `эти ${counted(prefixes, 'префикс', 'префикса', 'префиксов')}`;
    return `заблокируйте ${what}; злоумышленники отправили оттуда: ${records(bad)}; ${own}${beside}: ${plan}${keep === undefined ? '' : `. ${keep}`}`;
  },
  nextKeepBlock: ({ what, prefixes, users, more, others, alike, schedule }) => {
    const own =
      users.length === 0
        ? 'ваших пользователей не затронуло бы'
        : `из ваших пользователей затронуло бы: ${listed(users)}${more > 0 ? ` и ещё ${count(more)}` : ''}`;
    const beside = others.length === 0 ? '' : `; помимо них — ${clientKinds(others)}`;
    return (
      `Опубликованные диапазоны меняются: после применения поддерживайте блокировку на самом сервере — весь ${what}, опубликованный на этот день ` +
      `(сейчас ${counted(prefixes, 'префикс', 'префикса', 'префиксов')}; ${alike ? 'больше никого не затронуло бы' : `${own}${beside}`}): ${schedule} (в Windows — с --sink windows-firewall)`
    );
  },
  nextAskUsers: ({ ask }) =>
    `спросите самих пользователей, не входит ли оттуда сервис, которым они пользуются: ${ask}`,
  nextComplain: ({ complain }) =>
    `пожалуйтесь провайдерам нападавших; сначала прочтите, что будет отправлено: ${complain}`,
  nextInterim: ({ path }) => `отправьте предварительный ответ на уведомление: ${path}`,
  nextSecurityContact: ({ missing, read, set }) =>
    `прежде чем писать о мерах, проверьте контакт по безопасности у аккаунта: ${missing ? 'судя по уведомлению, он не задан, и уведомления получает только владелец' : 'с ним уведомления доходят сразу'}. Кто указан: ${read}. Чтобы задать: ${set}`,
  nextFinal: ({ path }) => `заполните пропуски в окончательном ответе и отправьте его: ${path}`,
  nextDispute: ({ path }) =>
    `записи опровергают уведомление: проверьте письмо с возражением, где приведены строки, и отправьте его: ${path}`,
  nextProve: ({ why, ...named }) =>
    `прежде чем отвечать на уведомление или выполнять команды для того, что в нём названо (${some(named)}), убедитесь, что оно подлинное: ${why}. То же обращение должно быть в консоли провайдера, а названное — принадлежать вам`,
  nextForged: () =>
    'не отвечайте на поддельное уведомление и ничего в нём не открывайте; проверьте в консоли провайдера, нет ли настоящего',
  nextRanges: ({ update }) =>
    `загрузите опубликованные диапазоны, чтобы у адресов появились владельцы: ${update}`,
  stopSeen: ({ last, ends }) =>
    `Последний раз это зафиксировано ${instantText(last)}; журналы доходят до ${laterText(last, ends)}, и после этого ничего подобного в них нет.`,
  stopGoing: ({ ends }) => `К концу журналов (${instantText(ends)}) это ещё продолжалось.`,
  stopShortly: ({ last, seconds, known }) =>
    `Считайте, что это продолжается: последний раз это замечено ${instantText(last)}, а журналы заканчиваются вскоре после этого (${duration(seconds)}).${willTell(last, known)}`,
  stopLogEnds: ({ last, known }) =>
    `Прекратилось ли это, сказать нельзя: на этом журналы и заканчиваются (${instantText(last)}).${willTell(last, known)}`,
  stopTooShort: ({ last, seconds, known }) =>
    `Прекратилось ли это, сказать нельзя: последний раз это замечено ${instantText(last)}, а журналы заканчиваются вскоре после этого (${duration(seconds)}).${willTell(last, known)}`,
  stopUnknown: () => 'Прекратилось ли это, по предоставленным данным сказать нельзя.',
  stopNotSeen: ({ ends }) => `Журналы доходят до ${instantText(ends)}; ничего подобного в них нет.`,
  tierFree: ({ gb }) => `бесплатно (${count(gb)} ГБ в месяц)`,
  tierStep: ({ step, tb }) =>
    ({ first: `первые ${tb} ТБ`, next: `следующие ${tb} ТБ`, above: `свыше ${tb} ТБ` })[step],
  tierNat: () => 'обработка данных NAT-шлюзом',
  tierZones: () => 'передача между зонами доступности',
  costList: ({ as_of: asOf, source }) => `прейскурантные цены на ${asOf} (${source}), без налогов и скидок`,
  costRegion: ({ reference }) => `регион неизвестен: взяты цены ${reference}`,
  costNoPrice: ({ egress, nat, region, reference }) =>
    `нет записанной цены для ${region} (${listed([...(egress ? ['исходящий трафик'] : []), ...(nat ? ['NAT-шлюз'] : [])])}): взята цена ${reference}`,
  costLastPrice: ({ tier }) => `«${tier}» посчитано по последней записанной цене; настоящая ниже`,
  costFree: ({ gb, since }) => `${count(gb)} ГБ в месяц считаются бесплатными, как с ${since}`,
  costAlone: ({ provider }) =>
    `в этом месяце из ${provider} больше ничего не выходило: прочий трафик занял бы бесплатную часть и сдвинул этот в более дешёвые ступени`,
  costInternet: ({ provider }) =>
    `все байты ушли в интернет: трафик в другие регионы и службы ${provider} оплачивается иначе`,
  costLeftOut: ({ zones }) =>
    `не учтено: почасовая оплата инстанса и NAT-шлюза, ${zones ? '' : 'трафик между зонами доступности, '}байты, принятые через NAT-шлюз, балансировщики нагрузки, сами журналы потоков`,
  costClaimed: () => 'по числам из самого уведомления: журнала потоков об этом в деле нет',
  costServed: ({ gb }) =>
    `из них ${count(gb)} ГБ — ответы на входящие запросы: это ваш собственный сервис, а не трафик из уведомления`,
  timeBegins: ({ notice, type }) => `${notice}: начало по уведомлению (${abuseTypes[type]})`,
  timeMoment: ({ notice, type }) => `${notice}: по уведомлению, ${abuseTypes[type]}`,
  timeEnds: ({ notice, type }) => `${notice}: конец по уведомлению (${abuseTypes[type]})`,
  timeReceived: ({ notice, stage }) =>
    `${notice}: получено (${{ first: 'первое уведомление', reminder: 'напоминание', final: 'последнее уведомление', action: 'уведомление о мерах' }[stage]})`,
  timeDue: ({ notice }) => `${notice}: срок ответа`,
  timeNotice: ({ source, reference }) =>
    `${source === undefined ? 'Жалоба в свободной форме' : `Уведомление ${source}`}${reference === undefined ? '' : ` ${reference}`}`,
  timeLogEnds: ({ who, type }) =>
    `${who === undefined ? '' : `${who}: `}${abuseTypes[type]}: последняя запись, вскоре журнал заканчивается; продолжалось ли это дальше, неизвестно`,
  timeFindingEnds: ({ who, type }) =>
    `${who === undefined ? '' : `${who}: `}конец активности (${abuseTypes[type]})`,
  timeOpened: () => 'дело открыто',
};
