import { period, servicesOf } from '../../../../language/figures.ts';
import { about, count, duration, listed } from '../../../../language/grammar/ja.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { CredentialMessages } from '../messages.ts';

const services = (names: string[]): string => listed(servicesOf(names, '名称不明のサービス'));

const owner = (provider: string | undefined, regions: string[]): string =>
  provider === undefined ? '' : ` (${[provider, ...regions].join('、')})`;

export const ja: WordsOf<CredentialMessages> = {
  loginsFailed: ({ attacker, failures, services: at, when, tried, device }) =>
    `${attacker}: ${period(when)} に、${services(at)} へのログインに ${count(failures)} 回失敗しました。${tried}。` +
    (device ? '古いパスワードが残った端末でも同じように見えます。' : ''),
  attackerClient: ({ address, provider }) => `${address}${owner(provider, [])}`,
  attackerGroup: ({ addresses, provider, regions, shared }) =>
    `${count(addresses)} 件のアドレス${provider === undefined ? ' (既知のクラウドではない)' : owner(provider, regions)}、${shared}`,
  attackersBeyond: ({ addresses }) =>
    `ほか ${count(addresses)} 件のアドレス (いずれも単独でしきい値を超える)`,
  sharedAgent: ({ agent }) =>
    agent === '' ? 'いずれもユーザーエージェントなし' : `いずれもユーザーエージェントは ${agent}`,
  sharedNothing: () => '単独でしきい値を超えるものはなし',
  triedUnnamed: ({ log }) =>
    log === 'form'
      ? 'このフォームは対象のアカウントを記録しません'
      : 'ログには対象のアカウントが記録されていません',
  triedOne: ({ user }) => `すべて ${user} としての試行です`,
  triedMany: ({ accounts, few }) =>
    `対象は ${count(accounts)} 個のアカウントで、${few ? '1 個あたりの試行は少数です (パスワードスプレー)' : '1 個あたりの試行は多数です'}`,
  webAttackRule: ({ source, failures, minutes, accounts, rotating }) =>
    `${source}。適用した値: 1 クライアントのログイン失敗が ${minutes} 分間に ${failures} 回、または一度も入れなかったアカウントが ` +
    `${accounts} 個、または 1 つの事業者に属し同じユーザーエージェントを使う ${rotating} 件以上のアドレスから ${failures} 回`,
  loginAttackRule: ({ source, failures, minutes, accounts, rotating }) =>
    `${source}。適用した値: 1 クライアントの 1 サービスでのログイン失敗が ${minutes} 分間に ${failures} 回、または一度も入れなかった` +
    `アカウントが ${accounts} 個、または 1 つの事業者に属し単独ではしきい値に届かない ${rotating} 件以上のアドレスから 1 サービスで合計 ${failures} 回`,
  sourceWebAttack: () =>
    'Zeek policy/protocols/ssh/detect-bruteforcing (30 分間に 30 回の失敗) をウェブのログインに適用。スプレーと入れ替わる送信元は独自の定義',
  sourceLoginAttack: () =>
    'Zeek policy/protocols/ssh/detect-bruteforcing (30 分間に 30 回の失敗) をすべてのサービスに適用。スプレーと入れ替わる送信元は独自の定義',
  credentialsWorked: ({ user, successes, noun, services: at, place, when, why }) =>
    `${user === undefined ? '何者かの認証情報' : `${user} の認証情報`}が通用しています。${period(when)} に、${place}${/[\w)]$/.test(place) ? ' ' : ''}から ` +
    `${services(at)} への ${count(successes)} 件の${noun === 'request' ? 'リクエスト' : 'ログイン'}が成功しました。${why}。`,
  credentialsRefused: ({ user, attempts, services: at, place, when, failures }) =>
    `${place}: ${period(when)} に、${services(at)} で${user === undefined ? '' : ` ${user} の`}正しいパスワードまたは鍵を ${count(attempts)} 回提示しましたが、` +
    `サービスの別の規則により拒否されました。${failures > 0 ? `同じ送信元は、ほかに ${count(failures)} 回のログインに失敗しています。` : ''}`,
  refusedRule: ({ source, failures }) =>
    `${source}。適用した値: root、または同じアドレスからの失敗 ${failures} 回で、そのアドレスからの成功がないもの`,
  sourceRefused: () =>
    '認証情報についてのサービス自身の記録 (OpenSSH auth2.c の ROOT LOGIN REFUSED、PAM のアカウント判定、Dovecot の認可)',
  placeAddress: ({ address, provider, regions }) => `${address}${owner(provider, regions)}`,
  placeAddresses: ({ addresses, provider, regions }) =>
    `${count(addresses)} 件のアドレス${owner(provider, regions)}`,
  whyGuessed: ({ failures }) =>
    `その前に、同じ送信元がこのアカウントのログインに ${count(failures)} 回失敗しています`,
  whyElsewhere: () =>
    'スクリプトによるもので、本来の利用者は別のネットワークから別のプログラムで利用しています',
  whyAmongMany: ({ logins, accounts, before }) =>
    `同じ送信元は、ほかに ${count(logins)} 回のログインに失敗しています` +
    (accounts > 0 ? ` (入れなかったアカウントは ${count(accounts)} 個)` : '') +
    (before > 0 ? `。このアカウントでも ${count(before)} 回失敗しています` : ''),
  entryRule: ({ source, why }) => `${source}。適用した値: ${why}`,
  ruleGuessed: ({ failures }) =>
    `同じ送信元が同じアカウントで、成功する前に ${failures} 回以上失敗していること`,
  ruleElsewhere: () =>
    'クラウド上のスクリプトが、別のネットワークとプログラムを使う利用者の認証情報を使っていること',
  ruleAmongMany: ({ failures, per_account: each }) =>
    `送信元の失敗が ${failures} 回以上で、その多くが一度も入れなかったアカウントに対するものであり、入れたアカウント 1 個あたり ${each} 回を超えること`,
  sourceWebEntry: () =>
    '独自の定義: 同じクライアント (または同じ事業者とユーザーエージェント) と同じ利用者で、失敗の後に成功',
  sourceLoginEntry: () =>
    '独自の定義: 同じクライアントと同じ利用者で失敗の後に成功、または多数のアカウントで失敗した後に成功',
  name_failures: () => '失敗回数',
  name_logins_refused: () => '拒否されたログイン数',
  name_accounts: () => 'アカウント数',
  name_accounts_never_let_in: () => '一度も入れなかったアカウント数',
  name_failures_before: () => '成功前の失敗回数',
  name_failures_of_source: () => '同じ送信元の失敗回数',
  name_failures_in_busiest_window: () => '最も多い時間枠の失敗回数',
  name_failures_per_hour: () => '毎時の失敗回数',
  loginsDistributed: ({ user, failures, addresses, peak, minutes, services: at, when }) =>
    `${period(when)} に、${count(addresses)} 件のアドレスが ${user} として ${services(at)} へのログインに ${count(failures)} 回失敗しました。` +
    `最多で ${count(minutes)} 分間に ${count(peak)} 件のアドレスです。多数の送信元が 1 つのアカウントのパスワードを少しずつ試しています。`,
  distributedRule: ({ source, addresses, minutes }) =>
    `${source}。適用した値: ${minutes} 分間に ${addresses} 件のアドレス`,
  sourceDistributed: () =>
    '独自の定義: 移動中の端末ではあり得ない数のアドレスが 30 分以内に 1 つのアカウントで失敗している (root、admin など誰もが試す名前を除く)',
  loginTravelled: ({ user, trips, there, here, seconds, services: at, when }) =>
    `${user} は ${services(at)} に ${there.address} (${there.provider}、${there.region}) からログインし、${duration(seconds)}後に ` +
    `${here.address} (${here.provider}、${here.region}) からもログインしました。この時間で移動できる人はいません。該当するログインは ${period(when)} に ${count(trips)} 件です。` +
    `利用者に代わってログインするサービスでも同じように見えます。`,
  travelRule: ({ source, hours }) =>
    `${source}。適用した値: 異なる地域にある 2 つの事業者の間で ${about(hours)} 時間`,
  sourceTravel: () =>
    '独自の定義: 異なる地域にあるクラウドのリージョンは 1,900 km 以上離れており、旅客機の巡航速度は時速 903 km (Boeing 787)',
  name_addresses_in_busiest_window: () => '最も多い時間枠のアドレス数',
  name_trips: () => '移動が速すぎるログイン数',
  name_seconds_between: () => 'ログイン間の秒数',
};
