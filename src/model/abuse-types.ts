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

/**
 * What a desk calls an infected host, or malware on it, is seen as one of these: the notice says what it is, and the traffic what
 * it does.
 */
const OF_INFECTED: ReadonlySet<AbuseType> = new Set(['infected_host', 'malware', 'beacon', 'cryptomining']);

/** Whether a finding of one type may be what a claim of the other is about. */
export function isKin(finding: AbuseType, claim: AbuseType): boolean {
  if (finding === claim) return true;
  return (claim === 'infected_host' || claim === 'malware') && OF_INFECTED.has(finding);
}

/** What kind of flood a finding is about, where its rows show it; `unknown`: the log does not have what would tell. */
export const FLOOD_KINDS = [
  'syn_flood',
  'tcp_reset_flood',
  'tcp_ack_flood',
  'tcp_data_flood',
  'udp_flood',
  'icmp_flood',
  'fragment_flood',
  'protocol_flood',
  'unusual_protocol_flood',
  'unknown',
] as const;
export type FloodKind = (typeof FLOOD_KINDS)[number];

/** What kind of scan it is that sends no SYN; of some, a log without all flags does not tell which of two. */
export const SCAN_KINDS = [
  'fin_scan',
  'null_scan',
  'xmas_scan',
  'fin_or_xmas_scan',
  'null_or_ack_scan',
] as const;
export type ScanKind = (typeof SCAN_KINDS)[number];
