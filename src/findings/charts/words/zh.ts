import { protocolName } from '../../../net/protocols.ts';
import { count, about, portWords } from '../../../language/grammar/zh.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { ChartMessages } from '../messages.ts';

function fanAim({ protocol, port }: { protocol?: number; port?: number }): string {
  return port === undefined
    ? ''
    : `通过 ${portWords(String(port), 1, protocol === undefined ? '' : protocolName(protocol))} `;
}

export const zh: WordsOf<ChartMessages> = {
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
  fanOnly: (params) => `只有 ${params.who} ${fanAim(params)}与互联网上的主机通信`,
  fanTimes: (params) =>
    `${params.who} ${fanAim(params)}通信的主机数约为其他任何主机的 ${about(params.times)} 倍`,
  fanSeveral: (params) => `有多台主机${fanAim(params)}通信的互联网主机数与 ${params.who} 相近`,
  tableActors: ({ left }) =>
    `各可疑外部地址的行为（所有日志，按开始时间）${left > 0 ? `（略去各组的 ${count(left)} 个地址）` : ''}`,
  name_who: () => '对象',
  name_log: () => '日志',
  name_outcome: () => '结果',
  name_about: () => '涉及内容',
  name_records: () => '记录数',
  name_actor_flows: () => '流',
  name_actor_requests: () => '请求',
  name_actor_logins: () => '登录',
  name_actor_alerts: () => '告警',
  name_actor_in: () => '发往我方',
  name_actor_out: () => '我方发出',
  name_actor_rejected: () => '被防火墙拒绝',
  name_actor_answered: () => '已响应',
  name_actor_redirected: () => '重定向',
  name_actor_refused: () => '拒绝',
  name_actor_failed: () => '失败',
  name_actor_unknown: () => '未知',
  name_actor_right_refused: () => '密码正确但被拒绝',
  name_actor_succeeded: () => '登录成功',
  name_actor_verdict: () => '被报告',
  name_actor_verdict_blocked: () => '被报告并拦截',
  name_actor_verdict_passed: () => '被报告但放行',
  name_actor_ban_blocked: () => '封禁',
  name_actor_deed: () => '在蜜罐中的操作',
  name_actor_download: () => '向蜜罐提供的文件',
  name_actor_download_passed: () => '带入蜜罐的文件',
  name_actor_event: () => '记录',
  name_actor_event_blocked: () => '记录（拒绝）',
  name_actor_event_passed: () => '记录（放行）',
};
