import { protocolName } from '../../../net/protocols.ts';
import { count, about } from '../../../language/grammar/ko.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { ChartMessages } from '../messages.ts';

function fanAim({ protocol, port }: { protocol?: number; port?: number }): string {
  return port === undefined
    ? ''
    : ` ${protocol === undefined ? '' : `${protocolName(protocol)} `}${port}번 포트로`;
}

export const ko: WordsOf<ChartMessages> = {
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
  fanOnly: (params) => `${params.who}만${fanAim(params)} 인터넷의 호스트와 통신했습니다`,
  fanTimes: (params) =>
    `${params.who}: 다른 어떤 호스트보다 약 ${about(params.times)}배 많은 호스트와${fanAim(params)} 통신했습니다`,
  fanSeveral: (params) =>
    `여러 호스트가${fanAim(params)} 통신한 인터넷 호스트의 수가 ${params.who}의 수와 비슷합니다`,
  tableActors: ({ left }) =>
    `의심되는 외부 주소가 한 일(모든 로그, 시작 순)${left > 0 ? ` (그룹 주소 ${count(left)}개 생략)` : ''}`,
  name_who: () => '대상',
  name_log: () => '로그',
  name_outcome: () => '결과',
  name_about: () => '내용',
  name_records: () => '건수',
  name_actor_flows: () => '흐름',
  name_actor_requests: () => '요청',
  name_actor_logins: () => '로그인',
  name_actor_alerts: () => '경보',
  name_actor_in: () => '들어온 통신',
  name_actor_out: () => '나간 통신',
  name_actor_rejected: () => '방화벽에서 거부',
  name_actor_answered: () => '응답',
  name_actor_redirected: () => '리디렉션',
  name_actor_refused: () => '거부',
  name_actor_failed: () => '실패',
  name_actor_unknown: () => '알 수 없음',
  name_actor_right_refused: () => '올바른 비밀번호이나 거부',
  name_actor_succeeded: () => '성공',
  name_actor_verdict: () => '탐지',
  name_actor_verdict_blocked: () => '탐지 후 차단',
  name_actor_verdict_passed: () => '탐지되었으나 통과',
  name_actor_ban_blocked: () => '접속 차단',
  name_actor_deed: () => '허니팟에서의 동작',
  name_actor_download: () => '허니팟에 제시된 파일',
  name_actor_download_passed: () => '허니팟에 들어온 파일',
  name_actor_event: () => '기록',
  name_actor_event_blocked: () => '기록(거부)',
  name_actor_event_passed: () => '기록(통과)',
};
