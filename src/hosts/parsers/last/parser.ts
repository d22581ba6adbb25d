import type { Facts, Origin } from '../../facts.ts';
import type { PromptCommand, HostParser, Outcome, Reader } from '../../parser.ts';
import { isAsked, SUMMARY } from '../../parser.ts';
import { given } from '../../text/words.ts';
import { reasonsOf } from '../../../model/reason.ts';
import { hostReason } from '../../reason.ts';
import { LAST_ROWS } from './sentences.ts';

const reason = reasonsOf<typeof LAST_ROWS>();

/** Where last(1) of util-linux cuts a host, without -w. */
const HOST_WIDTH = 16;
const TIME =
  '((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \\d]\\d \\d\\d:\\d\\d(?::\\d\\d \\d{4})?(?![:\\d])|\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[+-]\\d\\d:?\\d\\d(?!\\d))';
/** Terminals, and what programs without one write in their place. */
const TERMINAL =
  '(?:pts/|tty|ssh:|ftpd|system |:|console|~|vty|vc/|hvc|xvc|seat|sshd|login(?! screen)|web console|lxc/)\\S{0,24}';
const ROW = new RegExp(
  `^(\\S{0,64}|\\S.{0,62}?\\S)\\s+(${TERMINAL})\\s+(?:(\\S+|login screen)\\s+)?${TIME}(.{0,400})$`,
);
/** A row whose terminal is none of those: user, terminal and host in their columns. */
const PLACED = new RegExp(`^(.{8}) (\\S.{11}) (?:(\\S+)\\s+|\\s*)${TIME}(.{0,400})$`);
/** With -a the host is the last word, behind how long it lasted. */
const HOST_LAST = /(?:\)|logged in|no logout)\s{2,}(\S{1,253})\s*$/;
const END = /^(?:wtmp|btmp|wtmpdb|\/\S{0,200}) begins /;
const BEGUN = new RegExp(`^\\S{1,64}\\s+(?:pts/\\d|ssh:notty|tty\\w)\\S{0,12}(?:\\s|$)`);

/** Behind the time: until when, how long; or that it goes on. lastb of BusyBox prints nothing there. */
function isWhole(tail: string): boolean {
  return (
    tail.trim() === '' ||
    /^\s+(?:still (?:logged in|running)|gone - no logout|- .*\((?:\d+\+)?-?\d\d:\d\d\))/.test(tail)
  );
}

class LastReader implements Reader {
  readonly #facts: Facts;
  /** Undefined: a row was cut, and what follows may be of the other command. */
  #failed: boolean | undefined;

  constructor(facts: Facts, asked: PromptCommand | undefined) {
    this.#facts = facts;
    this.#failed = asked?.program === 'lastb';
  }

  cut(): void {
    this.#failed = undefined;
  }

  line(text: string, origin: Origin): Outcome {
    if (END.test(text)) return SUMMARY;
    const row = ROW.exec(text) ?? PLACED.exec(text);
    if (row === null) {
      return BEGUN.test(text)
        ? { rejected: hostReason('pasteUnfinished', { program: 'last' }), unfinished: true }
        : undefined;
    }
    if (!isWhole(row[5] ?? ''))
      return { rejected: hostReason('pasteUnfinished', { program: 'last' }), unfinished: true };
    const [, first = '', second = '', host, at, tail = ''] = row;
    const [user, terminal] = [first.trim(), second.trim()];
    const from = host ?? HOST_LAST.exec(tail)?.[1];
    if (user === 'reboot' || user === 'shutdown' || user === 'runlevel' || terminal.startsWith('system')) {
      return { skipped: reason('lastSystem') };
    }
    // Only sshd lists attempts without a name.
    if (user === '' && !terminal.endsWith(':notty')) return undefined;
    // Terminals of sshd without a session are in btmp only.
    const isFailed = terminal.endsWith(':notty') || user === 'UNKNOWN';
    if (!isFailed && this.#failed === undefined) return { rejected: reason('lastUnsure') };
    this.#facts.logins.push({
      user,
      terminal,
      ...given('from', from),
      ...(from?.length === HOST_WIDTH && { from_cut: true }),
      ...given('at', at),
      failed: isFailed || this.#failed === true,
      ...(/still logged in|gone - no logout/.test(tail) && { open: true }),
      origin,
    });
    return 'parsed';
  }
}

export const LAST: HostParser = {
  name: 'last',
  rows: LAST_ROWS,
  title: 'last and lastb (util-linux, sysvinit)',
  programs: ['last', 'lastb'],
  wraps: true,
  strict: true,
  sample: 'root     pts/0        203.0.113.5      Sun Nov 29 19:20   still logged in',
  begin(line, facts, asked) {
    const begins = ROW.test(line) || END.test(line) || (isAsked(LAST, asked) && PLACED.test(line));
    return begins ? new LastReader(facts, asked) : undefined;
  },
  hides(asked) {
    const bad = asked?.program === 'lastb';
    const wide = asked?.words.some((word) => /^-[a-zA-Z]*w/.test(word)) === true;
    return {
      unseen: [
        ...(wide ? [] : (['whole hosts'] as const)),
        bad ? 'successful logins' : 'failed logins',
        'history',
      ],
      next: [
        ...(wide ? [] : [bad ? 'lastb -wF' : 'last -wF']),
        bad ? 'last -wF' : 'lastb -wF',
        'journalctl -u ssh -u sshd',
      ],
    };
  },
};
