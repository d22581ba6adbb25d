import { protocolName } from '../../../net/protocols.ts';
import { count, about, portWords } from '../../../language/grammar/ja.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { ChartMessages } from '../messages.ts';

function fanAim({ protocol, port }: { protocol?: number; port?: number }): string {
  return port === undefined
    ? ''
    : ` ${portWords(String(port), 1, protocol === undefined ? '' : protocolName(protocol))} で`;
}

export const ja: WordsOf<ChartMessages> = {
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
  fanOnly: (params) => `${params.who} だけが${fanAim(params)}インターネット上のホストへ通信しました`,
  fanTimes: (params) =>
    `${params.who} が${fanAim(params)}通信したホストの数は、ほかのどのホストの約 ${about(params.times)} 倍です`,
  fanSeveral: (params) =>
    `複数のホストが${fanAim(params)} ${params.who} と同じくらいの数のインターネット上のホストへ通信しました`,
  tableActors: ({ left }) =>
    `関与が疑われる外部のアドレスの行動 (全ログ、開始順)${left > 0 ? ` (グループの ${count(left)} 件のアドレスは省略)` : ''}`,
  name_who: () => '対象',
  name_log: () => 'ログ',
  name_outcome: () => '結果',
  name_about: () => '内容',
  name_records: () => '件数',
  name_actor_flows: () => 'フロー',
  name_actor_requests: () => 'リクエスト',
  name_actor_logins: () => 'ログイン',
  name_actor_alerts: () => 'アラート',
  name_actor_in: () => 'こちらへの通信',
  name_actor_out: () => 'こちらからの通信',
  name_actor_rejected: () => 'ファイアウォールで拒否',
  name_actor_answered: () => '応答',
  name_actor_redirected: () => '転送',
  name_actor_refused: () => '拒否',
  name_actor_failed: () => '失敗',
  name_actor_unknown: () => '不明',
  name_actor_right_refused: () => '正しいパスワードだが拒否',
  name_actor_succeeded: () => '成功',
  name_actor_verdict: () => '検知',
  name_actor_verdict_blocked: () => '検知してブロック',
  name_actor_verdict_passed: () => '検知したが通過',
  name_actor_ban_blocked: () => '遮断',
  name_actor_deed: () => 'ハニーポットでの操作',
  name_actor_download: () => 'ハニーポットへのファイルの提示',
  name_actor_download_passed: () => 'ハニーポットへのファイルの持ち込み',
  name_actor_event: () => '記録',
  name_actor_event_blocked: () => '記録 (拒否)',
  name_actor_event_passed: () => '記録 (通過)',
};
