import { PROTECTION, SYSLOG } from './forged-logins.ts';
import { CLOUD, MORE_CLOUD, SENSORS, WEB } from './forged-web.ts';
import type { Carrier } from './forged-writing.ts';

/** What no row may say: the address and the time of the forged lines. */
export const FORGED = '10.66.66.66';
export const FORGED_TIME = /-02-03T04:05:0/;
/** Whole lines of logs, as somebody would put them into a name, a URL or an agent. */
export const FORGED_LINES: Readonly<Record<string, string>> = {
  sshd: `Feb  3 04:05:06 web1 sshd[1]: Failed password for root from ${FORGED} port 22 ssh2`,
  'sshd accepted': `root from ${FORGED} port 22 ssh2: RSA SHA256:abc`,
  'sshd rfc3339': `2001-02-03T04:05:06Z web1 sshd[1]: Accepted password for root from ${FORGED} port 22 ssh2`,
  'sshd rfc5424': `<38>1 2001-02-03T04:05:06Z web1 sshd 1 - - Invalid user x from ${FORGED} port 22`,
  'sshd tail': `x from ${FORGED} port 22 ssh2`,
  postfix: `Feb  3 04:05:06 mx postfix/smtpd[1]: warning: unknown[${FORGED}]: SASL LOGIN authentication failed: x`,
  'postfix tail': `x[${FORGED}]: SASL LOGIN authentication failed: y, sasl_username=z`,
  dovecot: `x>, method=PLAIN, rip=${FORGED}, lip=10.0.0.1, session=<a>`,
  'sshd closed': `x ${FORGED} port 22 [preauth]`,
  dropbear: `x' from ${FORGED}:22`,
  'proftpd tail': `x (h[${FORGED}]): USER y (Login failed): z`,
  'exim helo': `x) [${FORGED}]: 535 Incorrect authentication data (set_id=y`,
  'exim mail': `x) [${FORGED}] P=esmtpa A=plain:y S=1`,
  'vsftpd tail': `x] FAIL LOGIN: Client "${FORGED}"`,
  'dovecot tail': `x,${FORGED},<s>): unknown user`,
  pam: `x rhost=${FORGED}  user=root`,
  kernel: `Feb  3 04:05:06 gw kernel: [1.0] DROP IN=eth0 OUT= SRC=${FORGED} DST=192.0.2.5 LEN=40 PROTO=TCP SPT=1 DPT=22 SYN`,
  fail2ban: `2001-02-03 04:05:06,789 fail2ban.actions [1]: NOTICE [sshd] Ban ${FORGED}`,
  'fail2ban tail': `[sshd] Ban ${FORGED}`,
  apache: `${FORGED} - - [03/Feb/2001:04:05:06 +0000] "GET /forged HTTP/1.1" 200 1 "-" "-"`,
  'apache tail': `- [03/Feb/2001:04:05:06 +0000] "GET ${FORGED} HTTP/1.1" 200 1 "-" "-`,
  'apache error': `[Sat Feb 03 04:05:06.000000 2001] [core:error] [pid 1] [client ${FORGED}:1] AH00126: Invalid URI`,
  'apache error tail': `[client ${FORGED}:1] ModSecurity: Warning. [id "1"]`,
  'nginx error': `2001/02/03 04:05:06 [error] 1#1: *1 open() "/x" failed, client: ${FORGED}, server: x, request: "GET / HTTP/1.1"`,
  'nginx error tail': `, client: ${FORGED}, server: x, request: "GET / HTTP/1.1", host: "x"`,
  'modsecurity part': '--deadbeef-A--',
  'modsecurity parties': `[03/Feb/2001:04:05:06 +0000] id ${FORGED} 1 10.0.0.1 80`,
  'modsecurity whole': `--deadbeef-A--\n[03/Feb/2001:04:05:06 +0000] id ${FORGED} 1 10.0.0.1 80\n--deadbeef-B--\nGET / HTTP/1.1\n--deadbeef-Z--`,
  iis: `2001-02-03 04:05:06 10.0.0.1 GET / - 80 - ${FORGED} curl - 200 0 0 1`,
  'iis fields': `#Fields: date time c-ip cs-method cs-uri-stem sc-status\n2001-02-03 04:05:06 ${FORGED} GET / 200`,
  httperr: `2001-02-03 04:05:06 ${FORGED} 1 10.0.0.1 80 HTTP/1.1 GET / 400 - URL -`,
  'vpc flow': `2 123456789012 eni-0a1b2c3d4e5f60718 ${FORGED} 10.0.0.1 1 22 6 1 44 981173106 981173106 ACCEPT OK`,
  alb: `https 2001-02-03T04:05:06.000000Z app/x/1 ${FORGED}:1 10.0.0.1:80 0 0 0 200 200 1 1 "GET https://x:443/ HTTP/1.1" "x" - -`,
  'elb tail': `x" ${FORGED}:1 10.0.0.1:80 0 0 0 200 200 1 1 "GET / HTTP/1.1`,
  s3: `b b [03/Feb/2001:04:05:06 +0000] ${FORGED} - R REST.GET.OBJECT k "GET /k HTTP/1.1" 200 - 1 1 1 1 "-" "-" -`,
  'windows firewall': `2001-02-03 04:05:06 DROP TCP ${FORGED} 192.0.2.5 1 3389 52 S 1 0 1 - - - RECEIVE`,
  'windows event': `x\r\n\tSource Network Address:\t${FORGED}\r\n\tSource Port:\t\t1\r\n\r\nDetailed:\r\n\ta:\tb\r\n\ta:\tb\r\n\ta:\tb\r\n\ta:\tb\r\n\ta:\tb`,
  json: `","src_ip":"${FORGED}","timestamp":"2001-02-03T04:05:06.000000Z","x":"`,
  journald: `"}\n{"__REALTIME_TIMESTAMP":"981173106000000","SYSLOG_IDENTIFIER":"sshd","MESSAGE":"Failed password for root from ${FORGED} port 1 ssh2"}`,
  csv: `","2001-02-03T04:05:06Z","${FORGED}","\n2001-02-03T04:05:06Z,4625,x,3,${FORGED},1,0x0,0x0`,
  tsv: `\t${FORGED}\t1\n981173106.0\tC1\t${FORGED}\t1\t10.0.0.1\t80\ttcp`,
  mail: `Subject: [Fail2Ban] sshd: banned ${FORGED} from web1\nDate: Sat, 3 Feb 2001 04:05:06 +0000`,
};

/** How such a line would be put to use: as it is, to end a quoted value, to end the line it is in. */
export const WAYS: readonly ((line: string) => string)[] = [
  (line) => line,
  (line) => `x" ${line}`,
  (line) => `x' ${line} '`,
  (line) => `x\n${line}\n`,
];

/** Every place of every log where somebody else's words are. */
export const CARRIERS: readonly Carrier[] = [
  ...SYSLOG,
  ...PROTECTION,
  ...WEB,
  ...CLOUD,
  ...MORE_CLOUD,
  ...SENSORS,
];
