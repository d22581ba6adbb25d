import { period } from '../../../../language/figures.ts';
import { bytes, count, listed, percent } from '../../../../language/grammar/ko.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ExfiltrationMessages } from '../messages.ts';

export const ko: WordsOf<ExfiltrationMessages> = {
  askedNames: ({ who, domain, names, questions, length, when, resolver }) =>
    `${who}: ${period(when)}에 ${domain} 아래의 이름 ${count(names)}개를 DNS 질의 ${count(questions)}회로 물었습니다. ` +
    `도메인 앞부분은 평균 ${length}자로, DNS 질의에 데이터를 실어 내보내는 모양입니다.` +
    (resolver
      ? ' 이 호스트 자체도 질의에 응답하므로 다른 호스트를 대신해 물었을 수 있습니다. 누가 물었는지 찾아보십시오.'
      : ''),
  dnsTunnelRule: ({ source, names, share, length }) =>
    `${source}. 적용한 값: 한 도메인 아래 이름 ${count(names)}개, 질의의 ${percent(share)}가 새 이름, 평균 ${length}자. ` +
    '역방향 조회, 각종 목록, 클라우드의 영역은 제외',
  sourceDnsTunnel: () =>
    'RITA v5(도메인별 하위 도메인 수 100, 500, 1,000)와 NEMEA(고유 도메인 비율 0.9 초과). 글자 수는 자체 정의',
  talkedDns: ({ who, target, targets, packets, packets_back, bytes: sent, bytes_back, when }) =>
    `${who}: ${period(when)}에 ${target}${targets > 1 ? ` 외 ${count(targets - 1)}곳` : ''}과 UDP 포트 53으로 하나의 통신을 계속했습니다. ` +
    `자신의 포트 하나에서 보낸 것은 패킷 ${count(packets)}개(${bytes(sent)}), 받은 것은 ${count(packets_back)}개(${bytes(bytes_back)})입니다. ` +
    '리졸버는 질의마다 다른 포트를 쓰고 질의도 더 짧으므로 터널로 보입니다.',
  dnsVolumeRule: ({ source, packets, bytes: length }) =>
    `${source}. 적용한 값: 한 통신에서 양방향 각 ${count(packets)}패킷, 보낸 패킷당 ${count(length)}바이트 이상`,
  sourceDnsVolume: () =>
    '자체 정의: DNS 포트에서 긴 패킷으로 이루어진 하나의 통신(RFC 5452: 질의마다 다른 포트)',
  sentMuch: ({ who, target, bytes: sent, bytes_back, usual, days, when, operated }) =>
    `${who}: ${period(when)}에 ${target}으로 ${bytes(sent)}를 보내고 ${bytes(bytes_back)}를 받았습니다. 이 주소와는 처음 통신했으며, ` +
    `그 전 ${count(days)}일 중 가장 많이 보낸 날의 외부 전송은 모두 ${bytes(usual)}였습니다. ` +
    (operated
      ? '상대는 스토리지 등 클라우드 자체 서비스이므로 백업일 가능성이 큽니다.'
      : '새 백업이나 이전 작업도 이렇게 보입니다. 누가 지시했는지 확인하십시오.'),
  exfiltrationRule: ({ source, bytes: least, days, times, back }) =>
    `${source}. 적용한 값: 새 주소로 하루 ${bytes(least)}, 그 전 ${count(days)}일 이상 중 가장 많은 날의 ${count(times)}배, 받은 양의 ${count(back)}배`,
  sourceExfiltration: () =>
    '자체 정의: 같은 호스트의 이전 날들과 비교(GuardDuty Behavior:EC2/TrafficVolumeUnusual처럼)',
  gapNoHistory: ({ hosts, sample, days }) =>
    `저희 호스트 ${count(hosts)}대(${listed(sample)}${hosts > sample.length ? ', …' : ''})가 새 주소로 많이 보냈지만, ` +
    `비교할 ${count(days)}일의 이력이 흐름에 없습니다. 이전 날짜의 로그를 추가하십시오`,
  name_names_below_domain: () => '도메인 아래 이름 수',
  name_dns_questions: () => 'DNS 질의 수',
  name_name_length: () => '이름의 평균 글자 수',
  name_packets_returned: () => '돌아온 패킷',
  name_bytes_returned: () => '돌아온 바이트',
  name_bytes_fullest_day: () => '이전 가장 많은 날의 바이트',
  name_days_before: () => '이전 일수',
};
