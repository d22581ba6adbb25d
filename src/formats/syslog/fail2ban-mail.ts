import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import type { RowSink } from '../../tables/rows.ts';
import type { DocumentFormat, Head, ReadOptions, Recognition } from '../format.ts';
import type { Tally } from '../../tables/tally.ts';
import { reject } from '../rows/reading.ts';
import type { Reading } from '../rows/reading.ts';
import { whatFail2banDid } from './fail2ban-message.ts';
import { utf8Of } from '../text/column-texts.ts';
import { ReadingRows } from '../rows/reading-rows.ts';

const MAX_HEADER = 65_536;
/** As the actions `sendmail*.conf` of fail2ban word it: `[Fail2Ban] sshd: banned 203.0.113.9 from web1`. */
const SUBJECT =
  /^Subject: \[Fail2Ban\] ([\w.@-]{1,64}): (banned|unbanned) ([0-9A-Fa-f:.]{2,45})(?: from (?:\S{1,255}))?[ \t]*$/im;
/** How a mailbox begins each mail: `From fail2ban@web1 Mon Nov 16 00:00:12 2026`. */
const MAILBOX = /^From \S{1,255} {1,4}[A-Z][a-z]{2} [A-Z][a-z]{2} [\d ]\d \d\d:\d\d/;
const NEXT_MAIL = Buffer.from('\n\nFrom ');
const DATE = /^Date: ([^\r\n]{10,80})/im;

function headerOf(text: string): string {
  const start = text.replace(/^\s{1,100}/, '').slice(0, MAX_HEADER);
  const end = /\r?\n\r?\n/.exec(start);
  return (end === null ? start : start.slice(0, end.index)).replaceAll('\r\n', '\n');
}

function recognise(head: Head): Recognition | undefined {
  const header = headerOf(head.text);
  if (MAILBOX.test(header) && SUBJECT.test(head.text))
    return { confidence: 0.95, because: worded('sysMailbox') };
  if (!/^(?:From |[A-Za-z-]{1,60}:)/.test(header) || !SUBJECT.test(header)) return undefined;
  return { confidence: 0.95, because: worded('sysMail') };
}

function readMail(header: string): { reading: Reading; at: number } {
  const [, rule, what, src] = SUBJECT.exec(header) ?? [];
  const at = Date.parse(DATE.exec(header)?.[1] ?? '');
  if (rule === undefined || src === undefined) return { reading: reject(worded('sysMailSubject')), at };
  if (Number.isNaN(at)) return { reading: reject(worded('sysMailDate')), at };
  const message = what === 'banned' ? 'Ban' : 'Unban';
  const said = { sensor: 'fail2ban', rule, src, severity: 'NOTICE', message } as const;
  return { reading: { kind: 'alert', ...said, ...whatFail2banDid(message) }, at };
}

/** Where mails begin: at the `From ` lines of a mailbox (RFC 4155), or where the file does. */
function* mailsOf(bytes: Buffer): Generator<{ start: number; end: number }> {
  let start = 0;
  for (let at = bytes.indexOf(NEXT_MAIL); at >= 0; at = bytes.indexOf(NEXT_MAIL, at + 1)) {
    const line = bytes.toString('latin1', at + 2, Math.min(bytes.length, at + 400));
    if (!MAILBOX.test(line)) continue;
    yield { start, end: at + 2 };
    start = at + 2;
  }
  yield { start, end: bytes.length };
}

function parse(
  { buffer, byteOffset, length }: Uint8Array,
  _options: ReadOptions,
  sink: RowSink,
  tally: Tally,
): void {
  const bytes = Buffer.from(buffer, byteOffset, length);
  const mailbox = MAILBOX.test(bytes.toString('latin1', 0, Math.min(length, 400)));
  const rows = new ReadingRows(sink, tally, utf8Of);
  tally.note(worded('sysMailRest'));
  let number = 0;
  for (const { start, end } of mailbox ? mailsOf(bytes) : [{ start: 0, end: length }]) {
    number++;
    const header = headerOf(bytes.toString('latin1', start, Math.min(end, start + MAX_HEADER)));
    if (mailbox && !SUBJECT.test(header)) {
      tally.skipped(worded('sysMailOther'));
      continue;
    }
    const { reading, at } = readMail(header);
    const seconds = Number.isNaN(at) ? 0 : Math.floor(at / 1000);
    rows.add(reading, { seconds, micros: 0 }, number, start);
  }
}

/** The mail that fail2ban sends its own administrator when it bans an address, or a mailbox of them: `/var/mail/root`. */
export const FAIL2BAN_MAIL: DocumentFormat = {
  name: 'fail2ban-mail',
  title: "fail2ban's mail to the administrator about a ban",
  sample:
    'From: Fail2Ban <fail2ban@example.net>\nDate: Sat, 21 Nov 2026 22:10:03 +0000\nSubject: [Fail2Ban] sshd: banned 203.0.113.9 from web1\n\nHi,',
  kind: 'document',
  table: 'alerts',
  zone: ZONE.mail,
  recognise,
  parse,
};
