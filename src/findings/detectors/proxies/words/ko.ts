import { period } from '../../../../language/figures.ts';
import { bytes as bytesText, count, duration, listed, portWords } from '../../../../language/grammar/ko.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ProxyMessages } from '../messages.ts';

export const ko: WordsOf<ProxyMessages> = {
  relayed: ({ who, ports, clients, targets, window, bytes, fetched, when }) =>
    `${who}: ${period(when)}에 외부 주소 ${count(clients)}개가 ${duration(window)} 안에 ${portWords(listed(ports.map(String)), ports.length, 'TCP')} 서비스를 이용했고, ` +
    `같은 시간에 이 호스트가 직접 다른 호스트 ${count(targets)}대에 연결했습니다. 가져온 양은 ${bytesText(fetched)}, 전달한 양은 ${bytesText(bytes)}입니다. ` +
    '오픈 프록시일 수 있으나, 근거는 통신량뿐입니다.',
  relayRule: ({ source, clients, targets, window, alike, ports }) =>
    `${source}. 적용한 값: ${duration(window)} 안에 ${portWords(listed(ports.map(String)), ports.length, 'TCP')}에 접속한 주소 ${count(clients)}개와 ` +
    `다른 호스트 ${count(targets)}대, 양쪽 바이트 수의 차이는 양방향 모두 ${count(alike)}배 이내`,
  sourceRelay: () => '자체 정의: 프록시는 받은 만큼을 여러 이용자를 위해 여러 상대에게 곧바로 전달한다',
  proxied: ({ who, requests, clients, hosts, sample, tunnels, when }) =>
    `${who ?? '웹 서버'}: ${period(when)}에 외부 주소 ${count(clients)}개가 다른 호스트 ${count(hosts)}대` +
    `(${listed(sample)}${hosts > sample.length ? ', …' : ''})를 대상으로 보낸 요청 ${count(requests)}건에 응답했습니다` +
    (tunnels > 0 ? `(이 중 터널(CONNECT) ${count(tunnels)}건)` : '') +
    '. 응답이 서로 다른 사이트의 것처럼 다르고 로그인도 요구하지 않았으므로 오픈 프록시입니다.',
  proxiedRule: ({ source, hosts }) =>
    `${source}. 적용한 값: 한 경로 또는 터널에 대해 다른 호스트 ${count(hosts)}대와, 가장 작은 크기의 절반 이상 차이 나는 같은 수의 크기. ` +
    '사용자 이름이 있는 요청과 자체 주소의 요청은 제외',
  sourceProxied: () => 'RFC 9112 3.2.2절과 3.2.3절(프록시 요청 형식). 서로 다른 응답의 수는 자체 정의',
  name_windows_alike: () => '양쪽 양이 비슷한 구간',
  name_bytes_passed_on: () => '전달한 바이트',
  name_bytes_fetched: () => '가져온 바이트',
  name_proxied_requests: () => '다른 호스트를 향한 요청 수',
  name_tunnels: () => '터널 수',
};
