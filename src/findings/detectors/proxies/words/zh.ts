import { period } from '../../../../language/figures.ts';
import { bytes as bytesText, count, duration, listed, portWords } from '../../../../language/grammar/zh.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ProxyMessages } from '../messages.ts';

export const zh: WordsOf<ProxyMessages> = {
  relayed: ({ who, ports, clients, targets, window, bytes, fetched, when }) =>
    `在 ${period(when)}，外部 ${count(clients)} 个地址在${duration(window)}内使用了 ${who} 的 ${portWords(listed(ports.map(String)), ports.length, 'TCP')}，` +
    `同时该主机自身连接了 ${count(targets)} 台其他主机；它从后者取得 ${bytesText(fetched)}，转发了 ${bytesText(bytes)}。` +
    '因此它可能是开放代理，但依据仅为流量大小。',
  relayRule: ({ source, clients, targets, window, alike, ports }) =>
    `${source}。采用的阈值：${duration(window)}内 ${count(clients)} 个地址访问 ${portWords(listed(ports.map(String)), ports.length, 'TCP')}，` +
    `且有 ${count(targets)} 台其他主机；两侧字节数在两个方向上相差均不超过 ${count(alike)} 倍`,
  sourceRelay: () => '自行定义：代理收到多少就立即转发多少，服务于众多客户端，面向众多目标',
  proxied: ({ who, requests, clients, hosts, sample, tunnels, when }) =>
    `${who ?? '该 Web 服务器'} 在 ${period(when)} 应答了外部 ${count(clients)} 个地址针对其他 ${count(hosts)} 台主机` +
    `（${listed(sample)}${hosts > sample.length ? '、…' : ''}）的 ${count(requests)} 次请求` +
    (tunnels > 0 ? `，其中 ${count(tunnels)} 次为隧道（CONNECT）` : '') +
    '。各应答的差异如同来自不同站点，且无需登录：这是开放代理。',
  proxiedRule: ({ source, hosts }) =>
    `${source}。采用的阈值：同一路径或隧道涉及 ${count(hosts)} 台其他主机，且有同样多种大小，彼此相差最小值的一半；` +
    '带用户名的请求和来自自有地址的请求不计',
  sourceProxied: () => 'RFC 9112 第 3.2.2 和 3.2.3 节（向代理请求的形式）；不同应答的数量为自行定义',
  name_windows_alike: () => '两侧流量相当的时段',
  name_bytes_passed_on: () => '转发的字节数',
  name_bytes_fetched: () => '取得的字节数',
  name_proxied_requests: () => '针对其他主机的请求数',
  name_tunnels: () => '隧道数',
};
