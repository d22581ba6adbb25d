import type { Facts, Origin } from '../../facts.ts';
import type { PromptCommand, HostParser, Outcome, Reader } from '../../parser.ts';
import { isAsked } from '../../parser.ts';
import { readCronLine } from '../../text/cron.ts';
import { given } from '../../text/words.ts';
import { reasonsOf } from '../../../model/reason.ts';
import { CRONTAB_ROWS } from './sentences.ts';

const reason = reasonsOf<typeof CRONTAB_ROWS>();

const VARIABLE = /^[A-Za-z_]\w{0,40}\s{0,4}=(?!.*(?:\)\)|\s\w+=))/;
/** The system's crontabs have a user column: their header says so, and `root` is no command. */
const USER_COLUMN = /^#\s{0,3}m\s+h\s+dom\s+mon\s+dow\s+user(?:-name)?\s+command/i;
/** The file that `cat /etc/crontab` prints; a crontab of a user has no user column. */
function fileOf(asked: PromptCommand | undefined): { name: string; system?: boolean; user?: string } {
  if (asked?.program === 'crontab') {
    const at = asked.words.indexOf('-u');
    return { name: 'crontab', system: false, ...given('user', at < 0 ? undefined : asked.words[at + 1]) };
  }
  const shows = asked !== undefined && SHOWS.has(asked.program);
  const path = shows ? asked.words.find((word) => /^\/.*cron/.test(word)) : undefined;
  if (path === undefined) return { name: 'crontab' };
  const spool = /^\/var\/spool\/cron\/(?:crontabs\/)?([^/]+)$/.exec(path);
  if (spool !== null) return { name: path, system: false, ...given('user', spool[1]) };
  return { name: path, ...(/^\/etc\/(?:crontab|cron\.d\/)/.test(path) && { system: true }) };
}

/** Programs that print a file as it is. */
const SHOWS: ReadonlySet<string> = new Set(['cat', 'less', 'more', 'head', 'tail', 'sed', 'tac']);

class CrontabReader implements Reader {
  readonly #facts: Facts;
  readonly #file: { name: string; system?: boolean; user?: string };

  constructor(facts: Facts, asked: PromptCommand | undefined) {
    this.#facts = facts;
    this.#file = fileOf(asked);
  }

  line(text: string, origin: Origin): Outcome {
    if (USER_COLUMN.test(text)) this.#file.system = true;
    if (/^\s{0,8}#/.test(text)) return { skipped: reason('crontabComment') };
    if (VARIABLE.test(text)) return { skipped: reason('crontabVariable') };
    if (text.startsWith('no crontab for ')) return { skipped: reason('crontabNone') };
    const entry = readCronLine(text, this.#file.system);
    if (entry === undefined) return undefined;
    this.#facts.persistence.push({
      kind: 'cron',
      name: this.#file.name,
      ...given('user', this.#file.user),
      ...entry,
      origin,
    });
    return 'parsed';
  }
}

export const CRONTAB: HostParser = {
  name: 'crontab',
  rows: CRONTAB_ROWS,
  title: 'crontab -l, /etc/crontab and files of cron.d',
  programs: ['crontab'],
  wraps: true,
  sample: '*/3 * * * * root /etc/cron.hourly/gcc.sh',
  begin(line, facts, asked) {
    const weak =
      isAsked(CRONTAB, asked) &&
      (/^\s{0,8}#/.test(line) || VARIABLE.test(line) || line.startsWith('no crontab'));
    return readCronLine(line, undefined) !== undefined || USER_COLUMN.test(line) || weak
      ? new CrontabReader(facts, asked)
      : undefined;
  },
  hides: () => ({
    unseen: ['other users', 'system crontabs', 'timers'],
    next: [
      'cat /etc/crontab /etc/cron.d/*',
      'ls -la /var/spool/cron /var/spool/cron/crontabs',
      'systemctl list-timers --all',
    ],
  }),
};
