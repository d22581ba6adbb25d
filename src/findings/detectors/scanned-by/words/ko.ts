import { period } from '../../../../language/figures.ts';
import { count, duration, listed, percent, ports } from '../../../../language/grammar/ko.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ScannedByMessages } from '../messages.ts';

const SHAPES = {
  horizontal: '한 서비스를 여러 호스트에서 찾는 수평 스캔',
  vertical: '개별 호스트의 포트를 차례로 두드리는 수직 스캔',
  block: '여러 호스트의 여러 포트를 두드리는 스캔',
};

export const ko: WordsOf<ScannedByMessages> = {
  scannedBy: (params) =>
    `${params.source}: ${period(params.when)}에 저희 호스트 ${count(params.hosts)}대의 ${ports(params)}에 접속을 시도했습니다` +
    `(${SHAPES[params.shape]}${params.slow === undefined ? '' : `, ${duration(params.slow)}에 걸친 저속 스캔`}). ` +
    `이 중 ${percent(params.unanswered)}에는 응답하지 않았습니다. ` +
    (params.tests.length === 0 ? '' : `통계적 판정법(${listed(params.tests)})으로도 스캔입니다. `) +
    (params.kind === undefined ? '' : `${params.kind} `) +
    (params.proven
      ? '핸드셰이크가 완료되었으므로 출발지 주소는 진짜입니다.'
      : '핸드셰이크가 한 번도 완료되지 않아 출발지 주소가 위조되었을 수 있습니다.'),
  scannedByMore: (params) =>
    `시도가 가장 많은 ${count(params.named)}곳 외에도 주소 ${count(params.sources)}개가 ${period(params.when)}에 저희 호스트 ` +
    `${count(params.hosts)}대(${ports(params)})를 스캔했습니다.`,
  scannedByRule: ({ source, hosts, ports: least, pairs, share, slow, named }) =>
    `${source}. 적용한 값: 저희 호스트 ${count(hosts)}대, 포트 ${count(least)}개 또는 ${count(pairs)}쌍, 무응답 비율 ${percent(share)}, ` +
    `로그 전체로 셀 때는 ${percent(slow)}. 따로 알리는 것은 시도가 많은 ${count(named)}곳`,
  sourceScannedBy: () =>
    'Zeek policy/misc/scan(5분 동안 한 포트에서 호스트 25대 또는 한 호스트에서 포트 15개), simple-scan(15분 동안 25쌍), ' +
    'Jung 외 2004년(실패 비율, TRW), SiLK rwscan(BLR)',
  scannedTogether: (params) =>
    `주소 ${count(params.sources)}개(${listed(params.sample)}${params.sources > params.sample.length ? ', …' : ''})가 ` +
    `${period(params.when)}에 하나처럼 움직이며 저희 호스트 ${count(params.hosts)}대의 ${ports(params)}에 접속을 시도했습니다. ` +
    (params.divided
      ? '호스트를 서로 나누어 맡아 두 번 시도된 곳이 거의 없습니다.'
      : `모두 같은 포트를 약 ${duration(params.pace)} 간격으로 시도했습니다.`),
  scannedTogetherMore: ({ groups, named, sources, when }) =>
    `가장 큰 ${count(named)}개 무리 외에도 ${period(when)}에 함께 스캔한 주소 무리가 ${count(groups)}개(주소 모두 ${count(sources)}개) 더 있습니다.`,
  scannedTogetherRule: ({ source, sources, ports: least, share, apart }) =>
    `${source}. 적용한 값: 주소 ${count(sources)}개. 공통 포트 ${count(least)}개를 ${percent(share)}가 같은 간격으로 시도, ` +
    `또는 쌍의 ${percent(apart)}를 한 곳만 시도`,
  sourceScannedTogether: () =>
    '자체 정의: 어느 임곗값에도 못 미치는 출발지 가운데 같은 포트 묶음을 같은 간격으로 시도하거나 저희 호스트를 나누어 맡은 것',
};
