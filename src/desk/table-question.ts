import {
  groupedSources,
  SQL_LISTS,
  sqlLinesOf,
  sqlLinesOfList,
  sqlOfAddresses,
  sqlOfGroups,
} from '../attribution/appearances.ts';
import { UserError } from '../base/errors.ts';
import type { Files } from '../base/ports.ts';
import { readCase } from '../cases/reading.ts';
import { DUCKDB } from '../events/engines/duckdb/dialect.ts';
import type { Answer, ExactCell } from '../events/engines/engine.ts';
import { sqlOfRow } from '../findings/charts/row-lines.ts';
import type { CaseDocument } from '../model/case.ts';
import type { Table } from '../model/pictures.ts';
import type { AnswerSink } from './query.ts';

const AGAIN = 'The case is of an older version: run `abusedesk investigate` again into the same case folder.';

/** A table of the report that can be asked again. */
interface Askable {
  name: string;
  /** How many rows it has. */
  rows: number;
  sql: string | undefined;
  /** The question for the lines that a row counts. @param place from 0 */
  lines: (place: number) => string | undefined;
}

function ofRows(
  name: string,
  { columns, rows }: Pick<Table, 'columns' | 'rows'>,
  { sql, lines }: Pick<Table, 'sql' | 'lines'>,
): Askable {
  const table = { columns, rows, ...(lines && { lines }) };
  return { name, rows: rows.length, sql, lines: (place) => sqlOfRow(table, place, DUCKDB) };
}

/** The pictures' numbers: those of the K-th series are `series_K`, a row a bucket. */
function pictured({ series, fan_out: fan }: CaseDocument): Askable[] {
  const charts = series.map((one, i) => {
    const rows = one.out.map((_, at) => [at + 1]);
    return ofRows(`series_${i + 1}`, { columns: ['bucket'], rows }, one);
  });
  if (fan === undefined) return charts;
  const rows = fan.rows.map(({ address }) => [address]);
  return [...charts, ofRows('fan_out', { columns: ['address'], rows }, fan)];
}

/** A table whose rows count addresses: their lines are those in which one of them stands. */
function ofGroups(
  name: string,
  groups: readonly (readonly string[])[],
  whole = sqlOfGroups(groups, DUCKDB),
): Askable[] {
  if (groups.length === 0) return [];
  const lines = (place: number): string | undefined => {
    const group = groups[place];
    return group === undefined ? undefined : sqlLinesOf(group, DUCKDB);
  };
  return [{ name, rows: groups.length, sql: whole, lines }];
}

/** Whose the addresses are, and the lists that say so. */
function attributed({ sources, attribution }: CaseDocument): Askable[] {
  const addresses = sources.map(({ address }) => address);
  const lists = attribution?.lists ?? [];
  const attackers = (attribution?.attackers?.groups ?? []).flatMap(({ list }) => (list ? [list] : []));
  return [
    ...ofGroups('attackers', attackers),
    ...ofGroups(
      'source_groups',
      groupedSources(sources).map((group) => group.map(({ address }) => address)),
    ),
    ...ofGroups(
      'sources',
      addresses.map((address) => [address]),
      sqlOfAddresses(addresses, DUCKDB),
    ),
    ...(lists.length === 0 ? [] : [ofLists(lists)]),
  ];
}

function ofLists(lists: readonly { list: string; published: string }[]): Askable {
  const lines = (place: number): string | undefined => {
    const one = lists[place];
    return one === undefined ? undefined : sqlLinesOfList(one.list, one.published, DUCKDB);
  };
  return { name: 'lists', rows: lists.length, sql: SQL_LISTS, lines };
}

/** Every table of the report's page that can be asked again. */
export function askable(document: CaseDocument): Askable[] {
  const tables = document.tables.map((table) => ofRows(table.name, table, table));
  return [...tables, ...pictured(document), ...attributed(document)];
}

/** The table that `NAME` or `NAME:N` means, and the place of the row, from 0. @throws UserError where the case has none such */
function tableNamed(named: string, document: CaseDocument): { table: Askable; place?: number } {
  const tables = askable(document);
  const [, name, number] = /^(\w+)(?::([1-9]\d{0,8}))?$/.exec(named) ?? [];
  const table = tables.find((one) => one.name === name);
  if (table === undefined) {
    const names = tables.map((one) => one.name).join(', ');
    throw new UserError(`--table ${named.slice(0, 80)}: the case has no such table`, {
      hint:
        names === ''
          ? 'This case has no tables.'
          : `Write NAME for a table, NAME:N for the lines that its row N counts. Tables: ${names}.`,
    });
  }
  if (number === undefined) return { table };
  if (Number(number) > table.rows) {
    throw new UserError(`--table ${named}: the last row of this table is ${table.rows}`, {
      hint: 'Rows are counted from 1, as in the report and in case.json.',
    });
  }
  return { table, place: Number(number) - 1 };
}

/** The question behind a table, or a row of it. */
export interface TableQuestion {
  sql: string;
  /** By number, the files that lines are of; absent where the answer is no list of lines. */
  paths?: ReadonlyMap<number, string>;
}

/**
 * The question that a table of the report is the answer to, or the one that leads from a row of it to the lines that it counts.
 * @param named `NAME`, or `NAME:N` from 1
 * @throws UserError where the case has no such table or row
 */
export async function tableQuestion(dir: string, named: string, effects: Files): Promise<TableQuestion> {
  const { document } = await readCase(dir, effects);
  const { table, place } = tableNamed(named, document);
  const sql = place === undefined ? table.sql : table.lines(place);
  if (sql === undefined)
    throw new UserError(`--table ${named}: the case does not say how it came about`, { hint: AGAIN });
  if (place === undefined) return { sql };
  // The number of a file is its place in the list.
  return { sql, paths: new Map(document.evidence.map(({ path }, id) => [id, path])) };
}

/** Hands an answer on with the paths of files in the place of their numbers, which are its first column. */
export class PathsSink implements AnswerSink {
  readonly #sink: AnswerSink;
  readonly #paths: ReadonlyMap<number, string>;

  constructor(sink: AnswerSink, paths: ReadonlyMap<number, string>) {
    this.#sink = sink;
    this.#paths = paths;
  }

  begin([, ...columns]: Answer['columns']): void {
    this.#sink.begin([{ name: 'evidence', type: 'VARCHAR' }, ...columns]);
  }

  rows(rows: readonly ExactCell[][]): void {
    this.#sink.rows(rows.map(([id = null, ...cells]) => [this.#paths.get(Number(id)) ?? id, ...cells]));
  }

  end(): void {
    this.#sink.end();
  }
}
