import { protocolName } from '../../../../net/protocols.ts';
import { period } from '../../../../language/figures.ts';
import { count, about, percent, bytes } from '../../../../language/grammar/ja.ts';
import type { FloodKind } from '../../../../model/abuse-types.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { FloodMessages } from '../messages.ts';

/** フラッドを成すパケットの種類。 */
const PACKETS: Record<FloodKind, (of: FloodMessages['floodKind']) => string> = {
  syn_flood: () => 'SYN フラッド (SYN のみで、ハンドシェイクの続きがない)',
  tcp_reset_flood: () => 'TCP リセットのフラッド',
  tcp_ack_flood: () => 'データのない TCP 確認応答 (ACK) のフラッド',
  tcp_data_flood: ({ size }) =>
    `データを運ぶ TCP パケットのフラッド (1 パケット平均 ${bytes(size)})。SYN フラッドではない`,
  udp_flood: ({ size }) => `UDP フラッド (1 パケット平均 ${bytes(size)})`,
  icmp_flood: ({ size }) => `ICMP フラッド (1 パケット平均 ${bytes(size)})`,
  fragment_flood: () => 'フラグメント (ポート番号を持たない) のフラッド',
  protocol_flood: ({ protocol }) => `TCP、UDP、ICMP 以外のプロトコル ${protocolName(protocol)} のフラッド`,
  unusual_protocol_flood: ({ protocol }) => `通常使われないプロトコル ${protocolName(protocol)} のフラッド`,
  unknown: () => '',
};

export const ja: WordsOf<FloodMessages> = {
  flooded: (params) => {
    const target = params.target ?? `${count(params.targets)} 件の相手先`;
    const several = params.ports > 1 ? `の ${count(params.ports)} 個のポート` : '';
    const at = params.port === undefined ? several : ` のポート ${params.port} `;
    const back =
      params.packets_back === 0 ? '返信はありません' : `返信は ${count(params.packets_back)} パケットです`;
    return (
      `${params.who} が、${period(params.when)} に、${target}${at}へ ${protocolName(params.protocol)} を` +
      `最大毎秒 ${about(params.packets_per_second)} パケット (毎秒 ${bytes(params.bytes_per_second)}) で送りました。` +
      `合計 ${count(params.packets)} パケット、${bytes(params.bytes)} で、${back}。${params.kind ?? ''}`
    );
  },
  floodKind: (params) => {
    const reasons = {
      flagless: 'TCP フラグがないため',
      unlogged: '記録に SYN、FIN、RST がなく、ほかのフラグは残らないことがあるため',
      mixed: '記録に複数の種類のパケットが混ざっているため',
    };
    return params.why === undefined
      ? `種類: ${PACKETS[params.name](params)}。`
      : `このログからは種類が分かりません (${reasons[params.why]})。`;
  },
  floodRule: (params) =>
    `${params.source}。適用した値: 毎秒 ${count(params.packets_per_second)} パケット、毎秒 ${count(params.bits_per_second)} ビット、` +
    `または毎秒 ${count(params.flows_per_second)} フロー。あるいは ${count(params.one_sided_packets)} パケットにわたり毎秒 ` +
    `${count(params.one_sided_packets_per_second)} パケット。返信は最大でパケットの ${percent(params.share_back)}、または SYN のみ`,
  sourceFlood: () =>
    'FastNetMon の既定値 (毎秒 20,000 パケット、1 Gbit/s、毎秒 3,500 フロー、5 秒間の平均)。一方向の速度は独自の定義',
  synFlooded: ({ host, port, packets, sources, seconds, when, once }) =>
    `${host} の TCP ポート ${port} に、${period(when)} の ${about(seconds)} 秒間に、${count(sources)} 件のアドレスから ` +
    `${count(packets)} 個の SYN が届き、その後ハンドシェイクを続けたものはありませんでした。` +
    (once ? 'アドレスは偽装されている可能性が高く、攻撃者本人ではありません。' : ''),
  synFloodRule: ({ source, sources, share, window }) =>
    `${source}。適用した値: ${window} 秒間に ${count(sources)} 件のアドレス、そのポートに来たアドレスの ${percent(share)}`,
  sourceSynFlood: () => 'ハーフオープン接続 (RFC 4987)。数値は独自の定義。tcp_flags が必要',
  volumeFlooded: (params) => {
    const several = params.ports > 1 ? `の ${count(params.ports)} 個のポート` : '';
    const at = params.port === undefined ? several : ` のポート ${params.port} `;
    const from = params.source ?? `${count(params.sources)} 件のアドレス`;
    const refused = params.refused === 0 ? '' : `。パケットの ${percent(params.refused)} は拒否されました`;
    return (
      `${period(params.when)} に、${from} から ${params.host}${at}へ ${protocolName(params.protocol)} が` +
      `最大毎秒 ${about(params.packets_per_second)} パケット (毎秒 ${bytes(params.bytes_per_second)})、` +
      `合計 ${count(params.packets)} パケット、${bytes(params.bytes)} 届きました${refused}。${params.kind}` +
      `送信元アドレスは応答を必要としないため、偽装されている可能性があります。`
    );
  },
  volumeFloodRule: (params) =>
    `${params.source}。適用した値: 1 台のホストに、ほとんど応答されなかった送信元 (返信はパケットの最大 ${percent(params.share_back)}) 全体から` +
    `毎秒 ${count(params.packets_per_second)} パケット、毎秒 ${count(params.bits_per_second)} ビット、` +
    `または毎秒 ${count(params.flows_per_second)} フロー。あるいは ${count(params.one_sided_packets)} パケットにわたり毎秒 ` +
    `${count(params.one_sided_packets_per_second)} パケット`,
  sourceInboundFlood: () =>
    'FastNetMon の既定値 (1 台のホストに毎秒 20,000 パケット、1 Gbit/s、毎秒 3,500 フロー、5 秒間の平均)。低いほうの速度と応答の判定、SYN もデータもない TCP の扱いは独自の定義',
  name_refused_packets: () => '拒否されたパケット数',
  gapTooShort: ({ seconds, least, packets, target }) =>
    `フローの期間は ${about(seconds)} 秒で、${least} 秒間の平均で判定するフラッドには短すぎます。その間に ${target} へ ${count(packets)} 個のパケットが送られています`,
  name_packets_back: () => '返信パケット数',
  name_packets_per_second: () => '毎秒のパケット数',
  name_bits_per_second: () => '毎秒のビット数',
  name_flows_per_second: () => '毎秒のフロー数',
};
