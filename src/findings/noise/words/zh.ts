import { count } from '../../../language/grammar/zh.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { NoiseMessages } from '../messages.ts';

const KINDS = {
  health_check: '健康检查',
  monitor: '监控服务',
  crawler: '搜索引擎爬虫',
  research: '研究用扫描器',
};

export const zh: WordsOf<NoiseMessages> = {
  noiseOwn: () => '排在其他发现之后：设置（`monitoring`）已将该地址列为贵方自己的监控来源。',
  noisePublished: ({ name, kind }) =>
    `排在其他发现之后：根据公开的地址段，该地址属于 ${name}（${KINDS[kind]}）。`,
  noiseClaimed: ({ name, kind, requests, owner }) =>
    `排在其他发现之后：${requests === 1 ? '其唯一一次请求' : `其 ${count(requests)} 次请求全部`}自称 ${name}（${KINDS[kind]}），` +
    `且没有任何请求像是攻击。` +
    (owner === undefined
      ? '不过任何人都可以使用这个名称，现有材料无法证实。'
      : `根据公开的地址段，该地址归 ${owner} 自用。`),
};
