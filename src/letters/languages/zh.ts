import { TOLERANCE } from '../../model/tolerance.ts';
import { abuseTypes, portWords } from '../../language/grammar/zh.ts';
import type { Activity } from '../hosts.ts';
import type { Language } from './language.ts';

const whole = new Intl.NumberFormat('zh-CN');

function targets({ hosts, target }: Activity): string {
  return target ?? `${whole.format(hosts)} 台主机`;
}

/** `12,043 台主机（TCP 端口 22）`; only the hosts where no port is known. */
function aim(activity: Activity): string {
  const { ports, portCount, protocol } = activity;
  if (ports !== undefined) return `${targets(activity)}（${portWords(ports, portCount, protocol)}）`;
  if (portCount === 0) return targets(activity);
  const noun = protocol === undefined ? '端口' : ` ${protocol} 端口`;
  return `${targets(activity)}（${whole.format(portCount)} 个${noun}）`;
}

function volume({ packets, bytes }: Activity): string {
  const size = bytes === undefined ? undefined : `${whole.format(bytes)} 字节`;
  if (packets === undefined) return size ?? '流量';
  return `${whole.format(packets)} 个数据包${size === undefined ? '' : `（${size}）`}`;
}

function within(when: string | undefined): string {
  return when === undefined ? '' : `（${when}）`;
}

const GATEWAYS = {
  nat: 'NAT 网关',
  'load balancer': '负载均衡器',
  'transit gateway': 'Transit Gateway',
} as const;

const share = (value: number): string => `${Math.round(value * 100)}%`;
/** How far two amounts may lie apart and agree. */
const WITHIN = `在 −${share(TOLERANCE.below)} 至 +${share(TOLERANCE.above)} 的容差内一致`;

export const zh: Language = {
  locale: 'zh-CN',
  colon: '：',
  comma: '、',
  semicolon: '；',
  gap: '',

  labels: {
    reference: '案件编号',
    resource: '涉及资源',
    happened: '事件情况',
    done: '已采取的措施',
    prevention: '预防措施',
  },
  types: abuseTypes,
  verdicts: {
    confirmed: '我方记录予以证实',
    likely: '据我方记录很可能属实',
    ruled_out: '我方记录中未发现',
    cannot_tell: '目前无法判断',
  },
  figures: {
    bytes_sent: '发送字节数',
    packets_sent: '发送数据包数',
    bytes_received: '接收字节数',
    packets_received: '接收数据包数',
    targets: '目标主机数',
    ports: '目标端口数',
    flows: '流数量',
  },

  portWords,
  target: (address) => `目标 ${address}`,
  more: (count) => `另有 ${whole.format(count)} 项`,
  subject: (reference, { provider }) => `${provider} 滥用报告 ${reference}`,
  period: ({ from, to }) => {
    if (to === undefined) return `${from} UTC`;
    return `${from} 至 ${to.slice(0, 10) === from.slice(0, 10) ? to.slice(11) : to} UTC`;
  },
  account: (ids, { provider }) => `${provider} 账户 ${ids}`,
  region: (names) => `区域 ${names}`,
  via: ({ kind, gateway, public: address }) => {
    const through = `${GATEWAYS[kind]}${gateway === undefined ? '' : ` ${gateway}`}`;
    return address === undefined ? `经由：${through}` : `对外地址为 ${address}（${through}）`;
  },
  named: (ids) => `您的通知中提到的资源：${ids}`,
  oneOf: (hosts) => `以下之一（我方记录无法区分）：${hosts}`,
  likely: (host) => `${host}（可能性最大）`,
  noReference: '您的通知中未注明',
  noResource: '您的通知中未注明，我方尚未确定',

  happened: {
    confirmed: (type, when) => `经核实，存在${type}${within(when)}。`,
    likely: (type, when) => `我方记录中有与您的报告相符的流量，很可能存在${type}${within(when)}。`,
    ruled_out: (when) => `我方 VPC 流日志${within(when)}中未发现所报告的流量。`,
    cannot_tell: (when) => `缺少相应时段${within(when)}的记录，目前无法判断。`,
    causeOpen: '根本原因仍在调查中。',
    cause: (text) => `根本原因：${text}`,
    stillChecking: '我们仍在继续核查。',
  },
  done: {
    at: (at, text) => `${at}：${text}`,
    open: '我们正在调查。',
    examined: (records) => `我们检查了 ${whole.format(records)} 条流日志记录。`,
  },
  prevention: {
    later: '查明原因后，将在最终答复中说明。',
    dependsOnCause: '由于未发现相应的原因，目前没有可报告的措施；请参阅下文的问题。',
  },

  greeting: ({ desk }) => `尊敬的 ${desk} 团队：`,
  opening: {
    interim: {
      confirmed: [
        '感谢您的通知。我们正在调查此事，这是一份初步答复。',
        '我方记录证实了所报告的行为。目前已知的情况如下。',
      ],
      likely: [
        '感谢您的通知。我们正在调查此事，这是一份初步答复。',
        '我方日志中有与您的报告相符的流量。目前已知的情况如下。',
      ],
      ruled_out: [
        '感谢您的通知。我们正在调查此事，这是一份初步答复。',
        '截至目前，我方流日志中未发现所报告的流量。以下是我们已知的情况，以及有助于查明此事的问题。',
      ],
      cannot_tell: [
        '感谢您的通知。我们正在调查此事，这是一份初步答复。',
        '由于缺少相应时段的记录，我们目前还无法判断该行为是否来自我方资源。',
      ],
    },
    final: {
      confirmed: ['感谢您的通知。我们已将您报告的内容与我方记录进行核对，确认存在相应行为。具体情况如下。'],
      likely: [
        '感谢您的通知。我们已将您报告的内容与我方记录进行核对，其中有与之相符的流量，报告内容很可能属实。具体情况如下。',
      ],
      ruled_out: [
        '感谢您的通知。我们认真对待此事，并将您报告的内容与我方流日志进行了核对，但未发现相应流量。为查明差异的原因，恳请您予以协助。',
      ],
      cannot_tell: [
        '感谢您的通知。我们检查了现有的记录，但其中没有可用于核实该行为的内容，因此既无法确认，也无法排除。',
      ],
    },
  },
  disputing: [
    '感谢您的通知。我们已将报告内容与我方流日志进行核对。流日志完整覆盖了相关资源和时段，其中没有所报告的流量，因此我们对该报告提出异议。',
    '以下列出您的报告所述内容、我方在同一时段的记录以及原始记录，请与贵方记录核对。',
  ],
  refutingRows: '该资源在该时段实际发出的流量记录（文件、行号、记录）：',
  noRefutingRows: '该时段的日志中，没有该资源发出的、可在此引用的流量记录。',
  withdraw: '请撤回该报告，或提供其所依据的记录。',
  late: (deadline) => `未能在您规定的期限（${deadline} UTC）之前答复，谨致歉意。`,
  partly: '您报告的各项内容中，只有一部分得到确认；各项结果请见下文列表。',
  hostOpen: '我们尚未确定该行为来自哪一台主机。',

  headings: {
    known: '目前已知的情况',
    shown: '我方记录显示的情况',
    reported: '各报告项的结果',
    compared: '您的报告与我方记录的对比',
    found: '调查方法',
    missing: '缺少的记录',
    measures: '预防措施',
    questions: '希望您提供的信息',
    next: '后续步骤',
    request: '我们的请求',
    inside: '在实例内部发现的情况',
    lines: '原始记录摘录',
    stated: '您的报告所述内容',
    refuting: '与报告不符的记录',
    annex: '附件：已检查的记录',
  },
  activity: (activity, when) => {
    const { type, who, unanswered } = activity;
    switch (type) {
      case 'port_scan':
      case 'vulnerability_scan':
      case 'reconnaissance': {
        const silent = unanswered === undefined ? '' : `其中 ${unanswered}% 的尝试没有得到应答。`;
        return `${when}，${who} 向 ${aim(activity)}发起连接。${silent}`;
      }
      case 'ddos':
        return `${when}，${who} 向 ${aim(activity)}发送了 ${volume(activity)}。`;
      case 'login_attack':
        return `${when}，${who} 尝试登录 ${aim(activity)}。`;
      default:
        return `${when}，${who}：${abuseTypes[type]}，目标为 ${aim(activity)}。`;
    }
  },
  moreActivities: (count) => `此外还有 ${whole.format(count)} 项同类检测结果。`,
  noContents: (type) =>
    `流日志只记录流量的收发，不记录其内容，因此无法从中看出是否为所报告的行为（${type}）。`,
  reported: (type, resources, when, verdict) => {
    const details = [resources, when].filter((part) => part !== undefined).join('，');
    return `${type}${details === '' ? '' : `（${details}）`}：${verdict}`;
  },
  compared: (what, claimed, seen, agrees) =>
    `${what}：报告为 ${claimed}，我方记录为 ${seen}（${agrees ? WITHIN : '不一致'}）`,
  zoneAssumed: '您报告中的时间未注明时区，我们按 UTC 处理。',
  traced: ({ kind }, host) => {
    const owner = kind === 'nat' ? '多台主机共用的 NAT 网关' : GATEWAYS[kind];
    return `所报告的地址属于${owner === GATEWAYS['transit gateway'] ? ' ' : ''}${owner}。我们根据目标地址、端口、协议和时间追踪连接，最终定位到 ${host}。`;
  },
  records: ({ files, read, parsed, rejected, skipped }) =>
    `检查了 ${whole.format(files)} 个 VPC 流日志文件，共 ${whole.format(read)} 行：流记录 ${whole.format(parsed)} 行，标题行、空行或无数据行 ${whole.format(skipped)} 行，无法读取 ${whole.format(rejected)} 行。`,
  hashes: '我们保存的文件（SHA-256）：',
  moreHashes: (count) => `另有 ${whole.format(count)} 个文件`,
  missing: (resources, when) => {
    const details = [resources, when].filter((part) => part !== undefined).join('，');
    return `VPC 流日志${details === '' ? '' : `（${details}）`}`;
  },
  noWindow: '您的报告未注明时间，我们无法确定应检查哪一时段的记录。',
  restriction: ({ what, direction, protocol, ports }) => {
    switch (what) {
      case 'block': {
        const way = { outbound: '出站流量', inbound: '入站流量' };
        const details = ports === undefined ? (protocol ?? '') : portWords(ports, 1, protocol);
        const traffic = direction === undefined ? '流量' : way[direction];
        return `阻断${traffic}${details === '' ? '' : `（${details}）`}`;
      }
      case 'isolate':
        return '隔离实例';
      case 'stop':
        return '停止实例';
      case 'terminate':
        return '终止实例';
      case 'disable':
        return '禁用实例的启动和停止操作';
      default:
        return '其他措施';
    }
  },
  restrictions: (list, { provider }) => `根据您的通知，${provider} 已采取以下措施：${list}。`,
  measures: ({ provider }) => ({
    rebuilt: '已用可信镜像创建的新实例替换原实例',
    patched: '已更新或移除存在漏洞的软件',
    admin_closed: 'SSH 和 RDP 不再对整个互联网开放',
    service_closed: '原先公开的服务现在仅允许经授权的客户端访问',
    credentials_replaced: `已更换实例上的密码、SSH 密钥和 ${provider} 访问密钥`,
    credentials_removed: '已从代码和镜像中移除访问密钥，改用 IAM 角色',
    egress_restricted: '安全组的出站规则已限制为必要的流量',
    security_contact: '已为账户设置安全联系人，以便及时收到通知',
    monitored: '已针对此类出站流量设置告警',
  }),
  questions: {
    time: '准确的发生时间（精确到秒，并注明时区）',
    flow: '源地址和目标地址、双方端口以及协议',
    lines: '报告方的几行原始日志',
    spoofed: '连接是否已建立（单个数据包的来源可能是伪造的）',
  },
  questionsIntro: '如能提供以下信息，我们便可核实相应流量是否来自我方：',
  next: {
    shown: ['检查实例本身，查明根本原因。', '在最终答复中说明原因、已采取的措施和预防措施。'],
    refuted: ['收到您的补充信息后，我们会立即与我方记录核对。'],
    unknown: ['我们正在查找相应时段的记录，包括实例本身的记录。'],
  },
  nextUpdate: (at) => `我们将在以下时间之前再次与您联系：${at}。`,
  review: '请您审阅本答复；如结案还需要其他信息，请告知我们。',
  liftRestrictions: '如无异议，烦请解除上述限制。',
  offerRecords: '如需流日志原文，请告知所需范围。',
  closing: '顺祝商祺',

  blanks: {
    reference: '通知主题中的案件编号',
    resource: '通知所涉及的资源（如已知）',
    cause: '事件的起因，以及得出该结论的依据',
    stopped: (statement) => `请查看更新的日志，写明何时已经停止。${statement}`,
    containment: '为制止该行为所采取的措施，例如隔离实例、关闭端口',
    containedAt: '时间（注明时区）',
    containmentInterim: '目前已采取的措施及时间（注明时区）；没有则删除此项',
    containmentNoData: '已采取的预防性措施及时间（注明时区）；没有则写“目前暂无”',
    prevention: '防止再次发生的措施要点（详见下文“预防措施”一节）',
    preventionNoData: '已做的预防性调整；没有则写“待查明原因后确定”',
    collecting: '正在收集的记录，以及预计何时取得',
    nextUpdate: (deadline) =>
      `下次联系的时间${deadline === undefined ? '' : `（答复截止时间为 ${deadline} UTC）`}`,
    tick: (measure) => `属实则保留：${measure}`,
    signer: '您的姓名、职务和联系方式（包括电话）',
    name: '您的姓名和职务',
    contact: '您的联系方式（包括电话）',
  },
};
