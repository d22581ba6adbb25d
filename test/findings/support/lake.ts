import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { nodeEffects } from '../../../src/base/effects.ts';
import type { DuckLake } from '../../../src/events/engines/duckdb/lake.ts';
import { openLake } from '../../../src/events/engines/duckdb/lake.ts';
import type { Row } from '../../../src/events/engines/engine.ts';
import { writeRows } from '../../../src/events/engines/duckdb/rows.ts';
import type { TableName } from '../../../src/model/evidence.ts';
import type { Inventory } from '../../../src/clouds/inventory.ts';
import { createContext } from '../../../src/findings/context.ts';
import type { DetectorContext } from '../../../src/findings/detector.ts';
import { findLocalNetworks } from '../../../src/findings/network/local-networks.ts';
import { REQUEST_CLASSIFIER } from '../../../src/findings/web-classes/classify.ts';
import { thresholdsFrom } from '../../../src/findings/thresholds.ts';
import { temporary } from '../../support.ts';

/** A lake of these rows; every row's evidence is 0 and its line its place. */
async function lakeOf(
  t: TestContext,
  table: TableName,
  rows: readonly Row[],
  attribution: readonly Row[],
): Promise<DuckLake> {
  const folder = join(await temporary(t), 'lake');
  if (rows.length > 0) {
    const numbered = rows.map((row, i): Row => ({ evidence: 0, line: i + 1, ...row }));
    await writeRows(folder, table, numbered);
    if (attribution.length > 0) await writeRows(folder, 'attribution', attribution);
  }
  const lake = await openLake(folder, { threads: 1 });
  t.after(() => lake.close());
  return lake;
}

export interface Setting {
  inventory?: Inventory;
  ours?: string[];
  thresholds?: unknown;
  lostRecords?: number;
  /** Whose addresses are: rows of `attribution`. */
  attribution?: readonly Row[];
  partly?: readonly string[];
}

/** What detectors look at, over a lake of these rows. */
export async function eventContext(
  t: TestContext,
  table: TableName,
  rows: readonly Row[],
  setting: Setting = {},
): Promise<DetectorContext> {
  const { inventory, ours, thresholds, lostRecords = 0, partly = [], attribution = [] } = setting;
  const lake = await lakeOf(t, table, rows, attribution);
  const known = await findLocalNetworks(lake.engine, ours ?? [], inventory);
  if (rows.length > 0) await lake.deriveAddresses(known.prefixes, nodeEffects(1));
  if (table === 'requests') await lake.deriveRequestClasses(REQUEST_CLASSIFIER);
  return createContext(lake.engine, {
    ...(inventory === undefined ? {} : { inventory }),
    localNetworks: known,
    thresholds: thresholdsFrom(thresholds),
    lostRecords,
    partly,
    references: (evidence) => `evidence ${evidence}`,
  });
}

/** What detectors look at, over a lake of these flow rows. */
export function flowContext(
  t: TestContext,
  flows: readonly Row[],
  setting: Setting = {},
): Promise<DetectorContext> {
  return eventContext(t, 'flows', flows, setting);
}
