import type { Instant } from '../../model/instant.ts';
import type { BlockStep } from '../../model/block.ts';
import { clientKinds, records, about, count, duration } from '../../language/grammar/zh.ts';
import type { WordsOf } from '../../language/words.ts';
import type { Direction } from '../rule.ts';
import type { BlockMessages } from './messages.ts';

const numbers = ({ add, remove }: { add: number; remove: number }): string =>
  `新增 ${count(add)} 个，移除 ${count(remove)} 个`;

const STEPS: Readonly<Record<BlockStep, string>> = {
  addresses: '攻击者的地址本身',
  prefixes: '这些地址所在的已公布前缀',
  service_in_region: '相应区域中的该服务',
  service: '该服务的全部地址',
  provider: '整个服务商',
};

const TRAFFIC: Readonly<Record<Direction, string>> = {
  in: '对方发起的连接',
  out: '本方发起的连接',
  both: '双向全部流量',
};

/** How far logs must reach to tell it. */
function willTell(known: Instant | undefined): string {
  return known === undefined ? '' : `；待日志延续到 ${known}，即可判断`;
}

export const zh: WordsOf<BlockMessages> = {
  blockFillsTable: (told) => `nftables：填充表 ${told.table} 的集合（${numbers(told)}）`,
  blockPointsTable: ({ table }) => `nftables：让表 ${table} 的规则指向这些集合`,
  blockClosesOff: ({ program }) =>
    `${program}：在下面的规则生效之前，先切断与这些地址的全部通信，以免正在进行的连接被误认为是本机发起的`,
  blockRemovesTable: ({ table }) => `nftables：删除表 ${table}`,
  blockMakesSets: ({ sets, prefixes }) =>
    `ipset：新建 ${count(sets)} 个集合，写入 ${count(prefixes)} 个前缀并核对数量`,
  blockSwitchesRules: (told) => `${told.program}：让规则指向新的集合（${numbers(told)}）`,
  blockRemovesSets: ({ sets }) => `ipset：删除 ${count(sets)} 个旧集合`,
  blockWritesFile: (told) => `写入 ${told.path}，检查后加载（${numbers(told)}）`,
  blockReplacesList: (told) => `替换列表 ${told.list}（${numbers(told)}）`,
  blockNothingChanges: () => '没有变化：已经生效',

  keptOwn: () => '本机地址',
  keptGateway: () => '默认网关',
  keptResolver: () => '本机使用的 DNS 服务器',
  keptSession: () => '有管理员正从该地址登录',
  keptAsked: () => '由 --keep 指定',

  blockFits: ({ prefixes }) => `容纳得下：${count(prefixes)} 个前缀，没有多封的地址`,
  blockFitsOver: ({ exact, used, percent }) =>
    `由 ${count(exact)} 个合并为 ${count(used)} 个前缀，比要求多封 ${about(percent)}% 的地址`,
  blockFamilyLeft: ({ family, prefixes, sink }) =>
    `${sink} 不支持 IPv${family}：其中 ${count(prefixes)} 个前缀不会被封锁`,
  blockGoneAfterRestart: ({ command }) => `重启后失效；如需每次启动时重新生效：\`${command}\``,
  blockStaysAfterRestart: () => '重启后仍然有效',
  blockEnds: ({ until, command }) => `将于 ${until} 自动结束；如需保留，请在此之前执行：\`${command}\``,
  blockNotTried: ({ sink }) => `为 ${sink} 生成的内容尚未在实际设备上试过`,
  blockUnread: ({ why }) => `未能读取当前生效的设置：${why}`,
  blockListsMissing: ({ provider, lists, command }) =>
    `只包含 ${provider} 的一部分，以下列表尚未加载：${lists.join('、')}（${command}）`,

  blockStep: ({ step, of, prefixes }) =>
    `${STEPS[step]}${of.length === 0 ? '' : `（${of.join('、')}）`}：${count(prefixes)} 个前缀`,
  blockStopsBad: ({ sent, clients, signedIn: { times, users } }) =>
    `拦截攻击者（${count(clients)} 个地址）的全部访问：${records(sent)}` +
    (times === 0 ? '' : `，其中认证成功 ${count(times)} 次，涉及 ${count(users)} 个账户`),
  blockStopsNoGood: () => '不影响其他任何人',
  blockStopsGood: ({ users, more, others, sent }) => {
    const own =
      users.length === 0
        ? '不影响您自己的用户'
        : `会拦截您自己的用户 ${users.join('、')}${more > 0 ? `，以及另外 ${count(more)} 人` : ''}`;
    const beside = others.length === 0 ? '' : `；另有${clientKinds(others)}`;
    return `${own}${beside}（${records(sent)}）`;
  },
  blockHeld: ({ days, stopped, all }) =>
    `若在最初 ${count(days)} 天之后封锁，其后的 ${count(all)} 次中可拦截 ${count(stopped)} 次`,
  blockNarrowest: ({ step }) => `有效的最窄范围：${STEPS[step]}`,

  blockNothing: () => '当前没有封锁任何地址',
  blockRule: ({ prefixes, direction, port, until }) =>
    `${count(prefixes)} 个前缀，${TRAFFIC[direction]}` +
    `${port === undefined ? '' : `，端口 ${port}`}${until === undefined ? '' : `，至 ${until}`}`,
  blockCounter: ({ what, packets, bytes }) =>
    `${what}：已拦截 ${count(packets)} 个数据包，${count(bytes)} 字节`,
  blockProbe: ({ address, port, connected, stopped }) =>
    `尝试连接 ${address} 端口 ${port}：${connected ? '已连上' : '未连上'}，` +
    `拦截了 ${count(stopped)} 个数据包`,
  blockStopped: ({ since, until, before }) =>
    `已停止：${since} 封锁之后，截至 ${until} 的日志中没有相应的请求（封锁前：${count(before)} 个）`,
  blockNotStopped: ({ since, after, sample, last }) =>
    `未停止：${since} 封锁之后仍有 ${count(after)} 个请求，最后一个在 ${last}（${sample.join('、')}）`,
  blockLogsEnd: ({ since, until, known }) =>
    `尚无法判断：日志截至 ${until}，而封锁在 ${since}；请用更新的日志建立案件${willTell(known)}`,
  blockNothingBefore: ({ since }) => `尚无法判断：在这些日志中，${since} 封锁之前也几乎没有相应的请求`,
  blockPaused: ({ pause, silence, known }) =>
    `尚无法判断：请求已中断 ${duration(silence)}，但封锁之前也曾中断过 ${duration(pause)}${willTell(known)}`,
  blockNoRequests: () => '尚无法判断：案件中没有请求和登录记录；流日志记录的是到达本机防火墙之前的数据包',
  blockUndone: ({ deed, at, prefixes }) =>
    `已撤销：${at} 的${deed === 'apply' ? '封锁' : '确认'}，${count(prefixes)} 个前缀`,
  blockRuns: ({ command }) => `每次启动时及每天运行：${command}`,
  blockWritten: ({ path }) => `已写入：${path}`,

  blockSink: ({ title, marks }) => `${title}：${marks.join('，')}`,
  sinkApplied: () => '可由本工具直接生效',
  sinkHandedOver: () => '生成文件，需自行导入',
  sinkTimer: () => '限时封锁到期自动结束',
  sinkCapacity: ({ entries }) => `最多 ${count(entries)} 条`,
  sinkTried: ({ program }) => `已用 ${program} 验证`,
  sinkUntried: () => '尚未在实际设备上试过',
};
