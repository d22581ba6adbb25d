import { period } from '../../../../language/figures.ts';
import { count } from '../../../../language/grammar/ko.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { AttackClass } from '../../../web-classes/classes.ts';
import type { RequestMessages } from '../messages.ts';

const CLASSES: Readonly<Record<AttackClass, string>> = {
  'sql injection': 'SQL 인젝션',
  xss: '크로스 사이트 스크립팅',
  'local file inclusion': '경로 탐색 및 비공개 파일 접근',
  'remote file inclusion': '원격 파일 포함',
  'command execution': '명령 실행',
  'php injection': 'PHP 인젝션',
  'java attack': 'Java 공격(Log4Shell 등)',
  'protocol attack': '프로토콜 공격',
  scanner: '스캐너 흔적',
};

export const ko: WordsOf<RequestMessages> = {
  requestClient: ({ client, provider }) => (provider === undefined ? client : `${client}(${provider})`),
  requestOthers: ({ addresses }) => `그 밖의 주소 ${count(addresses)}개`,
  requestsAttacked: ({ who, requests, classes, paths, answered, odd, twice, when }) =>
    `${who}: ${period(when)}에 경로 ${count(paths)}개로 공격으로 보이는 요청 ${count(requests)}건을 보냈습니다(${classes.join(', ')}). ` +
    (answered === 0
      ? '성공으로 응답한 요청은 없습니다. '
      : `이 중 ${count(answered)}건에 성공으로 응답했습니다. `) +
    (odd === 0
      ? '응답만 보면 공격이 성공한 흔적은 없습니다.'
      : `그중 ${count(odd)}건은 응답 크기나 시간이 해당 경로의 평소 응답과 달라 공격이 성공했을 수 있으므로 먼저 확인하십시오.`) +
    (twice === 0 ? '' : ` 이 중 ${count(twice)}건은 둘 이상의 로그에 남아 있으며 한 번만 셌습니다.`),
  attackClass: ({ name, requests }) => `${CLASSES[name]} ${count(requests)}건`,
  requestsProbed: ({ who, missing, asked, most, minutes, when }) =>
    `${who}: ${period(when)}에 경로 ${count(asked)}개를 요청했고 그중 ${count(missing)}개는 없거나 거부되었습니다` +
    `(${count(minutes)}분 동안 최대 ${count(most)}개). 그 경로로 이어지는 페이지도 없었습니다.`,
  requestsScraped: ({ who, pages, most, minutes, crawler, when }) =>
    `${who}: ${period(when)}에 페이지 ${count(pages)}개를 가져갔습니다(${count(minutes)}분 동안 최대 ${count(most)}개). ` +
    `페이지에 딸린 이미지와 스타일은 요청하지 않았습니다${crawler ? '. 스스로 크롤러라고 밝히지만 이는 누구나 할 수 있습니다' : ''}.`,
  requestsProbedMore: ({ addresses, named, missing, asked, most, minutes, when }) =>
    `상위 ${count(named)}개 외에도 주소 ${count(addresses)}개가 ${period(when)}에 모두 경로 ${count(asked)}개를 요청했고 그중 ${count(missing)}개는 없거나 거부되었습니다` +
    `(한 주소에서 ${count(minutes)}분 동안 최대 ${count(most)}개). 그 경로로 이어지는 페이지도 없었습니다.`,
  requestsScrapedMore: ({ addresses, named, pages, most, minutes, when }) =>
    `상위 ${count(named)}개 외에도 주소 ${count(addresses)}개가 ${period(when)}에 모두 페이지 ${count(pages)}개를 가져갔습니다` +
    `(한 주소에서 ${count(minutes)}분 동안 최대 ${count(most)}개). 페이지에 딸린 이미지와 스타일은 요청하지 않았습니다.`,
  attackRule: ({ source, requests, times, answers, seconds }) =>
    `${source}. 적용한 값: 한 클라이언트의 요청 ${requests}건. 평소와 다른 응답은 평소 응답 ${answers}건 이상의 최대 크기나 최장 시간의 ${times}배를 넘는 것(지연은 ${seconds}초 이상), 또는 아무도 요청하지 않던 파일`,
  probingRule: ({ source, paths, minutes, percent }) =>
    `${source}. 적용한 값: 한 클라이언트가 ${minutes}분 동안 없는 경로 ${paths}개, 요청한 경로 전체의 ${percent}%`,
  scrapingRule: ({ source, pages, minutes, percent }) =>
    `${source}. 적용한 값: 한 클라이언트가 ${minutes}분 동안 페이지 ${pages}개, 이미지·스타일·스크립트 요청은 ${percent}% 이하`,
  gapSameTimes: ({ requests }) =>
    `웹 로그의 요청 ${count(requests)}건이 모두 같은 시각이므로 짧은 시간에 경로를 탐색하거나 사이트를 통째로 가져간 클라이언트를 판단할 수 없어 아무도 지목하지 않았습니다. 요청마다 시각이 있는 로그가 필요합니다`,
  sourceAttack: () =>
    '공격 종류는 OWASP Core Rule Set의 분류 이름이며, 디코딩한 요청에 자체 규칙을 적용함. 응답 판단은 자체 정의',
  sourceProbing: () => 'Zeek policy/misc/scan(5분 동안 25개)과 Jung et al. 2004(80% 실패)를 경로에 적용',
  sourceScraping: () => 'OWASP Automated Threats의 OAT-011 Scraping. 수치는 자체 정의',
  tableAttackClasses: () => '공격으로 보이는 요청(종류별)',
  tableAttackSources: () => '공격으로 보이는 요청(출발지와 종류별)',
  tableVolume: ({ by, known }) =>
    `${{ url: 'URL', user: '사용자', address: '주소' }[by]}·결과별로 ${known ? '클라우드 클라이언트' : '클라이언트'}에 보낸 양과 걸린 시간`,
  name_attack_requests: () => '공격으로 보이는 요청 수',
  name_attack_classes: () => '공격 종류 수',
  name_attack_paths: () => '공격 대상 경로 수',
  name_attack_answered: () => '성공 응답 수',
  name_attack_odd: () => '평소와 다른 응답 수',
  name_attack_in_two_logs: () => '둘 이상의 로그에 있는 요청 수',
  name_missing_paths: () => '없는 경로 수',
  name_asked_paths: () => '요청한 경로 수',
  name_missing_in_window: () => '가장 많은 구간의 없는 경로 수',
  name_pages_read: () => '가져간 페이지 수',
  name_pages_in_window: () => '가장 많은 구간의 페이지 수',
  name_attack_class: () => '종류',
  name_paths: () => '경로 수',
  name_answered: () => '성공 응답',
  name_refused: () => '거부',
  name_largest_answer: () => '가장 큰 응답',
  name_slowest_seconds: () => '가장 느린 응답(초)',
};
