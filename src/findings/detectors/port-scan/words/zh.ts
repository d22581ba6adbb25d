import { protocolName } from '../../../../net/protocols.ts';
import { period } from '../../../../language/figures.ts';
import { count, duration, listed, percent, ports, portWords } from '../../../../language/grammar/zh.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ScanMessages } from '../messages.ts';

export const zh: WordsOf<ScanMessages> = {
  scanned: (params) =>
    `${params.who} 在 ${period(params.when)} 尝试连接 ${count(params.hosts)} 台主机的 ${ports(params)}，` +
    `其中 ${percent(params.unanswered)} 没有应答${params.flagless ? '；该日志不含 TCP 标志' : ''}。` +
    (params.tests === undefined ? '' : `按统计判定方法（${listed(params.tests)}）也是扫描。`) +
    (params.worms === undefined ? '' : `已知有蠕虫以这种方式传播（${listed(params.worms)}）。`) +
    (params.kind ?? ''),
  scanRule: ({ source, least, unit, share, packets, protocol }) => {
    const units = { hosts: '台主机', ports: '个端口', pairs: '组主机与端口' };
    const answered = protocol === 6 ? '有 SYN-ACK，或有 2 个包以上的返回记录' : '有任何返回记录';
    return (
      `${source}。采用的阈值：${count(least)} ${units[unit]}，无应答比例 ${percent(share)}，每条记录最多 ${packets} 个包；` +
      `${protocolName(protocol)} 视为有应答的条件：${answered}`
    );
  },
  spread: ({ who, hosts, ports: over, answered, worms, when, entered }) =>
    `${who} 在 ${period(when)} 连接了外部 ${count(hosts)} 台主机的 ${portWords(listed(over.map(String)), over.length, 'TCP')}，` +
    `其中 ${count(answered)} 台有应答。` +
    (entered === undefined
      ? `已知有蠕虫以这种方式传播（${listed(worms)}）；访问大量服务器的客户端看起来也可能如此。`
      : `此前它在同一端口接受了来自 ${entered.source} 的连接（最后一次在 ${period({ from: entered.at, to: entered.at })}）：` +
        `蠕虫正是这样从一台主机传到另一台（${listed(worms)}）。`),
  spreadRule: ({ source, hosts, window, entry, ports: over }) =>
    `${source}。采用的阈值：${duration(window)}内外部 ${count(hosts)} 台主机，TCP 端口 ${listed(over.map(String))}；` +
    `在同一端口接受的连接计入此前 ${duration(entry)}`,
  sourceSpread: () =>
    'Zeek policy/misc/scan（5 分钟内同一端口 25 台主机，无论是否应答）；Gu 等，2004 年（某端口被连接后，又在同一端口连接他人）；' +
    '端口依据各蠕虫的报告',
  name_answering_hosts: () => '有应答的主机数',
  name_hosts_in_busiest_window: () => '最繁忙时段的主机数',
  name_seconds_after_entry: () => '被连接后的时间',
  sourceHorizontal: () => 'Zeek policy/misc/scan（5 分钟内同一端口 25 台主机）；Jung 等，2004 年（失败比例）',
  sourceVertical: () => 'Zeek policy/misc/scan（5 分钟内同一主机 15 个端口）；Jung 等，2004 年（失败比例）',
  sourceBlock: () => 'Zeek simple-scan（15 分钟内 25 组主机与端口）；Jung 等，2004 年（失败比例）',
  name_unanswered_hosts: () => '无应答主机数',
  name_own_hosts: () => '我方主机数',
  name_targets_per_minute: () => '每分钟目标数',
};
