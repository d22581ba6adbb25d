import { count } from '../../language/grammar/ja.ts';
import type { WordsOf } from '../../language/words.ts';
import type { IntakeWhat, ScreenMessages } from '../messages.ts';

const TAKEN: Readonly<Record<IntakeWhat, string>> = {
  opened: 'ケースを新規作成',
  continued: '既存のケースに追加',
  known: '登録済み',
  answer: '送付文書への返信（要確認）',
  forged: '偽造のため処理なし',
  other: '通知ではない',
  failed: '失敗',
};

const STAGES = {
  first: '最初の通知',
  reminder: '再通知',
  final: '最終通知',
  action: '事業者による措置',
} as const;

const STOPPED = {
  stopped: '停止済み',
  going_on: '継続中',
  cannot_tell: '停止したかどうかは不明',
  not_seen: 'ログには見当たりません',
} as const;

const ANSWERS = { interim: '中間回答', final: '最終回答', other: '回答' } as const;

export const ja: WordsOf<ScreenMessages> = {
  screenDeadline: () => '回答期限',
  screenEvidence: () => '証拠',
  screenSources: () => '攻撃元',
  screenAttackers: ({ addresses, groups, more }) => {
    const parts = groups.map(
      ({ name, addresses: some }) => `${name ?? '照会した一覧にないもの'} ${count(some)} 個`,
    );
    if (more > 0) parts.push(`その他 ${count(more)} 個`);
    return `アドレス ${count(addresses)} 個: ${parts.join('、')}`;
  },
  screenCost: () => '費用',
  screenPrice: ({ usd, size }) => `${usd} (送信量 ${size}、定価)`,
  screenCounted: ({ usd, size }) => `ホストのインターフェースのカウンターによる ${size} では ${usd}`,
  screenFindings: () => '検出内容',
  screenMissing: () => '不足している情報',
  screenNext: () => '次の手順',
  screenReport: () => 'レポート',
  screenLetters: () => '回答文',
  screenMore: ({ count: more }) => `ほか ${count(more)} 件はレポートに記載`,
  screenTimeline: ({ who }) => `${who ?? '攻撃元'} の行動 (ログ別、UTC)`,
  screenAddresses: ({ count: some }) => `${count(some)} アドレス`,
  screenTimelines: ({ count: more }) => `ほかの ${count(more)} 者の行動はレポートに記載`,
  screenForged: () => 'なし: 偽造された通知に期限はありません',
  screenNoDeadline: () => '通知に記載がありません',
  screenUndated: ({ sender, hours }) =>
    `受信から ${hours} 時間以内 (${sender})。受信日時が本文にないため、--received YYYY-MM-DDThh:mmZ で指定してください`,
  screenLeft: ({ duration }) => `残り ${duration}`,
  screenOverdue: ({ duration }) => `期限を ${duration} 過ぎています`,
  screenPast: ({ duration }) => `期限から ${duration}が経過しています`,
  screenCounts: ({ files, size, read, parsed, rejected, skipped }) =>
    `${count(files)} ファイル (${size})、読み取り ${count(read)} 件 = ` +
    `解析 ${count(parsed)} 件 + 不正 ${count(rejected)} 件 + 対象外 ${count(skipped)} 件`,
  screenDueStage: ({ stage, next }) =>
    `${STAGES[stage]}${next === undefined ? '' : `（回答がない場合、次は${STAGES[next]}）`}`,
  screenUnanswered: () => '未回答（ケースに記録なし）',
  screenAnswered: ({ kind, at }) => `${ANSWERS[kind]}を送信済み（${at}）`,
  screenMoreTime: ({ at }) => `期限の延長を依頼済み（${at}）`,
  screenAbout: ({ name, by, more }) =>
    `${by === 'logs' ? 'ログから判明' : '通知に記載'}: ${name}${more > 0 ? ` ほか ${count(more)} 件` : ''}`,
  screenCameIn: ({ at }) => `受信 ${at}`,
  screenStopped: ({ state }) => STOPPED[state],
  screenOn: ({ host }) => `${host} 上のケース（索引の記録による）`,
  screenGone: () => 'フォルダーが見つかりません（索引の記録を表示しています）',
  screenCaseGone: ({ id, folder }) =>
    `ケース ${id} は ${folder} にありません。不要であれば次を実行してください: abusedesk cases --forget ${id}`,
  screenIndexFailed: ({ why }) => `ケースは正常に保存しましたが、ケースの索引を更新できませんでした: ${why}`,
  screenNothingDue: () => '期限のあるものはありません。通知を含むケースが見つかりませんでした。',
  screenMoreCases: ({ read }) =>
    `一度に読み取れる数を超えるケースがあります。${count(read)} 件を読み取りました。`,
  screenReceivedUnused: () => '--received は使用しませんでした。受信日時はすべての通知に記載されています。',
  screenUnchanged: ({ files, answers }) =>
    `${count(files)} ファイルとも前回から変わっていません。${answers ? '読み取り結果と検出結果' : '読み取り結果'}は案件に保存済みのものを使いました。`,
  screenLakeChanged: () => 'lake/ 内のファイルが書き込み時の内容と異なっていたため、その分を作り直しました。',
  screenKept: ({ path }) => `編集済みのファイルを ${path} として残しました`,
  phaseSurvey: () => '内容を確認しています',
  phaseRead: () => '読み取っています',
  phaseAddresses: () => 'アドレスの持ち主を調べています',
  phaseRoles: () => '通信を中継するだけの機器を調べています',
  phaseFindings: () => '記録を分析しています',
  phaseClaims: () => '通知の内容を証拠と照合しています',
  phaseReplay: () => '遮断した場合の影響を試算しています',
  phaseDraw: () => '図を作成しています',
  phaseWrite: () => '案件を書き込んでいます',
  intakeTaken: ({ what }) => TAKEN[what],
  intakeCounts: ({ read, counts }) =>
    [
      `メール ${count(read)} 通を確認`,
      ...counts.map(({ what, count: some }) => `${TAKEN[what]} ${count(some)}`),
    ].join(' · '),
  intakeMore: ({ read }) =>
    `一度に処理できる数を超えるメールがあります。先頭の ${count(read)} 通を確認しました。`,
  progressLeft: ({ phase, duration }) => `${phase}、残り ${duration}`,
};
