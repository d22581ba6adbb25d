import type { AbuseType } from '../../model/abuse-types.ts';
import type { OtherClients, SentRecords } from '../../model/block.ts';
import { figuresOf, portsPhrase } from '../figures.ts';
import type { PortWords } from '../figures.ts';

export const { count, about, percent, bytes, duration } = figuresOf('ja-JP');

export const listed = (values: readonly string[]): string => values.join('、');

/** `TCP ポート 22`, `ポート 22`. */
export const portWords: PortWords = (list, _number, protocol = '') =>
  `${protocol} ポート ${list}`.trimStart();

export function ports(told: { protocol: number; ports: number[]; port_count: number }): string {
  return portsPhrase(
    told,
    portWords,
    (name, total, some) => `${name} の ${count(total)} 個のポート (${some})`,
  );
}

export function some({ names, more }: { names: string[]; more: number }): string {
  return more > 0 ? `${listed(names)}、ほか ${count(more)} 件` : listed(names);
}

export const middleboxes = {
  nat: 'NAT ゲートウェイ',
  'load balancer': 'ロードバランサー',
  'transit gateway': 'トランジットゲートウェイ',
} as const;

/** A space before Latin letters, none before Japanese. */
export const apart = (text: string): string => (/^[A-Za-z]/.test(text) ? ` ${text}` : text);

/** Kinds of abuse, as a sentence names them. */
export const abuseTypes: Readonly<Record<AbuseType, string>> = {
  port_scan: 'ポートスキャン',
  ddos: 'サービス妨害 (DoS)',
  login_attack: '不正ログインの試行',
  reconnaissance: '偵察行為',
  scraping: 'スクレイピング',
  sql_injection: 'SQL インジェクション',
  vulnerability_scan: '脆弱性スキャン',
  infected_host: 'マルウェア感染',
  spam: '迷惑メールの送信',
  phishing: 'フィッシング',
  malware: 'マルウェアの配布',
  open_proxy: 'オープンプロキシ',
  open_resolver: 'オープンリゾルバー',
  cryptomining: '暗号資産のマイニング',
  credential_exposure: '認証情報の漏えい',
  copyright: '著作権侵害の申し立て',
  web_attack: 'ウェブ攻撃',
  beacon: 'ビーコン通信',
  exfiltration: 'データの持ち出し',
  backscatter: 'バックスキャッター',
  other: '種類が示されていない不正利用',
};

const CLIENTS: Readonly<Record<OtherClients[number]['kind'], string>> = {
  monitor: '監視サービス',
  certificate: '証明書の確認',
  webhook: 'Webhook の送信元',
  crawler: 'クローラー',
  alike: '攻撃者と同じユーザーエージェントで、ログインのないクライアント',
  other: 'ログインのないクライアント',
};

/** Records by what they are; what there is none of is not named. */
export function records({ requests, logins, flows }: SentRecords): string {
  const parts = [
    requests > 0 ? `リクエスト ${count(requests)} 件` : '',
    logins > 0 ? `ログイン試行 ${count(logins)} 件` : '',
    flows > 0 ? `フロー ${count(flows)} 件` : '',
  ];
  return parts.filter((part) => part !== '').join('、');
}

/** Clients from which nobody signed in; what kind they are is what their user agents claim. */
export function clientKinds(clients: OtherClients): string {
  const parts = clients.map(({ kind, clients: some }) => `${CLIENTS[kind]} ${count(some)} 台`);
  const known = clients.some(({ kind }) => kind !== 'other' && kind !== 'alike');
  return known
    ? `${parts.join('、')} (種別はユーザーエージェントの自己申告によるものです)`
    : parts.join('、');
}
