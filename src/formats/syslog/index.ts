import type { Format } from '../format.ts';
import { EXIM } from './exim.ts';
import { FAIL2BAN } from './fail2ban.ts';
import { FAIL2BAN_MAIL } from './fail2ban-mail.ts';
import { SYSLOG } from './syslog.ts';
import { JOURNALD } from './journald.ts';
import { DMESG } from './dmesg.ts';
import { VSFTPD } from './vsftpd.ts';

export const FORMATS: readonly Format[] = [FAIL2BAN, FAIL2BAN_MAIL, SYSLOG, JOURNALD, DMESG, EXIM, VSFTPD];
export { SYSLOG_ROWS as ROWS } from './sentences.ts';
