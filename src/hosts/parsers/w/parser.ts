import type { Facts, Origin } from '../../facts.ts';
import type { HostParser, Outcome, Reader } from '../../parser.ts';
import { HEADER, SUMMARY } from '../../parser.ts';
import { given, wordsOf } from '../../text/words.ts';
import { hostReason } from '../../reason.ts';

const COLUMNS = /^USER\s+TTY\s+(?:FROM\s+)?LOGIN@\s+IDLE\s/;
/** procps' width of FROM. */
const FROM_WIDTH = 16;

/** When somebody logged in: `19:20`, `8:02pm`, `Thu14`, `29Nov26`. */
const LOGIN = /^(?:\d{1,2}:\d\d(?:am|pm)?|[A-Z][a-z]{2}\d{1,2}|\d{1,2}[A-Z][a-z]{2}\d{0,2})$/;

/** `0.00s`, `5:01`, `1:02m`, `3days`, of GDM `?xdm?`; how long nothing was typed. */
const IDLE = /^(?:\d{1,2}[.,]\d\ds|\d{1,4}:\d\dm?|\d{1,4}days?|\?xdm\?|old|[.-])$/;

class WReader implements Reader {
  readonly #facts: Facts;
  #from = true;
  #rows = false;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  line(text: string, origin: Origin): Outcome {
    if (/^\s?\d\d:\d\d:\d\d up /.test(text)) return SUMMARY;
    if (COLUMNS.test(text)) {
      this.#from = text.includes('FROM');
      this.#rows = true;
      return HEADER;
    }
    if (!this.#rows) return undefined;
    const words = wordsOf(text);
    const [user = '', terminal = '', third = '', fourth] = words;
    if (!/^(?:pts|tty|:\d|console|-)/.test(terminal)) return undefined;
    const least = this.#from ? 7 : 6;
    if (words.length < least)
      return { rejected: hostReason('pasteUnfinished', { program: 'w' }), unfinished: true };
    if (!LOGIN.test((this.#from ? fourth : third) ?? '')) return undefined;
    if (!IDLE.test(words[this.#from ? 4 : 3] ?? '')) return undefined;
    const from = this.#from && third !== '-' ? third : undefined;
    this.#facts.logins.push({
      user,
      terminal,
      ...given('from', from),
      ...(from?.length === FROM_WIDTH && { from_cut: true }),
      ...given('at', this.#from ? fourth : third),
      failed: false,
      open: true,
      origin,
    });
    return 'parsed';
  }
}

export const W: HostParser = {
  name: 'w',
  title: 'w (procps)',
  programs: ['w'],
  wraps: true,
  sample: 'USER     TTY      FROM             LOGIN@   IDLE   JCPU   PCPU WHAT',
  begin(line, facts, asked) {
    const uptime = asked?.program === 'w' && /^\s?\d\d:\d\d:\d\d up /.test(line);
    return COLUMNS.test(line) || uptime ? new WReader(facts) : undefined;
  },
  hides: () => ({ unseen: ['whole hosts', 'history', 'failed logins'], next: ['last -wF', 'lastb -wF'] }),
};
