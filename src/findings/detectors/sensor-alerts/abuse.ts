import type { AbuseType } from '../../../model/abuse-types.ts';

/**
 * What a sensor's rule is about, by words of its name or message; the first that fits. Sources: GuardDuty User Guide, "Finding
 * types"; class names of the Emerging Threats rules (doc.emergingthreats.net); names of fail2ban's jails (jail.conf); the classes of
 * the OWASP Core Rule Set that stand before a message. Read 2026-11.
 */
const ABOUT: readonly (readonly [RegExp, AbuseType])[] = [
  [/sql.?injection|\bsqli\b|libinjection/i, 'sql_injection'],
  [/cryptocurrency|coinminer|\bmining\b/i, 'cryptomining'],
  [/denialofservice|\bddos\b|\bet dos\b/i, 'ddos'],
  [/spambot/i, 'spam'],
  [/portscan|port.?scan|address_scan|port_scan|portsweep/i, 'port_scan'],
  [/exfiltration/i, 'exfiltration'],
  [/c&c|\bcnc\b|backdoor:|trojan|\bet malware\b|impact:.*malicious|maliciousip/i, 'infected_host'],
  [/brute.?force|password_guessing|login_by_password/i, 'login_attack'],
  [
    /^(?:sshd?|dropbear|vsftpd|proftpd|pure-ftpd|postfix|dovecot|exim|sasl|.*auth.*|.*login.*)$/i,
    'login_attack',
  ],
  [/^scanner:|\bet scan\b|nikto|nmap|sqlmap|portprobe|unprotectedport/i, 'vulnerability_scan'],
  [/^recon:|reconnaissance/i, 'reconnaissance'],
  [
    /inclusion|command execution|cross-site|\bxss\b|php injection|java attack|\bet web|protocol|score/i,
    'web_attack',
  ],
];

/** @param otherwise what it is where neither tells */
export function abuseOf(rule: string, message: string, otherwise: AbuseType): AbuseType {
  const known = ABOUT.find(([words]) => words.test(rule)) ?? ABOUT.find(([words]) => words.test(message));
  return known?.[1] ?? otherwise;
}
