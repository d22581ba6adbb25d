import type { Row } from '../../events/engines/engine.ts';
import type { DetectorContext } from '../detector.ts';
import type { LineRef } from '../../model/finding.ts';

/** Original lines that a finding shows. */
export const MAX_LINES = 20;

/** The first lines, by time, of the flow records that meet the conditions. */
export async function findLines(
  context: Pick<DetectorContext, 'engine' | 'references'>,
  conditions: readonly string[],
): Promise<LineRef[]> {
  const rows = await context.engine.query(
    `SELECT evidence, line FROM flows WHERE ${conditions.join(' AND ')}
ORDER BY ts_start, evidence, line LIMIT ${MAX_LINES}`,
  );
  return rows.map((row) => ({
    evidence: context.references(Number(row['evidence'])),
    line: Number(row['line']),
  }));
}

/** Rows with `subject`, `evidence` and `line`, sorted by subject. */
export function linesBySubject(context: DetectorContext, rows: readonly Row[]): Map<string, LineRef[]> {
  const lines = new Map<string, LineRef[]>();
  for (const row of rows) {
    const subject = String(row['subject']);
    const known = lines.get(subject) ?? [];
    known.push({ evidence: context.references(Number(row['evidence'])), line: Number(row['line']) });
    lines.set(subject, known);
  }
  return lines;
}
