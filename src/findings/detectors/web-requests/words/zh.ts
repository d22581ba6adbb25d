import { period } from '../../../../language/figures.ts';
import { count } from '../../../../language/grammar/zh.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { AttackClass } from '../../../web-classes/classes.ts';
import type { RequestMessages } from '../messages.ts';

const CLASSES: Readonly<Record<AttackClass, string>> = {
  'sql injection': 'SQL 注入',
  xss: '跨站脚本',
  'local file inclusion': '目录穿越和隐藏文件',
  'remote file inclusion': '远程文件包含',
  'command execution': '命令执行',
  'php injection': 'PHP 注入',
  'java attack': 'Java 攻击（如 Log4Shell）',
  'protocol attack': '协议攻击',
  scanner: '扫描器特征',
};

export const zh: WordsOf<RequestMessages> = {
  requestClient: ({ client, provider }) => (provider === undefined ? client : `${client}（${provider}）`),
  requestOthers: ({ addresses }) => `另外 ${count(addresses)} 个地址`,
  requestsAttacked: ({ who, requests, classes, paths, answered, odd, twice, when }) =>
    `${who}：在 ${period(when)} 向 ${count(paths)} 个路径发送了 ${count(requests)} 次疑似攻击的请求（${classes.join('，')}），` +
    (answered === 0 ? '均未得到成功响应，' : `其中 ${count(answered)} 次得到成功响应，`) +
    (odd === 0
      ? '从响应看没有攻击得手的迹象。'
      : `有 ${count(odd)} 次响应的大小或耗时与该路径平时不同，攻击可能已经得手，请优先核查。`) +
    (twice === 0 ? '' : `其中 ${count(twice)} 次同时见于两份以上日志，只计一次。`),
  attackClass: ({ name, requests }) => `${CLASSES[name]} ${count(requests)} 次`,
  requestsProbed: ({ who, missing, asked, most, minutes, when }) =>
    `${who}：在 ${period(when)} 请求了 ${count(asked)} 个路径，其中 ${count(missing)} 个不存在或被拒绝` +
    `（${count(minutes)} 分钟内最多 ${count(most)} 个），也没有页面链接到这些路径。`,
  requestsScraped: ({ who, pages, most, minutes, crawler, when }) =>
    `${who}：在 ${period(when)} 取走了 ${count(pages)} 个页面（${count(minutes)} 分钟内最多 ${count(most)} 个），` +
    `未加载页面所带的图片和样式${crawler ? '；它自称爬虫，但任何人都可以这样自称' : ''}。`,
  requestsProbedMore: ({ addresses, named, missing, asked, most, minutes, when }) =>
    `除列出的前 ${count(named)} 个外，还有 ${count(addresses)} 个地址在 ${period(when)} 共请求了 ${count(asked)} 个路径，其中 ${count(missing)} 个不存在或被拒绝` +
    `（单个地址 ${count(minutes)} 分钟内最多 ${count(most)} 个），也没有页面链接到这些路径。`,
  requestsScrapedMore: ({ addresses, named, pages, most, minutes, when }) =>
    `除列出的前 ${count(named)} 个外，还有 ${count(addresses)} 个地址在 ${period(when)} 共取走了 ${count(pages)} 个页面` +
    `（单个地址 ${count(minutes)} 分钟内最多 ${count(most)} 个），未加载页面所带的图片和样式。`,
  attackRule: ({ source, requests, times, answers, seconds }) =>
    `${source}。采用的阈值：同一客户端 ${requests} 次请求；响应超过 ${answers} 次以上平时响应中最大或最慢者的 ${times} 倍（延时不少于 ${seconds} 秒），或为无人请求过的文件，即视为异常`,
  probingRule: ({ source, paths, minutes, percent }) =>
    `${source}。采用的阈值：同一客户端在 ${minutes} 分钟内请求 ${paths} 个不存在的路径，且占其全部路径的 ${percent}%`,
  scrapingRule: ({ source, pages, minutes, percent }) =>
    `${source}。采用的阈值：同一客户端在 ${minutes} 分钟内取走 ${pages} 个页面，且图片、样式和脚本不超过其请求的 ${percent}%`,
  gapSameTimes: ({ requests }) =>
    `Web 日志中的 ${count(requests)} 次请求时间全部相同，无法判断谁在短时间内探测路径或抓取整站，因此未指认任何客户端；需要带有每次请求时间的日志`,
  sourceAttack: () =>
    '攻击类别沿用 OWASP Core Rule Set 的名称，对解码后的请求采用自行编写的规则；对响应的判断为自行定义',
  sourceProbing: () => 'Zeek policy/misc/scan（5 分钟 25 个）和 Jung et al. 2004（80% 落空），应用于路径',
  sourceScraping: () => 'OWASP Automated Threats 的 OAT-011 Scraping；数值为自行定义',
  tableAttackClasses: () => '疑似攻击的请求（按类别）',
  tableAttackSources: () => '疑似攻击的请求（按来源和类别）',
  tableVolume: ({ by, known }) =>
    `发送给${known ? '云端客户端' : '客户端'}的数据量和耗时（按${{ url: ' URL ', user: '用户', address: '地址' }[by]}和结果）`,
  name_attack_requests: () => '疑似攻击的请求数',
  name_attack_classes: () => '攻击类别数',
  name_attack_paths: () => '被攻击的路径数',
  name_attack_answered: () => '成功响应数',
  name_attack_odd: () => '异常响应数',
  name_attack_in_two_logs: () => '见于多份日志的请求数',
  name_missing_paths: () => '不存在的路径数',
  name_asked_paths: () => '请求的路径数',
  name_missing_in_window: () => '最繁忙时段不存在的路径数',
  name_pages_read: () => '取走的页面数',
  name_pages_in_window: () => '最繁忙时段的页面数',
  name_attack_class: () => '类别',
  name_paths: () => '路径数',
  name_answered: () => '成功响应',
  name_refused: () => '被拒绝',
  name_largest_answer: () => '最大响应',
  name_slowest_seconds: () => '最慢响应（秒）',
};
