import { abuseTypes, count, portWords, some } from '../../../language/grammar/ko.ts';
import { particles } from '../../../language/grammar/ko-particles.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { NoticeLabel, NoticeLack, NoticeScreenMessages } from '../messages.ts';

const LABELS: Readonly<Record<NoticeLabel, string>> = {
  deadline: '답변 기한',
  words: '통지의 표현',
  basis: '유형의 근거',
  about: '대상',
  keys: '액세스 키',
  when: '시간대',
  traffic: '트래픽',
  victims: '공격 대상',
  masked: '가려진 항목',
  taken: '이미 취한 조치',
  stage: '단계',
  arrived: '수신 시각',
  sender: '발신자',
  passed: '전달된 신고',
  traces: '발송 경로',
  lacks: '기재 없음',
};

const STAGES = {
  first: '최초 통지',
  reminder: '재통지(이전 통지에 답변이 없었습니다)',
  final: '최종 통지',
  action: '답변이 없어 조치가 시행되었습니다',
} as const;

const LACKS: Readonly<Record<NoticeLack, string>> = {
  reference: '케이스 번호',
  resource: '인스턴스 또는 주소',
  window: '활동 시각',
  targets: '대상지',
  received: '수신 시각',
};

const CERTAINTY = { confirmed: '확인됨', cannot_tell: '판단할 수 없음', ruled_out: '해당 없음' } as const;

export const ko: WordsOf<NoticeScreenMessages> = {
  screenLabel: ({ label }) => LABELS[label],
  screenHeadline: ({ sender, reference, type, forged }) => {
    const number = reference === undefined ? '' : `(케이스 ${reference})`;
    if (sender === undefined)
      return `자유 형식 신고입니다${number}. 로그 줄을 기준으로 읽었습니다. 지적 내용: ${abuseTypes[type]}`;
    return forged
      ? particles`${sender}을(를) 사칭한 위조 통지입니다${number}. 지적 내용: ${abuseTypes[type]}`
      : `${sender} 명의의 통지입니다${number}. 지적 내용: ${abuseTypes[type]}`;
  },
  screenNamed: some,
  screenAccounts: (names) => `계정 ${some(names)}`,
  screenWindow: ({ from, to, zoned }) =>
    `${from}${to === undefined ? '' : ` – ${to}`}` + (zoned ? '' : ' (시간대가 명시되지 않아 UTC로 읽음)'),
  screenFlow: ({ protocol = '', remote, ports, sent, packets }) => {
    const port = ports.length === 0 ? protocol : portWords(ports.join(', '), ports.length, protocol);
    return [
      remote === undefined ? '' : `목적지 ${remote}`,
      port,
      sent === undefined ? '' : `송신 ${sent}`,
      packets === undefined ? '' : `패킷 ${count(packets)}개`,
    ]
      .filter((part) => part !== '')
      .join(', ');
  },
  screenFlows: ({ flows, more }) => flows.join('; ') + (more > 0 ? `; 외 ${count(more)}건` : ''),
  screenStage: ({ stage }) => STAGES[stage],
  screenUnknownDeadline: () => '알 수 없음: 통지에 기한이나 수신 시각이 없습니다',
  screenCertainty: ({ certainty, because }) => `${CERTAINTY[certainty]}: ${because}`,
  screenBasis: ({ by }) =>
    by === 'lines'
      ? '전달된 로그 줄이 더 구체적이므로 그 내용을 따름'
      : '통지에 유형이 없어 통지의 수치를 따름',
  screenForwarded: ({ lines, read, harmless }) =>
    `제삼자의 신고, ${count(lines)}줄, 그중 로그로 읽은 줄 ${count(read)}줄(전문은 --json 참조)` +
    (harmless
      ? '. 모두 허용된 로그인이며 공격을 보여 주는 줄은 없습니다. 그 시각의 줄을 신고자에게 요청하십시오'
      : ''),
  screenTraces: ({ traces, more }) =>
    `${traces.join(', ')}${more > 0 ? ` 외 ${count(more)}건` : ''}. 신고된 메시지의 헤더에 적힌 내용이며, 보낸 사람이 직접 썼을 수도 있습니다`,
  screenLacks: ({ lacks }) => lacks.map((lack) => LACKS[lack]).join(', '),
  screenNotRead: ({ file, why }) => `${file}: 읽지 못했습니다: ${why}`,
  screenFiles: ({ files, without }) =>
    `파일 ${count(files)}개를 읽었고, 그중 통지가 없는 파일은 ${count(without)}개입니다.`,
  screenUnread: () => '해석하지 못한 줄입니다. 직접 확인해 주십시오:',
  screenMoreLines: ({ count: more }) => `외 ${count(more)}줄`,
  screenDistrust: () =>
    '다음 단계: 통지의 링크를 열거나 요구하는 작업을 하지 마시고, 이미 알고 계신 경로로 사업자에게 문의하십시오.',
  screenInvestigate: () => '다음 단계: 통지, 흐름 로그, 인벤토리를 한 폴더에 넣고 다음을 실행하십시오',
};
