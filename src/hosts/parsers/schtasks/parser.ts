import type { Facts, Origin, PersistenceFact } from '../../facts.ts';
import type { HostParser, Outcome, Reader } from '../../parser.ts';
import { HEADER, isAsked } from '../../parser.ts';
import { ruledColumns } from '../../text/table.ts';
import { given } from '../../text/words.ts';
import { reasonsOf } from '../../../model/reason.ts';
import { hostReason } from '../../reason.ts';
import { SCHTASKS_ROWS } from './sentences.ts';
import { displayWidth } from '../../../base/width.ts';

const reason = reasonsOf<typeof SCHTASKS_ROWS>();

/** The widths are the same in every language. */
const RULE = /^={40} ={22} ={15}\s*$/;
const FOLDER =
  /^(?:Folder|Ordner|Dossier|Carpeta|Cartella|Pasta|Папка|フォルダー|폴더|文件夹|資料夾)\s?[:：]?\s?(\\.*)$/;
/** Folders without tasks, in the languages of Windows. */
const REMARK =
  /^(?:INFO|INFORMATION|INFORMATIONEN|INFORMACIÓN|信息|資訊|情報|정보|ИНФОРМАЦИЯ|СВЕДЕНИЯ)\s?[:：] /i;
/** How a task's name is labelled; its value begins at the root of the folders. */
const NAME =
  /^(?:TaskName|Aufgabenname|Nom de la tâche|Nombre de tarea|Nome attività|Nome da tarefa|Имя задачи|タスク名|작업 이름|任务名|工作名稱)\s?[:：]\s+(\\[^\\].*)$/;
/** Of `/fo LIST`: a label in the language of the system, a value. */
const LABELLED = /^(\p{L}[^:：\\]{0,80}?)\s?[:：]\s*(.*)$/u;
/** Two labels stand in one line where the task is repeated: `Repeat: Every:`, `重复: 截止: 时间:`. */
const REPEATED = /^\p{L}[^:：]{0,40}[:：]\s?\p{L}[^:：]{0,60}[:：]/u;
/**
 * Where the values of a task stand, counted from its name: the order is the same in every language (schtasks.exe of Windows 7
 * to 11, by outputs in English, Chinese, Japanese and Russian).
 */
const AT = { result: 5, command: 7, state: 10, user: 13, type: 17, repeated: 23 } as const;

const ENTRY =
  /^(HostName|TaskName|Next Run Time|Status|Logon Mode|Last Run Time|Last Result|Author|Task To Run|Start In|Comment|Scheduled Task State|Idle Time|Power Management|Run As User|Delete Task If Not Rescheduled|Stop Task If Runs X Hours and X Mins|Schedule|Schedule Type|Start Time|Start Date|End Date|Days|Months|Repeat: .{2,40}|Folder):\s*(.*)$/;
const KEYS: Readonly<Record<string, 'command' | 'user' | 'when' | 'state'>> = {
  'Task To Run': 'command',
  'Run As User': 'user',
  'Schedule Type': 'when',
  'Scheduled Task State': 'state',
};

/** The column in which the value stands: the same of all lines of a task, whatever the language. */
function valueColumn(text: string): number {
  return displayWidth(/^[^:：]*[:：]\s*/.exec(text)?.[0] ?? '');
}

class SchtasksReader implements Reader {
  readonly #facts: Facts;
  #columns: { start: number; end: number }[] = [];
  #folder = '';
  #task: PersistenceFact | undefined;
  /** The task's name, until the line below shows that it was not cut. */
  #named: string | undefined;
  /** Where its values stand. */
  #column = 0;
  /** Values of the task by their place, of a list in another language; undefined: a line between them was none. */
  #values: string[] | undefined;
  /** The line above named a folder: the header of its table comes next. */
  #opened = false;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  line(text: string, origin: Origin): Outcome {
    const folder = FOLDER.exec(text)?.[1]?.trim();
    if (folder !== undefined) {
      this.#folder = folder === '\\' ? '' : folder;
      this.#opened = true;
      this.#values = undefined;
      return HEADER;
    }
    const opened = this.#opened;
    this.#opened = false;
    if (RULE.test(text)) {
      this.#columns = ruledColumns(text);
      return HEADER;
    }
    if (/^TaskName\s{3,}Next Run Time\s/.test(text)) return HEADER;
    // Its columns in another language: three, each filled with blanks.
    if (opened && /^\p{L}\S*(?: \S+){0,3}\s{2,}\p{L}\S*(?: \S+){0,4}\s{2,}\p{L}\S*\s*$/u.test(text))
      return HEADER;
    if (REMARK.test(text)) return { skipped: reason('schtasksNone') };
    return this.#entry(text, origin) ?? this.#other(text, origin) ?? this.#row(text, origin);
  }

  /** A task is one by its further lines: a name that stands last may be the half of one. */
  #begin(name: string, origin: Origin): Outcome {
    if (name === '') return { rejected: hostReason('pasteUnfinished', { program: 'schtasks' }) };
    this.#named = name;
    this.#task = { kind: 'scheduled task', name: `${name}…`, origin };
    this.#facts.persistence.push(this.#task);
    return 'parsed';
  }

  #goOn(): void {
    if (this.#task !== undefined && this.#named !== undefined) this.#task.name = this.#named;
    this.#named = undefined;
  }

  cut(): void {
    this.#task = undefined;
    this.#named = undefined;
    this.#values = undefined;
    this.#columns = [];
  }

  /** Of a list in another language: the name by its label, the rest by its place. */
  #other(text: string, origin: Origin): Outcome {
    if (this.#columns.length > 0) return undefined;
    const name = NAME.exec(text)?.[1];
    if (name !== undefined) {
      this.#values = [name];
      this.#column = valueColumn(text);
      return this.#begin(name.trim(), origin);
    }
    const [, , value] = LABELLED.exec(text) ?? [];
    const strays = value?.trim() !== '' && !REPEATED.test(text) && valueColumn(text) !== this.#column;
    if (value === undefined || (this.#task !== undefined && strays)) {
      this.#values = undefined;
      return undefined;
    }
    this.#goOn();
    const unused = { skipped: hostReason('pasteUnused', { program: 'schtasks' }) };
    const [values, task] = [this.#values, this.#task];
    if (values === undefined || task === undefined) return unused;
    const at = values.push(value.trim()) - 1;
    // The number of the last result says that the lines before are the ones that they are taken for.
    if (at === AT.command && /^-?\d{1,10}$/.test(values[AT.result] ?? '') && value.trim() !== '') {
      task.command = value.trim();
      return 'parsed';
    }
    if (!REPEATED.test(text)) return unused;
    this.#values = undefined;
    // A comment may be of several lines, of which each moves what is below it.
    if (at !== AT.repeated || task.command === undefined) return unused;
    const [state, user, type] = [values[AT.state], values[AT.user], values[AT.type]];
    Object.assign(task, {
      ...given('user', user || undefined),
      ...given('when', type || undefined),
      ...given('state', state || undefined),
    });
    return 'parsed';
  }

  #entry(text: string, origin: Origin): Outcome {
    const [, name = '', value = ''] = ENTRY.exec(text) ?? [];
    if (name === '') return undefined;
    if (name === 'TaskName') {
      this.#values = undefined;
      return this.#begin(value.trim(), origin);
    }
    this.#goOn();
    const key = KEYS[name];
    if (key === undefined || this.#task === undefined)
      return { skipped: hostReason('pasteUnused', { program: 'schtasks' }) };
    // Its value was wrapped into the next line.
    if (value.trim() === '') return { rejected: hostReason('pasteUnfinished', { program: 'schtasks' }) };
    this.#task[key] = value.trim();
    return 'parsed';
  }

  #row(text: string, origin: Origin): Outcome {
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
  begin(line, facts, asked) {
    const begins =
      NAME.test(line) ||
      (isAsked(SCHTASKS, asked) && (REMARK.test(line) || LABELLED.test(line))) ||
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
