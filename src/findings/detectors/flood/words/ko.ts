import { protocolName } from '../../../../net/protocols.ts';
import { period } from '../../../../language/figures.ts';
import { count, about, percent, bytes } from '../../../../language/grammar/ko.ts';
import { particles } from '../../../../language/grammar/ko-particles.ts';
import type { FloodKind } from '../../../../model/abuse-types.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { FloodMessages } from '../messages.ts';

/** 플러드를 이루는 패킷의 종류. */
const PACKETS: Record<FloodKind, (of: FloodMessages['floodKind']) => string> = {
  syn_flood: () => 'SYN 플러드(SYN뿐이며 핸드셰이크가 이어지지 않음)',
  tcp_reset_flood: () => 'TCP 리셋 플러드',
  tcp_ack_flood: () => '데이터가 없는 TCP ACK 플러드',
  tcp_data_flood: ({ size }) =>
    `데이터를 실은 TCP 패킷의 플러드(패킷당 평균 ${bytes(size)}), SYN 플러드가 아님`,
  udp_flood: ({ size }) => `UDP 플러드(패킷당 평균 ${bytes(size)})`,
  icmp_flood: ({ size }) => `ICMP 플러드(패킷당 평균 ${bytes(size)})`,
  fragment_flood: () => '자체 포트 번호가 없는 단편(fragment) 플러드',
  protocol_flood: ({ protocol }) => `TCP, UDP, ICMP가 아닌 프로토콜 ${protocolName(protocol)} 플러드`,
  unusual_protocol_flood: ({ protocol }) => `평소 쓰이지 않는 프로토콜 ${protocolName(protocol)} 플러드`,
  unknown: () => '',
};

export const ko: WordsOf<FloodMessages> = {
  flooded: (params) => {
    const target = params.target ?? `대상 ${count(params.targets)}곳`;
    const several = params.ports > 1 ? `의 포트 ${count(params.ports)}개` : '';
    const at = params.port === undefined ? several : ` 포트 ${params.port}`;
    const back =
      params.packets_back === 0 ? '응답은 없었습니다' : `응답은 ${count(params.packets_back)}패킷이었습니다`;
    return (
      `${params.who}: ${period(params.when)}에 ${target}${at} 쪽으로 ${protocolName(params.protocol)} 트래픽을 초당 최대 ` +
      `${about(params.packets_per_second)}패킷(초당 ${bytes(params.bytes_per_second)}) 보냈습니다. ` +
      `모두 ${count(params.packets)}패킷, ${bytes(params.bytes)}이며 ${back}.${params.kind === undefined ? '' : ` ${params.kind}`}`
    );
  },
  floodKind: (params) => {
    const reasons = {
      flagless: 'TCP 플래그가 없음',
      unlogged: '기록에 SYN, FIN, RST가 없고, 다른 플래그는 남지 않을 수 있음',
      mixed: '기록에 여러 종류의 패킷이 섞여 있음',
    };
    return params.why === undefined
      ? `종류: ${PACKETS[params.name](params)}.`
      : `이 로그로는 종류를 알 수 없습니다(${reasons[params.why]}).`;
  },
  floodRule: (params) =>
    `${params.source}. 적용한 값: 초당 ${count(params.packets_per_second)}패킷, 초당 ${count(params.bits_per_second)}비트 또는 ` +
    `초당 ${count(params.flows_per_second)}개 흐름. 또는 ${count(params.one_sided_packets)}패킷에 걸쳐 초당 ` +
    `${count(params.one_sided_packets_per_second)}패킷. 응답은 패킷의 최대 ${percent(params.share_back)}이거나 SYN만 있음`,
  sourceFlood: () =>
    'FastNetMon 기본 임곗값(초당 20,000패킷, 1 Gbit/s, 초당 3,500개 흐름, 5초 평균). 단방향 속도는 자체 정의',
  synFlooded: ({ host, port, packets, sources, seconds, when, once }) =>
    `${host}의 TCP 포트 ${port}에 ${period(when)}, ${about(seconds)}초 동안 주소 ${count(sources)}개에서 SYN ` +
    `${count(packets)}개가 들어왔고, 그 뒤 핸드셰이크를 이어간 것은 없습니다.` +
    (once ? ' 주소는 위조되었을 가능성이 높으며, 공격자 본인이 아닙니다.' : ''),
  synFloodRule: ({ source, sources, share, window }) =>
    `${source}. 적용한 값: ${window}초 동안 주소 ${count(sources)}개, 해당 포트로 온 주소의 ${percent(share)}`,
  sourceSynFlood: () => '반쯤 열린 연결(RFC 4987). 수치는 자체 정의. tcp_flags 필요',
  volumeFlooded: (params) => {
    const several = params.ports > 1 ? `의 포트 ${count(params.ports)}개` : '';
    const at = params.port === undefined ? several : ` 포트 ${params.port}`;
    const from = params.source ?? `주소 ${count(params.sources)}개`;
    const refused = params.refused === 0 ? '' : ` 패킷의 ${percent(params.refused)}는 거부되었습니다.`;
    return (
      `${params.host}${at} 쪽으로 ${period(params.when)}에 ${from}에서 ${protocolName(params.protocol)} 트래픽이 초당 최대 ` +
      `${about(params.packets_per_second)}패킷(초당 ${bytes(params.bytes_per_second)}), 모두 ${count(params.packets)}패킷, ` +
      `${bytes(params.bytes)} 들어왔습니다.${refused} ${params.kind} 응답이 필요 없는 트래픽이므로 출발지 주소는 위조되었을 수 있습니다.`
    );
  },
  volumeFloodRule: (params) =>
    `${params.source}. 적용한 값: 호스트 하나가 거의 응답하지 않은 출발지(응답은 패킷의 최대 ${percent(params.share_back)}) 전체에서 ` +
    `초당 ${count(params.packets_per_second)}패킷, 초당 ${count(params.bits_per_second)}비트 또는 초당 ` +
    `${count(params.flows_per_second)}개 흐름. 또는 ${count(params.one_sided_packets)}패킷에 걸쳐 초당 ` +
    `${count(params.one_sided_packets_per_second)}패킷`,
  sourceInboundFlood: () =>
    'FastNetMon 기본 임곗값(호스트 하나에 초당 20,000패킷, 1 Gbit/s, 초당 3,500개 흐름, 5초 평균). 더 낮은 속도와 응답 여부 판단, SYN도 데이터도 없는 TCP는 자체 정의',
  name_refused_packets: () => '거부된 패킷 수',
  gapTooShort: ({ seconds, least, packets, target }) =>
    particles`흐름의 기간이 ${about(seconds)}초로, ${least}초 평균으로 판정하는 플러드에는 너무 짧습니다. 그동안 ${target}(으)로 패킷 ${count(packets)}개가 전송되었습니다`,
  name_packets_back: () => '응답 패킷 수',
  name_packets_per_second: () => '초당 패킷 수',
  name_bits_per_second: () => '초당 비트',
  name_flows_per_second: () => '초당 흐름 수',
};
