import type { TestContext } from 'node:test';
import type { Row } from '../../../src/events/engines/engine.ts';
import { honeypotPictures } from '../../../src/findings/honeypot/honeypot.ts';
import type { HoneypotPictures, HoneypotQuestion } from '../../../src/findings/honeypot/honeypot.ts';
import type { DetectorContext } from '../../../src/findings/detector.ts';
import { flowContext } from '../support/lake.ts';
import type { Setting } from '../support/lake.ts';

export const POT = '10.50.0.10';

/** A record of so many seconds into 2 March 2026. */
export function record(src: string, dst: string, [srcPort, dstPort]: [number, number], more: Row = {}): Row {
  return {
    ts_start: '2026-03-02T10:00:00Z',
    ts_end: '2026-03-02T10:00:30Z',
    src,
    dst,
    src_port: srcPort,
    dst_port: dstPort,
    protocol: 6,
    packets: 2,
    bytes: 100,
    ...more,
  };
}

export async function potOf(
  t: TestContext,
  flows: readonly Row[],
  setting: Setting = {},
  question: HoneypotQuestion = { because: 'asked' },
): Promise<HoneypotPictures & { context: DetectorContext }> {
  const context = await flowContext(t, flows, setting);
  return { ...(await honeypotPictures(context, question)), context };
}

/** Rows of one of its tables by the names of its columns; none where the table is not there. */
export function rowsOf({ tables }: Pick<HoneypotPictures, 'tables'>, name: string): Row[] {
  const table = tables.find((one) => one.name === name);
  return (table?.rows ?? []).map((row) =>
    Object.fromEntries(table?.columns.map((column, i) => [column, row[i] ?? null]) ?? []),
  );
}

/** Flows by direction and class: `in unsolicited`. */
export function classesOf(pictures: Pick<HoneypotPictures, 'tables'>): Record<string, number> {
  return Object.fromEntries(
    rowsOf(pictures, 'honeypot_traffic').map(({ direction, class: kind, flows }) => [
      `${String(direction)} ${String(kind)}`,
      Number(flows),
    ]),
  );
}
