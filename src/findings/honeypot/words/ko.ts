import { protocolName } from '../../../net/protocols.ts';
import { about, count, listed, percent, portWords } from '../../../language/grammar/ko.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { Aim, HoneypotMessages } from '../messages.ts';

const aim = ({ protocol, port }: Aim): string =>
  port === undefined ? protocolName(protocol) : portWords(String(port), 1, protocolName(protocol));

const days = ({ from, to }: { from: string; to: string }): string => (from === to ? from : `${from}~${to}`);

export const ko: WordsOf<HoneypotMessages> = {
  potTitle: () => '허니팟',
  potMeans: () => '용어의 정의',
  potBurst: () => '급증(정의는 아래 참조)',
  tablePotTraffic: () => '일방적으로 들어온 것, 응답, 요청한 적 없는 응답의 구분(비율은 방향별)',
  tablePotDays: () => '허니팟 트래픽(날짜별, 방향별)',
  tablePotBursts: () => '트래픽이 급증한 날과 그날 가장 많았던 포트',
  tablePotKinds: () => '트래픽의 종류: 메일, DNS, ICMP 등(양방향)',
  tablePotPorts: () => '프로토콜과 포트별(양방향, 비율은 방향별)',
  tablePotSources: () => '일방적으로 접속한 주소(날짜별, 신규: 이전 날짜에 나타나지 않은 주소)',
  tablePotLifetimes: () => '주소가 며칠 동안 나타났는지(주소 교체 양상)',
  tablePotBusiest: ({ most }) => `가장 많이 접속한 주소 ${count(most)}개`,
  tablePotProviders: () => '일방적으로 접속한 주소의 소속',
  tablePotDownloads: () => '허니팟이 내려받았거나 전달받은 파일',
  tablePotSetDays: ({ set }) => `${set} 대 나머지(날짜별)`,
  tablePotSetPorts: ({ set }) => `${set} 대 나머지(포트별, 비율은 각자의 흐름 기준)`,
  tablePotSetSources: ({ set }) => `${set} 주소의 교체 양상과 나머지의 비교`,
  tablePotPeriods: ({ before, now }) => `${days(now)} 대 ${days(before)}(포트별, 첫 행은 전체)`,
  seriesPot: () => '일방적으로 들어온 흐름과 허니팟이 시작한 흐름(날짜별)',
  seriesPotSet: ({ set }) => `${set}에서 일방적으로 들어온 흐름과 허니팟이 그쪽으로 시작한 흐름(날짜별)`,
  potCame: ({ flows, unsolicited, response, backscatter, unknown }) =>
    `들어온 흐름은 ${count(flows)}건입니다. 일방적인 것 ${percent(unsolicited)}, 응답 ${percent(response)}, 백스캐터 ${percent(backscatter)}` +
    (unknown > 0 ? `, 로그로 구분할 수 없는 것 ${percent(unknown)}` : ''),
  potSent: ({ flows, begun, answers, unknown }) =>
    `나간 흐름은 ${count(flows)}건입니다. ${percent(answers)}는 응답이나 거부이며 공격이 아닙니다. 허니팟이 스스로 시작한 것은 ${count(begun)}건입니다` +
    (unknown > 0 ? `. ${percent(unknown)}는 누가 시작했는지 로그로 알 수 없습니다` : ''),
  potNothing: () => '귀하의 주소와 다른 주소 사이에 오간 흐름이 없습니다',
  potBursts: ({ bursts, more }) =>
    `트래픽 급증: ${listed(
      bursts.map(
        (burst) =>
          `${burst.day}(${burst.direction === 'in' ? '수신' : '송신'} ${count(burst.flows)}건, 중앙값의 약 ${about(burst.times)}배, 그중 ${percent(burst.share)}가 ${aim(burst)})`,
      ),
    )}${more > 0 ? `, 그 밖의 ${more}건은 표에 있습니다` : ''}`,
  potNoBursts: ({ days: active, least }) =>
    active < least
      ? `트래픽이 있는 날은 ${count(active)}일입니다. ${least}일보다 적어 급증을 판단할 중앙값이 없습니다`
      : `트래픽이 있는 ${count(active)}일 가운데 급증으로 볼 만한 날이 없습니다`,
  potSources: ({ sources, days: active, oneDay, lasting }) =>
    `${count(active)}일 동안 주소 ${count(sources)}개가 일방적으로 접속했습니다. ${percent(oneDay)}는 하루만, ${percent(lasting)}는 7일을 넘겨 나타났습니다`,
  potSet: ({ set, flows, share, sources, oneDay, restOneDay, ports }) =>
    `${set}: 주소 ${count(sources)}개에서 흐름 ${count(flows)}건, 일방적으로 들어온 것의 ${percent(share)}입니다. 주소의 ${percent(oneDay)}는 하루만 나타났습니다` +
    (restOneDay === undefined ? '' : `(나머지는 ${percent(restOneDay)})`) +
    (ports.length === 0
      ? ''
      : `. 많은 것: ${listed(ports.map((port) => `${aim(port)}(${percent(port.share)}, 나머지는 ${percent(port.rest)})`))}`),
  potSetNone: ({ set }) => `일방적으로 들어온 것 중 ${set}에서 온 것은 없습니다`,
  potDownloads: ({ times, samples, sources }) =>
    `주소 ${count(sources)}개가 파일 ${count(times)}건을 내려받게 하거나 올렸습니다. 서로 다른 해시는 ${count(samples)}개입니다`,
  potUnknownCounted: ({ share }) =>
    `들어온 것의 ${percent(share)}는 요청한 것인지 로그로 알 수 없습니다. 주소 표에서는 일방적으로 들어온 것으로 셉니다`,
  potPeriods: ({ before, now, flowsBefore, flowsNow, sourcesBefore, sourcesNow }) =>
    `${days(now)}: 주소 ${count(sourcesNow)}개에서 일방적인 흐름 ${count(flowsNow)}건. ${days(before)}: 주소 ${count(sourcesBefore)}개에서 ${count(flowsBefore)}건`,
  potMeansClasses: () =>
    '일방적: 상대가 시작한 통신입니다(패킷을 본 쪽의 기록, ACK 없는 SYN, 또는 더 낮은 포트로 온 데이터그램). 응답: 이쪽 호스트가 시작한 통신에 대한 답입니다. 백스캐터: 이쪽 호스트가 요청한 적 없는 SYN-ACK 또는 RST이며, 보낸 쪽은 귀하의 이름을 도용당한 요청을 받은 것이지 공격자가 아닙니다(Moore, Voelker, Savage 2001). 알 수 없음: 플래그가 없는 TCP, 또는 시작이 로그에 없는 연결입니다',
  potMeansBurst: ({ times, share, least }) =>
    `급증(본 제품의 정의): 같은 종류의 트래픽이 있는 날의 중앙값의 ${times}배를 넘고, 최대인 날의 ${percent(share)}를 넘는 날입니다. 그런 날이 ${least}일 이상일 때 판단합니다`,
  potMeansRotation: () =>
    '주소 교체(본 제품의 정의): 하루만 나타난 주소의 비율과, 날마다 그전에 나타나지 않은 주소의 비율입니다. 첫날은 모두 신규입니다',
  potMeansRecords: () =>
    '로그의 기록 하나를 흐름 하나로 셉니다. 허니팟 자신만 적어 둔 연결은 다른 기록이 없을 때만 셉니다',
  potMasked: ({ least, rest }) =>
    `공개용 보고서입니다. 비율은 1% 단위로 반올림했고 수치, 시각, 이름은 싣지 않았습니다. 날은 첫날부터 셉니다. 주소와 파일은 표식으로 나타내며 같은 표식은 같은 주소입니다. 포트나 소속이 없는 행은 ${percent(rest)} 미만인 것의 합계이고, 흐름이나 주소가 ${count(least)}개 미만이면 비율을 밝히지 않습니다`,
  potMaskedPart: () => '선택한 네트워크',
  potWithheld: ({ least }) =>
    `흐름이 ${count(least)}건 미만이라 비율에서 수치가 드러나므로 비율을 밝히지 않습니다`,
  potSharesCame: ({ unsolicited, response, backscatter, unknown }) =>
    `들어온 것 가운데 일방적인 것 ${percent(unsolicited)}, 응답 ${percent(response)}, 백스캐터 ${percent(backscatter)}` +
    (unknown > 0 ? `, 로그로 구분할 수 없는 것 ${percent(unknown)}` : ''),
  potSharesSent: ({ begun, answers, unknown }) =>
    `나간 것 가운데 응답과 거부 ${percent(answers)}, 허니팟이 스스로 시작한 것 ${percent(begun)}` +
    (unknown > 0 ? `, 로그로 알 수 없는 것 ${percent(unknown)}` : ''),
  potSharesSources: ({ oneDay }) => `주소의 ${percent(oneDay)}는 하루만 나타났습니다`,
  potSharesSet: ({ set, share, oneDay }) =>
    `일방적으로 들어온 것의 ${percent(share)}: ${set}` +
    (oneDay === undefined ? '' : `. 그 주소의 ${percent(oneDay)}는 하루만 나타났습니다`),
  potOfPeak: () => '가장 많은 날 대비 비율(%)',
  potDay: ({ day }) => `${day}일째`,
  oursProposed: ({ prefix, share, again }) =>
    `흐름 가운데 귀하의 것으로 알려진 주소가 없어 방향에 따른 판단을 하지 않았습니다. ${prefix} 주소가 기록의 ${percent(share)}에 나타납니다. 귀하의 것이면 ${again} 명령을 실행하십시오`,
  oursUnknown: ({ again }) =>
    `흐름 가운데 귀하의 것으로 알려진 주소가 없어 방향에 따른 판단을 하지 않았습니다. 기록 대부분에 나타나는 주소도 없습니다. ${again} 명령으로 귀하의 주소를 지정하십시오`,
  name_class: () => '구분',
  name_share_flows: () => '흐름 비율',
  name_share_packets: () => '패킷 비율',
  name_share_bytes: () => '바이트 비율',
  name_share_new: () => '신규 비율',
  name_share_busiest: () => '가장 많은 주소의 비율',
  name_active_days: () => '나타난 일수',
  name_share_sources: () => '주소 비율',
  name_share_one_day: () => '하루만 나타난 비율',
  name_set_flows: () => '대상의 흐름',
  name_rest_flows: () => '나머지의 흐름',
  name_share_set: () => '그날의 비율',
  name_set_sources: () => '대상의 주소',
  name_rest_sources: () => '나머지의 주소',
  name_share_of_set: () => '대상 내 비율',
  name_share_of_rest: () => '나머지 내 비율',
  name_part: () => '대상 여부',
  name_flows_per_source: () => '주소당 흐름',
  name_sources_before: () => '이전 주소',
  name_sources_now: () => '현재 주소',
  name_flows_before: () => '이전 흐름',
  name_flows_now: () => '현재 흐름',
  name_times: () => '몇 배',
  name_median_flows: () => '날짜별 중앙값',
  name_share_port: () => '포트 비율',
  name_what: () => '종류',
  name_share_hits: () => '전체 파일 중 비율',
  name_sample: () => '해시',
  name_honeypot: () => '허니팟',
  name_deed: () => '이벤트',
  name_said: () => '허니팟의 기록',
  name_pot_unsolicited: () => '일방적',
  name_pot_response: () => '응답',
  name_pot_backscatter: () => '백스캐터',
  name_pot_not_known: () => '알 수 없음',
  name_pot_begun: () => '이쪽에서 시작',
  name_pot_answer: () => '응답 또는 거부',
  name_pot_set: () => '선택한 대상',
  name_pot_rest: () => '나머지',
  name_pot_mail: () => '메일(스팸)',
  name_pot_dns: () => 'DNS 조회',
  name_pot_icmp: () => 'ICMP(핑 등)',
  name_pot_smb: () => 'Windows 파일 공유',
  name_pot_ssh: () => 'SSH 접속',
  name_pot_telnet: () => '텔넷',
  name_pot_proxy: () => '프록시',
  name_pot_web: () => '웹',
  name_pot_desktop: () => '원격 데스크톱',
  name_pot_database: () => '데이터베이스',
  name_pot_other: () => '기타',
};
