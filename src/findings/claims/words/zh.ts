import { period } from '../../../language/figures.ts';
import type { Span } from '../../../language/figures.ts';
import {
  count,
  percent,
  listed,
  some,
  middleboxes,
  apart,
  abuseTypes,
} from '../../../language/grammar/zh.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { ClaimMessages } from '../messages.ts';

const accused = (who: string): string => who || '通知所指的资源';

const logTime = (when: Span | null): string => (when === null ? '整份日志的时间' : period(when));

export const zh: WordsOf<ClaimMessages> = {
  sentClaimed: ({ host, packets, targets, share, found }) =>
    `${host} 在通知所述时间前后，向通知所指的 ${count(targets)} 个目标发送了 ${count(packets)} 个包。` +
    (share === undefined ? '' : `这相当于通知所述数量的 ${percent(share)}，其余部分不在日志中。`) +
    (found === undefined ? '' : `当时：${found}`),
  connectedClaimed: ({ host, records, targets, found }) =>
    `在通知所述时间前后，${host} 有 ${count(records)} 条发往通知所指 ${count(targets)} 个目标的流记录。该日志不统计数据包。` +
    (found === undefined ? '' : `当时：${found}`),
  foundThen: ({ found }) => `在通知所述的时间：${found}`,
  notCovered: ({ who, when }) =>
    `没有与通知相符的流记录，但日志并未完整覆盖 ${accused(who)} 在 ${logTime(when)} 的流量。`,
  noRecordTowards: ({ who, when }) =>
    `日志完整覆盖了 ${accused(who)} 在 ${logTime(when)} 的流量，没有发往通知所指目标的记录。`,
  nothingOfTheKind: ({ who, when, why }) =>
    `日志完整覆盖了 ${accused(who)} 在 ${logTime(when)} 的流量，${why}。`,
  noTargetNamed: ({ why }) => `仅凭流记录无法判断：通知没有写明目标，${why}。`,
  fewUnanswered: ({ hosts }) => `每台主机尝试后没有应答的目标最多 ${count(hosts)} 台`,
  lowRate: ({ packets }) => `发往任一目标的速率都不超过每秒 ${count(packets)} 个包`,
  openedTo: ({ connections, ports }) => {
    const where = ports.length === 0 ? '向外部' : `向外部 TCP 端口 ${ports.join('、')} `;
    return connections === 0 ? `${where}没有发起任何连接` : `${where}发起了 ${count(connections)} 个连接`;
  },
  noShape: ({ type }) => `“${abuseTypes[type]}”在流记录中看不出来`,
  onlyShare: ({ share }) => `在通知所述时间前后，日志中只有通知所述数量的 ${percent(share)}。`,
  gatewayAlone: () => '流日志只显示 NAT 网关，没有显示其数据包的真正目标。',
  noFlows: () => '没有流记录。',
  countedByQuery: ({ host, records, ports, alike }) =>
    `统计结果中有 ${host} 的 ${count(records)} 条流记录（端口 ${ports.join('、')}）${alike === 0 ? '，是其他突出主机的两倍以上' : `；另有 ${count(alike)} 台主机的数量达到其一半以上`}。` +
    '统计结果没有时间，也没有说明查询的时间范围、NAT 之后的对方以及是否有应答：因此只能说很可能。',
  countedByGateway: ({ host, records, ports, alike }) =>
    `在通知所述时间前后，${host} 发往 NAT 网关的流记录有 ${count(records)} 条（端口 ${ports.join('、')}）${alike === 0 ? '，是其他突出主机的两倍以上' : `；另有 ${count(alike)} 台主机的数量达到其一半以上`}。` +
    '日志没有说明数据包的真正目标：因此只能说很可能。',
  lackRecords: ({ who, when }) =>
    `${accused(who)} 的流记录本身${when === null ? '' : `（${period(when)}）`}（查询只计了数）`,
  lackInterfaces: ({ interfaces, who }) => `${listed(interfaces)}（${accused(who)}）的流记录`,
  lackHost: ({ who }) => `${accused(who)} 的流记录（日志中没有）`,
  lackPartial: (names) => `${some(names)} 的其余部分（只读取了一部分）：请提供完整或已解压的文件`,
  lackLost: ({ count: lost }) => `丢失的记录：${count(lost)} 条 SKIPDATA；无法找回`,
  lackTime: () => '事发时间：通知没有写明，请向通知方询问',
  lackWindow: ({ when, log }) => `${period(when)} 的流记录（日志只有 ${period(log)}）`,
  lackIntervals: ({ silent }) => `${listed(silent.map(period))} 的流记录（所有接口都没有记录）`,
  lackResource: ({ who }) => `${accused(who)} 是我方的哪个资源：请添加资源清单`,
  lackTargets: () => '目标：对方的地址、端口和协议；请向举报人询问',
  lackPacketTargets: () => '流日志中没有 pkt-dstaddr，因此无法把 NAT 的两侧对应起来；请添加字段 pkt-dstaddr',
  lackFlowLogs: ({ who, when }) =>
    `${accused(who)} 的 VPC 流日志${when === null ? '' : `（${period(when)}）`}`,
  lackHow: ({ what }) => `${what}；取得方法：docs/how-to/get-flow-logs.md`,
  accusedNamed: ({ ids }) => `通知写明了 ${listed(ids)}`,
  accusedGateway: ({ address, kind, gateway }) =>
    `${address} 是${apart(middleboxes[kind])} ${gateway} 的地址`,
  accusedMapped: ({ address, host }) => `资源清单显示 ${address} 对应 ${host}`,
  accusedOnlyNat: ({ asked }) =>
    `没有资源清单说明 ${listed(asked) || '该地址'} 属于谁；按唯一的 NAT 网关的地址处理`,
  accusedUnknown: ({ asked }) =>
    asked.length === 0 ? '通知没有写明任何资源' : `资源清单和流记录中都没有 ${listed(asked)}`,
  accusedAccount: ({ account, fits }) => `通知中的账户 ${account} 与资源清单中的 ${listed(fits)} 相符`,
  accusedNobody: () => '没有通知指明任何对象',
  didConnect: ({ records, share }) =>
    `它有 ${count(records)} 条流记录与通知相符，占我方所有主机的 ${percent(share)}`,
  didSend: ({ packets, share }) =>
    `它在通知所指的流中发送了 ${count(packets)} 个包，占我方主机发往那里的 ${percent(share)}`,
  didFound: ({ detectors, share }) =>
    `${listed(detectors)} 在通知所述时间检测到它，占检测结果总量的 ${percent(share)}`,
  didCount: ({ records, ports, share }) =>
    `统计到它发往端口 ${ports.join('、')} 的 ${count(records)} 条流记录，占所有突出主机的 ${percent(share)}`,
  didAll: ({ found }) => found.join(''),
  culpritBecause: ({ accused: named, did }) => `${named}；${did}。`,
  culpritNextHop: ({ accused: named, did, records, gateway }) =>
    `${named}；该主机自身接口的 ${count(records)} 条记录注明下一跳是 ${gateway}；${did}`,
  gapAccount: ({ accounts, known }) =>
    `通知涉及账户 ${listed(accounts)}，而资源清单属于 ${listed(known)}：请收集所涉账户的资源清单`,
  gapCounted: ({ host, records, ports, share }) =>
    `在流记录的统计结果中，${host} 较为突出：发往端口 ${ports.join('、')} 的流记录有 ${count(records)} 条，占所有突出主机的 ${percent(share)}。统计结果没有时间，也不说明是否有应答，而且没有通知说明发生了什么：请补充通知或流记录本身。`,
  gapNobody: ({ type, accused: named }) =>
    `通知所述的“${abuseTypes[type]}”未能确定到任何主机：${named}，也没有与之相符的流记录`,
  gapTransitNat: ({ address, command }) =>
    `${address} 是私有地址，资源清单和流记录中都没有：它可能是启用 NAT 的中转网关由其他地址转换而来；转换规则可以说明原地址：${command}`,
  gapInferredNat: ({ address, because, commands }) =>
    `仅根据流记录推断 ${address} 是 NAT 网关（${because}）；请添加 ${listed(commands)} 的输出`,
};
