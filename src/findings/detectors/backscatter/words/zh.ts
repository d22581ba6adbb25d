import { period } from '../../../../language/figures.ts';
import { count, listed } from '../../../../language/grammar/zh.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { BackscatterMessages } from '../messages.ts';

export const zh: WordsOf<BackscatterMessages> = {
  backscattered: ({ victims, sample, hosts, when }) =>
    `${count(victims)} 个地址（${listed(sample)}${victims > sample.length ? '、…' : ''}）在 ${period(when)} 向我方 ` +
    `${count(hosts)} 个地址发送了 RST 和 SYN-ACK，而我方并未请求。它们正受到伪造源地址者的攻击，并不是攻击者。`,
  backscatterRule: ({ source, hosts }) =>
    `${source}。采用的阈值：我方 ${hosts} 个地址，且没有我方发往它们的记录`,
  sourceBackscatter: () =>
    '基于流的扫描检测规则（所有流均为 RST、SYN-ACK 或 RST-ACK，目标超过 3 个）；需要 tcp_flags',
  name_victims: () => '受害地址数',
};
