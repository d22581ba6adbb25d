// The parts of packages that the case index uses, and of `node:sqlite`, which the oldest Node that is supported has not.

declare module 'node-sqlite3-wasm' {
  class Database {
    constructor(filename: string);
    all(sql: string, values?: readonly (string | number | null)[]): Record<string, unknown>[];
    close(): void;
  }
  const sqlite: { Database: typeof Database };
  export default sqlite;
}

declare module 'pg' {
  export interface ClientConfig {
    host: string;
    port: number;
    database: string;
    user?: string;
    password?: string;
    ssl: false | { rejectUnauthorized: true };
    application_name: string;
    connectionTimeoutMillis: number;
    query_timeout: number;
    lock_timeout: number;
  }
  export class Client {
    constructor(config: ClientConfig);
    connect(): Promise<void>;
    query(
      sql: string,
      values?: readonly (string | number | null)[],
    ): Promise<{ rows: Record<string, unknown>[] }>;
    end(): Promise<void>;
    on(event: 'error', heard: (error: Error) => void): void;
  }
  const pg: { Client: typeof Client };
  export default pg;
}
