import { portName } from '../../../../net/ports.ts';
import { period } from '../../../../language/figures.ts';
import { count, percent } from '../../../../language/grammar/zh.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { BruteForceMessages } from '../messages.ts';

const service = (port: number): string =>
  `TCP 端口 ${port}${portName(port) === undefined ? '' : `（${portName(port)}）`}`;

export const zh: WordsOf<BruteForceMessages> = {
  guesses: ({ who, port, connections, hosts, when }) =>
    `${who} 在 ${period(when)} 连接了 ${count(hosts)} 台主机的 ${service(port)} 共 ${count(connections)} 次，` +
    '每次都与登录失败的大小相同且彼此一致：就流记录所见，它在猜测密码；需由该主机自身的日志确认。',
  guessesAtUs: ({ who, port, connections, hosts, when }) =>
    `${who} 在 ${period(when)} 连接了我方 ${count(hosts)} 台主机的 ${service(port)} 共 ${count(connections)} 次，` +
    '每次都与登录失败的大小相同且彼此一致：就流记录所见，它在猜测密码；涉及哪些账户要看该服务的日志。',
  guessesAtUsMore: ({ sources, named, connections, when }) =>
    `除连接最多的 ${count(named)} 个来源外，另有 ${count(sources)} 个地址在 ${period(when)} 向我方登录服务发起了 ${count(connections)} 次与登录失败大小相同的连接。`,
  guessRule: ({ source, connections, other, minutes, share, one }) =>
    `${source}。采用的阈值：${count(minutes)} 分钟内 ${count(connections)} 次连接（未公布大小的服务为 ${count(other)} 次），` +
    `对同一服务器 ${count(one)} 次，该大小占 ${percent(share)}，定时任务除外`,
  sourceGuess: () =>
    'NEMEA 暴力破解检测（30 条流；SSH、Telnet、RDP 的大小）；SSHCure（连续 10 次，流量平稳）；其他服务为自行定义',
  sourceGuessAtUs: () =>
    'NEMEA 暴力破解检测（来自外部的 30 条流；SSH、Telnet、RDP 的大小）；SSHCure（连续 10 次，流量平稳）；其他服务为自行定义',
  name_login_connections: () => '类似登录失败的连接数',
  name_connections_in_busiest_window: () => '最繁忙窗口内的连接数',
};
