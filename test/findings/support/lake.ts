import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { LakeEngine } from '../../../src/events/engines/duckdb/engine.ts';
import { openLake } from '../../../src/events/engines/duckdb/engine.ts';
import type { Row } from '../../../src/events/engines/engine.ts';
import { writeRows, writeTable } from '../../../src/events/lake/write.ts';
import type { TableName } from '../../../src/model/evidence.ts';
import type { Inventory } from '../../../src/clouds/inventory.ts';
import { createContext } from '../../../src/findings/context.ts';
import type { DetectorContext } from '../../../src/findings/detector.ts';
import { thresholdsFrom } from '../../../src/findings/thresholds.ts';
import { parseAddress } from '../../../src/net/address.ts';
import { temporary } from '../../support.ts';

function addressRows(rows: readonly Row[]): Row[] {
  const texts = new Set(rows.flatMap((row) => [row['src'], row['dst'], row['pkt_src'], row['pkt_dst']]));
  return [...texts].flatMap((text) => {
    const address = typeof text === 'string' ? parseAddress(text) : undefined;
    if (address === undefined) return [];
    return [{ address: address.text, key: Buffer.from(address.key).toString('hex'), family: address.family }];
  });
}

/** A lake of these rows with its `addresses`; every row's evidence is 0 and its line its place. */
async function lakeOf(t: TestContext, table: TableName, rows: readonly Row[]): Promise<LakeEngine> {
  const folder = join(await temporary(t), 'lake');
  if (rows.length > 0) {
    const numbered = rows.map((row, i): Row => ({ evidence: 0, line: i + 1, ...row }));
    await writeRows(folder, table, numbered);
  }
  const engine = await openLake(folder, { threads: 1 });
  t.after(() => engine.close());
  if (rows.length > 0) await writeTable(engine, 'addresses', addressRows(rows));
  return engine;
}

export interface Setting {
  inventory?: Inventory;
  ours?: string[];
  thresholds?: unknown;
  lostRecords?: number;
}

/** What detectors look at, over a lake of these rows. */
export async function eventContext(
  t: TestContext,
  table: TableName,
  rows: readonly Row[],
  setting: Setting = {},
): Promise<DetectorContext> {
  const { inventory, ours, thresholds, lostRecords = 0 } = setting;
  return createContext(await lakeOf(t, table, rows), {
    ...(inventory === undefined ? {} : { inventory }),
    ...(ours === undefined ? {} : { ours }),
    thresholds: thresholdsFrom(thresholds),
    lostRecords,
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
