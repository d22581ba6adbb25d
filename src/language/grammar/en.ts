import type { AbuseType } from '../../model/abuse-types.ts';
import type { OtherClients, SentRecords } from '../../model/block.ts';
import { figuresOf, momentsOf, portsPhrase } from '../figures.ts';
import type { PortWords, Span } from '../figures.ts';

export const { count, about, percent, bytes, duration } = figuresOf('en-US');

/** `1 host`, `12,043 hosts`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(values: readonly string[]): string {
  const last = values.at(-1) ?? '';
  return values.length < 2 ? last : `${values.slice(0, -1).join(', ')} and ${last}`;
}

/** `2024-07-02 14:31 to 15:02 UTC`. */
export function span(when: Span): string {
  const [begin, end] = momentsOf(when);
  return end === undefined ? `${begin} UTC` : `${begin} to ${end} UTC`;
}

/** `TCP port 22`, `port 22`. */
export const portWords: PortWords = (list, number, protocol = '') =>
  `${protocol} ${number === 1 ? 'port' : 'ports'} ${list}`.trimStart();

export function ports(told: { protocol: number; ports: number[]; port_count: number }): string {
  return portsPhrase(
    told,
    portWords,
    (name, total, some) => `${count(total)} ${name} ports (${some})`,
    listed,
  );
}

export function some({ names, more }: { names: string[]; more: number }): string {
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}

export const middleboxes = {
  nat: 'NAT gateway',
  'load balancer': 'load balancer',
  'transit gateway': 'transit gateway',
} as const;

/** Kinds of abuse, as a sentence names them. */
export const abuseTypes: Readonly<Record<AbuseType, string>> = {
  port_scan: 'port scan',
  ddos: 'denial of service',
  login_attack: 'login attack',
  reconnaissance: 'reconnaissance',
  scraping: 'scraping',
  sql_injection: 'SQL injection',
  vulnerability_scan: 'vulnerability scan',
  infected_host: 'infected host',
  spam: 'spam',
  phishing: 'phishing',
  malware: 'malware',
  open_proxy: 'open proxy',
  open_resolver: 'open resolver',
  cryptomining: 'cryptomining',
  credential_exposure: 'exposed credentials',
  copyright: 'copyright complaint',
  web_attack: 'web attack',
  beacon: 'beacon',
  exfiltration: 'exfiltration',
  backscatter: 'backscatter',
  other: 'abuse of an unnamed kind',
};

const CLIENTS: Readonly<Record<OtherClients[number]['kind'], [one: string, many: string]>> = {
  monitor: ['monitor', 'monitors'],
  certificate: ['certificate check', 'certificate checks'],
  webhook: ['sender of webhooks', 'senders of webhooks'],
  crawler: ['crawler', 'crawlers'],
  alike: [
    "client without a login that has the attackers' user agent",
    "clients without a login that have the attackers' user agent",
  ],
  other: ['other client without a login', 'other clients without a login'],
};

/** Records by what they are; what there is none of is not named. */
export function records({ requests, logins, flows }: SentRecords): string {
  const parts = [
    requests > 0 ? counted(requests, 'request', 'requests') : '',
    logins > 0 ? counted(logins, 'login attempt', 'login attempts') : '',
    flows > 0 ? counted(flows, 'flow', 'flows') : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** Clients from which nobody signed in; what kind they are is what their user agents claim. */
export function clientKinds(clients: OtherClients): string {
  const parts = clients.map(({ kind, clients: some }) => counted(some, ...CLIENTS[kind]));
  const known = clients.some(({ kind }) => kind !== 'other' && kind !== 'alike');
  return known ? `${parts.join(', ')} (what they are is what their user agents say)` : parts.join(', ');
}
