import { protocolName } from '../../net/protocols.ts';
import { createFlowLogs, describeFlowLogs, inRegion, whichInstance, whichVpc } from './commands.ts';
import { figuresOf, period, portsPhrase, servicesOf, type PortWords } from './figures.ts';
import type { Sentences, Span } from './messages.ts';

const { count, about, percent, bytes } = figuresOf('ru-RU');
const rules = new Intl.PluralRules('ru-RU');

/** `1 узел`, `3 узла`, `5 узлов`, `12 043 узла`; the noun stays on the number's line. */
function counted(value: number, one: string, few: string, many: string): string {
  const form = rules.select(value);
  return `${count(value)}\u00a0${form === 'one' ? one : form === 'few' ? few : many}`;
}

const packetsOf = (value: number): string => counted(value, 'пакет', 'пакета', 'пакетов');
const hostsOf = (value: number): string => counted(value, 'узел', 'узла', 'узлов');
const addressesOf = (value: number): string => counted(value, 'адрес', 'адреса', 'адресов');
const failuresOf = (value: number): string =>
  counted(value, 'неудачная попытка входа', 'неудачные попытки входа', 'неудачных попыток входа');
/** Genitive after "не менее". */
const addressesFrom = (value: number): string => `${count(value)} ${one(value) ? 'адреса' : 'адресов'}`;

/** `в 2 раза`, `в 2,5 раза`, `в 28 раз`. */
function times(value: number): string {
  const form = rules.select(Number(value.toPrecision(2)));
  return `${about(value)} ${form === 'few' || form === 'other' ? 'раза' : 'раз'}`;
}

function one(value: number): boolean {
  return rules.select(value) === 'one';
}

const listed = (values: readonly string[]): string => values.join(', ');

/** `TCP-порт 22`, `порт 22`. */
export const portWords: PortWords = (list, number, protocol = '') =>
  `${protocol === '' ? '' : `${protocol}-`}${number === 1 ? 'порт' : 'порты'} ${list}`;

function ports(told: { protocol: number; ports: number[]; port_count: number }): string {
  return portsPhrase(
    told,
    portWords,
    (name, total, some) => `${name}, ${counted(total, 'порт', 'порта', 'портов')}: ${some}`,
  );
}

function some({ names, more }: { names: string[]; more: number }): string {
  return more > 0 ? `${listed(names)} и ещё ${count(more)}` : listed(names);
}

const KINDS = {
  nat: 'NAT-шлюз',
  'load balancer': 'балансировщик нагрузки',
  'transit gateway': 'Transit Gateway',
} as const;
const OF_KINDS = {
  nat: 'NAT-шлюза',
  'load balancer': 'балансировщика нагрузки',
  'transit gateway': 'Transit Gateway',
} as const;

const accused = (who: string): string => who || 'ресурс из уведомления';
const logTime = (when: Span | null): string => (when === null ? 'весь журнал' : period(when));
const services = (names: string[]): string => listed(servicesOf(names, 'служба без названия'));
const owner = (provider: string | undefined, regions: string[]): string =>
  provider === undefined ? '' : ` (${[provider, ...regions].join(', ')})`;

function fanAim({ protocol, port }: { protocol?: number; port?: number }): string {
  return port === undefined
    ? ''
    : ` (${portWords(String(port), 1, protocol === undefined ? '' : protocolName(protocol))})`;
}

export const ru: Sentences = {
  quoted: ({ text }) => text,

  scanned: (told) =>
    `${told.who}: попытки соединения (${ports(told)}), ${hostsOf(told.hosts)}, ${period(told.when)}; ` +
    `${percent(told.unanswered)} остались без ответа${told.flagless ? '; флагов TCP в журнале нет' : ''}.`,
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
  sourceHorizontal: () =>
    'Zeek policy/misc/scan (25 узлов на одном порту за 5 минут); Jung и др., 2004 (доля неудач)',
  sourceVertical: () =>
    'Zeek policy/misc/scan (15 портов одного узла за 5 минут); Jung и др., 2004 (доля неудач)',
  sourceBlock: () => 'Zeek simple-scan (25 пар узлов и портов за 15 минут); Jung и др., 2004 (доля неудач)',
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
  backscattered: ({ victims, sample, hosts, when }) =>
    `${addressesOf(victims)} (${listed(sample)}${victims > sample.length ? ', …' : ''}): ответы RST и SYN-ACK на ` +
    `${addressesOf(hosts)} из наших, ${period(when)}, которых никто здесь не запрашивал. ` +
    'Это жертвы того, кто подделывает адреса, а не нападающие.',
  backscatterRule: ({ source, hosts }) =>
    `${source}. Действующие значения: ${addressesOf(hosts)} из наших, ни одной нашей записи в их сторону`,
  sourceBackscatter: () =>
    'правила обнаружения сканирования по потокам (все потоки RST, SYN-ACK или RST-ACK, больше 3 адресатов); нужны tcp_flags',

  loginsFailed: ({ attacker, failures, services: at, when, tried, device }) =>
    `${attacker}: ${failuresOf(failures)} (${services(at)}), ${period(when)}, ${tried}` +
    `${device ? '; так же выглядит устройство со старым паролем' : ''}.`,
  attackerClient: ({ address, provider }) => `${address}${owner(provider, [])}`,
  attackerGroup: ({ addresses, provider, regions, shared }) =>
    `${addressesOf(addresses)}${provider === undefined ? ' вне известных облаков' : owner(provider, regions)}, ${shared}`,
  attackersBeyond: ({ addresses }) => `Ещё ${addressesOf(addresses)}, каждый сам по себе выше порога`,
  sharedAgent: ({ agent }) => (agent === '' ? 'все без user agent' : `у всех user agent ${agent}`),
  sharedNothing: () => 'ни один сам по себе не выше порога',
  triedUnnamed: ({ log }) =>
    log === 'form'
      ? 'форма не записывает, для какой учётной записи'
      : 'в журнале не указано, для какой учётной записи',
  triedOne: ({ user }) => `все под именем ${user}`,
  triedMany: ({ accounts, few }) =>
    `${counted(accounts, 'учётная запись', 'учётные записи', 'учётных записей')}, ` +
    (few ? 'на каждую мало попыток (распыление паролей)' : 'на каждую много попыток'),
  webAttackRule: ({ source, failures, minutes, accounts, rotating }) =>
    `${source}. Действующие значения: ${failuresOf(failures)} одного клиента за ${count(minutes)} мин, ` +
    `либо ${counted(accounts, 'учётная запись', 'учётные записи', 'учётных записей')}, куда он ни разу не вошёл, ` +
    `либо ${failuresOf(failures)} клиентов одного провайдера с одним user agent, не менее чем с ${addressesFrom(rotating)}`,
  loginAttackRule: ({ source, failures, minutes, accounts, rotating }) =>
    `${source}. Действующие значения: ${failuresOf(failures)} одного клиента на одной службе за ${count(minutes)} мин, ` +
    `либо ${counted(accounts, 'учётная запись', 'учётные записи', 'учётных записей')}, куда он ни разу не вошёл, ` +
    `либо всего ${failuresOf(failures)} клиентов одного провайдера на одной службе, не менее чем с ${addressesFrom(rotating)}, каждый ниже порога`,
  sourceWebAttack: () =>
    'Zeek policy/protocols/ssh/detect-bruteforcing (30 неудач за 30 минут), применено ко входу на сайты; распыление и сменяющиеся адреса: собственное определение',
  sourceLoginAttack: () =>
    'Zeek policy/protocols/ssh/detect-bruteforcing (30 неудач за 30 минут), применено ко всем службам; распыление и сменяющиеся адреса: собственное определение',
  credentialsWorked: ({ user, successes, noun, services: at, place, when, why }) => {
    const done =
      noun === 'request'
        ? counted(successes, 'успешный запрос', 'успешных запроса', 'успешных запросов')
        : counted(successes, 'успешный вход', 'успешных входа', 'успешных входов');
    const whose = user === undefined ? 'Чьи-то учётные данные' : `Учётные данные ${user}`;
    return `${whose} подошли: ${done} (${services(at)}), откуда: ${place}; ${period(when)}, ${why}.`;
  },
  placeAddress: ({ address, provider, regions }) => `${address}${owner(provider, regions)}`,
  placeAddresses: ({ addresses, provider, regions }) =>
    `${addressesOf(addresses)}${owner(provider, regions)}`,
  whyGuessed: ({ failures }) => `до этого с ними: ${failuresOf(failures)}`,
  whyElsewhere: () => 'это скрипт, а владелец входит из других сетей и другими программами',
  whyAmongMany: ({ logins, accounts, before }) =>
    `оттуда же: ${failuresOf(logins)}` +
    (accounts > 0
      ? `, ${counted(accounts, 'учётная запись', 'учётные записи', 'учётных записей')} так и не открыты`
      : '') +
    (before > 0 ? `, и на этой: ${failuresOf(before)}` : ''),
  entryRule: ({ source, why }) => `${source}. Действующие значения: ${why}`,
  ruleGuessed: ({ failures }) =>
    `число неудач того же источника на той же учётной записи до успеха: не меньше ${count(failures)}`,
  ruleElsewhere: () =>
    'скрипт в облаке с учётными данными, владелец которых пользуется другими сетями и программами',
  ruleAmongMany: ({ failures, per_account: each }) =>
    `число неудач источника не меньше ${count(failures)}, на учётных записях, в большинство которых он ни разу не вошёл, ` +
    `и больше ${count(each)} на каждую, куда вошёл`,
  sourceWebEntry: () =>
    'собственное определение: неудачи, затем успех, тот же клиент (или провайдер и user agent) и тот же пользователь',
  sourceLoginEntry: () =>
    'собственное определение: неудачи, затем успех, тот же клиент и пользователь, либо после неудач на многих учётных записях',

  sentClaimed: ({ host, packets, targets, share, found }) =>
    `${host}: около указанного времени ${packetsOf(packets)} на указанные в уведомлении цели (${count(targets)}).` +
    (share === undefined ? '' : ` Это ${percent(share)} заявленного объёма; остального в журнале нет.`) +
    (found === undefined ? '' : ` В это время: ${found}`),
  foundThen: ({ found }) => `В указанное время: ${found}`,
  notCovered: ({ who, when }) =>
    `Записей о потоках, подходящих к уведомлению, нет, но журнал охватывает не всё (${accused(who)}; ${logTime(when)}).`,
  noRecordTowards: ({ who, when }) =>
    `Журнал без пробелов охватывает нужное (${accused(who)}; ${logTime(when)}) и не содержит записей в сторону указанных целей.`,
  stayedQuiet: ({ who, when, why }) =>
    `Журнал без пробелов охватывает нужное (${accused(who)}; ${logTime(when)}), и ${why}.`,
  noTargetNamed: ({ why }) =>
    `По одним записям о потоках судить нельзя: в уведомлении не названа цель, и ${why}.`,
  quietHosts: ({ hosts }) => `целей, не ответивших одному узлу, не больше ${count(hosts)}`,
  quietRate: ({ packets }) => `ни на одну цель не шло больше ${count(packets)} пакетов в секунду`,
  noShape: ({ type }, kinds) => `«${kinds[type]}» по потокам не распознать`,
  onlyShare: ({ share }) =>
    `Около указанного времени в журнале есть лишь ${percent(share)} заявленного объёма.`,
  gatewayAlone: () =>
    'В журнале потоков виден один NAT-шлюз и не видно, кому на самом деле предназначены пакеты.',
  noFlows: () => 'Записей о потоках нет.',
  lackInterfaces: ({ interfaces, who }) => `записи о потоках ${listed(interfaces)} (${accused(who)})`,
  lackHost: ({ who }) => `записи о потоках (${accused(who)}), которых в журнале нет`,
  lackLost: ({ count: lost }) =>
    `записи, потерянные AWS: ${counted(lost, 'отметка', 'отметки', 'отметок')} SKIPDATA; вернуть их нельзя`,
  lackTime: () => 'время активности: в уведомлении его нет, спросите отправителя',
  lackWindow: ({ when, log }) => `записи о потоках за ${period(when)} (в журнале есть ${period(log)})`,
  lackIntervals: ({ silent }) =>
    `записи о потоках за ${silent.map(period).join('; ')} (нет ни от одного интерфейса)`,
  lackResource: ({ who }) => `какой это из наших ресурсов (${accused(who)}): добавьте опись`,
  lackTargets: () => 'цели: адрес, порт и протокол другой стороны; спросите того, кто сообщил об активности',
  lackPacketTargets: () =>
    'в журнале потоков нет pkt-dstaddr, поэтому две стороны NAT не связать; добавьте поле pkt-dstaddr',
  lackFlowLogs: ({ who, when }) =>
    `журналы потоков VPC (${[accused(who), ...(when === null ? [] : [period(when)])].join(', ')})`,
  lackHow: ({ what }) => `${what}; как их получить: docs/how-to/get-flow-logs.md`,

  accusedNamed: ({ ids }) => `в уведомлении указано: ${listed(ids)}`,
  accusedGateway: ({ address, kind, gateway }) => `${address}: это адрес ${OF_KINDS[kind]} ${gateway}`,
  accusedMapped: ({ address, host }) => `по описи адресу ${address} соответствует ${host}`,
  accusedOnlyNat: ({ asked }) =>
    `по описи не узнать, чей это адрес${asked.length === 0 ? '' : ` (${listed(asked)})`}; принят за адрес единственного NAT-шлюза`,
  accusedUnknown: ({ asked }) =>
    asked.length === 0 ? 'в уведомлении не назван ресурс' : `ни в описи, ни в потоках нет: ${listed(asked)}`,
  accusedNobody: () => 'ни одно уведомление никого не называет',
  didSend: ({ packets, share }) =>
    `в указанных потоках им отправлено ${packetsOf(packets)}, это ${percent(share)} того, что наши узлы туда отправили`,
  didFound: ({ detectors, share }) =>
    `найден в указанное время (${listed(detectors)}), его доля ${percent(share)} от всего найденного`,
  didAll: ({ found }) => found.join(' '),
  culpritBecause: ({ accused: named, did }) => `${named}; ${did}`,
  roleListedNat: ({ gateway }) => `в описи это NAT-шлюз ${gateway}`,
  roleListedCard: ({ card, kind }) => `в описи ${card} значится как интерфейс: ${KINDS[kind]}`,
  roleTranslated: ({ legs, hosts }) =>
    `пакеты к нему предназначены другим адресам: ${counted(legs, 'запись', 'записи', 'записей')}, наших узлов ${count(hosts)}`,
  roleMirrored: ({ share }) =>
    `${percent(share)} того, что наши узлы ему отправляют, уходит дальше на те же порты и в том же объёме`,
  roleTransit: ({ hosts }) =>
    `в его записях наших адресов: ${count(hosts)}, и ни один не встречается в большинстве из них`,
  gapNobody: ({ type, accused: named }, kinds) =>
    `никто не назван виновником («${kinds[type]}» из уведомления): ${named}, и подходящих записей о потоках нет`,
  gapInferredNat: ({ address, because }) =>
    `${address} принят за NAT-шлюз только по потокам (${because}); ` +
    'добавьте вывод aws ec2 describe-nat-gateways и describe-network-interfaces',

  gapUnknown: (told) => `не распознано и потому не прочитано: ${some(told)}`,
  gapUnreadable: (told) => `не удалось открыть: ${some(told)}`,
  gapZone: (told) =>
    `время без часового пояса прочитано как UTC: ${some(told)}; если часы там шли иначе, задайте пояс ключом --zone`,
  gapLost: ({ path }) =>
    `${path}: по данным журнала, часть записей потеряна (SKIPDATA): трафик, которого здесь нет, мог быть`,
  gapRejected: ({ path, rejected, read }) =>
    `${path}: не удалось прочитать ${counted(rejected, 'строку', 'строки', 'строк')} из ${count(read)}; смотрите опись доказательств`,
  gapOverlap: ({ first, second, rows, table }) =>
    `${first} и ${second}: ${counted(rows, 'общая запись', 'общие записи', 'общих записей')} (${table}), они учтены дважды; если это одни и те же записи, дайте только один из файлов`,
  gapNoRanges: () =>
    'диапазоны адресов провайдеров неизвестны, поэтому владельцы адресов не указаны: выполните `abusedesk ranges update` или положите в папку ip-ranges.json',
  gapDistant: ({ provider, published, days, edge }) =>
    `ближайшие известные диапазоны ${provider} (от ${published}) опубликованы ${days > 0 ? 'позже' : 'раньше'} ` +
    `${edge === 'begins' ? 'начала' : 'конца'} доказательств на ${counted(Math.abs(days), 'день', 'дня', 'дней')}`,
  gapUnusedRule: ({ pattern, kind }) =>
    `ни один файл не подходит под ${pattern}: заданный для него ${kind === 'zone' ? 'часовой пояс' : 'год'} не использован`,
  gapUnusedFormat: ({ format }) =>
    `ни у одного файла нет заданного формата журнала ${format}: он не использован`,
  gapBalancers: (told) =>
    `заголовку X-Forwarded-For поверили у балансировщиков нагрузки из описи: ${some(told)}`,
  gapProxies: (told) =>
    `запросы с X-Forwarded-For приходят от ${some(told)}: если это ваши прокси-серверы, назовите их ключом --trusted-proxy, и клиенты за ними станут различимы`,

  nextTogether: ({ host, others }) =>
    `осмотрите изнутри ${host}, ${listed(others)}: журналы потоков их не различают`,
  nextSnapshot: ({ host, region, instance, named }) =>
    `прежде всего сохраните доказательства (${host}): \`aws ec2 create-snapshots${inRegion(region)} --instance-specification InstanceId=${instance}\`${whichInstance('; ', { host, region, instance })}${named ? '; инстанс взят из уведомления' : ''}`,
  nextCutOff: ({ host, region, instance }) =>
    `отключите ${host}: остановите его командой \`aws ec2 stop-instances${inRegion(region)} --instance-ids ${instance}\` или запретите его трафик в сетевом ACL подсети; новая группа безопасности не разрывает уже открытые соединения`,
  nextFlowLogs: ({ lacks, kept, ...place }) => {
    const what = `получите ${lacks.join('; ')}`;
    if (kept.length > 0)
      return `${what}; судя по описи, журналы потоков хранятся здесь: ${listed(kept)}: docs/how-to/get-flow-logs.md`;
    return (
      `${what}. Где они хранятся: \`${describeFlowLogs(place)}\`. Если журналов нет, включите их сейчас: ` +
      `\`${createFlowLogs(place)}\`${whichVpc('; ', place)}; BUCKET, один из ваших: \`aws s3 ls\`; по шагам: docs/how-to/get-flow-logs.md`
    );
  },
  nextInventory: () => 'добавьте опись, чтобы у адресов появились имена: docs/how-to/collect-inventory.md',
  nextAgain: () => 'когда недостающие журналы появятся, выполните ту же команду ещё раз',
  nextPasswords: ({ users }) =>
    `сейчас же смените пароль (${listed(users)}), завершите открытые сеансы и проверьте правила и пересылку в почтовом ящике`,
  nextInterim: ({ path }) => `отправьте промежуточный ответ в ответ на уведомление: ${path}`,
  nextFinal: ({ path }) => `заполните пропуски в окончательном ответе и отправьте его: ${path}`,
  nextForged: () =>
    'не отвечайте на поддельное уведомление и ничего в нём не открывайте; проверьте в консоли провайдера, нет ли настоящего',
  nextRanges: () =>
    'загрузите опубликованные диапазоны, чтобы у адресов появились владельцы: `abusedesk ranges update`',

  tierFree: ({ gb }) => `бесплатно (${count(gb)} ГБ в месяц)`,
  tierStep: ({ step, tb }) =>
    ({ first: `первые ${tb} ТБ`, next: `следующие ${tb} ТБ`, above: `свыше ${tb} ТБ` })[step],
  tierNat: () => 'обработка данных NAT-шлюзом',
  costList: ({ as_of: asOf }) =>
    `прейскурантные цены на ${asOf} (страница AWS с ценами EC2 по требованию, передача данных; страница цен Amazon VPC), без налогов и скидок`,
  costRegion: ({ reference }) => `регион неизвестен: взяты цены ${reference}`,
  costNoPrice: ({ egress, nat, region, reference }) =>
    `нет записанной цены для ${region} (${listed([...(egress ? ['исходящий трафик'] : []), ...(nat ? ['NAT-шлюз'] : [])])}): взята цена ${reference}`,
  costLastPrice: ({ tier }) => `«${tier}» посчитано по последней записанной цене; настоящая ниже`,
  costFree: ({ gb, since }) => `${count(gb)} ГБ в месяц считаются бесплатными, как с ${since}`,
  costAlone: () =>
    'в этом месяце из AWS больше ничего не выходило: прочий трафик занял бы бесплатную часть и сдвинул этот в более дешёвые ступени',
  costInternet: () => 'все байты ушли в интернет: трафик в другие регионы и службы AWS оплачивается иначе',
  costLeftOut: () =>
    'не учтено: почасовая оплата инстанса и NAT-шлюза, трафик между зонами доступности, байты, принятые через NAT-шлюз, балансировщики нагрузки, сами журналы потоков',

  timeBegins: ({ notice, type }, kinds) => `${notice}: начало по уведомлению (${kinds[type]})`,
  timeMoment: ({ notice, type }, kinds) => `${notice}: по уведомлению, ${kinds[type]}`,
  timeEnds: ({ notice, type }, kinds) => `${notice}: конец по уведомлению (${kinds[type]})`,
  timeReceived: ({ notice, stage }) =>
    `${notice}: получено (${{ first: 'первое уведомление', reminder: 'напоминание', final: 'последнее уведомление', action: 'уведомление о мерах' }[stage]})`,
  timeDue: ({ notice }) => `${notice}: срок ответа`,
  timeNotice: ({ source, reference }) =>
    reference === undefined ? `Уведомление ${source}` : `Уведомление ${source} ${reference}`,
  timeFindingEnds: ({ who, type }, kinds) =>
    `${who === undefined ? '' : `${who}: `}конец активности (${kinds[type]})`,
  timeOpened: () => 'дело открыто',

  tableRequests: ({ known }) =>
    `${known ? 'Запросы с облачных адресов' : 'Запросы'} по месяцам, URL, пользователям, статусам и user agent`,
  tableUsers: () => 'Чьи входы удались и не удались, и откуда',
  tableSources: () => 'Облачные клиенты по службам и регионам',
  tableRotation: () => 'Как облачные адреса сменяются день ото дня',
  tableRhythm: ({ known }) => `В каком ритме обращаются ${known ? 'облачные клиенты' : 'клиенты'}`,
  tableHours: ({ known }) => `В какие часы (UTC) обращаются ${known ? 'облачные клиенты' : 'клиенты'}`,
  tableClients: ({ known }) => `Какие это программы (${known ? 'облачные клиенты' : 'клиенты'})`,
  tableFlowPorts: () =>
    'Потоки между нашими узлами и интернетом по портам (без порта: обе стороны выше 32767), сначала с наибольшим объёмом',
  tableFlowDays: () => 'Потоки между нашими узлами и интернетом по дням',
  tableFlowSources: () =>
    'Адреса в интернете, обращавшиеся к нашим узлам, по дням; новые: те, которых раньше не было',
  tableCut: ({ title, shown, rows, by }) =>
    rows === undefined
      ? `${title} (первые ${count(shown)} строк; есть и другие)`
      : `${title} (первые ${count(shown)} из ${count(rows)} строк, порядок: ${by})`,
  seriesBytes: ({ host }) => `${host}: отправлено в интернет и получено оттуда`,
  seriesFlows: ({ host }) => `${host}: записи о потоках в интернет и обратно`,
  seriesRequests: ({ provider, unit }) =>
    `${provider === undefined ? 'Запросы' : `Запросы от ${provider}`}: ${{ hour: 'по часам', day: 'по дням', week: 'по неделям', '30 days': 'по 30 дней' }[unit]}`,
  fanNobody: () => 'Никто не обращался в интернет',
  fanOnly: (told) => `К узлам в интернете${fanAim(told)} обращался только ${told.who}`,
  fanTimes: (told) =>
    `${told.who}: узлов, к которым он обращался${fanAim(told)}, больше, чем у любого другого, примерно в ${times(told.times)}`,
  fanSeveral: (told) =>
    `Несколько узлов обращались${fanAim(told)} примерно к стольким же узлам в интернете, что и ${told.who}`,
};
