import { period } from '../../../../language/figures.ts';
import { bytes as bytesText, count, duration, listed, portWords } from '../../../../language/grammar/ja.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ProxyMessages } from '../messages.ts';

export const ja: WordsOf<ProxyMessages> = {
  relayed: ({ who, ports, clients, targets, window, bytes, fetched, when }) =>
    `${period(when)} に、外部の ${count(clients)} 個のアドレスが ${duration(window)}以内に ${who} の ${portWords(listed(ports.map(String)), ports.length, 'TCP')} を利用し、` +
    `同じ時間に ${who} 自身が ${count(targets)} 台のほかのホストへ接続しました。取得した量は ${bytesText(fetched)}、転送した量は ${bytesText(bytes)} です。` +
    'オープンプロキシの可能性がありますが、根拠は通信量だけです。',
  relayRule: ({ source, clients, targets, window, alike, ports }) =>
    `${source}。適用した値: ${duration(window)}以内に ${portWords(listed(ports.map(String)), ports.length, 'TCP')} へのアドレス ${count(clients)} 個と、` +
    `ほかのホスト ${count(targets)} 台。両側のバイト数の差は双方向とも ${count(alike)} 倍以内`,
  sourceRelay: () =>
    '独自の定義: プロキシは受け取ったのと同じ量を、多数の利用者のために、多数の相手へ、ただちに中継する',
  proxied: ({ who, requests, clients, hosts, sample, tunnels, when }) =>
    `${who ?? 'ウェブサーバー'} は ${period(when)} に、外部の ${count(clients)} 個のアドレスから受けた、ほかのホスト ${count(hosts)} 台 ` +
    `(${listed(sample)}${hosts > sample.length ? '、…' : ''}) 宛てのリクエスト ${count(requests)} 件に応答しました` +
    (tunnels > 0 ? ` (うちトンネル (CONNECT) ${count(tunnels)} 件)` : '') +
    '。応答は別々のサイトのもののように異なり、ログインも求められていません。オープンプロキシです。',
  proxiedRule: ({ source, hosts }) =>
    `${source}。適用した値: 1 つのパスまたはトンネルについて、ほかのホスト ${count(hosts)} 台と、最小の半分以上異なる同数のサイズ。` +
    'ユーザー名のあるリクエストと自組織のアドレスからのリクエストは除外',
  sourceProxied: () =>
    'RFC 9112 3.2.2 節および 3.2.3 節 (プロキシへのリクエストの形式)。異なる応答の数は独自の定義',
  name_windows_alike: () => '両側の量が釣り合う時間枠',
  name_bytes_passed_on: () => '転送したバイト数',
  name_bytes_fetched: () => '取得したバイト数',
  name_proxied_requests: () => 'ほかのホスト宛てのリクエスト数',
  name_tunnels: () => 'トンネル数',
};
