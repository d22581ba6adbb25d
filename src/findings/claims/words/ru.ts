import { period } from '../../../language/figures.ts';
import type { Span } from '../../../language/figures.ts';
import {
  count,
  percent,
  counted,
  addressesOf,
  packetsOf,
  listed,
  some,
  middleboxesOf,
  abuseTypes,
} from '../../../language/grammar/ru.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { ClaimMessages } from '../messages.ts';

const accused = (who: string): string => who || 'ресурс из уведомления';

const logTime = (when: Span | null): string => (when === null ? 'весь журнал' : period(when));

export const ru: WordsOf<ClaimMessages> = {
  sentClaimed: ({ host, packets, targets, share, found }) =>
    `Узел ${host} около указанного времени отправил ${packetsOf(packets)} на ${addressesOf(targets)} из уведомления.` +
    (share === undefined ? '' : ` Это ${percent(share)} заявленного объёма; остального в журнале нет.`) +
    (found === undefined ? '' : ` В это время: ${found}`),
  connectedClaimed: ({ host, records, targets, found }) =>
    `В журнале около указанного времени есть ${counted(records, 'запись', 'записи', 'записей')} о потоках от узла ${host} на ${addressesOf(targets)} из уведомления. Пакеты этот журнал не считает.` +
    (found === undefined ? '' : ` В это время: ${found}`),
  foundThen: ({ found }) => `В указанное время: ${found}`,
  notCovered: ({ who, when }) =>
    `Записей о потоках, подходящих к уведомлению, нет, но журнал охватывает не всё (${accused(who)}; ${logTime(when)}).`,
  noRecordTowards: ({ who, when }) =>
    `Журнал без пробелов охватывает нужное (${accused(who)}; ${logTime(when)}) и не содержит записей в сторону указанных целей.`,
  nothingOfTheKind: ({ who, when, why }) =>
    `Журнал без пробелов охватывает нужное (${accused(who)}; ${logTime(when)}), и ${why}.`,
  noTargetNamed: ({ why }) =>
    `По одним записям о потоках судить нельзя: в уведомлении не названа цель, и ${why}.`,
  fewUnanswered: ({ hosts }) => `целей, не ответивших одному узлу, не больше ${count(hosts)}`,
  lowRate: ({ packets }) => `ни на одну цель не шло больше ${count(packets)} пакетов в секунду`,
  openedTo: ({ connections, ports }) => {
    const where = ports.length === 0 ? 'к другим узлам' : `к другим узлам на TCP-порты ${ports.join(', ')}`;
    return connections === 0
      ? `соединений ${where} не открывалось`
      : `${where} открыто ${counted(connections, 'соединение', 'соединения', 'соединений')}`;
  },
  noShape: ({ type }) => `«${abuseTypes[type]}» по потокам не распознать`,
  onlyShare: ({ share }) =>
    `Около указанного времени в журнале есть лишь ${percent(share)} заявленного объёма.`,
  gatewayAlone: () =>
    'В журнале потоков виден один NAT-шлюз и не видно, кому на самом деле предназначены пакеты.',
  noFlows: () => 'Записей о потоках нет.',
  countedByQuery: ({ host, records, ports, alike }) =>
    `По подсчёту у ${host} записей потоков: ${count(records)} (порты ${ports.join(', ')})${alike === 0 ? ', более чем вдвое больше, чем у любого другого заметного узла' : `; узлов, у которых их не менее половины этого числа: ${count(alike)}`}. ` +
    'Времени в подсчёте нет; не указано и то, за какой промежуток он сделан, кто был за NAT и отвечал ли кто-нибудь: поэтому можно сказать лишь «вероятно».',
  countedByGateway: ({ host, records, ports, alike }) =>
    `Около указанного времени ${host} передал NAT-шлюзу записей потоков: ${count(records)} (порты ${ports.join(', ')})${alike === 0 ? ', более чем вдвое больше, чем любой другой заметный узел' : `; узлов, у которых их не менее половины этого числа: ${count(alike)}`}. ` +
    'Кому предназначались пакеты, в журнале не указано: поэтому можно сказать лишь «вероятно».',
  lackRecords: ({ who, when }) =>
    `сами записи потоков (${accused(who)}${when === null ? '' : `, ${period(when)}`}): запрос их только сосчитал`,
  lackInterfaces: ({ interfaces, who }) => `записи о потоках ${listed(interfaces)} (${accused(who)})`,
  lackHost: ({ who }) => `записи о потоках (${accused(who)}), которых в журнале нет`,
  lackPartial: (names) =>
    `остальное из ${some(names)}, прочитанное лишь частично: дайте файл целиком или распакованным`,
  lackLost: ({ count: lost }) =>
    `потерянные записи: ${counted(lost, 'отметка', 'отметки', 'отметок')} SKIPDATA; вернуть их нельзя`,
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
  accusedGateway: ({ address, kind, gateway }) => `${address}: это адрес ${middleboxesOf[kind]} ${gateway}`,
  accusedMapped: ({ address, host }) => `по описи адресу ${address} соответствует ${host}`,
  accusedOnlyNat: ({ asked }) =>
    `по описи не узнать, чей это адрес${asked.length === 0 ? '' : ` (${listed(asked)})`}; принят за адрес единственного NAT-шлюза`,
  accusedUnknown: ({ asked }) =>
    asked.length === 0 ? 'в уведомлении не назван ресурс' : `ни в описи, ни в потоках нет: ${listed(asked)}`,
  accusedAccount: ({ account, fits }) =>
    `аккаунту ${account} из уведомления соответствует в описи: ${listed(fits)}`,
  accusedNobody: () => 'ни одно уведомление никого не называет',
  didConnect: ({ records, share }) =>
    `с уведомлением совпадает его записей потоков: ${count(records)}, это ${percent(share)} от записей всех наших узлов`,
  didSend: ({ packets, share }) =>
    `в указанных потоках им отправлено ${packetsOf(packets)}, это ${percent(share)} того, что наши узлы туда отправили`,
  didFound: ({ detectors, share }) =>
    `найден в указанное время (${listed(detectors)}), его доля ${percent(share)} от всего найденного`,
  didCount: ({ records, ports, share }) =>
    `за ним насчитано записей потоков к портам ${ports.join(', ')}: ${count(records)}, это ${percent(share)} от всех заметных`,
  didAll: ({ found }) => found.join(' '),
  culpritBecause: ({ accused: named, did }) => `${named}; ${did}`,
  culpritNextHop: ({ accused: named, did, records, gateway }) =>
    `${named}; ${gateway} прямо назван следующим узлом в записях его собственного интерфейса (${count(records)}); ${did}`,
  gapAccount: ({ accounts, known }) =>
    `уведомление касается аккаунта ${listed(accounts)}, а опись относится к ${listed(known)}: соберите опись нужного аккаунта`,
  gapCounted: ({ host, records, ports, share }) =>
    `В подсчёте записей о потоках выделяется узел ${host}: записей к портам ${ports.join(', ')} у него ${count(records)}, это ${percent(share)} от всех заметных. Времени в подсчёте нет, не видно и того, отвечал ли кто-нибудь, а уведомления о том, что произошло, нет: добавьте уведомление или сами записи о потоках.`,
  gapNobody: ({ type, accused: named }) =>
    `никто не назван виновником («${abuseTypes[type]}» из уведомления): ${named}, и подходящих записей о потоках нет`,
  gapTransitNat: ({ address, command }) =>
    `${address}: частный адрес, которого нет ни в описи, ни в потоках; возможно, транзитный шлюз с NAT получил его из другого адреса; из какого, покажут его правила: ${command}`,
  gapInferredNat: ({ address, because, commands }) =>
    `${address} принят за NAT-шлюз только по потокам (${because}); ` +
    `добавьте вывод команд ${listed(commands)}`,
};
