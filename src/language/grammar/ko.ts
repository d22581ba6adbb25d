import type { AbuseType } from '../../model/abuse-types.ts';
import type { OtherClients, SentRecords } from '../../model/block.ts';
import { figuresOf, portsPhrase } from '../figures.ts';
import type { PortWords } from '../figures.ts';

export { afterWord } from './ko-particles.ts';

export const { count, about, percent, bytes, duration } = figuresOf('ko-KR');

export const listed = (values: readonly string[]): string => values.join(', ');

/** `TCP 포트 22`, `포트 22`. */
export const portWords: PortWords = (list, _number, protocol = '') => `${protocol} 포트 ${list}`.trimStart();

export function ports(told: { protocol: number; ports: number[]; port_count: number }): string {
  return portsPhrase(told, portWords, (name, total, some) => `${name} 포트 ${count(total)}개(${some})`);
}

export function some({ names, more }: { names: string[]; more: number }): string {
  return more > 0 ? `${listed(names)} 외 ${count(more)}건` : listed(names);
}

export const middleboxes = {
  nat: 'NAT 게이트웨이',
  'load balancer': '로드 밸런서',
  'transit gateway': 'Transit Gateway',
} as const;

/** Kinds of abuse, as a sentence names them. */
export const abuseTypes: Readonly<Record<AbuseType, string>> = {
  port_scan: '포트 스캔',
  ddos: '서비스 거부(DoS) 공격',
  login_attack: '무단 로그인 시도',
  reconnaissance: '정찰 활동',
  scraping: '스크레이핑',
  sql_injection: 'SQL 인젝션',
  vulnerability_scan: '취약점 스캔',
  infected_host: '악성 코드 감염',
  spam: '스팸 발송',
  phishing: '피싱',
  malware: '악성 코드 유포',
  open_proxy: '오픈 프록시',
  open_resolver: '오픈 리졸버',
  cryptomining: '암호화폐 채굴',
  credential_exposure: '자격 증명 노출',
  copyright: '저작권 침해 신고',
  web_attack: '웹 공격',
  beacon: '비콘 통신',
  exfiltration: '데이터 유출',
  backscatter: '백스캐터',
  other: '유형이 명시되지 않은 침해 행위',
};

const CLIENTS: Readonly<Record<OtherClients[number]['kind'], string>> = {
  monitor: '모니터링 서비스',
  certificate: '인증서 확인',
  webhook: '웹훅 발신지',
  crawler: '크롤러',
  alike: '공격자와 사용자 에이전트가 같고 로그인이 없는 클라이언트',
  other: '로그인이 없는 클라이언트',
};

/** Records by what they are; what there is none of is not named. */
export function records({ requests, logins, flows }: SentRecords): string {
  const parts = [
    requests > 0 ? `요청 ${count(requests)}건` : '',
    logins > 0 ? `로그인 시도 ${count(logins)}건` : '',
    flows > 0 ? `흐름 ${count(flows)}건` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** Clients from which nobody signed in; what kind they are is what their user agents claim. */
export function clientKinds(clients: OtherClients): string {
  const parts = clients.map(({ kind, clients: some }) => `${CLIENTS[kind]} ${count(some)}대`);
  const known = clients.some(({ kind }) => kind !== 'other' && kind !== 'alike');
  return known ? `${parts.join(', ')}(종류는 사용자 에이전트에 적힌 대로임)` : parts.join(', ');
}
