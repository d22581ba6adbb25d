import { protocolName } from '../../../../net/protocols.ts';
import { period } from '../../../../language/figures.ts';
import { count, percent } from '../../../../language/grammar/zh.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { IcmpMessages } from '../messages.ts';

export const zh: WordsOf<IcmpMessages> = {
  pinged: ({ who, protocol, hosts, when, unanswered }) =>
    `${who} 在 ${period(when)} 向 ${count(hosts)} 台主机发送了 ping（${protocolName(protocol)}），其中 ${percent(unanswered)} 没有应答。` +
    '流记录不含 ICMP 类型，属于回复对方的部分已排除。',
  pingedUs: ({ source, protocol, hosts, when, unanswered }) =>
    `${source} 在 ${period(when)} 向我方 ${count(hosts)} 台主机发送了 ping（${protocolName(protocol)}），其中 ${percent(unanswered)} 没有应答。` +
    '流记录不含 ICMP 类型，且源地址可能是伪造的。',
  pingedUsMore: ({ sources, named, hosts, when }) =>
    `除 ping 最多的 ${count(named)} 个来源外，另有 ${count(sources)} 个地址在 ${period(when)} 各自向我方最多 ${count(hosts)} 台主机发送了 ping。`,
  pingRule: ({ source, hosts, minutes, share }) =>
    `${source}。采用的阈值：${count(minutes)} 分钟内 ${count(hosts)} 台主机，无应答比例 ${percent(share)}`,
  sourcePing: () =>
    'Zeek policy/misc/scan（5 分钟内 25 台主机）；Jung 等，2004 年（失败比例）；未经对方请求的 ICMP 视为 ping（自行定义）',
  sourcePingedUs: () =>
    'Zeek policy/misc/scan（5 分钟内 25 台主机）；Jung 等，2004 年（失败比例）；按长度判断是否为 ping（自行定义）',
  name_silent_hosts: () => '未应答 ping 的主机数',
};
