import type { BlockStep } from '../../model/block.ts';
import type { Words } from './messages.ts';

const figures = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 0 });
const share = new Intl.NumberFormat('zh-CN', { maximumSignificantDigits: 2 });
const count = (value: number): string => figures.format(value);
const numbers = ({ add, remove }: { add: number; remove: number }): string =>
  `新增 ${count(add)} 个，移除 ${count(remove)} 个`;

const STEPS: Readonly<Record<BlockStep, string>> = {
  addresses: '攻击者的地址本身',
  prefixes: '这些地址所在的已公布前缀',
  service_in_region: '相应区域中的该服务',
  service: '该服务的全部地址',
  provider: '整个提供商',
};

export const zh: Words = {
  fills_table: (told) => `nftables：填充表 ${told.table} 的集合（${numbers(told)}）`,
  points_table: ({ table }) => `nftables：让表 ${table} 的规则指向这些集合`,
  removes_table: ({ table }) => `nftables：删除表 ${table}`,
  makes_sets: ({ sets, prefixes }) =>
    `ipset：新建 ${count(sets)} 个集合，写入 ${count(prefixes)} 个前缀并核对数量`,
  switches_rules: (told) => `${told.program}：让规则指向新的集合（${numbers(told)}）`,
  removes_sets: ({ sets }) => `ipset：删除 ${count(sets)} 个旧集合`,
  writes_file: (told) => `写入 ${told.path}，检查后加载（${numbers(told)}）`,
  nothing_changes: () => '没有变化：已经生效',

  kept_own: () => '本机地址',
  kept_gateway: () => '默认网关',
  kept_resolver: () => '本机使用的 DNS 服务器',
  kept_session: () => '有管理员正从该地址登录',
  kept_asked: () => '由 --keep 指定',

  fits: ({ prefixes }) => `容纳得下：${count(prefixes)} 个前缀，没有多封的地址`,
  fits_over: ({ exact, used, percent }) =>
    `由 ${count(exact)} 个合并为 ${count(used)} 个前缀，比要求多封 ${share.format(percent)} % 的地址`,
  family_left: ({ family, prefixes, sink }) =>
    `${sink} 不支持 IPv${family}：其中 ${count(prefixes)} 个前缀不会被封锁`,
  gone_after_restart: ({ command }) => `重启后失效；如需每次启动时重新生效：\`${command}\``,
  stays_after_restart: () => '重启后仍然有效',
  ends_by_itself: ({ until, command }) => `将于 ${until} 自动结束；如需保留，请在此之前执行：\`${command}\``,
  not_tried: ({ sink }) => `为 ${sink} 生成的内容尚未在实际设备上试过`,

  step: ({ step, of, prefixes }) =>
    `${STEPS[step]}${of.length === 0 ? '' : `（${of.join('、')}）`}：${count(prefixes)} 个前缀`,
  bad_stopped: ({ stopped, all }) => `拦截攻击者 ${count(all)} 次请求中的 ${count(stopped)} 次`,
  good_none: () => '不影响其他任何人',
  good_some: ({ users, more, others, requests }) => {
    const own =
      users.length === 0
        ? '不影响您自己的用户'
        : `会拦截您自己的用户 ${users.join('、')}${more > 0 ? ` 等另外 ${count(more)} 人` : ''}`;
    const beside = others === 0 ? '' : `；另有 ${count(others)} 个没有登录的客户端`;
    return `${own}${beside}（${count(requests)} 次请求）`;
  },
  held: ({ days, stopped, all }) =>
    `若在最初 ${count(days)} 天之后封锁，其后的 ${count(all)} 次中可拦截 ${count(stopped)} 次`,
  narrowest: ({ step }) => `有效的最窄范围：${STEPS[step]}`,
};
