import type { AbuseType } from '../../model/abuse-types.ts';
import type { OtherClients, SentRecords } from '../../model/block.ts';
import { figuresOf, portsPhrase } from '../figures.ts';
import type { PortWords } from '../figures.ts';

export const { count, about, percent, bytes, duration } = figuresOf('zh-CN');

export const listed = (values: readonly string[]): string => values.join('、');

/** `TCP 端口 22`, `端口 22`. */
export const portWords: PortWords = (list, _number, protocol = '') => `${protocol} 端口 ${list}`.trimStart();

export function ports(told: { protocol: number; ports: number[]; port_count: number }): string {
  return portsPhrase(told, portWords, (name, total, some) => `${name} 的 ${count(total)} 个端口（${some}）`);
}

export function some({ names, more }: { names: string[]; more: number }): string {
  return more > 0 ? `${listed(names)} 等，另有 ${count(more)} 个` : listed(names);
}

export const middleboxes = {
  nat: 'NAT 网关',
  'load balancer': '负载均衡器',
  'transit gateway': '中转网关',
} as const;

/** A space before Latin letters, none before Chinese. */
export const apart = (text: string): string => (/^[A-Za-z]/.test(text) ? ` ${text}` : text);

/** Kinds of abuse, as a sentence names them. */
export const abuseTypes: Readonly<Record<AbuseType, string>> = {
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
};

const CLIENTS: Readonly<Record<OtherClients[number]['kind'], string>> = {
  monitor: '监控服务',
  certificate: '证书验证',
  webhook: 'Webhook 发送方',
  crawler: '爬虫',
  alike: '与攻击者用户代理相同、无人登录的客户端',
  other: '无人登录的客户端',
};

/** Records by what they are; what there is none of is not named. */
export function records({ requests, logins, flows }: SentRecords): string {
  const parts = [
    requests > 0 ? `${count(requests)} 次请求` : '',
    logins > 0 ? `${count(logins)} 次登录尝试` : '',
    flows > 0 ? `${count(flows)} 条流` : '',
  ];
  return parts.filter((part) => part !== '').join('、');
}

/** Clients from which nobody signed in; what kind they are is what their user agents claim. */
export function clientKinds(clients: OtherClients): string {
  const parts = clients.map(({ kind, clients: some }) => `${CLIENTS[kind]} ${count(some)} 个`);
  const known = clients.some(({ kind }) => kind !== 'other' && kind !== 'alike');
  return known ? `${parts.join('、')}（类型以其用户代理自称为准）` : parts.join('、');
}
