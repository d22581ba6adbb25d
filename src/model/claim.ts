/**
 * Types of abuse, shared by claims and findings. XARF v4's name where it has one.
 */
export const ABUSE_TYPES = [
  'port_scan',
  'ddos',
  'login_attack',
  'reconnaissance',
  'scraping',
  'sql_injection',
  'vulnerability_scan',
  'infected_host',
  'spam',
  'phishing',
  'malware',
  'open_proxy',
  'open_resolver',
  'cryptomining',
  'credential_exposure',
  'copyright',
  'web_attack',
  'beacon',
  'exfiltration',
  'backscatter',
  'other',
] as const;
export type AbuseType = (typeof ABUSE_TYPES)[number];

/** ISO 8601 in UTC: `2018-11-28T02:04:18Z`. */
export type Instant = string;

/** One flow as the notice states it. Counts in bytes and packets. */
export interface ClaimedFlow {
  from?: Instant;
  to?: Instant;
  /** IANA number. */
  protocol?: number;
  remote?: string;
  remote_ports?: number[];
  local?: string;
  local_ports?: number[];
  bytes_sent?: number;
  packets_sent?: number;
  bytes_received?: number;
  packets_received?: number;
}

/** A step the provider says it has taken already. */
export interface ActionTaken {
  what: 'block' | 'isolate' | 'stop' | 'terminate' | 'disable' | 'other';
  direction?: 'outbound' | 'inbound';
  protocol?: number;
  ports?: number[];
  remote?: string;
  instance?: string;
  /** The notice's own words. */
  text: string;
}

export interface Authenticity {
  /** forged: it claims a sender that its signatures contradict. */
  verdict: 'proven' | 'unproven' | 'forged';
  dkim?: string;
  spf?: string;
  arc?: string;
  /** Domain whose signature passed. */
  signer?: string;
  because: string;
}

const SOURCE_TITLES: ReadonlyMap<string, string> = new Map([['aws', 'AWS']]);

/** The sender as people call it: `AWS`. */
export function sourceTitle(source: string): string {
  return SOURCE_TITLES.get(source) ?? source;
}

/** What a notice says, normalised. A field that the notice does not give is absent, never guessed. */
export interface Claim {
  /** Which sender's notice: `aws`, … */
  source: string;
  /** The provider's case number. */
  reference?: string;
  type: AbuseType;
  /** The notice's own word for it: `Port Scanning`. */
  reported_activity?: string;
  /** 12 digits, or masked as the notice has them (`xxxx370`). */
  accounts: string[];
  instances: string[];
  interfaces: string[];
  addresses: string[];
  regions: string[];
  window?: { from?: Instant; to?: Instant };
  /** `assumed UTC` where the notice's times name no zone. */
  zone?: string;
  flows: ClaimedFlow[];
  actions_taken: ActionTaken[];
  received?: Instant;
  deadline?: Instant;
  stage: 'first' | 'reminder' | 'final' | 'action';
  authenticity: Authenticity;
  /** The third party's text, as evidence. */
  forwarded?: string;
  subject?: string;
  /** Where it was read: path of the evidence and the line the notice begins at. */
  evidence?: string;
}
