import type { DetectorContext } from './detector.ts';
import type { LineRef } from './finding.ts';
import { MAX_LINES } from './lines.ts';
import { sqlOutcomes } from './web-outcomes.ts';

/** The first lines, by time, of the rows of `outcomes` or `strange` that meet the condition. */
export async function outcomeLines(
  context: DetectorContext,
  table: 'outcomes' | 'strange',
  condition: string,
  limit: number = MAX_LINES,
): Promise<LineRef[]> {
  const rows = await context.engine.query(
    `${sqlOutcomes(context.engine.dialect)}
SELECT evidence, line FROM ${table} WHERE ${condition} ORDER BY ts, evidence, line LIMIT ${limit}`,
  );
  return rows.map((row) => ({
    evidence: context.references(Number(row['evidence'])),
    line: Number(row['line']),
  }));
}
