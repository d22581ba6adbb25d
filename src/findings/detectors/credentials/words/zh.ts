import { period, servicesOf } from '../../../../language/figures.ts';
import { about, count, duration, listed } from '../../../../language/grammar/zh.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { CredentialMessages } from '../messages.ts';

const services = (names: string[]): string => listed(servicesOf(names, '未注明的服务'));

const owner = (provider: string | undefined, regions: string[]): string =>
  provider === undefined ? '' : `（${[provider, ...regions].join('，')}）`;

export const zh: WordsOf<CredentialMessages> = {
  loginsFailed: ({ attacker, failures, services: at, when, tried, device }) =>
    `${attacker}：在 ${period(when)} 登录 ${services(at)} 失败 ${count(failures)} 次，${tried}` +
    `${device ? '；保存着旧密码的设备也会有同样的表现' : ''}。`,
  attackerClient: ({ address, provider }) => `${address}${owner(provider, [])}`,
  attackerGroup: ({ addresses, provider, regions, shared }) =>
    `${count(addresses)} 个地址${provider === undefined ? '（不属于已知的云）' : owner(provider, regions)}，${shared}`,
  attackersBeyond: ({ addresses }) => `另外 ${count(addresses)} 个地址（各自都已超过阈值）`,
  sharedAgent: ({ agent }) => (agent === '' ? '均没有用户代理' : `用户代理均为 ${agent}`),
  sharedNothing: () => '其中没有一个单独超过阈值',
  triedUnnamed: ({ log }) => (log === 'form' ? '该表单不记录所针对的账户' : '日志未记录所针对的账户'),
  triedOne: ({ user }) => `均以 ${user} 的身份`,
  triedMany: ({ accounts, few }) =>
    `涉及 ${count(accounts)} 个账户，${few ? '每个账户尝试次数很少（密码喷洒）' : '每个账户尝试次数很多'}`,
  webAttackRule: ({ source, failures, minutes, accounts, rotating }) =>
    `${source}。采用的阈值：同一客户端在 ${minutes} 分钟内登录失败 ${failures} 次，或涉及 ${accounts} 个从未登录成功的账户，` +
    `或同一服务商、同一用户代理的 ${rotating} 个以上地址共失败 ${failures} 次`,
  loginAttackRule: ({ source, failures, minutes, accounts, rotating }) =>
    `${source}。采用的阈值：同一客户端在 ${minutes} 分钟内登录同一服务失败 ${failures} 次，或涉及 ${accounts} 个从未登录成功的账户，` +
    `或同一服务商的 ${rotating} 个以上各自未达阈值的地址在同一服务上共失败 ${failures} 次`,
  sourceWebAttack: () =>
    'Zeek policy/protocols/ssh/detect-bruteforcing（30 分钟内失败 30 次），应用于网页登录；密码喷洒和轮换来源为自行定义',
  sourceLoginAttack: () =>
    'Zeek policy/protocols/ssh/detect-bruteforcing（30 分钟内失败 30 次），应用于所有服务；密码喷洒和轮换来源为自行定义',
  credentialsWorked: ({ user, successes, noun, services: at, place, when, why }) =>
    `${user === undefined ? '某个账户' : `${user} `}的凭据已被他人使用成功：在 ${period(when)}，来自 ${place} 的 ` +
    `${count(successes)} 次对 ${services(at)} 的${noun === 'request' ? '请求' : '登录'}成功，${why}。`,
  credentialsRefused: ({ user, attempts, services: at, place, when, failures }) =>
    `${place} 在 ${period(when)} 对 ${services(at)} 出示了 ${count(attempts)} 次${user === undefined ? '' : ` ${user} 的`}正确密码或密钥，` +
    `但因服务的其他规则而被拒绝${failures > 0 ? `；同一来源另有 ${count(failures)} 次登录失败` : ''}。`,
  refusedRule: ({ source, failures }) =>
    `${source}。采用的阈值：root 账户，或同一地址登录失败 ${failures} 次以上，且该地址没有成功的登录`,
  sourceRefused: () =>
    '服务自身关于凭据的记录（OpenSSH auth2.c 的 ROOT LOGIN REFUSED、PAM 账户检查、Dovecot 授权）',
  placeAddress: ({ address, provider, regions }) => `${address}${owner(provider, regions)}`,
  placeAddresses: ({ addresses, provider, regions }) =>
    `${count(addresses)} 个地址${owner(provider, regions)}`,
  whyGuessed: ({ failures }) => `此前同一来源用该账户登录失败 ${count(failures)} 次`,
  whyElsewhere: () => '由脚本发出，而账户的主人从其他网络、用其他程序访问',
  whyAmongMany: ({ logins, accounts, before }) =>
    `同一来源另有 ${count(logins)} 次登录失败` +
    (accounts > 0 ? `，涉及 ${count(accounts)} 个始终未能进入的账户` : '') +
    (before > 0 ? `，并在该账户上失败 ${count(before)} 次` : ''),
  entryRule: ({ source, why }) => `${source}。采用的阈值：${why}`,
  ruleGuessed: ({ failures }) => `同一来源在同一账户上成功之前失败 ${failures} 次以上`,
  ruleElsewhere: () => '云中的脚本使用了某人的凭据，而此人使用的是其他网络和程序',
  ruleAmongMany: ({ failures, per_account: each }) =>
    `来源失败 ${failures} 次以上，所涉账户大多从未登录成功，且平均每个登录成功的账户对应的失败超过 ${each} 次`,
  sourceWebEntry: () => '自行定义：同一客户端（或同一服务商和用户代理）与同一用户，先失败后成功',
  sourceLoginEntry: () => '自行定义：同一客户端与同一用户先失败后成功，或在多个账户上失败之后成功',
  name_failures: () => '失败次数',
  name_logins_refused: () => '被拒绝的登录次数',
  name_accounts: () => '账户数',
  name_accounts_never_let_in: () => '从未登录成功的账户数',
  name_failures_before: () => '成功前的失败次数',
  name_failures_of_source: () => '同一来源的失败次数',
  name_failures_in_busiest_window: () => '最繁忙时段的失败次数',
  name_failures_per_hour: () => '每小时失败次数',
  loginsDistributed: ({ user, failures, addresses, peak, minutes, services: at, when }) =>
    `${period(when)} 期间，${count(addresses)} 个地址以 ${user} 的身份登录 ${services(at)} 失败 ${count(failures)} 次，` +
    `${count(minutes)} 分钟内最多 ${count(peak)} 个地址：多个来源各自少量尝试同一账户的密码。`,
  distributedRule: ({ source, addresses, minutes }) =>
    `${source}。生效值：${minutes} 分钟内 ${addresses} 个地址`,
  sourceDistributed: () =>
    '自行定义：半小时内在同一账户上失败的地址数超过漫游设备可能拥有的数量；人人都会尝试的名称（root、admin）除外',
  loginTravelled: ({ user, trips, there, here, seconds, services: at, when }) =>
    `${user} 从 ${there.address}（${there.provider}，${there.region}）登录 ${services(at)}，${duration(seconds)}后又从 ` +
    `${here.address}（${here.provider}，${here.region}）登录，这段时间内无人能够往返；${period(when)} 期间此类登录 ${count(trips)} 次。` +
    `代用户登录的服务也会呈现同样情况。`,
  travelRule: ({ source, hours }) =>
    `${source}。生效值：位于世界不同地区的两家提供商之间 ${about(hours)} 小时`,
  sourceTravel: () =>
    '自行定义：世界不同地区的云区域相距 1,900 公里以上，客机巡航速度为每小时 903 公里（波音 787）',
  name_addresses_in_busiest_window: () => '最忙时段的地址数',
  name_trips: () => '移动过快的登录数',
  name_seconds_between: () => '两次登录间隔秒数',
};
