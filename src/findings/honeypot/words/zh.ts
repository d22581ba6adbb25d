import { protocolName } from '../../../net/protocols.ts';
import { about, count, listed, percent, portWords } from '../../../language/grammar/zh.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { Aim, HoneypotMessages } from '../messages.ts';

const aim = ({ protocol, port }: Aim): string =>
  port === undefined ? protocolName(protocol) : portWords(String(port), 1, protocolName(protocol));

const days = ({ from, to }: { from: string; to: string }): string =>
  from === to ? from : `${from} 至 ${to}`;

export const zh: WordsOf<HoneypotMessages> = {
  potTitle: () => '蜜罐流量概览',
  potMeans: () => '用语的定义',
  potBurst: () => '突发（定义见下文）',
  tablePotTraffic: () => '主动发来的、应答的以及无人请求的应答（占比按方向计算）',
  tablePotDays: () => '蜜罐流量（按日期和方向）',
  tablePotBursts: () => '流量突发的日子，以及当天最多的端口',
  tablePotKinds: () => '流量类别：邮件、DNS、ICMP 等（双向）',
  tablePotPorts: () => '按协议和端口（双向，占比按方向计算）',
  tablePotSources: () => '主动发来流量的地址（按日期；新增指此前未出现过的地址）',
  tablePotLifetimes: () => '地址出现了多少天：轮换情况',
  tablePotBusiest: ({ most }) => `来得最多的 ${count(most)} 个地址`,
  tablePotProviders: () => '主动发来流量的地址归谁所有',
  tablePotDownloads: () => '蜜罐下载或收到的文件',
  tablePotSetDays: ({ set }) => `${set} 与其余部分对比（按日期）`,
  tablePotSetPorts: ({ set }) => `${set} 与其余部分对比（按端口，占比以各自的流为准）`,
  tablePotSetSources: ({ set }) => `${set} 的地址轮换情况，与其余部分对比`,
  tablePotPeriods: ({ before, now }) => `${days(now)} 与 ${days(before)} 对比（按端口，首行为合计）`,
  seriesPot: () => '主动发来的流，以及蜜罐自己发起的流（按日期）',
  seriesPotSet: ({ set }) => `从 ${set} 主动发来的流，以及蜜罐向其发起的流（按日期）`,
  potCame: ({ flows, unsolicited, response, backscatter, unknown }) =>
    `共收到 ${count(flows)} 条流：主动发来 ${percent(unsolicited)}，应答 ${percent(response)}，反向散射 ${percent(backscatter)}` +
    (unknown > 0 ? `，日志无法区分的 ${percent(unknown)}` : ''),
  potSent: ({ flows, begun, answers, unknown }) =>
    `共发出 ${count(flows)} 条流：${percent(answers)} 是应答或拒绝，并非攻击；蜜罐自己发起 ${count(begun)} 条` +
    (unknown > 0 ? `；另有 ${percent(unknown)} 无法从日志得知由谁发起` : ''),
  potNothing: () => '您的地址与其他地址之间没有任何流',
  potBursts: ({ bursts, more }) =>
    `流量突发：${listed(
      bursts.map(
        (burst) =>
          `${burst.day}（${burst.direction === 'in' ? '流入' : '流出'} ${count(burst.flows)} 条，约为中位数的 ${about(burst.times)} 倍，其中 ${percent(burst.share)} 是 ${aim(burst)}）`,
      ),
    )}${more > 0 ? `，另有 ${more} 次见表` : ''}`,
  potNoBursts: ({ days: active, least }) =>
    active < least
      ? `有流量的日子为 ${count(active)} 天，少于 ${least} 天，无法得出判断突发的中位数`
      : `有流量的 ${count(active)} 天中，没有哪天可视为突发`,
  potSources: ({ sources, days: active, oneDay, lasting }) =>
    `${count(active)} 天内有 ${count(sources)} 个地址主动发来流量：${percent(oneDay)} 只出现一天，${percent(lasting)} 出现超过七天`,
  potSet: ({ set, flows, share, sources, oneDay, restOneDay, ports }) =>
    `${set}：${count(sources)} 个地址发来 ${count(flows)} 条流，占主动发来流量的 ${percent(share)}；其地址有 ${percent(oneDay)} 只出现一天` +
    (restOneDay === undefined ? '' : `（其余部分为 ${percent(restOneDay)}）`) +
    (ports.length === 0
      ? ''
      : `。最多的是 ${listed(ports.map((port) => `${aim(port)}（${percent(port.share)}，其余部分为 ${percent(port.rest)}）`))}`),
  potSetNone: ({ set }) => `没有来自 ${set} 的主动流量`,
  potDownloads: ({ times, samples, sources }) =>
    `${count(sources)} 个地址使蜜罐下载或收到 ${count(times)} 个文件，不同的哈希值有 ${count(samples)} 个`,
  potUnknownCounted: ({ share }) =>
    `收到的流量中有 ${percent(share)} 无法从日志得知是否由这边请求；地址表将其计为主动发来`,
  potPeriods: ({ before, now, flowsBefore, flowsNow, sourcesBefore, sourcesNow }) =>
    `${days(now)}：${count(sourcesNow)} 个地址主动发来 ${count(flowsNow)} 条流；${days(before)}：${count(sourcesBefore)} 个地址，${count(flowsBefore)} 条流`,
  potMeansClasses: () =>
    '主动发来：由对方发起（依据抓包方的记录、不带 ACK 的 SYN，或发往较小端口的数据报）。应答：回答这边主机发起的通信。反向散射：这边主机并未请求的 SYN-ACK 或 RST，其发送者是被人冒用您的名义询问的一方，并非攻击者（Moore、Voelker、Savage 2001）。不明：没有标志位的 TCP，或开头不在日志中的连接',
  potMeansBurst: ({ times, share, least }) =>
    `突发（本产品的定义）：当天的流量超过同类流量各日中位数的 ${times} 倍，且超过峰值日的 ${percent(share)}；至少有 ${least} 个这样的日子才作判断`,
  potMeansRotation: () =>
    '轮换（本产品的定义）：只出现一天的地址占比，以及每天此前未出现过的地址占比；第一天全部为新增',
  potMeansRecords: () => '日志中的一条记录计为一条流。仅由蜜罐自己记下的连接，只在没有其他记录时才计入',
  potMasked: ({ least, rest }) =>
    `供公开发布的报告。占比按整百分点取整，不含数量、时间和名称，日期从第一天起计。地址和文件以代号表示，同一代号即同一地址。没有端口或所有者的行是不足 ${percent(rest)} 者的合计；流或地址不足 ${count(least)} 的不给出占比`,
  potMaskedPart: () => '所选网络',
  potWithheld: ({ least }) => `流不足 ${count(least)} 条，占比会暴露数量，因此不给出`,
  potSharesCame: ({ unsolicited, response, backscatter, unknown }) =>
    `收到的流量中，主动发来 ${percent(unsolicited)}，应答 ${percent(response)}，反向散射 ${percent(backscatter)}` +
    (unknown > 0 ? `，日志无法区分 ${percent(unknown)}` : ''),
  potSharesSent: ({ begun, answers, unknown }) =>
    `发出的流量中，应答和拒绝占 ${percent(answers)}，蜜罐自己发起占 ${percent(begun)}` +
    (unknown > 0 ? `，日志无法得知的占 ${percent(unknown)}` : ''),
  potSharesSources: ({ oneDay }) => `${percent(oneDay)} 的地址只出现一天`,
  potSharesSet: ({ set, share, oneDay }) =>
    `主动发来的流量有 ${percent(share)} 来自 ${set}` +
    (oneDay === undefined ? '' : `；其地址有 ${percent(oneDay)} 只出现一天`),
  potOfPeak: () => '占最繁忙一天的百分比',
  potDay: ({ day }) => `第 ${day} 天`,
  oursProposed: ({ prefix, share, again }) =>
    `流中没有已知属于您的地址，因此未按方向作任何判断；${prefix} 出现在 ${percent(share)} 的记录中：如果它属于您，请运行 ${again}`,
  oursUnknown: ({ again }) =>
    `流中没有已知属于您的地址，因此未按方向作任何判断，也没有地址出现在大部分记录中：请用 ${again} 指明您的地址`,
  name_class: () => '分类',
  name_share_flows: () => '流占比',
  name_share_packets: () => '包占比',
  name_share_bytes: () => '字节占比',
  name_share_new: () => '新增占比',
  name_share_busiest: () => '最活跃地址占比',
  name_active_days: () => '出现天数',
  name_share_sources: () => '地址占比',
  name_share_one_day: () => '仅一天占比',
  name_set_flows: () => '其流数',
  name_rest_flows: () => '其余流数',
  name_share_set: () => '占当天比例',
  name_set_sources: () => '其地址数',
  name_rest_sources: () => '其余地址数',
  name_share_of_set: () => '占其流比例',
  name_share_of_rest: () => '占其余流比例',
  name_part: () => '部分',
  name_flows_per_source: () => '每地址流数',
  name_sources_before: () => '此前地址数',
  name_sources_now: () => '现在地址数',
  name_flows_before: () => '此前流数',
  name_flows_now: () => '现在流数',
  name_times: () => '倍数',
  name_median_flows: () => '各日中位数',
  name_share_port: () => '该端口占比',
  name_what: () => '类别',
  name_share_hits: () => '占全部文件的比例',
  name_sample: () => '哈希值',
  name_honeypot: () => '蜜罐',
  name_deed: () => '事件',
  name_said: () => '蜜罐的记录',
  name_pot_unsolicited: () => '主动发来',
  name_pot_response: () => '应答',
  name_pot_backscatter: () => '反向散射',
  name_pot_not_known: () => '无法得知',
  name_pot_begun: () => '这边发起',
  name_pot_answer: () => '应答或拒绝',
  name_pot_set: () => '所选部分',
  name_pot_rest: () => '其余部分',
  name_pot_mail: () => '邮件（垃圾邮件）',
  name_pot_dns: () => 'DNS 查询',
  name_pot_icmp: () => 'ICMP流量',
  name_pot_smb: () => 'Windows 文件共享',
  name_pot_ssh: () => 'SSH 登录',
  name_pot_telnet: () => 'Telnet 登录',
  name_pot_proxy: () => '代理',
  name_pot_web: () => '网页',
  name_pot_desktop: () => '远程桌面',
  name_pot_database: () => '数据库',
  name_pot_other: () => '其他',
};
