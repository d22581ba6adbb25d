import { period } from '../../../language/figures.ts';
import type { Span } from '../../../language/figures.ts';
import { count, percent, listed, some, middleboxes, abuseTypes } from '../../../language/grammar/ko.ts';
import { particles } from '../../../language/grammar/ko-particles.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { ClaimMessages } from '../messages.ts';

const accused = (who: string): string => who || '통지 대상 리소스';

const logTime = (when: Span | null): string => (when === null ? '로그 전체' : period(when));

export const ko: WordsOf<ClaimMessages> = {
  sentClaimed: ({ host, packets, targets, share, found }) =>
    `${host}: 통지된 시각 전후에 통지에 나온 대상 ${count(targets)}곳으로 ${count(packets)}패킷을 보냈습니다.` +
    (share === undefined ? '' : ` 이는 통지된 양의 ${percent(share)}이며 나머지는 로그에 없습니다.`) +
    (found === undefined ? '' : ` 당시: ${found}`),
  connectedClaimed: ({ host, records, targets, found }) =>
    `${host}: 통지된 시각 전후에 통지에 나온 대상 ${count(targets)}곳으로 향한 흐름 레코드가 ${count(records)}건 있습니다. 이 로그는 패킷을 세지 않습니다.` +
    (found === undefined ? '' : ` 당시: ${found}`),
  foundThen: ({ found }) => `통지된 시각에: ${found}`,
  notCovered: ({ who, when }) =>
    `통지에 맞는 흐름 기록이 없습니다. 다만 로그는 ${accused(who)}에 대해 ${logTime(when)} 기간 전체를 담고 있지 않습니다.`,
  noRecordTowards: ({ who, when }) =>
    `로그는 ${accused(who)}에 대해 ${logTime(when)} 기간을 빠짐없이 담고 있으며, 통지에 나온 대상으로 보낸 기록이 없습니다.`,
  nothingOfTheKind: ({ who, when, why }) =>
    `로그는 ${accused(who)}에 대해 ${logTime(when)} 기간을 빠짐없이 담고 있으며, ${why}.`,
  noTargetNamed: ({ why }) => `흐름 기록만으로는 판단할 수 없습니다. 통지에 대상이 나와 있지 않고, ${why}.`,
  fewUnanswered: ({ hosts }) => `응답이 없었던 대상은 호스트당 최대 ${count(hosts)}대입니다`,
  lowRate: ({ packets }) => `한 대상으로 보낸 속도는 초당 ${count(packets)}패킷을 넘지 않습니다`,
  openedTo: ({ connections, ports }) => {
    const where =
      ports.length === 0 ? '외부로 시작된 연결' : `외부의 TCP 포트 ${ports.join(', ')}로 시작된 연결`;
    return connections === 0 ? `${where}이 한 건도 없습니다` : `${where}이 ${count(connections)}건 있습니다`;
  },
  noShape: ({ type }) => `‘${abuseTypes[type]}’ 활동은 흐름에 나타나지 않습니다`,
  onlyShare: ({ share }) => `통지된 시각 전후에 로그에 있는 것은 통지된 양의 ${percent(share)}뿐입니다.`,
  gatewayAlone: () =>
    '흐름 로그에는 NAT 게이트웨이만 있고, 패킷이 실제로 누구에게 가는지는 나와 있지 않습니다.',
  noFlows: () => '흐름 기록이 없습니다.',
  countedByQuery: ({ host, records, ports, alike }) =>
    `집계에 ${host}의 흐름 레코드가 ${count(records)}건 있습니다(포트 ${ports.join(', ')}). ${alike === 0 ? '두드러지는 다른 호스트의 두 배가 넘습니다.' : `그 절반 이상인 다른 호스트가 ${count(alike)}대 있습니다.`} ` +
    '집계에는 시각이 없고, 조회한 기간도, NAT 너머의 상대도, 응답 여부도 나와 있지 않습니다. 따라서 가능성이 높다는 것까지만 말할 수 있습니다.',
  countedByGateway: ({ host, records, ports, alike }) =>
    `통지된 시각 전후에 ${host}에서 NAT 게이트웨이로 보낸 흐름 레코드가 ${count(records)}건 있습니다(포트 ${ports.join(', ')}). ${alike === 0 ? '두드러지는 다른 호스트의 두 배가 넘습니다.' : `그 절반 이상인 다른 호스트가 ${count(alike)}대 있습니다.`} ` +
    '패킷의 실제 목적지는 로그에 없습니다. 따라서 가능성이 높다는 것까지만 말할 수 있습니다.',
  lackRecords: ({ who, when }) =>
    `${accused(who)}의 흐름 레코드 자체${when === null ? '' : `(${period(when)})`}(쿼리는 수만 세었음)`,
  lackInterfaces: ({ interfaces, who }) => `${listed(interfaces)}(${accused(who)})의 흐름 기록`,
  lackHost: ({ who }) => `${accused(who)}의 흐름 기록(로그에 없음)`,
  lackPartial: (names) =>
    `${some(names)}의 나머지(일부만 읽음): 온전한 파일이나 압축을 푼 파일을 지정하십시오`,
  lackLost: ({ count: lost }) => `유실된 기록: SKIPDATA ${count(lost)}건. 되찾을 수 없습니다`,
  lackTime: () => '활동 시각: 통지에 나와 있지 않으므로 통지한 쪽에 문의하십시오',
  lackWindow: ({ when, log }) => `${period(when)}의 흐름 기록(로그에는 ${period(log)}만 있음)`,
  lackIntervals: ({ silent }) => `${listed(silent.map(period))}의 흐름 기록(어느 인터페이스에도 없음)`,
  lackResource: ({ who }) =>
    `${accused(who)}: 저희 리소스 중 어느 것인지 알 수 없습니다. 인벤토리를 추가하십시오`,
  lackTargets: () => '대상: 상대 주소, 포트, 프로토콜. 신고자에게 문의하십시오',
  lackPacketTargets: () =>
    '흐름 로그에 pkt-dstaddr가 없어 NAT 안팎을 연결할 수 없습니다. 필드 pkt-dstaddr를 추가하십시오',
  lackFlowLogs: ({ who, when }) =>
    `${accused(who)}의 VPC 흐름 로그${when === null ? '' : `(${period(when)})`}`,
  lackHow: ({ what }) => `${what}. 가져오는 방법: docs/how-to/get-flow-logs.md`,
  accusedNamed: ({ ids }) => `통지에 나온 대상: ${listed(ids)}`,
  accusedGateway: ({ address, kind, gateway }) =>
    `${address} 주소는 ${middleboxes[kind]} ${gateway}의 주소입니다`,
  accusedMapped: ({ address, host }) => `인벤토리에 따르면 ${address} 주소는 ${host}에 해당합니다`,
  accusedOnlyNat: ({ asked }) =>
    `${listed(asked) || '통지된 주소'}: 누구의 주소인지 알려 주는 인벤토리가 없어 유일한 NAT 게이트웨이의 주소로 보았습니다`,
  accusedUnknown: ({ asked }) =>
    asked.length === 0
      ? '통지에 리소스가 나와 있지 않습니다'
      : `인벤토리에도 흐름에도 없음: ${listed(asked)}`,
  accusedAccount: ({ account, fits }) => `통지의 계정 ${account}에 들어맞는 인벤토리 계정: ${listed(fits)}`,
  accusedNobody: () => '어느 통지도 대상을 밝히지 않았습니다',
  didConnect: ({ records, share }) =>
    `통지에 맞는 흐름 레코드가 ${count(records)}건이며, 저희 호스트 전체의 ${percent(share)}입니다`,
  didSend: ({ packets, share }) =>
    `통지된 흐름 중 ${count(packets)}패킷을 보냈으며, 저희 호스트가 그곳으로 보낸 양의 ${percent(share)}입니다`,
  didFound: ({ detectors, share }) =>
    `통지된 시각에 탐지됨(${listed(detectors)}). 탐지된 전체의 ${percent(share)}입니다`,
  didCount: ({ records, ports, share }) =>
    particles`포트 ${ports.join(', ')}(으)로 보낸 흐름 레코드가 ${count(records)}건 집계되었으며, 두드러지는 전체의 ${percent(share)}입니다`,
  didAll: ({ found }) => found.join(' '),
  culpritBecause: ({ accused: named, did }) => `${named}. ${did}.`,
  culpritNextHop: ({ accused: named, did, records, gateway }) =>
    `${named}. 이 호스트 자신의 인터페이스 기록 ${count(records)}건이 다음 홉으로 ${gateway} 항목을 가리킵니다. ${did}.`,
  gapAccount: ({ accounts, known }) =>
    `통지의 대상 계정은 ${listed(accounts)}인데 인벤토리는 ${listed(known)} 계정의 것입니다. 해당 계정의 인벤토리를 수집하십시오`,
  gapCounted: ({ host, records, ports, share }) =>
    `흐름 레코드 집계에서 ${host} 호스트가 두드러집니다. 포트 ${ports.join(', ')} 쪽 레코드가 ${count(records)}건으로, 두드러지는 호스트 전체의 ${percent(share)}입니다. 집계에는 시각도 응답 여부도 없고, 무슨 일이 있었는지 알리는 통지도 없습니다. 통지나 흐름 레코드 자체를 추가하십시오.`,
  gapNobody: ({ type, accused: named }) =>
    `통지의 ‘${abuseTypes[type]}’에 대해 지목된 호스트가 없습니다. ${named}. 이에 맞는 흐름 기록도 없습니다`,
  gapTransitNat: ({ address, command }) =>
    `${address} 주소는 사설 주소이나 인벤토리에도 흐름에도 없습니다. NAT를 하는 전송 게이트웨이가 다른 주소를 변환한 것일 수 있으며, 원래 주소는 변환 규칙에서 알 수 있습니다: ${command}`,
  gapInferredNat: ({ address, because, commands }) =>
    `${address} 주소는 흐름만으로 NAT 게이트웨이라고 추정했습니다(${because}). ` +
    `다음 명령의 출력을 추가하십시오: ${listed(commands)}`,
};
