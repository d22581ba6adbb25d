import type { Facts, Origin } from '../../facts.ts';
import type { HostParser, Outcome, Reader } from '../../parser.ts';
import { HEADER } from '../../parser.ts';
import { given, wholeNumber } from '../../text/words.ts';
import { hostReason } from '../../reason.ts';

/** Windows PowerShell: `Handles NPM(K) PM(K) WS(K) [VM(M)] CPU(s) Id SI ProcessName`; PowerShell 7 has ` NPM(K)    PM(M) …`. */
const COLUMNS = /^\s{0,4}(?:Handles\s+)?NPM\(K\)\s+PM\([KM]\)\s+WS\([KM]\)\s.{0,40}\bId\s+SI\s+ProcessName/;
/** From the right: number, session and name; before them at least three figures, CPU(s) may be empty. */
const ROW = /^\s+(?:\d[\d.,]*\s+){3}[\d.,\s]*?(\d{1,10})\s+(\d{1,5})\s([^\s-].*)$/;

class GetProcessReader implements Reader {
  readonly #facts: Facts;
  /** The line above was the header. */
  #header = false;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  line(text: string, origin: Origin): Outcome {
    const isBelow = this.#header;
    this.#header = COLUMNS.test(text);
    if (this.#header || (isBelow && /^\s{0,4}-+(?: +-+){4,9}\s*$/.test(text))) return HEADER;
    const [, pid, , name] = ROW.exec(text) ?? [];
    const number = wholeNumber(pid);
    if (number === undefined || name === undefined) {
      return /^\s+\d[\d.,\s]+$/.test(text)
        ? { rejected: hostReason('pasteUnfinished', { program: 'Get-Process' }), unfinished: true }
        : undefined;
    }
    this.#facts.processes.push({ pid: number, ...given('name', name.trim()), origin });
    return 'parsed';
  }
}

export const GET_PROCESS: HostParser = {
  name: 'get-process',
  title: 'Get-Process (Windows PowerShell, PowerShell 7)',
  programs: ['Get-Process', 'gps'],
  wraps: true,
  sample: 'Handles  NPM(K)    PM(K)      WS(K)     CPU(s)     Id  SI ProcessName',
  begin: (line, facts) => (COLUMNS.test(line) ? new GetProcessReader(facts) : undefined),
  hides: () => ({
    unseen: ['executables', 'parents', 'start commands', 'signers'],
    next: [
      'Get-CimInstance Win32_Process | Select-Object ProcessId,ParentProcessId,ExecutablePath,CommandLine',
      'Get-AuthenticodeSignature PATH',
    ],
  }),
};
