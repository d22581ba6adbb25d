import { period, servicesOf } from '../../../../language/figures.ts';
import { about, count, duration, listed } from '../../../../language/grammar/ko.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { CredentialMessages } from '../messages.ts';

const services = (names: string[]): string => listed(servicesOf(names, '이름 없는 서비스'));

const owner = (provider: string | undefined, regions: string[]): string =>
  provider === undefined ? '' : `(${[provider, ...regions].join(', ')})`;

export const ko: WordsOf<CredentialMessages> = {
  loginsFailed: ({ attacker, failures, services: at, when, tried, device }) =>
    `${attacker}: ${period(when)}에 ${services(at)} 로그인에 ${count(failures)}회 실패했습니다. ${tried}.` +
    (device ? ' 이전 비밀번호가 남아 있는 기기도 같은 모습을 보입니다.' : ''),
  attackerClient: ({ address, provider }) => `${address}${owner(provider, [])}`,
  attackerGroup: ({ addresses, provider, regions, shared }) =>
    `주소 ${count(addresses)}개${provider === undefined ? '(알려진 클라우드가 아님)' : owner(provider, regions)}, ${shared}`,
  attackersBeyond: ({ addresses }) => `그 밖의 주소 ${count(addresses)}개(각각 임곗값 초과)`,
  sharedAgent: ({ agent }) => (agent === '' ? '모두 사용자 에이전트 없음' : `모두 사용자 에이전트 ${agent}`),
  sharedNothing: () => '단독으로 임곗값을 넘는 주소는 없음',
  triedUnnamed: ({ log }) =>
    log === 'form'
      ? '이 양식은 어느 계정인지 기록하지 않습니다'
      : '로그에는 어느 계정인지 나와 있지 않습니다',
  triedOne: ({ user }) => `모두 ${user} 계정입니다`,
  triedMany: ({ accounts, few }) =>
    `대상은 계정 ${count(accounts)}개이며, ${few ? '계정당 시도는 적습니다(비밀번호 스프레이)' : '계정당 시도가 많습니다'}`,
  webAttackRule: ({ source, failures, minutes, accounts, rotating }) =>
    `${source}. 적용한 값: 한 클라이언트의 로그인 실패 ${minutes}분 동안 ${failures}회, 또는 한 번도 들어가지 못한 계정 ` +
    `${accounts}개, 또는 한 사업자에 속하고 사용자 에이전트가 같은 주소 ${rotating}개 이상에서 ${failures}회`,
  loginAttackRule: ({ source, failures, minutes, accounts, rotating }) =>
    `${source}. 적용한 값: 한 클라이언트가 한 서비스에서 ${minutes}분 동안 로그인 실패 ${failures}회, 또는 한 번도 들어가지 못한 계정 ` +
    `${accounts}개, 또는 한 사업자에 속하고 각각 임곗값에 못 미치는 주소 ${rotating}개 이상에서 한 서비스에 모두 ${failures}회`,
  sourceWebAttack: () =>
    'Zeek policy/protocols/ssh/detect-bruteforcing(30분 동안 실패 30회)을 웹 로그인에 적용. 스프레이와 바뀌는 출발지는 자체 정의',
  sourceLoginAttack: () =>
    'Zeek policy/protocols/ssh/detect-bruteforcing(30분 동안 실패 30회)을 모든 서비스에 적용. 스프레이와 바뀌는 출발지는 자체 정의',
  credentialsWorked: ({ user, successes, noun, services: at, place, when, why }) =>
    `${user === undefined ? '어떤 계정' : user}의 자격 증명이 통했습니다. ${period(when)}에 ${place}에서 ${services(at)}에 대한 ` +
    `${noun === 'request' ? '요청' : '로그인'} ${count(successes)}건이 성공했습니다. ${why}.`,
  credentialsRefused: ({ user, attempts, services: at, place, when, failures }) =>
    `${place}: ${period(when)}에 ${services(at)}에서 ${user === undefined ? '' : `${user}의 `}올바른 비밀번호 또는 키를 ` +
    `${count(attempts)}회 제시했으나 서비스의 다른 규칙에 따라 거부되었습니다.` +
    (failures > 0 ? ` 같은 출발지가 그 밖에 로그인에 ${count(failures)}회 실패했습니다.` : ''),
  refusedRule: ({ source, failures }) =>
    `${source}. 적용한 값: root 계정이거나, 같은 주소에서 ${failures}회 이상 실패하고 성공한 로그인이 없는 경우`,
  sourceRefused: () =>
    '자격 증명에 대한 서비스 자체의 기록(OpenSSH auth2.c의 ROOT LOGIN REFUSED, PAM 계정 판정, Dovecot 인가)',
  placeAddress: ({ address, provider, regions }) => `${address}${owner(provider, regions)}`,
  placeAddresses: ({ addresses, provider, regions }) =>
    `주소 ${count(addresses)}개${owner(provider, regions)}`,
  whyGuessed: ({ failures }) =>
    `그 전에 같은 출발지가 이 계정으로 로그인에 ${count(failures)}회 실패했습니다`,
  whyElsewhere: () => '스크립트가 한 것이며, 계정 주인은 다른 네트워크에서 다른 프로그램을 사용합니다',
  whyAmongMany: ({ logins, accounts, before }) =>
    `같은 출발지가 그 밖에 로그인에 ${count(logins)}회 실패했습니다` +
    (accounts > 0 ? `(끝내 열리지 않은 계정 ${count(accounts)}개)` : '') +
    (before > 0 ? `. 이 계정에서도 ${count(before)}회 실패했습니다` : ''),
  entryRule: ({ source, why }) => `${source}. 적용한 값: ${why}`,
  ruleGuessed: ({ failures }) => `같은 출발지가 같은 계정에서 성공하기 전에 ${failures}회 이상 실패`,
  ruleElsewhere: () => '클라우드의 스크립트가, 다른 네트워크와 프로그램을 쓰는 사람의 자격 증명을 사용',
  ruleAmongMany: ({ failures, per_account: each }) =>
    `출발지의 실패가 ${failures}회 이상이고 대상 계정 대부분에 한 번도 들어가지 못했으며, 들어간 계정 하나당 ${each}회를 초과`,
  sourceWebEntry: () =>
    '자체 정의: 같은 클라이언트(또는 같은 사업자와 사용자 에이전트)와 같은 사용자가 실패 후 성공',
  sourceLoginEntry: () =>
    '자체 정의: 같은 클라이언트와 같은 사용자가 실패 후 성공, 또는 여러 계정에서 실패한 뒤 성공',
  name_failures: () => '실패 횟수',
  name_logins_refused: () => '거부된 로그인 수',
  name_accounts: () => '계정 수',
  name_accounts_never_let_in: () => '한 번도 들어가지 못한 계정 수',
  name_failures_before: () => '성공 전 실패 횟수',
  name_failures_of_source: () => '같은 출발지의 실패 횟수',
  name_failures_in_busiest_window: () => '가장 많은 구간의 실패 횟수',
  name_failures_per_hour: () => '시간당 실패 횟수',
  loginsDistributed: ({ user, failures, addresses, peak, minutes, services: at, when }) =>
    `${period(when)}에 주소 ${count(addresses)}개가 ${user} 계정으로 ${services(at)} 로그인에 ${count(failures)}회 실패했습니다. ` +
    `${count(minutes)}분 동안 최대 ${count(peak)}개 주소입니다. 여러 곳에서 한 계정의 비밀번호를 조금씩 시도하고 있습니다.`,
  distributedRule: ({ source, addresses, minutes }) =>
    `${source}. 적용 값: ${minutes}분 동안 주소 ${addresses}개`,
  sourceDistributed: () =>
    '자체 정의: 이동 중인 기기로는 있을 수 없는 수의 주소가 30분 안에 한 계정에서 실패함(root, admin처럼 누구나 시도하는 이름은 제외)',
  loginTravelled: ({ user, trips, there, here, seconds, services: at, when }) =>
    `${user} 계정이 ${services(at)}에 ${there.address}(${there.provider}, ${there.region})에서 로그인한 뒤 ${duration(seconds)} 만에 ` +
    `${here.address}(${here.provider}, ${here.region})에서도 로그인했습니다. 그 시간에 이동할 수 있는 사람은 없습니다. 이런 로그인은 ${period(when)}에 ${count(trips)}건입니다. ` +
    `사용자를 대신해 로그인하는 서비스도 똑같이 보입니다.`,
  travelRule: ({ source, hours }) =>
    `${source}. 적용 값: 서로 다른 지역에 있는 두 사업자 사이 ${about(hours)}시간`,
  sourceTravel: () =>
    '자체 정의: 서로 다른 지역의 클라우드 리전은 1,900 km 이상 떨어져 있고 여객기의 순항 속도는 시속 903 km이다(Boeing 787)',
  name_addresses_in_busiest_window: () => '가장 많은 구간의 주소 수',
  name_trips: () => '이동이 너무 빠른 로그인 수',
  name_seconds_between: () => '로그인 사이의 초',
};
