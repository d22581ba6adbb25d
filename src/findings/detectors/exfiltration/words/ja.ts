import { period } from '../../../../language/figures.ts';
import { bytes, count, listed, percent } from '../../../../language/grammar/ja.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ExfiltrationMessages } from '../messages.ts';

export const ja: WordsOf<ExfiltrationMessages> = {
  askedNames: ({ who, domain, names, questions, length, when, resolver }) =>
    `${who} が、${period(when)} に、${domain} の下の名前 ${count(names)} 件を ${count(questions)} 回の DNS 問い合わせで尋ねました。` +
    `ドメインの前の部分は平均 ${length} 文字で、DNS の問い合わせに載せてデータを持ち出す形です。` +
    (resolver
      ? 'このホスト自身も問い合わせに応答しており、他のホストの代わりに尋ねた可能性があります。依頼元を調べてください。'
      : ''),
  dnsTunnelRule: ({ source, names, share, length }) =>
    `${source}。適用した値: 1 つのドメインの下に ${count(names)} 件の名前、問い合わせの ${percent(share)} が新しい名前、平均 ${length} 文字。` +
    '逆引き、各種リスト、クラウドのゾーンは除外',
  sourceDnsTunnel: () =>
    'RITA v5 (ドメインごとのサブドメイン数 100、500、1,000) と NEMEA (固有ドメインの比率 0.9 超)。文字数は独自の定義',
  talkedDns: ({ who, target, targets, packets, packets_back, bytes: sent, bytes_back, when }) =>
    `${who} が、${period(when)} に、${target}${targets > 1 ? ` ほか ${count(targets - 1)} 件` : ''} と UDP ポート 53 で 1 つの通信を続けました。` +
    `自分の 1 つのポートから送信 ${count(packets)} パケット (${bytes(sent)})、受信 ${count(packets_back)} パケット (${bytes(bytes_back)}) です。` +
    'リゾルバーは問い合わせごとにポートを変え、問い合わせももっと短いため、トンネルとみられます。',
  dnsVolumeRule: ({ source, packets, bytes: length }) =>
    `${source}。適用した値: 1 つの通信で双方向に各 ${count(packets)} パケット、送信は 1 パケット ${count(length)} バイト以上`,
  sourceDnsVolume: () =>
    '独自の定義: DNS のポートでの、長いパケットからなる 1 つの通信 (RFC 5452: 問い合わせごとに別のポート)',
  sentMuch: ({ who, target, bytes: sent, bytes_back, usual, days, when, operated }) =>
    `${who} が、${period(when)} に、${target} へ ${bytes(sent)} を送信し、${bytes(bytes_back)} を受信しました。このアドレスとの通信は初めてで、` +
    `それ以前の ${count(days)} 日間で最も多い日の外部への送信は全体で ${bytes(usual)} でした。` +
    (operated
      ? '相手はストレージなどクラウド自身のサービスで、バックアップの可能性が高いです。'
      : '新しいバックアップや移行でも同じように見えます。誰の指示かを確認してください。'),
  exfiltrationRule: ({ source, bytes: least, days, times, back }) =>
    `${source}。適用した値: 初めての相手へ 1 日 ${bytes(least)}、過去 ${count(days)} 日以上で最も多い日の ${count(times)} 倍、受信の ${count(back)} 倍`,
  sourceExfiltration: () =>
    '独自の定義: 同じホストの以前の日との比較 (GuardDuty Behavior:EC2/TrafficVolumeUnusual と同様)',
  gapNoHistory: ({ hosts, sample, days }) =>
    `こちらのホスト ${count(hosts)} 台 (${listed(sample)}${hosts > sample.length ? '、…' : ''}) が初めての相手へ大量に送信しましたが、` +
    `比較に必要な ${count(days)} 日分の履歴がフローにありません。それ以前の日のログを加えてください`,
  name_names_below_domain: () => 'ドメインの下の名前の数',
  name_dns_questions: () => 'DNS の問い合わせ数',
  name_name_length: () => '名前の平均文字数',
  name_packets_returned: () => '戻りのパケット数',
  name_bytes_returned: () => '戻りのバイト数',
  name_bytes_fullest_day: () => '以前で最も多い日のバイト数',
  name_days_before: () => '以前の日数',
};
