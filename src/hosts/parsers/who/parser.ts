import type { Facts, Origin } from '../../facts.ts';
import type { HostParser, Outcome, Reader } from '../../parser.ts';
import { HEADER } from '../../parser.ts';
import { reasonsOf } from '../../../model/reason.ts';
import { given } from '../../text/words.ts';
import { hostReason } from '../../reason.ts';
import { WHO_ROWS } from './sentences.ts';

const reason = reasonsOf<typeof WHO_ROWS>();

const TIME = '(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d|[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d(?::\\d\\d)?)';
const TERMINAL = '((?:pts|tty|hvc|xvc|seat|ftpd|sshd|vc/)\\S{0,20}|console|web console|:\\d\\S{0,8})';
/**
 * `root     pts/0        2026-11-29 19:20 (203.0.113.5)`; coreutils before 6, BusyBox and LC_ALL=C print `Nov 29 19:20`.
 * A name of a domain has blanks.
 */
const ROW = new RegExp(
  `^(\\S{1,64}|\\S.{0,62}?\\S)\\s+(?:[+?-]\\s+)?${TERMINAL}\\s+(?:\\d\\d:\\d\\d\\s+|\\?\\s+|\\.\\s+)?${TIME}(?:\\s+(?:\\.|\\d\\d:\\d\\d|old|\\?)\\s+\\d+)?(?:\\s+\\((\\S{1,253}|login screen)\\)|\\s+([^()\\s]+))?\\s*$`,
);
/** Rows that only `who -a` prints: starts of the system, changes of the clock, sessions that ended. They have no user. */
const EVENT = new RegExp(`^\\s{8,12}\\S.{0,40}?\\s+${TIME}`);

class WhoReader implements Reader {
  readonly #facts: Facts;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  line(text: string, origin: Origin): Outcome {
    if (/^(?:NAME|USER)\s+(?:LINE|TTY)\s+(?:TIME|IDLE)/.test(text)) return HEADER;
    const row = ROW.exec(text);
    if (row === null) return EVENT.test(text) ? { skipped: reason('whoSystem') } : undefined;
    const [, user = '', terminal, at, host, last] = row;
    // A terminal at which nobody has logged in yet.
    if (user === 'LOGIN') return { skipped: reason('whoSystem') };
    const from = host ?? last;
    if (from?.includes('(') === true && !from.includes(')'))
      return { rejected: hostReason('pasteUnfinished', { program: 'who' }), unfinished: true };
    this.#facts.logins.push({
      user,
      ...given('terminal', terminal),
      ...given('at', at),
      ...given('from', from),
      failed: false,
      open: true,
      origin,
    });
    return 'parsed';
  }
}

export const WHO: HostParser = {
  name: 'who',
  rows: WHO_ROWS,
  title: 'who (coreutils, BusyBox)',
  programs: ['who', 'users'],
  wraps: true,
  sample: 'root     pts/0        2026-11-29 19:20 (203.0.113.5)',
  begin(line, facts, asked) {
    const begins =
      ROW.test(line) ||
      /^USER\s+TTY\s+IDLE\s+TIME\s+HOST/.test(line) ||
      (asked?.program === 'who' && EVENT.test(line));
    return begins ? new WhoReader(facts) : undefined;
  },
  hides: () => ({
    unseen: ['history', 'failed logins', 'hidden processes'],
    next: ['last -wF', 'lastb -wF', 'ps -ef'],
  }),
};
