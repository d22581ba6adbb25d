import { UserError } from '../../base/errors.ts';
import type { Effects } from '../../base/ports.ts';
import { keptIn } from '../../cases/clock.ts';
import type { KeptMatter } from '../../cases/clock.ts';
import { readDocument } from '../../cases/store.ts';
import { indexPlace } from '../../settings/case-index.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Database, IndexStore, Value } from './database.ts';
import { clean, COLUMNS, matterOf, valuesOf } from './rows.ts';
import { migrate } from './schema.ts';

/** A case as the index has it. */
export interface IndexedCase {
  id: string;
  opened: string;
  /** The computer on which it was noted, and its folder there. */
  host: string;
  folder: string;
  /** When. */
  noted: string;
  matters: KeptMatter[];
}

export interface CaseIndex {
  /** The setting that names it. */
  place: string;
  /** Notes cases as they lie in their folders now; each replaces what was noted of it. */
  note(folders: readonly string[]): Promise<void>;
  cases(): Promise<IndexedCase[]>;
  /** Forgets the cases of this id. @returns how many there were */
  forget(id: string): Promise<number>;
}

/** Rows of one statement. */
const ROWS_AT_ONCE = 50;

async function insertMatters(
  database: Database,
  { id, opened, matters }: Pick<IndexedCase, 'id' | 'opened' | 'matters'>,
): Promise<void> {
  const columns = ['id', 'opened', 'number', ...COLUMNS];
  const row = `(${columns.map(() => '?').join(', ')})`;
  for (let from = 0; from < matters.length; from += ROWS_AT_ONCE) {
    const some = matters.slice(from, from + ROWS_AT_ONCE);
    await database.all(
      `INSERT INTO abusedesk_matters (${columns.join(', ')}) VALUES ${some.map(() => row).join(', ')}`,
      some.flatMap((matter, at): Value[] => {
        const key: Value[] = [id, opened, from + at];
        return key.concat(valuesOf(matter));
      }),
    );
  }
}

async function noteOne(database: Database, one: IndexedCase): Promise<void> {
  const { id, opened, host, folder, noted } = one;
  await database.all(
    `INSERT INTO abusedesk_cases (id, opened, host, folder, noted) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id, opened) DO UPDATE SET host = excluded.host, folder = excluded.folder, noted = excluded.noted`,
    [id, opened, host, folder, noted],
  );
  await database.all('DELETE FROM abusedesk_matters WHERE id = ? AND opened = ?', [id, opened]);
  await insertMatters(database, one);
}

async function allIn(database: Database): Promise<IndexedCase[]> {
  const cases = new Map<string, IndexedCase>();
  const keyOf = (row: Readonly<Record<string, unknown>>): string =>
    JSON.stringify([row['id'], row['opened']]);
  for (const row of await database.all(
    'SELECT id, opened, host, folder, noted FROM abusedesk_cases ORDER BY id, opened',
  )) {
    const text = (key: string): string => String(row[key]);
    cases.set(keyOf(row), {
      id: text('id'),
      opened: text('opened'),
      host: text('host'),
      folder: text('folder'),
      noted: text('noted'),
      matters: [],
    });
  }
  for (const row of await database.all(
    `SELECT id, opened, ${COLUMNS.join(', ')} FROM abusedesk_matters ORDER BY id, opened, number`,
  )) {
    cases.get(keyOf(row))?.matters.push(matterOf(row));
  }
  return [...cases.values()];
}

async function read(folders: readonly string[], effects: Effects): Promise<IndexedCase[]> {
  const cases: IndexedCase[] = [];
  for (const folder of folders) {
    const document = await readDocument(folder, effects);
    if (document === undefined) continue;
    cases.push({
      id: clean(document.id),
      opened: clean(document.opened),
      host: clean(effects.process.host),
      folder: clean(folder),
      noted: effects.now().toISOString(),
      matters: keptIn(document),
    });
  }
  return cases;
}

/** An index over a store; each piece of work brings the schema up to date before it. */
export function caseIndexOver(store: IndexStore, place: string, effects: Effects): CaseIndex {
  return {
    place,
    async note(folders) {
      await store.change(async (database) => {
        await migrate(database);
        await database.lock();
        // Read under the lock: of two runs that note one case, the later has what is newer.
        for (const one of await read(folders, effects)) await noteOne(database, one);
      });
    },
    cases: () =>
      store.read(async (database) => {
        await migrate(database);
        return allIn(database);
      }),
    forget: (id) =>
      store.change(async (database) => {
        await migrate(database);
        const known = await database.all('SELECT id FROM abusedesk_cases WHERE id = ?', [id]);
        for (const table of ['abusedesk_matters', 'abusedesk_cases'])
          await database.all(`DELETE FROM ${table} WHERE id = ?`, [id]);
        return known.length;
      }),
  };
}

/**
 * The index that the settings name.
 * @throws UserError where the password that they refer to is not in the environment
 */
export async function caseIndexOf(
  { index, password_env: name }: NonNullable<Settings['cases']>,
  effects: Effects,
): Promise<CaseIndex> {
  const place = indexPlace(index);
  if (place === undefined) throw new Error('The settings were not checked.');
  if (place.kind === 'sqlite') {
    const { sqliteStore } = await import('./sqlite.ts');
    return caseIndexOver(await sqliteStore(place.path, effects), index, effects);
  }
  const password = name === undefined ? undefined : effects.env[name];
  if (name !== undefined && password === undefined) {
    throw new UserError(`the password of the case index is not in the environment`, {
      hint: `Set ${name}, which the settings name.`,
    });
  }
  const { postgresStore } = await import('./postgres.ts');
  return caseIndexOver(postgresStore(place, password), index, effects);
}
