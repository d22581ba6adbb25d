import { TOLERANCE } from '../../model/tolerance.ts';
import { abuseTypes, portWords } from '../../language/grammar/ko.ts';
import type { Activity } from '../hosts.ts';
import type { Language } from './language.ts';

const whole = new Intl.NumberFormat('ko-KR');

function targets({ hosts, target }: Activity): string {
  return target ?? `호스트 ${whole.format(hosts)}대`;
}

/** `호스트 12,043대(TCP 포트 22)`; only the hosts where no port is known. */
function aim(activity: Activity): string {
  const { ports, portCount, protocol } = activity;
  if (ports !== undefined) return `${targets(activity)}(${portWords(ports, portCount, protocol)})`;
  if (portCount === 0) return targets(activity);
  return `${targets(activity)}(${portWords(`${whole.format(portCount)}개`, portCount, protocol)})`;
}

function volume({ packets, bytes }: Activity): string {
  const size = bytes === undefined ? undefined : `${whole.format(bytes)}바이트`;
  if (packets === undefined) return size ?? '데이터';
  return `패킷 ${whole.format(packets)}개${size === undefined ? '' : `(${size})`}`;
}

function within(when: string | undefined): string {
  return when === undefined ? '' : `(${when})`;
}

const GATEWAYS = {
  nat: 'NAT 게이트웨이',
  'load balancer': '로드 밸런서',
  'transit gateway': 'Transit Gateway',
} as const;

const share = (value: number): string => `${Math.round(value * 100)}%`;
/** How far two amounts may lie apart and agree. */
const WITHIN = `−${share(TOLERANCE.below)} ~ +${share(TOLERANCE.above)} 범위에서 일치`;

export const ko: Language = {
  locale: 'ko-KR',
  colon: ': ',
  comma: ', ',
  semicolon: '; ',
  gap: ' ',

  labels: {
    reference: '케이스 번호',
    resource: '대상 리소스',
    happened: '발생 내용',
    done: '조치 내용',
    prevention: '재발 방지 대책',
  },
  types: abuseTypes,
  verdicts: {
    confirmed: '당사 기록에서 확인됨',
    likely: '당사 기록으로 볼 때 가능성이 높음',
    ruled_out: '당사 기록에서 확인되지 않음',
    cannot_tell: '아직 판단할 수 없음',
  },
  figures: {
    bytes_sent: '송신 바이트 수',
    packets_sent: '송신 패킷 수',
    bytes_received: '수신 바이트 수',
    packets_received: '수신 패킷 수',
    targets: '대상 호스트 수',
    ports: '대상 포트 수',
    flows: '흐름 수',
  },

  portWords,
  target: (address) => `대상 ${address}`,
  more: (count) => `그 외 ${whole.format(count)}건`,
  subject: (reference, { provider }) => `${provider} 침해 신고 ${reference}`,
  period: ({ from, to }) => {
    if (to === undefined) return `${from} UTC`;
    return `${from} ~ ${to.slice(0, 10) === from.slice(0, 10) ? to.slice(11) : to} UTC`;
  },
  account: (ids, { provider }) => `${provider} 계정 ${ids}`,
  region: (names) => `리전 ${names}`,
  via: ({ kind, gateway, public: address }) => {
    const through = `${GATEWAYS[kind]}${gateway === undefined ? '' : ` ${gateway}`}`;
    return address === undefined ? `${through} 하위` : `외부에서 보이는 주소 ${address}(${through})`;
  },
  named: (ids) => `통지에 기재된 대상: ${ids}`,
  oneOf: (hosts) => `다음 중 하나(당사 기록으로는 구분할 수 없음): ${hosts}`,
  likely: (host) => `${host}(가능성이 가장 높음)`,
  noReference: '통지에 기재되어 있지 않습니다',
  noResource: '통지에 기재되어 있지 않으며 아직 특정하지 못했습니다',

  happened: {
    confirmed: (type, when) => `${type}${within(when)}. 당사 기록에서 확인했습니다.`,
    likely: (type, when) =>
      `${type}${within(when)}. 당사 기록에 신고와 일치하는 트래픽이 있어 가능성이 높습니다.`,
    ruled_out: (when) => `당사 VPC 흐름 로그${within(when)}에서 신고된 트래픽이 확인되지 않았습니다.`,
    cannot_tell: (when) => `해당 시간대${within(when)}의 기록이 없어 아직 판단할 수 없습니다.`,
    causeOpen: '근본 원인은 조사 중입니다.',
    cause: (text) => `근본 원인: ${text}`,
    stillChecking: '계속 확인하고 있습니다.',
  },
  done: {
    at: (at, text) => `${at}: ${text}`,
    open: '조사를 진행하고 있습니다.',
    examined: (records) => `흐름 로그 레코드 ${whole.format(records)}건을 조사했습니다.`,
  },
  prevention: {
    later: '원인이 확인되는 대로 최종 답변에서 알려 드리겠습니다.',
    dependsOnCause:
      '원인이 되는 활동을 확인하지 못하여 현재로서는 해당하는 대책이 없습니다. 아래 문의 사항을 참고해 주십시오.',
  },

  greeting: ({ desk }) => `${desk} 팀 담당자님께`,
  opening: {
    interim: {
      confirmed: [
        '알려 주셔서 감사합니다. 현재 조사를 진행하고 있으며, 이 메일은 중간 답변입니다.',
        '당사 기록에서도 신고된 활동이 확인되었습니다. 지금까지 파악한 내용은 다음과 같습니다.',
      ],
      likely: [
        '알려 주셔서 감사합니다. 현재 조사를 진행하고 있으며, 이 메일은 중간 답변입니다.',
        '당사 로그에 신고와 일치하는 트래픽이 있습니다. 지금까지 파악한 내용은 다음과 같습니다.',
      ],
      ruled_out: [
        '알려 주셔서 감사합니다. 현재 조사를 진행하고 있으며, 이 메일은 중간 답변입니다.',
        '현재까지 당사 흐름 로그에서는 신고된 트래픽이 확인되지 않았습니다. 지금까지 파악한 내용과 조사를 위해 여쭙고자 하는 사항을 아래에 정리했습니다.',
      ],
      cannot_tell: [
        '알려 주셔서 감사합니다. 현재 조사를 진행하고 있으며, 이 메일은 중간 답변입니다.',
        '해당 시간대의 기록이 없어, 당사 리소스에서 발생한 활동인지 아직 판단할 수 없습니다.',
      ],
    },
    final: {
      confirmed: [
        '알려 주셔서 감사합니다. 신고 내용을 당사 기록과 대조한 결과 해당 활동을 확인했습니다. 자세한 내용은 다음과 같습니다.',
      ],
      likely: [
        '알려 주셔서 감사합니다. 신고 내용을 당사 기록과 대조한 결과 이와 일치하는 트래픽이 있어, 사실일 가능성이 높다고 판단합니다. 자세한 내용은 다음과 같습니다.',
      ],
      ruled_out: [
        '알려 주셔서 감사합니다. 신고 내용을 진지하게 받아들여 당사 흐름 로그와 대조했으나, 해당 트래픽은 확인되지 않았습니다. 차이가 생긴 이유를 밝힐 수 있도록 협조를 부탁드립니다.',
      ],
      cannot_tell: [
        '알려 주셔서 감사합니다. 보유하고 있는 기록을 조사했으나, 신고된 활동의 유무를 확인할 수 있는 기록이 없어 사실 여부를 판단할 수 없습니다.',
      ],
    },
  },
  disputing: [
    '알려 주셔서 감사합니다. 신고 내용을 당사 흐름 로그와 대조했습니다. 로그는 대상 리소스와 해당 기간을 빠짐없이 담고 있으나 신고된 트래픽은 기록되어 있지 않아, 신고에 이의를 제기합니다.',
    '신고 내용, 같은 기간의 당사 기록, 그리고 원본 기록을 아래에 정리했습니다. 귀사의 기록과 대조해 주시기 바랍니다.',
  ],
  refutingRows: '해당 기간에 대상 리소스가 실제로 보낸 트래픽의 기록입니다(파일, 줄, 기록).',
  noRefutingRows: '해당 기간의 로그에는 대상 리소스가 보낸 트래픽으로 여기에 인용할 수 있는 기록이 없습니다.',
  withdraw: '신고를 철회해 주시거나, 신고의 근거가 된 기록을 보내 주시기 바랍니다.',
  late: (deadline) => `요청하신 기한(${deadline} UTC)을 넘겨 답변드리게 되어 죄송합니다.`,
  partly: '신고하신 항목 중 일부만 확인되었습니다. 항목별 결과는 아래 목록을 참고해 주십시오.',
  hostOpen: '활동이 시작된 서버는 아직 특정하지 못했습니다.',

  headings: {
    known: '지금까지 파악한 내용',
    shown: '당사 기록에서 확인한 내용',
    reported: '신고 항목별 결과',
    compared: '신고 내용과 당사 기록의 비교',
    found: '조사 방법',
    missing: '부족한 기록',
    measures: '재발 방지 대책',
    questions: '문의 사항',
    next: '향후 계획',
    request: '요청 사항',
    inside: '인스턴스 내부에서 확인한 사항',
    lines: '원본 기록 발췌',
    stated: '신고 내용',
    refuting: '신고와 다른 기록',
    annex: '별첨: 조사한 기록',
  },
  activity: (activity, when) => {
    const { type, who, unanswered } = activity;
    switch (type) {
      case 'port_scan':
      case 'vulnerability_scan':
      case 'reconnaissance': {
        const silent = unanswered === undefined ? '' : ` 이 중 ${unanswered}%는 응답이 없었습니다.`;
        return `${when}, ${who}에서 ${aim(activity)}에 연결을 시도했습니다.${silent}`;
      }
      case 'ddos':
        return `${when}, ${who}에서 ${aim(activity)}에 ${volume(activity)}를 보냈습니다.`;
      case 'login_attack':
        return `${when}, ${who}에서 ${aim(activity)}에 로그인을 시도했습니다.`;
      default:
        return `${when}, ${who}: ${abuseTypes[type]}, 대상은 ${aim(activity)}.`;
    }
  },
  moreActivities: (count) => `이 밖에 같은 종류의 탐지 결과가 ${whole.format(count)}건 더 있습니다.`,
  noContents: (type) =>
    `흐름 로그에는 트래픽이 오간 사실만 기록되고 그 내용은 기록되지 않으므로, 신고된 행위(${type})였는지는 흐름 로그만으로 확인할 수 없습니다.`,
  reported: (type, resources, when, verdict) => {
    const details = [resources, when].filter((part) => part !== undefined).join(', ');
    return `${type}${details === '' ? '' : `(${details})`}: ${verdict}`;
  },
  compared: (what, claimed, seen, agrees) =>
    `${what}: 신고 ${claimed}, 당사 기록 ${seen}(${agrees ? WITHIN : '불일치'})`,
  zoneAssumed: '신고하신 시각에 시간대가 표기되어 있지 않아 UTC로 해석했습니다.',
  traced: ({ kind }, host) => {
    const owner = kind === 'nat' ? '여러 서버가 함께 사용하는 NAT 게이트웨이' : GATEWAYS[kind];
    return `신고된 주소는 ${owner}의 주소입니다. 대상 주소, 포트, 프로토콜, 시각을 기준으로 연결을 추적하여 다음 서버를 확인했습니다: ${host}.`;
  },
  records: ({ files, read, parsed, rejected, skipped }) =>
    `VPC 흐름 로그 파일 ${whole.format(files)}개, ${whole.format(read)}줄을 조사했습니다. 흐름 레코드 ${whole.format(parsed)}줄, 헤더·빈 줄·데이터 없음 ${whole.format(skipped)}줄, 읽지 못한 줄 ${whole.format(rejected)}줄입니다.`,
  hashes: '보관 중인 파일(SHA-256):',
  moreHashes: (count) => `외 파일 ${whole.format(count)}개`,
  missing: (resources, when) => {
    const details = [resources, when].filter((part) => part !== undefined).join(', ');
    return `VPC 흐름 로그${details === '' ? '' : `(${details})`}`;
  },
  noWindow: '신고에 시각이 기재되어 있지 않아 조사할 기간을 특정하지 못했습니다.',
  restriction: ({ what, direction, protocol, ports }) => {
    switch (what) {
      case 'block': {
        const way = { outbound: '아웃바운드 트래픽', inbound: '인바운드 트래픽' };
        const details = ports === undefined ? (protocol ?? '') : portWords(ports, 1, protocol);
        const traffic = direction === undefined ? '트래픽' : way[direction];
        return `${traffic}${details === '' ? '' : `(${details})`} 차단`;
      }
      case 'isolate':
        return '인스턴스 격리';
      case 'stop':
        return '인스턴스 중지';
      case 'terminate':
        return '인스턴스 종료';
      case 'disable':
        return '인스턴스 시작 및 중지 기능 비활성화';
      default:
        return '그 밖의 조치';
    }
  },
  restrictions: (list, { provider }) =>
    `통지에 따르면 ${provider}에서 이미 다음 조치를 취하셨습니다: ${list}.`,
  measures: ({ provider }) => ({
    rebuilt: '신뢰할 수 있는 이미지로 만든 새 인스턴스로 교체했습니다',
    patched: '취약한 소프트웨어를 업데이트하거나 제거했습니다',
    admin_closed: 'SSH와 RDP를 인터넷 전체에 공개하지 않도록 변경했습니다',
    service_closed: '공개되어 있던 서비스를 허용된 클라이언트만 사용할 수 있도록 변경했습니다',
    credentials_replaced: `인스턴스에 있던 비밀번호, SSH 키, ${provider} 액세스 키를 모두 교체했습니다`,
    credentials_removed: '코드와 이미지에서 액세스 키를 제거하고 IAM 역할을 사용하도록 변경했습니다',
    egress_restricted: '보안 그룹의 아웃바운드를 필요한 트래픽으로만 제한했습니다',
    security_contact: '통지를 바로 받을 수 있도록 계정에 보안 담당 연락처를 등록했습니다',
    monitored: '같은 종류의 아웃바운드 트래픽을 알리는 경보를 설정했습니다',
  }),
  questions: {
    time: '정확한 발생 시각(초 단위, 시간대 포함)',
    flow: '출발지와 목적지 주소, 양쪽 포트, 프로토콜',
    lines: '신고자의 원본 로그 몇 줄',
    spoofed: '연결이 성립되었는지 여부(단일 패킷은 발신지를 위조할 수 있습니다)',
  },
  questionsIntro: '다음 정보를 주시면 당사에서 발생한 트래픽인지 확인할 수 있습니다.',
  next: {
    shown: [
      '인스턴스 자체를 조사하여 근본 원인을 밝히겠습니다.',
      '최종 답변에서 원인, 조치 내용, 재발 방지 대책을 알려 드리겠습니다.',
    ],
    refuted: ['추가 정보를 주시면 바로 당사 기록과 대조하겠습니다.'],
    unknown: ['해당 시간대의 기록을 인스턴스 자체를 포함하여 찾고 있습니다.'],
  },
  nextUpdate: (at) => `다음 답변은 아래 시점까지 드리겠습니다: ${at}.`,
  review: '이 답변을 검토하시고, 케이스 종료에 부족한 점이 있으면 알려 주시기 바랍니다.',
  liftRestrictions: '내용에 문제가 없다면 위 조치를 해제해 주시기 바랍니다.',
  offerRecords: '흐름 로그 자체가 필요하시면 필요한 범위를 알려 주시기 바랍니다.',
  closing: '감사합니다.',

  blanks: {
    reference: '통지 제목에 있는 케이스 번호',
    resource: '통지 대상 리소스(아는 경우)',
    cause: '발생 경위와 그렇게 판단한 근거',
    stopped: (statement) => `더 최근의 로그를 확인하고 언제 멈추었는지 기재. ${statement}`,
    containment: '활동을 멈추기 위해 한 일(예: 인스턴스 격리, 포트 차단)',
    containedAt: '조치 일시(시간대 포함)',
    containmentInterim: '지금까지의 조치와 그 일시(시간대 포함). 없으면 이 항목을 삭제',
    containmentNoData: '예방 차원에서 취한 조치와 그 일시(시간대 포함). 없으면 "현재까지 없습니다"',
    prevention: '재발을 막는 대책의 요점(자세한 내용은 아래 "재발 방지 대책" 항목)',
    preventionNoData: '예방 차원에서 변경한 사항. 없으면 "원인을 확인한 뒤 검토하겠습니다"',
    collecting: '현재 수집 중인 기록과 확보 예상 시점',
    nextUpdate: (deadline) =>
      `다음에 연락할 일시${deadline === undefined ? '' : `(답변 기한: ${deadline} UTC)`}`,
    tick: (measure) => `사실이면 남겨 두기: ${measure}`,
    signer: '이름과 직책, 연락처(전화번호 포함)',
    name: '이름과 직책',
    contact: '연락처(전화번호 포함)',
  },
};
