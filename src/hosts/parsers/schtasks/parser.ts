import type { Facts, Origin, PersistenceFact } from '../../facts.ts';
import type { HostParser, Outcome, Reader } from '../../parser.ts';
import { HEADER } from '../../parser.ts';
import { ruledColumns } from '../../text/table.ts';
import { given } from '../../text/words.ts';
import { reasonsOf } from '../../../model/reason.ts';
import { hostReason } from '../../reason.ts';
import { SCHTASKS_ROWS } from './sentences.ts';

const reason = reasonsOf<typeof SCHTASKS_ROWS>();

/** The widths are the same in every language. */
const RULE = /^={40} ={22} ={15}\s*$/;
const FOLDER = /^(?:Folder|Ordner|Dossier|Carpeta|Pasta|Папка|フォルダー|폴더|文件夹)\s?[:：]\s?(\\.*)$/;
const ENTRY =
  /^(HostName|TaskName|Next Run Time|Status|Logon Mode|Last Run Time|Last Result|Author|Task To Run|Start In|Comment|Scheduled Task State|Idle Time|Power Management|Run As User|Delete Task If Not Rescheduled|Stop Task If Runs X Hours and X Mins|Schedule|Schedule Type|Start Time|Start Date|End Date|Days|Months|Repeat: .{2,40}|Folder):\s*(.*)$/;
const KEYS: Readonly<Record<string, 'command' | 'user' | 'when' | 'state'>> = {
  'Task To Run': 'command',
  'Run As User': 'user',
  'Schedule Type': 'when',
  'Scheduled Task State': 'state',
};

class SchtasksReader implements Reader {
  readonly #facts: Facts;
  #columns: { start: number; end: number }[] = [];
  #folder = '';
  #task: PersistenceFact | undefined;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  line(text: string, origin: Origin): Outcome {
    const folder = FOLDER.exec(text)?.[1]?.trim();
    if (folder !== undefined) {
      this.#folder = folder === '\\' ? '' : folder;
      return HEADER;
    }
    if (RULE.test(text)) {
      this.#columns = ruledColumns(text);
      return HEADER;
    }
    if (/^TaskName\s{3,}Next Run Time\s/.test(text)) return HEADER;
    return this.#entry(text, origin) ?? this.#row(text, origin);
  }

  #entry(text: string, origin: Origin): Outcome {
    const [, name = '', value = ''] = ENTRY.exec(text) ?? [];
    if (name === '') return undefined;
    if (name === 'TaskName') {
      this.#task = { kind: 'scheduled task', name: value.trim(), origin };
      this.#facts.persistence.push(this.#task);
      return 'parsed';
    }
    const key = KEYS[name];
    if (key === undefined || this.#task === undefined)
      return { skipped: hostReason('pasteUnused', { program: 'schtasks' }) };
    // Its value was wrapped into the next line.
    if (value.trim() === '') return { rejected: hostReason('pasteUnfinished', { program: 'schtasks' }) };
    this.#task[key] = value.trim();
    return 'parsed';
  }

  #row(text: string, origin: Origin): Outcome {
    if (text.startsWith('INFO: ')) return { skipped: reason('schtasksNone') };
    const third = this.#columns[2];
    if (third === undefined || !isRow(text, this.#columns)) return undefined;
    if (text.length <= third.start)
      return { rejected: hostReason('pasteUnfinished', { program: 'schtasks' }), unfinished: true };
    const [name = '', when = '', state = ''] = this.#columns.map(({ start, end }) =>
      text.slice(start, end).trim(),
    );
    if (when !== '' && !MOMENT.test(when) && !NONE.test(when)) return undefined;
    if (name === '' || when === '')
      return { rejected: hostReason('pasteUnfinished', { program: 'schtasks' }), unfinished: true };
    this.#facts.persistence.push({
      kind: 'scheduled task',
      name: `${this.#folder}\\${name}`,
      when,
      ...given('state', state || undefined),
      origin,
    });
    return 'parsed';
  }
}

/** Stands there where a task has no next time: not available, disabled, at an event; as Windows of each language has it. */
const NONE =
  /^(?:N\/[ADV]|Н\/Д|Nicht zutreffend|Nicht verfügbar|Non disponible|해당 없음|不适用|暂缺|該当なし|Disabled|Deaktiviert|Désactivée?|無効|已禁用|사용 안 함|Отключен\p{L}{0,3}|Never|Nie|Jamais|At .*)$/u;
const DAY = '(?:\\d{4}[/. -]{1,2}\\d{1,2}[/. -]{1,2}\\d{1,2}|\\d{1,2}[/. -]{1,2}\\d{1,2}[/. -]{1,2}\\d{4})';
/** Date and time in whatever order the country writes them, with `AM`, `오전` and the like. */
const MOMENT = new RegExp(`^${DAY}[.,]?\\s\\D{0,12}\\d{1,2}[:.]\\d\\d`);

/** Between its columns a row of the table is blank. */
function isRow(text: string, columns: readonly { start: number }[]): boolean {
  const gaps = columns.slice(1).map(({ start }) => text[start - 1] ?? ' ');
  return /^\S/.test(text) && gaps.every((gap) => gap === ' ');
}

export const SCHTASKS: HostParser = {
  name: 'schtasks',
  rows: SCHTASKS_ROWS,
  title: 'schtasks /query (table, /fo LIST /v)',
  programs: ['schtasks', 'schtasks.exe'],
  wraps: false,
  sample: 'TaskName                                 Next Run Time          Status         ',
  begin(line, facts) {
    const begins =
      FOLDER.test(line) ||
      /^TaskName\s{3,}Next Run Time\s/.test(line) ||
      /^TaskName:\s+\\/.test(line) ||
      /^HostName:\s+\S/.test(line);
    return begins ? new SchtasksReader(facts) : undefined;
  },
  hides: () => ({
    unseen: ['start commands', 'signers'],
    next: ['schtasks /query /fo LIST /v', 'Get-CimInstance Win32_StartupCommand', 'Get-Service'],
  }),
};
