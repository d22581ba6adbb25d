import { protocolName } from '../../../../net/protocols.ts';
import { period } from '../../../../language/figures.ts';
import { count, duration, listed, percent, ports, portWords } from '../../../../language/grammar/ko.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ScanMessages } from '../messages.ts';

export const ko: WordsOf<ScanMessages> = {
  scanned: (params) =>
    `${params.who}: ${period(params.when)}에 호스트 ${count(params.hosts)}대의 ${ports(params)}에 연결을 시도했으며, ` +
    `이 중 ${percent(params.unanswered)}는 응답이 없었습니다${params.flagless ? '(이 로그에는 TCP 플래그가 없습니다)' : ''}.` +
    (params.tests === undefined ? '' : ` 통계적 판정법(${listed(params.tests)})으로도 스캔입니다.`) +
    (params.worms === undefined ? '' : ` 이렇게 퍼지는 웜이 알려져 있습니다(${listed(params.worms)}).`) +
    (params.kind === undefined ? '' : ` ${params.kind}`),
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
  spread: ({ who, hosts, ports: over, answered, worms, when, entered }) =>
    `${who}: ${period(when)}에 외부 호스트 ${count(hosts)}대의 ${portWords(listed(over.map(String)), over.length, 'TCP')}에 연결했으며, ` +
    `이 중 ${count(answered)}대가 응답했습니다. ` +
    (entered === undefined
      ? `이렇게 퍼지는 웜이 알려져 있으나(${listed(worms)}), 매우 많은 서버를 이용하는 클라이언트도 같아 보일 수 있습니다.`
      : `그 전에 같은 포트에서 ${entered.source}의 연결을 받아들였습니다(마지막: ${period({ from: entered.at, to: entered.at })}). ` +
        `웜은 이렇게 호스트에서 호스트로 퍼집니다(${listed(worms)}).`),
  spreadRule: ({ source, hosts, window, entry, ports: over }) =>
    `${source}. 적용한 값: ${duration(window)}에 외부 호스트 ${count(hosts)}대, TCP 포트 ${listed(over.map(String))}. ` +
    `같은 포트에서 받아들인 연결은 ${duration(entry)} 전까지 셈`,
  sourceSpread: () =>
    'Zeek policy/misc/scan(5분 동안 한 포트에서 호스트 25대, 응답 여부 무관), Gu 외 2004년(어떤 포트로 연결을 받은 뒤 같은 포트로 다른 곳에 연결). ' +
    '포트는 각 웜에 관한 보고를 따름',
  name_answering_hosts: () => '응답한 호스트 수',
  name_hosts_in_busiest_window: () => '가장 많은 구간의 호스트 수',
  name_seconds_after_entry: () => '연결을 받은 뒤의 시간',
  sourceHorizontal: () =>
    'Zeek policy/misc/scan(5분 동안 한 포트에서 호스트 25대), Jung 외 2004년(실패 비율)',
  sourceVertical: () => 'Zeek policy/misc/scan(5분 동안 한 호스트에서 포트 15개), Jung 외 2004년(실패 비율)',
  sourceBlock: () => 'Zeek simple-scan(15분 동안 호스트와 포트 25쌍), Jung 외 2004년(실패 비율)',
  name_unanswered_hosts: () => '응답 없는 호스트 수',
  name_own_hosts: () => '내부 호스트 수',
  name_targets_per_minute: () => '분당 대상 수',
};
