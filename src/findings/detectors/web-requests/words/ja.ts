import { period } from '../../../../language/figures.ts';
import { count } from '../../../../language/grammar/ja.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { AttackClass } from '../../../web-classes/classes.ts';
import type { RequestMessages } from '../messages.ts';

const CLASSES: Readonly<Record<AttackClass, string>> = {
  'sql injection': 'SQL インジェクション',
  xss: 'クロスサイトスクリプティング',
  'local file inclusion': 'パストラバーサルおよび非公開ファイルへのアクセス',
  'remote file inclusion': 'リモートファイルインクルード',
  'command execution': 'OS コマンドインジェクション',
  'php injection': 'PHP インジェクション',
  'java attack': 'Java への攻撃 (Log4Shell など)',
  'protocol attack': 'プロトコル攻撃',
  scanner: 'スキャナーの痕跡',
};

export const ja: WordsOf<RequestMessages> = {
  requestClient: ({ client, provider }) => (provider === undefined ? client : `${client} (${provider})`),
  requestOthers: ({ addresses }) => `その他のアドレス ${count(addresses)} 件`,
  requestsAttacked: ({ who, requests, classes, paths, answered, odd, twice, when }) =>
    `${who} は、${period(when)} に ${count(paths)} 個のパスに対し、攻撃とみられるリクエストを ${count(requests)} 件送信しました (${classes.join('、')})。` +
    (answered === 0
      ? '成功応答を返したものはありません。'
      : `うち ${count(answered)} 件に成功応答を返しています。`) +
    (odd === 0
      ? '応答からは、攻撃が成功した形跡は見られません。'
      : `そのうち ${count(odd)} 件は応答のサイズまたは時間がそのパスの通常の応答と異なり、攻撃が成功した可能性があるため、最初に確認してください。`) +
    (twice === 0 ? '' : `うち ${count(twice)} 件は複数のログに記録されていますが、1 件として数えています。`),
  attackClass: ({ name, requests }) => `${CLASSES[name]} ${count(requests)} 件`,
  requestsProbed: ({ who, missing, asked, most, minutes, when }) =>
    `${who} は、${period(when)} に ${count(asked)} 個のパスを要求し、うち ${count(missing)} 個は存在しないか拒否されています ` +
    `(${count(minutes)} 分間で最大 ${count(most)} 個)。どのページからもリンクされていません。`,
  requestsScraped: ({ who, pages, most, minutes, crawler, when }) =>
    `${who} は、${period(when)} に ${count(pages)} ページを取得しました (${count(minutes)} 分間で最大 ${count(most)} ページ)。` +
    `ページに付随する画像やスタイルは取得していません${crawler ? '。クローラーを名乗っていますが、その名乗りは誰にでもできます' : ''}。`,
  requestsProbedMore: ({ addresses, named, missing, asked, most, minutes, when }) =>
    `上位 ${count(named)} 件のほかに、${count(addresses)} 件のアドレスが、${period(when)} に合計 ${count(asked)} 個のパスを要求し、` +
    `うち ${count(missing)} 個は存在しないか拒否されています (1 アドレスあたり ${count(minutes)} 分間で最大 ${count(most)} 個)。どのページからもリンクされていません。`,
  requestsScrapedMore: ({ addresses, named, pages, most, minutes, when }) =>
    `上位 ${count(named)} 件のほかに、${count(addresses)} 件のアドレスが、${period(when)} に合計 ${count(pages)} ページを取得しました ` +
    `(1 アドレスあたり ${count(minutes)} 分間で最大 ${count(most)} ページ)。ページに付随する画像やスタイルは取得していません。`,
  attackRule: ({ source, requests, times, answers, seconds }) =>
    `${source}。適用した値: 同一クライアントのリクエスト ${requests} 件。通常と異なる応答は、${answers} 件以上の通常の応答の最大サイズまたは最長時間の ${times} 倍を超えるもの (遅延は ${seconds} 秒以上)、またはほかに誰も要求していないファイル`,
  probingRule: ({ source, paths, minutes, percent }) =>
    `${source}。適用した値: 同一クライアントで ${minutes} 分間に存在しないパス ${paths} 個、かつ要求したパス全体の ${percent}%`,
  scrapingRule: ({ source, pages, minutes, percent }) =>
    `${source}。適用した値: 同一クライアントで ${minutes} 分間に ${pages} ページ、画像・スタイル・スクリプトはリクエストの ${percent}% 以下`,
  gapSameTimes: ({ requests }) =>
    `Web ログのリクエスト ${count(requests)} 件がすべて同じ時刻のため、短時間でのパスの探索やスクレイピングは判定できず、誰も該当としていません。リクエストごとの時刻があるログを用意してください`,
  sourceAttack: () =>
    '攻撃の種類は OWASP Core Rule Set の分類名、判定はデコード後のリクエストに対する独自の規則。応答の評価は独自の定義',
  sourceProbing: () =>
    'Zeek policy/misc/scan (5 分間に 25 件) と Jung et al. 2004 (80% が不成功) をパスに適用したもの',
  sourceScraping: () => 'OWASP Automated Threats の OAT-011 Scraping。数値は独自の定義',
  tableAttackClasses: () => '攻撃とみられるリクエスト (種類別)',
  tableAttackSources: () => '攻撃とみられるリクエスト (送信元・種類別)',
  tableVolume: ({ by, known }) =>
    `${known ? 'クラウドのクライアント' : 'クライアント'}への送信量と所要時間 (${{ url: 'URL', user: 'ユーザー', address: 'アドレス' }[by]}・結果別)`,
  name_attack_requests: () => '攻撃とみられるリクエスト数',
  name_attack_classes: () => '攻撃の種類数',
  name_attack_paths: () => '攻撃対象のパス数',
  name_attack_answered: () => '成功応答数',
  name_attack_odd: () => '通常と異なる応答数',
  name_attack_in_two_logs: () => '複数のログにあるリクエスト数',
  name_missing_paths: () => '存在しないパス数',
  name_asked_paths: () => '要求したパス数',
  name_missing_in_window: () => '最多時間帯の存在しないパス数',
  name_pages_read: () => '取得ページ数',
  name_pages_in_window: () => '最多時間帯のページ数',
  name_attack_class: () => '種類',
  name_paths: () => 'パス数',
  name_answered: () => '成功応答',
  name_refused: () => '拒否',
  name_largest_answer: () => '最大の応答',
  name_slowest_seconds: () => '最長の応答時間 (秒)',
};
