import { protocolName } from '../../net/protocols.ts';
import { createFlowLogs, describeFlowLogs, inRegion, whichInstance, whichVpc } from './commands.ts';
import { figuresOf, period, portsPhrase, servicesOf, type PortWords } from './figures.ts';
import type { Sentences, Span } from './messages.ts';

const { count, about, percent, bytes } = figuresOf('zh-CN');

const listed = (values: readonly string[]): string => values.join('、');

/** `TCP 端口 22`, `端口 22`. */
export const portWords: PortWords = (list, _number, protocol = '') => `${protocol} 端口 ${list}`.trimStart();

function ports(told: { protocol: number; ports: number[]; port_count: number }): string {
  return portsPhrase(told, portWords, (name, total, some) => `${name} 的 ${count(total)} 个端口（${some}）`);
}

function some({ names, more }: { names: string[]; more: number }): string {
  return more > 0 ? `${listed(names)} 等，另有 ${count(more)} 个` : listed(names);
}

const KINDS = {
  nat: 'NAT 网关',
  'load balancer': '负载均衡器',
  'transit gateway': '中转网关',
} as const;

/** A space before Latin letters, none before Chinese. */
const apart = (text: string): string => (/^[A-Za-z]/.test(text) ? ` ${text}` : text);
const accused = (who: string): string => who || '通知所指的资源';
const logTime = (when: Span | null): string => (when === null ? '整份日志的时间' : period(when));
const services = (names: string[]): string => listed(servicesOf(names, '未注明的服务'));
const owner = (provider: string | undefined, regions: string[]): string =>
  provider === undefined ? '' : `（${[provider, ...regions].join('，')}）`;

function fanAim({ protocol, port }: { protocol?: number; port?: number }): string {
  return port === undefined
    ? ''
    : `通过 ${portWords(String(port), 1, protocol === undefined ? '' : protocolName(protocol))} `;
}

export const zh: Sentences = {
  quoted: ({ text }) => text,

  scanned: (told) =>
    `${told.who} 在 ${period(told.when)} 尝试连接 ${count(told.hosts)} 台主机的 ${ports(told)}，` +
    `其中 ${percent(told.unanswered)} 没有应答${told.flagless ? '；该日志不含 TCP 标志' : ''}。`,
  scanRule: ({ source, least, unit, share, packets, protocol }) => {
    const units = { hosts: '台主机', ports: '个端口', pairs: '组主机与端口' };
    const answered = protocol === 6 ? '有 SYN-ACK，或有 2 个包以上的返回记录' : '有任何返回记录';
    return (
      `${source}。采用的阈值：${count(least)} ${units[unit]}，无应答比例 ${percent(share)}，每条记录最多 ${packets} 个包；` +
      `${protocolName(protocol)} 视为有应答的条件：${answered}`
    );
  },
  sourceHorizontal: () => 'Zeek policy/misc/scan（5 分钟内同一端口 25 台主机）；Jung 等，2004 年（失败比例）',
  sourceVertical: () => 'Zeek policy/misc/scan（5 分钟内同一主机 15 个端口）；Jung 等，2004 年（失败比例）',
  sourceBlock: () => 'Zeek simple-scan（15 分钟内 25 组主机与端口）；Jung 等，2004 年（失败比例）',
  flooded: (told) => {
    const target = told.target ?? `${count(told.targets)} 个目标`;
    const several = told.ports > 1 ? `的 ${count(told.ports)} 个端口` : '';
    const at = told.port === undefined ? several : ` 的端口 ${told.port} `;
    const back = told.packets_back === 0 ? '没有任何返回' : `返回了 ${count(told.packets_back)} 个包`;
    return (
      `${told.who} 在 ${period(told.when)} 向 ${target}${at}发送 ${protocolName(told.protocol)}，` +
      `最高每秒 ${about(told.packets_per_second)} 个包（每秒 ${bytes(told.bytes_per_second)}），` +
      `总计 ${count(told.packets)} 个包、${bytes(told.bytes)}；${back}。`
    );
  },
  floodRule: (told) =>
    `${told.source}。采用的阈值：每秒 ${count(told.packets_per_second)} 个包、每秒 ${count(told.bits_per_second)} 比特` +
    `或每秒 ${count(told.flows_per_second)} 条流；或在 ${count(told.one_sided_packets)} 个包以上的范围内每秒 ` +
    `${count(told.one_sided_packets_per_second)} 个包；返回的包最多占 ${percent(told.share_back)}，或仅有 SYN`,
  sourceFlood: () =>
    'FastNetMon 默认阈值（每秒 20,000 个包、1 Gbit/s、每秒 3,500 条流，取 5 秒平均）；单向速率为自行定义',
  backscattered: ({ victims, sample, hosts, when }) =>
    `${count(victims)} 个地址（${listed(sample)}${victims > sample.length ? '、…' : ''}）在 ${period(when)} 向我方 ` +
    `${count(hosts)} 个地址发送了 RST 和 SYN-ACK，而我方并未请求。它们正受到伪造源地址者的攻击，并不是攻击者。`,
  backscatterRule: ({ source, hosts }) =>
    `${source}。采用的阈值：我方 ${hosts} 个地址，且没有我方发往它们的记录`,
  sourceBackscatter: () =>
    '基于流的扫描检测规则（所有流均为 RST、SYN-ACK 或 RST-ACK，目标超过 3 个）；需要 tcp_flags',

  loginsFailed: ({ attacker, failures, services: at, when, tried, device }) =>
    `${attacker}：在 ${period(when)} 登录 ${services(at)} 失败 ${count(failures)} 次，${tried}` +
    `${device ? '；保存着旧密码的设备也会有同样的表现' : ''}。`,
  attackerClient: ({ address, provider }) => `${address}${owner(provider, [])}`,
  attackerGroup: ({ addresses, provider, regions, shared }) =>
    `${count(addresses)} 个地址${provider === undefined ? '（不属于已知的云）' : owner(provider, regions)}，${shared}`,
  attackersBeyond: ({ addresses }) => `另外 ${count(addresses)} 个地址（各自都已超过阈值）`,
  sharedAgent: ({ agent }) => (agent === '' ? '均没有用户代理' : `用户代理均为 ${agent}`),
  sharedNothing: () => '其中没有一个单独超过阈值',
  triedUnnamed: ({ log }) => (log === 'form' ? '该表单不记录所针对的账户' : '日志未记录所针对的账户'),
  triedOne: ({ user }) => `均以 ${user} 的身份`,
  triedMany: ({ accounts, few }) =>
    `涉及 ${count(accounts)} 个账户，${few ? '每个账户尝试次数很少（密码喷洒）' : '每个账户尝试次数很多'}`,
  webAttackRule: ({ source, failures, minutes, accounts, rotating }) =>
    `${source}。采用的阈值：同一客户端在 ${minutes} 分钟内登录失败 ${failures} 次，或涉及 ${accounts} 个从未登录成功的账户，` +
    `或同一提供商、同一用户代理的 ${rotating} 个以上地址共失败 ${failures} 次`,
  loginAttackRule: ({ source, failures, minutes, accounts, rotating }) =>
    `${source}。采用的阈值：同一客户端在 ${minutes} 分钟内登录同一服务失败 ${failures} 次，或涉及 ${accounts} 个从未登录成功的账户，` +
    `或同一提供商的 ${rotating} 个以上各自未达阈值的地址在同一服务上共失败 ${failures} 次`,
  sourceWebAttack: () =>
    'Zeek policy/protocols/ssh/detect-bruteforcing（30 分钟内失败 30 次），应用于网页登录；密码喷洒和轮换来源为自行定义',
  sourceLoginAttack: () =>
    'Zeek policy/protocols/ssh/detect-bruteforcing（30 分钟内失败 30 次），应用于所有服务；密码喷洒和轮换来源为自行定义',
  credentialsWorked: ({ user, successes, noun, services: at, place, when, why }) =>
    `${user === undefined ? '某个账户' : `${user} `}的凭据已被他人使用成功：在 ${period(when)}，来自 ${place} 的 ` +
    `${count(successes)} 次对 ${services(at)} 的${noun === 'request' ? '请求' : '登录'}成功，${why}。`,
  placeAddress: ({ address, provider, regions }) => `${address}${owner(provider, regions)}`,
  placeAddresses: ({ addresses, provider, regions }) =>
    `${count(addresses)} 个地址${owner(provider, regions)}`,
  whyGuessed: ({ failures }) => `此前同一来源用该账户登录失败 ${count(failures)} 次`,
  whyElsewhere: () => '由脚本发出，而账户的主人从其他网络、用其他程序访问',
  whyAmongMany: ({ logins, accounts, before }) =>
    `同一来源另有 ${count(logins)} 次登录失败` +
    (accounts > 0 ? `，涉及 ${count(accounts)} 个始终未能进入的账户` : '') +
    (before > 0 ? `，并在该账户上失败 ${count(before)} 次` : ''),
  entryRule: ({ source, why }) => `${source}。采用的阈值：${why}`,
  ruleGuessed: ({ failures }) => `同一来源在同一账户上成功之前失败 ${failures} 次以上`,
  ruleElsewhere: () => '云中的脚本使用了某人的凭据，而此人使用的是其他网络和程序',
  ruleAmongMany: ({ failures, per_account: each }) =>
    `来源失败 ${failures} 次以上，所涉账户大多从未登录成功，且平均每个登录成功的账户对应的失败超过 ${each} 次`,
  sourceWebEntry: () => '自行定义：同一客户端（或同一提供商和用户代理）与同一用户，先失败后成功',
  sourceLoginEntry: () => '自行定义：同一客户端与同一用户先失败后成功，或在多个账户上失败之后成功',

  sentClaimed: ({ host, packets, targets, share, found }) =>
    `${host} 在通知所述时间前后，向通知所指的 ${count(targets)} 个目标发送了 ${count(packets)} 个包。` +
    (share === undefined ? '' : `这相当于通知所述数量的 ${percent(share)}，其余部分不在日志中。`) +
    (found === undefined ? '' : `当时：${found}`),
  foundThen: ({ found }) => `在通知所述的时间：${found}`,
  notCovered: ({ who, when }) =>
    `没有与通知相符的流记录，但日志并未完整覆盖 ${accused(who)} 在 ${logTime(when)} 的流量。`,
  noRecordTowards: ({ who, when }) =>
    `日志完整覆盖了 ${accused(who)} 在 ${logTime(when)} 的流量，没有发往通知所指目标的记录。`,
  stayedQuiet: ({ who, when, why }) => `日志完整覆盖了 ${accused(who)} 在 ${logTime(when)} 的流量，${why}。`,
  noTargetNamed: ({ why }) => `仅凭流记录无法判断：通知没有写明目标，${why}。`,
  quietHosts: ({ hosts }) => `每台主机尝试后没有应答的目标最多 ${count(hosts)} 台`,
  quietRate: ({ packets }) => `发往任一目标的速率都不超过每秒 ${count(packets)} 个包`,
  noShape: ({ type }, kinds) => `“${kinds[type]}”在流记录中看不出来`,
  onlyShare: ({ share }) => `在通知所述时间前后，日志中只有通知所述数量的 ${percent(share)}。`,
  gatewayAlone: () => '流日志只显示 NAT 网关，没有显示其数据包的真正目标。',
  noFlows: () => '没有流记录。',
  lackInterfaces: ({ interfaces, who }) => `${listed(interfaces)}（${accused(who)}）的流记录`,
  lackHost: ({ who }) => `${accused(who)} 的流记录（日志中没有）`,
  lackLost: ({ count: lost }) => `AWS 丢失的记录：${count(lost)} 条 SKIPDATA；无法找回`,
  lackTime: () => '活动的时间：通知没有写明，请向通知方询问',
  lackWindow: ({ when, log }) => `${period(when)} 的流记录（日志只有 ${period(log)}）`,
  lackIntervals: ({ silent }) => `${listed(silent.map(period))} 的流记录（所有接口都没有记录）`,
  lackResource: ({ who }) => `${accused(who)} 是我方的哪个资源：请添加资源清单`,
  lackTargets: () => '目标：对方的地址、端口和协议；请向举报人询问',
  lackPacketTargets: () => '流日志中没有 pkt-dstaddr，因此无法把 NAT 的两侧对应起来；请添加字段 pkt-dstaddr',
  lackFlowLogs: ({ who, when }) =>
    `${accused(who)} 的 VPC 流日志${when === null ? '' : `（${period(when)}）`}`,
  lackHow: ({ what }) => `${what}；取得方法：docs/how-to/get-flow-logs.md`,

  accusedNamed: ({ ids }) => `通知写明了 ${listed(ids)}`,
  accusedGateway: ({ address, kind, gateway }) => `${address} 是${apart(KINDS[kind])} ${gateway} 的地址`,
  accusedMapped: ({ address, host }) => `资源清单显示 ${address} 对应 ${host}`,
  accusedOnlyNat: ({ asked }) =>
    `没有资源清单说明 ${listed(asked) || '该地址'} 属于谁；按唯一的 NAT 网关的地址处理`,
  accusedUnknown: ({ asked }) =>
    asked.length === 0 ? '通知没有写明任何资源' : `资源清单和流记录中都没有 ${listed(asked)}`,
  accusedNobody: () => '没有通知指明任何对象',
  didSend: ({ packets, share }) =>
    `它在通知所指的流中发送了 ${count(packets)} 个包，占我方主机发往那里的 ${percent(share)}`,
  didFound: ({ detectors, share }) =>
    `${listed(detectors)} 在通知所述时间检测到它，占检测结果总量的 ${percent(share)}`,
  didAll: ({ found }) => found.join(''),
  culpritBecause: ({ accused: named, did }) => `${named}；${did}。`,
  roleListedNat: ({ gateway }) => `资源清单将其列为 NAT 网关 ${gateway}`,
  roleListedCard: ({ card, kind }) => `资源清单将 ${card} 列为${apart(KINDS[kind])}的接口`,
  roleTranslated: ({ legs, hosts }) =>
    `我方 ${count(hosts)} 台主机发往它的 ${count(legs)} 条记录，其数据包实际发往其他地址`,
  roleMirrored: ({ share }) => `我方主机发给它的流量有 ${percent(share)} 又以相同端口、相同数量离开`,
  roleTransit: ({ hosts }) => `它的记录涉及我方 ${count(hosts)} 个地址，没有一个出现在大多数记录中`,
  gapNobody: ({ type, accused: named }, kinds) =>
    `通知所述的“${kinds[type]}”未能确定到任何主机：${named}，也没有与之相符的流记录`,
  gapInferredNat: ({ address, because }) =>
    `仅根据流记录推断 ${address} 是 NAT 网关（${because}）；` +
    '请添加 aws ec2 describe-nat-gateways 和 describe-network-interfaces 的输出',

  gapUnknown: (told) => `未能识别，因此没有读取：${some(told)}`,
  gapUnreadable: (told) => `无法打开：${some(told)}`,
  gapZone: (told) => `${some(told)} 中的时间没有时区，按 UTC 读取；如果当地时钟不是 UTC，请用 --zone 指定`,
  gapLost: ({ path }) => `${path}：日志表明有记录丢失（SKIPDATA），此处没有的流量也可能发生过`,
  gapRejected: ({ path, rejected, read }) =>
    `${path}：${count(read)} 行中有 ${count(rejected)} 行无法读取，详见证据清单`,
  gapOverlap: ({ first, second, rows, table }) =>
    `${first} 与 ${second} 有 ${count(rows)} 条相同的记录（${table}），被计算了两次；如果它们是同一批记录，请只提供其中一个文件`,
  gapNoRanges: () =>
    '没有任何提供商的地址段，因此无法说明地址的归属：请运行 `abusedesk ranges update`，或把 ip-ranges.json 放入文件夹',
  gapDistant: ({ provider, published, days, edge }) =>
    `手头最接近的 ${provider} 地址段（${published} 发布）比证据的${edge === 'begins' ? '起始' : '结束'}时间` +
    `${days > 0 ? '晚' : '早'} ${count(Math.abs(days))} 天`,
  gapUnusedRule: ({ pattern, kind }) =>
    `没有证据文件符合 ${pattern}，因此为其指定的${kind === 'zone' ? '时区' : '年份'}没有使用`,
  gapUnusedFormat: ({ format }) => `没有证据文件采用所指定的日志格式 ${format}，因此该格式没有使用`,
  gapBalancers: (told) => `采信了资源清单中负载均衡器的 X-Forwarded-For：${some(told)}`,
  gapProxies: (told) =>
    `带有 X-Forwarded-For 的请求来自 ${some(told)}：如果这些是您自己的代理，请用 --trusted-proxy 指定，即可区分其后的客户端`,

  nextTogether: ({ host, others }) => `请检查 ${host} 和 ${listed(others)} 的内部：流日志无法区分它们`,
  nextSnapshot: ({ host, region, instance, named }) =>
    `首先保全 ${host} 的证据：\`aws ec2 create-snapshots${inRegion(region)} --instance-specification InstanceId=${instance}\`${whichInstance('；', { host, region, instance })}${named ? '；该实例为通知所写明的实例' : ''}`,
  nextCutOff: ({ host, region, instance }) =>
    `隔离 ${host}：用以下命令停止它 \`aws ec2 stop-instances${inRegion(region)} --instance-ids ${instance}\` 或在子网的网络 ACL 中拒绝其流量；更换安全组不会中断已经建立的连接`,
  nextFlowLogs: ({ lacks, kept, ...place }) => {
    const what = `请取得以下记录：${listed(lacks)}。`;
    if (kept.length > 0)
      return `${what}资源清单显示流日志保存在 ${listed(kept)}：docs/how-to/get-flow-logs.md`;
    return (
      `${what}查询保存位置：\`${describeFlowLogs(place)}\` 如果没有流日志，请立即启用：` +
      `\`${createFlowLogs(place)}\`${whichVpc('；', place)}；BUCKET（您自己的存储桶）：\`aws s3 ls\`；步骤：docs/how-to/get-flow-logs.md`
    );
  },
  nextInventory: () => '添加资源清单，使地址有名称可查：docs/how-to/collect-inventory.md',
  nextAgain: () => '缺少的日志齐备后，请再次运行同一命令',
  nextPasswords: ({ users }) =>
    `请立即更改 ${listed(users)} 的密码，结束已打开的会话，并检查邮箱规则和转发设置`,
  nextInterim: ({ path }) => `以回复通知的方式发送中期答复：${path}`,
  nextFinal: ({ path }) => `填写最终答复中的空白后发送：${path}`,
  nextForged: () => '请勿回复伪造的通知，也不要打开其中的任何内容；请到提供商的控制台查看是否有真正的通知',
  nextRanges: () => '获取公布的地址段，以便得知地址的归属：`abusedesk ranges update`',

  tierFree: ({ gb }) => `免费部分（每月 ${gb} GB）`,
  tierStep: ({ step, tb }) =>
    ({ first: `最初 ${tb} TB`, next: `其次 ${tb} TB`, above: `${tb} TB 以上` })[step],
  tierNat: () => 'NAT 网关数据处理',
  costList: ({ as_of: asOf }) =>
    `采用 ${asOf} 的标价（AWS EC2 按需定价页的数据传输价格；Amazon VPC 定价页），不含税费和折扣`,
  costRegion: ({ reference }) => `区域未知，采用 ${reference} 的价格`,
  costNoPrice: ({ egress, nat, region, reference }) =>
    `没有 ${region} 的${listed([...(egress ? ['数据传出'] : []), ...(nat ? ['NAT 网关'] : [])])}价格记录，采用 ${reference} 的价格`,
  costLastPrice: ({ tier }) => `“${tier}”按记录中的最后一档价格计算，实际价格更低`,
  costFree: ({ gb, since }) => `按每月 ${gb} GB 免费计算（${since} 起的规定）`,
  costAlone: () => '假定当月没有其他流量离开 AWS：若有其他流量，免费部分会被占用，并进入更低的价格档',
  costInternet: () => '假定所有字节都发往互联网：发往其他 AWS 区域或服务的流量价格不同',
  costLeftOut: () =>
    '不包括：实例和 NAT 网关的小时费用、可用区之间的流量、经 NAT 网关接收的字节、负载均衡器、流日志本身',

  timeBegins: ({ notice, type }, kinds) => `${notice}：所报告的${kinds[type]}开始`,
  timeMoment: ({ notice, type }, kinds) => `${notice}：所报告的${kinds[type]}`,
  timeEnds: ({ notice, type }, kinds) => `${notice}：所报告的${kinds[type]}结束`,
  timeReceived: ({ notice, stage }) =>
    `收到 ${notice}（${{ first: '首次通知', reminder: '催告', final: '最后通知', action: '处置通知' }[stage]}）`,
  timeDue: ({ notice }) => `${notice}：答复期限`,
  timeNotice: ({ source, reference }) =>
    reference === undefined ? `${source} 的通知` : `${source} 的通知 ${reference}`,
  timeFindingEnds: ({ who, type }, kinds) => `${who === undefined ? '' : `${who}：`}${kinds[type]}结束`,
  timeOpened: () => '案件建立',

  tableRequests: ({ known }) => `${known ? '来自云地址的请求' : '请求'}（按月份、URL、用户、状态和用户代理）`,
  tableUsers: () => '谁的登录成功或失败，来自何处',
  tableSources: () => '云客户端（按服务和区域）',
  tableRotation: () => '云地址如何逐日轮换',
  tableRhythm: ({ known }) => `${known ? '云客户端' : '客户端'}以怎样的节奏访问`,
  tableHours: ({ known }) => `${known ? '云客户端' : '客户端'}在一天中的什么时间访问（UTC）`,
  tableClients: ({ known }) => `${known ? '云客户端' : '客户端'}是哪些程序`,
  tableFlowPorts: () => '我方主机与互联网之间的流（按端口，字节多者在前；无端口：双方端口均大于 32767）',
  tableFlowDays: () => '我方主机与互联网之间的流（按日）',
  tableFlowSources: () => '向我方主机发送数据的互联网地址（按日；新地址指此前各日未出现过的地址）',
  tableCut: ({ title, shown, rows, by }) =>
    rows === undefined
      ? `${title}（前 ${count(shown)} 行，之后还有）`
      : `${title}（按 ${by} 排序，${count(rows)} 行中的前 ${count(shown)} 行）`,
  seriesBytes: ({ host }) => `${host} 与互联网之间收发的数据量`,
  seriesFlows: ({ host }) => `${host} 与互联网之间的流记录`,
  seriesRequests: ({ provider, unit }) =>
    `${provider === undefined ? '' : `来自 ${provider} 的`}请求数（每${{ hour: '小时', day: '天', week: '周', '30 days': ' 30 天' }[unit]}）`,
  fanNobody: () => '没有主机与互联网通信',
  fanOnly: (told) => `只有 ${told.who} ${fanAim(told)}与互联网上的主机通信`,
  fanTimes: (told) => `${told.who} ${fanAim(told)}通信的主机数约为其他任何主机的 ${about(told.times)} 倍`,
  fanSeveral: (told) => `有多台主机${fanAim(told)}通信的互联网主机数与 ${told.who} 相近`,
};
