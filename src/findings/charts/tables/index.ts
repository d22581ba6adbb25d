import { affordable } from '../../affordable.ts';
import type { RowsContext } from '../../detector.ts';
import type { Engine } from '../../../events/engines/engine.ts';
import { FAMILIES } from '../../detectors/index.ts';
import type { Table } from '../../../model/pictures.ts';
import { requestsBySource } from './requests-by-source.ts';
import { scopeOf } from './scope.ts';
import { hoursOfDay, rhythm } from './rhythm.ts';
import { clients, rotation, sourcesByServiceRegion } from './sources.ts';

/** The tables that have rows. */
async function filled<Asked>(
  questions: readonly ((asked: Asked) => Promise<Table>)[],
  asked: Asked,
  left: string[] | undefined,
): Promise<Table[]> {
  const tables: Table[] = [];
  for (const question of questions) {
    tables.push(...(await affordable(question.name, left, async () => [await question(asked)])));
  }
  return tables.filter((table) => table.rows.length > 0);
}

/**
 * What the report tabulates of web logs; empty without requests. Whose addresses are known must be in the lake's
 * `attribution` before. Each table is complete, or says in its title how many rows it has of how many.
 * @param left gets the names of tables that needed more memory than there may be
 */
export async function webTables(engine: Engine, left?: string[]): Promise<Table[]> {
  if (!(await engine.tables()).has('requests')) return [];
  const scope = await scopeOf(engine, true);
  const questions = [
    requestsBySource,
    ...FAMILIES.flatMap(({ tables = [] }) => tables),
    ...(scope.known ? [sourcesByServiceRegion, rotation] : []),
    rhythm,
    hoursOfDay,
    clients,
  ];
  return filled(questions, scope, left);
}

/**
 * What the report tabulates of alerts; empty without alerts.
 * @param left as in `webTables`
 */
export async function alertTables(context: RowsContext, left?: string[]): Promise<Table[]> {
  if (!(await context.engine.tables()).has('alerts')) return [];
  return filled(
    FAMILIES.flatMap((family) => family.alertTables ?? []),
    context,
    left,
  );
}
