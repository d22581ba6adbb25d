import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { nodeEffects } from '../../../src/base/effects.ts';
import { openLake } from '../../../src/events/engines/duckdb/lake.ts';
import { writeRows } from '../../../src/events/engines/duckdb/rows.ts';
import { parsePrefix } from '../../../src/net/prefix.ts';
import { temporary } from '../../support.ts';
import { FLOWS, REQUESTS } from './conformance.ts';

/** A lake of the rows that the constructs are asked of; 10.0.0.0/8 is ours. @returns its folder */
export async function constructsLake(t: TestContext): Promise<string> {
  const folder = join(await temporary(t), 'lake');
  await writeRows(folder, 'flows', FLOWS);
  await writeRows(folder, 'requests', REQUESTS);
  const lake = await openLake(folder);
  const ours = [parsePrefix('10.0.0.0/8')].flatMap((block) => block ?? []);
  await lake.deriveAddresses(ours, nodeEffects(1));
  await lake.close();
  return folder;
}
