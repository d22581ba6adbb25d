import { count } from '../../language/grammar/zh.ts';
import type { OccasionWords } from './words.ts';

export const zh: OccasionWords = {
  labels: {
    request: '请求',
    reason: '理由',
    statement: '我方说明',
    shownBy: '依据',
    status: '当前状态',
    since: '此后情况',
    account: '账号',
    seen: '发现的情况',
  },
  record: (call, file, record) => `账户 API 日志中的 ${call} 事件（${file}，第 ${record} 条记录）`,
  byInventory: '我方账户的资源清单',
  byRanges: '公开的地址段列表',

  extension: {
    opening: '感谢您的通知。我们正在调查此事，但目前还无法作出完整答复。基于以下理由，恳请延长答复期限。',
    more: (until, due) => `请将答复期限延长至 ${until}${due === undefined ? '' : `（目前的期限为 ${due}）`}`,
    headings: {
      why: '申请延期的理由',
      sofar: '目前已知的情况',
      request: '我们的请求',
    },
    reasons: {
      records: (resources, when) => {
        const details = [resources, when].filter((part) => part !== undefined).join('，');
        return `我们尚未取得 VPC 流日志${details === '' ? '' : `（${details}）`}。没有这些日志，既无法确认也无法排除所报告的内容。`;
      },
      logsEnd: (ends, needed) =>
        `我方日志截至 ${ends}。只有取得截至 ${needed} 的日志，才能判断该行为是否已经停止。`,
      tied: (hosts) => `我方记录目前还无法区分以下主机：${hosts}。`,
      uninspected: (hosts) => `尚未对主机本身（${hosts}）进行内部检查，因此原因还未查明。`,
      cause: '主机内部已经检查，但原因尚未查明。',
    },
    asked: ['恳请同意上述期限，并回复本邮件予以确认。', '如有某一事项需要我们先行答复，请告知。'],
    blank: (due) => `申请延长到的时间（注明时区）${due === undefined ? '' : `；目前的期限为 ${due}`}`,
  },

  notUs: {
    summary: (resources, when) =>
      `在所报告的时间${when === undefined ? '' : `（${when}）`}不属于我方：${resources}。`,
    opening:
      '感谢您的通知。我们已将报告内容与我方记录核对：其中所指的资源在所报告的时间并不属于我方。依据如下。',
    headings: { shownBy: '依据', request: '我们的请求' },
    gone: {
      instance: (name, at) => `实例 ${name} 已于 ${at} 终止，早于所报告的时间，当时已不存在。`,
      address: (name, at) => `我方已于 ${at} 释放地址 ${name}，早于所报告的时间。`,
    },
    made: {
      instance: (name, at) => `实例 ${name} 于 ${at} 才创建，晚于所报告的时间。`,
      address: (name, at) => `地址 ${name} 于 ${at} 才分配给我方账户，晚于所报告的时间。`,
    },
    given: (address, instance, at) =>
      `地址 ${address} 是我方实例 ${instance} 于 ${at} 启动时分配的，晚于所报告的时间；它不是我方持有的弹性 IP 地址。`,
    elsewhere: (address, prefix, owner, asOf, provider) =>
      `地址 ${address} 属于 ${owner} 的地址段 ${prefix}（依据 ${asOf} 的列表），而不属于 ${provider}。`,
    separately: (resources) => `以下资源不在本函范围内，我们将另行答复：${resources}。`,
    asked: ['请更正该报告，或告知该行为与我方账户有何关联。', '如需记录原文，请告知所需范围。'],
  },

  terminated: {
    opening: '感谢您的通知。您报告中所指的资源已经停止运行。我们采取的措施以及我方记录如下。',
    headings: {
      ended: '停止运行的措施',
      since: '此后的日志情况',
      request: '我们的请求',
    },
    gone: (instance, at) => `实例 ${instance} 已于 ${at} 终止。`,
    stopped: (instance, at) => `实例 ${instance} 已于 ${at} 停止；我方记录中此后没有再次启动。`,
    asked: ['请予以结案；如结案还需要其他信息，请告知我们。'],
    blanks: {
      ended: '采取了什么措施，例如终止、隔离或停止实例',
      shownBy: '以何为证，例如 CloudTrail 中的 TerminateInstances 事件及其时间',
    },
  },

  user: {
    subject: '关于从云服务登录您账号的询问',
    greeting: '您好：',
    opening: (provider) =>
      `我们发现，有来自 ${provider} 的地址使用了您的账号。这可能是您自己使用的某项服务，也可能是其他知道您密码的人。仅凭日志无法区分，需要请您确认。这只是一次询问，并无责备之意；即使一切正常，也请您回复。`,
    headings: {
      seen: '我们看到的情况',
      question: '想请您回答的问题',
      known: '如果您知道这项服务',
      unknown: '如果您不知道',
    },
    summary: (provider, when) => `来自 ${provider} 的登录（${when}）`,
    seen: (when, total, noun, services, addresses, provider) =>
      `${when}，来自 ${provider} 的 ${count(addresses)} 个地址${services === undefined ? '' : `对 ${services} `}成功${noun === 'login' ? '登录' : '请求'} ${count(total)} 次。`,
    failures: (total) => `在此之前，从同一来源以您的账号名登录失败 ${count(total)} 次。`,
    agents: (names) => `该程序自称：${names}。`,
    questions: [
      '您是否订阅了读取您邮件的服务，例如应用程序、日历或 CRM 连接、归档服务、脚本？',
      '如果有：它叫什么名称，您从何时开始使用，是否把密码提供给了它？',
      '您是否在我方登录页面以外的地方输入过密码，或把密码告诉过他人？',
    ],
    known: ['请回复该服务的名称。我们会与您一起找到无需提供密码的连接方式。'],
    unknown: [
      '请立即更改密码。请自行打开我方登录页面，不要点击任何邮件（包括本邮件）中的链接。',
      '新密码不要用于其他地方；如有可能，请启用双重验证。',
      '请检查您的邮箱中是否有您不认识的转发规则、已连接的应用或设备。',
      '完成后请告知我们。',
    ],
    doubt: '如果您不确定本邮件是否真实，请拨打您原本就知道的号码，不要拨打邮件中提供的号码。',
  },
};
