import type { Facts, Origin } from '../../facts.ts';
import type { HostParser, Outcome, Reader } from '../../parser.ts';
import { HEADER, SUMMARY } from '../../parser.ts';
import { given, wholeNumber, wordsOf } from '../../text/words.ts';
import { hostReason } from '../../reason.ts';

const TOP = /^top - \d\d:\d\d:\d\d up /;
const AROUND =
  /^(?:top - |Tasks:|Threads:|%?C[Pp][Uu]\d{0,4}(?:\(s\))?\s{0,3}:|[MKGT]iB \S[^:\d]{0,12}:|Mem:|Swap:|\p{L}[\p{L}\s]{0,12}:\s{0,3}\d+ (?:total|\p{L}{1,8}),)/u;

/** Its columns as it comes; some of them have other names in other languages (`UTIL.`, `TEMPS+`, `BEFEHL`, procps 4.0). */
const USUAL = ['PID', 'USER', 'PR', 'NI', 'VIRT', 'RES', 'SHR', 'S', '%CPU', '%MEM', 'TIME+', 'COMMAND'];
/** The state has no letter above it in Chinese. */
const LOCALIZED =
  /^\s*\S{1,8}\s+\S{1,10}\s+PR\s+NI\s+VIRT\s+RES\s+SHR\s+(?:\S\s+)?%CPU\s+%MEM\s+\S{1,10}\s+\S{1,16}$/;

/** Where the columns are that are taken; undefined if it is no header of top. */
function columnsIn(line: string): string[] | undefined {
  if (LOCALIZED.test(line.trimEnd())) return USUAL;
  const names = wordsOf(line);
  const fits = ['PID', 'USER', 'PR', 'VIRT', '%CPU'].every((name) => names.includes(name));
  return fits && names.at(-1) === 'COMMAND' ? names : undefined;
}

class TopReader implements Reader {
  readonly #facts: Facts;
  #names: string[] | undefined;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  line(text: string, origin: Origin): Outcome {
    if (AROUND.test(text)) return SUMMARY;
    const names = columnsIn(text);
    if (names !== undefined) {
      this.#names = names;
      return HEADER;
    }
    return this.#names === undefined ? undefined : this.#row(text, this.#names, origin);
  }

  #row(text: string, names: readonly string[], origin: Origin): Outcome {
    const words = wordsOf(text, names.length);
    const value = (name: string): string | undefined => words[names.indexOf(name)];
    const pid = wholeNumber(value('PID'));
    if (pid === undefined) return undefined;
    if (words.length < names.length) {
      return {
        rejected: hostReason('pasteFewer', { program: 'top', columns: names.length }),
        unfinished: true,
      };
    }
    const [cpu, memory] = [value('%CPU'), value('%MEM')].map((part) => Number(part?.replace(',', '.')));
    if (
      [cpu, memory].some(Number.isNaN) ||
      /[:.,]$/.test(value('TIME+') ?? '') ||
      !/^[A-Z]$/.test(value('S') ?? 'S')
    )
      return { rejected: hostReason('pasteUnlike', { program: 'top' }) };
    const name = value('COMMAND');
    const parent = wholeNumber(value('PPID'));
    this.#facts.processes.push({
      pid,
      ...given('parent', parent),
      ...given('user', value('USER')),
      // `process_a+`: cut at the column's width.
      ...given('name', name?.endsWith('+') === true ? undefined : name),
      ...given('state', value('S')),
      ...given('cpu', cpu),
      ...given('memory', memory),
      origin,
    });
    return 'parsed';
  }
}

export const TOP_PARSER: HostParser = {
  name: 'top',
  title: 'top (procps)',
  programs: ['top'],
  wraps: true,
  sample: 'top - 19:30:19 up 22 min,  1 user,  load average: 1.77, 1.83, 1.25',
  begin: (line, facts) =>
    TOP.test(line) || columnsIn(line) !== undefined ? new TopReader(facts) : undefined,
  hides: () => ({
    unseen: ['processes', 'executables', 'start commands', 'hidden processes'],
    next: ['ps -eo pid,ppid,user,lstart,comm,args', 'ls -l /proc/[0-9]*/exe'],
  }),
};
