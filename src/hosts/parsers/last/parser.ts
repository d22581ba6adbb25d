import type { Facts, Origin } from '../../facts.ts';
import type { Asked, HostParser, Outcome, Reader } from '../../parser.ts';
import { SUMMARY } from '../../parser.ts';
import { given } from '../../text/words.ts';
import { reasonsOf } from '../../../model/reason.ts';
import { hostReason } from '../../reason.ts';
import { LAST_ROWS } from './sentences.ts';

const reason = reasonsOf<typeof LAST_ROWS>();

/** Where last(1) of util-linux cuts a host, without -w. */
const HOST_WIDTH = 16;
const TIME =
  '((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \\d]\\d \\d\\d:\\d\\d(?::\\d\\d \\d{4})?)';
const ROW = new RegExp(
  `^(\\S{0,64})\\s+((?:pts/|tty|ssh:|ftpd|system |:|console|~|vty|login)\\S{0,24})\\s+(?:(\\S+)\\s+)?${TIME}(.{0,120})$`,
);
const END = /^(?:wtmp|btmp|\/\S{0,200}) begins /;
const BEGUN = /^\S{1,64}\s+(?:pts\/\d|ssh:notty)/;

class LastReader implements Reader {
  readonly #facts: Facts;
  readonly #failed: boolean;

  constructor(facts: Facts, asked: Asked | undefined) {
    this.#facts = facts;
    this.#failed = asked?.program === 'lastb';
  }

  line(text: string, origin: Origin): Outcome {
    if (END.test(text)) return SUMMARY;
    const row = ROW.exec(text);
    if (row === null) {
      return BEGUN.test(text)
        ? { rejected: hostReason('pasteUnfinished', { program: 'last' }), unfinished: true }
        : undefined;
    }
    const [, user = '', terminal = '', from, at, tail = ''] = row;
    if (user === 'reboot' || user === 'shutdown' || user === 'runlevel' || terminal.startsWith('system')) {
      return { skipped: reason('lastSystem') };
    }
    // Terminals of sshd without a session are in btmp only.
    const failed = this.#failed || terminal.endsWith(':notty');
    this.#facts.logins.push({
      user,
      terminal,
      ...given('from', from),
      ...(from?.length === HOST_WIDTH && { from_cut: true }),
      ...given('at', at),
      failed,
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
  sample: 'root     pts/0        203.0.113.5      Sun Nov 29 19:20   still logged in',
  begin: (line, facts, asked) =>
    ROW.test(line) || END.test(line) ? new LastReader(facts, asked) : undefined,
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
