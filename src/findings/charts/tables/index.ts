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
 */
export async function webTables(engine: Engine): Promise<Table[]> {
  if (!(await engine.tables()).has('requests')) return [];
  const scope = await scopeOf(engine);
  const own: Table[] = [];
  for (const { tables = [] } of FAMILIES) for (const table of tables) own.push(await table(scope));
  return [
    await requestsBySource(scope),
    ...own,
    ...(scope.known ? [await sourcesByServiceRegion(scope), await rotation(scope)] : []),
    await rhythm(scope),
    await hoursOfDay(scope),
    await clients(scope),
  ].filter((table) => table.rows.length > 0);
}
