import type { Instant } from '../../model/instant.ts';
import type { BlockStep } from '../../model/block.ts';
import { clientKinds, records, about, count, duration } from '../../language/grammar/ja.ts';
import type { WordsOf } from '../../language/words.ts';
import type { Direction } from '../rule.ts';
import type { BlockMessages } from './messages.ts';

const numbers = ({ add, remove }: { add: number; remove: number }): string =>
  `追加 ${count(add)} 個、削除 ${count(remove)} 個`;

const STEPS: Readonly<Record<BlockStep, string>> = {
  addresses: '攻撃者のアドレスそのもの',
  prefixes: 'それらを含む公開プレフィックス',
  service_in_region: '該当リージョンのサービス',
  service: 'サービス全体',
  provider: '事業者全体',
};

const TRAFFIC: Readonly<Record<Direction, string>> = {
  in: '相手から始まる接続',
  out: 'こちらから始まる接続',
  both: '双方向の通信すべて',
};

/** How far logs must reach to tell it. */
function willTell(known: Instant | undefined): string {
  return known === undefined ? '' : `。ログが ${known} まで続けば判断できます`;
}

export const ja: WordsOf<BlockMessages> = {
  blockFillsTable: (told) => `nftables: テーブル ${told.table} のセットに登録します (${numbers(told)})`,
  blockPointsTable: ({ table }) => `nftables: テーブル ${table} のルールをそのセットに切り替えます`,
  blockClosesOff: ({ program }) =>
    `${program}: 下のルールが有効になるまで、これらのアドレスとの通信をすべて止めます。継続中の接続がこのホスト発の接続と取り違えられるのを防ぐためです`,
  blockRemovesTable: ({ table }) => `nftables: テーブル ${table} を削除します`,
  blockMakesSets: ({ sets, prefixes }) =>
    `ipset: 新しいセット ${count(sets)} 個にプレフィックス ${count(prefixes)} 個を登録し、件数を照合します`,
  blockSwitchesRules: (told) => `${told.program}: ルールを新しいセットに切り替えます (${numbers(told)})`,
  blockRemovesSets: ({ sets }) => `ipset: 古いセット ${count(sets)} 個を削除します`,
  blockWritesFile: (told) => `${told.path} を書き込み、検査してから読み込ませます (${numbers(told)})`,
  blockReplacesList: (told) => `リスト ${told.list} を置き換えます (${numbers(told)})`,
  blockNothingChanges: () => '変更はありません。すでに適用されています',

  keptOwn: () => 'このコンピューター自身のアドレスです',
  keptGateway: () => 'デフォルトゲートウェイです',
  keptResolver: () => 'このコンピューターが使う DNS サーバーです',
  keptSession: () => '管理のために現在ログイン中の接続元です',
  keptAsked: () => '--keep で指定されています',

  blockFits: ({ prefixes }) => `収まります: プレフィックス ${count(prefixes)} 個、余分な遮断はありません`,
  blockFitsOver: ({ exact, used, percent }) =>
    `${count(exact)} 個を ${count(used)} 個のプレフィックスにまとめて収めます。対象より ${about(percent)}% 多いアドレスが遮断されます`,
  blockFamilyLeft: ({ family, prefixes, sink }) =>
    `${sink} は IPv${family} に対応していないため、プレフィックス ${count(prefixes)} 個は遮断されません`,
  blockGoneAfterRestart: ({ command }) => `再起動すると消えます。起動のたびに適用するには: \`${command}\``,
  blockStaysAfterRestart: () => '再起動後も残ります',
  blockEnds: ({ until, command }) => `${until} に自動で終了します。残すには、それまでに: \`${command}\``,
  blockNotTried: ({ sink }) => `${sink} 向けの出力は、実機では試していません`,
  blockUnread: ({ why }) => `現在の設定を読み取れませんでした: ${why}`,
  blockListsMissing: ({ provider, lists, command }) =>
    `対象は ${provider} の一部のみです。読み込まれていないリスト: ${lists.join('、')} (${command})`,

  blockStep: ({ step, of, prefixes }) =>
    `${STEPS[step]}${of.length === 0 ? '' : ` (${of.join('、')})`}: プレフィックス ${count(prefixes)} 個`,
  blockStopsBad: ({ sent, clients, signedIn: { times, users } }) =>
    `攻撃者 (アドレス ${count(clients)} 件) の通信をすべて止めます: ${records(sent)}` +
    (times === 0 ? '' : ` (うち認証に成功したもの ${count(times)} 件、アカウント ${count(users)} 件)`),
  blockStopsNoGood: () => 'ほかに止まる人はいません',
  blockStopsGood: ({ users, more, others, sent }) => {
    const own =
      users.length === 0
        ? '自組織の利用者は遮断されません'
        : `自組織の利用者では ${users.join('、')}${more > 0 ? ` ほか ${count(more)} 人` : ''} が遮断されます`;
    const beside = others.length === 0 ? '' : `。ほかに遮断されるのは、${clientKinds(others)}`;
    return `${own}${beside} (${records(sent)})`;
  },
  blockHeld: ({ days, stopped, all }) =>
    `最初の ${count(days)} 日の後に遮断していれば、その後の ${count(all)} 件のうち ${count(stopped)} 件を止めていました`,
  blockNarrowest: ({ step }) => `効果のある最も狭い範囲: ${STEPS[step]}`,

  blockNothing: () => '現在、遮断しているものはありません',
  blockRule: ({ prefixes, direction, port, until }) =>
    `プレフィックス ${count(prefixes)} 個、${TRAFFIC[direction]}` +
    `${port === undefined ? '' : `、ポート ${port}`}${until === undefined ? '' : `、${until} まで`}`,
  blockCounter: ({ what, packets, bytes }) =>
    `${what}: パケット ${count(packets)} 個、${count(bytes)} バイトを遮断`,
  blockProbe: ({ address, port, connected, stopped }) =>
    `${address} ポート ${port} への接続試行: ${connected ? '接続できました' : '接続できませんでした'}、` +
    `遮断されたパケット ${count(stopped)} 個`,
  blockStopped: ({ since, until, before }) =>
    `止まりました: ${since} の遮断以降、${until} までのログに該当する要求はありません (遮断前: ${count(before)} 件)`,
  blockNotStopped: ({ since, after, sample, last }) =>
    `止まっていません: ${since} の遮断後に要求が ${count(after)} 件あり、最後は ${last} です (${sample.join('、')})`,
  blockLogsEnd: ({ since, until, known }) =>
    `まだ判断できません: ログは ${until} までで、遮断は ${since} です。より新しいログでケースを作成してください${willTell(known)}`,
  blockNothingBefore: ({ since }) =>
    `まだ判断できません: このログでは、${since} の遮断より前にも該当する要求がほとんどありません`,
  blockPaused: ({ pause, silence, known }) =>
    `まだ判断できません: 要求が途絶えて ${duration(silence)} ですが、遮断前にも ${duration(pause)} 途絶えたことがあります${willTell(known)}`,
  blockNoRequests: () =>
    'まだ判断できません: ケースに要求もログインもありません。フローログは、このコンピューターのファイアウォールに届く前のパケットの記録です',
  blockUndone: ({ deed, at, prefixes }) =>
    `取り消しました: ${at} の${deed === 'apply' ? '遮断' : '確定'}、プレフィックス ${count(prefixes)} 個`,
  blockRuns: ({ command }) => `起動のたびと毎日実行します: ${command}`,
  blockWritten: ({ path }) => `書き込みました: ${path}`,

  blockSink: ({ title, marks }) => `${title}: ${marks.join('、')}`,
  sinkApplied: () => '直接適用可',
  sinkHandedOver: () => '手作業で適用するファイルを出力',
  sinkTimer: () => '期限で自動終了',
  sinkCapacity: ({ entries }) => `最大 ${count(entries)} 件`,
  sinkTried: ({ program }) => `${program} で動作確認済み`,
  sinkUntried: () => '実機では未確認',
};
