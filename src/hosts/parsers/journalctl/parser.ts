import type { Facts, Origin } from '../../facts.ts';
import type { HostParser, Outcome, Reader } from '../../parser.ts';
import { isAsked, SUMMARY } from '../../parser.ts';
import { hostReason } from '../../reason.ts';
import { reasonsOf } from '../../../model/reason.ts';
import { JOURNALCTL_ROWS } from './sentences.ts';

const reason = reasonsOf<typeof JOURNALCTL_ROWS>();

/** Where the journal begins, a boot, or that it has nothing. */
const MARK = /^-- (?:(?:Logs begin|Journal begins) at |Boot [0-9a-f]{32}|Reboot|No entries)/;
/** `Nov 20 03:00:03 web sshd[1000]: `, with `-o short-iso` `2026-11-20T03:00:03+0000 web …`. */
const MESSAGE =
  /^([A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d{1,6})?|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?[+-]\d\d:?\d\d) \S{1,64} ([^\s:[\]]{1,64})(?:\[\d{1,10}\])?: (.{0,4000})$/;
/** What sshd says of each attempt (OpenSSH, auth.c: auth_log). */
const ATTEMPT =
  /^(Accepted|Failed) [a-z][a-z/-]{1,30} for (?:invalid user )?(\S{1,64}) from ([0-9A-Fa-f.:]{2,45}) port \d{1,5}(?: ssh2|$)/;
const SSHD = /^sshd(?:-session)?$/;
const BEGUN = /^(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d|\d{4}-\d\d-\d\dT\d\d:\d\d)/;

class JournalReader implements Reader {
  readonly #facts: Facts;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  line(text: string, origin: Origin): Outcome {
    if (MARK.test(text)) return SUMMARY;
    const [, at = '', program = '', message = ''] = MESSAGE.exec(text) ?? [];
    if (at === '') {
      return BEGUN.test(text)
        ? { rejected: hostReason('pasteUnfinished', { program: 'journalctl' }), unfinished: true }
        : undefined;
    }
    if (!SSHD.test(program)) return { skipped: reason('journalOther') };
    const attempt = ATTEMPT.exec(message);
    if (attempt === null) {
      // An attempt that breaks off: who it was, or from where, is not there.
      return /^(?:Accepted|Failed) \S+ for\b/.test(message)
        ? { rejected: hostReason('pasteUnfinished', { program: 'journalctl' }), unfinished: true }
        : { skipped: reason('journalOther') };
    }
    const [, result, user = '', from = ''] = attempt;
    this.#facts.logins.push({ user, terminal: 'ssh', from, at, failed: result === 'Failed', origin });
    return 'parsed';
  }
}

export const JOURNALCTL: HostParser = {
  name: 'journalctl',
  rows: JOURNALCTL_ROWS,
  title: 'journalctl (systemd), the logins of sshd',
  programs: ['journalctl'],
  wraps: true,
  strict: true,
  sample: '-- Journal begins at Fri 2026-11-06 06:25:01 UTC, ends at Fri 2026-11-20 12:00:00 UTC. --',
  begin(line, facts, asked) {
    const begins = MARK.test(line) || (isAsked(JOURNALCTL, asked) && MESSAGE.test(line));
    return begins ? new JournalReader(facts) : undefined;
  },
  hides: () => ({ unseen: ['history'], next: ['journalctl -u ssh -u sshd', 'last -wF', 'lastb -wF'] }),
};
