import {
  clientKinds,
  records,
  count,
  listed,
  some,
  abuseTypes,
  duration,
} from '../../language/grammar/zh.ts';
import { instantText, laterText } from '../../language/figures.ts';
import type { Instant } from '../../model/instant.ts';
import type { WordsOf } from '../../language/words.ts';
import type { CaseMessages } from '../messages.ts';

/** What helps where a clock or its zone is wrong. */
const ZONE_CURE = '，其时钟或时区有误；请与其他日志核对，并用 --zone 指定时区';

function whatOf({ rules, pictures, replay }: CaseMessages['gapMemory']): string {
  const parts = [
    rules.length > 0 && `规则 ${listed(rules)} 的检测结果`,
    pictures > 0 && `报告中的 ${count(pictures)} 个表格或图表`,
    replay && '封锁本可阻止哪些流量的推算',
  ];
  return listed(parts.filter((part) => part !== false));
}

/** How far logs must reach to tell it. */
function willTell(last: Instant, known: Instant | undefined): string {
  return known === undefined ? '' : `待日志延续到 ${laterText(last, known)}，即可判断。`;
}

export const zh: WordsOf<CaseMessages> = {
  caseBusy: () => '另一次运行正在处理此案件，请等待其结束',
  gapUnknown: (params) => `未能识别，因此没有读取：${some(params)}`,
  gapPrograms: ({ programs, more }) =>
    `abusedesk 不读取的程序所写的行：${some({ names: programs.map(({ name, lines }) => `${name}（${count(lines)}）`), more })}`,
  gapUnreadable: (params) => `无法打开：${some(params)}`,
  gapZone: (params) =>
    `${some(params)} 中的时间没有时区，按 UTC 读取；如果当地时钟不是 UTC，请用 --zone 指定`,
  gapPartial: ({ path, why }) => `${path} 只读取了一部分，其余部分所记的活动也可能发生过：${why}`,
  gapChanged: ({ path }) =>
    `${path} 在读取期间发生了变化：结论以证据清单中记有 SHA-256 的那些字节为准，文件中已不存在的行不予引用。请将其复制到无写入的位置，再对副本进行调查`,
  gapMemory: (left) =>
    `以下内容所需内存超出上限，已略去：${whatOf(left)}。请在 abusedesk.yaml 中设置 memory: 2GB，然后重新调查`,
  gapLost: ({ path }) => `${path}：日志表明有记录丢失（SKIPDATA），此处没有的流量也可能发生过`,
  gapTags: ({ columns }) =>
    `流日志有标签字段，但 ${columns.join('、')} 中没有任何值：创建时没有为其指定 TagFieldSpecifications，或资源没有这些标签，或日志无权读取标签（此时 AWS 只写“-”，不报错）。如需名称，请新建一个指定标签键的流日志`,
  gapRejected: ({ path, rejected, read }) =>
    `${path}：${count(read)} 行中有 ${count(rejected)} 行无法读取，详见证据清单`,
  gapFuture: ({ last, hours, ...files }) =>
    (files.names.length === 1
      ? `${some(files)}：最后一条记录（${instantText(last)}）的时间在 ${hours} 小时之后`
      : `${some(files)}：最后一条记录的时间晚于现在（最多晚 ${hours} 小时，${instantText(last)}）`) +
    ZONE_CURE,
  gapWritten: ({ last, written, hours, ...files }) =>
    (files.names.length === 1
      ? `${some(files)}：最后一条记录（${instantText(last)}）比文件的最后修改时间（${instantText(written)}）晚 ${hours} 小时`
      : `${some(files)}：最后一条记录晚于文件的最后修改时间（最多晚 ${hours} 小时，记录 ${instantText(last)}，修改 ${instantText(written)}）`) +
    ZONE_CURE,
  gapShifted: ({ path, other, minutes, cure }) =>
    `${path}：其时钟比 ${other} ${minutes > 0 ? '快' : '慢'} ${duration(Math.abs(minutes) * 60)}，因为除此之外，相同的客户端在两份日志中于相同的时刻出现；其中一个时钟有误，两者的时间不能直接对照` +
    (cure === undefined ? '' : `；如果有误的是 ${path}，请加上 ${cure} 重新读取`),
  gapPassedOver: ({ reason, ...files }) => `${some(files)}：其中没有可用的记录（${reason}）`,
  gapNote: ({ path, note }) => `${path}：${note}`,
  gapMore: ({ count: more }) => `同类情况还有 ${count(more)} 项未在此列出；各文件的记录见 manifest.json`,
  gapOverlap: ({ first, second, rows, table }) =>
    `${first} 与 ${second} 有 ${count(rows)} 条相同的记录（${table}），被计算了两次；如果它们是同一批记录，请只提供其中一个文件`,
  gapNoRanges: ({ update }) =>
    `没有任何服务商的地址段，因此无法说明地址的归属：请运行 ${update}，或把 ip-ranges.json 放入文件夹`,
  gapNotLoaded: ({ addresses, asked, notLoaded, update }) =>
    `有 ${count(addresses)} 个地址不在已查询的任何地址段列表中（${listed(asked)}）；` +
    `尚未载入、因而未查询的列表：${listed(notLoaded)}；其中公开发布的可用 ${update} 获取`,
  gapDistant: ({ provider, published, days, edge, drift }) =>
    `手头最接近的 ${provider} 地址段（${published} 发布）比证据的${edge === 'begins' ? '起始' : '结束'}时间` +
    `${days > 0 ? '晚' : '早'} ${count(Math.abs(days))} 天` +
    (drift === undefined
      ? ''
      : `；${drift.days} 天内，其地址有 ${drift.relabelled}% 变更标签，${drift.added}% 为新增，${drift.gone}% 不再列出`),
  gapUnusedRule: ({ pattern, kind }) =>
    `没有证据文件符合 ${pattern}，因此为其指定的${kind === 'zone' ? '时区' : '年份'}没有使用`,
  gapUnusedFormat: ({ format }) => `没有证据文件采用所指定的日志格式 ${format}，因此该格式没有使用`,
  gapBalancers: (params) => `采信了资源清单中负载均衡器的 X-Forwarded-For：${some(params)}`,
  gapProxies: (params) =>
    `带有 X-Forwarded-For 的请求来自 ${some(params)}：如果这些是您自己的代理，请用 --trusted-proxy 指定，即可区分其后的客户端`,
  nextTogether: ({ host, others }) => `请检查 ${host} 和 ${listed(others)} 的内部：流日志无法区分它们`,
  nextSnapshot: ({ host, snapshot, find, named }) =>
    `请首先保全 ${host} 的证据：${snapshot}${find === undefined ? '' : `；INSTANCE-ID: ${find}`}${named ? '；该实例为通知所写明的实例' : ''}`,
  nextCutOff: ({ host, stop, plan }) =>
    `隔离 ${host}：用以下命令停止它 ${stop} 或在子网的网络 ACL 中拒绝其流量；更换安全组不会中断已经建立的连接${plan === undefined ? '' : `；各手段会切断什么、还会影响什么、如何撤销：${plan}`}`,
  nextStopOutbound: ({ host, ports: at, targets, block, attempt }) =>
    `如果 ${host} 必须继续运行，请禁止它向外部的 TCP 端口 ${listed(at.map(String))} 发起连接（它曾连接 ${count(targets)} 台主机），至少禁止连接投诉方` +
    `（TARGETS.txt，每行一个地址）：${block} 然后在该主机上手动尝试一次连接：${attempt} 把输出放入文件夹，作为连接已失败的证据`,
  nextInside: ({ host, inspect, collector }) =>
    `请在${host === '' ? '被指控的主机' : ` ${host} `}上查明是哪个程序或脚本在发送、入侵者如何进入；在该主机上以 root 运行：${inspect} 若没有 Node，也可读取此脚本的输出：${collector} 请将输出连同 Web 服务器的日志和网页目录的副本放入文件夹；分步说明：docs/how-to/look-inside-a-host.md`,
  nextMailTraces: ({ host, traces, find, accounts }) =>
    `请在 ${host || '被指控的主机'} 上查找被投诉邮件的邮件头所指的发送来源：${listed(traces)}。这些内容可能是发送者自己写的，因此只是线索，不是证据` +
    (find === undefined ? '' : `。脚本所在位置：${find}`) +
    (accounts.length === 0
      ? ''
      : `。如果邮件服务器日志中有 ${listed(accounts)} 在该时刻的登录，请更改其密码并结束会话`),
  nextScanFiles: ({ host, scan }) =>
    `在 ${host} 上查找受感染的文件，放置脚本的人可能还留下了其他文件：${scan} 若是磁盘快照，请加 --root DIR`,
  nextSnapshotElsewhere: ({ host }) => `请首先保全 ${host} 的证据：用服务商自己的工具为其磁盘创建快照`,
  nextCutOffElsewhere: ({ host }) =>
    `请隔离 ${host}：将其停止，或在主机之外阻断其发出的流量，并确认原有连接已经断开`,
  nextFlowLogsElsewhere: ({ lacks }) =>
    `请取得以下记录：${listed(lacks)}。如果服务商没有保留，请立即开启流日志`,
  nextFlowLogsKept: ({ lacks, kept }) =>
    `请取得以下记录：${listed(lacks)}。资源清单显示流日志保存在 ${listed(kept)}：docs/how-to/get-flow-logs.md`,
  nextFlowLogs: ({ lacks, describe, create, find, buckets }) =>
    `请取得以下记录：${listed(lacks)}。查询保存位置：${describe} 如果没有流日志，请立即启用：` +
    `${create}${find === undefined ? '' : `；VPC-ID: ${find}`}；BUCKET（您自己的存储桶）：${buckets}；步骤：docs/how-to/get-flow-logs.md`,
  nextInventory: () => '添加资源清单，使地址有名称可查：docs/how-to/collect-inventory.md',
  nextAgain: () => '缺少的日志齐备后，请再次运行同一命令',
  nextKey: ({ id, deactivate, used, history }) =>
    `请立即停用访问密钥 ${id}：${deactivate}。其所有者和最近一次使用的位置：${used}。` +
    `最近 90 天内用它做过的操作（逐个区域查询）：${history}`,
  nextKeyElsewhere: ({ id }) => `请找到访问密钥 ${id} 并立即停用，再查明用它做过哪些操作`,
  nextPasswords: ({ users }) =>
    `请立即更改 ${listed(users)} 的密码，结束已打开的会话，并检查邮箱规则和转发设置`,
  nextBlock: ({ prefixes, bad, users, more, others, plan, keep }) => {
    const own =
      users.length === 0
        ? '您自己的用户不会受到影响'
        : `您自己的用户中会被一并拦截的有：${listed(users)}${more > 0 ? `，以及另外 ${count(more)} 人` : ''}`;
    const beside = others.length === 0 ? '' : `（另有${clientKinds(others)}）`;
    return `请封锁以下 ${count(prefixes)} 个前缀：攻击者的访问（${records(bad)}）来自这些前缀；${own}${beside}：${plan}${keep === undefined ? '' : `。${keep}`}`;
  },
  nextKeepBlock: ({ what, prefixes, users, more, others, alike, schedule }) => {
    const own =
      users.length === 0
        ? '不影响您自己的用户'
        : `会一并拦截您自己的用户 ${listed(users)}${more > 0 ? `，以及另外 ${count(more)} 人` : ''}`;
    const beside = others.length === 0 ? '' : `，另有${clientKinds(others)}`;
    return `公布的地址范围会变动：封锁生效后，请在服务器上每天按当日公布的内容重新封锁整个 ${what}（目前 ${count(prefixes)} 个前缀，${alike ? '不会多拦截任何人' : `${own}${beside}`}）：${schedule}（Windows 上用 --sink windows-firewall）`;
  },
  nextAskUsers: ({ ask }) => `请向用户本人确认，是否使用了会从该处登录的服务：${ask}`,
  nextComplain: ({ complain }) => `向攻击来源的服务商举报，发出前可先查看内容：${complain}`,
  nextInterim: ({ path }) => `以回复通知的方式发送初步答复：${path}`,
  nextSecurityContact: ({ missing, read, set }) =>
    `撰写预防措施之前，请确认账户的安全联系人。${missing ? '据通知所列，尚未设置，通知只会发给账户所有者。' : '设置后可及时收到通知。'}查看：${read}。设置：${set}`,
  nextFinal: ({ path }) => `填写最终答复中的空白后发送：${path}`,
  nextDispute: ({ path }) => `记录与通知不符：请核对附有相应记录行的异议信，然后发送：${path}`,
  nextProve: ({ why, ...named }) =>
    `在答复通知或对通知所写明的对象（${some(named)}）执行命令之前，请先确认通知属实：${why}。服务商的控制台中应有同一案件，所写明的对象也应属于您`,
  nextForged: () => '请勿回复伪造的通知，也不要打开其中的任何内容；请到服务商的控制台查看是否有真正的通知',
  nextRanges: ({ update }) => `获取公布的地址段，以便得知地址的归属：${update}`,
  stopSeen: ({ last, ends }) =>
    `最后一次出现在 ${instantText(last)}；日志持续到 ${laterText(last, ends)}，此后未再出现。`,
  stopGoing: ({ ends }) => `日志在 ${instantText(ends)} 结束时，该行为仍在继续。`,
  stopShortly: ({ last, seconds, known }) =>
    `请视为仍在继续：最后一次出现在 ${instantText(last)}，日志在此后仅 ${duration(seconds)}就结束了。${willTell(last, known)}`,
  stopLogEnds: ({ last, known }) =>
    `无法判断是否已经停止：该行为最后一次出现时日志也已结束（${instantText(last)}）。${willTell(last, known)}`,
  stopTooShort: ({ last, seconds, known }) =>
    `无法判断是否已经停止：最后一次出现在 ${instantText(last)}，日志在此后 ${duration(seconds)}结束。${willTell(last, known)}`,
  stopUnknown: () => '根据现有材料无法判断是否已经停止。',
  stopNotSeen: ({ ends }) => `日志持续到 ${instantText(ends)}，其中没有出现该行为。`,
  tierFree: ({ gb }) => `免费部分（每月 ${gb} GB）`,
  tierStep: ({ step, tb }) =>
    ({ first: `最初 ${tb} TB`, next: `其次 ${tb} TB`, above: `${tb} TB 以上` })[step],
  tierNat: () => 'NAT 网关数据处理',
  tierZones: () => '可用区之间的传输',
  costList: ({ as_of: asOf, source }) => `采用 ${asOf} 的标价（${source}），不含税费和折扣`,
  costRegion: ({ reference }) => `区域未知，采用 ${reference} 的价格`,
  costNoPrice: ({ egress, nat, region, reference }) =>
    `没有 ${region} 的${listed([...(egress ? ['数据传出'] : []), ...(nat ? ['NAT 网关'] : [])])}价格记录，采用 ${reference} 的价格`,
  costLastPrice: ({ tier }) => `“${tier}”按记录中的最后一档价格计算，实际价格更低`,
  costFree: ({ gb, since }) => `按每月 ${gb} GB 免费计算（${since} 起的规定）`,
  costAlone: ({ provider }) =>
    `假定当月没有其他流量离开 ${provider}：若有其他流量，免费部分会被占用，并进入更低的价格档`,
  costInternet: ({ provider }) => `假定所有字节都发往互联网：发往其他 ${provider} 区域或服务的流量价格不同`,
  costLeftOut: ({ zones }) =>
    `不包括：实例和 NAT 网关的小时费用、${zones ? '' : '可用区之间的流量、'}经 NAT 网关接收的字节、负载均衡器、流日志本身`,
  costClaimed: () => '按通知所列数字计算：案件中没有相应的流日志',
  costServed: ({ gb }) => `其中 ${count(gb)} GB 是对传入请求的响应：属于自身服务，而非被举报的流量`,
  timeBegins: ({ notice, type }) => `${notice}：所报告的${abuseTypes[type]}开始`,
  timeMoment: ({ notice, type }) => `${notice}：所报告的${abuseTypes[type]}`,
  timeEnds: ({ notice, type }) => `${notice}：所报告的${abuseTypes[type]}结束`,
  timeReceived: ({ notice, stage }) =>
    `收到 ${notice}（${{ first: '首次通知', reminder: '催告', final: '最后通知', action: '处置通知' }[stage]}）`,
  timeDue: ({ notice }) => `${notice}：答复期限`,
  timeNotice: ({ source, reference }) =>
    `${source === undefined ? '自由格式的举报' : `${source} 的通知`}${reference === undefined ? '' : ` ${reference}`}`,
  timeLogEnds: ({ who, type }) =>
    `${who === undefined ? '' : `${who}：`}${abuseTypes[type]}的最后一条记录，随后日志结束，此后是否仍在继续不得而知`,
  timeFindingEnds: ({ who, type }) => `${who === undefined ? '' : `${who}：`}${abuseTypes[type]}结束`,
  timeOpened: () => '案件建立',
};
