import { period } from '../../../../language/figures.ts';
import { count, duration, listed, portWords } from '../../../../language/grammar/zh.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { SpamMessages } from '../messages.ts';

export const zh: WordsOf<SpamMessages> = {
  mailedMany: ({ who, servers, ports, connections, busiest, window, when, before, takes_none }) =>
    `${who} 在 ${period(when)} 向 ${count(servers)} 台邮件服务器（${portWords(listed(ports.map(String)), ports.length, 'TCP')}）` +
    `建立了 ${count(connections)} 次连接，${duration(window)}内最多 ${count(busiest)} 台；` +
    (takes_none ? '没有迹象表明该主机接收邮件。' : '该主机是否接收邮件，日志中看不出来。') +
    (before === undefined
      ? '日志覆盖的时间不够长，无法判断它以前是否发过邮件。'
      : `此前 ${duration(before)}的流量中没有发送邮件。`),
  spamRule: ({ source, servers, window, history }) =>
    `${source}。采用的阈值：${duration(window)}内 ${count(servers)} 台邮件服务器，视为历史的时长 ${duration(history)}；` +
    '在 25、465 或 587 端口应答的主机不计',
  sourceSpam: () => 'GuardDuty Backdoor:EC2/Spambot（无历史的 25 端口邮件发送）；服务器数量为自行定义',
  gapMailUnseen: ({ hosts, sample }) =>
    `我方 ${count(hosts)} 台主机（${listed(sample)}${hosts > sample.length ? '、…' : ''}）向大量邮件服务器发送了数据。` +
    '流日志来自网关，看不出它们是否像邮件服务器那样也接收邮件：请记录主机自身接口的流日志',
  name_mail_connections: () => '与邮件服务器的连接数',
  name_mail_servers_in_busiest_window: () => '最繁忙时段的邮件服务器数',
  name_seconds_without_mail: () => '此前无邮件的时长',
};
