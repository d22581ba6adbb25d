import { period } from '../../../../language/figures.ts';
import { count, duration, listed, portWords } from '../../../../language/grammar/ja.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { SpamMessages } from '../messages.ts';

export const ja: WordsOf<SpamMessages> = {
  mailedMany: ({ who, servers, ports, connections, busiest, window, when, before, takes_none }) =>
    `${who} が、${period(when)} に、${count(servers)} 台のメールサーバー ` +
    `(${portWords(listed(ports.map(String)), ports.length, 'TCP')}) へ ${count(connections)} 回接続しました。` +
    `${duration(window)}以内の最多は ${count(busiest)} 台です。` +
    (takes_none
      ? 'このホストがメールを受信している形跡はありません。'
      : 'このホストがメールを受信しているかどうかはログから分かりません。') +
    (before === undefined
      ? '以前からメールを送っていたかどうかを判断できるだけの期間がログにありません。'
      : `それ以前の ${duration(before)}のフローには、メールの送信はありません。`),
  spamRule: ({ source, servers, window, history }) =>
    `${source}。適用した値: ${duration(window)}にメールサーバー ${count(servers)} 台、履歴とみなす期間 ${duration(history)}。` +
    'ポート 25、465、587 で応答するホストは除外',
  sourceSpam: () =>
    'GuardDuty Backdoor:EC2/Spambot (履歴のないポート 25 へのメール送信)。サーバー数は独自の定義',
  gapMailUnseen: ({ hosts, sample }) =>
    `こちらのホスト ${count(hosts)} 台 (${listed(sample)}${hosts > sample.length ? '、…' : ''}) が非常に多くのメールサーバーへ送信しています。` +
    'フローログはゲートウェイのもので、これらがメールサーバーとして受信もしているかは分かりません。ホスト自身のインターフェイスのログが必要です',
  name_mail_connections: () => 'メールサーバーへの接続数',
  name_mail_servers_in_busiest_window: () => '最多の時間枠のメールサーバー数',
  name_seconds_without_mail: () => 'それ以前のメール送信のない期間',
};
