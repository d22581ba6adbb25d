/** What people look for on a honeypot, by the port that was asked (IANA's service names; 1080 SOCKS, 3128 and 8080 by habit). */
const KINDS: readonly { name: string; ports: readonly number[] }[] = [
  { name: 'mail', ports: [25, 465, 587, 2525] },
  { name: 'dns', ports: [53, 853, 5353] },
  { name: 'smb', ports: [139, 445] },
  { name: 'ssh', ports: [22, 2222] },
  { name: 'telnet', ports: [23, 2323] },
  { name: 'proxy', ports: [1080, 3128, 8080] },
  { name: 'web', ports: [80, 443, 8443] },
  { name: 'desktop', ports: [3389, 5900] },
  { name: 'database', ports: [1433, 3306, 5432, 6379, 9200, 27_017] },
];

/** ICMP and ICMPv6. */
const ICMP = '(1, 58)';

/** SQL of what a flow was about: `mail`, `dns`, `icmp`, …, `other`. */
export function sqlKind(protocol: string, port: string): string {
  const cases = KINDS.map(({ name, ports }) => `WHEN ${port} IN (${ports.join(', ')}) THEN '${name}'`);
  return `CASE WHEN ${protocol} IN ${ICMP} THEN 'icmp' ${cases.join(' ')} ELSE 'other' END`;
}
