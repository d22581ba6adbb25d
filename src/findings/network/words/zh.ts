import { count, percent, middleboxes, apart } from '../../../language/grammar/zh.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { NetworkMessages } from '../messages.ts';

export const zh: WordsOf<NetworkMessages> = {
  roleListedNat: ({ gateway }) => `资源清单将其列为 NAT 网关 ${gateway}`,
  roleListedInterface: ({ networkInterface, kind }) =>
    `资源清单将 ${networkInterface} 列为${apart(middleboxes[kind])}的接口`,
  roleTranslated: ({ legs, hosts }) =>
    `我方 ${count(hosts)} 台主机发往它的 ${count(legs)} 条记录，其数据包实际发往其他地址`,
  roleMirrored: ({ share }) => `我方主机发给它的流量有 ${percent(share)} 又以相同端口、相同数量离开`,
  roleNextHop: ({ records, hosts }) =>
    `我方 ${count(hosts)} 台主机的 ${count(records)} 条记录注明，接收其数据包的下一跳 NAT 网关就是它`,
  roleRegional: ({ gateway }) => `流日志注明记录这些流的网关是 ${gateway}`,
  roleTransit: ({ hosts }) => `它的记录涉及我方 ${count(hosts)} 个地址，没有一个出现在大多数记录中`,
};
