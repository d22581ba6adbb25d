import type { Facts, Origin } from '../../facts.ts';
import type { HostParser, Outcome, Reader } from '../../parser.ts';
import { HEADER } from '../../parser.ts';
import { ruledColumns } from '../../text/table.ts';
import { given, wholeNumber } from '../../text/words.ts';

/** Windows XP has six places for the number of the process; /svc and /v have other columns behind it. */
const RULE = /^={25} (?:={6}|={8})(?: =+){1,7}\s*$/;
/** tasklist.exe, in English: the rule below is the same in every language. */
const COLUMNS = /^Image Name\s+PID\s/;
const CSV = /^"([^"]{1,260})","(\d{1,10})","[^"]*","\d+","[^"]*"/;
/** A row of the table as CSV, whose header is in the language of the system. */
const CSV_ROW = /^"[^"]{1,260}","\d{1,10}","[^"]*","\d+","[\d.,\s\u00a0\u202f]{1,16}\s?\p{L}{1,3}"/u;
const CSV_HEADER = /^"[^"\d]{2,40}","PID",/;
const ROW =
  /^(\S.{0,24}?)\s+(\d{1,10})\s+(Services|Console|RDP-Tcp#\d+|N\/A)\s+(\d{1,5})\s+[\d.,\s\u00a0\u202f]{1,16}\s?\p{L}{1,3}(.*)$/u;

class TasklistReader implements Reader {
  readonly #facts: Facts;
  /** End of the name's column, by the rule. */
  #name: { end: number; pid: { start: number; end: number } } | undefined;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  line(text: string, origin: Origin): Outcome {
    if (RULE.test(text)) {
      const [name, pid] = ruledColumns(text);
      if (name !== undefined && pid !== undefined) this.#name = { end: name.end, pid };
      return HEADER;
    }
    if (COLUMNS.test(text) || CSV_HEADER.test(text)) return HEADER;
    const [, name, pid] = CSV.exec(text) ?? ROW.exec(text) ?? this.#ruled(text) ?? [];
    const number = wholeNumber(pid);
    if (name === undefined || number === undefined) return undefined;
    this.#facts.processes.push({
      pid: number,
      name: name.trim(),
      ...given('kernel', number === 4 && name.trim() === 'System' ? true : undefined),
      origin,
    });
    return 'parsed';
  }

  #ruled(text: string): readonly [string, string, string] | undefined {
    if (this.#name === undefined) return undefined;
    const { end, pid } = this.#name;
    const [name, number] = [text.slice(0, end).trim(), text.slice(pid.start, pid.end).trim()];
    // The number stands at the right of its column.
    const right =
      /^\d(?:\s|$)/.test(text.slice(pid.end - 1, pid.end + 1)) && /^\s?$/.test(text.slice(end, end + 1));
    return right && name !== '' && /^\d+$/.test(number) ? [text, name, number] : undefined;
  }
}

export const TASKLIST: HostParser = {
  name: 'tasklist',
  title: 'tasklist (table, /v, /svc, /fo csv)',
  programs: ['tasklist', 'tasklist.exe'],
  wraps: true,
  sample: 'svchost.exe                    984 Services                   0      9,560 K',
  begin: (line, facts) =>
    COLUMNS.test(line) || RULE.test(line) || ROW.test(line) || CSV_HEADER.test(line) || CSV_ROW.test(line)
      ? new TasklistReader(facts)
      : undefined,
  hides: () => ({
    unseen: ['executables', 'parents', 'start commands', 'signers'],
    next: [
      'Get-CimInstance Win32_Process | Select-Object ProcessId,ParentProcessId,ExecutablePath,CommandLine',
      'Get-AuthenticodeSignature PATH',
    ],
  }),
};
