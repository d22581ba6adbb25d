import { abuseTypes, count, portWords, some } from '../../../language/grammar/zh.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { NoticeLabel, NoticeLack, NoticeScreenMessages } from '../messages.ts';

const LABELS: Readonly<Record<NoticeLabel, string>> = {
  deadline: '答复期限',
  words: '通知用语',
  basis: '类型依据',
  about: '涉及对象',
  keys: '访问密钥',
  when: '时间段',
  traffic: '流量',
  victims: '攻击目标',
  masked: '被遮盖项',
  taken: '已采取措施',
  stage: '阶段',
  arrived: '收到时间',
  sender: '发件人',
  passed: '转发的报告',
  traces: '发送途径',
  lacks: '未提供',
};

const STAGES = {
  first: '首次通知',
  reminder: '催办通知：此前的通知未获答复',
  final: '最终通知',
  action: '因未获答复，已采取措施',
} as const;

const LACKS: Readonly<Record<NoticeLack, string>> = {
  reference: '案件编号',
  resource: '实例或地址',
  window: '活动时间',
  targets: '目标',
  received: '收到时间',
};

const CERTAINTY = { confirmed: '已确认', cannot_tell: '无法判断', ruled_out: '已排除' } as const;

export const zh: WordsOf<NoticeScreenMessages> = {
  screenLabel: ({ label }) => LABELS[label],
  screenHeadline: ({ sender, reference, type, forged }) => {
    const number = reference === undefined ? '' : `（案件 ${reference}）`;
    if (sender === undefined)
      return `自由格式的举报${number}，依据其中的日志行读取，指称存在：${abuseTypes[type]}`;
    return forged
      ? `冒充 ${sender} 的伪造通知${number}，声称存在：${abuseTypes[type]}`
      : `以 ${sender} 名义发出的通知${number}，指称存在：${abuseTypes[type]}`;
  },
  screenNamed: some,
  screenAccounts: (names) => `账户 ${some(names)}`,
  screenWindow: ({ from, to, zoned }) =>
    `${from}${to === undefined ? '' : ` – ${to}`}` + (zoned ? '' : '（通知未注明时区，按 UTC 读取）'),
  screenFlow: ({ protocol = '', remote, ports, sent, packets }) => {
    const port = ports.length === 0 ? protocol : portWords(ports.join('、'), ports.length, protocol);
    return [
      remote === undefined ? '' : `目标 ${remote}`,
      port,
      sent === undefined ? '' : `发送 ${sent}`,
      packets === undefined ? '' : `${count(packets)} 个数据包`,
    ]
      .filter((part) => part !== '')
      .join('，');
  },
  screenFlows: ({ flows, more }) => flows.join('；') + (more > 0 ? `；另有 ${count(more)} 条` : ''),
  screenStage: ({ stage }) => STAGES[stage],
  screenUnknownDeadline: () => '未知：通知未写明期限或收到时间',
  screenCertainty: ({ certainty, because }) => `${CERTAINTY[certainty]}：${because}`,
  screenBasis: ({ by }) =>
    by === 'lines' ? '转发的日志行更为具体，以其内容为准' : '通知未写明类型，以其数据为准',
  screenForwarded: ({ lines, read, harmless }) =>
    `第三方报告，共 ${count(lines)} 行，其中 ${count(read)} 行可读作日志（用 --json 查看全文）` +
    (harmless ? '。这些行都是成功的登录，没有一行显示攻击：请向报告者索取当时的日志行' : ''),
  screenTraces: ({ traces, more }) =>
    `${traces.join('；')}${more > 0 ? `；另有 ${count(more)} 项` : ''}。以上出自被投诉邮件的邮件头，也可能是发送者自己写的`,
  screenLacks: ({ lacks }) => lacks.map((lack) => LACKS[lack]).join('、'),
  screenNotRead: ({ file, why }) => `${file}：未能读取：${why}`,
  screenFiles: ({ files, without }) => `已读取 ${count(files)} 个文件，其中 ${count(without)} 个不含通知。`,
  screenUnread: () => '以下各行未能理解，请您阅读：',
  screenMoreLines: ({ count: more }) => `另有 ${count(more)} 行`,
  screenDistrust: () => '后续步骤：不要打开其中的链接，也不要照其要求操作；请通过您已知的渠道向服务商核实。',
  screenInvestigate: () => '后续步骤：将通知、流日志和资产清单放入同一文件夹，然后运行',
};
