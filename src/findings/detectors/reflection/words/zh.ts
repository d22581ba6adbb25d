import { portName } from '../../../../net/ports.ts';
import { period } from '../../../../language/figures.ts';
import { about, bytes, count, percent } from '../../../../language/grammar/zh.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ReflectionMessages } from '../messages.ts';

const service = (port: number): string =>
  `UDP 端口 ${port}${portName(port) === undefined ? '' : `（${portName(port)}）`}`;

export const zh: WordsOf<ReflectionMessages> = {
  reflectedOn: ({ host, port, sources, packets, bytes: size, when }) =>
    `${host} 在 ${period(when)} 收到来自 ${count(sources)} 个地址 ${service(port)} 的 ${count(packets)} 个包（${bytes(size)}），均非其请求：` +
    '有人冒用它的地址发出查询。这些地址是被利用的一方，并不是攻击者。',
  reflectedOnRule: ({ source, sources, size, bytes: least }) =>
    `${source}。采用的阈值：一分钟内 ${count(sources)} 个地址，每包 ${count(size)} 字节，共 ${bytes(least)}，且没有我方发往它们的记录`,
  sourceReflectedOn: () => '可放大的服务：CISA TA14-017A；同时来自大量地址、无人请求的应答：自行定义',
  reflects: (params) =>
    `${params.who} 在 ${period(params.when)} 从 ${service(params.port)} 向 ${params.target ?? `${count(params.targets)} 个目标`} 发送了 ${bytes(params.bytes)}，` +
    `而请求只有 ${bytes(params.asked)}（载荷为 ${about(params.factor)} 倍）：它正被用来反射并放大洪泛流量。`,
  reflectsRule: ({ source, share, least, most, bytes: size }) =>
    `${source}。采用的阈值：公布放大倍数的 ${percent(share)}，至少 ${count(least)} 倍，达到 ${count(most)} 倍即可；十分钟内向一个目标发送 ${bytes(size)}`,
  sourceReflects: () => '放大倍数：CISA TA14-017A；数量：自行定义',
  name_bytes_asked: () => '请求字节数',
  name_amplification: () => '放大倍数',
};
