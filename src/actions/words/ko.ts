import type { Instant } from '../../model/instant.ts';
import type { BlockStep } from '../../model/block.ts';
import { clientKinds, records, about, count, duration } from '../../language/grammar/ko.ts';
import { particles } from '../../language/grammar/ko-particles.ts';
import type { WordsOf } from '../../language/words.ts';
import type { Direction } from '../rule.ts';
import type { BlockMessages } from './messages.ts';

const numbers = ({ add, remove }: { add: number; remove: number }): string =>
  `추가 ${count(add)}개, 삭제 ${count(remove)}개`;

const STEPS: Readonly<Record<BlockStep, string>> = {
  addresses: '공격자의 주소 자체',
  prefixes: '그 주소가 속한 공개 프리픽스',
  service_in_region: '해당 리전의 서비스',
  service: '서비스 전체',
  provider: '사업자 전체',
};

const TRAFFIC: Readonly<Record<Direction, string>> = {
  in: '상대가 시작하는 연결',
  out: '이쪽에서 시작하는 연결',
  both: '양방향 통신 전체',
};

/** How far logs must reach to tell it. */
function willTell(known: Instant | undefined): string {
  return known === undefined ? '' : `. ${known}까지 이어지는 로그가 있으면 알 수 있습니다`;
}

export const ko: WordsOf<BlockMessages> = {
  blockFillsTable: (told) => `nftables: 테이블 ${told.table}의 세트를 채웁니다(${numbers(told)})`,
  blockPointsTable: ({ table }) => `nftables: 테이블 ${table}의 규칙이 그 세트를 가리키게 합니다`,
  blockClosesOff: ({ program }) =>
    `${program}: 아래 규칙이 적용될 때까지 이 주소들과의 통신을 모두 차단합니다. 진행 중인 연결이 이 호스트가 시작한 연결로 오인되지 않게 하기 위해서입니다`,
  blockRemovesTable: ({ table }) => particles`nftables: 테이블 ${table}을(를) 삭제합니다`,
  blockMakesSets: ({ sets, prefixes }) =>
    `ipset: 새 세트 ${count(sets)}개에 프리픽스 ${count(prefixes)}개를 넣고 개수를 확인합니다`,
  blockSwitchesRules: (told) => `${told.program}: 규칙이 새 세트를 가리키게 합니다(${numbers(told)})`,
  blockRemovesSets: ({ sets }) => `ipset: 이전 세트 ${count(sets)}개를 삭제합니다`,
  blockWritesFile: (told) => `${told.path} 파일을 쓰고, 검사한 뒤 적용합니다(${numbers(told)})`,
  blockReplacesList: (told) => `목록 ${told.list}의 내용을 교체합니다(${numbers(told)})`,
  blockNothingChanges: () => '변경할 것이 없습니다. 이미 적용되어 있습니다',

  keptOwn: () => '이 컴퓨터의 주소입니다',
  keptGateway: () => '기본 게이트웨이입니다',
  keptResolver: () => '이 컴퓨터가 쓰는 DNS 서버입니다',
  keptSession: () => '현재 관리자가 로그인해 있는 주소입니다',
  keptAsked: () => '--keep으로 지정되었습니다',

  blockFits: ({ prefixes }) => `들어갑니다: 프리픽스 ${count(prefixes)}개, 추가로 차단되는 주소는 없습니다`,
  blockFitsOver: ({ exact, used, percent }) =>
    `${count(exact)}개 대신 프리픽스 ${count(used)}개로 줄여 넣습니다. 요청한 것보다 주소가 ${about(percent)}% 더 차단됩니다`,
  blockFamilyLeft: ({ family, prefixes, sink }) =>
    particles`${sink}은(는) IPv${family}을(를) 받지 않으므로 프리픽스 ${count(prefixes)}개는 차단되지 않습니다`,
  blockGoneAfterRestart: ({ command }) =>
    `다시 시작하면 사라집니다. 시작할 때마다 적용하려면: \`${command}\``,
  blockStaysAfterRestart: () => '다시 시작해도 남아 있습니다',
  blockEnds: ({ until, command }) => `${until}에 저절로 끝납니다. 유지하려면 그 전에: \`${command}\``,
  blockNotTried: ({ sink }) => `${sink}용 출력은 실제 장비에서 시험하지 않았습니다`,
  blockUnread: ({ why }) => `현재 적용된 설정을 읽지 못했습니다: ${why}`,
  blockListsMissing: ({ provider, lists, command }) =>
    `${provider}의 일부만 포함합니다. 불러오지 않은 목록: ${lists.join(', ')}(${command})`,

  blockStep: ({ step, of, prefixes }) =>
    `${STEPS[step]}${of.length === 0 ? '' : `(${of.join(', ')})`}: 프리픽스 ${count(prefixes)}개`,
  blockStopsBad: ({ sent, clients, signedIn: { times, users } }) =>
    `공격자(주소 ${count(clients)}개)가 보낸 것을 모두 막습니다: ${records(sent)}` +
    (times === 0 ? '' : `(이 가운데 인증에 성공한 것 ${count(times)}건, 계정 ${count(users)}개)`),
  blockStopsNoGood: () => '그 밖에 차단되는 사람은 없습니다',
  blockStopsGood: ({ users, more, others, sent }) => {
    const own =
      users.length === 0
        ? '자체 사용자는 차단되지 않습니다'
        : particles`자체 사용자 가운데 ${users.join(', ')}${more > 0 ? ` 외 ${count(more)}명` : ''}이(가) 차단됩니다`;
    const beside = others.length === 0 ? '' : `. 그 밖에 차단되는 대상: ${clientKinds(others)}`;
    return `${own}${beside}(${records(sent)})`;
  },
  blockHeld: ({ days, stopped, all }) =>
    `처음 ${count(days)}일 뒤에 차단했다면 그 뒤의 ${count(all)}건 가운데 ${count(stopped)}건을 막았을 것입니다`,
  blockNarrowest: ({ step }) => `효과가 있는 가장 좁은 범위: ${STEPS[step]}`,

  blockNothing: () => '현재 차단하고 있는 것이 없습니다',
  blockRule: ({ prefixes, direction, port, until }) =>
    `프리픽스 ${count(prefixes)}개, ${TRAFFIC[direction]}` +
    `${port === undefined ? '' : `, 포트 ${port}`}${until === undefined ? '' : `, ${until}까지`}`,
  blockCounter: ({ what, packets, bytes }) =>
    `${what}: 패킷 ${count(packets)}개, ${count(bytes)}바이트를 막았습니다`,
  blockProbe: ({ address, port, connected, stopped }) =>
    particles`${address} 포트 ${port}(으)로 연결 시도: ${connected ? '연결되었습니다' : '연결되지 않았습니다'}, ` +
    `막은 패킷 ${count(stopped)}개`,
  blockStopped: ({ since, until, before }) =>
    `멈췄습니다: ${since} 차단 이후 ${until}까지의 로그에 해당 요청이 없습니다(차단 전: ${count(before)}건)`,
  blockNotStopped: ({ since, after, sample, last }) =>
    `멈추지 않았습니다: ${since} 차단 이후 요청이 ${count(after)}건 있었고 마지막은 ${last}입니다(${sample.join(', ')})`,
  blockLogsEnd: ({ since, until, known }) =>
    `아직 알 수 없습니다: 로그는 ${until}에 끝나고 차단은 ${since}에 이루어졌습니다. 더 새로운 로그로 케이스를 만드십시오${willTell(known)}`,
  blockNothingBefore: ({ since }) =>
    `아직 알 수 없습니다: 이 로그에는 ${since} 차단 전에도 해당 요청이 거의 없습니다`,
  blockPaused: ({ pause, silence, known }) =>
    `아직 알 수 없습니다: 요청이 끊긴 지 ${duration(silence)}이지만, 차단 전에도 ${duration(pause)} 동안 끊긴 적이 있습니다${willTell(known)}`,
  blockNoRequests: () =>
    '아직 알 수 없습니다: 케이스에 요청도 로그인도 없습니다. 흐름 로그는 이 컴퓨터의 방화벽에 닿기 전의 패킷을 기록합니다',
  blockUndone: ({ deed, at, prefixes }) =>
    `되돌렸습니다: ${at}의 ${deed === 'apply' ? '차단' : '확정'}, 프리픽스 ${count(prefixes)}개`,
  blockRuns: ({ command }) => `시작할 때마다, 그리고 매일 실행합니다: ${command}`,
  blockWritten: ({ path }) => `파일을 썼습니다: ${path}`,

  blockSink: ({ title, marks }) => `${title}: ${marks.join(', ')}`,
  sinkApplied: () => '바로 적용 가능',
  sinkHandedOver: () => '직접 적용할 파일 생성',
  sinkTimer: () => '기한이 되면 저절로 종료',
  sinkCapacity: ({ entries }) => `최대 ${count(entries)}개 항목`,
  sinkTried: ({ program }) => particles`${program}(으)로 시험함`,
  sinkUntried: () => '실제 장비에서 미확인',
};
