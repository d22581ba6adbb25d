import type { BlockStep } from '../../model/block.ts';
import type { Words } from './messages.ts';

const figures = new Intl.NumberFormat('ko-KR', { maximumFractionDigits: 0 });
const share = new Intl.NumberFormat('ko-KR', { maximumSignificantDigits: 2 });
const count = (value: number): string => figures.format(value);
const numbers = ({ add, remove }: { add: number; remove: number }): string =>
  `추가 ${count(add)}개, 삭제 ${count(remove)}개`;

const STEPS: Readonly<Record<BlockStep, string>> = {
  addresses: '공격자의 주소 자체',
  prefixes: '그 주소가 속한 공개 프리픽스',
  service_in_region: '해당 리전의 서비스',
  service: '서비스 전체',
  provider: '제공업체 전체',
};

export const ko: Words = {
  fills_table: (told) => `nftables: 테이블 ${told.table}의 세트를 채웁니다(${numbers(told)})`,
  points_table: ({ table }) => `nftables: 테이블 ${table}의 규칙이 그 세트를 가리키게 합니다`,
  removes_table: ({ table }) => `nftables: 테이블 ${table}을(를) 삭제합니다`,
  makes_sets: ({ sets, prefixes }) =>
    `ipset: 새 세트 ${count(sets)}개에 프리픽스 ${count(prefixes)}개를 넣고 개수를 확인합니다`,
  switches_rules: (told) => `${told.program}: 규칙이 새 세트를 가리키게 합니다(${numbers(told)})`,
  removes_sets: ({ sets }) => `ipset: 이전 세트 ${count(sets)}개를 삭제합니다`,
  writes_file: (told) => `${told.path} 파일을 쓰고, 검사한 뒤 적용합니다(${numbers(told)})`,
  nothing_changes: () => '변경할 것이 없습니다. 이미 적용되어 있습니다',

  kept_own: () => '이 컴퓨터의 주소입니다',
  kept_gateway: () => '기본 게이트웨이입니다',
  kept_resolver: () => '이 컴퓨터가 쓰는 DNS 서버입니다',
  kept_session: () => '현재 관리자가 로그인해 있는 주소입니다',
  kept_asked: () => '--keep으로 지정되었습니다',

  fits: ({ prefixes }) => `들어갑니다: 프리픽스 ${count(prefixes)}개, 추가로 차단되는 주소는 없습니다`,
  fits_over: ({ exact, used, percent }) =>
    `${count(exact)}개 대신 프리픽스 ${count(used)}개로 줄여 넣습니다. 요청한 것보다 주소가 ${share.format(percent)} % 더 차단됩니다`,
  family_left: ({ family, prefixes, sink }) =>
    `${sink}은(는) IPv${family}을(를) 받지 않으므로 프리픽스 ${count(prefixes)}개는 차단되지 않습니다`,
  gone_after_restart: ({ command }) => `다시 시작하면 사라집니다. 시작할 때마다 적용하려면: \`${command}\``,
  stays_after_restart: () => '다시 시작해도 남아 있습니다',
  ends_by_itself: ({ until, command }) => `${until}에 저절로 끝납니다. 유지하려면 그 전에: \`${command}\``,
  not_tried: ({ sink }) => `${sink}용 출력은 실제 장비에서 시험하지 않았습니다`,

  step: ({ step, of, prefixes }) =>
    `${STEPS[step]}${of.length === 0 ? '' : `(${of.join(', ')})`}: 프리픽스 ${count(prefixes)}개`,
  bad_stopped: ({ stopped, all }) => `공격자의 요청 ${count(all)}건 가운데 ${count(stopped)}건을 막습니다`,
  good_none: () => '그 밖에 차단되는 사람은 없습니다',
  good_some: ({ users, more, others, requests }) => {
    const own =
      users.length === 0
        ? '자체 사용자는 차단되지 않습니다'
        : `자체 사용자 가운데 ${users.join(', ')}${more > 0 ? ` 외 ${count(more)}명` : ''}이(가) 차단됩니다`;
    const beside = others === 0 ? '' : `. 로그인이 없는 클라이언트 ${count(others)}대도 차단됩니다`;
    return `${own}${beside}(요청 ${count(requests)}건)`;
  },
  held: ({ days, stopped, all }) =>
    `처음 ${count(days)}일 뒤에 차단했다면 그 뒤의 ${count(all)}건 가운데 ${count(stopped)}건을 막았을 것입니다`,
  narrowest: ({ step }) => `효과가 있는 가장 좁은 범위: ${STEPS[step]}`,
};
