import type { DetectorContext } from '../detector.ts';
import type { Row } from '../../events/engines/engine.ts';
import { KeptRows } from '../sql/kept.ts';
import type { Table } from '../../model/pictures.ts';
import type { HoneypotMessage } from './messages.ts';
import { CLASSED_RECORDS, sqlCube } from './records.ts';

/** Longer questions, which name thousands of networks, are not kept in the case. */
const MAX_SQL = 100_000;

/** A table is cut here, and says so. */
const MAX_ROWS = 5000;

/** One table of the honeypot: a question to `honeypot_cube`. */
export interface Plan {
  name: string;
  title: HoneypotMessage;
  columns: readonly string[];
  /** Further table expressions that `select` reads. */
  parts?: readonly string[];
  select: string;
  /** What tells its rows apart; its lines have these columns. */
  by: readonly string[];
  /** Columns that its lines have beside those of `CLASSED_RECORDS`, as `, x AS y`, and what they are joined to. */
  extra?: string;
  join?: string;
  /** Which of the records it counts. */
  where?: string;
  /** The column with their number. */
  counted?: string;
}

/** What the tables of a honeypot are made of: the flows, classed and counted once, kept for all questions. */
export class Pot {
  readonly context: DetectorContext;
  readonly #kept: KeptRows;
  readonly #sqlCube: string;
  readonly #chosen: string | undefined;

  private constructor(context: DetectorContext, kept: KeptRows, sql: string, chosen: string | undefined) {
    this.context = context;
    this.#kept = kept;
    this.#sqlCube = sql;
    this.#chosen = chosen;
  }

  /** Reads the flows, once. The flows must be there. */
  static async open(context: DetectorContext): Promise<Pot> {
    const { engine } = context;
    // A honeypot's own log tells of connections that the flow log or the capture has as well, and has no packets of them.
    const measured = await engine.query('SELECT 1 AS one FROM flows WHERE packets IS NOT NULL LIMIT 1');
    const sql = sqlCube(context, measured.length > 0 ? 'packets IS NOT NULL' : 'true');
    const kept = new KeptRows(engine);
    if (engine.can.keeps) await kept.keep('honeypot_cube', `${sql}\nSELECT * FROM honeypot_cube`);
    return new Pot(context, kept, sql, undefined);
  }

  /** The same with the addresses that are set against the rest. @param chosen SELECT of them: one column, `address` */
  async choose(chosen: string): Promise<Pot> {
    if (this.context.engine.can.keeps) await this.#kept.keep('honeypot_chosen', chosen);
    return new Pot(this.context, this.#kept, this.#sqlCube, chosen);
  }

  /** Forgets what is kept, also what others of the same flows have chosen. */
  close(): Promise<void> {
    return this.#kept.forget();
  }

  /** The question as anybody can ask it again of the lake. */
  published(parts: readonly string[], select: string): string {
    const chosen = this.#chosen === undefined ? [] : [`honeypot_chosen AS (${this.#chosen})`];
    return `${[this.#sqlCube, ...chosen, ...parts].join(', ')}\n${select}`;
  }

  ask(parts: readonly string[], select: string): Promise<Row[]> {
    if (!this.context.engine.can.keeps) return this.context.engine.query(this.published(parts, select));
    return this.context.engine.query(parts.length === 0 ? select : `WITH ${parts.join(', ')}\n${select}`);
  }

  /** The records behind a table, or a series. */
  lines(
    { extra = '', join = '', where }: Pick<Plan, 'extra' | 'join' | 'where'>,
    parts: readonly string[] = [],
  ): string {
    const condition = where === undefined ? '' : `\nWHERE ${where}`;
    return this.published(
      [...parts, `classed AS (${CLASSED_RECORDS})`],
      `SELECT classed.*${extra} FROM classed ${join}${condition}`,
    );
  }

  async table({ name, title, columns, parts = [], select, by, counted, ...plan }: Plan): Promise<Table> {
    const rows = await this.ask(parts, `${select} LIMIT ${MAX_ROWS + 1}`);
    const cut = rows.length > MAX_ROWS;
    const shown = rows.slice(0, MAX_ROWS);
    const sql = this.published(parts, select);
    return {
      name,
      message: cut ? { key: 'tableCut', params: { title, shown: MAX_ROWS } } : title,
      columns: [...columns],
      rows: shown.map((row) => columns.map((column) => cellOf(row[column]))),
      ...(sql.length <= MAX_SQL && {
        sql,
        lines: { sql: this.lines(plan, parts), by: [...by], ...(counted !== undefined && { counted }) },
      }),
    };
  }
}

function cellOf(value: Row[string] | undefined): string | number | null {
  return typeof value === 'boolean' || value === undefined ? null : value;
}
