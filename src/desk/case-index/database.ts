/** What a column holds. */
export type Value = string | number | null;
export type Row = Readonly<Record<string, unknown>>;

/** The database of an index, within one transaction. */
export interface Database {
  /** @param sql with `?` for each value */
  all(sql: string, values?: readonly Value[]): Promise<Row[]>;
  hasTable(name: string): Promise<boolean>;
  /** Lets nobody else change the index until the transaction ends. */
  lock(): Promise<void>;
}

/** Where the index lies, and how work on it is kept whole. */
export interface IndexStore {
  /** A reader, too, finds the newest schema. */
  read<T>(work: (database: Database) => Promise<T>): Promise<T>;
  /** All of the work, or nothing of it. */
  change<T>(work: (database: Database) => Promise<T>): Promise<T>;
}
