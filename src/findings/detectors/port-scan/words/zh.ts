import { protocolName } from '../../../../net/protocols.ts';
import { period } from '../../../../language/figures.ts';
import { count, percent, ports } from '../../../../language/grammar/zh.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ScanMessages } from '../messages.ts';

export const zh: WordsOf<ScanMessages> = {
  scanned: (params) =>
    `${params.who} 在 ${period(params.when)} 尝试连接 ${count(params.hosts)} 台主机的 ${ports(params)}，` +
    `其中 ${percent(params.unanswered)} 没有应答${params.flagless ? '；该日志不含 TCP 标志' : ''}。`,
  scanRule: ({ source, least, unit, share, packets, protocol }) => {
    const units = { hosts: '台主机', ports: '个端口', pairs: '组主机与端口' };
    const answered = protocol === 6 ? '有 SYN-ACK，或有 2 个包以上的返回记录' : '有任何返回记录';
    return (
      `${source}。采用的阈值：${count(least)} ${units[unit]}，无应答比例 ${percent(share)}，每条记录最多 ${packets} 个包；` +
      `${protocolName(protocol)} 视为有应答的条件：${answered}`
    );
  },
  sourceHorizontal: () => 'Zeek policy/misc/scan（5 分钟内同一端口 25 台主机）；Jung 等，2004 年（失败比例）',
  sourceVertical: () => 'Zeek policy/misc/scan（5 分钟内同一主机 15 个端口）；Jung 等，2004 年（失败比例）',
  sourceBlock: () => 'Zeek simple-scan（15 分钟内 25 组主机与端口）；Jung 等，2004 年（失败比例）',
  name_unanswered_hosts: () => '无应答主机数',
  name_own_hosts: () => '我方主机数',
  name_targets_per_minute: () => '每分钟目标数',
};
