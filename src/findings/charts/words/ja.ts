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
};
