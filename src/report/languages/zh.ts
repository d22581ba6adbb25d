import { html } from '../html.ts';
import type { Deed, Language } from './language.ts';

/** A space before Latin letters, none before Chinese. */
const apart = (text: string) => (/^[A-Za-z]/.test(text) ? ` ${text}` : text);

/** `12,043 台主机的 TCP 22`; in the middle of a sentence a space parts Latin text from what follows. */
const hosts = (deed: Deed, middle: boolean) => {
  const space = middle ? ' ' : '';
  const target = deed.target ?? html`${deed.hostsText} 台主机`;
  if (deed.ports !== undefined) return html` ${target}${deed.target && ' '}的${apart(deed.ports)}${space}`;
  return html` ${target}${deed.target && space}`;
};
const via = (deed: Deed) => deed.via && html`经由 ${deed.via} `;

export const zh: Language = {
  tag: 'zh-Hans',
  gap: '',
  comma: '、',

  title: (id) => `滥用事件 ${id}`,
  written: (at) => html`生成时间 ${at}`,
  onThisPage: '本页内容',
  certainty: { confirmed: '已确认', likely: '很可能', 'cannot tell': '无法判断', 'ruled out': '已排除' },
  verdict: { confirmed: '已确认', contradicted: '已排除', 'no data': '无法判断' },
  types: {
    port_scan: '端口扫描',
    ddos: '拒绝服务攻击',
    login_attack: '登录攻击',
    reconnaissance: '侦察行为',
    scraping: '数据抓取',
    sql_injection: 'SQL 注入',
    vulnerability_scan: '漏洞扫描',
    infected_host: '主机感染',
    spam: '垃圾邮件',
    phishing: '网络钓鱼',
    malware: '恶意软件',
    open_proxy: '开放代理',
    open_resolver: '开放 DNS 解析器',
    cryptomining: '加密货币挖矿',
    credential_exposure: '凭据泄露',
    copyright: '版权投诉',
    web_attack: 'Web 攻击',
    beacon: '信标通信',
    exfiltration: '数据外传',
    backscatter: '反向散射流量',
    other: '未注明类型的滥用行为',
  },
  because: '依据',

  answer: {
    span: (from, to) => html`${from} 至 ${to} (UTC) 期间`,
    at: (from) => html`${from} (UTC) 时`,
    ports: (list) => `端口 ${list}`,
    scan: (d) => html`${d.who} 在 ${d.when}${via(d)}扫描了${hosts(d, false)}。`,
    flood: (d) => html`${d.who} 在 ${d.when}${via(d)}向${hosts(d, true)}发送了大量流量。`,
    logins: (d) => html`${d.who} 在 ${d.when}${via(d)}尝试登录${hosts(d, false)}。`,
    other: (d, type) => html`${d.who} 在 ${d.when}${via(d)}对${hosts(d, true)}有${apart(type)}的迹象。`,
    inboundLogins: (who, when) => html`${when}，有人${who && html`从 ${who} `}尝试登录本服务。`,
    inboundOther: (type, who, when) =>
      html`日志显示，${when}${who && html`来自 ${who} 的流量`}对本服务有${apart(type)}的迹象。`,
    credentials: (users) => html`对方已经登录成功：${users} 的凭据已被他人使用。`,
    noticeSays: (type, resources, when) =>
      html`通知称${resources && html` ${resources} `}${when && html`于 ${when}`}存在${apart(type)}。`,
    forged: '该通知系伪造，并非来自其所称的发件人。',
    confirmed: '日志证实了通知的内容。',
    contradicted: '日志中没有通知所说的流量。',
    noData: '仅凭这些证据无法判断通知是否属实。',
    claims: (confirmed, contradicted, noData) =>
      `共 ${confirmed + contradicted + noData} 项指称：已确认 ${confirmed} 项，已排除 ${contradicted} 项，无法判断 ${noData} 项。`,
    noCulprit: '目前还无法判断流量来自哪台机器。',
    tied: (others) => `现有证据无法将其与 ${others} 区分开。`,
    nothingFound: '按已运行的规则，日志中没有发现滥用行为。',
    nothingReadable: '没有可读取的日志，因此暂时无法就流量作出任何结论。',
    onlyNotice: '只有通知，没有可读取的日志。',
  },

  clock: {
    title: '期限',
    none: '未注明期限。',
    left: '还剩 {}',
    overdue: '已超过期限 {}',
    due: '答复期限',
    asOf: (at) => html`截至 ${at}`,
  },

  culprit: {
    title: '流量来自哪台机器',
    pathTitle: (who, targets = '目标', seenAs) =>
      seenAs === undefined
        ? `${who} 直接连接了${targets}`
        : `${who} 连接了${targets}，对方看到的来源是 ${seenAs}`,
    pathText: '流量的路径；每一段都标出在该处看到的源地址。',
    instance: '实例',
    nat: 'NAT 网关',
    'load balancer': '负载均衡器',
    'transit gateway': '中转网关',
    internetGateway: '互联网网关',
    targets: (count) => ` ${count} 个目标`,
    unknownTarget: '目标未知',
    sends: '源地址',
    name: '名称',
    address: '私有地址',
    interface: '网络接口',
    publicAddress: '公有地址',
    confidence: '置信度',
    tiesTitle: '无法区分的对象',
    none: '凭现有证据无法确定是哪台机器。',
    through: '经由',
    more: (count) => `另有 ${count} 个`,
  },

  volume: {
    title: '流量随时间的变化',
    headingOut: (subject, peak, duration, at) =>
      `${subject} 发出流量的峰值为每${duration} ${peak}，出现在 ${at} UTC`,
    heading: (subject, peak, duration, at) => `${subject} 的峰值为每${duration} ${peak}，出现在 ${at} UTC`,
    quiet: (subject) => `${subject}：没有记录`,
    out: '发出',
    in: '收到',
    window: '通知所指的时段',
    burstMeaning: '突增：超过有流量时段中位数的四倍，且超过峰值的四分之一',
    ownScales: '发出与收到使用各自的刻度',
    units: { bytes: '字节', flows: '流', requests: '请求' },
    flows: (text) => `${text} 条流`,
    requests: (text) => `${text} 次请求`,
    per: (unit, duration) => `每${duration}的${unit}数`,
    bucket: '时段起点 (UTC)',
    text: (out, into, from, to) => `发出合计 ${out}，收到合计 ${into}。${from} 至 ${to} (UTC)。`,
  },

  fan: {
    title: '各来源连接的目标数',
    heading: (culprit, times) => `${culprit} 连接的目标数约为第二多的主机的 ${times} 倍`,
    headingMany: (culprit, targets) => `${culprit} 连接了 ${targets} 个目标`,
    headingNone: (sources) => `${sources} 个来源中没有特别突出的主机`,
    axis: '每个来源的不同目标数（对数刻度）',
    host: '主机',
    culprit: '上文确定的机器',
    intermediary: '转发其他主机流量的中间设备',
    source: '来源',
    role: '角色',
    roles: { host: '主机', nat: 'NAT', 'load balancer': '负载均衡器', 'transit gateway': '中转网关' },
    onPort: (port) => `端口 ${port}`,
    text: '每个点代表一个源地址，横向位置为其不同目标的数量。',
  },

  findings: {
    title: '日志显示的情况',
    none: '没有规则命中。这并不证明没有发生过任何事，请一并查看下文“未能看到的内容”。',
    rule: '规则',
    sql: '查询语句（可在本案数据上重新运行）',
    lines: '原始行',
    confidence: '置信度',
    severity: { low: '严重程度低', medium: '严重程度中', high: '严重程度高' },
    subject: '主体',
    window: '时段',
    ports: '端口',
    targets: '目标',
    direction: { outbound: '出站', inbound: '入站', internal: '内部' },
    sample: '例如',
  },

  claims: {
    title: '通知内容与日志的对照',
    notice: (source) => `来自 ${source} 的通知`,
    reference: '编号',
    type: '所指行为',
    account: '账户',
    resource: '资源',
    region: '区域',
    window: '时段',
    received: '收到时间',
    deadline: '期限',
    stage: '阶段',
    stages: { first: '首次通知', reminder: '催办通知', final: '最终通知', action: '已采取措施' },
    sender: '发件人',
    authenticity: { proven: '已核实', unproven: '未能核实', forged: '伪造' },
    taken: '服务商已采取的措施',
    forwarded: '转发的第三方报告（原文）',
    flows: '通知列出的流',
    missing: '还缺少的资料',
    what: '项目',
    claimed: '通知',
    seen: '日志',
    agrees: '是否一致',
    yes: '一致',
    no: '不一致',
    readFrom: '读取自',
    assumedZone: (zone) => `通知未注明时区，其时间按以下方式读取：${zone}`,
    remote: '对端',
    protocol: '协议',
    sent: '发出',
    receivedBytes: '收到',
    packets: '数据包',
  },

  sources: {
    title: '地址归属',
    provider: '服务商',
    service: '服务',
    region: '区域',
    addresses: '所列地址数',
    address: '地址',
    prefix: '前缀',
    asOf: '截至',
    unknown: '不在任何已公布的地址范围内',
    all: (count) => `全部 ${count} 个地址`,
    note: '备注',
  },

  tables: {
    title: '统计表',
    allRows: (count) => `全部 ${count} 行`,
    empty: '没有数据行。',
    asTable: '以表格查看数据',
    more: (count) => `其余 ${count} 项见 case.json`,
    notListed: (count) => `其余 ${count} 项已计数，未列出`,
    cut: (count) => `… 其余 ${count} 个字符见 case.json`,
  },

  cost: {
    title: '费用',
    total: (usd, bytes) => html`向互联网发出 ${bytes}，费用约 ${usd}。`,
    tier: '计费档',
    gb: 'GB（十进制，按计费口径）',
    perGb: '每 GB 的 USD 价格',
    usd: 'USD',
    assumptions: '该金额的前提以及未包含的内容',
    region: '区域',
  },

  letters: {
    title: '回复文件',
    kinds: { 'reply-interim': '初步答复', 'reply-final': '最终答复', reply: '答复', complaint: '投诉' },
    otherLanguages: '其他语言的文件',
    blanks: (count) => `发出前还需填写 ${count} 处`,
    complete: '没有需要填写的内容',
  },

  gaps: { title: '未能看到的内容', none: '没有发现缺少的资料。' },
  next: { title: '接下来要做的事', none: '没有待办步骤。' },

  timeline: {
    title: '时间线',
    kinds: { claim: '通知', finding: '发现', action: '处置', deadline: '期限', case: '案件' },
  },

  evidence: {
    title: '证据',
    none: '没有提供文件。',
    all: (count) => `全部 ${count} 个文件`,
    total: (files, read, parsed, rejected, skipped) =>
      `${files} 个文件。读取 ${read} 条 = 解析 ${parsed} 条 + 拒绝 ${rejected} 条 + 跳过 ${skipped} 条。`,
    read: '读取',
    parsed: '解析',
    rejected: '拒绝',
    skipped: '跳过',
    hash: 'SHA-256',
    noHash: '无法读取',
    duplicate: (of) => `与 ${of} 内容相同，未重复计数`,
    rejects: (count) => `拒绝 ${count} 条`,
    line: '行',
    offset: '字节位置',
    reason: '原因',
    zone: '时间',
    balance: '该文件的计数不相符。',
  },

  copy: '复制',
  copied: '已复制',
  sort: '按此列排序',
  footer: '本报告依据上列证据生成，每个数字都可以追溯到原始行。本文件不从网络加载任何内容。',
};
