import { UserError } from '../../base/errors.ts';
import type { Database } from './database.ts';

/**
 * The steps from an empty database to the newest schema, in SQL that SQLite and PostgreSQL both read. A step that was shipped
 * stays as it is; what changes is a new step behind it.
 */
export const MIGRATIONS: readonly (readonly string[])[] = [
  [
    `CREATE TABLE abusedesk_cases (
      id text NOT NULL, opened text NOT NULL, host text NOT NULL, folder text NOT NULL, noted text NOT NULL,
      PRIMARY KEY (id, opened))`,
    `CREATE TABLE abusedesk_matters (
      id text NOT NULL, opened text NOT NULL, number integer NOT NULL,
      source text NOT NULL, reference text, type text NOT NULL, stage text NOT NULL, received text, deadline text,
      answered_kind text, answered_at text, extension_at text,
      PRIMARY KEY (id, opened, number))`,
  ],
  [
    'ALTER TABLE abusedesk_matters ADD COLUMN resource text',
    'ALTER TABLE abusedesk_matters ADD COLUMN resource_by text',
    'ALTER TABLE abusedesk_matters ADD COLUMN resource_more integer',
    'ALTER TABLE abusedesk_matters ADD COLUMN stopped text',
  ],
];

const VERSIONS = 'abusedesk_schema';

async function versionOf(database: Database): Promise<number> {
  if (!(await database.hasTable(VERSIONS))) return 0;
  const [row] = await database.all(`SELECT max(version) AS version FROM ${VERSIONS}`);
  const version = Number(row?.['version'] ?? 0);
  if (version <= MIGRATIONS.length) return version;
  throw new UserError(`the case index has schema ${version}; this abusedesk knows ${MIGRATIONS.length}`, {
    hint: 'Update abusedesk here, as whoever wrote the index has.',
  });
}

/**
 * Brings the index to a schema, from whatever it has, within the transaction.
 * @param to left out: the newest
 */
export async function migrate(database: Database, to: number = MIGRATIONS.length): Promise<void> {
  if ((await versionOf(database)) >= to) return;
  await database.lock();
  // Somebody else may have done it meanwhile.
  const version = await versionOf(database);
  if (version === 0) await database.all(`CREATE TABLE IF NOT EXISTS ${VERSIONS} (version integer NOT NULL)`);
  for (let step = version; step < to; step += 1) {
    for (const sql of MIGRATIONS[step] ?? []) await database.all(sql);
    await database.all(`INSERT INTO ${VERSIONS} (version) VALUES (?)`, [step + 1]);
  }
}
