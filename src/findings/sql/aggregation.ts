import type { DetectorContext } from '../detector.ts';

/** Longest record of a log with one-minute aggregation; a longer one means ten minutes. Source: AWS documentation. */
const MINUTE = 60;
const TEN_MINUTES = 600;

/** How long the log's records are aggregated, in seconds: 60 or 600. */
export async function aggregationOf(context: DetectorContext): Promise<number> {
  const { dialect } = context.engine;
  const length = `${dialect.epoch('ts_end')} - ${dialect.epoch('ts_start')}`;
  const rows = await context.engine.query(`SELECT max(${length}) AS longest FROM flows`);
  return Number(rows[0]?.['longest'] ?? 0) <= MINUTE ? MINUTE : TEN_MINUTES;
}
