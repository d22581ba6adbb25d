import { posix } from 'node:path';
import type { Client as PgClient } from 'pg';
import { UserError } from '../../base/errors.ts';
import type { IndexPlace } from '../../settings/case-index.ts';
import type { Database, IndexStore } from './database.ts';

// Without a port: the library connects itself; where to is in the settings.

/** Milliseconds that a connection, an answer and another run's work may take. */
const CONNECT_MS = 10_000;
const ANSWER_MS = 30_000;
const LOCK_MS = 20_000;

/** Number of the lock that changes of the schema take; it has no meaning but to be the same for all. */
const LOCK = 0x616275;

const LOCAL = new Set(['localhost', '127.0.0.1', '::1']);

/** What the server or the system said, on one line; neither repeats a password. */
function refused(error: unknown, { host, database }: { host: string; database: string }): unknown {
  if (error instanceof UserError || !(error instanceof Error)) return error;
  // A connection to a name with several addresses fails with one error for each.
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  const said = first instanceof Error && first.message !== '' ? first.message : error.message;
  return new UserError(`the case index (PostgreSQL, ${database} at ${host}): ${said}`, {
    hint: 'Check `cases` in the settings, the password in the environment, and whether the server answers.',
    cause: error,
  });
}

function overClient(client: PgClient): Database {
  return {
    async all(sql, values) {
      let number = 0;
      const { rows } = await client.query(
        sql.replaceAll('?', () => `$${(number += 1)}`),
        values,
      );
      return rows;
    },
    async hasTable(name) {
      // Not `to_regclass`: within a transaction it goes on to say no of a table that somebody else has made meanwhile.
      const { rows } = await client.query(
        "SELECT count(*) > 0 AS there FROM pg_catalog.pg_class WHERE relname = $1 AND relkind = 'r' AND pg_table_is_visible(oid)",
        [name],
      );
      return rows[0]?.['there'] === true;
    },
    async lock() {
      await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    },
  };
}

/**
 * An index in PostgreSQL: each piece of work is a transaction of a connection of its own. To another computer it goes by TLS, and
 * the server's certificate must be good.
 */
export function postgresStore(
  place: Extract<IndexPlace, { kind: 'postgres' }>,
  password: string | undefined,
): IndexStore {
  const { host, port, database, user } = place;
  const near = posix.isAbsolute(host) || LOCAL.has(host);
  const inTransaction = async <T>(work: (database: Database) => Promise<T>): Promise<T> => {
    const { default: pg } = await import('pg');
    const client = new pg.Client({
      host,
      port,
      database,
      ...(user !== undefined && { user }),
      ...(password !== undefined && { password }),
      ssl: near ? false : { rejectUnauthorized: true },
      application_name: 'abusedesk',
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: ANSWER_MS,
      lock_timeout: LOCK_MS,
    });
    // A connection that breaks between two questions; the next question fails and says so.
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('BEGIN');
      const result = await work(overClient(client));
      await client.query('COMMIT');
      return result;
    } catch (error) {
      throw refused(error, place);
    } finally {
      // The end of a connection takes back what was not committed.
      await client.end().catch(() => undefined);
    }
  };
  return { read: inTransaction, change: inTransaction };
}
