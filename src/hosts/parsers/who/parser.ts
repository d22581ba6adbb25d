import type { Facts, Origin } from '../../facts.ts';
import type { HostParser, Outcome, Reader } from '../../parser.ts';
import { HEADER } from '../../parser.ts';
import { given } from '../../text/words.ts';

/** `root     pts/0        2026-11-29 19:20 (203.0.113.5)`; coreutils before 6 and BusyBox print `Nov 29 19:20`. */
const ROW =
  /^(\S{1,64})\s+(?:[+?-]\s+)?((?:pts|tty)\S{0,20}|console|:\d\S{0,8})\s+(?:\d\d:\d\d\s+|\?\s+|\.\s+)?(\d{4}-\d\d-\d\d \d\d:\d\d|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d(?::\d\d)?)(?:\s+(?:\.|\d\d:\d\d|old)\s+\d+)?(?:\s+\(?([^()\s]+)\)?)?\s*$/;

class WhoReader implements Reader {
  readonly #facts: Facts;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  line(text: string, origin: Origin): Outcome {
    if (/^(?:NAME|USER)\s+(?:LINE|TTY)\s+(?:TIME|IDLE)/.test(text)) return HEADER;
    const row = ROW.exec(text);
    if (row === null) return undefined;
    const [, user = '', terminal, at, from] = row;
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
  title: 'who (coreutils, BusyBox)',
  programs: ['who', 'users'],
  wraps: true,
  sample: 'root     pts/0        2026-11-29 19:20 (203.0.113.5)',
  begin: (line, facts) =>
    ROW.test(line) || /^USER\s+TTY\s+IDLE\s+TIME\s+HOST/.test(line) ? new WhoReader(facts) : undefined,
  hides: () => ({
    unseen: ['history', 'failed logins', 'hidden processes'],
    next: ['last -wF', 'lastb -wF', 'ps -ef'],
  }),
};
