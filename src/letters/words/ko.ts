import { count } from '../../language/grammar/ko.ts';
import { particles } from '../../language/grammar/ko-particles.ts';
import type { OccasionWords } from './words.ts';

export const ko: OccasionWords = {
  labels: {
    request: '요청 사항',
    reason: '사유',
    statement: '당사 입장',
    shownBy: '근거',
    status: '현재 상태',
    since: '이후 상황',
    account: '계정',
    seen: '확인된 내용',
  },
  record: (call, file, record) => `계정 API 로그의 ${call} 이벤트(${file}, 레코드 ${record})`,
  byInventory: '당사 계정의 리소스 목록',
  byRanges: '공개된 주소 범위 목록',

  extension: {
    opening:
      '알려 주셔서 감사합니다. 현재 조사를 진행하고 있으나 아직 충분한 답변을 드릴 수 없습니다. 아래와 같은 사유로 답변 기한의 연장을 요청드립니다.',
    more: (until, due) =>
      `답변 기한을 ${until}까지 연장해 주시기 바랍니다${due === undefined ? '' : `(현재 기한: ${due})`}`,
    headings: {
      why: '연장을 요청하는 사유',
      sofar: '지금까지 파악한 내용',
      request: '요청 사항',
    },
    reasons: {
      records: (resources, when) => {
        const details = [resources, when].filter((part) => part !== undefined).join(', ');
        return `VPC 흐름 로그${details === '' ? '' : `(${details})`}를 아직 확보하지 못했습니다. 이 로그가 없으면 신고 내용의 사실 여부를 판단할 수 없습니다.`;
      },
      logsEnd: (ends, needed) =>
        `보유한 로그는 ${ends}까지의 것입니다. 활동이 멈추었는지는 ${needed}까지의 로그가 있어야 판단할 수 있습니다.`,
      tied: (hosts) => `당사 기록으로는 다음 호스트를 아직 구분하지 못했습니다: ${hosts}.`,
      uninspected: (hosts) =>
        `호스트 자체(${hosts})의 내부 조사를 아직 마치지 못하여 원인을 밝히지 못했습니다.`,
      cause: '호스트 내부를 조사했으나 원인은 아직 밝히지 못했습니다.',
    },
    asked: [
      '위 시점까지 기한을 연장해 주시고, 이 메일에 회신하여 확인해 주시면 감사하겠습니다.',
      '먼저 답변이 필요한 사항이 있으면 알려 주시기 바랍니다.',
    ],
    blank: (due) => `요청할 새 기한(시간대 포함)${due === undefined ? '' : `, 현재 기한은 ${due}`}`,
  },

  notUs: {
    summary: (resources, when) =>
      `신고된 시점${when === undefined ? '' : `(${when})`}에 당사 소유가 아니었습니다: ${resources}.`,
    opening:
      '알려 주셔서 감사합니다. 신고 내용을 당사 기록과 대조한 결과, 신고된 대상은 해당 시점에 당사 소유가 아니었습니다. 그 근거를 아래에 정리했습니다.',
    headings: { shownBy: '근거 자료', request: '요청 사항' },
    gone: {
      instance: (name, at) =>
        particles`인스턴스 ${name}은(는) 신고된 시각보다 앞선 ${at}에 종료되어 그 시점에는 존재하지 않았습니다.`,
      address: (name, at) => particles`주소 ${name}은(는) 신고된 시각보다 앞선 ${at}에 당사가 반납했습니다.`,
    },
    made: {
      instance: (name, at) => particles`인스턴스 ${name}은(는) 신고된 시각보다 뒤인 ${at}에 생성되었습니다.`,
      address: (name, at) =>
        particles`주소 ${name}은(는) 신고된 시각보다 뒤인 ${at}에 당사 계정에 할당되었습니다.`,
    },
    given: (address, instance, at) =>
      particles`주소 ${address}은(는) 신고된 시각보다 뒤인 ${at}에 당사 인스턴스 ${instance}이(가) 시작될 때 할당된 것으로, 당사가 보유한 탄력적 IP 주소가 아닙니다.`,
    elsewhere: (address, prefix, owner, asOf, provider) =>
      particles`주소 ${address}은(는) ${provider}의 주소가 아니라 ${owner}의 범위 ${prefix}에 속합니다(${asOf} 기준 목록).`,
    separately: (resources) => `다음 대상에 대해서는 별도로 답변드리겠습니다: ${resources}.`,
    asked: [
      '신고를 정정해 주시거나, 해당 활동이 당사 계정과 관련된다는 근거를 알려 주시기 바랍니다.',
      '기록 자체가 필요하시면 필요한 범위를 알려 주시기 바랍니다.',
    ],
  },

  terminated: {
    opening:
      '알려 주셔서 감사합니다. 신고된 리소스는 이미 중단 조치를 마쳤습니다. 조치 내용과 당사 기록을 아래에 정리했습니다.',
    headings: {
      ended: '중단 조치',
      since: '조치 이후의 로그',
      request: '요청 사항',
    },
    gone: (instance, at) => particles`인스턴스 ${instance}은(는) ${at}에 종료되었습니다.`,
    stopped: (instance, at) =>
      particles`인스턴스 ${instance}은(는) ${at}에 중지되었으며, 이후 시작된 기록이 없습니다.`,
    asked: ['케이스를 종료해 주시거나, 종료에 더 필요한 사항이 있으면 알려 주시기 바랍니다.'],
    blanks: {
      ended: '취한 조치(예: 인스턴스 종료, 격리, 중지)',
      shownBy: '이를 보여 주는 기록(예: CloudTrail의 TerminateInstances 이벤트와 그 시각)',
    },
  },

  user: {
    subject: '클라우드 서비스에서 귀하의 계정에 로그인한 기록에 관한 문의',
    greeting: '안녕하십니까.',
    opening: (provider) =>
      `${provider} 주소에서 귀하의 계정이 사용된 것을 확인했습니다. 귀하께서 직접 이용하시는 서비스일 수도 있고, 비밀번호를 알게 된 다른 사람일 수도 있습니다. 로그만으로는 구분할 수 없어 귀하께 여쭙습니다. 책임을 묻기 위한 메일이 아니오니, 문제가 없더라도 회신해 주시기 바랍니다.`,
    headings: {
      seen: '확인된 내용',
      question: '여쭙고자 하는 사항',
      known: '알고 계신 서비스인 경우',
      unknown: '모르시는 경우',
    },
    summary: (provider, when) => `${provider} 주소에서의 로그인(${when})`,
    seen: (when, total, noun, services, addresses, provider) =>
      `${when}, ${provider} 주소 ${count(addresses)}개에서 ${services === undefined ? '' : `${services}에 대한 `}${noun === 'login' ? '로그인' : '요청'} ${count(total)}건이 성공했습니다.`,
    failures: (total) =>
      `그 전에 같은 곳에서 귀하의 계정 이름으로 시도한 로그인 ${count(total)}건이 거부되었습니다.`,
    agents: (names) => `접속한 프로그램이 밝힌 이름: ${names}.`,
    questions: [
      '메일을 읽는 서비스(앱, 캘린더 또는 CRM 연동, 보관 서비스, 스크립트 등)를 이용하고 계십니까?',
      '이용하고 계시다면 서비스의 이름과 이용을 시작한 시기, 비밀번호를 제공하셨는지를 알려 주십시오.',
      '당사 로그인 페이지가 아닌 곳에 비밀번호를 입력하시거나 다른 사람에게 알려 주신 적이 있습니까?',
    ],
    known: ['서비스의 이름을 회신해 주십시오. 비밀번호를 제공하지 않고 연동하는 방법을 함께 찾아보겠습니다.'],
    unknown: [
      '지금 바로 비밀번호를 변경해 주십시오. 이 메일을 포함하여 메일에 있는 링크를 누르지 마시고, 로그인 페이지를 직접 열어 주십시오.',
      '새 비밀번호는 다른 곳에서 사용하지 마시고, 가능하면 2단계 인증을 설정해 주십시오.',
      '메일함에 모르는 전달 규칙, 연결된 앱, 기기가 있는지 확인해 주십시오.',
      '완료하시면 알려 주십시오.',
    ],
    doubt:
      '이 메일이 진짜인지 확신이 서지 않으시면, 메일에 적힌 번호가 아니라 이미 알고 계신 번호로 전화해 주십시오.',
  },
};
