import { limitsOf } from '../threshold.ts';
import type { Thresholds } from '../threshold.ts';
import type { Table } from '../../model/pictures.ts';
import type { Aim, HoneypotMessage } from './messages.ts';
import { HONEYPOT } from './thresholds.ts';

type Cell = string | number | null;
type TableRow = Readonly<Record<string, Cell>>;

/** The rows of a table, by the names of its columns. */
export function namedRows(table: Pick<Table, 'columns' | 'rows'> | undefined): TableRow[] {
  return (table?.rows ?? []).map((row) =>
    Object.fromEntries(table?.columns.map((column, i) => [column, row[i] ?? null]) ?? []),
  );
}

const number = (row: TableRow | undefined, name: string): number => Number(row?.[name] ?? 0);
const sum = (rows: readonly TableRow[], name: string): number =>
  rows.reduce((total, row) => total + number(row, name), 0);

function aimOf(row: TableRow): Aim {
  const port = row['port'];
  return { protocol: number(row, 'protocol'), ...(typeof port === 'number' && { port }) };
}

/** Bursts, ports and the like that a sentence names. */
const NAMED = 3;

function parted(rows: readonly TableRow[], direction: string): { all: number; of: (name: string) => number } {
  const own = rows.filter((row) => row['direction'] === direction);
  const all = sum(own, 'flows');
  return {
    all,
    of: (name) =>
      sum(
        own.filter((row) => row['class'] === name),
        'flows',
      ) / Math.max(1, all),
  };
}

/** What came in, and what left. */
export function trafficStatements(table: Table): HoneypotMessage[] {
  const rows = namedRows(table);
  if (rows.length === 0) return [{ key: 'potNothing', params: {} }];
  const [came, left] = [parted(rows, 'in'), parted(rows, 'out')];
  const statements: HoneypotMessage[] = [];
  if (came.all > 0)
    statements.push({
      key: 'potCame',
      params: {
        flows: came.all,
        unsolicited: came.of('unsolicited'),
        response: came.of('response'),
        backscatter: came.of('backscatter'),
        unknown: came.of('not_known'),
      },
    });
  if (left.all > 0)
    statements.push({
      key: 'potSent',
      params: {
        flows: left.all,
        begun: sum(
          rows.filter((row) => row['class'] === 'begun'),
          'flows',
        ),
        answers: left.of('answer'),
        unknown: left.of('not_known'),
      },
    });
  return statements;
}

/** The bursts of what came unasked and of what was begun here; the others are in the table. */
export function burstStatement(
  bursts: Table,
  days: number,
  inForce: { thresholds: Thresholds },
): HoneypotMessage {
  const rows = namedRows(bursts);
  const told = rows
    .filter((row) => row['class'] === 'unsolicited' || row['class'] === 'begun')
    .toSorted((a, b) => number(b, 'flows') - number(a, 'flows'))
    .slice(0, NAMED)
    .toSorted((a, b) => (String(a['day']) < String(b['day']) ? -1 : 1));
  if (told.length === 0)
    return { key: 'potNoBursts', params: { days, least: limitsOf(inForce, HONEYPOT).burst_days } };
  return {
    key: 'potBursts',
    params: {
      bursts: told.map((row) =>
        Object.assign(aimOf(row), {
          day: String(row['day']),
          direction: row['direction'] === 'out' ? ('out' as const) : ('in' as const),
          flows: number(row, 'flows'),
          times: number(row, 'times'),
          share: number(row, 'share_port'),
        }),
      ),
      more: rows.length - told.length,
    },
  };
}

/** How many addresses came, and how they rotate. */
export function sourcesStatement(lifetimes: Table, sources: Table): HoneypotMessage[] {
  const rows = namedRows(lifetimes);
  const all = sum(rows, 'sources');
  if (all === 0) return [];
  const share = (...lives: string[]): number =>
    sum(
      rows.filter((row) => lives.includes(String(row['active_days']))),
      'sources',
    ) / all;
  return [
    {
      key: 'potSources',
      params: { sources: all, days: sources.rows.length, oneDay: share('1'), lasting: share('8-30', '31+') },
    },
  ];
}

/** One provider or network beside the rest. */
export function setStatement(set: string, tables: readonly Table[]): HoneypotMessage {
  const of = (name: string): TableRow[] => namedRows(tables.find((table) => table.name === name));
  const parts = of('honeypot_set_sources');
  const own = parts.find((row) => row['part'] === 'set');
  const rest = parts.find((row) => row['part'] === 'rest');
  if (own === undefined) return { key: 'potSetNone', params: { set } };
  const ports = of('honeypot_set_ports').filter((row) => number(row, 'set_flows') > 0);
  return {
    key: 'potSet',
    params: {
      set,
      flows: number(own, 'flows'),
      share: number(own, 'share_flows'),
      sources: number(own, 'sources'),
      oneDay: number(own, 'share_one_day'),
      ...(rest !== undefined && { restOneDay: number(rest, 'share_one_day') }),
      ports: ports.slice(0, NAMED).map((row) =>
        Object.assign(aimOf(row), {
          share: number(row, 'share_of_set'),
          rest: number(row, 'share_of_rest'),
        }),
      ),
    },
  };
}

/** How the words of the part are meant. */
export function definitions(inForce: { thresholds: Thresholds }): HoneypotMessage[] {
  const {
    burst_times_median: times,
    burst_share_of_peak: share,
    burst_days: least,
  } = limitsOf(inForce, HONEYPOT);
  return [
    { key: 'potMeansClasses', params: {} },
    { key: 'potMeansBurst', params: { times, share, least } },
    { key: 'potMeansRotation', params: {} },
    { key: 'potMeansRecords', params: {} },
  ];
}
