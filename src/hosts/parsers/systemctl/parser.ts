import type { Facts, Origin, PersistenceFact } from '../../facts.ts';
import type { HostParser, Outcome, Reader } from '../../parser.ts';
import { HEADER, SUMMARY } from '../../parser.ts';
import { given, wholeNumber, wordsOf } from '../../text/words.ts';
import { reasonsOf } from '../../../model/reason.ts';
import { hostReason } from '../../reason.ts';
import { SYSTEMCTL_ROWS } from './sentences.ts';

const reason = reasonsOf<typeof SYSTEMCTL_ROWS>();

const UNIT =
  '[\\w@:.\\\\-]{1,256}\\.(?:service|timer|socket|path|mount|automount|target|slice|scope|device|swap)';
const LISTED = new RegExp(
  `^[●○×*\\s]{0,4}(${UNIT})\\s+(loaded|not-found|masked|error|bad-setting)\\s+(\\S+)\\s+(\\S+)\\s*(.*)$`,
);
const FILES = new RegExp(
  `^(${UNIT})\\s+(enabled|enabled-runtime|disabled|static|masked|linked|indirect|generated|transient|alias|bad)(?:\\s+(\\S+))?\\s*$`,
);
const TIMER = new RegExp(`^(\\S.*?)\\s+(${UNIT.replace('(?:service|', '(?:')})\\s+(${UNIT})\\s*$`);
const STATUS = new RegExp(`^[●○×*]\\s(${UNIT})(?: - (.*))?$`);
const SHOWN =
  /^# (\/(?:etc|run|usr\/lib|usr\/local\/lib|lib|usr)\/systemd\/(?:system|user|transient|generator\S{0,8})\/\S+\.(?:service|timer|socket|path|mount|automount|target|slice|scope|device|swap|conf))$/;
const HEADERS = /^\s{0,4}(?:UNIT\s+LOAD\s+ACTIVE\s+SUB\s|UNIT FILE\s+STATE|NEXT\s+LEFT\s+LAST\s)/;
const AROUND =
  /^(?:LOAD\s{1,3}=|ACTIVE\s{1,3}=|SUB\s{1,3}=|\d+ (?:loaded units|unit files|timers) listed|To show all installed|Pass --all)/;
/** `Loaded:` was wrapped, and what it says is not known. */
const BROKEN = '…';
const ENTRY = /^\s{2,16}([A-Z][A-Za-z ]{2,20}): (.*)$/;

function kindOf(unit: string): PersistenceFact['kind'] {
  return unit.endsWith('.timer') ? 'systemd timer' : 'systemd unit';
}

/** Units that start programs; the rest only orders and mounts. */
function starts(unit: string): boolean {
  return /\.(?:service|timer)$/.test(unit);
}

class SystemctlReader implements Reader {
  readonly #facts: Facts;
  /** The unit whose status or file is being read. */
  #unit: PersistenceFact | undefined;
  /** What `Loaded:` said of it; its state is that and what `Active:` says. */
  #loaded = '';

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  line(text: string, origin: Origin): Outcome {
    if (HEADERS.test(text)) return HEADER;
    if (AROUND.test(text)) return SUMMARY;
    return (
      this.#row(text, origin) ??
      this.#begun(text, origin) ??
      (this.#unit === undefined ? undefined : this.#inside(text, this.#unit, origin))
    );
  }

  #inside(text: string, unit: PersistenceFact, origin: Origin): Outcome {
    const [, name, value = ''] = ENTRY.exec(text) ?? [];
    if (name === 'Loaded') {
      this.#loaded = BROKEN;
      if (value.includes('(') && !value.endsWith(')'))
        return { rejected: hostReason('pasteUnfinished', { program: 'systemctl' }) };
      this.#loaded = value;
      return 'parsed';
    }
    if (name !== 'Active') return inUnit(text, unit, this.#facts, origin);
    if (this.#loaded === BROKEN) return { skipped: hostReason('pasteUnused', { program: 'systemctl' }) };
    unit.state = [this.#loaded, value].filter((part) => part !== '').join('; ');
    return 'parsed';
  }

  #row(text: string, origin: Origin): Outcome {
    const [, listed, load = '', active = '', sub = ''] = LISTED.exec(text) ?? [];
    if (listed !== undefined) return this.#take(listed, `${load} ${active} ${sub}`, origin);
    const [, file, state = ''] = FILES.exec(text) ?? [];
    if (file !== undefined) return this.#take(file, state, origin);
    const [, when = '', timer, activates = ''] = TIMER.exec(text) ?? [];
    if (timer === undefined) return undefined;
    this.#facts.persistence.push({
      kind: 'systemd timer',
      name: timer,
      when: when.replaceAll(/\s+/g, ' '),
      command: activates,
      origin,
    });
    return 'parsed';
  }

  #take(unit: string, state: string, origin: Origin): Outcome {
    if (!starts(unit)) return { skipped: reason('systemctlNoStart') };
    this.#facts.persistence.push({ kind: kindOf(unit), name: unit, state, origin });
    return 'parsed';
  }

  #begun(text: string, origin: Origin): Outcome {
    const unit = STATUS.exec(text)?.[1] ?? SHOWN.exec(text)?.[1];
    if (unit === undefined) return undefined;
    this.#unit = { kind: kindOf(unit), name: unit, origin };
    this.#loaded = '';
    this.#facts.persistence.push(this.#unit);
    return 'parsed';
  }
}

/** A line of `systemctl status` or `systemctl cat`. */
function inUnit(text: string, unit: PersistenceFact, facts: Facts, origin: Origin): Outcome {
  const [, name, value = ''] = ENTRY.exec(text) ?? [];
  if (name === 'Main PID') {
    const [, pid, comm] = /^(\d+) \((.{1,64})\)/.exec(value) ?? [];
    const number = wholeNumber(pid);
    if (number === undefined) return { skipped: hostReason('pasteUnused', { program: 'systemctl' }) };
    facts.processes.push({ pid: number, ...given('name', comm), origin });
    return 'parsed';
  }
  const exec = /^ExecStart=[-@:+!]{0,4}(\S.*)$/.exec(text)?.[1];
  if (exec !== undefined) {
    unit.command ??= exec;
    return 'parsed';
  }
  const user = /^User=(\S+)$/.exec(text)?.[1];
  if (user !== undefined) {
    unit.user = user;
    return 'parsed';
  }
  const inside =
    name !== undefined || /^\[(?:Unit|Service|Install|Timer|Path)\]$|^[A-Z]\w{2,40}=|^\s+[├└│]/.test(text);
  // Of what the unit has logged, each line is a line of the journal.
  if (/^[A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d \S+ \S/.test(text)) return { skipped: reason('systemctlJournal') };
  return inside && wordsOf(text).length > 0
    ? { skipped: hostReason('pasteUnused', { program: 'systemctl' }) }
    : undefined;
}

export const SYSTEMCTL: HostParser = {
  name: 'systemctl',
  rows: SYSTEMCTL_ROWS,
  title: 'systemctl: list-units, list-unit-files, list-timers, status, cat',
  programs: ['systemctl'],
  wraps: false,
  sample: 'ssh.service                               enabled  enabled',
  begin(line, facts) {
    const begins = [HEADERS, LISTED, FILES, STATUS, SHOWN].some((pattern) => pattern.test(line));
    return begins ? new SystemctlReader(facts) : undefined;
  },
  hides: () => ({
    unseen: ['start commands', 'sources of units', 'other users'],
    next: [
      'systemctl cat UNIT',
      'systemctl list-timers --all',
      'ls -laR /etc/systemd/system /run/systemd/transient',
    ],
  }),
};
