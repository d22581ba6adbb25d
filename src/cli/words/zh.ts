import { count } from '../../language/grammar/zh.ts';
import type { WordsOf } from '../../language/words.ts';
import type { IntakeWhat, ScreenMessages } from '../messages.ts';

const TAKEN: Readonly<Record<IntakeWhat, string>> = {
  opened: '已新建案件',
  continued: '已并入案件',
  known: '已有记录',
  answer: '对所发文件的答复（待阅）',
  forged: '伪造：未作处理',
  other: '非通知',
  failed: '失败',
};

const STAGES = {
  first: '首次通知',
  reminder: '提醒通知',
  final: '最后通知',
  action: '服务商采取措施',
} as const;

const STOPPED = {
  stopped: '已停止',
  going_on: '仍在进行',
  cannot_tell: '无法判断是否已停止',
  not_seen: '日志中未见',
} as const;

const ANSWERS = { interim: '初步答复', final: '最终答复', other: '答复' } as const;

export const zh: WordsOf<ScreenMessages> = {
  screenDeadline: () => '答复期限',
  screenEvidence: () => '证据',
  screenSources: () => '攻击来源',
  screenAttackers: ({ addresses, groups, more }) => {
    const parts = groups.map(
      ({ name, addresses: some }) => `${name ?? '不在已查询的列表中'} ${count(some)} 个`,
    );
    if (more > 0) parts.push(`其余 ${count(more)} 个`);
    return `${count(addresses)} 个地址：${parts.join('，')}`;
  },
  screenCost: () => '费用',
  screenPrice: ({ usd, size }) => `${usd}（送出 ${size}，按目录价）`,
  screenCounted: ({ usd, size }) => `按主机网卡计数器的 ${size} 计算为 ${usd}`,
  screenFindings: () => '发现',
  screenMissing: () => '缺少的信息',
  screenNext: () => '后续步骤',
  screenReport: () => '报告',
  screenLetters: () => '答复函',
  screenMore: ({ count: more }) => `另有 ${count(more)} 项见报告`,
  screenTimeline: ({ who }) => `${who ?? '攻击者'} 的行为（按日志，UTC）`,
  screenAddresses: ({ count: some }) => `${count(some)} 个地址`,
  screenTimelines: ({ count: more }) => `另外 ${count(more)} 方的行为见报告`,
  screenForged: () => '无：伪造的通知不设期限',
  screenNoDeadline: () => '通知未写明期限',
  screenUndated: ({ sender, hours }) =>
    `自收到起 ${hours} 小时（${sender} 的要求）；文中未写明收到时间，请用 --received YYYY-MM-DDThh:mmZ 指定`,
  screenLeft: ({ duration }) => `剩余 ${duration}`,
  screenOverdue: ({ duration }) => `已逾期 ${duration}`,
  screenPast: ({ duration }) => `期限已过去 ${duration}`,
  screenCounts: ({ files, size, read, parsed, rejected, skipped }) =>
    `${count(files)} 个文件（${size}），读取 ${count(read)} 条记录 = ` +
    `解析 ${count(parsed)} 条 + 无效 ${count(rejected)} 条 + 跳过 ${count(skipped)} 条`,
  screenDueStage: ({ stage, next }) =>
    `${STAGES[stage]}${next === undefined ? '' : `（若不答复，下一步：${STAGES[next]}）`}`,
  screenUnanswered: () => '案件中没有答复记录',
  screenAnswered: ({ kind, at }) => `${ANSWERS[kind]}已于 ${at} 发出`,
  screenMoreTime: ({ at }) => `已于 ${at} 申请延期`,
  screenAbout: ({ name, by, more }) =>
    `${by === 'logs' ? '日志查明' : '通知所指'}：${name}${more > 0 ? `，另有 ${count(more)} 个` : ''}`,
  screenCameIn: ({ at }) => `收到时间 ${at}`,
  screenStopped: ({ state }) => STOPPED[state],
  screenOn: ({ host }) => `位于 ${host}（依案件索引所记）`,
  screenGone: () => '文件夹已不存在（以下为案件索引所记）',
  screenCaseGone: ({ id, folder }) =>
    `案件 ${id} 已不在 ${folder} 中。若不再需要，请运行：abusedesk cases --forget ${id}`,
  screenIndexFailed: ({ why }) => `案件已完整保存，但案件索引未能更新：${why}`,
  screenNothingDue: () => '没有到期事项：未找到含有通知的案件。',
  screenMoreCases: ({ read }) => `案件数量超过一次可读取的上限，已读取 ${count(read)} 个。`,
  screenReceivedUnused: () => '未使用 --received：每份通知都已写明收到的时间。',
  screenUnchanged: ({ files, answers }) =>
    `${count(files)} 个文件均与上次相同，${answers ? '记录和发现' : '记录'}沿用案件中已有的内容。`,
  screenLakeChanged: () => 'lake/ 中的文件与写入时不符，相应内容已重新生成。',
  screenKept: ({ path }) => `您编辑过的文件已另存为 ${path}`,
  phaseSurvey: () => '正在查看内容',
  phaseRead: () => '正在读取',
  phaseAddresses: () => '正在查询地址归属',
  phaseRoles: () => '正在识别只转发流量的设备',
  phaseFindings: () => '正在分析记录',
  phaseClaims: () => '正在将通知与证据核对',
  phaseReplay: () => '正在推算封禁的效果',
  phaseDraw: () => '正在绘图',
  phaseWrite: () => '正在写入案件',
  intakeTaken: ({ what }) => TAKEN[what],
  intakeCounts: ({ read, counts }) =>
    [
      `已检查邮件 ${count(read)} 封`,
      ...counts.map(({ what, count: some }) => `${TAKEN[what]} ${count(some)}`),
    ].join(' · '),
  intakeMore: ({ read }) => `邮件数量超过单次处理上限，本次检查了前 ${count(read)} 封。`,
  progressLeft: ({ phase, duration }) => `${phase}，剩余 ${duration}`,
};
