import { worded } from './worded.ts';
import { readVsftpd } from './ftp.ts';
import { ownLog, stampOf } from './own-log.ts';
import type { OwnStamp } from './own-log.ts';

/** `Fri Jan 19 12:20:33 2007 [pid 27202] `, as C's `ctime` writes times, in local time. */
const STAMP = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d:\d\d:\d\d) (\d{4}) \[pid (\d{1,10})\] /;
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

function stamp(line: string): OwnStamp | undefined {
  const [whole, month = '', day, clock = '', year, process = ''] = STAMP.exec(line) ?? [];
  if (whole === undefined) return undefined;
  const date = [Number(year), MONTHS.indexOf(month) / 3 + 1, Number(day)] as const;
  return stampOf(date, clock, { end: whole.length, process });
}

/** vsftpd's own log (`vsftpd_log_file`). */
export const VSFTPD = ownLog({
  name: 'vsftpd',
  title: "vsftpd's log: logins",
  sample: 'Fri Nov 20 12:20:33 2026 [pid 27202] [anonymous] FAIL LOGIN: Client "203.0.113.9"',
  because: (certain, lines) => worded('sysOwnVsftpd', { certain, lines }),
  stamp,
  certain: (text) => /(?:^|\] )(?:CONNECT|(?:OK|FAIL) [A-Z]{3,20}): Client "/.test(text),
  read: (text) => readVsftpd(text.trimEnd()),
});
