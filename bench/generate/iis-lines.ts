import type { Random } from './random.ts';
import { LONGEST_LINE } from './truth.ts';
import type { Planted } from './truth.ts';
import { stamp } from './visits.ts';
import type { Visit } from './visits.ts';

/** A list of fields, as `#Fields` names them. */
type Layout = readonly string[];

const SHORT: Layout =
  'date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken'.split(
    ' ',
  );
const LONG: Layout = SHORT.flatMap((name) =>
  name === 'time-taken' ? ['sc-bytes', 'cs-bytes', 'time-taken', 'X-Forwarded-For'] : [name],
);
/** Other order, and the day only in `#Date`. */
const UNDATED: Layout =
  'time c-ip cs-username s-ip s-port cs-method cs-uri-stem cs-uri-query sc-status sc-win32-status sc-bytes time-taken cs(User-Agent)'.split(
    ' ',
  );

/** The lists that a log changes between. */
export const USUAL_LAYOUTS: readonly Layout[] = [SHORT, LONG];
export const ALL_LAYOUTS: readonly Layout[] = [SHORT, LONG, UNDATED];

/** Does the list have the size of the answer? */
export function hasSize(layout: Layout): boolean {
  return layout.includes('sc-bytes');
}

export function hasAgent(layout: Layout): boolean {
  return layout.includes('cs(User-Agent)');
}

/** The directives that IIS writes when it begins a file, and when its list of fields was changed. */
export function iisHeader(second: number, layout: Layout, random: Random): string[] {
  const { day, clock } = stamp(second);
  const fields = `#Fields: ${layout.join(' ')}${random.below(2) === 0 ? ' ' : ''}`;
  const rest = [
    '#Software: Microsoft Internet Information Services 10.0',
    '#Version: 1.0',
    `#Date: ${day} ${clock}`,
  ];
  return random.below(2) === 0 ? [fields, ...rest] : [...rest, fields];
}

/** Values by field. What is not in it is written as the layout's other fields are. */
type Written = Record<string, string>;

function plainly(visit: Visit, random: Random): Written {
  const { day, clock } = stamp(visit.second);
  const { status, client } = visit;
  return {
    date: day,
    time: clock,
    's-ip': `10.0.${random.below(4)}.10`,
    'cs-method': visit.method,
    'cs-uri-stem': visit.stem,
    'cs-uri-query': visit.query === '' ? '-' : visit.query,
    's-port': '443',
    'cs-username': visit.user,
    'c-ip': client,
    'cs(User-Agent)': visit.agent.replaceAll(' ', '+'),
    'cs(Referer)': visit.referer,
    'sc-status': String(status),
    'sc-substatus': status === 401 ? '1' : '0',
    'sc-win32-status': status === 401 ? '1326' : '0',
    'sc-bytes': String(visit.size),
    'cs-bytes': String(random.below(3000)),
    'time-taken': String(random.below(5000)),
    'X-Forwarded-For': `${client},+10.1.2.3`,
  };
}

function write(layout: Layout, written: Written): string {
  return layout.map((name) => written[name] ?? '-').join(' ');
}

/** What a visit was, and how it is written. */
type Ugly = readonly [was: Partial<Visit>, written: Written];

const ODBC_ERROR = '|12|80040e14|[Microsoft][ODBC SQL Server Driver] Syntax error near "x"';
const INJECTION = `q=${'%27+OR+1=1--'.repeat(300)}`;

/** What IIS does write, and what readers stumble over. */
const UGLY: readonly Ugly[] = [
  [{}, { 'sc-win32-status': '2148074254' }],
  [{ client: 'fe80::1' }, { 'c-ip': 'fe80::1%3' }],
  [{ user: 'CONTOSO\\j doe' }, { 'cs-username': 'CONTOSO\\j doe' }],
  [{ query: ODBC_ERROR }, { 'cs-uri-query': ODBC_ERROR }],
  [{ agent: '() { :;}; echo "a' }, { 'cs(User-Agent)': '()+{+:;};+echo+"a' }],
  [{ method: 'RPC_IN_DATA' }, { 'cs-method': 'RPC_IN_DATA' }],
  [{ query: INJECTION }, { 'cs-uri-query': INJECTION }],
  // A crash leaves NUL bytes where a line was to be; the service goes on behind them.
  [{}, { before: '\0'.repeat(700) }],
];

const UGLY_EVERY = 100;

/** The line of a visit; where it is written in an ugly way the visit is changed to what it then says. */
export function iisLine(visit: Visit, layout: Layout, random: Random): string {
  const written = plainly(visit, random);
  if (random.below(UGLY_EVERY) === 0) {
    const [was, ugly] = random.of(UGLY);
    Object.assign(visit, was);
    Object.assign(written, ugly);
  }
  return `${written['before'] ?? ''}${write(layout, written)}`;
}

/** Values that cannot be in a field. */
const IMPOSSIBLE: readonly (readonly [field: string, value: string])[] = [
  ['date', '2026-02-30'],
  ['date', '2026-13-01'],
  ['date', 'today'],
  ['time', '24:00:00'],
  ['time', '12:61:00'],
  ['time', '1:02:03'],
  ['time', '-'],
  ['c-ip', '999.1.1.1'],
  ['c-ip', '198.51.100'],
  ['c-ip', '198.51\0.100.7'],
  ['c-ip', 'host.example.net'],
  ['s-ip', '10.0.0.1:443'],
  ['s-port', '70000'],
  ['sc-status', '20x'],
  ['sc-status', '99999999999'],
  ['sc-win32-status', '-5'],
  ['time-taken', '12,5'],
];

/** A line that is no record, made of a visit. */
export function damagedIis(visit: Visit, layout: Layout, random: Random): Planted {
  const written = plainly(visit, random);
  const line = write(layout, written);
  const words = line.split(' ');
  const rejected = (text: string): Planted => ({ text, becomes: 'rejected' });
  switch (random.below(8)) {
    case 0:
      return { text: '', becomes: 'skipped' };
    case 1:
      return { text: '\0'.repeat(random.between(1, 300)), becomes: 'skipped' };
    case 2:
      return { text: random.of(['#Version: 1.0', '#Remark: 10.0.0.1 was here']), becomes: 'skipped' };
    case 3:
      return rejected(words.slice(0, random.between(1, words.length - 1)).join(' '));
    case 4:
      return rejected(random.of([`${line} more`, 'x'.repeat(20_000), '- '.repeat(2000)]));
    default: {
      const [field, value] = random.of(IMPOSSIBLE.filter(([name]) => layout.includes(name)));
      return rejected(write(layout, { ...written, [field]: value }));
    }
  }
}

/** A line so long that it is just read (its carriage return counts), and one that is not. */
export function longIis(visit: Visit, layout: Layout, random: Random): { read: string; rejected: string } {
  const written = plainly(visit, random);
  const empty = write(layout, { ...written, 'cs-uri-query': '' }).length + 1;
  const padded = (length: number): string =>
    write(layout, { ...written, 'cs-uri-query': '0'.repeat(length - empty) });
  return { read: padded(LONGEST_LINE), rejected: padded(LONGEST_LINE + 1) };
}
