import { protocolName } from '../../../../net/protocols.ts';
import { period } from '../../../../language/figures.ts';
import { count, percent, ports } from '../../../../language/grammar/ko.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ScanMessages } from '../messages.ts';

export const ko: WordsOf<ScanMessages> = {
  scanned: (params) =>
    `${params.who}: ${period(params.when)}에 호스트 ${count(params.hosts)}대의 ${ports(params)}에 연결을 시도했으며, ` +
    `이 중 ${percent(params.unanswered)}는 응답이 없었습니다${params.flagless ? '(이 로그에는 TCP 플래그가 없습니다)' : ''}.`,
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
  sourceHorizontal: () =>
    'Zeek policy/misc/scan(5분 동안 한 포트에서 호스트 25대), Jung 외 2004년(실패 비율)',
  sourceVertical: () => 'Zeek policy/misc/scan(5분 동안 한 호스트에서 포트 15개), Jung 외 2004년(실패 비율)',
  sourceBlock: () => 'Zeek simple-scan(15분 동안 호스트와 포트 25쌍), Jung 외 2004년(실패 비율)',
  name_unanswered_hosts: () => '응답 없는 호스트 수',
  name_own_hosts: () => '내부 호스트 수',
  name_targets_per_minute: () => '분당 대상 수',
};
