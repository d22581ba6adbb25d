import {
  clientKinds,
  records,
  count,
  listed,
  some,
  abuseTypes,
  duration,
} from '../../language/grammar/ko.ts';
import { particles } from '../../language/grammar/ko-particles.ts';
import { instantText, laterText } from '../../language/figures.ts';
import type { Instant } from '../../model/instant.ts';
import type { WordsOf } from '../../language/words.ts';
import type { CaseMessages } from '../messages.ts';

/** What helps where a clock or its zone is wrong. */
const ZONE_CURE = ' 시계나 시간대가 잘못되었으니 다른 로그와 대조하고 --zone으로 시간대를 지정하십시오';

function whatOf({ rules, pictures, replay }: CaseMessages['gapMemory']): string {
  const parts = [
    rules.length > 0 && `${listed(rules)} 규칙의 탐지`,
    pictures > 0 && `보고서의 표 또는 차트 ${count(pictures)}개`,
    replay && '차단했을 때 막을 수 있었던 트래픽의 계산',
  ];
  return listed(parts.filter((part) => part !== false));
}

/** How far logs must reach to tell it. */
function willTell(last: Instant, known: Instant | undefined): string {
  return known === undefined ? '' : ` ${laterText(last, known)}까지 이어지는 로그가 있으면 알 수 있습니다.`;
}

export const ko: WordsOf<CaseMessages> = {
  caseBusy: () => '다른 실행이 이 케이스를 처리하고 있습니다. 끝날 때까지 기다려 주십시오',
  gapUnknown: (params) => `형식을 알 수 없어 읽지 않음: ${some(params)}`,
  gapPrograms: ({ programs, more }) =>
    `abusedesk가 읽지 않는 프로그램의 행: ${some({ names: programs.map(({ name, lines }) => `${name}(${count(lines)})`), more })}`,
  gapUnreadable: (params) => `열 수 없음: ${some(params)}`,
  gapZone: (params) =>
    `${some(params)}의 시각에는 시간대가 없어 UTC로 읽었습니다. 그곳의 시계가 달랐다면 --zone으로 지정하십시오`,
  gapPartial: ({ path, why }) =>
    `${path}: 일부만 읽었습니다. 나머지에 담긴 활동도 실제로 있었을 수 있습니다: ${why}`,
  gapChanged: ({ path }) =>
    `${path}: 읽는 동안 파일이 변경되었습니다. 결과는 증거 목록에 SHA-256이 기록된 바이트를 바탕으로 하며, 파일에 더 이상 남아 있지 않은 줄은 인용하지 않습니다. 아무것도 쓰지 않는 곳에 복사한 뒤 그 사본을 조사하십시오`,
  gapMemory: (left) =>
    `다음 항목은 허용된 메모리를 초과하여 생략했습니다: ${whatOf(left)}. abusedesk.yaml에 memory: 2GB를 설정한 뒤 다시 조사하십시오`,
  gapLost: ({ path }) =>
    `${path}: 로그에 따르면 기록 일부가 유실되었습니다(SKIPDATA). 여기에 없는 트래픽도 실제로 있었을 수 있습니다`,
  gapTags: ({ columns }) =>
    `흐름 로그에 태그 필드가 있으나 ${columns.join(', ')}에 값이 하나도 없습니다. 만들 때 TagFieldSpecifications를 지정하지 않았거나, 리소스에 해당 태그가 없거나, 로그에 태그를 읽을 권한이 없습니다(이 경우 AWS는 오류 없이 "-"를 씁니다). 이름이 필요하면 태그 키를 지정해 흐름 로그를 새로 만드십시오`,
  gapRejected: ({ path, rejected, read }) =>
    `${path}: ${count(read)}행 중 ${count(rejected)}행을 읽지 못했습니다. 증거 목록을 보십시오`,
  gapFuture: ({ last, hours, ...files }) =>
    (files.names.length === 1
      ? `${some(files)}: 마지막 기록(${instantText(last)})이 ${hours}시간 뒤의 시각입니다.`
      : `${some(files)}: 마지막 기록이 미래의 시각입니다(최대 ${hours}시간 뒤, ${instantText(last)}).`) +
    ZONE_CURE,
  gapWritten: ({ last, written, hours, ...files }) =>
    (files.names.length === 1
      ? `${some(files)}: 마지막 기록(${instantText(last)})이 파일의 마지막 수정 시각(${instantText(written)})보다 ${hours}시간 뒤입니다.`
      : `${some(files)}: 마지막 기록이 파일의 마지막 수정 시각보다 뒤입니다(최대 ${hours}시간, 기록 ${instantText(last)}, 수정 ${instantText(written)}).`) +
    ZONE_CURE,
  gapShifted: ({ path, other, minutes, cure }) =>
    `${path}: 시계가 ${other}보다 ${duration(Math.abs(minutes) * 60)} ${minutes > 0 ? '빠릅니다' : '느립니다'}. 이 차이를 빼면 같은 클라이언트가 두 로그에서 같은 시각에 활동합니다. 둘 중 하나의 시계가 잘못되었으므로 두 로그의 시각을 그대로 비교할 수 없습니다` +
    (cure === undefined ? '' : `. ${path}의 시계가 잘못되었다면 ${cure} 옵션으로 다시 읽으십시오`),
  gapPassedOver: ({ reason, ...files }) => `${some(files)}: 사용할 수 있는 기록이 없었습니다(${reason})`,
  gapNote: ({ path, note }) => `${path}: ${note}`,
  gapMore: ({ count: more }) =>
    `같은 종류의 항목이 ${count(more)}건 더 있습니다. 파일별 기록은 manifest.json에 있습니다`,
  gapOverlap: ({ first, second, rows, table }) =>
    `${first} 파일과 ${second} 파일에 같은 기록 ${count(rows)}건(${table})이 있어 두 번 세었습니다. 같은 기록이라면 한 파일만 주십시오`,
  gapNoRanges: ({ update }) =>
    `사업자의 주소 범위가 없어 주소의 소유자를 알 수 없습니다. ${update}를 실행하거나 ip-ranges.json을 폴더에 넣으십시오`,
  gapNotLoaded: ({ addresses, asked, notLoaded, update }) =>
    `주소 ${count(addresses)}개는 조회한 주소 범위 목록(${listed(asked)}) 어디에도 없습니다. ` +
    `불러오지 않아 조회하지 못한 목록: ${listed(notLoaded)}. 공개된 목록은 ${update}로 가져올 수 있습니다`,
  gapDistant: ({ provider, published, days, edge, drift }) =>
    `가장 가까운 ${provider} 주소 범위(${published} 공개)는 증거의 ${edge === 'begins' ? '시작' : '끝'}보다 ` +
    `${count(Math.abs(days))}일 ${days > 0 ? '뒤' : '전'}의 것입니다` +
    (drift === undefined
      ? ''
      : `. ${drift.days}일 동안 그 주소의 ${drift.relabelled}%는 분류가 바뀌고 ${drift.added}%는 새로 추가되며 ${drift.gone}%는 목록에서 사라집니다`),
  gapUnusedRule: ({ pattern, kind }) =>
    `${pattern}에 맞는 증거 파일이 없어 지정한 ${kind === 'zone' ? '시간대를' : '연도를'} 쓰지 않았습니다`,
  gapUnusedFormat: ({ format }) =>
    `지정한 로그 형식 ${format}에 맞는 증거 파일이 없어 이 형식을 쓰지 않았습니다`,
  gapBalancers: (params) => `인벤토리에 있는 로드 밸런서의 X-Forwarded-For를 신뢰했습니다: ${some(params)}`,
  gapProxies: (params) =>
    `X-Forwarded-For가 있는 요청이 ${some(params)}에서 옵니다. 직접 운영하는 프록시라면 --trusted-proxy로 지정하십시오. 그 뒤의 클라이언트를 구분할 수 있습니다`,
  nextTogether: ({ host, others }) =>
    `${host}, ${listed(others)}의 내부를 조사하십시오. 흐름 로그로는 구분되지 않습니다`,
  nextSnapshot: ({ host, snapshot, find, named }) =>
    `무엇보다 먼저 ${host}의 증거를 보존하십시오: ${snapshot}${find === undefined ? '' : `; INSTANCE-ID: ${find}`}${named ? '. 인스턴스는 통지에 나온 것입니다' : ''}`,
  nextCutOff: ({ host, stop, plan }) =>
    `격리 대상 ${host}: 다음 명령으로 중지하십시오 ${stop} 또는 서브넷의 네트워크 ACL에서 트래픽을 거부하십시오. 보안 그룹을 바꾸어도 이미 열린 연결은 끊어지지 않습니다${plan === undefined ? '' : `. 각 수단이 무엇을 끊고 무엇에 함께 영향을 주며 어떻게 되돌리는지: ${plan}`}`,
  nextStopOutbound: ({ host, ports: at, targets, block, attempt }) =>
    `${host}: 중지할 수 없다면 호스트 ${count(targets)}곳에 접속하던 외부 TCP 포트 ${listed(at.map(String))}에 새 연결을 열지 못하게 하십시오. 적어도 신고한 쪽으로의 연결은 막아야 합니다` +
    `(TARGETS.txt에 한 줄에 주소 하나): ${block} 그런 다음 이 호스트에서 직접 한 번 접속해 보십시오: ${attempt} 출력을 폴더에 넣으면 연결이 실패한다는 증거가 됩니다`,
  nextInside: ({ host, inspect, collector }) =>
    `${host || '통지에서 지목된 호스트'}: 어떤 프로그램이나 스크립트가 송신하는지, 어떻게 침입했는지 그 호스트에서 알아보십시오. root로 실행: ${inspect} Node가 없으면 다음 스크립트의 출력도 읽을 수 있습니다: ${collector} 출력을 웹 서버의 로그, 웹 페이지 사본과 함께 폴더에 넣으십시오. 단계별 안내: docs/how-to/look-inside-a-host.md`,
  nextMailTraces: ({ host, traces, find, accounts }) =>
    `신고된 메시지를 무엇이 보냈는지, 그 헤더에 적힌 다음 항목을 ${host || '지목된 호스트'}에서 찾아보십시오: ${listed(traces)}. 보낸 사람이 직접 썼을 수도 있으므로 단서일 뿐 증거는 아닙니다` +
    (find === undefined ? '' : `. 스크립트가 있는 곳: ${find}`) +
    (accounts.length === 0
      ? ''
      : `. 메일 서버 로그에 그 시각의 ${listed(accounts)} 로그인 기록이 있으면 비밀번호를 바꾸고 세션을 끊으십시오`),
  nextScanFiles: ({ host, scan }) =>
    `${host}: 감염된 파일이 있는지 살펴보십시오. 스크립트를 둔 사람이 다른 파일도 남겼을 수 있습니다: ${scan} 디스크 스냅샷이라면 --root DIR를 붙이십시오`,
  nextSnapshotElsewhere: ({ host }) =>
    `무엇보다 먼저 ${host}의 증거를 보존하십시오. 사업자의 도구로 디스크 스냅숏을 만드십시오`,
  nextCutOffElsewhere: ({ host }) =>
    particles`${host}을(를) 격리하십시오. 중지하거나 호스트 바깥에서 송신을 차단하고, 이미 열려 있던 연결이 끊어졌는지 확인하십시오`,
  nextFlowLogsElsewhere: ({ lacks }) =>
    `다음 기록을 가져오십시오: ${listed(lacks)}. 사업자에 기록이 없으면 지금 흐름 로그를 켜십시오`,
  nextFlowLogsKept: ({ lacks, kept }) =>
    `다음 기록을 가져오십시오: ${listed(lacks)}. 인벤토리에 따르면 흐름 로그는 ${listed(kept)}에 저장됩니다: docs/how-to/get-flow-logs.md`,
  nextFlowLogs: ({ lacks, describe, create, find, buckets }) =>
    `다음 기록을 가져오십시오: ${listed(lacks)}. 저장 위치 확인: ${describe} 흐름 로그가 없으면 지금 활성화하십시오: ` +
    `${create}${find === undefined ? '' : `; VPC-ID: ${find}`}; BUCKET(보유한 버킷): ${buckets}; 단계별 설명: docs/how-to/get-flow-logs.md`,
  nextInventory: () => '주소에 이름이 붙도록 인벤토리를 추가하십시오: docs/how-to/collect-inventory.md',
  nextAgain: () => '부족한 로그가 갖추어지면 같은 명령을 다시 실행하십시오',
  nextKey: ({ id, deactivate, used, history }) =>
    particles`액세스 키 ${id}을(를) 지금 비활성화하십시오: ${deactivate}. 키의 소유자와 마지막으로 쓰인 곳: ${used}. ` +
    `지난 90일 동안 이 키로 한 일(리전마다): ${history}`,
  nextKeyElsewhere: ({ id }) =>
    particles`액세스 키 ${id}을(를) 찾아 지금 비활성화하고, 그 키로 한 일을 확인하십시오`,
  nextPasswords: ({ users }) =>
    `${listed(users)}의 비밀번호를 지금 바꾸고, 열린 세션을 종료하고, 메일함 규칙과 전달 설정을 확인하십시오`,
  nextBlock: ({ prefixes, bad, users, more, others, plan, keep }) => {
    const own =
      users.length === 0
        ? '자체 사용자 가운데 차단되었을 사람은 없습니다'
        : `자체 사용자 가운데 ${listed(users)}${more > 0 ? ` 외 ${count(more)}명` : ''}도 차단되었을 것입니다`;
    const beside = others.length === 0 ? '' : ` (그 밖에 차단되는 대상: ${clientKinds(others)})`;
    return `다음 프리픽스 ${count(prefixes)}개를 차단하십시오. 공격자가 보낸 것(${records(bad)})이 여기에서 왔으며, ${own}${beside}: ${plan}${keep === undefined ? '' : `. ${keep}`}`;
  },
  nextKeepBlock: ({ what, prefixes, users, more, others, alike, schedule }) => {
    const own =
      users.length === 0
        ? '자체 사용자에게는 영향 없음'
        : `자체 사용자 가운데 ${listed(users)}${more > 0 ? ` 외 ${count(more)}명` : ''}도 차단됨`;
    const beside = others.length === 0 ? '' : `, 그 밖에 ${clientKinds(others)}`;
    return `공개된 대역은 바뀝니다. 차단을 적용한 뒤에는 그날 공개된 ${what} 전체(현재 프리픽스 ${count(prefixes)}개, ${alike ? '차단되는 대상은 같음' : `${own}${beside}`})를 서버에서 매일 다시 차단하십시오: ${schedule} (Windows에서는 --sink windows-firewall)`;
  },
  nextAskUsers: ({ ask }) => `그곳에서 로그인하는 서비스를 쓰고 있는지 사용자 본인에게 확인하십시오: ${ask}`,
  nextComplain: ({ complain }) =>
    `공격 출발지의 사업자에게 신고하십시오. 보내기 전에 내용을 확인할 수 있습니다: ${complain}`,
  nextInterim: ({ path }) => `통지에 대한 회신으로 중간 답변을 보내십시오: ${path}`,
  nextSecurityContact: ({ missing, read, set }) =>
    `재발 방지 대책을 쓰기 전에 계정의 보안 담당 연락처를 확인하십시오. ${missing ? '통지에 따르면 등록되어 있지 않아 통지가 계정 소유자에게만 전달됩니다.' : '등록해 두면 통지를 바로 받을 수 있습니다.'} 확인: ${read}. 등록: ${set}`,
  nextFinal: ({ path }) => `최종 답변의 빈칸을 채워 보내십시오: ${path}`,
  nextDispute: ({ path }) =>
    `기록이 통지 내용과 어긋납니다. 해당 행을 근거로 한 이의 제기 서신을 확인한 뒤 보내십시오: ${path}`,
  nextProve: ({ why, ...named }) =>
    `통지에 답하거나 통지에 나온 대상(${some(named)})에 명령을 실행하기 전에 진짜 통지인지 확인하십시오: ${why}. 같은 사례가 사업자의 콘솔에 있고, 통지에 나온 대상이 귀하의 것이어야 합니다`,
  nextForged: () =>
    '위조된 통지에는 답하지 말고 그 안의 어떤 것도 열지 마십시오. 진짜 통지가 있는지 사업자의 콘솔에서 확인하십시오',
  nextRanges: ({ update }) => `주소의 소유자를 알 수 있도록 공개된 주소 범위를 가져오십시오: ${update}`,
  stopSeen: ({ last, ends }) =>
    `마지막으로 확인된 시각은 ${instantText(last)}이며, 로그는 ${laterText(last, ends)}까지 이어지지만 그 뒤로는 보이지 않습니다.`,
  stopGoing: ({ ends }) => `로그가 끝나는 시점(${instantText(ends)})에도 계속되고 있었습니다.`,
  stopShortly: ({ last, seconds, known }) =>
    `아직 계속되고 있는 것으로 보십시오. 마지막으로 확인된 시각은 ${instantText(last)}이고, 로그는 불과 ${duration(seconds)} 뒤에 끝납니다.${willTell(last, known)}`,
  stopLogEnds: ({ last, known }) =>
    `멈추었는지는 알 수 없습니다. 이 활동이 마지막으로 보이는 ${instantText(last)}에 로그도 끝납니다.${willTell(last, known)}`,
  stopTooShort: ({ last, seconds, known }) =>
    `멈추었는지는 알 수 없습니다. 마지막으로 확인된 시각은 ${instantText(last)}이고, 로그는 ${duration(seconds)} 뒤에 끝납니다.${willTell(last, known)}`,
  stopUnknown: () => '제공된 자료만으로는 멈추었는지 알 수 없습니다.',
  stopNotSeen: ({ ends }) => `로그는 ${instantText(ends)}까지 있으나 해당 활동은 보이지 않습니다.`,
  tierFree: ({ gb }) => `무료(월 ${gb} GB)`,
  tierStep: ({ step, tb }) =>
    ({ first: `처음 ${tb} TB`, next: `다음 ${tb} TB`, above: `${tb} TB 초과` })[step],
  tierNat: () => 'NAT 게이트웨이 데이터 처리',
  tierZones: () => '가용 영역 간 전송',
  costList: ({ as_of: asOf, source }) => `${asOf} 기준 정가(${source}). 세금과 할인은 제외`,
  costRegion: ({ reference }) => `리전을 알 수 없어 ${reference} 요금을 적용했습니다`,
  costNoPrice: ({ egress, nat, region, reference }) =>
    `${region} 리전의 ${listed([...(egress ? ['데이터 송신'] : []), ...(nat ? ['NAT 게이트웨이'] : [])])} 요금 기록이 없어 ${reference} 요금을 적용했습니다`,
  costLastPrice: ({ tier }) => `‘${tier}’ 구간은 기록된 마지막 요금으로 계산했으며 실제 요금은 더 낮습니다`,
  costFree: ({ gb, since }) => `월 ${gb} GB를 무료로 계산했습니다(${since} 이후 기준)`,
  costAlone: ({ provider }) =>
    `이달에 ${provider}에서 나간 다른 트래픽이 없다고 보았습니다. 다른 트래픽이 있으면 무료 구간이 줄고 더 싼 구간으로 옮겨 갑니다`,
  costInternet: ({ provider }) =>
    `모든 바이트가 인터넷으로 나갔다고 보았습니다. 다른 ${provider} 리전이나 서비스로 가는 트래픽은 요금이 다릅니다`,
  costLeftOut: ({ zones }) =>
    `포함하지 않음: 인스턴스와 NAT 게이트웨이의 시간 요금, ${zones ? '' : '가용 영역 간 트래픽, '}NAT 게이트웨이로 받은 바이트, 로드 밸런서, 흐름 로그 자체`,
  costClaimed: () => '통지에 적힌 수치로 계산했습니다. 이를 보여 주는 흐름 로그는 케이스에 없습니다',
  costServed: ({ gb }) =>
    `이 가운데 ${count(gb)} GB는 들어온 요청에 대한 응답입니다. 자체 서비스의 트래픽이며 통지된 트래픽이 아닙니다`,
  timeBegins: ({ notice, type }) => `${notice}: 통지된 ${abuseTypes[type]} 시작`,
  timeMoment: ({ notice, type }) => `${notice}: 통지된 ${abuseTypes[type]}`,
  timeEnds: ({ notice, type }) => `${notice}: 통지된 ${abuseTypes[type]} 끝`,
  timeReceived: ({ notice, stage }) =>
    `${notice} 수신(${{ first: '첫 통지', reminder: '독촉', final: '최종 통지', action: '조치 통지' }[stage]})`,
  timeDue: ({ notice }) => `${notice}: 답변 기한`,
  timeNotice: ({ source, reference }) =>
    `${source === undefined ? '자유 형식 신고' : `${source} 통지`}${reference === undefined ? '' : ` ${reference}`}`,
  timeLogEnds: ({ who, type }) =>
    `${who === undefined ? '' : `${who}: `}${abuseTypes[type]}의 마지막 기록. 직후에 로그가 끝나 그 뒤에도 이어졌는지는 알 수 없음`,
  timeFindingEnds: ({ who, type }) => `${who === undefined ? '' : `${who}: `}${abuseTypes[type]} 끝`,
  timeOpened: () => '사건 생성',
};
