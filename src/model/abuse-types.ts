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
