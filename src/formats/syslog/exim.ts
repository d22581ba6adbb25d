import { worded } from './worded.ts';
import { readExim } from './exim-message.ts';
import { offsetOf, ownLog, stampOf } from './own-log.ts';
import type { OwnStamp } from './own-log.ts';

/** `2026-11-20 10:00:00.123 +0900 [4711] `: milliseconds, offset and process are written where `log_selector` says so. */
const STAMP = /^(\d{4})-(\d\d)-(\d\d) (\d\d:\d\d:\d\d(?:\.\d{3})?) (?:([+-]\d{4}) )?(?:\[(\d{1,10})\] )?/;

function stamp(line: string): OwnStamp | undefined {
  const [whole, year, month, day, clock = '', zone, process = ''] = STAMP.exec(line) ?? [];
  if (whole === undefined) return undefined;
  const date = [Number(year), Number(month), Number(day)] as const;
  return stampOf(date, clock, { end: whole.length, offset: offsetOf(zone), process });
}

/** A message's number with an arrow, or words that no other server's log begins with. */
const CERTAIN =
  /^(?:[0-9A-Za-z]{6}-[0-9A-Za-z]{6,11}-[0-9A-Za-z]{2,4} (?:<=|=>|->|>>|\*\*|==|\*>|Completed|SMTP|H=)|[\w.-]{1,60} authenticator failed for |exim \d\.\d|(?:Start|End) queue run|SMTP (?:call|connection|protocol|syntax)|no MAIL in SMTP|H=.{1,400} (?:rejected|sender verify)|no host name found for IP)/;

/** Exim's main and reject log. */
export const EXIM = {
  ...ownLog({
    name: 'exim',
    title: "Exim's main and reject log: logins at SMTP, what it refused",
    sample:
      '2026-11-20 10:00:00 login authenticator failed for (host) [203.0.113.9]: 535 Incorrect authentication data (set_id=info@example.com)',
    because: (certain, lines) => worded('sysOwnExim', { certain, lines }),
    stamp,
    certain: (text) => CERTAIN.test(text),
    read: (text) => readExim(text.trimEnd()),
  }),
  // Exim's specification, "Log files".
  portSettings: [{ program: 'Exim', setting: 'log_selector = +incoming_port' }],
  quotable: 'message' as const,
};
