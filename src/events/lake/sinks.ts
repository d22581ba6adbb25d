import type { TableName } from '../../model/evidence.ts';
import type { RowCounts } from '../tally.ts';
import { TableSink } from './sink.ts';

/** Rows of a table, those in `[from, to)`. */
export interface RowRange {
  sink: TableSink;
  from: number;
  to: number;
}

/** The sinks of one worker, one for each table; a task's rows are marked with the file they come from. */
export class Sinks {
  readonly #sinks = new Map<TableName, TableSink>();
  /** The tables of the task under way, with the rows they had when it began. */
  #began = new Map<TableName, number>();
  /** The sinks that the task under way fills. */
  open: readonly TableSink[] = [];

  /** Begins a task. @param tables those its format fills, the first is the one that it is handed */
  begin(tables: readonly [TableName, ...TableName[]]): TableSink {
    this.open = tables.map((table) => this.#sinkOf(table));
    this.#began = new Map(this.open.map((sink) => [sink.table, sink.rows]));
    return this.#sinkOf(tables[0]);
  }

  /** The rows of a table that the task under way has made; undefined if there are none. */
  made(table: TableName): RowRange | undefined {
    const from = this.#began.get(table);
    if (from === undefined) return undefined;
    const sink = this.#sinkOf(table);
    return sink.rows > from ? { sink, from, to: sink.rows } : undefined;
  }

  /** The rows of every table that the task under way has made. */
  *all(): Generator<RowRange> {
    for (const table of this.#began.keys()) {
      const made = this.made(table);
      if (made !== undefined) yield made;
    }
  }

  /** Ends a task: says which file its rows come from. */
  end(evidence: number): RowCounts {
    const rows: RowCounts = {};
    for (const [table, before] of this.#began) {
      const sink = this.#sinkOf(table);
      if (sink.rows === before) continue;
      sink.originate(before, evidence);
      rows[table] = sink.rows - before;
    }
    return rows;
  }

  [Symbol.iterator](): Iterator<TableSink> {
    return this.#sinks.values();
  }

  /** @throws TypeError if the format has not named the table: its rows would be nobody's */
  beside(table: TableName): TableSink {
    if (!this.#began.has(table)) throw new TypeError(`the format does not say that it fills ${table}`);
    return this.#sinkOf(table);
  }

  #sinkOf(table: TableName): TableSink {
    let sink = this.#sinks.get(table);
    if (sink === undefined) {
      sink = new TableSink(table, this);
      this.#sinks.set(table, sink);
    }
    return sink;
  }
}
