import type { ReadOptions } from '../../../src/formats/format.ts';
import type { Carrier } from './forged-writing.ts';
import {
  REAL,
  RULE,
  apache,
  cell,
  json,
  line,
  percent,
  plus,
  question,
  visible,
  xml,
} from './forged-writing.ts';

const MODIFIED: ReadOptions = { modified: Date.UTC(2026, 10, 22) / 1000 };

function bsd(what: string, program: string, write: (sent: string) => string): Carrier {
  return {
    format: 'syslog',
    what,
    write: (sent) => `Nov 21 22:10:03 web1 ${program}: ${write(visible(sent))}`,
    options: MODIFIED,
  };
}

/** Messages of syslog and the journal. */
export const SYSLOG: readonly Carrier[] = [
  bsd(
    'sshd user',
    'sshd[7]',
    (sent) => `Failed password for invalid user ${sent} from ${REAL} port 4711 ssh2`,
  ),
  bsd('sshd unknown user', 'sshd[7]', (sent) => `Invalid user ${sent} from ${REAL} port 4711`),
  bsd('sshd unknown user, old', 'sshd[7]', (sent) => `Invalid user ${sent} from ${REAL}`),
  bsd(
    'sshd key user',
    'sshd[7]',
    (sent) => `Failed publickey for invalid user ${sent} from ${REAL} port 4711 ssh2: RSA SHA256:abc`,
  ),
  bsd(
    'sshd key id',
    'sshd[7]',
    (sent) =>
      `Failed publickey for root from ${REAL} port 4711 ssh2: RSA-CERT SHA256:abc ID ${sent} (serial 0) CA RSA SHA256:def`,
  ),
  bsd(
    'sshd closed',
    'sshd[7]',
    (sent) => `Connection closed by invalid user ${sent} ${REAL} port 4711 [preauth]`,
  ),
  bsd(
    'sshd closed, known user',
    'sshd[7]',
    (sent) => `Connection closed by authenticating user ${sent} ${REAL} port 4711 [preauth]`,
  ),
  bsd(
    'sshd disconnecting',
    'sshd[7]',
    (sent) =>
      `Disconnecting authenticating user ${sent} ${REAL} port 4711: Too many authentication failures [preauth]`,
  ),
  bsd(
    'sshd change of user',
    'sshd[7]',
    (sent) =>
      `Disconnecting invalid user x ${REAL} port 4711: Change of username or service not allowed: (x,ssh-connection) -> (${sent},ssh-connection) [preauth]`,
  ),
  bsd(
    'sshd maximum',
    'sshd[7]',
    (sent) =>
      `error: maximum authentication attempts exceeded for invalid user ${sent} from ${REAL} port 4711 ssh2 [preauth]`,
  ),
  bsd(
    'sshd PAM via',
    'sshd[7]',
    (sent) => `error: PAM: authentication error for illegal user ${sent} from ${REAL} via 192.0.2.1`,
  ),
  bsd(
    'sshd host-based',
    'sshd[7]',
    (sent) =>
      `Failed hostbased for dan from ${REAL} port 4711 ssh2: RSA SHA256:abc, client user "${sent}", client host "h"`,
  ),
  bsd('sshd reason', 'sshd[7]', (sent) => `Received disconnect from ${REAL} port 4711:3: ${sent} [preauth]`),
  bsd(
    'sshd offer',
    'sshd[7]',
    (sent) =>
      `Unable to negotiate with ${REAL} port 4711: no matching cipher found. Their offer: ${sent} [preauth]`,
  ),
  bsd('dropbear user', 'dropbear[7]', (sent) => `Bad password attempt for '${sent}' from ${REAL}:4711`),
  bsd(
    'ProFTPD user',
    'proftpd[7]',
    (sent) =>
      `ftp.example.net (host.example.org[${REAL}]) - USER ${sent}: no such user found from host.example.org [${REAL}] to 192.0.2.1:21`,
  ),
  bsd(
    'ProFTPD failed user',
    'proftpd[7]',
    (sent) => `ftp.example.net (host.example.org[${REAL}]) - USER ${sent} (Login failed): Incorrect password`,
  ),
  bsd(
    'Pure-FTPd user',
    'pure-ftpd',
    (sent) => `(?@${REAL}) [WARNING] Authentication failed for user [${sent}]`,
  ),
  bsd('vsftpd user', 'vsftpd[7]', (sent) => `[${sent}] FAIL LOGIN: Client "${REAL}"`),
  bsd(
    'exim HELO',
    'exim[7]',
    (sent) => `login authenticator failed for (${sent}) [${REAL}]:4711: 535 Incorrect authentication data`,
  ),
  bsd(
    'dovecot authentication',
    'dovecot',
    (sent) => `auth-worker(7): sql(${sent},${REAL},<abc>): unknown user (given password: ${sent})`,
  ),
  bsd(
    'sshd version',
    'sshd[7]',
    (sent) => `Bad protocol version identification '${sent}' from ${REAL} port 4711`,
  ),
  bsd(
    'sshd refused user',
    'sshd[7]',
    (sent) => `User ${sent} from ${REAL} not allowed because not listed in AllowUsers`,
  ),
  bsd(
    'sshd PAM',
    'sshd[7]',
    (sent) => `error: PAM: Authentication failure for illegal user ${sent} from ${REAL}`,
  ),
  bsd(
    'sshd repeated',
    'sshd[7]',
    (sent) =>
      `message repeated 2 times: [ Failed password for invalid user ${sent} from ${REAL} port 4711 ssh2]`,
  ),
  bsd(
    'PAM remote user',
    'vsftpd',
    (sent) =>
      `pam_unix(vsftpd:auth): authentication failure; logname= uid=0 euid=0 tty=ftp ruser=${sent} rhost=${REAL}`,
  ),
  bsd(
    'PAM user',
    'vsftpd',
    (sent) =>
      `pam_unix(vsftpd:auth): authentication failure; logname= uid=0 euid=0 tty=ftp ruser= rhost=${REAL}  user=${sent}`,
  ),
  bsd(
    'postfix user',
    'postfix/smtpd[7]',
    (sent) =>
      `warning: unknown[${REAL}]: SASL LOGIN authentication failed: x, sasl_username=${question(sent)}`,
  ),
  bsd(
    'postfix helo',
    'postfix/smtpd[7]',
    (sent) =>
      `NOQUEUE: reject: RCPT from unknown[${REAL}]: 554 5.7.1 <a@b>: Relay access denied; from=<a@b> to=<b@c> proto=ESMTP helo=<${question(sent)}>`,
  ),
  bsd(
    'postfix pregreet',
    'postfix/postscreen[7]',
    (sent) => `PREGREET 14 after 0.1 from [${REAL}]:4711: ${question(sent)}`,
  ),
  bsd(
    'dovecot user',
    'dovecot',
    (sent) =>
      `imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<${sent}>, method=PLAIN, rip=${REAL}, lip=192.0.2.25, session=<abc>`,
  ),
  bsd(
    'Apache through syslog',
    'httpd[7]',
    (sent) =>
      `[:error] [pid 7] [client ${REAL}:4711] ModSecurity: Warning. Found "${apache(sent)}" at ARGS:${apache(sent)}. ${RULE}`,
  ),
  bsd('Apache through syslog, path', 'apache2[7]', (sent) => `File does not exist: /var/www/${sent}`),
  bsd('application', 'shop[7]', (sent) => `login of ${sent} failed`),
  bsd('sudo', 'sudo', (sent) => `alice : TTY=pts/0 ; COMMAND=${sent}`),
  {
    format: 'syslog',
    what: 'RFC 5424 user',
    write: (sent) =>
      `<38>1 2026-11-21T22:10:03Z web1 sshd 7 - - Failed password for invalid user ${visible(sent)} from ${REAL} port 4711 ssh2`,
  },
  {
    format: 'syslog',
    what: 'RFC 5424 structured data',
    write: (sent) =>
      `<38>1 2026-11-21T22:10:03Z web1 shop 7 - [x y="${apache(sent).replaceAll(']', '\\]')}"] Failed`,
  },
  {
    format: 'syslog',
    what: 'grepped',
    write: (sent) =>
      `auth.log:2026-11-21T22:10:03Z web1 sshd[7]: Invalid user ${visible(sent)} from ${REAL} port 4711`,
  },
  {
    format: 'journald',
    what: 'user',
    write: (sent) =>
      `{"__REALTIME_TIMESTAMP":"1795299003000000","SYSLOG_IDENTIFIER":"sshd","MESSAGE":${json(`Invalid user ${sent} from ${REAL} port 4711`)}}`,
  },
];

const PARTIES = `[21/Nov/2026:22:10:03 +0000] a ${REAL} 4711 192.0.2.5 443`;

/** What protects a host, and Windows. */
export const PROTECTION: readonly Carrier[] = [
  {
    format: 'fail2ban',
    what: 'odd line',
    write: (sent) =>
      `2026-11-21 22:10:03,123 fail2ban.filter [7]: WARNING [sshd] Please check jail has possibly a timezone issue. Line with odd timestamp: ${line(sent)}`,
  },
  {
    format: 'exim',
    what: 'HELO and name',
    write: (sent) =>
      `2026-11-21 22:10:03 login authenticator failed for host.example.org (${question(sent)}) [${REAL}]:4711 I=[192.0.2.25]:587: 535 Incorrect authentication data (set_id=${question(sent)})`,
  },
  {
    format: 'exim',
    what: 'HELO and subject of a mail',
    write: (sent) =>
      `2026-11-21 22:10:03 1xXigs-0006Nt-1A <= a@example.com H=(${question(sent)}) [${REAL}] P=esmtpa A=plain:demo S=220 T="${question(sent)}"`,
  },
  {
    format: 'exim',
    what: 'command',
    write: (sent) =>
      `2026-11-21 22:10:03 SMTP protocol error in "AUTH ${question(sent)}" H=(x) [${REAL}] AUTH command used when not advertised`,
  },
  {
    format: 'vsftpd',
    what: 'user',
    write: (sent) => `Fri Nov 20 12:20:33 2026 [pid 7] [${question(sent)}] FAIL LOGIN: Client "${REAL}"`,
  },
  {
    format: 'vsftpd',
    what: 'password of an anonymous login',
    write: (sent) =>
      `Fri Nov 20 12:20:33 2026 [pid 7] [ftp] OK LOGIN: Client "${REAL}", anon password "${question(sent)}"`,
  },
  {
    format: 'fail2ban-mail',
    what: 'log lines',
    write: (sent) =>
      `From: f@example.net\nDate: Sat, 21 Nov 2026 22:10:03 +0000\nSubject: [Fail2Ban] sshd: banned ${REAL} from web1\n\nLines:\n${sent}\n`,
  },
  {
    format: 'modsecurity',
    what: 'body',
    write: (sent) =>
      `--1a2b3c4d-A--\n${PARTIES}\n--1a2b3c4d-B--\nPOST / HTTP/1.1\n--1a2b3c4d-C--\n${sent}\n--1a2b3c4d-H--\nMessage: Warning. ${RULE}\n--1a2b3c4d-Z--`,
  },
  {
    format: 'modsecurity',
    what: 'agent',
    write: (sent) =>
      `--1a2b3c4d-A--\n${PARTIES}\n--1a2b3c4d-B--\nPOST /${percent(sent)} HTTP/1.1\nUser-Agent: ${line(sent)}\nReferer: ${line(sent)}\n--1a2b3c4d-Z--`,
  },
  {
    format: 'modsecurity',
    what: 'matched data',
    write: (sent) =>
      `---aB1---A--\n${PARTIES}\n---aB1---H--\nModSecurity: Warning. Matched "x" against variable \`ARGS:${visible(sent)}' (Value: \`${visible(sent)}' ) ${RULE} [data "${visible(sent)}"]\n---aB1---Z--`,
  },
  {
    format: 'modsecurity-json',
    what: 'headers',
    write: (sent) =>
      `{"transaction":{"client_ip":"${REAL}","time_stamp":"Sat Nov 21 22:10:03 2026","client_port":1,"host_ip":"192.0.2.5","host_port":443,"request":{"method":"GET","http_version":1.1,"uri":${json(`/${sent}`)},"headers":{"Host":${json(sent)},"User-Agent":${json(sent)}}},"response":{"http_code":403},"messages":[]}}`,
  },
  {
    format: 'windows-security-csv',
    what: 'user in the message',
    write: (sent) =>
      `Keywords,Date and Time,Source,Event ID,Task Category\nAudit Failure,2026-11-21 22:10:03,Microsoft-Windows-Security-Auditing,4625,Logon,${cell(`t\n\nSubject:\n\ta:\tb\n\ta:\tb\n\ta:\tb\n\ta:\tb\n\nType:\t3\n\nAccount:\n\tSID:\ts\n\tName:\t${sent}\n\tDomain:\tCORP\n\nFailure:\n\tr:\tx\n\ts:\t0xC000006D\n\tu:\t0x0\n\nProcess:\n\ta:\tb\n\ta:\tb\n\nNetwork:\n\tWorkstation:\t${sent}\n\tAddress:\t${REAL}\n\tPort:\t4711\n\nAuthentication:\n\ta:\tb\n\ta:\tb\n\ta:\tb\n\ta:\tb\n\ta:\tb`)}`,
  },
  {
    format: 'windows-security-csv',
    what: 'user in its column',
    write: (sent) =>
      `TimeCreated,Id,TargetUserName,LogonType,IpAddress,IpPort,Status,SubStatus\n2026-11-21T22:10:03Z,4625,${cell(sent)},3,${REAL},4711,0xc000006d,0x0`,
  },
  {
    format: 'windows-security-json',
    what: 'user',
    write: (sent) =>
      `{"EventTime":"2026-11-21T22:10:03Z","EventID":4625,"TargetUserName":${json(sent)},"LogonType":"3","IpAddress":"${REAL}","IpPort":"1","Status":"0xc000006d"}`,
  },
  {
    format: 'windows-events-xml',
    what: 'user',
    write: (sent) =>
      `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Microsoft-Windows-Security-Auditing'/><EventID>4625</EventID><TimeCreated SystemTime='2026-11-21T22:10:03Z'/></System><EventData><Data Name='TargetUserName'>${xml(sent)}</Data><Data Name='LogonType'>3</Data><Data Name='WorkstationName'>${xml(sent)}</Data><Data Name='IpAddress'>${REAL}</Data><Data Name='IpPort'>4711</Data></EventData></Event>`,
  },
  {
    format: 'iis-ftp',
    what: 'user',
    write: (sent) =>
      `#Fields: date time c-ip cs-method cs-uri-stem sc-status\n2026-11-21 22:10:02 ${REAL} USER ${plus(sent)} 331\n2026-11-21 22:10:03 ${REAL} PASS *** 530`,
  },
];
