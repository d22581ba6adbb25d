import { count } from '../../language/grammar/ko.ts';
import type { WordsOf } from '../../language/words.ts';
import type { IntakeWhat, ScreenMessages } from '../messages.ts';

const TAKEN: Readonly<Record<IntakeWhat, string>> = {
  opened: '케이스 생성',
  continued: '기존 케이스에 추가',
  known: '이미 등록됨',
  answer: '보낸 문서에 대한 답변(확인 필요)',
  forged: '위조: 처리하지 않음',
  other: '통지 아님',
  failed: '실패',
};

const STAGES = {
  first: '첫 통지',
  reminder: '재통지',
  final: '최종 통지',
  action: '사업자의 조치',
} as const;

const STOPPED = {
  stopped: '중지됨',
  going_on: '계속되고 있음',
  cannot_tell: '중지 여부 알 수 없음',
  not_seen: '로그에 나타나지 않음',
} as const;

const ANSWERS = { interim: '중간 답변', final: '최종 답변', other: '답변' } as const;

export const ko: WordsOf<ScreenMessages> = {
  screenDeadline: () => '답변 기한',
  screenEvidence: () => '증거',
  screenSources: () => '공격 출발지',
  screenAttackers: ({ addresses, groups, more }) => {
    const parts = groups.map(
      ({ name, addresses: some }) => `${name ?? '조회한 목록에 없는 주소'} ${count(some)}개`,
    );
    if (more > 0) parts.push(`그 밖 ${count(more)}개`);
    return `주소 ${count(addresses)}개: ${parts.join(', ')}`;
  },
  screenCost: () => '비용',
  screenPrice: ({ usd, size }) => `${usd}(송신량 ${size}, 정가 기준)`,
  screenCounted: ({ usd, size }) => `호스트의 인터페이스 카운터에 나온 ${size} 기준 ${usd}`,
  screenFindings: () => '탐지 결과',
  screenMissing: () => '부족한 정보',
  screenNext: () => '다음 단계',
  screenReport: () => '보고서',
  screenLetters: () => '답변서',
  screenMore: ({ count: more }) => `외 ${count(more)}건은 보고서에 있습니다`,
  screenTimeline: ({ who }) => `${who ?? '공격자'}의 행적(로그별, UTC)`,
  screenAddresses: ({ count: some }) => `주소 ${count(some)}개`,
  screenTimelines: ({ count: more }) => `다른 ${count(more)}곳의 행적은 보고서에 있습니다`,
  screenForged: () => '없음: 위조된 통지에는 기한이 없습니다',
  screenNoDeadline: () => '통지에 기한이 없습니다',
  screenUndated: ({ sender, hours }) =>
    `받은 때로부터 ${hours}시간(${sender}). 수신 시각이 적혀 있지 않으므로 --received YYYY-MM-DDThh:mmZ로 지정하십시오`,
  screenLeft: ({ duration }) => `${duration} 남음`,
  screenOverdue: ({ duration }) => `기한에서 ${duration} 지남`,
  screenPast: ({ duration }) => `기한이 지난 지 ${duration}`,
  screenCounts: ({ files, size, read, parsed, rejected, skipped }) =>
    `파일 ${count(files)}개(${size}), 읽은 기록 ${count(read)}건 = ` +
    `분석 ${count(parsed)}건 + 오류 ${count(rejected)}건 + 제외 ${count(skipped)}건`,
  screenDueStage: ({ stage, next }) =>
    `${STAGES[stage]}${next === undefined ? '' : `(답변하지 않으면 다음 단계: ${STAGES[next]})`}`,
  screenUnanswered: () => '미답변(케이스 기록 기준)',
  screenAnswered: ({ kind, at }) => `${ANSWERS[kind]} 발송: ${at}`,
  screenMoreTime: ({ at }) => `기한 연장 요청: ${at}`,
  screenAbout: ({ name, by, more }) =>
    `${by === 'logs' ? '로그에서 확인됨' : '통지에 명시됨'}: ${name}${more > 0 ? ` 외 ${count(more)}건` : ''}`,
  screenCameIn: ({ at }) => `수신: ${at}`,
  screenStopped: ({ state }) => STOPPED[state],
  screenOn: ({ host }) => `${host}에 있는 케이스(색인 기록 기준)`,
  screenGone: () => '폴더가 없어졌습니다(색인 기록을 표시함)',
  screenCaseGone: ({ id, folder }) =>
    `케이스 ${id}: ${folder} 폴더에 더 이상 없습니다. 필요 없으면 다음을 실행하세요: abusedesk cases --forget ${id}`,
  screenIndexFailed: ({ why }) => `케이스는 온전히 저장되었지만 케이스 색인을 갱신하지 못했습니다: ${why}`,
  screenNothingDue: () => '기한이 있는 항목이 없습니다. 통지가 들어 있는 케이스를 찾지 못했습니다.',
  screenMoreCases: ({ read }) =>
    `한 번에 읽을 수 있는 것보다 케이스가 많습니다. ${count(read)}건을 읽었습니다.`,
  screenReceivedUnused: () => '--received는 사용하지 않았습니다. 모든 통지에 받은 시각이 적혀 있습니다.',
  screenUnchanged: ({ files, answers }) =>
    `파일 ${count(files)}개 모두 지난번과 같아 ${answers ? '읽은 기록과 탐지 결과를' : '읽은 기록을'} 사건에서 그대로 가져왔습니다.`,
  screenLakeChanged: () => 'lake/ 안의 파일이 저장했을 때와 달라서 그 내용을 다시 만들었습니다.',
  screenKept: ({ path }) => `수정하신 파일을 다음 이름으로 보관했습니다: ${path}`,
  phaseSurvey: () => '내용을 확인하는 중',
  phaseRead: () => '읽는 중',
  phaseAddresses: () => '주소의 소유자를 확인하는 중',
  phaseRoles: () => '트래픽을 전달만 하는 장비를 확인하는 중',
  phaseFindings: () => '기록을 분석하는 중',
  phaseClaims: () => '통지 내용을 증거와 대조하는 중',
  phaseReplay: () => '차단했을 때의 영향을 계산하는 중',
  phaseDraw: () => '그림을 그리는 중',
  phaseWrite: () => '사건을 저장하는 중',
  intakeTaken: ({ what }) => TAKEN[what],
  intakeCounts: ({ read, counts }) =>
    [
      `메일 ${count(read)}통 확인`,
      ...counts.map(({ what, count: some }) => `${TAKEN[what]} ${count(some)}`),
    ].join(' · '),
  intakeMore: ({ read }) =>
    `한 번에 처리할 수 있는 수보다 메일이 많습니다. 처음 ${count(read)}통을 확인했습니다.`,
  progressLeft: ({ phase, duration }) => `${phase}, ${duration} 남음`,
};
