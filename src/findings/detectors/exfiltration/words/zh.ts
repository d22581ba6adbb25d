import { period } from '../../../../language/figures.ts';
import { bytes, count, listed, percent } from '../../../../language/grammar/zh.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ExfiltrationMessages } from '../messages.ts';

export const zh: WordsOf<ExfiltrationMessages> = {
  askedNames: ({ who, domain, names, questions, length, when, resolver }) =>
    `${who} 在 ${period(when)} 以 ${count(questions)} 次 DNS 查询询问了 ${domain} 之下的 ${count(names)} 个名称，` +
    `域名之前的部分平均 ${length} 个字符，这是借 DNS 查询外传数据的形态。` +
    (resolver ? '该主机自身也应答查询，可能是代别的主机询问：请查明是谁向它查询。' : ''),
  dnsTunnelRule: ({ source, names, share, length }) =>
    `${source}。采用的阈值：同一域名之下 ${count(names)} 个名称，${percent(share)} 的查询是新名称，平均 ${length} 个字符；` +
    '反向解析、各类名单和云的区域不计',
  sourceDnsTunnel: () =>
    'RITA v5（每个域名的子域数：100、500、1,000）与 NEMEA（唯一域名比例超过 0.9）；长度为自行定义',
  talkedDns: ({ who, target, targets, packets, packets_back, bytes: sent, bytes_back, when }) =>
    `${who} 在 ${period(when)} 与 ${target}${targets > 1 ? ` 等 ${count(targets)} 个地址` : ''} 在 UDP 端口 53 上保持同一会话：` +
    `从自己的一个端口发出 ${count(packets)} 个数据包（${bytes(sent)}），收到 ${count(packets_back)} 个（${bytes(bytes_back)}）。` +
    '解析器每次查询都换端口，查询也更短：这看起来是隧道。',
  dnsVolumeRule: ({ source, packets, bytes: length }) =>
    `${source}。采用的阈值：同一会话双向各 ${count(packets)} 个数据包，发出的每包 ${count(length)} 字节以上`,
  sourceDnsVolume: () => '自行定义：DNS 端口上由长数据包组成的单一会话（RFC 5452：每次查询换端口）',
  sentMuch: ({ who, target, bytes: sent, bytes_back, usual, days, when, operated }) =>
    `${who} 在 ${period(when)} 向 ${target} 发送了 ${bytes(sent)}，收到 ${bytes(bytes_back)}；此前从未与该地址通信，` +
    `而之前 ${count(days)} 天中最多的一天对外总共发送 ${bytes(usual)}。` +
    (operated
      ? '该地址属于云自身的服务，例如存储：很可能是备份。'
      : '新的备份或迁移也是这个样子：请查明是谁下的指令。'),
  exfiltrationRule: ({ source, bytes: least, days, times, back }) =>
    `${source}。采用的阈值：一天内向新地址发送 ${bytes(least)}，为之前 ${count(days)} 天以上中最多一天的 ${count(times)} 倍，为收到量的 ${count(back)} 倍`,
  sourceExfiltration: () =>
    '自行定义：与同一主机之前的日子比较（类似 GuardDuty Behavior:EC2/TrafficVolumeUnusual）',
  gapNoHistory: ({ hosts, sample, days }) =>
    `我方 ${count(hosts)} 台主机（${listed(sample)}${hosts > sample.length ? '、…' : ''}）向新地址发送了大量数据，` +
    `但流中没有之前 ${count(days)} 天的历史可供比较：请补充之前几天的日志`,
  name_names_below_domain: () => '域名之下的名称数',
  name_dns_questions: () => 'DNS 查询次数',
  name_name_length: () => '名称平均长度',
  name_packets_returned: () => '返回的数据包',
  name_bytes_returned: () => '返回的字节数',
  name_bytes_fullest_day: () => '之前最多一天的字节数',
  name_days_before: () => '之前的天数',
};
