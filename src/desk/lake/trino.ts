import { setTimeout } from 'node:timers/promises';
import type { Environment, Files, Net } from '../../base/ports.ts';
import { UserError } from '../../base/errors.ts';
import type { Engine } from '../../events/engines/engine.ts';
import { TrinoClient } from '../../events/engines/trino/client.ts';
import { trinoName } from '../../events/engines/trino/ddl.ts';
import { TrinoEngine } from '../../events/engines/trino/engine.ts';
import { LAKE_TABLES } from '../../events/schema.ts';
import type { Settings } from '../../settings/settings.ts';
import { putLake } from './push.ts';
import { tablesOver } from './tables.ts';

/** The schema of one case's tables: questions name a table alone. */
function schemaOf(id: string): string {
  return `abusedesk_${id.toLowerCase().replaceAll(/[^a-z0-9]/g, '_')}`;
}

/**
 * Puts a lake where the Trino of the settings reads it, makes its tables there in a schema of the case's own, and counts
 * their rows. Of an earlier run of the same case the tables are replaced; its files stay.
 * @param lake its folder @param id the case's
 * @throws UserError where the settings name no Trino, it refuses, or it reads other rows than were put
 */
export async function trinoOver(
  lake: string,
  id: string,
  { trino, memory }: Pick<Settings, 'trino' | 'memory'>,
  signal: AbortSignal | undefined,
  effects: Files & Environment & Net,
): Promise<Engine> {
  if (trino === undefined) {
    throw new UserError('the settings name no Trino', {
      hint: 'Write `trino:` into abusedesk.yaml: docs/reference/configuration.md#trino.',
    });
  }
  const { url, user, password_env: secret, catalog, lakes, lakes_seen_as: seen = lakes } = trino;
  const password = secret === undefined ? undefined : effects.env[secret];
  if (secret !== undefined && password === undefined) {
    throw new UserError(`the environment has no ${secret}, which is to hold the password for Trino`);
  }
  const pushed = await putLake(lake, id, { location: lakes, memory, ...(signal && { signal }) }, effects);
  const schema = schemaOf(id);
  const client = new TrinoClient(
    { url, user, catalog, schema, ...(password !== undefined && { password }) },
    effects,
    (seconds) => setTimeout(seconds * 1000, undefined, { signal }),
  );
  const whole = [catalog, schema].map(trinoName).join('.');
  await client.run(`CREATE SCHEMA IF NOT EXISTS ${whole}`, signal);
  for (const table of LAKE_TABLES)
    await client.run(`DROP TABLE IF EXISTS ${whole}.${trinoName(table)}`, signal);
  const at = `${seen.replace(/\/+$/, '')}/${pushed.below}`;
  for (const statement of tablesOver(pushed.tables, at, { for: 'trino', catalog, schema })) {
    await client.run(statement, signal);
  }
  for (const { table, rows } of pushed.tables) {
    const counted = await client.run(`SELECT count(*) FROM ${trinoName(table)}`, signal);
    if (Number(counted.rows[0]?.[0]) === rows) continue;
    throw new UserError(
      `Trino reads ${String(counted.rows[0]?.[0])} rows of ${table}, and ${rows} were put there`,
      {
        file: at,
        hint: 'Is that the same place for Trino? See lakes and lakes_seen_as in the settings.',
      },
    );
  }
  return new TrinoEngine(client, signal);
}
