import type { Row, Value } from './database.ts';

/** An open file of SQLite. */
export interface SqliteFile {
  all(sql: string, values: readonly Value[]): Row[];
  close(): void;
}

export type OpenSqlite = (path: string) => SqliteFile;

/** What of `node:sqlite` is used; Node's types of the oldest version that is supported do not have it. */
interface Builtin {
  DatabaseSync: new (path: string) => {
    prepare(sql: string): { all(...values: Value[]): Row[] };
    close(): void;
  };
}

/** Node's own SQLite, where it has one; without the warning that its interface may still change. */
export function builtinSqlite(): OpenSqlite | undefined {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => undefined;
  let builtin: Partial<Builtin> | undefined;
  try {
    builtin = process.getBuiltinModule('node:sqlite');
  } finally {
    process.emitWarning = emitWarning;
  }
  const Database = builtin?.DatabaseSync;
  if (Database === undefined) return undefined;
  return (path) => {
    const database = new Database(path);
    return {
      all: (sql, values) => database.prepare(sql).all(...values),
      close: () => database.close(),
    };
  };
}

/** SQLite in WebAssembly, for a Node without one. */
export async function wasmSqlite(): Promise<OpenSqlite> {
  const { default: sqlite } = await import('node-sqlite3-wasm');
  return (path) => {
    const database = new sqlite.Database(path);
    return {
      all: (sql, values) => database.all(sql, values),
      close: () => database.close(),
    };
  };
}
