import { period } from '../../../../language/figures.ts';
import { count } from '../../../../language/grammar/ja.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ScriptMessages } from '../messages.ts';

export const ja: WordsOf<ScriptMessages> = {
  scriptUsed: ({ script, sure, requests, posts, clients, when, signs }) =>
    `${script} は、${sure ? '第三者がサーバーの操作に使っているスクリプトである可能性が高いです' : '原因のスクリプトである可能性がありますが、内容を見なければ判断できません'}。` +
    `${period(when)} に ${count(clients)} 件のクライアントからの ${count(requests)} 件のリクエスト (データ送信 ${count(posts)} 件) に応答しています。根拠: ${signs.join('、')}。`,
  scriptsMore: ({ scripts, named, requests, clients, when, sample }) =>
    `上位 ${count(named)} 件のほかに、同様に目立つスクリプトが ${count(scripts)} 件あります (${sample.join('、')}${sample.length < scripts ? ' など' : ''})。` +
    `${period(when)} に ${count(clients)} 件のクライアントからの ${count(requests)} 件のリクエストに応答しています。`,
  gapScripts: ({ scripts, most }) =>
    `Web シェルのような使われ方 (アクセス元が 1～2 件、アップロード用フォルダー内、または PUT で設置) のスクリプトが ${count(scripts)} 件あり、詳しく調べたのは可能性の高い ${count(most)} 件のみで、残りは調べていません`,
  scriptText: ({ path, signs }) => `${path} の内容: ${signs.join('、')}`,
  scriptFolder: ({ path }) => `スクリプトを置くべきでない場所 (${path})`,
  scriptPut: ({ client }) => `${client} による PUT での設置`,
  scriptOneClient: ({ client, others }) =>
    `アクセス元は ${client} のみ (ほかの ${count(others)} 件のクライアントはアクセスなし)`,
  scriptUnlinked: () => 'どのページからもリンクなし',
  scriptAfterUpload: ({ client, seconds, to }) =>
    `最初のリクエストは ${client} から ${to} へのデータ送信の ${count(seconds)} 秒後`,
  scriptTurned: ({ host, targets, all }) =>
    `${host} が初めて接続したホスト ${count(all)} 件のうち ${count(targets)} 件がリクエストの前後に集中`,
  scriptClaimed: ({ moments, all }) =>
    all === 1
      ? 'リクエストの時刻が通知の時刻と一致'
      : `通知に記載された ${count(all)} 個の時刻 (分単位) のうち ${count(moments)} 個がリクエストと一致`,
  scriptMailed: ({ exact, caller }) =>
    `通報されたメールのヘッダーに${exact ? 'このスクリプト' : '同じ名前のスクリプト'}の記載あり` +
    (caller === undefined ? '' : ` (呼び出し元として記載の ${caller} はログにも存在)`),
  scriptRule: ({ source, points, seconds, targets, lift }) =>
    `${source}。適用した値: ${points} 点、アップロード後 ${seconds} 秒、ホスト ${targets} 件、偶然の ${lift} 倍`,
  sourceScript: () =>
    'NSA と ASD の Web シェル検出の手引き (Detect and Prevent Web Shell Malware, 2020。少数のクライアント、リファラーなし、通常と異なるフォルダー、既知の内容) に、外向きの接続との照合を加えたもの',
  name_script_requests: () => 'スクリプトへのリクエスト数',
  name_script_posts: () => 'データ送信リクエスト数',
  name_points: () => '点数',
};
