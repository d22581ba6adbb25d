import {
  clientKinds,
  records,
  count,
  listed,
  some,
  abuseTypes,
  duration,
} from '../../language/grammar/ja.ts';
import { instantText, laterText } from '../../language/figures.ts';
import type { Instant } from '../../model/instant.ts';
import type { WordsOf } from '../../language/words.ts';
import type { CaseMessages } from '../messages.ts';

/** What helps where a clock or its zone is wrong. */
const ZONE_CURE =
  '時計またはタイムゾーンが誤っています。別のログと照合し、タイムゾーンを --zone で指定してください';

function whatOf({ rules, pictures, replay }: CaseMessages['gapMemory']): string {
  const parts = [
    rules.length > 0 && `${listed(rules)} による検出`,
    pictures > 0 && `レポートの表またはグラフ ${count(pictures)} 件`,
    replay && 'ブロックした場合に止められた通信の試算',
  ];
  return listed(parts.filter((part) => part !== false));
}

/** How far logs must reach to tell it. */
function willTell(last: Instant, known: Instant | undefined): string {
  return known === undefined ? '' : `ログが ${laterText(last, known)} まで続けば判断できます。`;
}

export const ja: WordsOf<CaseMessages> = {
  caseBusy: () => '別の実行がこのケースを処理中です。終了するまでお待ちください',
  gapUnknown: (params) => `種類を判別できず、読み取っていません: ${some(params)}`,
  gapPrograms: ({ programs, more }) =>
    `abusedesk が読み取らないプログラムの行: ${some({ names: programs.map(({ name, lines }) => `${name} (${count(lines)})`), more })}`,
  gapUnreadable: (params) => `開けませんでした: ${some(params)}`,
  gapZone: (params) =>
    `${some(params)} の時刻にはタイムゾーンがないため、UTC として読み取りました。時計が別の時刻を示していた場合は --zone で指定してください`,
  gapPartial: ({ path, why }) =>
    `${path} は一部しか読み取っていません。残りの部分に記録された活動が、実際にはあった可能性があります: ${why}`,
  gapChanged: ({ path }) =>
    `${path} は読み取り中に変更されました。結果は、証拠の一覧に SHA-256 を記載したバイト列に基づいており、現在のファイルに残っていない行は引用していません。書き込まれない場所にコピーし、そのコピーを調査してください`,
  gapMemory: (left) =>
    `次のものは、許可されたメモリーを超えたため省略しました: ${whatOf(left)}。abusedesk.yaml に memory: 2GB と設定し、もう一度調査してください`,
  gapLost: ({ path }) =>
    `${path}: ログによると記録の一部が失われています (SKIPDATA)。ここにない通信も、実際にはあった可能性があります`,
  gapTags: ({ columns }) =>
    `フローログにはタグのフィールドがありますが、${columns.join(', ')} に値が 1 つもありません。作成時に TagFieldSpecifications が指定されていないか、リソースにそのタグが付いていないか、ログにタグを読み取る権限がありません (その場合 AWS はエラーを出さずに「-」を書き込みます)。名前が必要な場合は、タグキーを指定してフローログを作成してください`,
  gapRejected: ({ path, rejected, read }) =>
    `${path}: ${count(read)} 行のうち ${count(rejected)} 行を読み取れませんでした。証拠の一覧をご覧ください`,
  gapFuture: ({ last, hours, ...files }) =>
    (files.names.length === 1
      ? `${some(files)}: 最後の記録 (${instantText(last)}) が ${hours} 時間先の時刻です。`
      : `${some(files)}: 最後の記録が未来の時刻です (最大で ${hours} 時間先、${instantText(last)})。`) +
    ZONE_CURE,
  gapWritten: ({ last, written, hours, ...files }) =>
    (files.names.length === 1
      ? `${some(files)}: 最後の記録 (${instantText(last)}) が、ファイルの最終更新 (${instantText(written)}) より ${hours} 時間あとの時刻です。`
      : `${some(files)}: 最後の記録が、ファイルの最終更新よりあとの時刻です (最大で ${hours} 時間、記録は ${instantText(last)}、更新は ${instantText(written)})。`) +
    ZONE_CURE,
  gapShifted: ({ path, other, minutes, cure }) =>
    `${path}: 時計が ${other} より ${duration(Math.abs(minutes) * 60)}${minutes > 0 ? '進んで' : '遅れて'}います (この差を除くと、同じクライアントが両方のログで同じ時刻に活動しています)。どちらかの時計が誤っており、両者の時刻はそのままでは比較できません` +
    (cure === undefined ? '' : `。${path} の時計が誤っている場合は、${cure} を付けて読み直してください`),
  gapPassedOver: ({ reason, ...files }) => `${some(files)}: 使える記録がありませんでした (${reason})`,
  gapNote: ({ path, note }) => `${path}: ${note}`,
  gapMore: ({ count: more }) =>
    `同種の項目がほかに ${count(more)} 件あります。ファイルごとの記録は manifest.json にあります`,
  gapOverlap: ({ first, second, rows, table }) =>
    `${first} と ${second} には共通の記録が ${count(rows)} 件あり (${table})、二重に数えられています。同じ記録であれば、どちらか一方のファイルだけを渡してください`,
  gapNoRanges: ({ update }) =>
    `事業者のアドレス範囲が分からないため、アドレスの持ち主を示せません。${update} を実行するか、ip-ranges.json をフォルダーに入れてください`,
  gapNotLoaded: ({ addresses, asked, notLoaded, update }) =>
    `${count(addresses)} 個のアドレスは、照会したアドレス範囲の一覧 (${listed(asked)}) のどれにもありません。` +
    `読み込まれていないため照会していない一覧: ${listed(notLoaded)}。公開されているものは ${update} で取得できます`,
  gapDistant: ({ provider, published, days, edge, drift }) =>
    `手元で最も近い ${provider} のアドレス範囲 (${published} 公開) は、証拠の${edge === 'begins' ? '始まり' : '終わり'}より ` +
    `${count(Math.abs(days))} 日${days > 0 ? '後' : '前'}のものです` +
    (drift === undefined
      ? ''
      : `。${drift.days} 日のうちに、そのアドレスの ${drift.relabelled}% は区分が変わり、${drift.added}% が新たに加わり、${drift.gone}% が一覧から消えます`),
  gapUnusedRule: ({ pattern, kind }) =>
    `${pattern} に当てはまる証拠のファイルがないため、指定された${kind === 'zone' ? 'タイムゾーン' : '年'}は使われていません`,
  gapUnusedFormat: ({ format }) =>
    `指定されたログ形式 ${format} の証拠のファイルがないため、この形式は使われていません`,
  gapBalancers: (params) =>
    `インベントリにあるロードバランサーの X-Forwarded-For を信頼しました: ${some(params)}`,
  gapProxies: (params) =>
    `X-Forwarded-For 付きのリクエストが ${some(params)} から来ています。自組織のプロキシであれば --trusted-proxy で指定すると、その先のクライアントを区別できます`,
  nextTogether: ({ host, others }) =>
    `${host} と ${listed(others)} の内部を調べてください。フローログでは区別できません`,
  nextSnapshot: ({ host, snapshot, find, named }) =>
    `何よりも先に ${host} の証拠を保全してください: ${snapshot}${find === undefined ? '' : `; INSTANCE-ID: ${find}`}${named ? '。インスタンスは通知に記載されたものです' : ''}`,
  nextCutOff: ({ host, stop, plan }) =>
    `${host} を切り離してください。次のコマンドで停止します: ${stop} または、サブネットのネットワーク ACL で通信を拒否します。セキュリティグループを変更しても、すでに開いている接続は切れません${plan === undefined ? '' : `。それぞれの手段が何を切り、ほかに何に影響し、どう元に戻すか: ${plan}`}`,
  nextStopOutbound: ({ host, ports: at, targets, block, attempt }) =>
    `${host} を止められない場合は、${count(targets)} 台のホストに接続していた外部の TCP ポート ${listed(at.map(String))} への通信を開始できないようにしてください。少なくとも苦情を申し立てた相手への通信は遮断します ` +
    `(TARGETS.txt に 1 行 1 アドレス): ${block} その後、このホストから手動で 1 回接続を試します: ${attempt} 出力をフォルダーに入れると、接続が失敗することの証拠になります`,
  nextInside: ({ host, inspect, collector }) =>
    `${host || '通知で指摘されたホスト'} で、どのプログラムまたはスクリプトが送信しているか、どう侵入されたかを調べてください。そのホストで root として実行します: ${inspect} Node がない場合は、次のスクリプトの出力も読み取れます: ${collector} 出力を、ウェブサーバーのログとページ一式の写しとともにフォルダーに入れてください。手順: docs/how-to/look-inside-a-host.md`,
  nextMailTraces: ({ host, traces, find, accounts }) =>
    `通報されたメッセージを何が送信したか、そのヘッダーにある次のものを ${host || '指摘されたホスト'} で探してください: ${listed(traces)}。送信者が書いた可能性もあるため、手がかりであって証拠ではありません。` +
    (find === undefined ? '' : `スクリプトの場所: ${find}。`) +
    (accounts.length === 0
      ? ''
      : `メールサーバーのログにその時刻の ${listed(accounts)} のログインがあれば、パスワードを変更し、セッションを終了してください`),
  nextScanFiles: ({ host, scan }) =>
    `${host} に感染したファイルがないか調べてください。スクリプトを置いた者はほかのファイルも残している可能性があります: ${scan} ディスクのスナップショットの場合は --root DIR を付けます`,
  nextSnapshotElsewhere: ({ host }) =>
    `何よりも先に ${host} の証拠を保全してください: 事業者のツールでディスクのスナップショットを取得します`,
  nextCutOffElsewhere: ({ host }) =>
    `${host} を切り離してください。停止するか、その送信をホストの外側で遮断し、すでに開いていた接続が終了したことを確認します`,
  nextFlowLogsElsewhere: ({ lacks }) =>
    `次の記録を取得してください: ${listed(lacks)}。事業者側に記録がない場合は、いまフローログを有効にしてください`,
  nextFlowLogsKept: ({ lacks, kept }) =>
    `次の記録を取得してください: ${listed(lacks)}。インベントリによると、フローログの保存先は ${listed(kept)} です: docs/how-to/get-flow-logs.md`,
  nextFlowLogs: ({ lacks, describe, create, find, buckets }) =>
    `次の記録を取得してください: ${listed(lacks)}。保存先の確認: ${describe} フローログがない場合は、いま有効にしてください: ` +
    `${create}${find === undefined ? '' : `; VPC-ID: ${find}`}; BUCKET (お手元のバケット): ${buckets}; 手順: docs/how-to/get-flow-logs.md`,
  nextInventory: () =>
    'アドレスに名前が付くよう、インベントリを追加してください: docs/how-to/collect-inventory.md',
  nextAgain: () => '足りないログがそろったら、同じコマンドをもう一度実行してください',
  nextKey: ({ id, deactivate, used, history }) =>
    `アクセスキー ${id} を直ちに無効にしてください: ${deactivate}。所有者と最後に使われた場所: ${used}。` +
    `過去 90 日間にこのキーで行われた操作（リージョンごとに）: ${history}`,
  nextKeyElsewhere: ({ id }) =>
    `アクセスキー ${id} を探し出して直ちに無効にし、そのキーで行われた操作を確認してください`,
  nextPasswords: ({ users }) =>
    `${listed(users)} のパスワードを直ちに変更し、開いているセッションを終了し、メールボックスのルールと転送設定を確認してください`,
  nextBlock: ({ prefixes, bad, users, more, others, plan, keep }) => {
    const own =
      users.length === 0
        ? '自組織の利用者で遮断される人はいませんでした'
        : `自組織の利用者では ${listed(users)}${more > 0 ? ` ほか ${count(more)} 人` : ''} も遮断されるところでした`;
    const beside = others.length === 0 ? '' : `。ほかに遮断されるのは、${clientKinds(others)}`;
    return `次の ${count(prefixes)} 個のプレフィックスを遮断してください。攻撃者の通信 (${records(bad)}) はここから来ています。${own}${beside}: ${plan}${keep === undefined ? '' : `。${keep}`}`;
  },
  nextKeepBlock: ({ what, prefixes, users, more, others, alike, schedule }) => {
    const own =
      users.length === 0
        ? '自組織の利用者への影響なし'
        : `自組織の利用者では ${listed(users)}${more > 0 ? ` ほか ${count(more)} 人` : ''} も遮断`;
    const beside = others.length === 0 ? '' : `、ほかに ${clientKinds(others)}`;
    return `公開されている範囲は変わります。遮断を適用したら、その日に公開されている ${what} 全体 (現在 ${count(prefixes)} 個のプレフィックス。${alike ? '遮断される相手は同じ' : `${own}${beside}`}) をサーバー本体で毎日遮断し直してください: ${schedule} (Windows では --sink windows-firewall)`;
  },
  nextAskUsers: ({ ask }) =>
    `そこからサインインするサービスを使っていないか、利用者本人に確認してください: ${ask}`,
  nextComplain: ({ complain }) => `攻撃元の事業者に報告してください。送信前に内容を確認できます: ${complain}`,
  nextInterim: ({ path }) => `通知への返信として中間回答を送ってください: ${path}`,
  nextSecurityContact: ({ missing, read, set }) =>
    `再発防止策を書く前に、セキュリティ担当の連絡先をご確認ください。${missing ? '通知によれば未登録で、通知はアカウントの所有者にしか届きません。' : '登録しておけば、通知がすぐに届きます。'}確認: ${read}。登録: ${set}`,
  nextFinal: ({ path }) => `最終回答の空欄を埋めて送ってください: ${path}`,
  nextDispute: ({ path }) =>
    `記録が通知の内容と一致しません。該当行を添えた異議の文面を確認し、送ってください: ${path}`,
  nextProve: ({ why, ...named }) =>
    `通知に返信したり、通知に記載された対象 (${some(named)}) にコマンドを実行したりする前に、本物の通知であることを確かめてください: ${why}。同じケースが事業者のコンソールにあり、記載された対象がご自身のものであることが必要です`,
  nextForged: () =>
    '偽装された通知には返信せず、中のものは開かないでください。本物の通知がないか、事業者のコンソールで確認してください',
  nextRanges: ({ update }) =>
    `アドレスの持ち主が分かるよう、公開されているアドレス範囲を取得してください: ${update}`,
  stopSeen: ({ last, ends }) =>
    `最後に確認されたのは ${instantText(last)} です。ログは ${laterText(last, ends)} まで続いていますが、その後は見られません。`,
  stopGoing: ({ ends }) => `ログが終わる ${instantText(ends)} の時点でも、まだ続いていました。`,
  stopShortly: ({ last, seconds, known }) =>
    `まだ続いているものとして扱ってください。最後に確認されたのは ${instantText(last)} で、ログはそのわずか ${duration(seconds)}後に終わっています。${willTell(last, known)}`,
  stopLogEnds: ({ last, known }) =>
    `止まったかどうかは判断できません。ログは、この活動が最後に見られた ${instantText(last)} で終わっています。${willTell(last, known)}`,
  stopTooShort: ({ last, seconds, known }) =>
    `止まったかどうかは判断できません。最後に確認されたのは ${instantText(last)} で、ログはその ${duration(seconds)}後に終わっています。${willTell(last, known)}`,
  stopUnknown: () => '止まったかどうかは、提供された資料からは判断できません。',
  stopNotSeen: ({ ends }) => `ログは ${instantText(ends)} まで続いていますが、該当する活動は見られません。`,
  tierFree: ({ gb }) => `無料枠 (毎月 ${gb} GB)`,
  tierStep: ({ step, tb }) =>
    ({ first: `最初の ${tb} TB`, next: `次の ${tb} TB`, above: `${tb} TB 超` })[step],
  tierNat: () => 'NAT ゲートウェイのデータ処理',
  tierZones: () => 'アベイラビリティーゾーン間の転送',
  costList: ({ as_of: asOf, source }) => `${asOf} 時点の定価です (${source})。税金と割引は含みません`,
  costRegion: ({ reference }) => `リージョンが不明なため、${reference} の料金を使っています`,
  costNoPrice: ({ egress, nat, region, reference }) =>
    `${region} の${listed([...(egress ? ['データ送信'] : []), ...(nat ? ['NAT ゲートウェイ'] : [])])}の料金が手元にないため、${reference} の料金を使っています`,
  costLastPrice: ({ tier }) =>
    `「${tier}」は手元にある最後の料金で計算しています。実際の料金はこれより低くなります`,
  costFree: ({ gb, since }) => `毎月 ${gb} GB を無料としています (${since} 以降の条件)`,
  costAlone: ({ provider }) =>
    `この月にほかの通信が ${provider} から出ていないものとしています。ほかの通信があれば、無料枠が減り、単価の低い区分に移ります`,
  costInternet: ({ provider }) =>
    `すべてのバイトがインターネットへ出たものとしています。ほかの ${provider} リージョンやサービスへの通信は料金が異なります`,
  costLeftOut: ({ zones }) =>
    `次のものは含みません: インスタンスと NAT ゲートウェイの時間料金、${zones ? '' : 'アベイラビリティーゾーン間の通信、'}NAT ゲートウェイを通って受信したバイト、ロードバランサー、フローログ自体`,
  costClaimed: () => '通知に記載された数値による計算です。これを示すフローログはケースにありません',
  costServed: ({ gb }) =>
    `このうち ${count(gb)} GB は外部から届いた要求への応答です。自社サービスの通信であり、通知された通信ではありません`,
  timeBegins: ({ notice, type }) => `${notice}: 通知された${abuseTypes[type]}の始まり`,
  timeMoment: ({ notice, type }) => `${notice}: 通知された${abuseTypes[type]}`,
  timeEnds: ({ notice, type }) => `${notice}: 通知された${abuseTypes[type]}の終わり`,
  timeReceived: ({ notice, stage }) =>
    `${notice} を受信 (${{ first: '最初の通知', reminder: '再通知', final: '最終通知', action: '措置の通知' }[stage]})`,
  timeDue: ({ notice }) => `${notice}: 回答期限`,
  timeNotice: ({ source, reference }) =>
    `${source === undefined ? '書式によらない通報' : `${source} の通知`}${reference === undefined ? '' : ` ${reference}`}`,
  timeLogEnds: ({ who, type }) =>
    `${who === undefined ? '' : `${who}: `}${abuseTypes[type]}の最後の記録。直後にログが終わっており、その後も続いたかどうかは分かりません`,
  timeFindingEnds: ({ who, type }) => `${who === undefined ? '' : `${who}: `}${abuseTypes[type]}の終わり`,
  timeOpened: () => 'ケースを作成',
};
