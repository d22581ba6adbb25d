import { protocolName } from '../../net/protocols.ts';
import { createFlowLogs, describeFlowLogs, inRegion, whichInstance, whichVpc } from './commands.ts';
import { figuresOf, period, portsPhrase, servicesOf, type PortWords } from './figures.ts';
import type { Sentences, Span } from './messages.ts';

const { count, about, percent, bytes } = figuresOf('ko-KR');

const listed = (values: readonly string[]): string => values.join(', ');

/** `TCP 포트 22`, `포트 22`. */
export const portWords: PortWords = (list, _number, protocol = '') => `${protocol} 포트 ${list}`.trimStart();

function ports(told: { protocol: number; ports: number[]; port_count: number }): string {
  return portsPhrase(told, portWords, (name, total, some) => `${name} 포트 ${count(total)}개(${some})`);
}

function some({ names, more }: { names: string[]; more: number }): string {
  return more > 0 ? `${listed(names)} 외 ${count(more)}건` : listed(names);
}

const KINDS = {
  nat: 'NAT 게이트웨이',
  'load balancer': '로드 밸런서',
  'transit gateway': 'Transit Gateway',
} as const;

const accused = (who: string): string => who || '통지 대상 리소스';
const logTime = (when: Span | null): string => (when === null ? '로그 전체' : period(when));
const services = (names: string[]): string => listed(servicesOf(names, '이름 없는 서비스'));
const owner = (provider: string | undefined, regions: string[]): string =>
  provider === undefined ? '' : `(${[provider, ...regions].join(', ')})`;

function fanAim({ protocol, port }: { protocol?: number; port?: number }): string {
  return port === undefined
    ? ''
    : ` ${protocol === undefined ? '' : `${protocolName(protocol)} `}${port}번 포트로`;
}

export const ko: Sentences = {
  quoted: ({ text }) => text,

  scanned: (told) =>
    `${told.who}: ${period(told.when)}에 호스트 ${count(told.hosts)}대의 ${ports(told)}에 연결을 시도했으며, ` +
    `${percent(told.unanswered)}가 응답하지 않았습니다${told.flagless ? '(이 로그에는 TCP 플래그가 없습니다)' : ''}.`,
  scanRule: ({ source, least, unit, share, packets, protocol }) => {
    const sizes = {
      hosts: `호스트 ${count(least)}대`,
      ports: `포트 ${count(least)}개`,
      pairs: `호스트와 포트 ${count(least)}쌍`,
    };
    const answered = protocol === 6 ? 'SYN-ACK 또는 패킷 2개 이상의 응답 기록' : '응답 기록이 하나라도 있음';
    return (
      `${source}. 적용한 값: ${sizes[unit]}, 무응답 비율 ${percent(share)}, 기록당 최대 ${packets}패킷. ` +
      `${protocolName(protocol)}에서 응답으로 보는 조건: ${answered}`
    );
  },
  sourceHorizontal: () =>
    'Zeek policy/misc/scan(5분 동안 한 포트에서 호스트 25대), Jung 외 2004년(실패 비율)',
  sourceVertical: () => 'Zeek policy/misc/scan(5분 동안 한 호스트에서 포트 15개), Jung 외 2004년(실패 비율)',
  sourceBlock: () => 'Zeek simple-scan(15분 동안 호스트와 포트 25쌍), Jung 외 2004년(실패 비율)',
  flooded: (told) => {
    const target = told.target ?? `대상 ${count(told.targets)}곳`;
    const several = told.ports > 1 ? `의 포트 ${count(told.ports)}개` : '';
    const at = told.port === undefined ? several : ` 포트 ${told.port}`;
    const back =
      told.packets_back === 0 ? '응답은 없었습니다' : `응답은 ${count(told.packets_back)}패킷이었습니다`;
    return (
      `${told.who}: ${period(told.when)}에 ${target}${at} 쪽으로 ${protocolName(told.protocol)} 트래픽을 초당 최대 ` +
      `${about(told.packets_per_second)}패킷(초당 ${bytes(told.bytes_per_second)}) 보냈습니다. ` +
      `모두 ${count(told.packets)}패킷, ${bytes(told.bytes)}이며 ${back}.`
    );
  },
  floodRule: (told) =>
    `${told.source}. 적용한 값: 초당 ${count(told.packets_per_second)}패킷, 초당 ${count(told.bits_per_second)}비트 또는 ` +
    `초당 ${count(told.flows_per_second)}개 흐름. 또는 ${count(told.one_sided_packets)}패킷에 걸쳐 초당 ` +
    `${count(told.one_sided_packets_per_second)}패킷. 응답은 패킷의 최대 ${percent(told.share_back)}이거나 SYN만 있음`,
  sourceFlood: () =>
    'FastNetMon 기본 임곗값(초당 20,000패킷, 1 Gbit/s, 초당 3,500개 흐름, 5초 평균). 단방향 속도는 자체 정의',
  backscattered: ({ victims, sample, hosts, when }) =>
    `주소 ${count(victims)}개(${listed(sample)}${victims > sample.length ? ', …' : ''})가 ${period(when)}에 저희 주소 ` +
    `${count(hosts)}개로, 저희가 요청하지 않은 RST와 SYN-ACK를 보냈습니다. ` +
    '주소를 위조한 누군가에게 공격받는 쪽이며, 공격자가 아닙니다.',
  backscatterRule: ({ source, hosts }) =>
    `${source}. 적용한 값: 저희 주소 ${hosts}개, 저희가 그쪽으로 보낸 기록 없음`,
  sourceBackscatter: () =>
    '흐름 기반 스캔 탐지 규칙(모든 흐름이 RST, SYN-ACK 또는 RST-ACK이고 대상이 3곳 초과). tcp_flags 필요',

  loginsFailed: ({ attacker, failures, services: at, when, tried, device }) =>
    `${attacker}: ${period(when)}에 ${services(at)} 로그인에 ${count(failures)}회 실패했습니다. ${tried}.` +
    (device ? ' 이전 비밀번호가 남아 있는 기기도 같은 모습을 보입니다.' : ''),
  attackerClient: ({ address, provider }) => `${address}${owner(provider, [])}`,
  attackerGroup: ({ addresses, provider, regions, shared }) =>
    `주소 ${count(addresses)}개${provider === undefined ? '(알려진 클라우드가 아님)' : owner(provider, regions)}, ${shared}`,
  attackersBeyond: ({ addresses }) => `그 밖의 주소 ${count(addresses)}개(각각 임곗값 초과)`,
  sharedAgent: ({ agent }) => (agent === '' ? '모두 사용자 에이전트 없음' : `모두 사용자 에이전트 ${agent}`),
  sharedNothing: () => '단독으로 임곗값을 넘는 주소는 없음',
  triedUnnamed: ({ log }) =>
    log === 'form'
      ? '이 양식은 어느 계정인지 기록하지 않습니다'
      : '로그에는 어느 계정인지 나와 있지 않습니다',
  triedOne: ({ user }) => `모두 ${user} 계정입니다`,
  triedMany: ({ accounts, few }) =>
    `대상은 계정 ${count(accounts)}개이며, ${few ? '계정당 시도는 적습니다(비밀번호 스프레이)' : '계정당 시도가 많습니다'}`,
  webAttackRule: ({ source, failures, minutes, accounts, rotating }) =>
    `${source}. 적용한 값: 한 클라이언트의 로그인 실패 ${minutes}분 동안 ${failures}회, 또는 한 번도 들어가지 못한 계정 ` +
    `${accounts}개, 또는 한 사업자에 속하고 사용자 에이전트가 같은 주소 ${rotating}개 이상에서 ${failures}회`,
  loginAttackRule: ({ source, failures, minutes, accounts, rotating }) =>
    `${source}. 적용한 값: 한 클라이언트가 한 서비스에서 ${minutes}분 동안 로그인 실패 ${failures}회, 또는 한 번도 들어가지 못한 계정 ` +
    `${accounts}개, 또는 한 사업자에 속하고 각각 임곗값에 못 미치는 주소 ${rotating}개 이상에서 한 서비스에 모두 ${failures}회`,
  sourceWebAttack: () =>
    'Zeek policy/protocols/ssh/detect-bruteforcing(30분 동안 실패 30회)을 웹 로그인에 적용. 스프레이와 바뀌는 출발지는 자체 정의',
  sourceLoginAttack: () =>
    'Zeek policy/protocols/ssh/detect-bruteforcing(30분 동안 실패 30회)을 모든 서비스에 적용. 스프레이와 바뀌는 출발지는 자체 정의',
  credentialsWorked: ({ user, successes, noun, services: at, place, when, why }) =>
    `${user === undefined ? '어떤 계정' : user}의 자격 증명이 통했습니다. ${period(when)}에 ${place}에서 ${services(at)}에 대한 ` +
    `${noun === 'request' ? '요청' : '로그인'} ${count(successes)}건이 성공했습니다. ${why}.`,
  placeAddress: ({ address, provider, regions }) => `${address}${owner(provider, regions)}`,
  placeAddresses: ({ addresses, provider, regions }) =>
    `주소 ${count(addresses)}개${owner(provider, regions)}`,
  whyGuessed: ({ failures }) =>
    `그 전에 같은 출발지가 이 계정으로 로그인에 ${count(failures)}회 실패했습니다`,
  whyElsewhere: () => '스크립트가 한 것이며, 계정 주인은 다른 네트워크에서 다른 프로그램을 사용합니다',
  whyAmongMany: ({ logins, accounts, before }) =>
    `같은 출발지가 그 밖에 로그인에 ${count(logins)}회 실패했습니다` +
    (accounts > 0 ? `(끝내 열리지 않은 계정 ${count(accounts)}개)` : '') +
    (before > 0 ? `. 이 계정에서도 ${count(before)}회 실패했습니다` : ''),
  entryRule: ({ source, why }) => `${source}. 적용한 값: ${why}`,
  ruleGuessed: ({ failures }) => `같은 출발지가 같은 계정에서 성공하기 전에 ${failures}회 이상 실패`,
  ruleElsewhere: () => '클라우드의 스크립트가, 다른 네트워크와 프로그램을 쓰는 사람의 자격 증명을 사용',
  ruleAmongMany: ({ failures, per_account: each }) =>
    `출발지의 실패가 ${failures}회 이상이고 대상 계정 대부분에 한 번도 들어가지 못했으며, 들어간 계정 하나당 ${each}회를 초과`,
  sourceWebEntry: () =>
    '자체 정의: 같은 클라이언트(또는 같은 사업자와 사용자 에이전트)와 같은 사용자가 실패 후 성공',
  sourceLoginEntry: () =>
    '자체 정의: 같은 클라이언트와 같은 사용자가 실패 후 성공, 또는 여러 계정에서 실패한 뒤 성공',

  sentClaimed: ({ host, packets, targets, share, found }) =>
    `${host}: 통지된 시각 전후에 통지에 나온 대상 ${count(targets)}곳으로 ${count(packets)}패킷을 보냈습니다.` +
    (share === undefined ? '' : ` 이는 통지된 양의 ${percent(share)}이며 나머지는 로그에 없습니다.`) +
    (found === undefined ? '' : ` 당시: ${found}`),
  foundThen: ({ found }) => `통지된 시각에: ${found}`,
  notCovered: ({ who, when }) =>
    `통지에 맞는 흐름 기록이 없습니다. 다만 로그는 ${accused(who)}에 대해 ${logTime(when)} 기간 전체를 담고 있지 않습니다.`,
  noRecordTowards: ({ who, when }) =>
    `로그는 ${accused(who)}에 대해 ${logTime(when)} 기간을 빠짐없이 담고 있으며, 통지에 나온 대상으로 보낸 기록이 없습니다.`,
  stayedQuiet: ({ who, when, why }) =>
    `로그는 ${accused(who)}에 대해 ${logTime(when)} 기간을 빠짐없이 담고 있으며, ${why}.`,
  noTargetNamed: ({ why }) => `흐름 기록만으로는 판단할 수 없습니다. 통지에 대상이 나와 있지 않고, ${why}.`,
  quietHosts: ({ hosts }) => `응답이 없었던 대상은 호스트당 최대 ${count(hosts)}대입니다`,
  quietRate: ({ packets }) => `한 대상으로 보낸 속도는 초당 ${count(packets)}패킷을 넘지 않습니다`,
  noShape: ({ type }, kinds) => `‘${kinds[type]}’ 활동은 흐름에 나타나지 않습니다`,
  onlyShare: ({ share }) => `통지된 시각 전후에 로그에 있는 것은 통지된 양의 ${percent(share)}뿐입니다.`,
  gatewayAlone: () =>
    '흐름 로그에는 NAT 게이트웨이만 있고, 패킷이 실제로 누구에게 가는지는 나와 있지 않습니다.',
  noFlows: () => '흐름 기록이 없습니다.',
  lackInterfaces: ({ interfaces, who }) => `${listed(interfaces)}(${accused(who)})의 흐름 기록`,
  lackHost: ({ who }) => `${accused(who)}의 흐름 기록(로그에 없음)`,
  lackLost: ({ count: lost }) => `AWS가 잃은 기록: SKIPDATA ${count(lost)}건. 되찾을 수 없습니다`,
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
  accusedGateway: ({ address, kind, gateway }) => `${address} 주소는 ${KINDS[kind]} ${gateway}의 주소입니다`,
  accusedMapped: ({ address, host }) => `인벤토리에 따르면 ${address} 주소는 ${host}에 해당합니다`,
  accusedOnlyNat: ({ asked }) =>
    `${listed(asked) || '통지된 주소'}: 누구의 주소인지 알려 주는 인벤토리가 없어 유일한 NAT 게이트웨이의 주소로 보았습니다`,
  accusedUnknown: ({ asked }) =>
    asked.length === 0
      ? '통지에 리소스가 나와 있지 않습니다'
      : `인벤토리에도 흐름에도 없음: ${listed(asked)}`,
  accusedNobody: () => '어느 통지도 대상을 밝히지 않았습니다',
  didSend: ({ packets, share }) =>
    `통지된 흐름 중 ${count(packets)}패킷을 보냈으며, 저희 호스트가 그곳으로 보낸 양의 ${percent(share)}입니다`,
  didFound: ({ detectors, share }) =>
    `통지된 시각에 탐지됨(${listed(detectors)}). 탐지된 전체의 ${percent(share)}입니다`,
  didAll: ({ found }) => found.join(' '),
  culpritBecause: ({ accused: named, did }) => `${named}. ${did}.`,
  roleListedNat: ({ gateway }) => `인벤토리에 NAT 게이트웨이 ${gateway}로 올라 있습니다`,
  roleListedCard: ({ card, kind }) => `인벤토리에 ${card} 항목이 ${KINDS[kind]}의 인터페이스로 올라 있습니다`,
  roleTranslated: ({ legs, hosts }) =>
    `저희 호스트 ${count(hosts)}대가 이곳으로 보낸 기록 ${count(legs)}건은 다른 주소로 가는 패킷입니다`,
  roleMirrored: ({ share }) =>
    `저희 호스트가 이곳으로 보낸 양의 ${percent(share)}가 같은 포트에서 같은 양만큼 다시 나갑니다`,
  roleTransit: ({ hosts }) =>
    `기록에 저희 주소 ${count(hosts)}개가 나오며, 대부분의 기록에 나오는 주소는 없습니다`,
  gapNobody: ({ type, accused: named }, kinds) =>
    `통지의 ‘${kinds[type]}’에 대해 지목된 호스트가 없습니다. ${named}. 이에 맞는 흐름 기록도 없습니다`,
  gapInferredNat: ({ address, because }) =>
    `${address} 주소는 흐름만으로 NAT 게이트웨이라고 추정했습니다(${because}). ` +
    'aws ec2 describe-nat-gateways와 describe-network-interfaces의 출력을 추가하십시오',

  gapUnknown: (told) => `형식을 알 수 없어 읽지 않음: ${some(told)}`,
  gapUnreadable: (told) => `열 수 없음: ${some(told)}`,
  gapZone: (told) =>
    `${some(told)}의 시각에는 시간대가 없어 UTC로 읽었습니다. 그곳의 시계가 달랐다면 --zone으로 지정하십시오`,
  gapLost: ({ path }) =>
    `${path}: 로그에 따르면 기록 일부가 유실되었습니다(SKIPDATA). 여기에 없는 트래픽도 실제로 있었을 수 있습니다`,
  gapRejected: ({ path, rejected, read }) =>
    `${path}: ${count(read)}행 중 ${count(rejected)}행을 읽지 못했습니다. 증거 목록을 보십시오`,
  gapOverlap: ({ first, second, rows, table }) =>
    `${first} 파일과 ${second} 파일에 같은 기록 ${count(rows)}건(${table})이 있어 두 번 세었습니다. 같은 기록이라면 한 파일만 주십시오`,
  gapNoRanges: () =>
    '사업자의 주소 범위가 없어 주소의 소유자를 알 수 없습니다. `abusedesk ranges update`를 실행하거나 ip-ranges.json을 폴더에 넣으십시오',
  gapDistant: ({ provider, published, days, edge }) =>
    `가장 가까운 ${provider} 주소 범위(${published} 공개)는 증거의 ${edge === 'begins' ? '시작' : '끝'}보다 ` +
    `${count(Math.abs(days))}일 ${days > 0 ? '뒤' : '전'}의 것입니다`,
  gapUnusedRule: ({ pattern, kind }) =>
    `${pattern}에 맞는 증거 파일이 없어 지정한 ${kind === 'zone' ? '시간대를' : '연도를'} 쓰지 않았습니다`,
  gapUnusedFormat: ({ format }) =>
    `지정한 로그 형식 ${format}에 맞는 증거 파일이 없어 이 형식을 쓰지 않았습니다`,
  gapBalancers: (told) => `인벤토리에 있는 로드 밸런서의 X-Forwarded-For를 신뢰했습니다: ${some(told)}`,
  gapProxies: (told) =>
    `X-Forwarded-For가 있는 요청이 ${some(told)}에서 옵니다. 직접 운영하는 프록시라면 --trusted-proxy로 지정하십시오. 그 뒤의 클라이언트를 구분할 수 있습니다`,

  nextTogether: ({ host, others }) =>
    `${host}, ${listed(others)}의 내부를 조사하십시오. 흐름 로그로는 구분되지 않습니다`,
  nextSnapshot: ({ host, region, instance, named }) =>
    `무엇보다 먼저 ${host}의 증거를 보존하십시오: \`aws ec2 create-snapshots${inRegion(region)} --instance-specification InstanceId=${instance}\`${whichInstance('; ', { host, region, instance })}${named ? '. 인스턴스는 통지에 나온 것입니다' : ''}`,
  nextCutOff: ({ host, region, instance }) =>
    `격리 대상 ${host}: 다음 명령으로 중지하십시오 \`aws ec2 stop-instances${inRegion(region)} --instance-ids ${instance}\` 또는 서브넷의 네트워크 ACL에서 트래픽을 거부하십시오. 보안 그룹을 바꾸어도 이미 열린 연결은 끊어지지 않습니다`,
  nextFlowLogs: ({ lacks, kept, ...place }) => {
    const what = `다음 기록을 가져오십시오: ${listed(lacks)}.`;
    if (kept.length > 0)
      return `${what} 인벤토리에 따르면 흐름 로그는 ${listed(kept)}에 저장됩니다: docs/how-to/get-flow-logs.md`;
    return (
      `${what} 저장 위치 확인: \`${describeFlowLogs(place)}\` 흐름 로그가 없으면 지금 활성화하십시오: ` +
      `\`${createFlowLogs(place)}\`${whichVpc('; ', place)}; BUCKET(보유한 버킷): \`aws s3 ls\`; 단계별 설명: docs/how-to/get-flow-logs.md`
    );
  },
  nextInventory: () => '주소에 이름이 붙도록 인벤토리를 추가하십시오: docs/how-to/collect-inventory.md',
  nextAgain: () => '부족한 로그가 갖추어지면 같은 명령을 다시 실행하십시오',
  nextPasswords: ({ users }) =>
    `${listed(users)}의 비밀번호를 지금 바꾸고, 열린 세션을 종료하고, 메일함 규칙과 전달 설정을 확인하십시오`,
  nextInterim: ({ path }) => `통지에 대한 회신으로 중간 답변을 보내십시오: ${path}`,
  nextFinal: ({ path }) => `최종 답변의 빈칸을 채워 보내십시오: ${path}`,
  nextForged: () =>
    '위조된 통지에는 답하지 말고 그 안의 어떤 것도 열지 마십시오. 진짜 통지가 있는지 사업자의 콘솔에서 확인하십시오',
  nextRanges: () => '주소의 소유자를 알 수 있도록 공개된 주소 범위를 가져오십시오: `abusedesk ranges update`',

  tierFree: ({ gb }) => `무료(월 ${gb} GB)`,
  tierStep: ({ step, tb }) =>
    ({ first: `처음 ${tb} TB`, next: `다음 ${tb} TB`, above: `${tb} TB 초과` })[step],
  tierNat: () => 'NAT 게이트웨이 데이터 처리',
  costList: ({ as_of: asOf }) =>
    `${asOf} 기준 정가(AWS EC2 온디맨드 요금 페이지의 데이터 전송, Amazon VPC 요금 페이지). 세금과 할인은 제외`,
  costRegion: ({ reference }) => `리전을 알 수 없어 ${reference} 요금을 적용했습니다`,
  costNoPrice: ({ egress, nat, region, reference }) =>
    `${region} 리전의 ${listed([...(egress ? ['데이터 송신'] : []), ...(nat ? ['NAT 게이트웨이'] : [])])} 요금 기록이 없어 ${reference} 요금을 적용했습니다`,
  costLastPrice: ({ tier }) => `‘${tier}’ 구간은 기록된 마지막 요금으로 계산했으며 실제 요금은 더 낮습니다`,
  costFree: ({ gb, since }) => `월 ${gb} GB를 무료로 계산했습니다(${since} 이후 기준)`,
  costAlone: () =>
    '이달에 AWS에서 나간 다른 트래픽이 없다고 보았습니다. 다른 트래픽이 있으면 무료 구간이 줄고 더 싼 구간으로 옮겨 갑니다',
  costInternet: () =>
    '모든 바이트가 인터넷으로 나갔다고 보았습니다. 다른 AWS 리전이나 서비스로 가는 트래픽은 요금이 다릅니다',
  costLeftOut: () =>
    '포함하지 않음: 인스턴스와 NAT 게이트웨이의 시간 요금, 가용 영역 간 트래픽, NAT 게이트웨이로 받은 바이트, 로드 밸런서, 흐름 로그 자체',

  timeBegins: ({ notice, type }, kinds) => `${notice}: 통지된 ${kinds[type]} 시작`,
  timeMoment: ({ notice, type }, kinds) => `${notice}: 통지된 ${kinds[type]}`,
  timeEnds: ({ notice, type }, kinds) => `${notice}: 통지된 ${kinds[type]} 끝`,
  timeReceived: ({ notice, stage }) =>
    `${notice} 수신(${{ first: '첫 통지', reminder: '독촉', final: '최종 통지', action: '조치 통지' }[stage]})`,
  timeDue: ({ notice }) => `${notice}: 답변 기한`,
  timeNotice: ({ source, reference }) =>
    reference === undefined ? `${source} 통지` : `${source} 통지 ${reference}`,
  timeFindingEnds: ({ who, type }, kinds) => `${who === undefined ? '' : `${who}: `}${kinds[type]} 끝`,
  timeOpened: () => '사건 생성',

  tableRequests: ({ known }) =>
    `${known ? '클라우드 주소에서 온 요청' : '요청'}(월, URL, 사용자, 상태, 사용자 에이전트별)`,
  tableUsers: () => '누구의 로그인이 어디에서 성공하고 실패했는지',
  tableSources: () => '클라우드 클라이언트(서비스와 리전별)',
  tableRotation: () => '클라우드 주소가 날마다 어떻게 바뀌는지',
  tableRhythm: ({ known }) => `${known ? '클라우드 클라이언트' : '클라이언트'}가 어떤 간격으로 요청하는지`,
  tableHours: ({ known }) => `${known ? '클라우드 클라이언트' : '클라이언트'}가 하루 중 언제(UTC) 요청하는지`,
  tableClients: ({ known }) => `${known ? '클라우드 클라이언트' : '클라이언트'}가 어떤 프로그램인지`,
  tableFlowPorts: () =>
    '저희 호스트와 인터넷 사이의 흐름(포트별, 바이트가 많은 순. 포트 없음: 양쪽 모두 32767 초과)',
  tableFlowDays: () => '저희 호스트와 인터넷 사이의 흐름(일별)',
  tableFlowSources: () => '저희 호스트로 보낸 인터넷 주소(일별. 새 주소: 그 전날까지 나타나지 않은 주소)',
  tableCut: ({ title, shown, rows, by }) =>
    rows === undefined
      ? `${title}(처음 ${count(shown)}행. 더 있음)`
      : `${title}(${by} 기준 ${count(rows)}행 중 처음 ${count(shown)}행)`,
  seriesBytes: ({ host }) => `${host}: 인터넷과 주고받은 양`,
  seriesFlows: ({ host }) => `${host}: 인터넷과의 흐름 기록`,
  seriesRequests: ({ provider, unit }) =>
    `${provider === undefined ? '' : `${provider}에서 온 `}요청 수(${{ hour: '1시간', day: '1일', week: '1주', '30 days': '30일' }[unit]}마다)`,
  fanNobody: () => '인터넷과 통신한 호스트가 없습니다',
  fanOnly: (told) => `${told.who}만${fanAim(told)} 인터넷의 호스트와 통신했습니다`,
  fanTimes: (told) =>
    `${told.who}: 다른 어떤 호스트보다 약 ${about(told.times)}배 많은 호스트와${fanAim(told)} 통신했습니다`,
  fanSeveral: (told) =>
    `여러 호스트가${fanAim(told)} 통신한 인터넷 호스트의 수가 ${told.who}의 수와 비슷합니다`,
};
