import { portName } from '../../../../net/ports.ts';
import { period } from '../../../../language/figures.ts';
import { count, percent } from '../../../../language/grammar/ja.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { BruteForceMessages } from '../messages.ts';

const service = (port: number): string =>
  `TCP ポート ${port}${portName(port) === undefined ? '' : ` (${portName(port)})`}`;

export const ja: WordsOf<BruteForceMessages> = {
  guesses: ({ who, port, connections, hosts, when }) =>
    `${who} が、${period(when)} に、${count(hosts)} 台のホストの ${service(port)} へ ${count(connections)} 回接続しました。` +
    'どれもログイン失敗と同じ大きさで一様なため、フローから見るかぎりパスワードの総当たりです。確認にはそのホスト自身のログが必要です。',
  guessesAtUs: ({ who, port, connections, hosts, when }) =>
    `${who} が、${period(when)} に、こちらの ${count(hosts)} 台のホストの ${service(port)} へ ${count(connections)} 回接続しました。` +
    'どれもログイン失敗と同じ大きさで一様なため、フローから見るかぎりパスワードの総当たりです。対象のアカウントはサービスのログで分かります。',
  guessesAtUsMore: ({ sources, named, connections, when }) =>
    `接続の多い上位 ${count(named)} 件のほかに、${count(sources)} 件のアドレスが、${period(when)} に、こちらのログインサービスへログイン失敗と同じ大きさの接続を合計 ` +
    `${count(connections)} 回行いました。`,
  guessRule: ({ source, connections, other, minutes, share, one }) =>
    `${source}。適用した値: ${count(minutes)} 分間に ${count(connections)} 回の接続 (大きさが公表されていないサービスは ${count(other)} 回)、` +
    `1 台のサーバーへ ${count(one)} 回、同じ大きさの割合 ${percent(share)}、定時実行は除く`,
  sourceGuess: () =>
    'NEMEA の総当たり検出 (30 フロー、SSH・Telnet・RDP の大きさ)、SSHCure (連続 10 回、一様な通信)。ほかのサービスは独自の定義',
  sourceGuessAtUs: () =>
    'NEMEA の総当たり検出 (外部からの 30 フロー、SSH・Telnet・RDP の大きさ)、SSHCure (連続 10 回、一様な通信)。ほかのサービスは独自の定義',
  name_login_connections: () => 'ログイン失敗に似た接続数',
  name_connections_in_busiest_window: () => '最多の時間枠の接続数',
};
