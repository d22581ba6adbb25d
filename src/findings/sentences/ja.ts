import { protocolName } from '../../net/protocols.ts';
import { createFlowLogs, describeFlowLogs, inRegion, whichInstance, whichVpc } from './commands.ts';
import { figuresOf, period, portsPhrase, servicesOf, type PortWords } from './figures.ts';
import type { Sentences, Span } from './messages.ts';

const { count, about, percent, bytes } = figuresOf('ja-JP');

const listed = (values: readonly string[]): string => values.join('、');

/** `TCP ポート 22`, `ポート 22`. */
export const portWords: PortWords = (list, _number, protocol = '') =>
  `${protocol} ポート ${list}`.trimStart();

function ports(told: { protocol: number; ports: number[]; port_count: number }): string {
  return portsPhrase(
    told,
    portWords,
    (name, total, some) => `${name} の ${count(total)} 個のポート (${some})`,
  );
}

function some({ names, more }: { names: string[]; more: number }): string {
  return more > 0 ? `${listed(names)}、ほか ${count(more)} 件` : listed(names);
}

const KINDS = {
  nat: 'NAT ゲートウェイ',
  'load balancer': 'ロードバランサー',
  'transit gateway': 'トランジットゲートウェイ',
} as const;

/** A space before Latin letters, none before Japanese. */
const apart = (text: string): string => (/^[A-Za-z]/.test(text) ? ` ${text}` : text);
const accused = (who: string): string => who || '通知の対象リソース';
const logTime = (when: Span | null): string => (when === null ? 'ログ全体' : period(when));
const services = (names: string[]): string => listed(servicesOf(names, '名称不明のサービス'));
const owner = (provider: string | undefined, regions: string[]): string =>
  provider === undefined ? '' : ` (${[provider, ...regions].join('、')})`;

function fanAim({ protocol, port }: { protocol?: number; port?: number }): string {
  return port === undefined
    ? ''
    : ` ${portWords(String(port), 1, protocol === undefined ? '' : protocolName(protocol))} で`;
}

export const ja: Sentences = {
  quoted: ({ text }) => text,

  scanned: (told) =>
    `${told.who} が、${period(told.when)} に、${count(told.hosts)} 台のホストの ${ports(told)} へ接続を試みました。` +
    `${percent(told.unanswered)} には応答がありませんでした${told.flagless ? ' (このログには TCP フラグがありません)' : ''}。`,
  scanRule: ({ source, least, unit, share, packets, protocol }) => {
    const units = { hosts: '台のホスト', ports: '個のポート', pairs: '組のホストとポート' };
    const answered =
      protocol === 6 ? 'SYN-ACK または 2 パケット以上の返信の記録' : '返信の記録が 1 件でもあること';
    return (
      `${source}。適用した値: ${count(least)} ${units[unit]}、応答なしの割合 ${percent(share)}、1 記録あたり最大 ${packets} パケット。` +
      `${protocolName(protocol)} で応答ありとみなす条件: ${answered}`
    );
  },
  sourceHorizontal: () =>
    'Zeek policy/misc/scan (5 分間に 1 つのポートで 25 台のホスト)、Jung ほか 2004 年 (失敗の割合)',
  sourceVertical: () =>
    'Zeek policy/misc/scan (5 分間に 1 台のホストで 15 個のポート)、Jung ほか 2004 年 (失敗の割合)',
  sourceBlock: () => 'Zeek simple-scan (15 分間にホストとポートの組が 25 組)、Jung ほか 2004 年 (失敗の割合)',
  flooded: (told) => {
    const target = told.target ?? `${count(told.targets)} 件の相手先`;
    const several = told.ports > 1 ? `の ${count(told.ports)} 個のポート` : '';
    const at = told.port === undefined ? several : ` のポート ${told.port} `;
    const back =
      told.packets_back === 0 ? '返信はありません' : `返信は ${count(told.packets_back)} パケットです`;
    return (
      `${told.who} が、${period(told.when)} に、${target}${at}へ ${protocolName(told.protocol)} を` +
      `最大毎秒 ${about(told.packets_per_second)} パケット (毎秒 ${bytes(told.bytes_per_second)}) で送りました。` +
      `合計 ${count(told.packets)} パケット、${bytes(told.bytes)} で、${back}。`
    );
  },
  floodRule: (told) =>
    `${told.source}。適用した値: 毎秒 ${count(told.packets_per_second)} パケット、毎秒 ${count(told.bits_per_second)} ビット、` +
    `または毎秒 ${count(told.flows_per_second)} フロー。あるいは ${count(told.one_sided_packets)} パケットにわたり毎秒 ` +
    `${count(told.one_sided_packets_per_second)} パケット。返信は最大でパケットの ${percent(told.share_back)}、または SYN のみ`,
  sourceFlood: () =>
    'FastNetMon の既定値 (毎秒 20,000 パケット、1 Gbit/s、毎秒 3,500 フロー、5 秒間の平均)。一方向の速度は独自の定義',
  backscattered: ({ victims, sample, hosts, when }) =>
    `${count(victims)} 件のアドレス (${listed(sample)}${victims > sample.length ? '、…' : ''}) が、${period(when)} に、` +
    `こちらの ${count(hosts)} 件のアドレスへ、こちらが求めていない RST や SYN-ACK を送りました。` +
    '送信元を偽った第三者に攻撃されている側であり、攻撃者ではありません。',
  backscatterRule: ({ source, hosts }) =>
    `${source}。適用した値: こちらのアドレス ${hosts} 件、こちらから相手への記録なし`,
  sourceBackscatter: () =>
    'フローによるスキャン検出の規則 (すべてのフローが RST、SYN-ACK、RST-ACK のいずれかで、宛先が 3 件を超える)。tcp_flags が必要',

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

  sentClaimed: ({ host, packets, targets, share, found }) =>
    `${host} が、通知の時刻の前後に、通知にある ${count(targets)} 件の相手先へ ${count(packets)} パケットを送っています。` +
    (share === undefined ? '' : `これは通知の量の ${percent(share)} で、残りはログにありません。`) +
    (found === undefined ? '' : `そのとき: ${found}`),
  foundThen: ({ found }) => `通知の時刻に: ${found}`,
  notCovered: ({ who, when }) =>
    `通知に当たるフローの記録はありません。ただし、ログは ${accused(who)} について ${logTime(when)} の全体を含んではいません。`,
  noRecordTowards: ({ who, when }) =>
    `ログは ${accused(who)} について ${logTime(when)} を途切れなく含んでおり、通知にある相手先への記録はありません。`,
  stayedQuiet: ({ who, when, why }) =>
    `ログは ${accused(who)} について ${logTime(when)} を途切れなく含んでおり、${why}。`,
  noTargetNamed: ({ why }) => `フローの記録だけでは判断できません。通知に相手先の記載がなく、${why}。`,
  quietHosts: ({ hosts }) => `応答のなかった相手先は、ホスト 1 台につき最大 ${count(hosts)} 台です`,
  quietRate: ({ packets }) => `1 つの相手先への送信は、最大でも毎秒 ${count(packets)} パケットです`,
  noShape: ({ type }, kinds) => `「${kinds[type]}」はフローには現れません`,
  onlyShare: ({ share }) => `通知の時刻の前後にログにあるのは、通知の量の ${percent(share)} だけです。`,
  gatewayAlone: () =>
    'フローログにあるのは NAT ゲートウェイだけで、パケットがどのホストのものかは示されていません。',
  noFlows: () => 'フローの記録がありません。',
  lackInterfaces: ({ interfaces, who }) => `${listed(interfaces)} (${accused(who)}) のフローの記録`,
  lackHost: ({ who }) => `${accused(who)} のフローの記録 (ログにありません)`,
  lackLost: ({ count: lost }) => `AWS が失った記録: SKIPDATA ${count(lost)} 件。取り戻すことはできません`,
  lackTime: () => '活動の時刻。通知に記載がないため、通知元に確認してください',
  lackWindow: ({ when, log }) => `${period(when)} のフローの記録 (ログにあるのは ${period(log)})`,
  lackIntervals: ({ silent }) =>
    `${listed(silent.map(period))} のフローの記録 (どのインターフェースにも記録がありません)`,
  lackResource: ({ who }) => `${accused(who)} がこちらのどのリソースか。インベントリを追加してください`,
  lackTargets: () => '相手先: 活動の相手のアドレス、ポート、プロトコル。通報者に確認してください',
  lackPacketTargets: () =>
    'フローログに pkt-dstaddr がないため、NAT の内側と外側を結び付けられません。フィールド pkt-dstaddr を追加してください',
  lackFlowLogs: ({ who, when }) =>
    `${accused(who)} の VPC フローログ${when === null ? '' : ` (${period(when)})`}`,
  lackHow: ({ what }) => `${what}。取得の方法: docs/how-to/get-flow-logs.md`,

  accusedNamed: ({ ids }) => `通知に ${listed(ids)} の記載があります`,
  accusedGateway: ({ address, kind, gateway }) =>
    `${address} は${apart(KINDS[kind])} ${gateway} のアドレスです`,
  accusedMapped: ({ address, host }) => `インベントリでは ${address} は ${host} に対応します`,
  accusedOnlyNat: ({ asked }) =>
    `${listed(asked) || '通知のアドレス'} の持ち主を示すインベントリがないため、唯一の NAT ゲートウェイのものとみなしました`,
  accusedUnknown: ({ asked }) =>
    asked.length === 0
      ? '通知にリソースの記載がありません'
      : `${listed(asked)} はインベントリにもフローにもありません`,
  accusedNobody: () => 'どの通知も対象を示していません',
  didSend: ({ packets, share }) =>
    `通知にあるフローのうち ${count(packets)} パケットを送っており、こちらのホストがそこへ送った量の ${percent(share)} に当たります`,
  didFound: ({ detectors, share }) =>
    `通知の時刻に ${listed(detectors)} が検出しており、検出された量の ${percent(share)} を占めます`,
  didAll: ({ found }) => found.join(''),
  culpritBecause: ({ accused: named, did }) => `${named}。${did}。`,
  roleListedNat: ({ gateway }) => `インベントリに NAT ゲートウェイ ${gateway} として載っています`,
  roleListedCard: ({ card, kind }) =>
    `インベントリで ${card} は${apart(KINDS[kind])}のインターフェースとされています`,
  roleTranslated: ({ legs, hosts }) =>
    `こちらのホスト ${count(hosts)} 台からここへの ${count(legs)} 件の記録は、別のアドレス宛てのパケットです`,
  roleMirrored: ({ share }) =>
    `こちらのホストがここへ送った量の ${percent(share)} が、同じポートで同じ量だけ出ていきます`,
  roleTransit: ({ hosts }) =>
    `記録にはこちらの ${count(hosts)} 件のアドレスが現れ、大半に現れるものはありません`,
  gapNobody: ({ type, accused: named }, kinds) =>
    `通知の「${kinds[type]}」については、だれも特定されていません。${named}。通知に当たるフローの記録もありません`,
  gapInferredNat: ({ address, because }) =>
    `${address} はフローだけから NAT ゲートウェイと推定しています (${because})。` +
    'aws ec2 describe-nat-gateways と describe-network-interfaces の出力を追加してください',

  gapUnknown: (told) => `種類を判別できず、読み取っていません: ${some(told)}`,
  gapUnreadable: (told) => `開けませんでした: ${some(told)}`,
  gapZone: (told) =>
    `${some(told)} の時刻にはタイムゾーンがないため、UTC として読み取りました。時計が別の時刻を示していた場合は --zone で指定してください`,
  gapLost: ({ path }) =>
    `${path}: ログによると記録の一部が失われています (SKIPDATA)。ここにない通信も、実際にはあった可能性があります`,
  gapRejected: ({ path, rejected, read }) =>
    `${path}: ${count(read)} 行のうち ${count(rejected)} 行を読み取れませんでした。証拠の一覧をご覧ください`,
  gapOverlap: ({ first, second, rows, table }) =>
    `${first} と ${second} には共通の記録が ${count(rows)} 件あり (${table})、二重に数えられています。同じ記録であれば、どちらか一方のファイルだけを渡してください`,
  gapNoRanges: () =>
    '事業者のアドレス範囲が分からないため、アドレスの持ち主を示せません。`abusedesk ranges update` を実行するか、ip-ranges.json をフォルダーに入れてください',
  gapDistant: ({ provider, published, days, edge }) =>
    `手元で最も近い ${provider} のアドレス範囲 (${published} 公開) は、証拠の${edge === 'begins' ? '始まり' : '終わり'}より ` +
    `${count(Math.abs(days))} 日${days > 0 ? '後' : '前'}のものです`,
  gapUnusedRule: ({ pattern, kind }) =>
    `${pattern} に当てはまる証拠のファイルがないため、指定された${kind === 'zone' ? 'タイムゾーン' : '年'}は使われていません`,
  gapUnusedFormat: ({ format }) =>
    `指定されたログ形式 ${format} の証拠のファイルがないため、この形式は使われていません`,
  gapBalancers: (told) =>
    `インベントリにあるロードバランサーの X-Forwarded-For を信頼しました: ${some(told)}`,
  gapProxies: (told) =>
    `X-Forwarded-For 付きのリクエストが ${some(told)} から来ています。自組織のプロキシであれば --trusted-proxy で指定すると、その先のクライアントを区別できます`,

  nextTogether: ({ host, others }) =>
    `${host} と ${listed(others)} の内部を調べてください。フローログでは区別できません`,
  nextSnapshot: ({ host, region, instance, named }) =>
    `何よりも先に ${host} の証拠を保全してください: \`aws ec2 create-snapshots${inRegion(region)} --instance-specification InstanceId=${instance}\`${whichInstance('; ', { host, region, instance })}${named ? '。インスタンスは通知に記載されたものです' : ''}`,
  nextCutOff: ({ host, region, instance }) =>
    `${host} を切り離してください。次のコマンドで停止します: \`aws ec2 stop-instances${inRegion(region)} --instance-ids ${instance}\` または、サブネットのネットワーク ACL で通信を拒否します。セキュリティグループを変更しても、すでに開いている接続は切れません`,
  nextFlowLogs: ({ lacks, kept, ...place }) => {
    const what = `次の記録を取得してください: ${listed(lacks)}。`;
    if (kept.length > 0)
      return `${what}インベントリによると、フローログの保存先は ${listed(kept)} です: docs/how-to/get-flow-logs.md`;
    return (
      `${what}保存先の確認: \`${describeFlowLogs(place)}\` フローログがない場合は、いま有効にしてください: ` +
      `\`${createFlowLogs(place)}\`${whichVpc('; ', place)}; BUCKET (お手元のバケット): \`aws s3 ls\`; 手順: docs/how-to/get-flow-logs.md`
    );
  },
  nextInventory: () =>
    'アドレスに名前が付くよう、インベントリを追加してください: docs/how-to/collect-inventory.md',
  nextAgain: () => '足りないログがそろったら、同じコマンドをもう一度実行してください',
  nextPasswords: ({ users }) =>
    `${listed(users)} のパスワードを直ちに変更し、開いているセッションを終了し、メールボックスのルールと転送設定を確認してください`,
  nextInterim: ({ path }) => `通知への返信として中間回答を送ってください: ${path}`,
  nextFinal: ({ path }) => `最終回答の空欄を埋めて送ってください: ${path}`,
  nextForged: () =>
    '偽装された通知には返信せず、中のものは開かないでください。本物の通知がないか、事業者のコンソールで確認してください',
  nextRanges: () =>
    'アドレスの持ち主が分かるよう、公開されているアドレス範囲を取得してください: `abusedesk ranges update`',

  tierFree: ({ gb }) => `無料枠 (毎月 ${gb} GB)`,
  tierStep: ({ step, tb }) =>
    ({ first: `最初の ${tb} TB`, next: `次の ${tb} TB`, above: `${tb} TB 超` })[step],
  tierNat: () => 'NAT ゲートウェイのデータ処理',
  costList: ({ as_of: asOf }) =>
    `${asOf} 時点の定価です (AWS の EC2 オンデマンド料金ページのデータ転送料金と Amazon VPC 料金ページ)。税金と割引は含みません`,
  costRegion: ({ reference }) => `リージョンが不明なため、${reference} の料金を使っています`,
  costNoPrice: ({ egress, nat, region, reference }) =>
    `${region} の${listed([...(egress ? ['データ送信'] : []), ...(nat ? ['NAT ゲートウェイ'] : [])])}の料金が手元にないため、${reference} の料金を使っています`,
  costLastPrice: ({ tier }) =>
    `「${tier}」は手元にある最後の料金で計算しています。実際の料金はこれより低くなります`,
  costFree: ({ gb, since }) => `毎月 ${gb} GB を無料としています (${since} 以降の条件)`,
  costAlone: () =>
    'この月にほかの通信が AWS から出ていないものとしています。ほかの通信があれば、無料枠が減り、単価の低い区分に移ります',
  costInternet: () =>
    'すべてのバイトがインターネットへ出たものとしています。ほかの AWS リージョンやサービスへの通信は料金が異なります',
  costLeftOut: () =>
    '次のものは含みません: インスタンスと NAT ゲートウェイの時間料金、アベイラビリティーゾーン間の通信、NAT ゲートウェイを通って受信したバイト、ロードバランサー、フローログ自体',

  timeBegins: ({ notice, type }, kinds) => `${notice}: 通知された${kinds[type]}の始まり`,
  timeMoment: ({ notice, type }, kinds) => `${notice}: 通知された${kinds[type]}`,
  timeEnds: ({ notice, type }, kinds) => `${notice}: 通知された${kinds[type]}の終わり`,
  timeReceived: ({ notice, stage }) =>
    `${notice} を受信 (${{ first: '最初の通知', reminder: '再通知', final: '最終通知', action: '措置の通知' }[stage]})`,
  timeDue: ({ notice }) => `${notice}: 回答期限`,
  timeNotice: ({ source, reference }) =>
    reference === undefined ? `${source} の通知` : `${source} の通知 ${reference}`,
  timeFindingEnds: ({ who, type }, kinds) => `${who === undefined ? '' : `${who}: `}${kinds[type]}の終わり`,
  timeOpened: () => 'ケースを作成',

  tableRequests: ({ known }) =>
    `${known ? 'クラウドのアドレスからのリクエスト' : 'リクエスト'} (月、URL、ユーザー、ステータス、ユーザーエージェント別)`,
  tableUsers: () => 'だれのログインが成功または失敗したか、どこからか',
  tableSources: () => 'クラウドのクライアント (サービスとリージョン別)',
  tableRotation: () => 'クラウドのアドレスが日ごとにどう入れ替わるか',
  tableRhythm: ({ known }) =>
    `${known ? 'クラウドのクライアント' : 'クライアント'}はどんな間隔でアクセスするか`,
  tableHours: ({ known }) =>
    `${known ? 'クラウドのクライアント' : 'クライアント'}は何時 (UTC) にアクセスするか`,
  tableClients: ({ known }) => `${known ? 'クラウドのクライアント' : 'クライアント'}はどんなプログラムか`,
  tableFlowPorts: () =>
    'こちらのホストとインターネットの間のフロー (ポート別、バイト数の多い順。ポートなし: 双方とも 32767 超)',
  tableFlowDays: () => 'こちらのホストとインターネットの間のフロー (日別)',
  tableFlowSources: () =>
    'こちらのホストへ送信したインターネット上のアドレス (日別。新規: それ以前の日に現れていないもの)',
  tableCut: ({ title, shown, rows, by }) =>
    rows === undefined
      ? `${title} (最初の ${count(shown)} 行。続きがあります)`
      : `${title} (${by} の多い順に ${count(rows)} 行のうち ${count(shown)} 行)`,
  seriesBytes: ({ host }) => `${host} とインターネットの間で送受信された量`,
  seriesFlows: ({ host }) => `${host} とインターネットの間のフローの記録`,
  seriesRequests: ({ provider, unit }) =>
    `${provider === undefined ? '' : `${provider} からの`}リクエスト数 (${{ hour: '1 時間', day: '1 日', week: '1 週間', '30 days': '30 日' }[unit]}ごと)`,
  fanNobody: () => 'インターネットへ通信したホストはありません',
  fanOnly: (told) => `${told.who} だけが${fanAim(told)}インターネット上のホストへ通信しました`,
  fanTimes: (told) =>
    `${told.who} が${fanAim(told)}通信したホストの数は、ほかのどのホストの約 ${about(told.times)} 倍です`,
  fanSeveral: (told) =>
    `複数のホストが${fanAim(told)} ${told.who} と同じくらいの数のインターネット上のホストへ通信しました`,
};
