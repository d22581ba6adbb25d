import { messageOf } from '../../model/reason.ts';
import { worded } from './worded.ts';
import { readFail2ban } from './fail2ban-message.ts';
import { readKernel } from './kernel-firewall.ts';
import { unreadProgram } from '../../model/unread.ts';
import { readPam } from './pam.ts';
import { readWebServer } from './web-server.ts';
import { isPostfix, readPostfix } from './postfix.ts';
import type { Announcements } from './announced.ts';
import { readSshd } from './sshd.ts';
import { readDovecot } from './dovecot.ts';
import { readDropbear } from './dropbear.ts';
import { readExim } from './exim-message.ts';
import { readProftpd, readPureFtpd, readVsftpd } from './ftp.ts';
import type { Reading } from '../rows/reading.ts';
import { skip } from '../rows/reading.ts';

/** A message of syslog or the journal, whatever form it was written in. */
export interface Message {
  host: string;
  program: string;
  /** The process id as the line has it; empty if it has none. */
  pid: string;
  text: string;
}

/** Programs that are about the host alone, by the beginning of their name. */
const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/^(?:cron|crond|anacron|atd|run-parts)$/i, worded('sysCron')],
  [/^systemd/, worded('sysSystemd')],
  [/^(?:sudo|su|doas|polkit|pkexec|runuser)/, worded('sysSudo')],
  [
    /^(?:dhclient|dhcpcd|networkmanager|netplan|ntpd|chronyd|wpa_supplicant|cloud-init)/i,
    worded('sysNetwork'),
  ],
  [
    /^postfix[\w-]{0,40}\/(?:anvil|bounce|cleanup|flush|local|master|pickup|postfix-script|qmgr|scache|tlsmgr|trivial-rewrite|verify)$/,
    worded('sysPostfixParts'),
  ],
  [/^(?:rsyslogd|syslogd|syslog-ng|journald|auditd|audit|audispd|logrotate)/, worded('sysLogging')],
  [/^(?:useradd|usermod|userdel|groupadd|groupmod|passwd|chpasswd|chage)$/, worded('sysAccounts')],
];

const LEVEL = /^(DEBUG|INFO|NOTICE|WARNING|ERROR|CRITICAL)\s{1,8}/;

/** Since version 0.9.1 fail2ban begins a message with the name of its part: `fail2ban.actions[4711]: `. */
const PART = /^fail2ban\.[a-z]{1,20} {0,20}(?:\[\d{1,10}\])?: /;

function readFail2banMessage(text: string): Reading {
  const said = text.replace(PART, '');
  const level = LEVEL.exec(said);
  return readFail2ban(said.slice(level?.[0].length ?? 0), level?.[1]);
}

/** Exim writes its own time into syslog, too, unless it is configured not to. */
const EXIM_DATE = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{3})? (?:[+-]\d{4} )?(?:\[\d{1,10}\] )?/;

type Reader = (text: string, key: string, announced: Announcements) => Reading;

/** The reader of the messages of a program, by the program's name. */
function readerOf(program: string): Reader {
  if (/^sshd(?:-session|-auth)?$/.test(program)) return readSshd;
  if (isPostfix(program)) return readPostfix;
  if (program === 'dropbear') return readDropbear;
  if (/^exim[45]?$/.test(program)) return (text) => readExim(text.replace(EXIM_DATE, ''));
  if (program === 'proftpd') return readProftpd;
  if (program === 'pure-ftpd') return readPureFtpd;
  if (program === 'vsftpd') return readVsftpd;
  if (program === 'dovecot') return readDovecot;
  if (program === 'kernel' || program === 'ulogd') return readKernel;
  if (/^fail2ban(?:\.[a-z]{1,20}|-server)?$/.test(program)) return readFail2banMessage;
  if (/^(?:httpd|apache2?|nginx)$/.test(program)) return readWebServer;
  const other = OTHERS.find(([name]) => name.test(program))?.[1];
  const passed = skip(
    other === undefined ? unreadProgram(program) : worded('sysOther', { what: messageOf(other) }),
  );
  return () => passed;
}

/** Programs that were met; a log has some tens of them, a hostile one as many as there are. */
const readers = new Map<string, Reader>();
const MAX_READERS = 1000;
const PAM_BEGINS = /^(?:pam_|PAM \d)/;

function dispatch({ host, program, pid, text }: Message, announced: Announcements): Reading {
  let reader = readers.get(program);
  if (reader === undefined) {
    reader = readerOf(program);
    if (readers.size >= MAX_READERS) readers.clear();
    readers.set(program, reader);
  }
  const key = pid === '' ? '' : `${host} ${pid}`;
  // Every service that asks PAM has its messages in its name.
  const pam = PAM_BEGINS.test(text) ? readPam(text, key, announced) : undefined;
  return pam ?? reader(text, key, announced);
}

const REPEATED = /^message repeated (\d{1,6}) times: \[ ?(.*)\]$/s;
const MAX_TIMES = 10_000;

/**
 * Reads one message by the program that wrote it.
 * @param announced attempts that a line before has counted; it is moved on
 */
export function readMessage(message: Message, announced: Announcements): Reading {
  const repeated = message.text.startsWith('message repeated ') ? REPEATED.exec(message.text) : null;
  if (repeated === null) return dispatch(message, announced);
  const times = Number(repeated[1]);
  if (times < 1 || times > MAX_TIMES)
    return { kind: 'reject', reason: worded('sysTimes', { times, most: MAX_TIMES }) };
  const reading = dispatch({ ...message, text: repeated[2] ?? '' }, announced);
  if (reading.kind !== 'login') return reading;
  return { ...reading, times: Math.min(times * (reading.times ?? 1), MAX_TIMES) };
}
