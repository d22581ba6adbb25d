import { period } from '../../../../language/figures.ts';
import { count, listed } from '../../../../language/grammar/ko.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { BackscatterMessages } from '../messages.ts';

export const ko: WordsOf<BackscatterMessages> = {
  backscattered: ({ victims, sample, hosts, when }) =>
    `주소 ${count(victims)}개(${listed(sample)}${victims > sample.length ? ', …' : ''})가 ${period(when)}에 저희 주소 ` +
    `${count(hosts)}개로, 저희가 요청하지 않은 RST와 SYN-ACK를 보냈습니다. ` +
    '주소를 위조한 누군가에게 공격받는 쪽이며, 공격자가 아닙니다.',
  backscatterRule: ({ source, hosts }) =>
    `${source}. 적용한 값: 저희 주소 ${hosts}개, 저희가 그쪽으로 보낸 기록 없음`,
  sourceBackscatter: () =>
    '흐름 기반 스캔 탐지 규칙(모든 흐름이 RST, SYN-ACK 또는 RST-ACK이고 대상이 3곳 초과). tcp_flags 필요',
  name_victims: () => '피해 주소 수',
};
