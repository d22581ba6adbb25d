import { portName } from '../../../../net/ports.ts';
import { period } from '../../../../language/figures.ts';
import { about, bytes, count, percent } from '../../../../language/grammar/ko.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ReflectionMessages } from '../messages.ts';

const service = (port: number): string =>
  `UDP 포트 ${port}${portName(port) === undefined ? '' : `(${portName(port)})`}`;

export const ko: WordsOf<ReflectionMessages> = {
  reflectedOn: ({ host, port, sources, packets, bytes: size, when }) =>
    `${host}: ${period(when)}에 주소 ${count(sources)}개의 ${service(port)}에서 요청하지 않은 ${count(packets)}패킷(${bytes(size)})이 들어왔습니다. ` +
    '누군가 이 호스트의 주소를 도용해 질의한 것이며, 보낸 쪽은 악용당했을 뿐 공격자가 아닙니다.',
  reflectedOnRule: ({ source, sources, size, bytes: least }) =>
    `${source}. 적용한 값: 1분 동안 주소 ${count(sources)}개, 패킷당 ${count(size)}바이트, 모두 ${bytes(least)}, 저희가 그쪽으로 보낸 기록 없음`,
  sourceReflectedOn: () =>
    '증폭에 쓰이는 서비스: CISA TA14-017A. 요청하지 않은 응답이 한꺼번에 여러 곳에서 오는 것: 자체 정의',
  reflects: (params) =>
    `${params.who}: ${period(params.when)}에 ${service(params.port)}에서 ${params.target ?? `대상 ${count(params.targets)}곳`} 쪽으로 ${bytes(params.bytes)}를 보냈습니다. ` +
    `요청은 ${bytes(params.asked)}이고 페이로드는 ${about(params.factor)}배로, 플러드의 반사와 증폭에 쓰이고 있습니다.`,
  reflectsRule: ({ source, share, least, most, bytes: size }) =>
    `${source}. 적용한 값: 공개된 증폭률의 ${percent(share)}(최소 ${count(least)}배, ${count(most)}배면 충분), 10분 동안 한 대상으로 ${bytes(size)}`,
  sourceReflects: () => '증폭률: CISA TA14-017A. 양: 자체 정의',
  name_bytes_asked: () => '요청 바이트 수',
  name_amplification: () => '증폭률',
};
