import { period } from '../../../../language/figures.ts';
import { count, duration, listed, percent, ports } from '../../../../language/grammar/zh.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ScannedByMessages } from '../messages.ts';

const SHAPES = {
  horizontal: '在大量主机上寻找同一服务的横向扫描',
  vertical: '逐个试探单台主机端口的纵向扫描',
  block: '涉及大量主机和大量端口的扫描',
};

export const zh: WordsOf<ScannedByMessages> = {
  scannedBy: (params) =>
    `${params.source} 在 ${period(params.when)} 试探了我方 ${count(params.hosts)} 台主机的 ${ports(params)}` +
    `（${SHAPES[params.shape]}${params.slow === undefined ? '' : `，历时 ${duration(params.slow)}，速度缓慢`}）；` +
    `其中 ${percent(params.unanswered)} 没有得到应答。` +
    (params.tests.length === 0 ? '' : `按统计判定方法（${listed(params.tests)}）也是扫描。`) +
    (params.kind ?? '') +
    (params.proven ? '它完成过握手，因此源地址是真实的。' : '没有一次握手完成，因此源地址可能是伪造的。'),
  scannedByMore: (params) =>
    `除试探最多的 ${count(params.named)} 个来源外，另有 ${count(params.sources)} 个地址在 ${period(params.when)} 扫描了我方 ` +
    `${count(params.hosts)} 台主机（${ports(params)}）。`,
  scannedByRule: ({ source, hosts, ports: least, pairs, share, slow, named }) =>
    `${source}。采用的阈值：我方 ${count(hosts)} 台主机、${count(least)} 个端口或 ${count(pairs)} 组，无应答比例 ${percent(share)}；` +
    `按整份日志计数时为 ${percent(slow)}；单独列出的是试探最多的 ${count(named)} 个`,
  sourceScannedBy: () =>
    'Zeek policy/misc/scan（5 分钟内同一端口 25 台主机，或同一主机 15 个端口）与 simple-scan（15 分钟内 25 组）；' +
    'Jung 等，2004 年（失败比例、TRW）；SiLK rwscan（BLR）',
  scannedTogether: (params) =>
    `${count(params.sources)} 个地址（${listed(params.sample)}${params.sources > params.sample.length ? '、…' : ''}）在 ` +
    `${period(params.when)} 协同试探了我方 ${count(params.hosts)} 台主机的 ${ports(params)}：` +
    (params.divided
      ? '它们分工覆盖这些主机，几乎没有一台被试探两次。'
      : `端口完全相同，每个地址大约每隔 ${duration(params.pace)} 试探一次。`),
  scannedTogetherMore: ({ groups, named, sources, when }) =>
    `除最大的 ${count(named)} 组外，${period(when)} 另有 ${count(groups)} 组地址（共 ${count(sources)} 个）协同扫描我方。`,
  scannedTogetherRule: ({ source, sources, ports: least, share, apart }) =>
    `${source}。采用的阈值：${count(sources)} 个地址；共同端口 ${count(least)} 个且 ${percent(share)} 的间隔一致，` +
    `或 ${percent(apart)} 的组合只由其中一个试探`,
  sourceScannedTogether: () =>
    '自行定义：均未达到任何阈值的来源，以相同间隔试探同一组端口，或分工覆盖我方主机',
};
