import { protocolName } from '../../../../net/protocols.ts';
import { period } from '../../../../language/figures.ts';
import { count, percent } from '../../../../language/grammar/ko.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { IcmpMessages } from '../messages.ts';

export const ko: WordsOf<IcmpMessages> = {
  pinged: ({ who, protocol, hosts, when, unanswered }) =>
    `${who}: ${period(when)}에 호스트 ${count(hosts)}대로 핑(${protocolName(protocol)})을 보냈으며, 이 중 ${percent(unanswered)}는 ` +
    '응답하지 않았습니다. 흐름 기록에는 ICMP 유형이 없으므로 상대에 대한 답신에 해당하는 것은 제외했습니다.',
  pingedUs: ({ source, protocol, hosts, when, unanswered }) =>
    `${source}: ${period(when)}에 저희 호스트 ${count(hosts)}대로 핑(${protocolName(protocol)})을 보냈으며, 이 중 ${percent(unanswered)}는 ` +
    '응답하지 않았습니다. 흐름 기록에는 ICMP 유형이 없고, 출발지 주소가 위조되었을 수 있습니다.',
  pingedUsMore: ({ sources, named, hosts, when }) =>
    `핑을 가장 많이 보낸 ${count(named)}곳 외에도 주소 ${count(sources)}개가 ${period(when)}에 각각 저희 호스트 최대 ${count(hosts)}대로 핑을 보냈습니다.`,
  pingRule: ({ source, hosts, minutes, share }) =>
    `${source}. 적용한 값: ${count(minutes)}분 동안 호스트 ${count(hosts)}대, 무응답 비율 ${percent(share)}`,
  sourcePing: () =>
    'Zeek policy/misc/scan(5분 동안 호스트 25대), Jung 외 2004년(실패 비율). 상대가 요청하지 않은 ICMP를 핑으로 봄(자체 정의)',
  sourcePingedUs: () =>
    'Zeek policy/misc/scan(5분 동안 호스트 25대), Jung 외 2004년(실패 비율). 핑인지는 길이로 판단(자체 정의)',
  name_silent_hosts: () => '핑에 응답 없는 호스트 수',
};
