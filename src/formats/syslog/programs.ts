import { readFail2ban } from './fail2ban-message.ts';
import { readKernel } from './kernel-firewall.ts';
import { modsecurityMessage } from '../text/modsecurity-line.ts';
import { isPostfix, readPostfix } from './postfix.ts';
import type { Announced } from './announced.ts';
import { readSshd } from './sshd.ts';
import { readDovecot } from './dovecot.ts';
import { readDropbear } from './dropbear.ts';
import { readExim } from './exim-message.ts';
import { readProftpd, readPureFtpd, readVsftpd } from './ftp.ts';
import type { Reading } from '../rows/login-reading.ts';
import { skip } from '../rows/login-reading.ts';

/** A message of syslog or the journal, whatever form it was written in. */
export interface Message {
  host: string;
  program: string;
  /** Empty: not said. */
  pid: string;
  text: string;
}

/** Programs that log what is no evidence here, by the beginning of their name. */
const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/^(?:cron|crond|anacron|atd|run-parts)$/i, 'scheduled jobs (cron)'],
  [/^systemd/, 'services and sessions (systemd)'],
  [/^(?:sudo|su|doas|polkit|pkexec|runuser)/, 'local changes of user (sudo, su)'],
  [
    /^(?:dhclient|dhcpcd|networkmanager|netplan|ntpd|chronyd|wpa_supplicant|cloud-init)/i,
    'network and clock',
  ],
  [/^(?:named|unbound|dnsmasq|pdns|bind9)/, 'name service'],
  [/^(?:postfix|dovecot|exim|sendmail|opendkim|spamd|amavis|rspamd)/i, 'mail, not its logins'],
  [/^(?:rsyslogd|syslogd|syslog-ng|journald|auditd|audit|audispd|logrotate)/, 'logging itself'],
  [/^(?:useradd|usermod|userdel|groupadd|groupmod|passwd|chpasswd|chage)$/, 'changes of accounts'],
];

const PAM = /^pam_[a-z0-9_]{1,30}\(([\w.-]{1,60}):[a-z]{1,20}\): /;
const PAM_FAILURE = /^authentication failure; logname=.{0,200}? ruser=/;
/** They write a line of their own about each login, with more in it. */
const LOG_THEMSELVES = new Set(['sshd', 'dovecot', 'smtp', 'sudo', 'su']);

/**
 * `pam_unix(vsftpd:auth): authentication failure; … ruser=X rhost=203.0.113.9  user=X`. The names are the client's;
 * the host stands before the last of them and holds no space.
 */
function readPam(text: string): Reading | undefined {
  const [whole, service] = PAM.exec(text) ?? [];
  if (whole === undefined || service === undefined) return undefined;
  const rest = text.slice(whole.length);
  if (LOG_THEMSELVES.has(service)) return skip('PAM: a failure that the service itself logs');
  if (!PAM_FAILURE.test(rest)) return skip('PAM: sessions and checks');
  const hosts = rest.split(' rhost=');
  const [, client = '', user] = /^(\S{0,255})(?: {1,2}user=(.{0,500}))?\s{0,2}$/.exec(hosts[1] ?? '') ?? [];
  // A second rhost= was brought in by a name.
  if (hosts.length !== 2) return { kind: 'reject', reason: 'PAM: more than one rhost=, so one is forged' };
  if (client === '') return skip('PAM: a local login');
  return {
    kind: 'login',
    service,
    ...(user !== undefined && { user }),
    client,
    port: 0,
    ok: false,
    detail: 'PAM',
  };
}

const LEVEL = /^(DEBUG|INFO|NOTICE|WARNING|ERROR|CRITICAL)\s{1,8}/;

function readFail2banMessage(text: string): Reading {
  const level = LEVEL.exec(text);
  return readFail2ban(text.slice(level?.[0].length ?? 0), level?.[1]);
}

const CLIENT_OF_APACHE =
  /^(?:\[[^\]]{0,80}\] ){0,4}\[client ([0-9A-Fa-f:.]{2,45}?)(?::\d{1,5})?\] (?:\[client [^\]]{2,60}\] )?(?=ModSecurity: )/;

/** Apache's error log sent to syslog: `[:error] [pid 7] [client 203.0.113.9:4711] ModSecurity: …`. */
function readApache(text: string): Reading {
  const [whole, src] = CLIENT_OF_APACHE.exec(text.slice(0, 1024)) ?? [];
  const found = whole === undefined ? undefined : modsecurityMessage(text.slice(whole.length));
  if (found === undefined || src === undefined)
    return skip('web server: its own affairs, no rule of ModSecurity');
  return { kind: 'alert', sensor: 'modsecurity', src, ...found };
}

/** Exim writes its own time into syslog, too, unless it is told not to. */
const EXIM_DATE = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{3})? (?:[+-]\d{4} )?(?:\[\d{1,10}\] )?/;

type Reader = (text: string, key: string, announced: Announced) => Reading;

/** What reads a program's messages. */
function readerOf(program: string): Reader {
  if (/^sshd(?:-session|-auth)?$/.test(program)) return readSshd;
  if (isPostfix(program)) return readPostfix;
  if (program === 'dropbear') return readDropbear;
  if (/^exim[45]?$/.test(program)) return (text) => readExim(text.replace(EXIM_DATE, ''));
  if (program === 'proftpd') return (text) => readPam(text) ?? readProftpd(text);
  if (program === 'pure-ftpd') return (text) => readPam(text) ?? readPureFtpd(text);
  if (program === 'vsftpd') return (text) => readPam(text) ?? readVsftpd(text);
  if (program === 'dovecot') return (text) => readPam(text) ?? readDovecot(text);
  if (program === 'kernel' || program === 'ulogd') return readKernel;
  if (/^fail2ban(?:\.[a-z]{1,20}|-server)?$/.test(program)) return readFail2banMessage;
  if (program === 'httpd' || program === 'apache2') return readApache;
  const other = OTHERS.find(([name]) => name.test(program))?.[1] ?? 'not about logins, mail or packets';
  const passed = skip(`other programs: ${other}`);
  return (text) => readPam(text) ?? passed;
}

/** Programs that were met; a log has some tens of them, a hostile one as many as there are. */
const readers = new Map<string, Reader>();
const MAX_READERS = 1000;

function dispatch({ host, program, pid, text }: Message, announced: Announced): Reading {
  let reader = readers.get(program);
  if (reader === undefined) {
    reader = readerOf(program);
    if (readers.size >= MAX_READERS) readers.clear();
    readers.set(program, reader);
  }
  return reader(text, pid === '' ? '' : `${host} ${pid}`, announced);
}

const REPEATED = /^message repeated (\d{1,6}) times: \[ ?(.*)\]$/s;
const MAX_TIMES = 10_000;

/**
 * Reads one message by the program that wrote it.
 * @param announced attempts that a line before has counted; it is moved on
 */
export function readMessage(message: Message, announced: Announced): Reading {
  const repeated = message.text.startsWith('message repeated ') ? REPEATED.exec(message.text) : null;
  if (repeated === null) return dispatch(message, announced);
  const times = Number(repeated[1]);
  if (times < 1 || times > MAX_TIMES)
    return { kind: 'reject', reason: `says that it was repeated ${times} times, more than ${MAX_TIMES}` };
  const reading = dispatch({ ...message, text: repeated[2] ?? '' }, announced);
  if (reading.kind !== 'login') return reading;
  return { ...reading, times: Math.min(times * (reading.times ?? 1), MAX_TIMES) };
}
