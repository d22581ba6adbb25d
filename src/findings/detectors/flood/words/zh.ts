import { protocolName } from '../../../../net/protocols.ts';
import { period } from '../../../../language/figures.ts';
import { count, about, percent, bytes } from '../../../../language/grammar/zh.ts';
import type { FloodKind } from '../../../../model/abuse-types.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { FloodMessages } from '../messages.ts';

/** 洪泛由哪种数据包构成。 */
const PACKETS: Record<FloodKind, (of: FloodMessages['floodKind']) => string> = {
  syn_flood: () => 'SYN 洪泛：只有 SYN，没有后续握手',
  tcp_reset_flood: () => 'TCP 复位（RST）洪泛',
  tcp_ack_flood: () => '不带数据的 TCP 确认（ACK）洪泛',
  tcp_data_flood: ({ size }) => `带数据的 TCP 包洪泛（平均每包 ${bytes(size)}），不是 SYN 洪泛`,
  udp_flood: ({ size }) => `UDP 洪泛（平均每包 ${bytes(size)}）`,
  icmp_flood: ({ size }) => `ICMP 洪泛（平均每包 ${bytes(size)}）`,
  fragment_flood: () => '分片洪泛，分片本身没有端口',
  protocol_flood: ({ protocol }) => `${protocolName(protocol)} 洪泛，既非 TCP、UDP 也非 ICMP`,
  unusual_protocol_flood: ({ protocol }) => `少见协议 ${protocolName(protocol)} 的洪泛`,
  unknown: () => '',
};

export const zh: WordsOf<FloodMessages> = {
  flooded: (params) => {
    const target = params.target ?? `${count(params.targets)} 个目标`;
    const several = params.ports > 1 ? `的 ${count(params.ports)} 个端口` : '';
    const at = params.port === undefined ? several : ` 的端口 ${params.port} `;
    const back = params.packets_back === 0 ? '没有任何返回' : `返回了 ${count(params.packets_back)} 个包`;
    return (
      `${params.who} 在 ${period(params.when)} 向 ${target}${at}发送 ${protocolName(params.protocol)}，` +
      `最高每秒 ${about(params.packets_per_second)} 个包（每秒 ${bytes(params.bytes_per_second)}），` +
      `总计 ${count(params.packets)} 个包、${bytes(params.bytes)}；${back}。${params.kind ?? ''}`
    );
  },
  floodKind: (params) => {
    const reasons = {
      flagless: '日志没有 TCP 标志',
      unlogged: '记录中没有 SYN、FIN、RST，而其他标志不一定会被记录',
      mixed: '记录中混有多种数据包',
    };
    return params.why === undefined
      ? `类型：${PACKETS[params.name](params)}。`
      : `从该日志无法得知洪泛类型：${reasons[params.why]}。`;
  },
  floodRule: (params) =>
    `${params.source}。采用的阈值：每秒 ${count(params.packets_per_second)} 个包、每秒 ${count(params.bits_per_second)} 比特` +
    `或每秒 ${count(params.flows_per_second)} 条流；或在 ${count(params.one_sided_packets)} 个包以上的范围内每秒 ` +
    `${count(params.one_sided_packets_per_second)} 个包；返回的包最多占 ${percent(params.share_back)}，或仅有 SYN`,
  sourceFlood: () =>
    'FastNetMon 默认阈值（每秒 20,000 个包、1 Gbit/s、每秒 3,500 条流，取 5 秒平均）；单向速率为自行定义',
  synFlooded: ({ host, port, packets, sources, seconds, when, once }) =>
    `${host} 的 TCP 端口 ${port} 在 ${period(when)} 的 ${about(seconds)} 秒内收到来自 ${count(sources)} 个地址的 ` +
    `${count(packets)} 个 SYN，之后没有一个继续完成握手。${once ? '这些地址很可能是伪造的，并不是攻击者。' : ''}`,
  synFloodRule: ({ source, sources, share, window }) =>
    `${source}。采用的阈值：${window} 秒内 ${count(sources)} 个地址，占到达该端口的地址的 ${percent(share)}`,
  sourceSynFlood: () => '半开连接（RFC 4987）；数值为自行定义；需要 tcp_flags',
  volumeFlooded: (params) => {
    const several = params.ports > 1 ? `的 ${count(params.ports)} 个端口` : '';
    const at = params.port === undefined ? several : ` 的端口 ${params.port} `;
    const from = params.source ?? `${count(params.sources)} 个地址`;
    const refused = params.refused === 0 ? '' : `，其中 ${percent(params.refused)} 的包被拒绝`;
    return (
      `${params.host}${at}在 ${period(params.when)} 收到来自 ${from} 的 ${protocolName(params.protocol)}，` +
      `最高每秒 ${about(params.packets_per_second)} 个包（每秒 ${bytes(params.bytes_per_second)}），` +
      `总计 ${count(params.packets)} 个包、${bytes(params.bytes)}${refused}。${params.kind}` +
      `这类数据包无需应答，源地址可能是伪造的。`
    );
  },
  volumeFloodRule: (params) =>
    `${params.source}。采用的阈值：一台主机从几乎未获其应答的来源（应答最多占其包的 ${percent(params.share_back)}）合计收到` +
    `每秒 ${count(params.packets_per_second)} 个包、每秒 ${count(params.bits_per_second)} 比特或每秒 ${count(params.flows_per_second)} 条流；` +
    `或在 ${count(params.one_sided_packets)} 个包以上的范围内每秒 ${count(params.one_sided_packets_per_second)} 个包`,
  sourceInboundFlood: () =>
    'FastNetMon 默认阈值（一台主机每秒 20,000 个包、1 Gbit/s、每秒 3,500 条流，取 5 秒平均）；较低速率、何为应答以及既无 SYN 又无数据的 TCP 为自行定义',
  name_refused_packets: () => '被拒绝的包数',
  gapTooShort: ({ seconds, least, packets, target }) =>
    `流记录只覆盖 ${about(seconds)} 秒，太短，无法按 ${least} 秒内的速率判断洪泛；在此期间向 ${target} 发送了 ${count(packets)} 个数据包`,
  name_packets_back: () => '返回包数',
  name_packets_per_second: () => '每秒包数',
  name_bits_per_second: () => '每秒比特数',
  name_flows_per_second: () => '每秒流数',
};
