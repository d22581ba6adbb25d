import { count } from '../../../language/grammar/ko.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { NoiseMessages } from '../messages.ts';

const KINDS = {
  health_check: '상태 확인',
  monitor: '모니터링 서비스',
  crawler: '검색 크롤러',
  research: '연구용 스캐너',
};

export const ko: WordsOf<NoiseMessages> = {
  noiseOwn: () =>
    '다른 항목보다 아래에 표시합니다. 이 주소는 설정(`monitoring`)에 자체 모니터링 주소로 지정되어 있습니다.',
  noisePublished: ({ name, kind }) =>
    `다른 항목보다 아래에 표시합니다. 공개된 주소 범위에 따르면 이 주소의 소유자는 ${name}(${KINDS[kind]})입니다.`,
  noiseClaimed: ({ name, kind, requests, owner }) =>
    `다른 항목보다 아래에 표시합니다. ${requests === 1 ? '하나뿐인 요청이' : `요청 ${count(requests)}건이 모두`} 자신을 ${name}(${KINDS[kind]})라고 밝혔고, ` +
    `공격으로 보이는 요청은 없습니다. ` +
    (owner === undefined
      ? '다만 이 이름은 누구나 쓸 수 있으며, 사실임을 보여 주는 근거는 없습니다.'
      : `공개된 주소 범위에 따르면 이 주소는 ${owner}에서 직접 사용하는 주소입니다.`),
};
