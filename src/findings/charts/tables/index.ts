import { affordable } from '../../affordable.ts';
import type { Engine } from '../../../events/engines/engine.ts';
import { FAMILIES } from '../../detectors/index.ts';
import type { Table } from '../../../model/pictures.ts';
import { requestsBySource } from './requests-by-source.ts';
import { scopeOf } from './requests.ts';
import { hoursOfDay, rhythm } from './rhythm.ts';
import { clients, rotation, sourcesByServiceRegion } from './sources.ts';

/**
 * What the report tabulates of web logs; empty without requests. Whose addresses are known must be in the lake's
 * `attribution` before. Each table is complete, or says in its title how many rows it has of how many.
 * @param left gets the names of tables that needed more memory than there may be
 */
export async function webTables(engine: Engine, left?: string[]): Promise<Table[]> {
  if (!(await engine.tables()).has('requests')) return [];
  const scope = await scopeOf(engine);
  const questions = [
    requestsBySource,
    ...FAMILIES.flatMap(({ tables = [] }) => tables),
    ...(scope.known ? [sourcesByServiceRegion, rotation] : []),
    rhythm,
    hoursOfDay,
    clients,
  ];
  const tables: Table[] = [];
  for (const question of questions) {
    tables.push(...(await affordable(question.name, left, async () => [await question(scope)])));
  }
  return tables.filter((table) => table.rows.length > 0);
}
