import { period } from '../../../../language/figures.ts';
import { count, listed } from '../../../../language/grammar/zh.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { SensorMessages } from '../messages.ts';

const LEVELS = { high: '严重程度高', medium: '严重程度中', low: '严重程度低' } as const;

function fates(reported: number, blocked: number, passed: number): string {
  const unsaid = reported - blocked - passed;
  if (unsaid === reported) return '未说明是否拦截';
  const parts = [
    ...(blocked > 0 ? [`拦截 ${count(blocked)} 次`] : []),
    ...(passed > 0 ? [`放行 ${count(passed)} 次`] : []),
    ...(unsaid > 0 ? [`未说明 ${count(unsaid)} 次`] : []),
  ];
  return parts.join('，');
}

function whoOf({ address, provider, name }: { address: string; provider?: string; name?: string }): string {
  const further = [name, provider].filter((part) => part !== undefined);
  return further.length === 0 ? address : `${address}（${further.join('，')}）`;
}

const most = (different: number): string => (different > 1 ? '主要为' : '为');

export const zh: WordsOf<SensorMessages> = {
  sensorsSayOf: ({ own, said, when, peak, minutes, ...who }) =>
    `${whoOf(who)}${own ? '（我方主机）' : ''}：${said.join('；')}；时间为 ${period(when)}` +
    `${peak === undefined ? '' : `，${count(minutes)} 分钟内最多 ${count(peak)} 条告警`}。`,
  sensorsSayOfOthers: ({ addresses, own, reported, blocked, passed, when }) =>
    `另有${own ? '我方' : ''} ${count(addresses)} 个地址被报告或封禁，${period(when)} 期间共 ${count(reported)} 次` +
    `（${fates(reported, blocked, passed)}）。`,
  sensorReported: ({ sensor, reported, web, level, blocked, passed, rule, rules, url, urls, targets }) =>
    `${sensor} 报告 ${count(reported)} 次${web ? '请求' : ''}（${LEVELS[level]}` +
    (rule === undefined ? '' : `，规则${most(rules)} ${rule}`) +
    (url === undefined ? '' : `，路径${most(urls)} ${url}`) +
    `${targets.length === 0 ? '' : `，目标 ${listed(targets)}`}），${fates(reported, blocked, passed)}`,
  sensorBanned: ({ sensor, bans, rules }) =>
    `${sensor} 封禁 ${count(bans)} 次${rules.length === 0 ? '' : `（${listed(rules)}）`}`,
  sensorRule: ({ source, grave, medium, bans }) =>
    `${source}。生效值：同一地址有 ${count(grave)} 次“严重”或“高”级报告、${count(medium)} 次“中”级或未分级报告，` +
    `或被封禁 ${count(bans)} 次`,
  sensorOwnRule: ({ source, own }) =>
    `${source}。生效值：关于我方主机的“中”级以上或未分级报告 ${count(own)} 次`,
  sourceSensors: () => '自行定义：照搬其他系统的判断及其严重程度，并区分已拦截与已放行',
  filesBrought: ({ sensor, downloads, addresses, files, urls, hash, url, times, when }) =>
    `${period(when)} 期间，${count(addresses)} 个地址向蜜罐 ${sensor} 带入 ${count(downloads)} 个文件` +
    `：${files === 0 ? '未给出哈希' : `按哈希共 ${count(files)} 种`}${urls === 0 ? '' : `，来自 ${count(urls)} 个 URL`}` +
    `；最多的是 ${hash ?? '无哈希的文件'}${url === undefined ? '' : `（来自 ${url}）`}，${count(times)} 次。`,
  downloadRule: ({ source }) => `${source}。生效值：1 个文件`,
  sourceDownloads: () => '自行定义：蜜罐自身不获取文件，因此进入的文件均由攻击者带入',
  commandsTyped: ({ sensor, commands, addresses, address, different, command, times, when }) =>
    `${period(when)} 期间，${address ?? `${count(addresses)} 个地址`} 进入蜜罐 ${sensor} 并输入了 ${count(commands)} 次命令，共 ${count(different)} 种` +
    `${command === undefined ? '' : `；最多的是 ${command}，${count(times)} 次`}。`,
  commandRule: ({ source }) => `${source}。生效值：1 次命令`,
  sourceCommands: () => '自行定义：蜜罐没有正常用户，因此在其中输入命令的均为入侵者',
  tableAlertsByRule: () => '按规则统计的告警：传感器与服务器报告的内容及结果',
  tableAlertsBySource: () => '按来源统计的告警：被传感器报告或封禁的对象',
  tableAlertsByUrl: () => '按路径统计的告警：传感器报告的请求所涉页面',
  tableAlertBursts: ({ alerts, minutes }) =>
    `突发：同一传感器在 ${count(minutes)} 分钟内告警达到 ${count(alerts)} 条的时段`,
  tableDownloads: () => '被带入蜜罐的文件（按 URL 与哈希）',
  name_reported: () => '报告次数',
  name_reported_blocked: () => '报告且拦截',
  name_reported_passed: () => '报告但放行',
  name_bans: () => '封禁次数',
  name_alerts_in_busiest_window: () => '最忙时段的告警数',
  name_downloads: () => '带入的文件数',
  name_different_files: () => '不同文件数',
  name_commands: () => '输入的命令数',
  name_different_commands: () => '不同命令数',
  name_urls: () => 'URL 个数',
  name_sensor: () => '传感器',
  name_rule: () => '规则',
  name_message: () => '消息',
  name_severity: () => '严重程度',
  name_alerts: () => '告警数',
  name_blocked: () => '拦截',
  name_passed: () => '放行',
  name_rules: () => '规则数',
  name_address: () => '地址',
  name_url: () => 'URL（路径）',
  name_hash: () => '哈希',
  name_window_start: () => '时段起点',
};
