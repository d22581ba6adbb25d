import type { Facts, Origin, ProcessFact } from '../../facts.ts';
import type { HostParser, Outcome, Reader } from '../../parser.ts';
import { HEADER, isAsked } from '../../parser.ts';
import { KERNEL_NAME } from '../../indicators/usual.ts';
import { given, wholeNumber, wordsOf } from '../../text/words.ts';
import { hostReason } from '../../reason.ts';
import { secondsOfElapsed } from '../../traffic/dates.ts';

/** Columns of ps(1), procps and BusyBox. */
const COLUMNS: ReadonlySet<string> = new Set(
  (
    'F S STAT STATE USER UID UNAME EUSER RUSER RUID EUID GROUP PID PPID PGID PGRP SID SESS TPGID LWP SPID TID NLWP THCNT C CP ' +
    '%CPU %MEM %VSZ VSZ VSIZE SIZE SZ RSS RSZ TTY TT TIME CPUTIME ELAPSED START STIME STARTED PRI NI CLS PSR ' +
    'ADDR WCHAN NETNS COMMAND CMD ARGS COMM'
  ).split(' '),
);
const LAST: ReadonlySet<string> = new Set(['COMMAND', 'CMD', 'ARGS', 'COMM']);
const BSD = ['USER', 'PID', '%CPU', '%MEM', 'VSZ', 'RSS', 'TTY', 'STAT', 'START', 'TIME', 'COMMAND'];
const FULL = ['UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD'];
const BSD_ROW =
  /^\S+\s+\d{1,10}\s+\d{1,4}\.\d\s+\d{1,3}\.\d\s+\d+\s+\d+\s+\S+\s+[A-Z]\S{0,5}\s+\S+\s+[\d:-]+\s+\S/;
const FULL_ROW = /^\S+\s+\d{1,10}\s+\d{1,10}\s+\d{1,3}\s+\S+\s+\S+\s+(?:\d+-)?\d\d:\d\d:\d\d\s+\S/;
/** `Sun Nov 29 19:07:48 2026` fills five words of a row. */
const LONG_START = 5;

/** How values of a column look, where that is certain: a row of another list has others there. */
const FORMS: ReadonlyMap<string, RegExp> = new Map([
  ...[
    'PID',
    'PPID',
    'PGID',
    'PGRP',
    'SID',
    'SESS',
    'LWP',
    'SPID',
    'TID',
    'NLWP',
    'THCNT',
    'RSS',
    'RSZ',
    'VSZ',
    'SZ',
  ].map((name) => [name, /^(?:-|\d{1,16}(?:\.\d)?[kmgt]?)$/i] as const),
  ...['C', '%CPU', '%MEM', '%VSZ'].map((name) => [name, /^\d{1,6}(?:[.,]\d{1,3})?%?$/] as const),
  ...['STAT', 'S'].map((name) => [name, /^[A-Z][<NLsl+W]{0,5}$/] as const),
  ...['TIME', 'CPUTIME'].map((name) => [name, /^(?:\d{1,6}-)?\d{1,6}[:.h]\d\d(?:[:.]\d\d)?$/] as const),
  // A command line that begins with numbers is the middle of other columns.
  ['COMMAND', /^(?!-?\d{1,10}\s+-?\d)/],
  ...['USER', 'EUSER', 'RUSER'].map((name) => [name, /^(?:[\p{L}_][^\s([{]*|\d{1,10})$/u] as const),
  ['TPGID', /^-?\d{1,10}$/],
  ['TTY', /^(?:\?|-|[a-z]{2,8}\/?[\w.]{0,8})$/i],
]);

interface Column {
  name: string;
  /** Where the header has it. */
  at: number;
}

function columnsIn(line: string): Column[] | undefined {
  const columns = Array.from(line.matchAll(/\S+/g), ([name], i) => ({ name, at: i }));
  let at = 0;
  for (const column of columns) {
    at = line.indexOf(column.name, at);
    column.at = at;
    at += column.name.length;
  }
  const last = columns.at(-1)?.name ?? '';
  const fits = columns.length >= 2 && columns.every(({ name }) => COLUMNS.has(name)) && LAST.has(last);
  return fits && columns.some(({ name }) => name === 'PID') ? columns : undefined;
}

/** The values by column name; the last column is the rest of the line. Undefined: too few words. */
function valuesOf(line: string, columns: readonly Column[]): Map<string, string> | undefined {
  const long =
    columns.some(({ name }) => name === 'STARTED') &&
    /\b[A-Z][a-z]{2} [A-Z][a-z]{2} +\d{1,2} \d\d:\d\d:\d\d \d{4}\b/.test(line);
  const words = wordsOf(line, columns.length + (long ? LONG_START - 1 : 0));
  const values = new Map<string, string>();
  let at = 0;
  for (const [i, { name }] of columns.entries()) {
    const take = long && name === 'STARTED' ? LONG_START : 1;
    const value = words.slice(at, at + take).join(' ');
    if (value === '') return undefined;
    at += take;
    if (FORMS.get(name)?.test(value) === false || (take > 1 && !/^[A-Z][a-z]{2} [A-Z][a-z]{2} /.test(value)))
      return undefined;
    // Two names of one program: the first is comm, which may hold blanks, the last the command line.
    if (LAST.has(name) && i < columns.length - 1) return twoNames(line, columns, i, values);
    values.set(name, value);
  }
  return values;
}

function twoNames(
  line: string,
  columns: readonly Column[],
  first: number,
  values: Map<string, string>,
): Map<string, string> | undefined {
  const [own, last] = [columns[first], columns.at(-1)];
  if (own === undefined || last === undefined || first !== columns.length - 2) return undefined;
  const title = line.slice(last.at).trim();
  // Where the header has the second name a row that is whole has one too.
  if (title === '' || !/^\s\S$/.test(line.slice(last.at - 1, last.at + 1))) return undefined;
  values.set('COMM', line.slice(own.at, last.at).trim());
  return values.set(last.name === 'COMM' ? 'COMMAND' : last.name, title);
}

/**
 * Whether a process in brackets is a thread of the kernel. ps prints brackets where it finds no command line, and a
 * program that is just ending has none any more, nor memory: for a moment it looks like a thread, with another parent.
 * @returns undefined where the row does not tell
 */
function isKernels(row: {
  pid: number;
  parent?: number;
  memory?: number;
  shown: string;
}): boolean | undefined {
  const { pid, parent, memory, shown } = row;
  if (memory !== undefined && memory > 0) return false;
  if (parent === undefined) return memory === undefined ? undefined : true;
  if (pid === 2 || parent === 2) return true;
  return KERNEL_NAME.test(shown) ? false : undefined;
}

function processOf(
  values: ReadonlyMap<string, string>,
  names: readonly string[],
  origin: Origin,
): ProcessFact | undefined {
  const pid = wholeNumber(values.get('PID'));
  if (pid === undefined || pid === 0) return undefined;
  const shown = values.get(names.at(-1) ?? '')?.replace(/^(?:[|\s\\]|\\_)*\\_ /, '');
  // Of a row that was cut within the lines of the tree nothing is left; behind them stands a blank.
  if (shown !== undefined && /^[|\s\\_]+$|^[|\s\\]*\\_\S/.test(shown)) return undefined;
  // What stands there is a row of `find -ls`: inode and blocks were taken for process and user.
  if (shown !== undefined && /^[-dlcbps][-rwxsStT]{9}\s/.test(shown)) return undefined;
  const parent = wholeNumber(values.get('PPID'));
  // `ps -e` and `ps` without -f print comm; every list with a start, a user or memory prints the command line.
  const short = names.join(' ') === 'PID TTY TIME CMD' || names.at(-1) === 'COMM';
  const memory = wholeNumber(values.get('VSZ'));
  const bracketed = shown !== undefined && /^\[[^\]]*\](?! <defunct>)/.test(shown) && !short;
  const kernel = bracketed ? isKernels({ pid, parent, memory, shown }) : undefined;
  return {
    pid,
    ...given('parent', parent),
    ...given('user', values.get('USER') ?? values.get('UID') ?? values.get('EUSER') ?? values.get('RUSER')),
    ...given('name', values.get('COMM') ?? (short ? shown : undefined)),
    ...given('title', short ? undefined : shown),
    ...given('started', values.get('STARTED') ?? values.get('START') ?? values.get('STIME')),
    ...given('elapsed', secondsOfElapsed(values.get('ELAPSED'))),
    ...given('state', values.get('STAT') ?? values.get('S')),
    ...given('cpu', percent(values.get('%CPU'))),
    ...given('memory', percent(values.get('%MEM'))),
    ...given('kernel', kernel),
    origin,
  };
}

function percent(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,6}(?:[.,]\d{1,3})?%?$/.test(text)
    ? Number.parseFloat(text.replace(',', '.'))
    : undefined;
}

class PsReader implements Reader {
  readonly #facts: Facts;
  #columns: Column[];
  /** Where the number of the first process ends, if the list begins with it: it stands at the right of its column. */
  #end: number | undefined;
  /** The line above, where it was the header: that may be wrapped too. */
  #header = '';

  constructor(facts: Facts, columns: Column[]) {
    this.#facts = facts;
    this.#columns = columns;
  }

  line(text: string, origin: Origin): Outcome {
    const header = this.#header;
    this.#header = '';
    const broken = header === '' ? [] : [header + text, `${header} ${text.trimStart()}`];
    for (const one of [...broken, text]) {
      const columns = columnsIn(one);
      if (columns === undefined) continue;
      this.#columns = columns;
      this.#end = undefined;
      this.#header = one;
      return HEADER;
    }
    const names = this.#columns.map(({ name }) => name);
    const at = names.indexOf('PID');
    if (!/^\d{1,10}$/.test(wordsOf(text, at + 2)[at] ?? '')) return undefined;
    const end = at === 0 ? /^\s*\d+/.exec(text)?.[0].length : undefined;
    if (end !== undefined && end < (this.#end ?? 0)) return undefined;
    const values = valuesOf(text, this.#columns);
    const process = values === undefined ? undefined : processOf(values, names, origin);
    if (process === undefined) {
      return {
        rejected: hostReason('pasteFewer', { program: 'ps', columns: names.length }),
        unfinished: true,
      };
    }
    this.#end ??= end;
    this.#facts.processes.push(process);
    return 'parsed';
  }
}

function assumed(names: readonly string[]): Column[] {
  return names.map((name, at) => ({ name, at }));
}

export const PS: HostParser = {
  name: 'ps',
  title: 'ps (procps, BusyBox), also BusyBox top',
  programs: ['ps', 'pstree'],
  wraps: true,
  // As long as one argument of a command line may be: MAX_ARG_STRLEN, execve(2).
  longest: 2 ** 17,
  sample: 'USER       PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND',
  begin(line, facts, asked) {
    const columns = columnsIn(line);
    if (columns !== undefined && (columns.length > 2 || isAsked(PS, asked)))
      return new PsReader(facts, columns);
    if (BSD_ROW.test(line)) return new PsReader(facts, assumed(BSD));
    return FULL_ROW.test(line) ? new PsReader(facts, assumed(FULL)) : undefined;
  },
  hides: () => ({
    unseen: ['executables', 'hidden processes', 'processes'],
    next: ['ls -l /proc/[0-9]*/exe', 'ls /proc', 'ss -wanp'],
  }),
};
