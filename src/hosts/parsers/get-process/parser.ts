import type { Facts, Origin } from '../../facts.ts';
import type { HostParser, Outcome, Reader } from '../../parser.ts';
import { HEADER } from '../../parser.ts';
import { given, wholeNumber, wordsOf } from '../../text/words.ts';
import { hostReason } from '../../reason.ts';

/** Windows PowerShell: `Handles NPM(K) PM(K) WS(K) [VM(M)] CPU(s) Id SI ProcessName`; PowerShell 7 has ` NPM(K)    PM(M) …`. */
const COLUMNS = /^\s{0,4}(?:Handles\s+)?NPM\(K\)\s+PM\([KM]\)\s+WS\([KM]\)\s.{0,40}\bId\s+SI\s+ProcessName/;
/** From the right: number, session and name; CPU(s) may be empty. */
const ROW = /^\s+\d[\d.,\s]*?\s(\d{1,10})\s+(\d{1,5})\s(\S.*)$/;

class GetProcessReader implements Reader {
  readonly #facts: Facts;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  line(text: string, origin: Origin): Outcome {
    if (COLUMNS.test(text) || /^\s{0,4}-+(?: +-+){4,9}\s*$/.test(text)) return HEADER;
    const [, pid, , name] = ROW.exec(text) ?? [];
    const number = wholeNumber(pid);
    if (number === undefined || name === undefined || wordsOf(text).length < 5) {
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
