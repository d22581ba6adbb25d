import type { Head } from '../format.ts';

/**
 * IIS's services for FTP and SMTP write the same form as its web server, with their commands in the place of the method:
 * `USER`, and in IIS 6 `[12]USER` with the number of the session.
 */
const FTP: ReadonlySet<string> = new Set(
  'USER PASS RETR STOR PASV EPSV PORT EPRT CWD PWD XPWD TYPE LIST NLST MLSD DELE MKD SYST FEAT OPTS AUTH PBSZ PROT QUIT ControlChannelOpened ControlChannelClosed DataChannelOpened DataChannelClosed'.split(
    ' ',
  ),
);
const SMTP: ReadonlySet<string> = new Set('HELO EHLO MAIL RCPT DATA BDAT RSET STARTTLS'.split(' '));

/** Only FTP has these. */
const FTP_ALONE: ReadonlySet<string> = new Set(
  'USER PASS RETR STOR PASV EPSV ControlChannelOpened DataChannelOpened'.split(' '),
);
const SAMPLE_LINES = 50;

/** The command without the number of its session. */
export function commandOf(method: string): string {
  return method.replace(/^\[\d{1,10}\]/, '');
}

/**
 * The service whose commands most of the first records show.
 * @param names of the fields, in lower case
 * @returns undefined: the web, or none of these
 */
export function serviceOf({ text }: Head, names: readonly string[]): 'ftp' | 'smtp' | undefined {
  const place = names.indexOf('cs-method');
  if (place < 0 || names.includes('cs(user-agent)')) return undefined;
  const commands = text
    .split('\n', SAMPLE_LINES)
    .filter((line) => /^\d/.test(line))
    .map((line) => commandOf(line.split(' ', place + 1)[place]?.trimEnd() ?? ''));
  const smtp = commands.filter((command) => SMTP.has(command)).length;
  const ftp = commands.filter((command) => FTP.has(command)).length;
  if (Math.max(smtp, ftp) === 0 || Math.max(smtp, ftp) < commands.length / 2) return undefined;
  if (smtp > ftp || !commands.some((command) => FTP_ALONE.has(command))) return 'smtp';
  return 'ftp';
}
